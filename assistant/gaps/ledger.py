"""The ledger of expected occurrences: a pure function of cadence, window and validity, and its matching with
what happened.

A period is expected when it lies wholly inside the window and the rule was in force: an old version counts for periods
that end before its successor takes effect, a new one for periods that begin under it (or, where the activity was
practised before, for the period in which it took effect). A year means the calendar year; a window of twelve months
that holds no whole calendar year counts as one year itself.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.facts import Anchor, Cadence
from ..domain.finding import OccurrenceState
from ..text.cadence import period_months
from ..text.calendar import IsWorkday, add_months, add_workdays
from ..text.dates import month_end

Window = tuple[date, date]


class Expected(NamedTuple):
    """One expected occurrence: its period, the day by which it is due (None beyond the calendar), how many times."""

    first: date
    last: date
    due: date | None
    needed: int = 1


class Happening(NamedTuple):
    """Something that happened: the day, the period it says it is about, and an opaque key of the record."""

    day: date
    period: Window | None
    key: str


class Outcome(NamedTuple):
    """What became of an expected occurrence."""

    expected: Expected
    keys: tuple[str, ...]
    state: OccurrenceState
    days: tuple[date, ...] = ()


def periods(months: int, window: Window, year_start: int = 1) -> list[Window]:
    """Periods of ``months`` months, counted from the begin of the enterprise's year, wholly inside the window."""
    start, end = window
    first = date(start.year - (year_start > start.month), year_start, 1)
    found: list[Window] = []
    while first <= end:
        last = add_months(first, months) - timedelta(days=1)
        if first >= start and last <= end:
            found.append((first, last))
        first = last + timedelta(days=1)
    if not found and months == 12 and (end - start).days >= 363:
        return [window]
    return found


def due_day(period: Window, months: int, anchor: Anchor | None, is_workday: IsWorkday) -> date | None:
    """The day by which the duty of ``period`` is due; None when working days are beyond the calendar."""
    first, last = period
    if anchor is None:
        return last
    base = last + timedelta(days=1) if anchor.shift else first
    if anchor.working and anchor.day:
        return add_workdays(base - timedelta(days=1), anchor.day, is_workday)
    offset = _month_of(anchor, base, months)
    month = add_months(date(base.year, base.month, 1), offset)
    end = month_end(month.year, month.month)
    return end if anchor.day is None else date(month.year, month.month, min(anchor.day, end.day))


def _month_of(anchor: Anchor, base: date, months: int) -> int:
    """How many months after ``base`` an anchor lies: a month of the calendar where years and half-years name one."""
    if not anchor.month:
        return 0 if anchor.shift else months - 1
    if anchor.counted or months < 6 or (anchor.shift and months < 12):
        return anchor.month - 1
    return (anchor.month - base.month) % (6 if months == 6 else 12)


def expected_of(
    cadence: Cadence,
    window: Window,
    is_workday: IsWorkday,
    *,
    effective_from: date | None = None,
    effective_to: date | None = None,
    practised: bool = False,
    year_start: int = 1,
) -> list[Expected]:
    """All occurrences a cadence of at least a month asks for in the window."""
    months = period_months(cadence.period) if cadence.period else 0
    if not months:
        return []
    if cadence.months:
        return [e for e in _in_months(cadence.months, window) if _in_force(e, effective_from, effective_to, practised)]
    found: list[Expected] = []
    for first, last in periods(months, window, year_start):
        due = due_day((first, last), months, cadence.anchor, is_workday)
        soon = effective_from is not None and _leaves_time(effective_from, first, last, months)
        if effective_from and first < effective_from and not ((practised or soon) and (due or last) >= effective_from):
            continue
        if effective_to and last >= effective_to:
            continue
        found.append(Expected(first, last, due, cadence.min_count))
    return found


def _leaves_time(begin: date, first: date, last: date, months: int) -> bool:
    """Whether a rule in force from ``begin`` on can still be kept in the period; of a year, while a season is left."""
    return (begin - first).days <= 0.2 * (last - first).days or months == _YEAR and (last - begin).days >= _SEASON


_YEAR, _SEASON = 12, 100


def _in_months(named: Sequence[int], window: Window) -> list[Expected]:
    """One occurrence in each named month that lies in the window."""
    return [Expected(first, last, last) for first, last in periods(1, window) if first.month in named]


