"""Values of goals told in running text: 准时交付率7、8月为94.1%、93.8%, T2三季度98.6%, 三季度平均17.5天."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.facts import Goal, Measurement
from ..facts.goals import goal_key
from ..text.business_year import named_periods
from ..text.calendar import add_months

Span = tuple[date, date]


class Told(NamedTuple):
    """A value told of a goal for a period, as written."""

    goal: str
    first: date
    last: date
    text: str


class Names:
    """The goals of a firm by the names texts use for them: whole, without what stands before, or by number."""

    def __init__(self, goals: Sequence[Goal], measurements: Sequence[Measurement]) -> None:
        keys = [goal_key(m.goal) for m in measurements if re.search(r"\d", m.text)]
        self._keys = {k for k in keys if len(k) >= _SHORTEST}
        self._codes = {m[1]: goal_key(v.goal) for v in measurements if (m := _CODE.match(v.goal))}
        self._codes |= {m[1]: goal_key(g.name) for g in goals if (m := _CODE.match(g.source.quote))}
        self._units = {goal_key(g.name): dict(g.slots).get("unit", "") for g in goals}
        self._units |= {goal_key(m.goal): m.unit for m in measurements if m.unit}
        self._short = _short_names(self._keys | {goal_key(g.name) for g in goals})

    def unit(self, goal: str) -> str:
        """The unit of a goal, as its table tells it."""
        return self._units.get(goal, "")

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Where goals are named: start, end, key. A short name after other words may be another thing's name."""
        spots: list[tuple[int, int, str]] = []
        for name, key in (*((k, k) for k in self._keys), *self._short.items()):
            for match in re.finditer(re.escape(name), text):
                before = text[: match.start()]
                if (
                    name == key
                    and len(key) > _SHORTEST
                    or name[:2] == key[:2]
                    and name != key
                    or not _HAN.search(before[-1:])
                    or _BOUNDARY.search(before)
                ):
                    spots.append((match.start(), match.end(), key))
        for code, key in self._codes.items():
            if key in self._keys:
                found = re.finditer(rf"(?<![A-Za-z\d]){re.escape(code)}(?![\d.\-])", text)
                spots += [(m.start(), m.end(), key) for m in found]
        return _outermost(spots)


_SHORTEST = 3
_HAN = re.compile("[一-鿿]")
_CODE = re.compile(r"\s*([A-Za-z]{1,3}-?\d{1,2})(?=[\s　:：、.|]|[一-鿿])")
_BOUNDARY = re.compile(r"(?:[月度期的年中其后使因为和及与]|[部科处室司厂间心]|方面|目标|指标|季度|上线)$")


def _short_names(keys: set[str]) -> dict[str, str]:
    """Endings of four characters or more, and names with their middle left out (织机运转效率: 织机效率), that only one
    goal has."""
    ends: dict[str, set[str]] = {}
    for key in keys:
        for at in range(1, len(key) - 3):
            ends.setdefault(key[at:], set()).add(key)
            ends.setdefault(key[:2] + key[at + 2 :], set()).add(key)
            ends.setdefault(key[:4] + key[at + 4 :], set()).add(key)
    return {
        end: next(iter(owners)) for end, owners in ends.items() if len(owners) == 1 and end not in keys and len(end) > 3
    }


