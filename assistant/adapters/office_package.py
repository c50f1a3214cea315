"""An OOXML package: a checked zip archive, its parts as XML trees and the relations between them."""

import io
import posixpath
import re
import zipfile
from typing import Any, NamedTuple

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # a C module without types

from ..domain.errors import InputError, LimitError
from .file_limits import MEGABYTE
from .file_source import PARSER_ERRORS, Source, broken

Node = Any
"""An lxml element; lxml ships no types."""

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


class Relation(NamedTuple):
    """Where a relation of a part leads; ``kind`` is the last word of its type."""

    kind: str
    target: str
    external: bool


class Package:
    """Read-only view of one OOXML file. Raises InputError or LimitError for broken or hostile archives."""

    def __init__(self, source: Source, format_name: str) -> None:
        self.source = source
        self.format_name = format_name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(source.data))
            self._infos = {info.filename: info for info in self._archive.infolist()}
        except PARSER_ERRORS as error:
            raise broken(source, format_name) from error
        _check_archive(source, list(self._infos.values()))
        self.names = frozenset(self._infos)

    def read(self, part: str) -> bytes | None:
        """Bytes of ``part``, or None where the archive has no such part."""
        info = self._infos.get(part)
        if info is None:
            return None
        try:
            return self._archive.read(info)
        except PARSER_ERRORS as error:
            raise broken(self.source, self.format_name, part) from error

    def size(self, part: str) -> int:
        """Unpacked size of ``part`` in bytes, 0 where absent."""
        info = self._infos.get(part)
        return info.file_size if info else 0

    def xml(self, part: str) -> Node | None:
        """Root element of ``part`` or None where absent."""
        data = self.read(part)
        if data is None:
            return None
        if len(data) > self.source.limits.xml_bytes:
            what = f"文件内部过大（{part} {len(data) / MEGABYTE:.0f} MB）"
            raise LimitError(what, self.source.shown, "请拆分后再导入")
        return parse_xml(data, self.source, self.format_name)

    def optional_xml(self, part: str) -> Node | None:
        """Like :meth:`xml`, but a part that is broken counts as absent (styles, properties)."""
        try:
            return self.xml(part)
        except LimitError:
            raise
        except InputError:
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """Relations of ``part`` by id; targets are full part names."""
        folder, name = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", name + ".rels"))
        if root is None:
            return {}
        found: dict[str, Relation] = {}
        for node in root.iter(_REL):
            external = node.get("TargetMode") == "External"
            target = node.get("Target") or ""
            resolved = target if external else posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[node.get("Id") or ""] = Relation((node.get("Type") or "").rsplit("/", 1)[-1], resolved, external)
        return found

    def embedded(self) -> int:
        """How many files are embedded in the package; they are never opened."""
        return sum(1 for name in self.names if "/embeddings/" in name)

    def main_part(self, default: str) -> str:
        """The office document part named by the package, else ``default``."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.names:
                return relation.target
        return default


def parse_xml(data: bytes, source: Source, format_name: str) -> Node:
    """Root element of ``data``. Document types and entities are refused: no office program writes them."""
    if _DOCTYPE.search(data.replace(b"\x00", b"")[:MEGABYTE]):
        raise InputError("文件内部含实体声明（疑似恶意文件），已拒绝读取", source.shown, "请从可信来源重新取得该文件")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, *PARSER_ERRORS) as error:
        raise broken(source, format_name, "内部 XML 读不出") from error
    if root.getroottree().docinfo.doctype:
        raise InputError("文件内部含实体声明（疑似恶意文件），已拒绝读取", source.shown, "请从可信来源重新取得该文件")
    return root


def _check_archive(source: Source, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse archives that would unpack to far more than they are."""
    limits = source.limits
    if len(infos) > limits.zip_members:
        raise LimitError(f"文件内部的部件过多（{len(infos)} 个）", source.shown, "请另存后再导入")
    if sum(info.file_size for info in infos) > limits.zip_total_bytes:
        raise LimitError("文件解压后过大（疑似压缩炸弹），已拒绝读取", source.shown, "请从可信来源重新取得该文件")
    for info in infos:
        if info.file_size > MEGABYTE and info.file_size > limits.zip_ratio * max(1, info.compress_size):
            raise LimitError("文件压缩比异常（疑似压缩炸弹），已拒绝读取", source.shown, "请从可信来源重新取得该文件")
        if info.flag_bits & 1:
            raise InputError("文件已加密", source.shown, "请取消密码后再导入")
