"""A sheet's grid cut into its tables: blank rows part them, lines above are the title, lines below remarks."""

import re
from collections.abc import Iterator, Sequence

from ..domain.document import Block, Cell, Table
from .office_sheet_values import serial_date
from .table_loader import header_rows_of, is_banner, table_block

Row = list[Cell]
_STATEMENT = re.compile(r"[^：:|\d]{1,12}[：:]")
_DATE_HEADING = re.compile(r"日期|时间|年月|[日月]$|date", re.I)


def sheet_blocks(rows: Sequence[tuple[int, Row]], sheet: str) -> list[Block]:
    """Blocks of the non-blank rows of one sheet, each with its row number (1-based)."""
    blocks: list[Block] = []
    for group in _groups(rows):
        blocks.extend(_group_blocks(_trimmed(group), sheet))
    return blocks


def _groups(rows: Sequence[tuple[int, Row]]) -> Iterator[list[Row]]:
    """Rows up to a blank row, and past it where the rows below carry the same table on."""
    group: list[Row] = []
    last = 0
    for number, row in rows:
        if group and number > last + 1 and not _carries_on(group, row):
            yield group
            group = []
        group.append(row)
        last = number
    if group:
        yield group


def _filled(row: Row) -> list[int]:
    return [index for index, cell in enumerate(row) if cell.text and not cell.merged]


def _carries_on(group: list[Row], row: Row) -> bool:
    """Whether ``row`` after a blank row is data of the table above: same columns filled, and it holds a value."""
    columns, above = set(_filled(row)), set(_filled(group[-1]))
    values = any(re.search(r"\d", row[index].text) for index in columns)
    common = len(columns & above)
    return len(above) > 2 and len(group) > 2 and values and common >= 0.75 * max(len(columns), len(above))


def _trimmed(group: list[Row]) -> list[Row]:
    """The group without the columns that are empty on its left and right."""
    used = [index for row in group for index, cell in enumerate(row) if cell.text]
    first, last = min(used), max(used)
    return [row[first : last + 1] for row in group]


def _is_line(row: Row) -> bool:
    """One text alone in its row, or nothing but ``部门：企管部`` statements."""
    filled = _filled(row)
    return len(filled) == 1 or all(_STATEMENT.match(row[index].text) for index in filled)


def _is_remark(row: Row) -> bool:
    """A line below a table: a text over its whole width, or signatures such as ``编制：张三``."""
    filled = _filled(row)
    return is_banner(row) or (len(filled) > 1 and all(_STATEMENT.match(row[index].text) for index in filled))


def _group_blocks(group: list[Row], sheet: str) -> Iterator[Block]:
    top = 0
    while top < len(group) and _is_line(group[top]):
        top += 1
    if top == len(group) or len(group[0]) == 1:
        yield from _lines(group, sheet)
        return
    bottom = len(group)
    while bottom > top + 1 and _is_remark(group[bottom - 1]):
        bottom -= 1
    yield from _lines(group[:top], sheet)
    title = next(
        (group[index][_filled(group[index])[0]].text for index in range(top) if len(_filled(group[index])) == 1), ""
    )
    grid = tuple(map(tuple, group[top:bottom]))
    header = header_rows_of(grid)
    yield table_block(Table(rows=with_serial_dates(grid, header), header_rows=header, title=title), sheet=sheet)
    yield from _lines(group[bottom:], sheet)


def _lines(rows: Sequence[Row], sheet: str) -> Iterator[Block]:
    for row in rows:
        text = " ".join(row[index].text for index in _filled(row))
        if text:
            yield Block(kind="paragraph", text=text, sheet=sheet)


def with_serial_dates(rows: tuple[tuple[Cell, ...], ...], header: int) -> tuple[tuple[Cell, ...], ...]:
    """Five-digit serials in columns headed as dates get their date; the stored number stays the text."""
    columns = {
        index
        for row in rows[:header]
        for index, cell in enumerate(row)
        if _DATE_HEADING.search(cell.text) and len(cell.text) <= 20
    }
    return rows[:header] + tuple(
        tuple(_dated(cell) if index in columns else cell for index, cell in enumerate(row)) for row in rows[header:]
    )


def _dated(cell: Cell) -> Cell:
    found = None if cell.value_on else serial_date(cell.text)
    return cell if found is None else cell.model_copy(update={"value_on": found, "shown": found.isoformat()})
