"""What tables beside the goals say of them: who, how often and from where, values on the way, by the goal's name."""

import re
from collections.abc import Mapping, Sequence

from ..domain.goal_slots import Slot
from .goal_columns import goal_columns
from .goal_item import GoalItem, SlotText, is_empty
from .goal_spans import step_columns, steps_in
from .grids import Grid, Row
from .paper import Paper

_TOLD = frozenset({"formula", "source", "cadence", "owner", "due", "unit", "direction", "capability", "baseline_on"})
Rows = Sequence[tuple[str, Row, Mapping[str, SlotText]]]


def rows_beside(paper: Paper, slots: Sequence[Slot]) -> Rows:
    """Rows of tables with a column of names and at least one more slot: the name, the row and what it tells."""
    grids = [(grid, goal_columns(grid, slots, least=2)) for grid in paper.grids if not grid.form]
    return [
        (_plain(row.cells[columns["name"]]), row, _told(grid, row, columns))
        for grid, columns in grids
        if "name" in columns
        for row in grid.rows
        if columns["name"] < len(row.cells)
    ]


def told_beside(goal: GoalItem, rows: Rows) -> dict[str, SlotText]:
    """What the rows with the goal's name tell of it; values on the way from all of them."""
    own = [(row, told) for name, row, told in rows if name and name == _plain(goal.name)]
    found: dict[str, SlotText] = {}
    for _, told in own:
        for slot, text in told.items():
            found.setdefault(slot, text)
    way = [told["stages"] for _, told in own if "stages" in told]
    if way:
        found["stages"] = way[0].model_copy(update={"text": "；".join(step.text for step in way)})
    return found


def _told(grid: Grid, row: Row, columns: Mapping[str, int]) -> dict[str, SlotText]:
    found = {
        slot: SlotText(text=row.cells[index].strip(), quote=row.text, locator=row.locator)
        for slot, index in columns.items()
        if slot in _TOLD and index < len(row.cells) and not is_empty(row.cells[index])
    }
    by_name = {"name": columns["name"]}
    if way := steps_in(grid, row, step_columns(grid, by_name)) or _step(grid, row):
        found["stages"] = way
    return found


def _step(grid: Grid, row: Row) -> SlotText | None:
    """One step a row: ``阶段日期`` and ``阶段值``."""
    day, value = (
        next((i for i, head in enumerate(grid.columns) if re.search(shape, head) and i < len(row.cells)), None)
        for shape in (_STEP_DAY, _STEP_VALUE)
    )
    if day is None or value is None or day == value or is_empty(row.cells[day]) or is_empty(row.cells[value]):
        return None
    text = f"{row.cells[day].strip()}：{row.cells[value].strip()}"
    return SlotText(text=text, quote=row.text, locator=row.locator)


_STEP_DAY = r"(?:阶段|节点|里程碑|时间|考核)(?:日期?|时间|时点|节点)$|^(?:日期|时间|时点|季度|月份|阶段)$"
_STEP_VALUE = r"(?:阶段|节点|里程碑|分解|季度|年度|应到|过程)(?:目标)?(?:值|数)$|^应(?:达|到)"


def _plain(text: str) -> str:
    return re.sub(r"\s|[（(][^）)]*[）)]|[“”\"「」]", "", text)
