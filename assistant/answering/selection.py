"""Which sentences make the answer: the best one first, what stands beside it, then what other passages add."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..text.normalize import fold_text
from .scoring import Scored
from .units import Unit

_ANAPHOR = re.compile(
    r"^(?:[（(])?(?:因此|所以|从而|这|该|其(?!他|它|余)|此|上述|同时|但|然而|而且|而这|并且|对此|即使|形式上|作用上|一方面|另一方面)"
)
_ENOUGH = 0.48
"""Share of the best score below which a sentence is not told."""
_ADJACENT = 0.07
_CROWDED = 0.1
_REPEATED = 0.72
_WORDY = 150
_SHORT = 0.6
_REACH = 3


@dataclass(frozen=True)
class Room:
    """How much an answer may hold: characters, sentences, passages, and sentences of one passage."""

    characters: int = 430
    sentences: int = 7
    passages: int = 4
    of_one: int = 5


@dataclass(frozen=True)
class Chosen:
    """``first`` answers directly; ``main`` is the rest of its passage in reading order; ``support`` from others."""

    first: Unit
    main: tuple[Unit, ...]
    support: tuple[Unit, ...]


def choose(scored: Sequence[Scored], room: Room) -> Chosen | None:
    """Sentences for an answer; None when there are none."""
    if not scored:
        return None
    top = scored[0]
    first = _with_antecedent(top, scored)
    taken, used = [first], len(first.text)
    pool = [item for item in scored[1:] if not _inside(item.unit, first)]
    while pool and len(taken) < room.sentences:
        item = max(pool, key=lambda candidate: _worth(candidate, taken))
        pool.remove(item)
        if _worth(item, taken) < _ENOUGH * top.score:
            break
        if _fits(item.unit, taken, used, room):
            taken.append(item.unit)
            used += len(item.unit.text)
    taken.extend(_context(first, scored, taken, room, used))
    home = first.passage.chunk.id
    main = sorted((u for u in taken[1:] if u.passage.chunk.id == home), key=lambda unit: unit.position)
    support = [unit for unit in taken[1:] if unit.passage.chunk.id != home]
    return Chosen(first, tuple(main), tuple(support))


def beside(unit: Unit, scored: Sequence[Scored], limit: int) -> list[Unit]:
    """Up to ``limit`` sentences that stand right after ``unit`` in its chunk, in reading order."""
    home = [item.unit for item in scored if item.unit.passage.chunk.id == unit.passage.chunk.id]
    after = [other for other in home if unit.position < other.position <= unit.position + limit]
    return sorted(after, key=lambda other: other.position)


def _context(first: Unit, scored: Sequence[Scored], taken: Sequence[Unit], room: Room, used: int) -> list[Unit]:
    """What stands around the first sentence under the same heading, where the answer is still short."""
    if used >= _SHORT * room.characters:
        return []
    near = [
        item.unit
        for item in scored
        if item.unit.passage.chunk.id == first.passage.chunk.id
        and 0 < abs(item.unit.position - first.position) <= _REACH
        and item.unit.headings == first.headings
        and not _inside(item.unit, first)
    ]
    found: list[Unit] = []
    for unit in sorted(near, key=lambda other: (abs(other.position - first.position), -other.position)):
        fits = used + len(unit.text) <= room.characters and len(taken) + len(found) < room.sentences + 1
        if fits and unit not in taken and not _repeats(unit, [*taken, *found]):
            found.append(unit)
            used += len(unit.text)
    return found


def _worth(item: Scored, taken: Sequence[Unit]) -> float:
    """The score, more beside a sentence already told, less when its passage has been heard much."""
    same = [unit for unit in taken if unit.passage.chunk.id == item.unit.passage.chunk.id]
    beside = any(abs(unit.position - item.unit.position) == 1 and unit.headings == item.unit.headings for unit in same)
    return item.score + (_ADJACENT if beside else 0.0) - _CROWDED * max(0, len(same) - 1)


def _fits(unit: Unit, taken: Sequence[Unit], used: int, room: Room) -> bool:
    passages = {other.passage.chunk.id for other in taken}
    mine = sum(other.passage.chunk.id == unit.passage.chunk.id for other in taken)
    if mine >= room.of_one or (not mine and len(passages) >= room.passages):
        return False
    return used + min(len(unit.text), _WORDY) <= room.characters and not _repeats(unit, taken)


def _with_antecedent(top: Scored, scored: Sequence[Scored]) -> Unit:
    """The sentence, together with the one before it when it begins with 因此/这/同时."""
    unit = top.unit
    if not _ANAPHOR.match(unit.text):
        return unit
    before = next(
        (
            item.unit
            for item in scored
            if item.unit.line == unit.line and item.unit.position == unit.position - 1 and len(item.unit.text) <= _WORDY
        ),
        None,
    )
    return replace(unit, start=before.start) if before else unit


def _inside(unit: Unit, other: Unit) -> bool:
    return unit.passage.chunk.id == other.passage.chunk.id and other.start <= unit.start and unit.end <= other.end


def _repeats(unit: Unit, others: Sequence[Unit]) -> bool:
    mine = _pairs(unit.text)
    if not mine:
        return True
    return any(len(mine & theirs) >= _REPEATED * min(len(mine), len(theirs) or 1) for theirs in map(_pairs_of, others))


def _pairs_of(unit: Unit) -> set[str]:
    return _pairs(unit.text)


def _pairs(text: str) -> set[str]:
    folded = fold_text(text)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}
