"""Family B, weekly duties: weeks left out of a ledger that is otherwise kept week by week."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Prescription, Source
from .case import Case
from .family_b import too_wide
from .ledger import Expected
from .linking import about, link
from .obligations import is_excepted, obligations
from .registry import Hit, Parameters, detector
from .signs import Evidence, evidence

_WEEKDAY = re.compile(r"(?:每|逢)?个?(?:周|星期|礼拜)([一二三四五六])")
_DAYS = "一二三四五六"


@detector("B1", "week-left-out")
def week_left_out(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Working weeks without an entry, where nearly all the others have one; one hit a run of weeks."""
    for duty in case.facts.prescriptions:
        if duty.cadence is None or duty.cadence.period != "week" or duty.cadence.min_count > 1:
            continue
        linked = link(duty, case)
        signs = [s for s in evidence(duty, linked, case) if s.day] if linked.strength in ("code", "name") else []
        days = sorted({s.day for s in signs if s.day})
        due = [w for w in _weeks(duty, days, case) if not is_excepted(duty, w, case, signs)]
        lost = [w for w in due if not any(w.first <= d <= w.last for d in days)]
        if not lost or len(lost) > float(parameters.get("most", 0.2)) * len(due) or len(due) < 12:
            continue
        for run in _runs([w for w in lost if not _told_as_gap(w, duty, case)]):
            yield Hit(
                object=f"{'、'.join(str(w.due or w.first) for w in run)} {about(duty)}",
                root=f"week:{duty.id}:{run[0].first}",
                document=duty.source,
                record=_before(run[0], signs),
                values={"count": str(len(run)), "due": str(run[0].due or run[0].last), "reason": ""},
                verdict="suspected" if case.covered((duty.topic,)) else "not_evaluable",
            )


def _told_as_gap(week: Expected, duty: Prescription, case: Case) -> bool:
    """Where the duty also sets a greatest gap, weeks inside one that is too wide are told with it."""
    own = next((o for o in obligations(case) if o.duty is duty), None)
    return own is not None and any(a < week.first and week.last < b for a, b in too_wide(own, case))


def _weeks(duty: Prescription, days: Sequence[date], case: Case) -> Iterator[Expected]:
    """Weeks between the first and last entry in which work was done on the day named, or on four days at least."""
    if not days:
        return
    named = _WEEKDAY.search(duty.source.quote)
    start = max(case.window[0], duty.effective_from or case.window[0], days[0])
    first = start - timedelta(days=start.weekday())
    while first + timedelta(days=6) <= min(case.window[1], case.as_of, days[-1] + timedelta(days=6)):
        day = first + timedelta(days=_DAYS.index(named[1])) if named else None
        worked = [case.is_workday(first + timedelta(days=i)) for i in range(5)]
        if None not in worked and sum(map(bool, worked)) >= 4 and (day is None or case.is_workday(day)):
            yield Expected(first, first + timedelta(days=6), day)
        first += timedelta(days=7)


def _runs(weeks: Sequence[Expected]) -> list[list[Expected]]:
    runs: list[list[Expected]] = []
    for week in weeks:
        if runs and week.first - runs[-1][-1].first == timedelta(days=7):
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs


def _before(week: Expected, signs: Sequence[Evidence]) -> Source:
    earlier = [s for s in signs if s.day and s.day < week.first]
    return max(earlier, key=lambda s: str(s.day)).record.source if earlier else signs[0].record.source
