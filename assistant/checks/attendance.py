"""Who takes on a decision of a review and was not there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .grids import Grid, Row
from .paper import Paper
from .registry import Context, Hit, check
from .words import any_of

Parameters = Mapping[str, Any]


@check("owner_absent")
def owner_absent(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Owners of decisions who stand nowhere among those present, where most others do."""
    said = [line.text for line in paper.pieces if any_of(parameters, "present").search(line.text)]
    present = "\n".join([*said, *(line.text for line in paper.lines[:8])])
    for grid in paper.grids if said else ():
        owners = list(_owners(grid, any_of(parameters, "owner")))
        absent = [(row, name, home) for row, name, home in owners if name not in present and home not in present]
        if len(owners) > 2 and 2 * len(absent) <= len(owners):
            for row, name, home in absent:
                yield Hit(locator=row.locator, quote=row.text, values={"who": f"{home} {name}"})


def _owners(grid: Grid, wanted: re.Pattern[str]) -> Iterator[tuple[Row, str, str]]:
    """``信息部 王翦``: departments with names in the column of owners."""
    index = grid.column(wanted)
    for row in grid.rows:
        if match := re.fullmatch(r"(?P<home>[\u4e00-\u9fff]{2,8})\s+(?P<name>[\u4e00-\u9fff]{2,4})", row.cell(index)):
            home = re.sub(r"(?:[部课科]长|经理|主任|主管)$", "", match["home"])
            yield row, match["name"], home
