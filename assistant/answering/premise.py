"""False premises: what a question takes for granted, compared with what the source says.

Only clear contradictions count: an opposite word, another person in charge, a denied action that the source asks for, a
wrong number of items. Word lists come from ``corpus/rules/contrast.yaml``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..text.normalize import fold_text
from .contrast import ContrastRules
from .lists import Group
from .matching import Weighted, matched
from .scoring import Scored
from .sequence import other_sequence
from .units import Unit
from .words import Words, words

_CONSIDERED = 14
_TOPIC = 0.3
_WINDOW = 8
_EVENT = 4
"""Last characters of the name of an event by which two mentions are the same."""
_REACH = 28
_CLOSE = 0.55
"""Share of what was said that a sentence must repeat before its 不是、不能 counts against it."""
_ORDER = re.compile(
    r"(?P<event>[\u4e00-\u9fff]{2,6}?)(?:之|以)?(?P<side>前|后)(?=[^\u4e00-\u9fff期者续台段果面]|做|办|开|进|才|再|先|,|就)"
)
_IN_CHARGE = re.compile(r"由|让|归|是|请|派")
_AFTER_ONLY = 20
_ONLY = ("只", "仅", "单", "光")
_HASTE = ("急", "马上", "立刻", "轻易", "随便", "盲目", "一开始")
"""不要急着改 does not deny that it is changed."""
_VIEW_REACH = 40
_VIEW = 0.4
"""Share of what was said that a sentence which calls it a wrong view must repeat."""
_DENIED = 6
_SAME_WORD = 2
_OBLIGED = 16
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十\d]{1,3})(?P<unit>[类种项条点步个])")


@dataclass(frozen=True)
class Contradiction:
    """What was said and the sentence that says otherwise."""

    said: str
    unit: Unit


def contradiction(
    said: str, scored: Sequence[Scored], weighted: Weighted, rules: ContrastRules
) -> Contradiction | None:
    """The sentence among the best that contradicts ``said``; ``weighted`` are the terms of ``said``."""
    for item in scored[:_CONSIDERED]:
        around = fold_text(" ".join((*item.unit.passage.chunk.path[-1:], *item.unit.headings, item.unit.text)))
        if not _same_topic(around, weighted):
            continue
        own = _unnamed(fold_text(item.unit.text), rules)
        mine = _unnamed(fold_text(said), rules)
        near = weighted.coverage(fold_text(item.unit.text))
        if view := words(rules.wrong_views).first(own):
            wrong = own[view.end() : view.end() + _VIEW_REACH]
            if weighted.coverage(wrong) >= _VIEW and not _denies(mine, rules) and _repeats(weighted, wrong):
                return Contradiction(said, item.unit)
            continue
        if (
            _opposed(mine, own, rules)
            or _denied(mine, own, rules)
            or _other_actor(mine, own, rules)
            or _other_receiver(mine, own, rules)
            or _other_order(mine, own)
            or other_sequence(mine, own)
            or _more_than_only(mine, own, rules)
            or _needed(mine, own, weighted, rules)
            or _not_the_same(mine, around, rules)
            or (near >= _CLOSE and _negated(mine, own, weighted, rules))
        ):
            return Contradiction(said, item.unit)
    return None


def wrong_count(counts: Sequence[tuple[int, str]], text: str, group: Group | None) -> tuple[int, int] | None:
    """``(said, actual)`` when a numbered item is asked for that the list does not have."""
    match = _ORDINAL.search(text)
    if group is None or match is None:
        return None
    said = next((number for number, unit in counts if unit == match["unit"]), 0)
    return (said, len(group.items)) if said > len(group.items) else None


def _same_topic(around: str, weighted: Weighted) -> bool:
    subjects = [term for term in weighted.terms if term.subject]
    if subjects and not any(matched(term, around) >= 1.0 for term in subjects):
        return False
    return weighted.coverage(around) >= _TOPIC


def _repeats(weighted: Weighted, source: str) -> bool:
    """Does the source hold a word of what was said besides the names of things?"""
    return any(matched(term, source) >= 1.0 for term in weighted.terms if not term.subject and term.weight >= 1.0)


def _unnamed(folded: str, rules: ContrastRules) -> str:
    """``folded`` without the names that hold a word of contrast (两化融合) and without what is only weighed (是否)."""
    return words(rules.names).remove(folded).replace(" ", "")


def _denies(said: str, rules: ContrastRules) -> bool:
    return words(rules.negative).within(said)


def _opposed(said: str, source: str, rules: ContrastRules) -> bool:
    for line in rules.opposites:
        left, _, right = line.partition("|")
        for one, other in ((words(left), words(right)), (words(right), words(left))):
            apart = not other.within(said) and _asserted(other, source, rules) and not one.within(source)
            if apart and _asserted(one, said, rules):
                return True
    return False


def _asserted(wanted: Words, text: str, rules: ContrastRules) -> bool:
    """Does a word stand in ``text`` without a denial right before it (不是每个都必须)?"""
    found = wanted.first(text)
    return found is not None and not words(rules.negative).within(text[max(0, found.start() - _DENIED) : found.start()])


def _denied(said: str, source: str, rules: ContrastRules) -> bool:
    """The question denies an action that the source asks for."""
    denial = words(rules.denials).first(said)
    if denial is None:
        return False
    after = said[denial.end() : denial.end() + _WINDOW]
    if after.startswith(_HASTE):
        return False
    for line in rules.actions:
        action = words(line)
        found = action.first(source)
        if action.within(after) and found and not words(rules.denials).within(source):
            return words(rules.affirmations).within(source[: found.start()])
    return False


def _more_than_only(said: str, source: str, rules: ContrastRules) -> bool:
    """``said`` takes one thing for enough, the source says that it is not."""
    if not words(rules.only).within(said) or words(rules.not_only).within(said):
        return False
    after = [
        source[match.end() : match.end() + _AFTER_ONLY] for match in words(rules.not_only).pattern.finditer(source)
    ]
    return any(_common(said, part) >= _SAME_WORD for part in after)


def _needed(said: str, source: str, weighted: Weighted, rules: ContrastRules) -> bool:
    """``said`` spares a thing that the source calls for, in the words right behind."""
    spared = words(rules.spared).first(said)
    if spared is None or words(rules.spared).within(source) or words(rules.denials).within(source):
        return False
    named = said[spared.end() :] or said[: spared.start()]
    terms = [term for term in weighted.terms if not term.subject and len(term.word) > 1 and matched(term, named) >= 1.0]
    after = [source[match.end() : match.end() + _OBLIGED] for match in words(rules.musts).pattern.finditer(source)]
    return any(matched(term, part) >= 1.0 for term in terms for part in after)


def _not_the_same(said: str, source: str, rules: ContrastRules) -> bool:
    """``said`` calls two things one and the same, the source tells them apart."""
    same = words(rules.same).first(said)
    if same is None or words(rules.same).within(source) or not words(rules.apart).within(source):
        return False
    sides = re.split(r"和|跟|与|同|就是|等于", said[: same.end()], maxsplit=1)
    return len(sides) > 1 and all(_common(side, source) >= _SAME_WORD for side in sides)


def _common(one: str, other: str) -> int:
    """Characters of the longest stretch both have."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _negated(said: str, source: str, weighted: Weighted, rules: ContrastRules) -> bool:
    """The source says not, or cannot, right before words of what was said."""
    if _denies(said, rules):
        return False
    terms = [term for term, weight in zip(weighted.terms, weighted.weights, strict=True) if weight and not term.subject]
    after = [source[match.end() : match.end() + _WINDOW] for match in words(rules.negations).pattern.finditer(source)]
    return any(matched(term, part) >= 1.0 for term in terms for part in after if not part.startswith(_ONLY))


