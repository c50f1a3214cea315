"""Word fields, document properties and fonts, set by hand where python-docx has no call for them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def add_field(paragraph: Any, code: str, shown: str = "") -> None:
    """A field such as PAGE; ``shown`` stands until Word brings it up to date."""
    _start(paragraph, code)
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def add_contents(word: Word, code: str, entries: Sequence[str]) -> list[Any]:
    """A table of contents field over several paragraphs; ``entries`` stand in it until Word adds the page numbers."""
    paragraphs = [word.add_paragraph() for _ in entries or [""]]
    _start(paragraphs[0], code)
    for paragraph, entry in zip(paragraphs, entries, strict=False):
        paragraph.add_run(entry)
    _mark(paragraphs[-1], "end")
    return paragraphs


def _start(paragraph: Any, code: str) -> None:
    _mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def _mark(paragraph: Any, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def update_fields_on_open(word: Word) -> None:
    """Ask Word to bring the table of contents up to date when the file is opened."""
    settings = word.settings.element
    if settings.find(qn("w:updateFields")) is None:
        update = OxmlElement("w:updateFields")
        update.set(qn("w:val"), "true")
        settings.append(update)


def set_font(style: Any, latin: str, chinese: str) -> None:
    """Fonts of a style for Latin and Chinese letters."""
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)


def set_properties(word: Word, title: str, subject: str, maker: str) -> None:
    """Core properties, all set by us: nothing of the library's own template stays."""
    core = word.core_properties
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    core.title, core.subject, core.author, core.last_modified_by = title, subject, maker, maker
    core.comments = "草案，待评审；不是已发生活动的记录"
    core.keywords, core.category, core.content_status = "两化融合管理体系", "草案", "草案"
    core.language, core.version, core.identifier = "zh-CN", "", ""
    core.created, core.modified, core.revision = now, now, 1


def set_custom_property(word: Word, name: str, value: str) -> None:
    """A custom document property; replaces an existing one of that name, keeps the others."""
    package: Any = word.part.package
    kind = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    part: Any = next((link.target_part for link in package.rels.values() if link.reltype == kind), None)
    if part is None:
        blob = _custom_xml([(name, value)])
        part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, package)
        package.relate_to(part, kind)
        return
    part._blob = _custom_xml([*_others(part.blob, name), (name, value)])


def _others(blob: bytes, name: str) -> list[tuple[str, str]]:
    root = parse_xml(blob)
    found = [(str(item.get("name")), "".join(str(text) for text in item.itertext())) for item in root]
    return [(key, value) for key, value in found if key != name]


def _custom_xml(pairs: list[tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<property fmtid="{_FORMAT}" pid="{at}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for at, (name, value) in enumerate(pairs, start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    ).encode()
