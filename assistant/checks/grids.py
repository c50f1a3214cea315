"""Tables of a paper: with column headings, or forms whose labels stand beside their values."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..domain.document import Cell, Table
from ..domain.value import Value

_LABEL = re.compile(
    r"(?:日期|时间|地点|部门|单位|编号|名称|版本|版次|修订|人|人员|主题|方式|方法|对象|来源|意见|结论|情况|原因|事项|内容|目的|依据|范围|签字|签名|编制|审核|批准|员|"
    r"会签|审定|拟制|评价|发布|实施|要求|效果|周期|时限|走势|水平|办法|能力|方针|值|描述|事实|措施|纠正|举一反三|验证|部位|条款|主持|参加|出席|列席|缺席|召集|记录|讲师|学时|课时|页次|页码|密级|状态|排查|检查|分析|课程|课题|应到|实到|时长|学员)"
    r"(?:[（(][^）)]*[)）])?[：:]?$"
)
_GENERIC_HEAD = re.compile(
    r"^(?:项目?|要素|要点|栏目?|名称|字段|特征|特性|规定|约定|内容|说明|情况|摘要|描述|填写内容|填写|填报|序号|属性|参数|值|取值|详情|备注|评审输入|输入|具体内容)$"
)


class Row(Value):
    """A table row: cells by position and, where the table has headings, by column."""

    locator: str
    cells: tuple[str, ...]
    text: str
    """The cells joined by `` | ``, merged copies left out: what is quoted."""
    section: str = ""

    def cell(self, index: int | None) -> str:
        """What stands in a column; empty where the row ends before it or there is no such column."""
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""


class Grid(Value):
    """A table: column headings (empty when it has none, or is a form) and its rows."""

    locator: str
    section: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    form: bool = False
    order: int = 0

    def column(self, wanted: re.Pattern[str], other: int | None = None) -> int | None:
        """The first column whose heading, blanks left out, matches; not the ``other`` one."""
        heads = (re.sub(r"\s", "", column) for column in self.columns)
        return next((index for index, head in enumerate(heads) if wanted.search(head) and index != other), None)

    def pairs(self, row: Row) -> Iterator[tuple[str, str]]:
        """Label and value cells of a form's row, side by side."""
        cells = _distinct(row.cells)
        for index in range(0, len(cells) - 1, 2):
            yield cells[index].strip().rstrip("：:"), cells[index + 1].strip()


def grid_of(table: Table, place: str, section: str, order: int, texts: Sequence[str] = (), above: int = 0) -> Grid:
    """The grid of a table; ``texts``: its rows as they stand in the file, where that is not cells joined by bars.

    ``above``: rows of the same table of the file that belong to another grid.
    """
    name = place
    form = _is_form(table)
    header_rows = int(_generic_head(table.rows[0])) if form else table.header_rows or _guessed_header(table)
    heads = table.rows[:header_rows]
    columns = () if form else tuple(_column(heads, index) for index in range(len(table.rows[0]) if table.rows else 0))
    rows = tuple(_rows(table, name, header_rows, section or table.title, form, above))
    if texts:
        rows = tuple(row.model_copy(update={"text": texts[int(row.locator.split()[-2]) - 1 - above]}) for row in rows)
    return Grid(locator=name, section=section or table.title, columns=columns, rows=rows, form=form, order=order)


def _is_form(table: Table) -> bool:
    """Two columns, or labels in the first and (where filled) the third column."""
    own = [[cell.text.strip() for cell in row if not cell.merged] for row in table.rows]
    rows = [cells for cells in own if any(cells)]
    if not rows:
        return False
    width = max(len(row) for row in table.rows)
    if width == 2:
        headed = len(rows[0]) == 2 and all(_LABEL.search(_han(text)) and len(text) <= 8 for text in rows[0])
        headed = headed and not _generic_head(table.rows[0])
        listed = headed and not any(_LABEL.search(cells[0]) for cells in rows[1:])
        return not listed and all(len(_han(cells[0])) <= 24 for cells in rows)
    if _two_cells_a_row(rows) or _four_cells_a_row(rows, width):
        return True
    labels = [cells for cells in rows if len(_han(cells[0])) <= 15 and _LABEL.search(_han(cells[0]))]
    if len(labels) < 0.6 * len(rows) or width > 8:
        return False
    sparse = sum(1 for cells in rows if sum(map(bool, cells)) <= 2)
    paired = sum(
        1
        for cells in rows
        if len(cells) > 3 and cells[2] and len(_han(cells[2])) <= 15 and _LABEL.search(_han(cells[2]))
    )
    return sparse + paired >= 0.6 * len(rows) and not (paired == 1 and len(rows) > 2 and sparse == 0)


