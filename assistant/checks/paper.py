"""A paper as the checks see it: lines and tables with the place where a person finds them."""

import re
from collections.abc import Iterator
from functools import cached_property

from ..domain.document import Block, LoadedFile, Table
from ..domain.value import Value
from ..text.clause_marks import heading

_TITLE_MARKS = frozenset({"part", "chapter", "section", "han", "han_paren", "arabic", "decimal", "annex"})
_SEEN = ("heading", "paragraph", "list_item", "header", "footer")


class Line(Value):
    """A heading, paragraph or list item, verbatim, with its number where the file stores it apart."""

    locator: str
    text: str
    heading: bool = False
    section: str = ""
    """Text of the nearest heading above."""
    number: str | None = None


class Row(Value):
    """A table row: cells by position and, where the table has headings, by column."""

    locator: str
    cells: tuple[str, ...]
    text: str
    """The cells joined by `` | ``, merged copies left out: what is quoted."""


class Grid(Value):
    """A table: column headings (empty when it has none) and its rows."""

    locator: str
    section: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Paper(Value):
    """A whole paper in reading order. ``kind`` is what it is checked as."""

    kind: str
    name: str
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]

    @cached_property
    def pieces(self) -> tuple[Line, ...]:
        """Lines, and every table row as a line, in that order."""
        rows = (
            Line(locator=row.locator, text=row.text, section=grid.section) for grid in self.grids for row in grid.rows
        )
        return (*self.lines, *rows)

    @cached_property
    def text(self) -> str:
        """Everything, column headings included, one piece a line."""
        heads = (" | ".join(grid.columns) for grid in self.grids)
        return "\n".join([*(piece.text for piece in self.pieces), *heads])

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """Lines and rows without headings."""
        return tuple(piece for piece in self.pieces if not piece.heading)


def paper_of(loaded: LoadedFile, kind: str) -> Paper:
    """The paper in a loaded file."""
    lines: list[Line] = []
    grids: list[Grid] = []
    section = ""
    for block in loaded.blocks:
        if block.kind == "table" and block.table:
            grids.append(_grid(block, block.table, section, len(grids) + 1))
        elif block.kind in _SEEN and block.text.strip():
            titled = block.kind == "heading" or _is_title(block)
            section = block.text.strip() if titled else section
            lines.append(_line(block, section, len(lines) + 1, titled))
    return Paper(kind=kind, name=loaded.facts.name, lines=tuple(lines), grids=tuple(grids))


def _is_title(block: Block) -> bool:
    """A numbered or bold line that reads like a heading in a file without styles."""
    text = block.text.strip()
    mark = heading(text)
    numbered = bool(block.number) or (mark is not None and mark.kind in _TITLE_MARKS)
    return numbered and len(text) <= 24 and not re.search(r"[。；;，,：:]", text)


def _line(block: Block, section: str, ordinal: int, titled: bool) -> Line:
    place = f"第 {block.page} 页" if block.page else f"第 {ordinal} 段"
    locator = f"“{section}”下，{place}" if section and not titled else place
    return Line(locator=locator, text=block.text, heading=titled, section=section, number=block.number)


def _grid(block: Block, table: Table, section: str, ordinal: int) -> Grid:
    name = block.sheet or f"表 {ordinal}"
    header_rows = table.header_rows or _guessed_header(table)
    heads = table.rows[:header_rows]
    columns = tuple(_column(heads, index) for index in range(len(table.rows[0]) if table.rows else 0))
    rows = tuple(_rows(table, name, header_rows))
    return Grid(locator=name, section=section or table.title, columns=columns, rows=rows)


def _column(heads: tuple[tuple[object, ...], ...], index: int) -> str:
    words = dict.fromkeys(str(getattr(row[index], "text", "")).strip() for row in heads if index < len(row))
    return " ".join(word for word in words if word)


def _guessed_header(table: Table) -> int:
    """One, where the first row reads like labels: every cell filled, short, without sentences or values."""
    first = [cell.text.strip() for cell in table.rows[0]] if len(table.rows) > 1 else []
    labels = (0 < len(text) <= 16 and not text[0].isdigit() and "。" not in text for text in first)
    return int(len(first) > 2 and all(labels))


def _rows(table: Table, name: str, header_rows: int) -> Iterator[Row]:
    for number, cells in enumerate(table.rows[header_rows:], start=header_rows + 1):
        seen = [cell.text for cell in cells if not cell.merged and cell.text.strip()]
        if seen:
            yield Row(locator=f"{name} 第 {number} 行", cells=tuple(c.text for c in cells), text=" | ".join(seen))
