"""Family D, values: what reports tell of a goal against its ledger, and papers that tell different values."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Line, Measurement, Record, Source
from ..facts.goals import goal_key
from ..text.dates import find_dates
from ..text.quantities import to_number
from .case import Case
from .listed_values import listed
from .registry import Hit, Parameters, detector


@detector("D5", "value-in-text")
def value_in_text(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A monthly value told in a report against the ledger's value for that goal and month."""
    values = [m for m in case.facts.measurements if re.search(r"\d", m.text)]
    table = {(goal_key(m.goal), m.first, m.last): m for m in values if (m.last - m.first).days < _QUARTER_DAYS}
    names = {k: k for k in sorted({goal_key(m.goal) for m in values}, key=len, reverse=True) if len(k) >= _LONG_KEY}
    names |= {m[1]: goal_key(v.goal) for v in values if (m := _SHORT_CODE.match(v.goal))}
    ledgers = {m.source.file for m in table.values()}
    for record in case.heads:
        if record.paper in ledgers or record.topic not in (
            "monitoring",
            "review_input",
            "review_minutes",
            "assessment",
            "deviation",
        ):
            continue
        year = (record.event_on or record.filled_on or case.window[0]).year
        for line in case.lines(case.papers[record.paper]):
            if len(line.heads) <= _TEXT_COLUMNS:
                yield from _told(line, record, table, names, year, case)


def _told(
    line: Line,
    record: Record,
    table: dict[tuple[str, date, date], Measurement],
    names: dict[str, str],
    year: int,
    case: Case,
) -> Iterator[Hit]:
    yield from listed(line, record, table, case)
    for clause in re.split(r"[。；;]", line.text):
        named = {names[n] for n in names if _stands_in(n, clause)}
        values = [(goal, *v) for goal in named for v in _values_in(clause, year)] if len(named) == 1 else []
        named_so = [*_one_by_one(clause, names, year), *_by_short_name(clause, names, year)]
        for goal, first, last, told in dict.fromkeys([*values, *named_so]):
            known = table.get((goal, first, last))
            value = to_number(known.text) if known else None
            if known and value is not None and abs(value - told) > 0.051 and abs(value * 100 - told) > 0.051:
                yield Hit(
                    object=f"{goal} {case.label(first, last)}：{told} / {known.text}",
                    root=f"value:{goal}:{first}",
                    document=Source(file=record.paper, locator=line.locator, quote=line.quote, rule="value/1"),
                    record=known.source,
                    values={"one": str(told), "other": known.text},
                )


def _stands_in(name: str, clause: str) -> bool:
    """G1 is no part of G12."""
    behind = r"(?!\d)" if name[-1:].isdigit() else ""
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}{behind}", clause) is not None


_QUARTER_DAYS = 95
_TEXT_COLUMNS = 3
"""Tables of so few columns hold running text: 项目 | 内容."""
_LONG_KEY = 5
_SHORT_CODE = re.compile(r"\s*([A-Za-z]{1,3}-?\d{1,2})(?=[\s　:：、.]|[\u4e00-\u9fff])")
_TOLD = re.compile(
    r"(?<![\d—–~至-])(?:(?P<m>1[0-2]|[1-9])月(?:份)?|第?(?P<q>[一二三四1-4])季度)"
    r"(?:为|达到?|是|完成|实际|平均)?\s*(?P<v>\d{1,4}(?:\.\d+)?)\s*(?:%|％|分钟|小时|天|件)"
)


def _values_in(clause: str, year: int) -> Iterator[tuple[date, date, float]]:
    """Values told for one month or one quarter: 8月为96.1%, 三季度98.6%."""
    for match in _TOLD.finditer(clause):
        span = match[0][: match.start("v") - match.start()]
        mention = next((m for m in find_dates(span, year) if m.precision in ("month", "quarter")), None)
        if mention:
            yield mention.first, mention.last, float(match["v"])


_PAIR = re.compile(
    r"^(?P<p>.*?(?:(?:1[0-2]|[1-9])月份?|第?[一二三四1-4]季度))?的?(?P<n>[^\d，。]{3,20}?)(?:为|达到?|是|完成)?\s*"
    r"(?P<v>\d{1,4}(?:\.\d+)?)\s*(?:%|％|分钟|小时|天|件)$"
)


def _one_by_one(clause: str, names: dict[str, str], year: int) -> Iterator[tuple[str, date, date, float]]:
    """11月准时率98.6%，合格率99.8%: goals with their values, all of the month named first."""
    span: tuple[date, date] | None = None
    for piece in re.split("[，,|]", clause):
        match = _PAIR.match(piece.strip())
        if not match:
            continue
        said = next((m for m in find_dates(match["p"] or "", year) if m.precision in ("month", "quarter")), None)
        span = (said.first, said.last) if said else span
        goal = names.get(goal_key(match["n"]))
        if goal and span:
            yield goal, *span, float(match["v"])


_NAME_MONTH = re.compile(
    r"^(?P<n>[^\d，。]{4,20}?)(?P<m>(?:1[0-2]|[1-9])月份?)(?:为|达到?|是|完成)?\s*(?P<v>\d{1,4}(?:\.\d+)?)\s*[%％]?$"
)


def _by_short_name(clause: str, names: dict[str, str], year: int) -> Iterator[tuple[str, date, date, float]]:
    """织机效率6月89.9: the goal whose name shortens to that, where only one does."""
    for piece in re.split("[，,|：:]", clause):
        match = _NAME_MONTH.match(piece.strip())
        key = goal_key(match["n"]) if match else ""
        goals = {goal for goal in names.values() if _shortens(key, goal)}
        said = next(iter(find_dates(match["m"], year)), None) if match else None
        if match and said and len(goals) == 1:
            yield goals.pop(), said.first, said.last, float(match["v"])


def _shortens(short: str, name: str) -> bool:
    """Signs left out in the midst or before, the end the same: 织机效率 of 织机运转效率."""
    signs = iter(name)
    return len(short) >= 4 and short != name and short[-2:] == name[-2:] and all(c in signs for c in short)


@detector("D5", "two-values")
def two_values(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The same goal and period with different values in two papers."""
    seen: dict[tuple[str, date, date], Measurement] = {}
    for m in case.facts.measurements:
        value = to_number(m.text) if re.search(r"\d", m.text) else None
        key = (goal_key(m.goal), m.first, m.last)
        other = seen.setdefault(key, m)
        if value is None or other.source.file == m.source.file:
            continue
        known = to_number(other.text)
        if (
            known is not None
            and abs(known - value) > 0.051
            and abs(known * 100 - value) > 0.51
            and abs(known - value * 100) > 0.51
        ):
            yield Hit(
                object=f"{m.goal} {m.first.year}年{m.first.month}月：{other.text} / {m.text}",
                root=f"value:{key[0]}:{m.first}",
                document=other.source,
                record=m.source,
                values={"one": other.text, "other": m.text},
            )
