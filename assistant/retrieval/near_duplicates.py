"""Passages that say the same in the same words: one is shown, its copies wait behind the distinct passages."""

from collections.abc import Sequence

from ..domain.evidence import Passage
from .terms import pairs

_SAME = 0.9


def copies_last(passages: Sequence[Passage], limit: int) -> list[Passage]:
    """The first ``limit`` distinct passages in order, then the near-copies of one of them with the same role."""
    kept: list[tuple[Passage, frozenset[str]]] = []
    copies: list[Passage] = []
    for passage in passages:
        if len(kept) == limit:
            break
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
