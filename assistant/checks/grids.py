"""Tables of a paper: with column headings, or forms whose labels stand beside their values."""

import re
from collections.abc import Iterator, Sequence

from ..domain.document import Block, Cell, Table
from ..domain.value import Value

_LABEL = re.compile(
    r"(?:日期|时间|地点|部门|单位|编号|名称|版本|版次|修订|人|人员|主题|方式|方法|对象|来源|意见|结论|情况|原因|事项|内容|目的|依据|范围|签字|签名|编制|审核|批准|员|"
    r"会签|审定|拟制|评价|发布|实施|要求|效果|描述|事实|措施|纠正|举一反三|验证|部位|条款|主持|记录|讲师|学时|课时|页次|页码|密级|状态|排查|检查|分析)"
    r"(?:[（(][^）)]*[)）])?[：:]?$"
)
_GENERIC_HEAD = re.compile(
    r"^(?:项目|要素|栏目|名称|字段|内容|说明|情况|摘要|描述|填写内容|填写|序号|属性|值|详情|备注|评审输入|输入|具体内容)$"
)


class Row(Value):
    """A table row: cells by position and, where the table has headings, by column."""

    locator: str
    cells: tuple[str, ...]
    text: str
    """The cells joined by `` | ``, merged copies left out: what is quoted."""
    section: str = ""


class Grid(Value):
    """A table: column headings (empty when it has none, or is a form) and its rows."""

    locator: str
    section: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    form: bool = False
    order: int = 0

    def pairs(self, row: Row) -> Iterator[tuple[str, str]]:
        """Label and value cells of a form's row, side by side."""
        cells = _distinct(row.cells)
        for index in range(0, len(cells) - 1, 2):
            yield cells[index].strip().rstrip("：:"), cells[index + 1].strip()


def grid_of(block: Block, section: str, ordinal: int, order: int) -> Grid:
    """The grid of a table block."""
    table = block.table
    assert table is not None
    name = block.sheet or f"表 {ordinal}"
    form = _is_form(table)
    header_rows = int(_generic_head(table.rows[0])) if form else table.header_rows or _guessed_header(table)
    heads = table.rows[:header_rows]
    columns = () if form else tuple(_column(heads, index) for index in range(len(table.rows[0]) if table.rows else 0))
    rows = tuple(_rows(table, name, header_rows, section or table.title, form))
    return Grid(
        locator=name, section=section or table.title, columns=columns, rows=rows, form=form, order=order
    )


def _is_form(table: Table) -> bool:
    """Two columns, or labels in the first and (where filled) the third column."""
    own = [[cell.text.strip() for cell in row if not cell.merged] for row in table.rows]
    rows = [cells for cells in own if any(cells)]
    if not rows:
        return False
    width = max(len(row) for row in table.rows)
    if width == 2:
        headed = len(rows[0]) == 2 and all(_LABEL.search(text) and len(text) <= 8 for text in rows[0])
        listed = headed and not any(_LABEL.search(cells[0]) for cells in rows[1:])
        return not listed and all(len(cells[0]) <= 24 for cells in rows)
    labels = [cells for cells in rows if len(cells[0]) <= 15 and _LABEL.search(cells[0])]
    if len(labels) < 0.6 * len(rows) or width > 8:
        return False
    sparse = sum(1 for cells in rows if sum(map(bool, cells)) <= 2)
    paired = sum(1 for cells in rows if len(cells) > 3 and cells[2] and len(cells[2]) <= 15 and _LABEL.search(cells[2]))
    return sparse + paired >= 0.6 * len(rows) and not (paired == 1 and len(rows) > 2 and sparse == 0)


def _generic_head(row: Sequence[Cell]) -> bool:
    texts = [cell.text.strip() for cell in row if cell.text.strip()]
    return len(texts) > 1 and all(_GENERIC_HEAD.match(text) for text in texts)


def _column(heads: Sequence[Sequence[Cell]], index: int) -> str:
    words = dict.fromkeys(row[index].text.strip() for row in heads if index < len(row))
    return " ".join(word for word in words if word)


def _guessed_header(table: Table) -> int:
    """One, where the first row reads like labels: every cell filled, short, without sentences or values."""
    first = [cell.text.strip() for cell in table.rows[0]] if len(table.rows) > 1 else []
    labels = (0 < len(text) <= 16 and not text[0].isdigit() and "。" not in text for text in first)
    return int(len(first) > 2 and all(labels))


def _rows(table: Table, name: str, header_rows: int, section: str, form: bool) -> Iterator[Row]:
    banner = ""
    for number, cells in enumerate(table.rows[header_rows:], start=header_rows + 1):
        seen = [cell.text for cell in cells if not cell.merged and cell.text.strip()]
        if not seen:
            continue
        if len(seen) == 1 and len(seen[0]) <= 16 and not re.search(r"[。；，]", seen[0]):
            banner = seen[0].strip()
        label = cells[0].text.strip() if form else ""
        texts = tuple(_value(cell) for cell in cells)
        yield Row(
            locator=f"{name} 第 {number} 行", cells=texts, text=" | ".join(seen),
            section=" ".join(dict.fromkeys(part for part in (section, banner, label) if part)),
        )  # fmt: skip


def _value(cell: Cell) -> str:
    """What a person sees: ``95%`` for a stored 0.95, a date for a serial."""
    if cell.value_on:
        return cell.value_on.isoformat()
    return cell.shown or cell.text


def _distinct(cells: Sequence[str]) -> list[str]:
    """Cells without the copies a merge left behind."""
    return [cell for index, cell in enumerate(cells) if index == 0 or cell != cells[index - 1] or not cell]
