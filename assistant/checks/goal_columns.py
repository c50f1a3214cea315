"""Which column of a goal table holds which slot."""

import re
from collections.abc import Sequence

from ..domain.goal_slots import Slot
from ..text.dates import find_dates
from .goal_contents import fill_by_contents, kind_of
from .goal_item import is_empty
from .goal_labels import YEAR, slot_of
from .goal_spans import spans
from .grids import Grid, Row

_IDS = ("编号", "序号", "目标编号", "代号", "No.", "NO", "No", "项次", "序", "号", "编码", "#", "行号")
_ALSO = {
    "baseline": ("number", "stages", "source"), "target": ("number", "stages"),
    "formula": ("source", "stages", "unit", "owner"),
    "owner": ("source",), "source": ("owner", "formula", "cadence"), "cadence": ("source", "owner"),
}  # fmt: skip
"""Kinds of contents a heading may have too."""


def goal_columns(grid: Grid, slots: Sequence[Slot], least: int = 3) -> dict[str, int]:
    """Column of each slot, by its heading, else by what the column holds.

    Empty for a table that holds no goals: fewer than ``least`` slots, or nothing that names them.
    """
    found: dict[str, int] = {}
    cells = [[row.cells[i] if i < len(row.cells) else "" for row in grid.rows] for i in range(len(grid.columns))]
    ids = id_column(grid)
    for index, column in enumerate(grid.columns):
        slot = None if index == ids or _DAY_HEAD.fullmatch(_lower(column)) else _headed(column, slots)
        if slot == "baseline" and kind_of(cells[index]) == "date" and not _numeric_year(cells[index]):
            slot = "baseline_on"
        if slot and not _holds(slot, cells[index]):
            slot = None
        if slot in ("target", "baseline") and _MONEY.search(column) and not re.search(r"目标|值|水平|基", column):
            slot = "resources"
        if slot is None and YEAR.fullmatch(
            re
            .sub(r"\s|计划|值|年度", "", column.split(" ")[-1] if "全年" not in column else column)
            .replace("年末", "年")
            .replace("全年", "年")
        ):
            slot = "target" if _numeric(grid, index) else None
        many = "name" in found and 2 * _figures(grid, index) > len(grid.rows)
        if slot == "name" and (_numeric(grid, index) or many):
            slot = "target"
        if slot == "target" and "target" in found:
            slot = _earlier(grid, found, index)
        bare = slot == "owner" and "owner" in found and _DEPARTMENT.fullmatch(grid.columns[found["owner"]].strip())
        if slot and (slot not in found or bare):
            found[slot] = index
    _spanning(cells, found)
    _dated_heads(grid, slots, found)
    if "target" in found and "baseline" not in found:
        _years(grid, found)
        _column_before(grid, found)
    _shared_columns(grid, slots, found)
    parts = [i for i, head in enumerate(grid.columns) if re.fullmatch(r"分[子母]", head.strip())]
    fill_by_contents([["" if i in parts else c for c in column] for i, column in enumerate(cells)], grid.columns, found)
    named = "name" in found or ids is not None or bool(len(grid.rows) == 1 and grid.section)
    return found if named and len(found) >= least else {}


def _spanning(cells: Sequence[Sequence[str]], found: dict[str, int]) -> None:
    """A column of ``从88%提高到95%`` holds both values, whatever its heading; so may the column of names."""
    other = [index for slot, index in found.items() if slot not in ("baseline", "target", "name", "stages")]
    whole = next((i for i, column in enumerate(cells) if i not in other and spans(column)), None)
    if whole is not None and not {"baseline", "target"} <= set(found):
        found["baseline"] = found["target"] = whole
        if found.get("stages") == whole:
            found.pop("stages")


def _numeric_year(cells: Sequence[str]) -> bool:
    """Bare years may be values that look like days."""
    return all(re.fullmatch(r"20\d\d", cell.strip()) for cell in cells if not is_empty(cell))


_DEPARTMENT = re.compile(r"(?:部门|单位|岗位|车间|板块)")
_DAY_HEAD = re.compile(r"\s*20\d\d\s*[-./年]\s*\d{1,2}(?:\s*[-./月]\s*\d{0,2}\s*日?)?[底末前]?\s*")
_MONEY = re.compile(r"经费|预算|投入|投资|资金|花费|费用[（(]|要花|钱")


def _headed(column: str, slots: Sequence[Slot]) -> str | None:
    """The slot of a heading; of ``名称与所属能力`` the one of its first part, unless the whole is a listed word."""
    parts = [part for part in re.split(r"[与及和、/／]", column) if part.strip()]
    whole = slot_of(column, slots)
    first = slot_of(parts[0], slots) if len(parts) > 1 and len(parts[0].split(" ")[-1]) > 1 else None
    return first or whole


def _dated_heads(grid: Grid, slots: Sequence[Slot], found: dict[str, int]) -> None:
    """``2027年6月30日应到`` | ``2027年应到``: values to be reached by that day; the last is the target."""
    dated = {i: days[-1].last for i, head in enumerate(grid.columns) if (days := find_dates(_lower(head)))}
    before = [
        i for i in dated if i not in found.values() and _MEASURED.search(_lower(grid.columns[i])) and _numeric(grid, i)
    ]
    if before and "baseline" not in found:
        found["baseline"] = before[0]
    ahead = [
        i
        for i in sorted(dated, key=dated.__getitem__)
        if _mostly_numeric(grid, i) and not _MEASURED.search(_lower(grid.columns[i])) and found.get("baseline") != i
    ]
    if ahead and "target" not in found:
        found["target"] = ahead.pop()
    if ahead and "stages" not in found and found.get("target") not in ahead[:1]:
        found["stages"] = ahead[0]