def _outermost(spots: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for spot in sorted(spots, key=lambda s: (s[0], -s[1])):
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept


def told_in(text: str, names: Names, year: int, start: int, about: Span | None) -> Iterator[Told]:
    """Values told in a line, sentence by sentence; ``about`` is the period the paper itself is about."""
    for sentence in re.split(r"[。；;\n]|(?<=\d)\)\s", text):
        spots = names.found(sentence)
        for at, (_, end, goal) in enumerate(spots):
            until = spots[at + 1][0] if at + 1 < len(spots) else len(sentence)
            begin = spots[at - 1][1] if at else 0
            before = _last_period(sentence[begin : spots[at][0]], year, start)
            before = before or _last_period(sentence[: spots[0][0]], year, start)
            yield from _of_goal(goal, sentence[end:until], names.unit(goal), year, start, before, about)


def _last_period(text: str, year: int, start: int) -> list[Span]:
    """The periods named right before a goal: 7、8月准时交付率."""
    named = _periods(text, year, start)
    last = named[-1] if named else None
    return last[2] if last and len(text) - last[1] <= _NEAR and not re.search(r"\d", text[last[1] :]) else []


_NEAR = 8
_SEVERAL = re.compile(r"(?<![\d.])((?:1[0-2]|[1-9])(?:\s*[、，,和及与]\s*(?:1[0-2]|[1-9]))+)\s*月份?")


def _periods(text: str, year: int, start: int) -> list[tuple[int, int, list[Span]]]:
    """Start, end and periods of each mention; 7、8月 are two periods in one mention."""
    found: list[tuple[int, int, list[Span]]] = []
    for match in _SEVERAL.finditer(text):
        months = [named_periods(f"{n}月", year, start) for n in re.findall(r"\d+", match[1])]
        found.append((match.start(), match.end(), [(m[0].first, m[0].last) for m in months if m]))
    for m in named_periods(text, year, start):
        months = m.first.day == 1 and (m.last + timedelta(days=1)).day == 1
        until = re.search(r"(?:截[至止]|直?到|迄)\s*$", text[: m.start])
        whole = m.precision != "year" and months and not _PART_OF.match(text[m.end :]) and not until
        yearly = m.precision == "year" and re.match("[^，,]{0,4}(?:平均|全年|均值)", text[m.end :])
        if not any(a <= m.start < b for a, b, _ in found) and (whole or yearly):
            found.append((m.start, m.end, [(m.first, m.last)]))
    return _joined(sorted(found), text)


_PART_OF = re.compile(r"\s*(?:[上下前后]半|[上中下]旬|[初底末起]|以来|第.周|第.[次批]|[前后]|头)")
"""6月上半月, 6月第一周: not the whole of a month."""


def _joined(found: Sequence[tuple[int, int, list[Span]]], text: str) -> list[tuple[int, int, list[Span]]]:
    """5月、6月 is one mention of two periods."""
    merged: list[tuple[int, int, list[Span]]] = []
    for begin, end, spans in found:
        if merged and re.fullmatch(r"\s*[、和及与]\s*", text[merged[-1][1] : begin]):
            merged[-1] = (merged[-1][0], end, [*merged[-1][2], *spans])
        else:
            merged.append((begin, end, spans))
    return merged


_VALUE = re.compile(
    r"(?<![\d.A-Za-z第≥≤<>±—–~-])(?P<v>\d{1,4}(?:\.\d+)?)(?!\d|\.\d)"
    r"(?:\s*(?P<u>%|％|个?百分点|个?工作日|分钟|分|小时|天|秒|[a-zA-Z][A-Za-z/³²]*|[一-鿿]))?"
)
_OTHER_VALUE = re.compile(
    r"(?:收紧到|放宽到|改为|调整?为|调到|定[为到在]|(?:目标|指标|要求|计划|基线|同比|环比|上年|去年)值?(?:的|为|是|到|由|从)?|不低于|不高于|不超过|低于|高于|超过|大于|小于|"
    r"(?:提高|提升|上升|增加|下降|降低|缩短|减少|高出|相差|[升降增减])了?约?|[≥≤<>＜＞由从比约近共第差在])\s*$"
)
_MEANT = re.compile("目标|计划|要求|预计|可能|预告|力争|争取|确保|上年|去年|同期|不到|不足")
_INEXACT = re.compile(r"^\s*(?:左右|上下|以上|以下|以内|之间|多|余|[~～—–]|至\s*\d|到\s*\d|个?百分点)")
_LIST = re.compile(r"^(?:\s*(?:%|％|天|分钟|小时|个?工作日))?\s*[、，,和/]\s*$")


def _of_goal(
    goal: str, text: str, unit: str, year: int, start: int, before: list[Span], about: Span | None
) -> Iterator[Told]:
    """The values that follow a goal's name, each with the period named before it, or lists of as many of both."""
    named = _periods(text, year, start)
    taken = [(a, b) for a, b, _ in named]
    runs: list[list[re.Match[str]]] = []
    for match in _VALUE.finditer(text):
        if any(a <= match.start() < b for a, b in taken) or not _fits(match, unit):
            continue
        if runs and _LIST.match(text[runs[-1][-1].end("v") : match.start()]):
            runs[-1].append(match)
        else:
            runs.append([match])
    for at, run in enumerate(runs):
        since = runs[at - 1][-1].end() if at else 0
        spans = next((s for a, b, s in reversed(named) if since <= a and b <= run[0].start()), [])
        spans = spans or ([] if at else before)
        gap = text[max((b for _, b in taken if b <= run[0].start()), default=0) : run[0].start()]
        if _INDICATOR.search(text[: run[0].start()]):
            return
        if not spans and about is not None and len(run) >= 3 and not at:
            spans = _months(about)
        if len(spans) == len(run) and len(gap) <= _FAR and not _elsewhere(text, run):
            yield from (Told(goal, *span, m["v"]) for span, m in zip(spans, run, strict=True))


_FAR = 12
_INDICATOR = re.compile(r"[一-鿿]{2}(?:率|周期|用时|时长|天数|能耗|成本|得分|水平)")
"""Another thing measured: what follows is its value."""


def _fits(match: re.Match[str], unit: str) -> bool:
    """A value in the goal's own unit, or a bare one with a decimal."""
    said = (match["u"] or "").replace("％", "%")
    if unit.strip() in ("%", "％"):
        return said == "%" or "." in match["v"] and said not in ("百分点", "个百分点")
    plain = re.sub("[个\\s]", "", unit)[:1]
    return bool(plain) and (said.lstrip("个")[:1] == plain or not said and "." in match["v"])


def _elsewhere(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether a target, a difference, a rounded figure or a former value is told instead."""
    ahead = text[: run[0].start()]
    near = re.split("[，,]", ahead)[-1]
    return bool(
        _OTHER_VALUE.search(ahead) or _MEANT.search(near) or _INEXACT.match(text[run[-1].end("v") :].lstrip("%％"))
    )


def _months(about: Span) -> list[Span]:
    found: list[Span] = []
    first = about[0]
    while first <= about[1] and len(found) < 12:
        after = add_months(first, 1)
        found.append((first, after - timedelta(days=1)))
        first = after
    return found
