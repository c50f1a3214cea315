"""Checks on any table of any paper: the one cell left empty where the other rows fill theirs."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .grids import Grid, Row
from .paper import Paper
from .registry import Context, Hit, check
from .tasks import task_columns
from .words import any_of

Parameters = Mapping[str, Any]

_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|备注|注[:：])")


@check("table_hole")
def table_hole(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A blank cell in a column that most other rows fill.

    ``unless``: headings that may stay empty; ``meaning``: words for a kind of column → what is lacking then;
    ``tasks``: columns of tasks (what, who, by when) are left to their own rules.
    """
    excuse = any_of(parameters, "unless")
    for grid in paper.grids:
        own = {index for slot, index in task_columns(grid).items() if slot not in ("verifier", "deliverable")}
        known = own if parameters.get("tasks") else set[int]()
        for index, head in enumerate(grid.columns):
            if index in known or not head.strip() or excuse.search(re.sub(r"\s", "", head)):
                continue
            for row in _blank(grid, index):
                values = {"column": head.strip(), "lacking": _meaning(head, parameters["meaning"])}
                yield Hit(locator=row.locator, quote=row.text, values=values)


def _blank(grid: Grid, index: int) -> list[Row]:
    """Rows without this cell: at most a third, none of them a total or a title; none of a column of mere marks."""
    rows = [
        row for row in grid.rows if sum(bool(cell.strip()) for cell in row.cells) > 2 and not _TOTAL.match(row.text)
    ]
    blank = [row for row in rows if index >= len(row.cells) or not row.cells[index].strip()]
    words = [row.cells[index].strip() for row in rows if row not in blank]
    marks = sum(bool(re.fullmatch(r"[^\w]{1,2}", cell)) for cell in words)
    few = len(rows) > 2 and 0 < 3 * len(blank) <= len(rows)
    return blank if few and 2 * marks <= len(words) else []


def _meaning(head: str, meanings: Mapping[str, str]) -> str:
    return next((said for words, said in meanings.items() if re.search(words, head)), head.strip())