_MEASURED = re.compile(r"实[绩际测]|测得|完成|现[值状]|基[线期数准]|起点|目前|当前|日期|时间")


def _lower(head: str) -> str:
    return head.split(" ")[-1] if re.search(r"\d|[\u4e00-\u9fff]", head.split(" ")[-1]) else head


def turned(grid: Grid) -> Grid:
    """The table with its rows as columns: the first cells are the headings."""
    table = [grid.columns, *(row.cells for row in grid.rows)]
    width = max(map(len, table))
    filled = [[*row, *[""] * (width - len(row))] for row in table]
    rows = tuple(Row(locator=grid.locator, cells=tuple(row[i] for row in filled), text="") for i in range(1, width))
    return Grid(locator=grid.locator, section=grid.section, columns=tuple(row[0] for row in filled), rows=rows)


def _holds(slot: str, cells: Sequence[str]) -> bool:
    """The cells do not contradict the heading: a deadline holds days, a value holds digits."""
    said = [cell for cell in cells if not is_empty(cell)]
    kind = kind_of(said)
    if slot == "due":
        return not said or kind in ("date", "") and len(max(said, key=len)) <= 24
    if slot in ("baseline", "target", "cadence", "formula", "owner", "source", "unit"):
        return not kind or kind == slot or kind in _ALSO.get(slot, ())
    return True


def _years(grid: Grid, found: dict[str, int]) -> None:
    """2025 | 2026 | 2027 as headings: the first is where the goal starts, the last is the target."""
    bare = {i: column.split(" ")[-1].strip() for i, column in enumerate(grid.columns)}
    years = {i: match[1] for i, column in bare.items() if (match := re.fullmatch(r"(20\d\d)年?(?:度|[底末])?", column))}
    if len(years) > 1 and found["target"] in years:
        found["baseline"] = min(years, key=lambda index: years[index])
        if found.get("stages") == found["baseline"]:
            between = [i for i in years if i not in (found["baseline"], found["target"])]
            found.pop("stages")
            if between:
                found["stages"] = between[0]


def _column_before(grid: Grid, found: dict[str, int]) -> None:
    """A column of numbers right before the target, of no other use, holds what was before."""
    index = found["target"] - 1
    head = grid.columns[index] if index >= 0 else ""
    if index not in found.values() and _numeric(grid, index) and not re.search(r"权重|分值|序号|编号|比重", head):
        found["baseline"] = index


def _shared_columns(grid: Grid, slots: Sequence[Slot], found: dict[str, int]) -> None:
    """``计算方法与数据来源`` fills two slots."""
    for index, column in enumerate(grid.columns):
        parts = re.split(r"[与及和、/／]", column)
        for part in parts if index in found.values() and len(parts) > 1 else ():
            slot = slot_of(part, slots)
            if slot and slot not in found and len(part) > 1:
                found[slot] = index


def _figures(grid: Grid, index: int) -> int:
    """How many cells of a column begin with a figure."""
    return sum(
        bool(re.match(r"^[≥≤><＞＜=≈约\s]*[-−]?\d", row.cells[index])) for row in grid.rows if index < len(row.cells)
    )


def _mostly_numeric(grid: Grid, index: int) -> bool:
    """Numbers in more than half of the cells: one goal may lack its value, or tell it in words."""
    cells = [row.cells[index] for row in grid.rows if index < len(row.cells)]
    return 2 * sum(bool(re.search(r"\d", cell)) for cell in cells) > len(cells)


def _numeric(grid: Grid, index: int) -> bool:
    """A column headed 目标 or 指标 that holds numbers holds targets."""
    cells = [row.cells[index].strip() for row in grid.rows if index < len(row.cells)]
    said = [cell for cell in cells if not is_empty(cell)]
    return bool(said) and all(re.match(r"^[≥≤><＞＜=≈约\s]*[-−]?\d", cell) and len(cell) <= 12 for cell in said)


def _earlier(grid: Grid, found: dict[str, int], index: int) -> str:
    """Of two target columns with years the later is the target, the other a stage; words before values are names."""
    if "name" not in found and not _figures(grid, found["target"]) and _figures(grid, index):
        found["name"], found["target"] = found["target"], index
        return ""
    first, second = (YEAR.search(re.sub(r"\s", "", grid.columns[i])) for i in (found["target"], index))
    halfway = bool(_HALFWAY.search(grid.columns[found["target"]]) and not _HALFWAY.search(grid.columns[index]))
    if halfway or (first and second and second[1] > first[1]):
        found.setdefault("stages", found["target"])
        found["target"] = index
    return "stages"


_HALFWAY = re.compile(r"年中|中期|过程|半年|季度?[末底]?|[1-9]月|阶段|中间|第一")


def id_column(grid: Grid) -> int | None:
    """The column of ordinals or codes, by its heading, else the first that holds nothing but codes."""
    headed = next(
        (i for i, column in enumerate(grid.columns) if re.sub(r"\s", "", column.split(" ")[-1]) in _IDS), None
    )
    first = [row.cells[0].strip() for row in grid.rows if row.cells and row.cells[0].strip()]
    coded = len(set(first)) == len(first) > 1 and all(_CODE.fullmatch(cell) for cell in first)
    return headed if headed is not None else 0 if coded else None


_CODE = re.compile(r"[A-Z]{1,4}[-—.]?\d{1,3}(?:[.\-]\d+)?")
