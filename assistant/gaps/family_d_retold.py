"""Family D, retold: one statement in two papers of different kinds, word for word but for its number."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from ..domain.facts import Line, Record, Source
from ..text.business_year import named_periods
from .case import Case
from .registry import Hit, Parameters, detector


class _Spot(NamedTuple):
    """A number told with a unit, and the words just before it."""

    record: Record
    line: Line
    value: str
    sentence: str


@detector("D5", "retold-number")
def retold_number(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The same words around another number in two papers about one thing: a fact of a checklist and its form, a
    decision and its tracking, a form and its ledger."""
    for words, spots in sorted(_by_words(case).items()):
        papers = {s.record.paper for s in spots}
        if len(papers) < 2 or len({s.value for s in spots}) < 2 or len(papers) > _MOST or _often(spots):
            continue
        for one, other in combinations(spots, 2):
            if one.value != other.value and _about_one(one, other, case):
                yield _hit(words, one, other)
                break


_MOST = 3
"""Words that more papers share are a form's own."""
_UNIT = "%|％|分钟|个?工作日|小时|万元|[分人项台套个次家条天份批单件名元门点起处]"
_NUMBER = re.compile(rf"(?<![\d.\-/年月A-Za-z第≥≤<>±~～—–至到])(?P<v>\d{{1,6}}(?:\.\d+)?)\s*(?P<u>{_UNIT})(?![\d月])")
_BEFORE = 6


def _by_words(case: Case) -> dict[str, list[_Spot]]:
    found: dict[str, list[_Spot]] = {}
    for record in case.heads:
        paper = case.papers[record.paper]
        for line in case.lines(paper) if paper.kind in ("record", "register", "other") else []:
            if line.text in record.text:
                _spots(record, line, found)
    return found


def _spots(record: Record, line: Line, found: dict[str, list[_Spot]]) -> None:
    for sentence in re.split(r"[。；;|]", line.text):
        for match in _NUMBER.finditer(sentence):
            plain = re.sub(r"[^\w%]|_", "", sentence[: match.start()])
            words = plain[-_BEFORE:]
            named = len(re.findall("[一-鿿]", words)) >= _BEFORE - 3 and not re.search("不符合|不合格", plain[-10:])
            if named and len(words) == _BEFORE:
                spot = _Spot(record, line, match["v"], sentence)
                found.setdefault(f"{words}#{match['u']}", []).append(spot)


def _often(spots: Sequence[_Spot]) -> bool:
    """Told with different numbers in one paper or in papers of one kind: a thing counted time and again."""
    for one, other in combinations(spots, 2):
        same = one.record.paper == other.record.paper or _kind(one.record) == _kind(other.record)
        if same and one.value != other.value and not _numbers(one) & _numbers(other):
            return True
    return False


def _kind(record: Record) -> tuple[str | None, str]:
    plain = re.sub(r"[\dA-Za-z\s（）()年月日次第—–\-.]|[上下]半年|[一二三四]季度", "", record.title)
    return record.topic, plain


_ANCHOR = re.compile(r"(?<![A-Za-z\d])[A-Z]{1,6}\d{0,4}[-—–_]\d{1,4}(?:[-—–_]\d{1,3})?(?![\d-])")


def _numbers(spot: _Spot) -> set[str]:
    """Numbers of things the line or the whole record is about: NC-2025-03, BG-25-07."""
    told = {m[0] for m in _ANCHOR.finditer(f"{spot.line.text} {spot.record.subject} {spot.record.paper}")}
    return told - {spot.record.form.code or ""}


def _about_one(one: _Spot, other: _Spot, case: Case) -> bool:
    """Papers of different kinds from one time, whose sentences name no different periods; or of one number."""
    if one.record.paper == other.record.paper or _apart(one, other, case):
        return False
    if _numbers(one) & _numbers(other):
        return True
    if _numbers(one) and _numbers(other) or _kind(one.record) == _kind(other.record):
        return False
    days = [d for s in (one, other) if (d := s.record.event_on or s.record.filled_on)]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= _ONE_TIME


_ONE_TIME = 200


def _apart(one: _Spot, other: _Spot, case: Case) -> bool:
    spans = [_spans(s, case) for s in (one, other)]
    return all(spans) and not any(a[0] <= b[1] and b[0] <= a[1] for a in spans[0] for b in spans[1])


def _spans(spot: _Spot, case: Case) -> list[tuple[date, date]]:
    day = spot.record.filled_on or spot.record.event_on or case.window[1]
    return [(m.first, m.last) for m in named_periods(spot.sentence, day.year, case.facts.year_start)]


def _hit(words: str, one: _Spot, other: _Spot) -> Hit:
    said = words.replace("#", f"{one.value} / {other.value}")
    sources = [
        Source(file=s.record.paper, locator=s.line.locator, quote=s.line.quote, rule="retold/1") for s in (one, other)
    ]
    return Hit(
        object=f"{one.record.title}与{other.record.title}：{said}",
        root=f"retold:{one.record.paper}:{other.record.paper}:{one.line.index}",
        document=sources[0],
        record=sources[1],
        values={"one": one.value, "other": other.value},
    )
