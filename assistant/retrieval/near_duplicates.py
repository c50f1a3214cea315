"""Passages that say the same in the same words: one is shown, its copies wait behind the distinct passages."""

from collections.abc import Sequence

from ..domain.evidence import Passage
from .terms import pairs

_SAME = 0.9


def copies_last(passages: Sequence[Passage]) -> list[Passage]:
    """The passages in order, near-copies of an earlier one of the same role moved to the end."""
    kept: list[tuple[Passage, frozenset[str]]] = []
    copies: list[Passage] = []
    for passage in passages:
        words = frozenset(pairs(passage.chunk.text))
        if any(passage.role == other.role and _alike(words, seen) for other, seen in kept):
            copies.append(passage)
        else:
            kept.append((passage, words))
    return [passage for passage, _ in kept] + copies


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Jaccard similarity of the character pairs, sizes compared first."""
    small, large = sorted((len(left), len(right)))
    if not large or small < _SAME * large:
        return small == large
    shared = len(left & right)
    return shared >= _SAME * (small + large - shared)