def _other_order(said: str, source: str) -> bool:
    """The question puts something before an event that the source puts after it, or the other way round."""
    there = [(match["event"], match["side"]) for match in _ORDER.finditer(source)]
    return any(
        match["side"] != side and (match["event"].endswith(event) or event.endswith(match["event"][-_EVENT:]))
        for match in _ORDER.finditer(said)
        for event, side in there
    )


def _same_duties(said: str, source: str, rules: ContrastRules) -> list[tuple[str, str]]:
    """Duties both speak of, a line of ``duties`` each: the word in ``said`` and the word in ``source``."""
    found = ((words(line).first(said), words(line).first(source)) for line in rules.duties)
    return [(mine[0], there[0]) for mine, there in found if mine and there]


def _other_actor(said: str, source: str, rules: ContrastRules) -> bool:
    """The question names one person in charge, the source another for the same duty."""
    return any(_others(said, source, duty, rules) for duty in _same_duties(said, source, rules))


def _other_receiver(said: str, source: str, rules: ContrastRules) -> bool:
    """The question names one who is reported to, the source only others."""
    named, there = _receivers(said, rules), _receivers(source, rules)
    return bool(named and there) and not any(name in source for name in named)


def _receivers(text: str, rules: ContrastRules) -> list[str]:
    to_whom, reporting = (words(listing).pattern.pattern for listing in (rules.to_whom, rules.reporting))
    named = re.finditer(rf"(?:{to_whom})(?P<who>[^，。；]{{2,24}}?)(?:{reporting})", text)
    return [name for match in named for name in words(rules.actors).all(match["who"])]


def _others(said: str, source: str, duty: tuple[str, str], rules: ContrastRules) -> bool:
    before, at = said[: said.find(duty[0])], source.find(duty[1])
    marked = list(_IN_CHARGE.finditer(before[-_WINDOW * 2 :]))
    if not marked:
        return False
    named = words(rules.actors).all(before[-_WINDOW * 2 :][marked[-1].end() :])
    there = source[max(0, at - 2 * _WINDOW) : at + _REACH]
    actual = (
        [actor for actor in words(rules.actors).all(there) if actor not in before[: -len(named[-1])]] if named else []
    )
    if not named or not actual:
        return False
    return not any(_same_actor(name, other, rules) for name in named for other in actual) and named[-1] not in source


def _same_actor(one: str, other: str, rules: ContrastRules) -> bool:
    """The same name, a part of it, or another word for it."""
    alike = any(one in line.split() and other in line.split() for line in rules.same_actors)
    return alike or one in other or other in one
