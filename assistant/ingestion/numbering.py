"""Which numbered lines form the document's own numbering: the best increasing chain, so that references fall out."""

from collections.abc import Sequence
from typing import NamedTuple

_WINDOW = 48
_GAP = -1.5
_RESTART = -4.0
_NEW_PART = -0.2
_LATE_START = -0.5
_LATE_CHILD = -0.7
_NO_PARENT = -0.4


class Numbered(NamedTuple):
    """A numbered line: its value level by level, how much it looks like a heading, and in which part it stands."""

    line: int
    ordinal: tuple[int, ...]
    weight: float
    epoch: int = 0
    """Grows at each boundary (annex, sheet, chapter) behind which numbers may begin again."""
    key: str = ""
    """Folded title, to know a repeated heading."""


def best_chain(candidates: Sequence[Numbered]) -> set[int]:
    """Line indexes of the chain with the highest sum of weights and transition costs.

    A step to the next sibling, to a first child or up to the next number of a level above is free, a gap costs 1.5,
    a new start 4 (0.2 behind a boundary), a step backwards is impossible.
    """
    totals: list[float] = []
    previous: list[int] = []
    for index, candidate in enumerate(candidates):
        score, link = _start_cost(candidate), -1
        for earlier in range(max(0, index - _WINDOW), index):
            step = _step(candidates[earlier], candidate)
            if step is not None and totals[earlier] + step > score:
                score, link = totals[earlier] + step, earlier
        totals.append(score + candidate.weight)
        previous.append(link)
    return _trace(candidates, totals, previous)


def _trace(candidates: Sequence[Numbered], totals: list[float], previous: list[int]) -> set[int]:
    if not totals or max(totals) <= 0:
        return set()
    index = max(range(len(totals)), key=totals.__getitem__)
    chain: set[int] = set()
    while index >= 0:
        chain.add(candidates[index].line)
        index = previous[index]
    return chain


def _start_cost(candidate: Numbered) -> float:
    return 0.0 if candidate.ordinal[-1] <= 1 else _LATE_START


def _step(before: Numbered, after: Numbered) -> float | None:
    a, b = before.ordinal, after.ordinal
    if a == b and before.key == after.key:
        return 0.0 if before.key else None
    if b > a:
        return _forward(a, b)
    if b[-1] != 1 or (len(b) > 1 and b[0] != 1):
        return None
    return _NEW_PART if after.epoch != before.epoch else _RESTART


def _forward(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Free for the next sibling, a first child or the next number above; dear for a jump."""
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if shared == len(a):
        return 0.0 if b[shared:] == (1,) else _LATE_CHILD
    if b[shared] != a[shared] + 1:
        return _GAP
    below = b[shared + 1 :]
    return 0.0 if not below else _NO_PARENT if set(below) == {1} else _GAP
