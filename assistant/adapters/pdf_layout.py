"""Lines of PDF pages to blocks: running headers and footers apart, wrapped lines joined, contents lines marked."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..domain.document import Block, BlockKind, Table
from .table_loader import table_blocks

_EDGE_LINES = 3
_BARE = re.compile(r"^[-—–－·\s]*(\d{1,4})[-—–－·\s]*$")
_WORD_LETTER = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"^(?:第?\s*\d{1,4}\s*[/／]\s*(?:共\s*)?\d{1,4}\s*页?|[Pp]age\s*\d+|"
    r"第\s*[\d一二三四五六七八九十]+\s*页(?:[\s，,/／]*共\s*[\d一二三四五六七八九十]+\s*页)?)$"
)
_PAGE_OF = re.compile(r"第\s*\d+\s*页.{0,3}共\s*\d+\s*页|共\s*\d+\s*页.{0,3}第\s*\d+\s*页|[Pp]age\s*\d+\s*of\s*\d+")
_MARGIN_WIDTH = 90
_NUMBER_OF_PAGE = re.compile(
    r"(?<=第)\d+(?=页)|(?<=共)\d+(?=页)|\d+/\d+(?=页|$)|(?<!\d)\d{1,4}-?$|"
    r"^-?\d{1,4}(?=[-|｜·\u4e00-\u9fff《])(?![章节条、年月日])"
)
_OPENING = re.compile(
    r"^\s*(?:第[\d〇零一二三四五六七八九十百]+[章节条款部篇]|附录|附件|附表|附：|[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|\d+(?:\.\d+)+|"
    r"[①-⑳㈠-㈩⑴-⒇]|[a-zA-Z][)）.．、]|[-•●■◆▪▲★➢➤◇○※√☑☐□·—*]|《[^》]{2,40}》$|[注图表]\s*[\d：:])"
)
_END = "。；：！？;:!?…"
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|(?:\.\s){4,}|-{6,})\s*[（(]?\d{1,4}[)）]?$")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff，。；：、（）]) (?=[\u4e00-\u9fff，。；：、（）])")


@dataclass(frozen=True)
class PageLines:
    """Text lines of one page (numbered from 1), in reading order; ``tables`` by the index of their line."""

    number: int
    lines: tuple[str, ...]
    tables: Mapping[int, Table] = field(default_factory=dict[int, Table])


@dataclass
class _Open:
    """A paragraph that may go on."""

    text: str
    page: int
    full: bool
    kind: BlockKind = "paragraph"
    level: int | None = None
    table: Table | None = None

    def blocks(self) -> list[Block]:
        """The finished paragraph, or the table with its title."""
        if self.table is not None:
            return table_blocks(self.table, self.page)
        return [Block(kind=self.kind, text=self.text, page=self.page, level=self.level)]


@dataclass(frozen=True)
class Outline:
    """Bookmark titles without white space, with their level (1 = top)."""

    levels: Mapping[str, int] = field(default_factory=dict[str, int])

    def level(self, line: str) -> int | None:
        """Level of the bookmark that reads like ``line``."""
        return self.levels.get("".join(line.split()))


def layout_blocks(pages: Sequence[PageLines], outline: Outline | None = None) -> list[Block]:
    """Blocks of all pages: running lines once each as header or footer, then the paragraphs."""
    margins = _margins_of(pages)
    headers: dict[str, Block] = {}
    body: list[tuple[int, tuple[str | Table, ...]]] = []
    for page in pages:
        kept: list[str | Table] = []
        for index, line in enumerate(page.lines):
            kind = _margin_kind(page, index, margins)
            if index in page.tables:
                kept.append(page.tables[index])
            elif kind is None:
                kept.append(unspaced(line.strip()))
            else:
                headers.setdefault(kind + _shape(line), Block(kind=kind, text=line.strip(), page=page.number))
        body.append((page.number, tuple(kept)))
    paragraphs = [block for item in _joined(body, outline or Outline()) for block in item.blocks()]
    first = [block for block in headers.values() if block.kind == "header"]
    return [*first, *paragraphs, *(block for block in headers.values() if block.kind == "footer")]


def unspaced(line: str) -> str:
    """A line whose Chinese characters were set apart one by one, closed up again."""
    gaps, characters = len(_SPACED.findall(line)), sum(1 for char in line if "\u4e00" <= char <= "\u9fff")
    return _SPACED.sub("", line) if characters >= 4 and gaps >= 0.5 * (characters - 1) else line


def width(line: str) -> int:
    """Columns a line takes: two for a wide character, one for others."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def _shape(line: str) -> str:
    """A line without white space and with what may be its page number levelled, so that pages can be compared."""
    return _NUMBER_OF_PAGE.sub("#", "".join(line.split()))


def _side(index: int, count: int, depth: int) -> Literal["header", "footer"] | None:
    """Top or bottom for one of the ``depth`` lines nearest the edge of a page of ``count`` lines, None for the rest."""
    if min(index, count - 1 - index) >= depth:
        return None
    return "header" if index <= (count - 1) / 2 else "footer"


@dataclass(frozen=True)
class _Margins:
    """What tells running lines of one file: (side, shape) of repeated lines, and page number minus page index."""

    running: frozenset[tuple[str, str]]
    depth: int
    offset: int | None


