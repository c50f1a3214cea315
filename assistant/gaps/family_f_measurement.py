"""Family F, measurement: gaps, misses without action, values that do not follow from their parts."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Measurement, Prescription, Source
from ..facts.goals import goal_key
from ..facts.topics import bigram_share
from ..text.cadence import parse_cadence, period_months
from ..text.calendar import add_months
from .case import Case
from .obligations import obligations
from .recurring import in_doubt
from .registry import Hit, Parameters, detector

_EXCUSE = re.compile(r"停|检修|无生产|未生产|放假|例外|不适用|N/?A|无数据$|批准", re.I)


@detector("F3", "measurement-gap")
def measurement_gap(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Periods of a goal without a value; goals never measured."""
    duty = _measuring_duty(case)
    complete = case.covered(("monitoring",))
    series = series_of(case)
    for goal, values in series.items():
        blanks = [
            m
            for m in values
            if not re.search(r"\d|[√×]|完成|达标", m.text) and not _EXCUSE.search(m.text) and _due(m, duty, case)
        ]
        blanks = [m for m in blanks if not _excepted(m, case) and _asked_for(m, goal, case)]
        if blanks and any(re.search(r"\d", m.text) for m in values):
            yield Hit(
                object=f"{goal} {'、'.join(case.label(m.first, m.last) for m in blanks)}",
                root=f"measure:{goal_key(goal)}",
                document=duty.source if duty else goal_source(goal, case),
                record=blanks[0].source,
                values={"periods": "、".join(case.label(m.first, m.last) for m in blanks)},
                verdict="suspected" if complete else "not_evaluable",
            )
    yield from _skipped_periods(series, duty, complete, case)
    yield from _never(series, duty, complete, case)


def _asked_for(m: Measurement, goal: str, case: Case) -> bool:
    """Whether the goal is measured in this period: a quarterly one stands in a monthly table only at quarter ends."""
    said = next((dict(g.slots).get("cadence", "") for g in case.facts.goals if goal_key(g.name) == goal_key(goal)), "")
    cadence = parse_cadence(said, cell=True) if said else None
    months = period_months(cadence.period) if cadence and cadence.period else 1
    return months <= 1 or (m.last - m.first).days > 31 or (m.last.month - case.facts.year_start + 1) % months == 0


def _skipped_periods(
    series: dict[str, list[Measurement]], duty: Prescription | None, complete: bool, case: Case
) -> Iterator[Hit]:
    """Monthly rows or reports that leave a month out, quarterly ones a quarter; not where the whole record is told
    missing."""
    absent = _records_missing(case)
    for goal, values in series.items():
        months = {round(((m.last - m.first).days + 1) / 30.4) for m in values}
        step = next(iter(months))
        if (len(months), step) not in ((1, 1), (1, 3)) or step == 1 and len(values) < 4 or len(values) < 2:
            continue
        have = {(m.first.year, m.first.month) for m in values}
        first, last = min(m.first for m in values), max(m.first for m in values)
        lost: list[date] = []
        day = first
        while day <= last:
            if (day.year, day.month) not in have and case.in_window(day):
                lost.append(day)
            day = add_months(day, step)
        lost = [d for d in lost if (d, add_months(d, step) - timedelta(days=1)) not in absent]
        lost = [d for d in lost if not any(_covers(e.what + e.reason, d) for e in case.enterprise.exceptions)]
        if lost:
            spans = ((d, add_months(d, step) - timedelta(days=1)) for d in lost)
            label = "、".join(f"{a.year}年{a.month}月" if step == 1 else case.label(a, b) for a, b in spans)
            yield Hit(
                object=f"{goal} {label}",
                root=f"measure:{goal_key(goal)}",
                document=duty.source if duty else goal_source(goal, case),
                record=values[-1].source,
                values={"periods": label},
                verdict="not_evaluable"
                if not complete or in_doubt(len(lost), len(lost) + len(values))
                else "suspected",
            )


def _records_missing(case: Case) -> set[tuple[date, date]]:
    """Periods whose whole measuring record is told missing: every goal lacks them for that reason."""
    measured = {m.source.file for m in case.facts.measurements}
    return {
        (outcome.expected.first, outcome.expected.last)
        for one in obligations(case)
        if any(r.paper in measured for r in one.linked.records)
        for outcome in one.outcomes
        if outcome.state == "missing"
    }


def _never(
    series: dict[str, list[Measurement]], duty: Prescription | None, complete: bool, case: Case
) -> Iterator[Hit]:
    keys = [goal_key(g) for g in series]
    for goal in case.facts.goals if len(series) >= 2 else []:
        key, cadence = goal_key(goal.name), parse_cadence(dict(goal.slots).get("cadence", ""), cell=True)
        if any(key == k or key in k or k in key or bigram_share(key, k) >= 0.6 for k in keys):
            continue
        if cadence is None or not cadence.period or period_months(cadence.period) > 3:
            continue
        yield Hit(
            object=f"{goal.name} 从未测量",
            root=f"goal:{key}",
            document=goal.source,
            record=next(iter(series.values()))[0].source,
            values={"periods": "全部期间"},
            verdict="suspected" if complete else "not_evaluable",
            series="never",
            among=len(case.facts.goals),
        )


def series_of(case: Case) -> dict[str, list[Measurement]]:
    """Values of each goal by period, inside the window, one a period."""
    found: dict[str, list[Measurement]] = {}
    for m in case.facts.measurements:
        if m.first >= case.window[0] and m.last <= case.window[1]:
            found.setdefault(m.goal, []).append(m)
    return {g: _preferred(v) for g, v in found.items()}


def _preferred(values: Sequence[Measurement]) -> list[Measurement]:
    """One value a period: of several sources the one that has a number."""
    best: dict[tuple[date, date], Measurement] = {}
    for m in values:
        key = (m.first, m.last)
        if key not in best or (not re.search(r"\d", best[key].text) and re.search(r"\d", m.text)):
            best[key] = m
    return [best[k] for k in sorted(best)]


def _measuring_duty(case: Case) -> Prescription | None:
    found = [
        d
        for d in case.facts.prescriptions
        if d.topic == "monitoring"
        and d.cadence
        and re.search("测量|统计|监测|采集|录入|填报|监视", d.process + d.action)
    ]
    order = {"month": 0, "quarter": 1, "half_year": 2, "year": 3}
    return min(found, key=lambda d: order.get(d.cadence.period or "", 4) if d.cadence else 9, default=None)


def _due(m: Measurement, duty: Prescription | None, case: Case) -> bool:
    return m.last + timedelta(days=20) < case.as_of


def _excepted(m: Measurement, case: Case) -> bool:
    return any(
        re.search("监[视测]|测量|指标|目标|停产|停工|统计", e.what + e.reason) and _covers(e.what + e.reason, m.first)
        for e in case.enterprise.exceptions
    )


def _covers(text: str, day: date) -> bool:
    from ..text.dates import find_dates

    return any(x.first <= day + timedelta(days=27) and x.last >= day for x in find_dates(text, day.year))


def goal_source(goal: str, case: Case) -> Source | None:
    """Where a goal is defined."""
    return next((g.source for g in case.facts.goals if goal_key(g.name) == goal_key(goal)), None)
