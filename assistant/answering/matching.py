"""How far the words of a question stand in a piece of the source, rarer words of the passages heavier."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..domain.evidence import Passage
from ..text.normalize import fold_text
from .analysis import Term
from .units import Unit

_PARTIAL = 0.6


@dataclass(frozen=True)
class Weighted:
    """Terms of a question with weights that sum to 1, rarer words of the pool heavier.

    Words that stand nowhere in the pool have no weight here: they cannot tell one passage from another.
    """

    terms: tuple[Term, ...]
    weights: tuple[float, ...]

    def coverage(self, folded: str) -> float:
        """Share of the question's weight whose words stand in ``folded`` (0–1)."""
        return sum(weight * matched(term, folded) for term, weight in zip(self.terms, self.weights, strict=True))


def matched(term: Term, folded: str) -> float:
    """1 when a name of the term stands in ``folded``, less when only parts of a long word do."""
    if any(name in folded for name in term.names):
        return 1.0
    best = 0.0
    for name in term.names[:2]:
        if len(name) < 3 or name.isascii():
            continue
        pairs = _pairs(name)
        best = max(best, sum(pair in folded for pair in pairs) / len(pairs))
    return _PARTIAL * best if best >= 0.5 else 0.0


@lru_cache(maxsize=4096)
def _pairs(name: str) -> tuple[str, ...]:
    return tuple(name[i : i + 2] for i in range(len(name) - 1))


def weigh(terms: Sequence[Term], passages: Sequence[Passage]) -> Weighted:
    """Weights of the terms: their own times the rarity among the passages."""
    pool = [context_of(passage) for passage in passages]
    raw = [term.weight * _rarity(sum(matched(term, text) >= 0.5 for text in pool), len(pool)) for term in terms]
    total = sum(raw) or 1.0
    return Weighted(tuple(terms), tuple(weight / total for weight in raw))


def _rarity(found: int, size: int) -> float:
    return math.log(1 + (size + 1) / (found + 0.5)) if found else 0.0


def context_of(passage: Passage) -> str:
    """Everything a passage says, breadcrumb and title included, folded."""
    return fold_text(f"{passage.document} {' '.join(passage.chunk.path)} {passage.chunk.text}")


def heading_of(unit: Unit) -> str:
    """The titles over a sentence, folded."""
    return fold_text(" ".join((*unit.passage.chunk.path[-2:], *unit.headings)))


def around_of(unit: Unit) -> str:
    """A sentence with the titles over it, folded."""
    return heading_of(unit) + fold_text(unit.text)
