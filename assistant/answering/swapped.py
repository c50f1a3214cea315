"""What the source says of one thing, told of its neighbour: 预防措施针对符合性 where the text says so of 纠正措施.

A passage often tells two things apart, each in a sentence of its own. A question that names one of them with the words
of the other's sentence, and with none of its own, has mixed them up.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..text.normalize import fold_text
from .matching import Weighted, matched
from .scoring import Scored
from .units import Unit

_CONSIDERED = 14
_ENOUGH = 2
"""Words of the other's sentence that make it a mix-up."""
_ABSENT = 0.5
_TOLD = re.compile(r"^(?P<subject>[\u4e00-\u9fff]{2,8}?)(?:则)?(?:主要|是为了?|是指|针对|用于|用来|负责|侧重|着重)")
_CLAUSES = re.compile(r"[,;。?、]")


class _Told(NamedTuple):
    """A sentence that tells of ``subject``."""

    subject: str
    text: str
    unit: Unit


def mixed_up(said: str, scored: Sequence[Scored], weighted: Weighted) -> Unit | None:
    """The sentence on what ``said`` names, where ``said`` tells of it what the source tells of its neighbour."""
    told = [found for item in scored[:_CONSIDERED] if (found := _told(item.unit))]
    folded = fold_text(said)
    for own in (one for one in told if one.subject in folded):
        if any(_taken(folded, own, other, told, weighted) for other in told if _neighbours(own, other)):
            return own.unit
    return None


def _told(unit: Unit) -> _Told | None:
    text = fold_text(unit.text)
    match = _TOLD.match(text)
    return _Told(match["subject"], text[match.end() :], unit) if match else None


def _neighbours(one: _Told, other: _Told) -> bool:
    """Two things told apart in one document."""
    same = one.unit.passage.chunk.document_id == other.unit.passage.chunk.document_id
    return same and one.subject not in other.subject and other.subject not in one.subject


def _taken(said: str, own: _Told, other: _Told, told: Sequence[_Told], weighted: Weighted) -> bool:
    """Does ``said`` give ``own`` the words of ``other`` alone, and ``other`` none of its own?"""
    wrong = right = 0
    for clause, subject in _of_whom(said, (own.subject, other.subject)):
        mine = " ".join(one.text for one in told if one.subject == subject)
        theirs = other.text if subject == own.subject else own.text
        words = [term for term in weighted.terms if matched(term, clause) >= 1.0 and term.word not in subject]
        wrong += sum(matched(term, theirs) >= 1.0 and matched(term, mine) < _ABSENT for term in words)
        right += sum(matched(term, mine) >= 1.0 and matched(term, theirs) < _ABSENT for term in words)
    return wrong >= _ENOUGH and not right


def _of_whom(said: str, subjects: tuple[str, str]) -> list[tuple[str, str]]:
    """The clauses of ``said``, each with the one it tells of; a clause that names none goes on with the one before."""
    found: list[tuple[str, str]] = []
    subject = ""
    for clause in _CLAUSES.split(said):
        named = [name for name in subjects if name in clause]
        if len(named) > 1:
            return []
        subject = named[0] if named else subject
        if subject:
            found.append((clause, subject))
    return found
