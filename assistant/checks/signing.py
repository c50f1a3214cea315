"""Who made, reviewed and approved a paper on which day: the days must follow each other."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..text.dates import find_dates
from .grids import Grid
from .paper import Line, Paper
from .registry import Context, Hit, at, check

_ROLES = {
    "编制": r"编制|编写|拟[定制稿]|起草|撰写|制[定订]|[编写拟]",
    "审核": r"审核|审阅|审查|校核|[审]",
    "批准": r"批准|核准|签发|审批|[批]",
}
_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{'|'.join(f'(?P<{role}>{words})' for role, words in _ROLES.items())}|"
    r"实施|生效|施行|启用|起用|版[本次]?|编号|文件号|会签|复核)"
    r"(?:人|者|单位|部门)?(?:[、/／]?(?:日期|时间|日))?(?=\s*[:：|｜]|[ \u3000]+[\u4e00-\u9fff])"
)
_STEPS = (("编制", "审核"), ("审核", "批准"), ("编制", "批准"))


@check("signing_order")
def signing_order(paper: Paper, _parameters: Mapping[str, Any], _context: Context) -> Iterator[Hit]:
    """At the head of the paper: made before it was reviewed, reviewed before it was approved."""
    days: dict[str, tuple[Line, date]] = {}
    columned = (item for grid in paper.grids[:2] for item in _below(grid))
    for role, line, day in (*columned, *(item for piece in paper.pieces[:14] for item in _labelled(piece))):
        days.setdefault(role, (line, day))
    for first, then in _STEPS:
        if first in days and then in days and days[first][1] > days[then][1]:
            (line, late), (_, early) = days[first], days[then]
            yield at(line, None, first=first, then=then, late=late.isoformat(), early=early.isoformat())
            return


def _labelled(line: Line) -> Iterator[tuple[str, Line, date]]:
    """The day between the label of a role and the next label."""
    labels = list(_LABEL.finditer(line.text))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else label.end() + 48
        day = _day(line.text[label.end() : end])
        if day and label.lastgroup:
            yield label.lastgroup, line, day


def _below(grid: Grid) -> Iterator[tuple[str, Line, date]]:
    """编制 | 审核 | 批准 as headings, the days below."""
    heads = [re.sub(r"\s", "", head) for head in grid.columns]
    found = {
        role: index
        for role, words in _ROLES.items()
        for index, head in enumerate(heads)
        if re.fullmatch(rf"(?:{words})(?:人|者)?", head)
    }
    for row in grid.rows[:3] if len(found) > 1 else ():
        line = Line(locator=row.locator, text=row.text, section=row.section, order=grid.order, row=True)
        days = {role: day for role, index in found.items() if (day := _day("".join(row.cells[index : index + 1])))}
        yield from ((role, line, day) for role, day in days.items() if len(days) > 1)


def _day(text: str) -> date | None:
    return next((mention.first for mention in find_dates(text) if mention.precision == "day"), None)