def _two_cells_a_row(rows: Sequence[Sequence[str]]) -> bool:
    """Most rows are a short label and one long value."""
    pairs = [cells for cells in rows if sum(map(bool, cells)) == 2 and 1 < len(cells[0]) <= 15]
    worded = [cells for cells in pairs if len(max(cells[1:], key=len)) > 15 and not cells[0][0].isdigit()]
    return len(rows) > 3 and len(pairs) >= 0.6 * len(rows) and len(worded) >= 0.5 * len(pairs)


def _four_cells_a_row(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Short words without digits, none twice, each beside something longer: label, value, label, value."""
    if width != 4 or len(rows) < 4 or not all(len(cells) == 4 for cells in rows):
        return False
    labels = [[cells[i] for cells in rows if cells[i]] for i in (0, 2)]
    values = [cells[i] for cells in rows for i in (1, 3)]
    plain = all(len(text) <= 8 and not re.search(r"\d", text) for column in labels for text in column)
    apart = all(len(set(column)) == len(column) > 2 for column in labels)
    return (
        plain and apart and sum(len(text) > 10 or bool(re.search(r"\d", text)) for text in values) >= 0.4 * len(values)
    )


def _generic_head(row: Sequence[Cell]) -> bool:
    texts = [_han(cell.text) for cell in row if cell.text.strip()]
    return len(texts) > 1 and all(_GENERIC_HEAD.match(text) for text in texts)


def _han(text: str) -> str:
    """The Chinese words of a bilingual label."""
    return re.sub(r"[^\u4e00-\u9fff]", "", text) or text.strip()


def _column(heads: Sequence[Sequence[Cell]], index: int) -> str:
    words = dict.fromkeys(row[index].text.strip() for row in heads if index < len(row))
    return " ".join(word for word in words if word)


def _guessed_header(table: Table) -> int:
    """One, where the first row reads like labels: every cell filled, short, without sentences, none a bare value."""
    first = [cell.text.strip() for cell in table.rows[0]] if len(table.rows) > 1 else []
    if _grouped(table):
        return 2
    value = re.compile(r"[≥≤]?[\d,.]+\s*[%％]?|20\d\d[-./年][\d\-./月日]*|[A-Z]{1,4}-?\d{1,4}")
    period = re.compile(r"20\d\d(?:\s*年|$)")
    days = sum(bool(re.fullmatch(r"20\d\d[-./年]\d[\d\-./月日]*", text)) for text in first)
    if 1 < days < len(first) / 3:
        period = re.compile(r"20\d\d(?:\s*年|$|[-./]\d)")
    labels = (0 < _width(t) <= 20 and "。" not in t and (not value.fullmatch(t) or period.match(t)) for t in first)
    return int(len(first) > 2 and all(labels))


def _width(text: str) -> int:
    """Characters, of Latin words a third."""
    latin = len(re.findall(r"[A-Za-z /\-]", text))
    return len(text) - latin + -(-latin // 3)


def _grouped(table: Table) -> bool:
    """The first row names groups of columns, the second the columns: 水平 | 水平 | 期望 above 基数 | 来源 | 目标数."""
    if len(table.rows) < 3:
        return False
    groups, names = ([re.sub(r"\s", "", cell.text) for cell in row] for row in table.rows[:2])
    spread = [text for text, other in pairwise(groups) if text and text == other]
    short = all(len(text) <= 12 and not re.search(r"[。；，]", text) for text in names if text)
    own = [text for text in names if text]
    return bool(spread) and short and len(own) > 0.8 * len(names) and len(set(own)) > 0.8 * len(own)


def _rows(table: Table, name: str, header_rows: int, section: str, form: bool, above: int) -> Iterator[Row]:
    banner = ""
    for number, cells in enumerate(table.rows[header_rows:], start=above + header_rows + 1):
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
    text = re.sub(r"(?<=[\d.\-/年月])\n(?=[\d.\-/年月日])", "", cell.shown or cell.text)
    return re.sub(r"\s", "", text) if re.fullmatch(r"[≥≤]?[\d\s.,%％]+", text) else text


def parted(table: Table) -> Iterator[tuple[Table, int]]:
    """The tables inside a table, each with the rows above it: forms often end in a list with headings of its own."""
    loose = table.header_rows == 0 or _is_form(table)
    inner = (i for i in range(1, len(table.rows) - 1) if _inner_head(table.rows, i, 1 if loose else 2))
    numbered = (i for i in range(1, len(table.rows) - 2) if _numbered_below(table.rows, i))
    second = {1} if _grouped(table) else set[int]()
    starts = [0, *sorted({*inner, *_below_banners(table.rows), *numbered} - second)]
    if len(starts) == 1:
        yield table, 0
        return
    for first, last in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        rows = tuple(tuple(_own(row)) for row in table.rows[first:last])
        width = max(map(len, rows))
        filled = tuple((*row, *[Cell(text="")] * (width - len(row))) for row in rows)
        title = _filled(table.rows[first - 1])[0] if first and _is_banner(table.rows[first - 1]) else table.title
        yield Table(rows=filled, header_rows=int(first > 0), title=title), first


def _below_banners(rows: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """Rows of labels below a line that holds nothing but a title: a sheet with several tables one below the other."""
    for index in range(2, len(rows) - 1):
        labels, below = _filled(rows[index]), _filled(rows[index + 1])
        short = all(len(text) <= 8 and not re.search(r"[\d，。；：:]", text) for text in labels)
        alike = len(labels) == len(below) > 2 and max(map(len, below)) > 8
        if _is_banner(rows[index - 1]) and short and alike and len(_filled(rows[index - 2])) > 2:
            yield index


def _is_banner(row: Sequence[Cell]) -> bool:
    texts = _filled(row)
    return len(texts) == 1 and len(texts[0]) <= 16 and not re.search(r"[。；，]", texts[0])


def _filled(row: Sequence[Cell]) -> list[str]:
    return [cell.text.strip() for cell in _own(row) if cell.text.strip()]


def _own(row: Sequence[Cell]) -> list[Cell]:
    """Cells without the copies a merge over columns left behind."""
    return [c for i, c in enumerate(row) if not (i and c.merged and c.text == row[i - 1].text)]


def _inner_head(rows: Sequence[Sequence[Cell]], index: int, least: int) -> bool:
    """A row of short labels above rows divided alike, of which ``least`` columns count, name or assign things to do."""
    cells, below = _own(rows[index]), _own(rows[index + 1])
    texts = [cell.text.strip() for cell in cells]
    if len(texts) < 3 or len(texts) != len(below) or not all(0 < len(text) <= 12 for text in texts):
        return False
    if any(re.search(r"[\u4e00-\u9fff]{2,}\s+[\u4e00-\u9fff]{2,4}$", text) for text in texts):
        return False  # a post with a name is a value
    known = re.compile(r"^(?:序号|编号|条款|项次)$|任务|事项|决议|措施|责任|期限|负责人|完成(?:时间|日期)")
    labels = not any(re.search(r"[\d，。；：:]", text) for text in texts)
    return labels and sum(1 for text in texts if known.search(text)) >= least


def _numbered_below(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    """Four or more different short labels above rows counted 1, 2 or K1, K2: the headings of a list inside a form."""
    labels = _filled(rows[index])
    short = [text for text in labels if len(text) <= 14 and not re.search(r"[。；：:]|\d{3,}[.\d]*$", text)]
    first = [cells[0] if (cells := _filled(row)) else "" for row in rows[index + 1 : index + 3]]
    counted = [re.fullmatch(r"(\D{0,4}?)0?(\d)", text) for text in first]
    steps = [(match[1], match[2]) for match in counted if match]
    own = re.fullmatch(r"\D{0,4}?0?\d", labels[0]) if labels else None
    above = [i for i, cell in enumerate(rows[index - 1]) if cell.text.strip()]
    grouped = len({rows[index - 1][i].text for i in above}) > 2 and above[-1] > len(labels) / 2
    listed = len(set(labels)) == len(short) == len(labels) > 3 and [step[1] for step in steps] == ["1", "2"]
    return listed and not own and not grouped


def text_rows(lines: Sequence[str]) -> Table | None:
    """The table that lines of plain text with tabs or bars between their fields make; None for anything else."""
    fields = [[part.strip() for part in re.split(r"\t|\s*[|｜│]\s*", line.strip(" |｜│"))] for line in lines]
    fields = [parts for parts in fields if not all(re.fullmatch(r"[:：\-—=+─┼]*", part) for part in parts)]
    width = max(map(len, fields), default=0)
    if len(fields) < 2 or width < 2 or len(fields) != len(lines):
        return None
    cells = tuple(tuple(Cell(text=text) for text in [*parts, *[""] * (width - len(parts))]) for parts in fields)
    return Table(rows=cells, header_rows=0)


def _distinct(cells: Sequence[str]) -> list[str]:
    """Cells without the copies a merge left behind."""
    return [cell for index, cell in enumerate(cells) if index == 0 or cell != cells[index - 1] or not cell]
