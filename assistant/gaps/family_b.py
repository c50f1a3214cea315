"""Family B, time: missing records, lateness, too few or too far apart."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import Source
from ..text.calendar import add_months
from .case import Case
from .ledger import Outcome, gaps_between
from .linking import about
from .obligations import Obligation, by_key, drifted
from .recurring import in_doubt
from .registry import Hit, Parameters, detector


@detector("B1", "missing-record")
def missing_record(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Expected occurrences without a record, one hit a duty; not evaluable ones are told once a duty."""
    for one in by_key(case, lambda o: not _counted(o)):
        missing = [o for o in one.outcomes if o.state == "missing"]
        open_ = [o for o in one.outcomes if o.state == "not_evaluable" and _past(o, case)]
        doubtful = _hardly_met(one, missing)
        if missing:
            yield Hit(
                object=f"{_labels(missing, case)} {about(one.duty)}",
                root=f"occurrence:{one.key}:{missing[0].expected.first}",
                document=one.duty.source,
                record=_neighbour(one),
                values={
                    "count": str(len(missing)),
                    "due": _due(missing[0]),
                    "found": str(len(one.outcomes) - len(missing)),
                    "reason": _MOSTLY.format(len(one.outcomes), len(missing)) if doubtful else "",
                },
                verdict="not_evaluable" if doubtful else "suspected",
            )
        elif open_:
            yield Hit(
                object=f"{_labels(open_, case)} {about(one.duty)}",
                root=f"occurrence:{one.key}:open",
                document=one.duty.source,
                verdict="not_evaluable",
                values={"count": str(len(open_)), "due": _due(open_[0]), "reason": one.reason or "材料未声明全部提供"},
            )


_MOSTLY = "{}期里有{}期没有对上，多半是这条规定或记录的写法没有读对；请先核对并确认规定，再判。"


def _hardly_met(one: Obligation, missing: list[Outcome]) -> bool:
    """Most periods of a duty that has records stand empty, and no person confirmed how the duty was read."""
    judged = sum(o.state in ("fulfilled", "late", "excepted", "missing") for o in one.outcomes)
    read = bool(one.linked.records) and not one.duty.confirmed
    return read and len(missing) >= 2 and in_doubt(len(missing), judged)


@detector("B2", "late-record")
def late_record(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Occurrences done after the day due and the grace."""
    times = int(parameters.get("drift", 4))
    for one in by_key(case, lambda o: not o.reason and not drifted(o, times)):
        for outcome in one.outcomes:
            if outcome.state != "late" or outcome.expected.due is None:
                continue
            day = max(outcome.days)
            yield Hit(
                object=f"{case.label(outcome.expected.first, outcome.expected.last)} {about(one.duty)}",
                root=f"late:{one.key}:{outcome.expected.first}",
                document=one.duty.source,
                record=_source(outcome, one),
                values={
                    "due": str(outcome.expected.due),
                    "day": str(day),
                    "days": str((day - outcome.expected.due).days),
                },
                series=one.key,
                among=sum(o.state in ("late", "fulfilled") for o in one.outcomes),
            )


@detector("B3", "too-few-or-too-far")
def too_few(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Fewer than the smallest number in a period, or neighbours farther apart than allowed."""
    for one in by_key(case, _counted):
        named = one.duty.cadence is not None and bool(one.duty.cadence.months)
        short = [o for o in one.outcomes if o.state == "missing" and (named or o.expected.needed > 1)]
        wide = too_wide(one, case)
        if not short and not wide:
            continue
        complete = not one.reason and case.covered((one.duty.topic,))
        said = [
            f"{case.label(o.expected.first, o.expected.last)}应不少于{o.expected.needed}次，找到{len(o.keys)}次"
            for o in short
        ]
        if named and short:
            said = [f"{'、'.join(map(str, _months(one)))}月应各一次，没有{_labels(short, case)}的"]
        said += [f"{a}至{b}相隔{(b - a).days}天" for a, b in wide]
        yield Hit(
            object=f"{about(one.duty)}：{'；'.join(said)}",
            root=f"frequency:{one.key}",
            document=one.duty.source,
            record=_neighbour(one, wide[0][0] if wide else None),
            values={"said": "；".join(said)},
            verdict="suspected" if complete else "not_evaluable",
        )


def _months(one: Obligation) -> tuple[int, ...]:
    return one.duty.cadence.months if one.duty.cadence else ()


def _counted(one: Obligation) -> bool:
    cadence = one.duty.cadence
    if cadence is None:
        return False
    return cadence.min_count > 1 or cadence.max_gap_days is not None or cadence.max_gap_months is not None


def too_wide(one: Obligation, case: Case) -> list[tuple[date, date]]:
    """Neighbours of a duty's signs farther apart than its greatest gap."""
    cadence = one.duty.cadence
    days = [s.day for s in one.signs if s.day]
    if cadence is None or not days or (cadence.max_gap_days is None and cadence.max_gap_months is None):
        return []
    found: list[tuple[date, date]] = []
    for first, last in gaps_between(days, case.window, case.as_of):
        limit = (
            first + timedelta(days=cadence.max_gap_days)
            if cadence.max_gap_days
            else add_months(first, cadence.max_gap_months or 0)
        )
        if last > limit + timedelta(days=3):
            found.append((first, last))
    return found


def _past(outcome: Outcome, case: Case) -> bool:
    return (outcome.expected.due or outcome.expected.last) < case.as_of


def _labels(outcomes: list[Outcome], case: Case) -> str:
    labels = [case.label(o.expected.first, o.expected.last) for o in outcomes]
    return "、".join(labels) if len(labels) <= 4 else f"{labels[0]}等{len(labels)}期（至{labels[-1]}）"


def _due(outcome: Outcome) -> str:
    return str(outcome.expected.due or outcome.expected.last)


def _neighbour(one: Obligation, day: date | None = None) -> Source | None:
    """A record of the same series, so that the other side can be looked at; None where there is none."""
    signs = sorted((s for s in one.signs if s.day), key=lambda s: s.day or date.min)
    if not signs:
        return None
    near = next((s for s in signs if s.day == day), signs[-1]) if day else signs[-1]
    return near.record.source


def _source(outcome: Outcome, one: Obligation) -> Source | None:
    """The line of the record that carries its day."""
    record = next((s.record for s in one.signs if s.record.id in outcome.keys), None)
    if record is None:
        return None
    day = max(outcome.days)
    return (
        next((f.source for f in record.fields if f.on == day), None)
        or next((s.source for s in record.signatures if s.on == day), None)
        or record.source
    )
