"""What comes first, in time or in weight: told the other way round in a question than in the source.

先报材料再定范围 against 申报前应确定范围; 头一个看方法 against 观念最关键，其次才是方法.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLAUSES = re.compile(r"[,;。?!:]")
_FIRST = re.compile(r"(?:^|[\u4e00-\u9fff])(?:得|要|应|应当|可以)?(?:先|首先)(?!进|前|后|生|决)(?P<what>.{2,24})")
_AHEAD = re.compile(r"(?P<what>.{2,14})先.{1,4}$")
_JOIN = re.compile(r"((?:之|以)?[前后]),")
"""A comma behind 前、后 parts nothing: 得出结论前，考虑方案 …"""
_APART = re.compile(r"(?<=[前后])、")
"""… and a 、 parts two times: 发布后、实施前留过渡期."""
_THEN = re.compile(r"再|然后|接着|回头|随后|才|最后")
_WAITS = re.compile(r"(?P<later>.{0,14}?)(?:等|待)(?P<earlier>.{2,14}?)(?:以后|之后|后|再|才|了)+(?P<rest>.{2,20})")
_BEFORE = re.compile(r"(?P<later>.{2,20}?)(?:之前|以前|前)(?!提|期|面|述|者|景|段|沿|线|后|途)(?P<earlier>.{2,30})")
_BEHIND = re.compile(
    r"(?P<earlier>.{2,20}?)(?:完了?|之后|以后|后)(?!面|者|续|期|果|台|备|勤|段)(?:再|才|就)?(?P<later>.{2,30})"
)
_AT_ONCE = re.compile(r"(?P<earlier>.{2,12}?)(?:再|才)(?!次|度|能|有|评价|造)(?P<later>.{2,20})")
_FOREMOST = re.compile(r"最关键|最重要|最要紧|首要|首先|头一[个条位]|第一位|排第一|摆第一|先看|关键(?:是|在)")
_SECOND = re.compile(r"其次|次要|(?:排|摆|放|靠)在?(?:其次|后|末|次)|靠后|第二位|不打紧|倒在?其次")


class Order(NamedTuple):
    """``earlier`` comes before ``later``."""

    earlier: str
    later: str


def other_sequence(said: str, source: str) -> bool:
    """Do both order the same two things, each the other way round? (Both folded.)"""
    there = list(orders(source))
    return any(_crossed(one, other) for one in orders(said) for other in there) or _other_weight(said, source)


def orders(text: str) -> Iterator[Order]:
    """Every 先 … 再, 等 … 再, … 之前, … 之后 of a folded text."""
    clauses = [clause for clause in _CLAUSES.split(_JOIN.sub(r"\1", _APART.sub("。", text))) if clause]
    for clause, after in zip(clauses, [*clauses[1:], ""], strict=True):
        yield from _within(clause)
        first = _FIRST.search(clause)
        if first and not _THEN.search(first["what"]) and _THEN.search(after):
            yield Order(first["what"], after)
        if (ahead := _AHEAD.search(clause)) and _THEN.search(after):
            yield Order(ahead["what"], after)


def _within(clause: str) -> Iterator[Order]:
    for match in _WAITS.finditer(clause):
        yield Order(match["earlier"], match["later"] + match["rest"])
    for pattern in (_BEFORE, _BEHIND, _AT_ONCE):
        if match := pattern.search(clause):
            yield Order(match["earlier"], match["later"])


def _crossed(one: Order, other: Order) -> bool:
    """The earlier of one is the later of the other and the other way round, more than the two agree."""
    first, second = len(_shared(one.earlier, other.later)), len(_shared(one.later, other.earlier))
    agreed = len(_shared(one.earlier, other.earlier)) + len(_shared(one.later, other.later))
    return bool(first and second) and first + second > agreed


def _other_weight(said: str, source: str) -> bool:
    """What is called foremost comes second in the source."""
    mine, there = _ranked(said), _ranked(source)
    return bool(mine and there and _shared(mine.earlier, there.later) - _pairs(there.earlier))


def _ranked(text: str) -> Order | None:
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    first = next((clause for clause in clauses if _FOREMOST.search(clause)), "")
    second = next((clause for clause in clauses if _SECOND.search(clause) and clause != first), "")
    return Order(first, second) if first and second else None


def _shared(one: str, other: str) -> set[str]:
    return _pairs(one) & _pairs(other)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if not _EMPTY.search(text[at : at + 2])}


_EMPTY = re.compile(r"[^\u4e00-\u9fffa-z0-9]|[的了是在和与及把给就要也都得应该来去上下个这那我你们咱之其再才先后前]")