def _margins_of(pages: Sequence[PageLines]) -> _Margins:
    """Lines at the edge of most pages; with two pages only the outermost line can be one."""
    depth = _EDGE_LINES if len(pages) > 2 else 1
    counts: Counter[tuple[str, str]] = Counter()
    offsets: Counter[int] = Counter()
    for page in pages:
        sides = [(_side(index, len(page.lines), depth), line) for index, line in enumerate(page.lines)]
        counts.update({(side, _shape(line)) for side, line in sides if side})
        offsets.update({
            int(bare) - page.number for bare in map(_bare_number, (*page.lines[:1], *page.lines[-1:])) if bare
        })
    needed = max(2, round(0.6 * len(pages)))
    running = {key for key, count in counts.items() if count >= needed and len(_WORD_LETTER.findall(key[1])) >= 2}
    offset, seen = offsets.most_common(1)[0] if offsets else (0, 0)
    return _Margins(frozenset(running), depth, offset if seen >= max(2, len(pages) // 2) else None)


def _bare_number(line: str) -> str:
    """The digits of a line that is nothing but a page number, dashes around it allowed."""
    match = _BARE.match(line)
    return match.group(1) if match else ""


def _margin_kind(page: PageLines, index: int, margins: _Margins) -> BlockKind | None:
    """Header or footer for a running line or a page number, None for text."""
    count, line = len(page.lines), page.lines[index].strip()
    side = _side(index, count, _EDGE_LINES)
    if side is None:
        return None
    if _side(index, count, margins.depth) and (side, _shape(line)) in margins.running:
        return side
    outermost = index in (0, count - 1)
    bare = _bare_number(line)
    numbered = margins.offset is not None and outermost and bare and int(bare) - page.number == margins.offset
    stated = (_PAGE_OF.search(line) and width(line) < _MARGIN_WIDTH) or (outermost and _PAGE_NUMBER.match(line))
    if not numbered and not stated:
        return None
    return "header" if index == 0 and count > 1 else "footer"


def _joined(pages: Sequence[tuple[int, tuple[str | Table, ...]]], outline: Outline) -> Iterator[_Open]:
    """Paragraphs: a line that fills the measure and ends without a stop goes on in the next, over the page end too."""
    current: _Open | None = None
    for number, lines in pages:
        measure = _measure([line for line in lines if isinstance(line, str)])
        for line in filter(None, lines):
            if isinstance(line, Table):
                carried = _continued(current, line, number)
                if current and carried is None:
                    yield current
                current = carried or _Open("", number, False, "table", table=line)
                continue
            full = width(line) >= 0.88 * measure
            level = outline.level(line)
            kind: BlockKind = "heading" if level else "toc" if _CONTENTS.search(line) else "paragraph"
            if current and kind == current.kind == "paragraph" and _goes_on(current, line):
                current = _Open(glued(current.text, line), current.page, full)
                continue
            if current:
                yield current
            current = _Open(line, number, full, kind, level)
    if current:
        yield current


def _continued(current: _Open | None, table: Table, number: int) -> _Open | None:
    """The table before with this one's rows, where it goes on over the page end; None for another table."""
    before = current.table if current else None
    if current is None or before is None or number <= current.page or len(before.rows[0]) != len(table.rows[0]):
        return None
    repeated = before.header_rows > 0 and _texts(table)[: before.header_rows] == _texts(before)[: before.header_rows]
    if not repeated and table.header_rows:
        return None
    rows = table.rows[before.header_rows :] if repeated else table.rows
    return _Open("", current.page, False, "table", table=before.model_copy(update={"rows": before.rows + rows}))


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _measure(lines: Sequence[str]) -> float:
    """Width of a full line of the page, in columns: the widest but for outliers; short pages have none."""
    widths = sorted(width(line) for line in lines if line)
    if len(widths) < 2 or widths[-1] < 40:
        return float("inf")
    return float(widths[max(0, round(0.9 * (len(widths) - 1)))])


def _goes_on(current: _Open, line: str) -> bool:
    return current.full and not begins_anew(current.text, line) and "  " not in current.text[-40:]


def begins_anew(text: str, line: str) -> bool:
    """Whether ``line`` cannot go on from ``text``: a stop before it, or labels, a number or a sign at its beginning."""
    opened = bool(_OPENING.match(line)) and not _number_parted(text, line)
    return text[-1:] in _END or opened or bool(_LABELS.match(line))


_LABELS = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]\s*\S.*\s[\u4e00-\u9fff]{2,8}[：:]")
"""培训内容：… 培训日期：…: a line of a form."""


_NUMBER_OPEN = re.compile(r"(?:\d\.\d*|[、，,]\d{1,2})$")
_NUMBER_ON = re.compile(r"^\d{1,3}(?:[、，,]\s*\d|[%％]|[万元天分个])")


def _number_parted(text: str, line: str) -> bool:
    """1.46、1.8 | 2、1.41: a line end in the midst of a number of a row of figures; 2、1.41 opens no item."""
    return bool(_NUMBER_OPEN.search(text) and _NUMBER_ON.match(line))


def glued(left: str, right: str) -> str:
    """Lines without a space between, except between two Latin words."""
    if _number_parted(left, right):
        return left + right
    latin = left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum()
    return left + (" " if latin else "") + right
