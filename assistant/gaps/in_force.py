"""Whether a rule held on a day: from its document's day of effect on, and before where its history tells so."""

import re
from datetime import date

from ..domain.facts import Line, Prescription
from ..text.dates import find_dates
from .case import Case

_HISTORY = re.compile(r"(?:修改|修订|更改|变更)(?:摘要|内容|说明|记录|情况)|改了什么")
_ABOUT_PEOPLE = re.compile(r"职责|职能|负责|归口|承办|主办|部门|人员|岗位|批准|审批|权限|机构|整体|全面|换版|重新|等")


def in_force_on(duty: Prescription, day: date | None, case: Case) -> bool:
    """Whether who acts by the duty was the same on ``day``: the history of its document names what the later version
    changed, and that is nothing about people."""
    start = duty.effective_from
    if start is None or day is None or day >= start:
        return True
    rows = [x for x in case.documents[duty.paper].lines if any(_HISTORY.search(h) for h in x.heads)]
    days = {x.locator: [m.first for m in find_dates(x.text) if m.precision == "day"] for x in rows}
    changes = [x for x in rows if any(day < d <= start for d in days[x.locator])]
    first = min((d for x in rows for d in days[x.locator]), default=None)
    return bool(changes) and first is not None and first <= day and not any(map(_tells_of_people, changes))


def _tells_of_people(line: Line) -> bool:
    said = [c for c, h in zip(line.cells, line.heads, strict=False) if _HISTORY.search(h)]
    return not all(said) or any(_ABOUT_PEOPLE.search(c) for c in said)