def _in_force(one: Expected, begin: date | None, end: date | None, practised: bool) -> bool:
    begun = begin is None or one.first >= begin or practised and one.last >= begin
    return begun and not (end and one.last >= end)


def match(
    expected: Sequence[Expected],
    happened: Sequence[Happening],
    *,
    as_of: date,
    grace: Callable[[Expected], int],
    complete: bool,
    excepted: Callable[[Expected], bool] = lambda _: False,
    deadline_known: bool = True,
) -> list[Outcome]:
    """Match one to one, earliest feasible; a happening that names its period belongs to that period only. Where no day
    is told, a period that ended no longer ago than others waited for their report is not evaluable yet."""
    free = sorted(happened, key=lambda h: (h.day, h.period or (h.day, h.day), h.key))
    taken: list[list[Happening]] = [_take(one, free) for one in expected]
    for index, one in enumerate(expected):
        if len(taken[index]) < one.needed:
            allowed = timedelta(days=90 if deadline_known else grace(one))
            taken[index] += _take_late(one, free, one.needed - len(taken[index]), allowed)
    found = [
        Outcome(
            one,
            tuple(h.key for h in got),
            _state(one, got, as_of, grace(one), complete, excepted(one), deadline_known),
            tuple(h.day for h in got),
        )
        for one, got in zip(expected, taken, strict=True)
    ]
    usual = max((day - one.expected.last for one in found for day in one.days), default=timedelta())
    return [one._replace(state="not_evaluable") if _may_come(one, as_of - usual) else one for one in found]


def _may_come(one: Outcome, day: date) -> bool:
    """Nothing yet for a period without a day due, which ended on ``day`` or later."""
    return one.state == "missing" and one.expected.due == one.expected.last and one.expected.last >= day


def _take(one: Expected, free: list[Happening]) -> list[Happening]:
    """Happenings of this period, all that fit: own period named, else the day inside the period or up to the
    day due."""
    late_duty = one.due is not None and one.due > one.last
    got: list[Happening] = []
    for happening in list(free):
        named = happening.period == (one.first, one.last)
        inside = happening.period is None or _longer(happening.period, one)
        day = happening.day
        fits = one.last < day <= one.last + _length(one) if late_duty else one.first <= day <= one.last
        if named or (inside and fits):
            got.append(happening)
            free.remove(happening)
            if late_duty and len(got) >= one.needed:
                break
    return got


def _longer(period: Window, one: Expected) -> bool:
    """A period named that is not of the occurrence's own length tells nothing (a month named in a yearly report)."""
    return abs((period[1] - period[0]).days - (one.last - one.first).days) > 5


def _length(one: Expected) -> timedelta:
    return one.last - one.first + timedelta(days=1)


def _take_late(one: Expected, free: list[Happening], missing: int, allowed: timedelta) -> list[Happening]:
    """Leftover happenings soon after the period count as late ones of it."""
    limit = one.last + min(_length(one) / 2, allowed)
    got = [h for h in free if h.period is None and one.last < h.day <= limit][:missing]
    for happening in got:
        free.remove(happening)
    return got


def _state(
    one: Expected,
    got: Sequence[Happening],
    as_of: date,
    grace: int,
    complete: bool,
    excepted: bool,
    deadline_known: bool,
) -> OccurrenceState:
    limit = one.due
    if len(got) >= one.needed:
        if limit is None or not deadline_known:
            return "fulfilled"
        day = sorted(h.day for h in got)[one.needed - 1]
        return "fulfilled" if day <= limit + timedelta(days=grace) else "excepted" if excepted else "late"
    if excepted:
        return "excepted"
    if limit is None or as_of <= max(limit, one.last) + timedelta(days=grace):
        return "not_evaluable"
    return "missing" if complete else "not_evaluable"


def gaps_between(days: Sequence[date], window: Window, as_of: date) -> list[Window]:
    """Neighbouring days, with the window's edges (the end no later than ``as_of``) as outer bounds."""
    end = min(window[1], as_of)
    inner = sorted({d for d in days if d <= end})
    before = [d for d in inner if d < window[0]]
    start = before[-1] if before else window[0]
    points = [start, *(d for d in inner if d >= window[0]), end]
    return [(a, b) for a, b in zip(points, points[1:], strict=False) if b > a]
