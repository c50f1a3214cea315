"""Which of the things known before is which of the things found now: one to one, the surest likeness first."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Likeness(Generic[T]):
    """Two things are alike when their keys are equal; ``unique``: only where no third thing has that key."""

    key: Callable[[T], Hashable | None]
    unique: bool = True


def paired(known: Sequence[T], found: Sequence[T], likenesses: Iterable[Likeness[T]]) -> dict[int, int]:
    """Index of a found thing → index of the known one it is again."""
    pairs: dict[int, int] = {}
    for likeness in likenesses:
        before = _grouped(known, likeness, set(pairs.values()))
        for key, places in _grouped(found, likeness, set(pairs)).items():
            old = before.get(key, [])
            if not likeness.unique or len(old) == len(places) == 1:
                pairs.update(zip(places, old, strict=False))
    return pairs


def _grouped(things: Sequence[T], likeness: Likeness[T], used: set[int]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        key = likeness.key(thing) if place not in used else None
        if key is not None:
            groups[key].append(place)
    return groups


def pair_similar(
    known: Sequence[T], found: Sequence[T], pairs: dict[int, int], likely: Callable[[T, T], float], least: float
) -> None:
    """Pair what is left by likeness (0: never) of at least ``least``, the likeliest first."""
    used = set(pairs.values())
    rest = [(place, thing) for place, thing in enumerate(known) if place not in used]
    shares = [(likely(old, new), n, k) for n, new in enumerate(found) if n not in pairs for k, old in rest]
    for _, n, k in sorted((s for s in shares if s[0] >= least), key=lambda s: (-s[0], s[1], s[2])):
        if n not in pairs and k not in used:
            pairs[n] = k
            used.add(k)
