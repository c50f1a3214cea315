"""Grids of cells to table blocks."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..domain.document import Block, Cell, Table


def row_line(row: Iterable[Cell]) -> str:
    """The cells of a row joined by `` | ``, merged copies left out, line ends as spaces; "" for an empty row."""
    texts = [" ".join(cell.text.split("\n")).strip() for cell in row if not cell.merged]
    while texts and not texts[-1]:
        texts.pop()
    return " | ".join(texts)


def table_text(table: Table) -> str:
    """All rows with any text, one a line."""
    return "\n".join(line for line in map(row_line, table.rows) if line)


def rectangular(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows filled with empty cells to one width."""
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row) + (Cell(text=""),) * (width - len(row)) for row in rows)


def table_blocks(table: Table, page: int | None = None) -> list[Block]:
    """The block of ``table``, empty tables left out; a title row above its heading becomes a paragraph of its own."""
    if table.header_rows > 1 and is_banner(table.rows[0]) and "\n" not in table.rows[0][0].text:
        title = table.rows[0][0].text.strip()
        rest = Table(rows=table.rows[1:], header_rows=table.header_rows - 1, title=table.title or title)
        return [Block(kind="paragraph", text=title, page=page, style="table-title"), table_block(rest, page=page)]
    block = table_block(table, page=page)
    return [block] if block.text else []


def table_block(table: Table, page: int | None = None, sheet: str | None = None) -> Block:
    """The block of ``table``."""
    return Block(kind="table", text=table_text(table), table=table, page=page, sheet=sheet)


_VALUE = re.compile(r"^[\s\d.,%％/:：年月日时分—~～\-+()（）]*\d[\s\d.,%％/:：年月日时分—~～\-+()（）]*$")
_PERIOD = re.compile(r"^(?:\d{1,2}月份?|\d{4}年度?|\d{1,2}日|第?\d+周)$")
_CODE = re.compile(r"[A-Za-z]{1,10}[-/][A-Za-z0-9]*-?\d|[A-Z]/\d|\d{4}[-./年]\d")
_LABEL = re.compile(
    r"(?:日期|时间|地点|部门|单位|编号|名称|版本|人|人员|人数|主题|表单|课程|方式|方法|对象|来源|状态|意见|结论|情况|原因|事项|职务|岗位|姓名|性别|电话|"
    r"类别|类型|级别|内容|目的|依据|范围|签字|签名|编制|审核|批准|评价|发布|实施|登记|表号|要求|效果|描述)[：:]?$"
)
_MAX_HEADER_ROWS = 3


def header_rows_of(rows: Sequence[Sequence[Cell]], marked: int = 0) -> int:
    """How many leading rows are headings: ``marked`` by the file, else judged by spans and contents; 0 for forms."""
    if marked:
        return min(marked, len(rows))
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    if is_form(rows):
        return 0
    if is_banner(rows[0]):
        below = header_rows_of(rows[1:])
        return 1 + below if below else 0
    if not _may_head(rows[0]):
        return 0
    depth = _span_depth(rows)
    return depth if depth < len(rows) and _finer_than_body(rows, depth) else 0


def is_banner(row: Sequence[Cell]) -> bool:
    """A row that is one merged cell over the whole width: a title."""
    return len(row) > 1 and bool(row[0].text.strip()) and all(cell.merged or not cell.text for cell in row[1:])


def _may_head(row: Sequence[Cell]) -> bool:
    """Short words, no values, hardly an empty cell."""
    own = [cell.text.strip() for cell in row if not cell.merged]
    filled = [text for text in own if text]
    if len(filled) < 2 or len(filled) < 0.6 * len(own):
        return False
    return all(map(_may_be_heading, filled))


def _may_be_heading(text: str) -> bool:
    """Short, and neither a figure, a date nor a document code; periods such as ``3月`` head columns."""
    return len(text) <= 30 and (bool(_PERIOD.match(text)) or not (_VALUE.match(text) or _CODE.search(text)))


def is_form(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first column holds the names of fields, so that values stand beside them and not below."""
    firsts = [row[0].text.strip() for row in rows if not row[0].merged and row[0].text.strip() and not is_banner(row)]
    labels = sum(1 for text in firsts if len(text) <= 15 and _LABEL.search(text))
    return labels >= 2 and labels >= 0.6 * len(firsts)


def _span_depth(rows: Sequence[Sequence[Cell]]) -> int:
    """Rows the heading reaches down: a group heading over several columns needs the row below it."""
    depth = 1
    while depth < min(_MAX_HEADER_ROWS, len(rows)):
        top, below = rows[depth - 1], rows[depth]
        groups = any(cell.merged and cell.text == left.text for left, cell in pairwise(top))
        reaches_down = [cell.merged and cell.text == above.text for above, cell in zip(top, below, strict=False)]
        if not (groups and (any(reaches_down) or not rows_alike(top, below)) and _may_continue(below)):
            return depth
        depth += 1
    return depth


def _may_continue(row: Sequence[Cell]) -> bool:
    filled = [cell.text.strip() for cell in row if cell.text.strip()]
    return bool(filled) and all(map(_may_be_heading, filled))


def rows_alike(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    """Whether two rows merge the same columns."""
    return [cell.merged for cell in first] == [cell.merged for cell in second]


def _finer_than_body(rows: Sequence[Sequence[Cell]], depth: int) -> bool:
    """The last heading row has at least as many own cells as most rows below: else the table is a form."""
    heads = sum(1 for column in range(len(rows[0])) if not _copy_of_left(rows, depth, column))
    widths = [
        sum(1 for left, cell in pairwise((Cell(text="\x00"), *row)) if not (cell.merged and cell.text == left.text))
        for row in rows[depth:]
    ]
    return sum(1 for width in widths if width <= heads) * 2 > len(widths)


def _copy_of_left(rows: Sequence[Sequence[Cell]], depth: int, column: int) -> bool:
    """Whether a column repeats its left neighbour in all heading rows."""
    return column > 0 and all(row[column].merged and row[column].text == row[column - 1].text for row in rows[:depth])
