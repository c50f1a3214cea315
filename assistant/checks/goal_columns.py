"""Which column of a goal table holds which slot."""

import re
from collections.abc import Sequence

from ..domain.goal_slots import Slot
from .goal_contents import fill_by_contents, kind_of
from .goal_item import is_empty
from .goal_labels import YEAR, slot_of
from .grids import Grid, Row

_IDS = ("编号", "序号", "目标编号", "代号", "No.", "NO", "No", "项次", "序", "号", "编码", "#", "行号")
_ALSO = {
    "baseline": ("number", "stages"), "target": ("number", "stages"), "formula": ("source", "stages", "unit", "owner"),
    "owner": ("source",), "source": ("owner", "formula", "cadence"), "cadence": ("source", "owner"),
}  # fmt: skip
"""Kinds of contents a heading may have too."""


def goal_columns(grid: Grid, slots: Sequence[Slot]) -> dict[str, int]:
    """Column of each slot, by its heading, else by what the column holds; empty for a table that holds no goals."""
    found: dict[str, int] = {}
    cells = [[row.cells[i] if i < len(row.cells) else "" for row in grid.rows] for i in range(len(grid.columns))]
    for index, column in enumerate(grid.columns):
        slot = slot_of(column, slots)
        if slot and not _holds(slot, cells[index]):
            slot = None
        if slot is None and YEAR.fullmatch(re.sub(r"\s|计划|值|年度", "", column.split(" ")[-1]).replace("年末", "年")):
            slot = "target" if _numeric(grid, index) else None
        if slot == "name" and _numeric(grid, index):
            slot = "target"
        if slot == "target" and "target" in found:
            slot = _earlier(grid, found, index)
        if slot and slot not in found:
            found[slot] = index
    if "target" in found and "baseline" not in found:
        _years(grid, found)
        _column_before(grid, found)
    _shared_columns(grid, slots, found)
    fill_by_contents(cells, grid.columns, found)
    named = "name" in found or id_column(grid) is not None or bool(len(grid.rows) == 1 and grid.section)
    return found if named and len(found) >= 3 else {}


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


def _numeric(grid: Grid, index: int) -> bool:
    """A column headed 目标 or 指标 that holds numbers holds targets."""
    cells = [row.cells[index].strip() for row in grid.rows if index < len(row.cells)]
    said = [cell for cell in cells if not is_empty(cell)]
    return bool(said) and all(re.match(r"^[≥≤><＞＜=≈约\s]*[-−]?\d", cell) and len(cell) <= 12 for cell in said)


def _earlier(grid: Grid, found: dict[str, int], index: int) -> str:
    """Of two target columns with years the later one is the target, the other a stage."""
    first, second = (YEAR.search(re.sub(r"\s", "", grid.columns[i])) for i in (found["target"], index))
    halfway = bool(_HALFWAY.search(grid.columns[found["target"]]) and not _HALFWAY.search(grid.columns[index]))
    if halfway or (first and second and second[1] > first[1]):
        found.setdefault("stages", found["target"])
        found["target"] = index
    return "stages"


_HALFWAY = re.compile(r"年中|中期|过程|半年|季度?[末底]?|[1-9]月|阶段|中间|第一")


def id_column(grid: Grid) -> int | None:
    """The column of ordinals or codes."""
    return next((i for i, column in enumerate(grid.columns) if re.sub(r"\s", "", column) in _IDS), None)
