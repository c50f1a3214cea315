"""Family D, values: what papers tell of a goal against its ledger, and papers that tell different values."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.facts import Line, Measurement, Source
from ..facts.goals import goal_key
from ..text.calendar import add_months
from ..text.quantities import to_number
from .case import Case
from .registry import Hit, Parameters, detector
from .told_values import Names, Told, told_in


class _Compared(NamedTuple):
    """A value told by a paper, the place that tells it, and the ledger's value or months of that period."""

    told: Told
    place: Source
    known: list[Measurement]


@detector("D5", "value-in-text", version=2)
def value_in_text(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A value a paper tells of a goal for a month, quarter or half-year, against the ledger's."""
    compared = list(_compared(case))
    among = Counter(c.told.goal for c in compared)
    for one in compared:
        if hit := _contradiction(one, case):
            yield replace(hit, series=f"told-value:{one.told.goal}", among=among[one.told.goal])


def _compared(case: Case) -> Iterator[_Compared]:
    values = [m for m in case.facts.measurements if re.search(r"\d", m.text)]
    ledger = _Ledger(values)
    names = Names(case.facts.goals, values)
    measured = {(m.source.file, m.source.locator) for m in values}
    for record in case.heads:
        day = record.filled_on or record.event_on or case.window[1]
        for line in case.lines(case.papers[record.paper]):
            if line.text not in record.text or (record.paper, line.locator) in measured:
                continue
            for told in told_in(_running(line), names, day.year, case.facts.year_start, record.period):
                told = _not_ahead(told, day)
                known = ledger.known(told)
                if known and known[0].source.file != record.paper:
                    place = Source(file=record.paper, locator=line.locator, quote=line.quote, rule="value/2")
                    yield _Compared(told, place, known)


def _running(line: Line) -> str:
    """The words of a line; of a row under headings without its cells of targets."""
    if not line.heads:
        return line.text
    cells = zip(line.heads, line.cells, strict=False)
    return "，".join(c for h, c in cells if c and not re.search("目标值|指标值|基[线准]|计划值|单位|上年", h))


class _Ledger:
    """Values by goal and period."""

    def __init__(self, values: Sequence[Measurement]) -> None:
        self._values = {(goal_key(m.goal), m.first, m.last): m for m in values}

    def known(self, told: Told) -> list[Measurement]:
        """The value of the very period, or those of all its months."""
        if one := self._values.get((told.goal, told.first, told.last)):
            return [one]
        months = [told.first]
        while (after := add_months(months[-1], 1)) <= told.last:
            months.append(after)
        found = [self._values.get((told.goal, m, add_months(m, 1) - timedelta(days=1))) for m in months]
        return [m for m in found if m] if all(found) else []


def _not_ahead(told: Told, day: date) -> Told:
    """A period written without its year is the last one before the paper."""
    if told.first <= day:
        return told
    return told._replace(first=add_months(told.first, -12), last=add_months(told.last, -12))


def _contradiction(one: _Compared, case: Case) -> Hit | None:
    """A told value that is not the ledger's; of a longer period one that lies outside its months."""
    told, said = one.told, float(one.told.text)
    figures = [f * 100 if f <= 1 < said else f for m in one.known if (f := to_number(m.text)) is not None]
    if not figures or not 0.5 <= said / max(*figures, 0.01) <= 2:
        return None
    near = rounding(told.text)
    if min(figures) - near <= said <= max(figures) + near:
        return None
    text = one.known[0].text if len(one.known) == 1 else f"{min(figures):g}—{max(figures):g}"
    return Hit(
        object=f"{told.goal} {case.label(told.first, told.last)}：{told.text} / {text}",
        root=f"value:{told.goal}:{told.first}",
        document=one.place,
        record=one.known[0].source,
        values={"one": told.text, "other": text},
    )


def rounding(text: str) -> float:
    """How far the figure meant may lie from the one written."""
    match = re.search(r"\d\.(\d+)", text)
    return 0.5 * 10.0 ** -len(match[1] if match else "") + 0.001


@detector("D5", "two-values", version=2)
def two_values(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The same goal and period with different values in two papers."""
    pairs = list(_told_twice(case.facts.measurements))
    among = Counter(goal_key(m.goal) for _, m in pairs)
    for one, other in pairs:
        if _differ(to_number(one.text) or 0, to_number(other.text) or 0):
            goal = goal_key(other.goal)
            yield Hit(
                object=f"{other.goal} {other.first.year}年{other.first.month}月：{one.text} / {other.text}",
                root=f"value:{goal}:{other.first}",
                document=one.source,
                record=other.source,
                values={"one": one.text, "other": other.text},
                series=f"two-values:{goal}",
                among=among[goal],
            )


def _told_twice(measurements: Sequence[Measurement]) -> Iterator[tuple[Measurement, Measurement]]:
    seen: dict[tuple[str, date, date], Measurement] = {}
    for m in measurements:
        other = seen.setdefault((goal_key(m.goal), m.first, m.last), m)
        if other.source.file != m.source.file and re.search(r"\d", m.text) and re.search(r"\d", other.text):
            yield other, m


def _differ(one: float, other: float) -> bool:
    """Two values, neither of which is the other in percent."""
    return abs(one - other) > 0.051 and abs(one * 100 - other) > 0.51 and abs(one - other * 100) > 0.51
