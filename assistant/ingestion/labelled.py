"""Labels and their values on covers, in headers and in form tables: ``文件编号：QP-09``, ``版本 | A/2``."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..domain.document import Block, LoadedFile
from ..text.normalize import fold_text
from .lines import Composed, Line, block_text

COVER_LINES = 40
_PAIR = re.compile(
    r"(?P<label>[^\s:：|，,。；;（）()]{2,12}(?:\s[^\s:：|]{1,2}){0,3})\s*[:：]\s*(?P<value>[^:：|\n]*?)(?=\s{2,}\S+[:：]|\s\S{2,8}[:：]|$)"
)
_CODE_AND_VERSION = re.compile(r"[A-Z]{1,6}[-/][A-Z0-9./-]*\d[A-Z0-9./-]*\s+(?:[A-Z]/\d+|V\d[\d.]*)")
_LABEL_CELL = re.compile(r"[\u4e00-\u9fffA-Za-z/（）()]{2,12}")


class Labelled(NamedTuple):
    """A value with the label before it; ``where`` is 封面 cover, 页眉页脚 furniture, 表格 table or 文件名."""

    label: str
    value: str
    quote: str
    where: str


class Place(NamedTuple):
    """A short text of the cover, a header or a footer."""

    text: str
    where: str


def places(loaded: LoadedFile, composed: Composed, before: int) -> list[Place]:
    """Headers and footers, then the first lines up to line ``before`` (at most 40)."""
    furniture = dict.fromkeys(block_text(b) for b in loaded.blocks if b.kind in {"header", "footer"})
    cover = composed.lines[: min(COVER_LINES, before)]
    lines = [Place(line.bare, "封面") for line in cover if len(line.text) <= 120 and _is_short(line)]
    heads = [cell.text.strip() for b in loaded.blocks[:4] if b.table for cell in b.table.rows[0] if not cell.merged]
    marked = [Place(text, "表格") for text in heads if _CODE_AND_VERSION.fullmatch(text)]
    return [
        *(Place(line, "页眉页脚") for text in furniture for line in text.splitlines() if line.strip()),
        *lines,
        *marked,
    ]


def _is_short(line: Line) -> bool:
    """Rows of registers are no cover lines; a title row or a label with its value is."""
    return line.kind != "table" or line.text.count(" | ") <= 1


def labelled(loaded: LoadedFile, found: Sequence[Place]) -> list[Labelled]:
    """All label–value pairs of the places and of the first tables."""
    pairs = [pair for place in found for pair in _pairs(place)]
    tables = [block for block in loaded.blocks if block.table][:3]
    return [*pairs, *(pair for block in tables for pair in _cells(block))]


def _pairs(place: Place) -> Iterator[Labelled]:
    for piece in re.split(r"\s\|\s", place.text):
        for match in _PAIR.finditer(piece):
            if value := match["value"].strip():
                yield Labelled(fold_text(match["label"]), value, match[0].strip(), place.where)


def _cells(block: Block) -> Iterator[Labelled]:
    if block.table is None:
        return
    for row in block.table.rows[:12]:
        cells = [cell.text.strip() for cell in row if not cell.merged]
        for label, value in zip(cells, cells[1:], strict=False):
            key = label.rstrip("：:")
            if value and _LABEL_CELL.fullmatch(re.sub(r"\s", "", key)):
                yield Labelled(fold_text(key), value, f"{label} | {value}", "表格")
        for cell in cells:
            yield from _pairs(Place(cell, "表格"))
