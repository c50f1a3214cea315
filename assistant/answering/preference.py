"""Which passages lead: one list before another, current editions before old ones, looked-up clauses alone."""

from collections.abc import Sequence

from ..domain.evidence import Passage
from ..text.normalize import fold_text
from .analysis import Analysis
from .scoring import Scored

_FIRST = 5
_OWN_SHOWN = 2
_KNOWLEDGE_SHOWN = 4
"""Of norms and guidance that somebody took the trouble to add; a firm's papers only say how one firm does it."""
_LEADING = 6
"""Passages of the leading list that stand before the first of the other."""


def merged(leading: Sequence[Passage], other: Sequence[Passage], limit: int) -> list[Passage]:
    """The best of ``leading``, then the best of ``other``, then what is left, each passage once."""
    ordered = [*leading[:_LEADING], *other[: limit - _LEADING], *leading[_LEADING:], *other]
    return list({passage.chunk.id: passage for passage in ordered}.values())[:limit]


def by_evidence(passages: Sequence[Passage], scored: Sequence[Scored]) -> list[Passage]:
    """The passages by their best sentence for the question: the last stage of ranking. Looked-up clauses stay first."""
    best: dict[str, float] = {}
    for item in scored:
        key = item.unit.passage.chunk.id
        best[key] = max(best.get(key, item.score), item.score)
    fixed = [passage for passage in passages if "lookup" in passage.found_by]
    rest = [passage for passage in passages if "lookup" not in passage.found_by]
    return [*fixed, *sorted(rest, key=lambda passage: -best.get(passage.chunk.id, 0.0))]


def own_in_front(passages: Sequence[Passage], library: str, known: bool) -> list[Passage]:
    """The best of the user's own documents among the first five where they speak to the question (``known``)."""
    own = [passage for passage in passages if passage.chunk.workspace != library]
    seats = _OWN_SHOWN if any(passage.role == "client" for passage in own[:1]) else _KNOWLEDGE_SHOWN
    shown = sum(passage.chunk.workspace != library for passage in passages[:_FIRST])
    fixed = any("lookup" in passage.found_by for passage in passages[:1])
    if not known or fixed or shown >= seats or len(own) == len(passages):
        return list(passages)
    seated = own[:seats]
    others = [passage for passage in passages if passage not in seated]
    front = [*others[: _FIRST - len(seated)], *seated]
    return [*(passage for passage in passages if passage in front), *others[_FIRST - len(seated) :]]


def readable(passages: Sequence[Passage], analysis: Analysis, standard: str, library: str) -> list[Passage]:
    """What an answer may be built from: superseded editions only where nothing else is there; for a clause its text.

    A number without a document means ``standard``, unless the user's own documents have it.
    """
    current = [passage for passage in passages if not passage.superseded] or list(passages)
    looked_up = clauses_of(current, analysis)
    if not looked_up or any(reference.document for reference in analysis.references):
        return looked_up or current
    own = [passage for passage in looked_up if passage.chunk.workspace != library]
    meant = [passage for passage in looked_up if fold_text(standard) in fold_text(passage.document)]
    chapters = any(reference.kind == "chapter" for reference in analysis.references)
    return (meant or own or looked_up) if chapters else (own or meant or looked_up)


def clauses_of(passages: Sequence[Passage], analysis: Analysis) -> list[Passage]:
    """The passages that are the text of a clause the question refers to."""
    return [passage for passage in passages if analysis.references and "lookup" in passage.found_by]
