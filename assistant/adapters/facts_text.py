"""YAML as people write it: every value stays the text that was written, keys given twice are kept, slips are mended."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from ..domain.errors import InputError
from .file_decoding import decode

_MOST_BYTES = 2_000_000
_MOST_ALIASES = 50
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_WIDE_COLON = re.compile(r"(?m)^([ \t]*(?:- +)?[A-Za-z_]+)[ \t]*：[ \t]*")
_CLOSE_COLON = re.compile(r"(?m)^([ \t]*(?:- +)?[a-z_]+):(?=[^\s:/])")
_BARE_SIGN = re.compile(r"(:\s*)((?:[%％@`]|[|>](?=[^\s\d+\-]))[^\s,}\]#]*)(?=\s*(?:[,}#]|$))", re.M)
_FOLD = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff（“])|(?<=[，。；：、！？）”]) ")
"""The space YAML leaves where a Chinese text went on in the next line."""
_FIX = "检查缩进、冒号后的空格和引号；可对照 guanbiao facts init 生成的示例"


class Twice(list[Any]):
    """The values of a key that was given more than once in one mapping."""


class _TextLoader(yaml.BaseLoader):
    """Plain scalars stay text (``97.50``, ``2026-02-30``, ``no``); empty ones become None."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.aliases = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > _MOST_ALIASES:
                raise yaml.MarkedYAMLError(problem="引用（*）太多", problem_mark=self.peek_event().start_mark)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode) -> Any:
        value = super().construct_scalar(node)
        if node.style is None and value in _NULLS:
            return None
        folded = node.style == ">" or (node.style is None and node.start_mark.line != node.end_mark.line)
        return _FOLD.sub("", value) if folded else value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        found: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = str(self.construct_object(key_node, deep=True))
            value = self.construct_object(value_node, deep=True)
            if key not in found:
                found[key] = value
            elif isinstance(found[key], Twice):
                found[key].append(value)
            else:
                found[key] = Twice([found[key], value])
        return found


def _mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    return loader.construct_mapping(node, deep=True)


def _sequence(loader: _TextLoader, node: yaml.SequenceNode) -> list[Any]:
    return [loader.construct_object(item, deep=True) for item in node.value]


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
_TextLoader.add_constructor("tag:yaml.org,2002:seq", _sequence)


def read_yaml_text(path: Path) -> Any:
    """Data of a YAML file with all scalars as text. Raises InputError naming file and line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        fix = "检查路径；可用 guanbiao facts init 生成一份空表"
        raise InputError("找不到或读不了事实表", str(path), fix) from error
    if len(raw) > _MOST_BYTES:
        raise InputError("事实表太大", str(path), "事实表只放企业的基本事实，大段资料请用 guanbiao ingest 导入")
    decoded = decode(raw)
    if decoded.damaged:
        raise InputError("事实表的文字编码认不出来", str(path), "用编辑器另存为 UTF-8")
    return parse_yaml_text(decoded.text, str(path))


def parse_yaml_text(text: str, where: str = "facts") -> Any:
    """Data of YAML text; common slips (full-width colon, bare %, tab) are mended when the text fails as it stands."""
    try:
        return _load(text)
    except (yaml.YAMLError, _Flat) as first:
        try:
            return _load(_mended(text))
        except (yaml.YAMLError, _Flat):
            raise _refusal(first, where) from first


class _Flat(Exception):
    """The text parsed, but as one long string."""


def _load(text: str) -> Any:
    data = yaml.load(text, Loader=_TextLoader)  # noqa: S506  (a BaseLoader: builds text, lists and mappings only)
    if isinstance(data, str):
        raise _Flat
    return data


def _mended(text: str) -> str:
    text = _CLOSE_COLON.sub(r"\1: ", _WIDE_COLON.sub(r"\1: ", text.replace("\t", "  ")))
    return _BARE_SIGN.sub(r'\1"\2"', text)


def _refusal(error: Exception, where: str) -> InputError:
    mark = getattr(error, "problem_mark", None)
    spot = f"{where} 第 {mark.line + 1} 行第 {mark.column + 1} 个字" if mark else where
    near = _around(mark) if mark else ""
    return InputError("事实表不是有效的 YAML" + (f"，在“{near}”附近" if near else ""), spot, _FIX)


def _around(mark: Any) -> str:
    """The words about a place of the text."""
    line = mark.buffer[: mark.pointer].rpartition("\n")[2] + mark.buffer[mark.pointer :].partition("\n")[0]
    return line[max(0, mark.column - 12) : mark.column + 12].strip().rstrip("\0")
