"""The kind of thing a question asks for (a person, a time, a consequence …) and the sentences that tell it.

Words are data: ``asked`` and ``doings`` of ``corpus/rules/connectives.yaml``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..text.normalize import fold_text
from .analysis import Analysis, Term
from .connectives import AskedKind, Connectives
from .matching import around_of, context_of, matched
from .scoring import Scored
from .units import Unit
from .words import words

_CONSIDERED = 14
_NEAR = 0.55
"""Share of the best score from which a sentence that tells what was asked may lead."""
_NEAR_TOLD = 0.75
"""The same for a number or a meaning: numbers stand in many sentences that answer nothing."""
_EXAMPLE = re.compile(r"^(?:例如|比如|譬如|举例|如[：:，])")
_STEP = 0.01
_FOUND = 0.5
_OF_ITS_OWN = 1.0
_WHO = re.compile(
    r"(?:(?<![找向给跟对和与请])谁|哪个部门|哪些部门|什么部门|什么人|哪些人|哪个岗位)(?:应该|负责|该|要|去|来|可以|能)*(?P<doing>[\u4e00-\u9fff]{1,6})"
)
_APART = 20
"""Characters that may stand between who does something and what is done."""
NEEDED: frozenset[AskedKind] = frozenset({"who", "when", "consequence"})
"""Without a sentence that holds one the question is not answered."""
SETTLED: frozenset[AskedKind] = frozenset({"who", "when"})
"""What a document that settles a practice says."""
_GOVERNED = 8
_PERSON = re.compile(r"[\u4e00-\u9fff](?:员|工|师|长|经理|主任|助理|总监)$")


def asked_kinds(text: str, rules: Connectives) -> tuple[AskedKind, ...]:
    """The kinds of things ``text`` asks for."""
    return tuple(kind for kind, listing in rules.asked.items() if words(listing.asks).within(text))


def tells(kind: AskedKind, analysis: Analysis, unit: Unit, rules: Connectives) -> bool:
    """Does a sentence on what the question is about hold a thing of that kind (for a person: with what is done)?"""
    if not words(rules.asked[kind].tells).within(unit.text) or not _about(analysis, unit):
        return False
    if kind == "consequence":
        return _of_the_case(analysis, unit)
    if kind == "omission":
        return _demanded(analysis, unit, rules.asked[kind].tells)
    return kind != "who" or _does(analysis.text, unit.text, rules.asked[kind].tells, rules)


def told_first(
    analysis: Analysis, scored: Sequence[Scored], rules: Connectives, telling: Callable[[Scored], bool] | None = None
) -> tuple[Scored, ...]:
    """The sentences with one in front that tells the kind of thing asked for, where a good one does.

    ``telling`` says of a sentence whether it tells the number or the meaning that is asked for; None when none is.
    """
    kinds = asked_kinds(analysis.text, rules)
    if not scored or not (kinds or telling):
        return tuple(scored)
    top = scored[0].score
    near = _NEAR if kinds else _NEAR_TOLD
    able = [item for item in scored[:_CONSIDERED] if item is scored[0] or _may_lead(item, near * top)]

    def told_by(item: Scored) -> int:
        return (telling is not None and telling(item)) + sum(tells(kind, analysis, item.unit, rules) for kind in kinds)

    told = [(told_by(item), -at) for at, item in enumerate(able)]
    count, place = max(told, default=(0, 0))
    if not count or not place:
        return tuple(scored)
    lead = replace(able[-place], score=top + _STEP)
    return (lead, *(item for item in scored if item is not able[-place]))


def _may_lead(item: Scored, least: float) -> bool:
    return item.score >= least and not _EXAMPLE.match(item.unit.text)


def is_told(
    analysis: Analysis, scored: Sequence[Scored], rules: Connectives, needed: frozenset[AskedKind] = NEEDED
) -> bool:
    """Does any of the better sentences hold what the question asks for, and do they name whom it asks about?"""
    pool = [item.unit for item in scored[:_CONSIDERED]]
    kinds: list[AskedKind] = [kind for kind in asked_kinds(analysis.text, rules) if kind in needed]
    return all(any(tells(kind, analysis, unit, rules) for unit in pool) for kind in kinds) and not unnamed(
        analysis, scored
    )


def unnamed(analysis: Analysis, scored: Sequence[Scored]) -> tuple[str, ...]:
    """Persons the question asks about whom no passage names."""
    passages = {item.unit.passage.chunk.id: item.unit.passage for item in scored}
    pool = " ".join(context_of(passage) for passage in passages.values())
    persons = (term for term in analysis.terms if term.weight >= _OF_ITS_OWN and _PERSON.search(term.word))
    return tuple(term.word for term in persons if not term.spoken and matched(term, pool) < _FOUND)


def _about(analysis: Analysis, unit: Unit) -> bool:
    """Does the sentence or a title over it name what the question is about?"""
    around = around_of(unit)
    return any(matched(term, around) >= 1.0 for term in _subjects(analysis))


def _of_the_case(analysis: Analysis, unit: Unit) -> bool:
    """Does the sentence speak of what is supposed to happen (没落实会怎样), not of its surroundings alone?"""
    cases = _cases(analysis)
    folded = fold_text(unit.text)
    return not cases or any(matched(term, folded) >= _FOUND for term in cases)


def _demanded(analysis: Analysis, unit: Unit, demands: str) -> bool:
    """Does the sentence demand what is to be left out: 一定要有决议 for 没有决议行不行?"""
    names = "|".join(re.escape(name) for term in _cases(analysis) for name in term.names)
    pattern = rf"(?:{words(demands).pattern.pattern})[^，。；,;]{{0,{_GOVERNED}}}(?:{names})"
    return bool(names) and re.search(pattern, fold_text(unit.text)) is not None


def _cases(analysis: Analysis) -> list[Term]:
    """The words of what is supposed to happen or to be left out."""
    own = [term for term in analysis.terms if term.weight >= _OF_ITS_OWN and not term.spoken]
    return [term for term in own if not term.subject] or own


def _subjects(analysis: Analysis) -> list[Term]:
    own = [term for term in analysis.terms if term.weight >= _OF_ITS_OWN]
    return [term for term in own if term.subject] or own or list(analysis.terms)


def _does(question: str, text: str, who: str, rules: Connectives) -> bool:
    """Does ``text`` say that one of ``who`` does what the question asks? True when the question names no doing."""
    meant = _doings(question, rules)
    if not meant:
        return True
    folded = fold_text(text)
    doings = "|".join(sorted(map(re.escape, meant), key=len, reverse=True))
    actor = words(who).pattern.pattern
    acts = rf"(?:{actor})[^。；]{{0,{_APART}}}?(?:{doings})"
    is_theirs = rf"(?:{doings})[^。；]{{0,{_APART}}}(?:{actor})[^。；，]{{0,4}}(?:职责|责任|负责|承担)"
    return re.search(f"{acts}|{is_theirs}", folded) is not None


def _doings(question: str, rules: Connectives) -> set[str]:
    """What the question asks who does, in spoken and written words."""
    match = _WHO.search(question)
    if match is None:
        return set()
    groups = [group.split() for group in rules.doings]
    meant = {word for group in groups for word in group if any(match["doing"].startswith(name) for name in group)}
    written = {word for word in meant if len(word) > 1}
    return written or {match["doing"][:2]}
