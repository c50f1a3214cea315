"""The answer to a question about a clause: the clause itself, in reading order, not a search result."""

from collections.abc import Sequence

from ..domain.evidence import Passage
from .analysis import Analysis
from .blocks import Block, Point, piece_of, points_of
from .connectives import Phrases
from .scoring import Scored
from .selection import Room
from .units import Unit, units_of

_ALSO_CLAUSES = 4
_CLAUSE_ROOM = 1.4


def clause_blocks(
    analysis: Analysis, passages: Sequence[Passage], scored: Sequence[Scored], phrases: Phrases, room: Room
) -> tuple[Block, ...]:
    """The looked-up clause: its title, its first sentence, then what bears on the question; empty without one."""
    looked_up = [passage for passage in passages if "lookup" in passage.found_by]
    if not analysis.references or not looked_up:
        return ()
    head = looked_up[0].chunk
    same = [p for p in looked_up if (p.chunk.version_id, p.chunk.clause) == (head.version_id, head.clause)]
    same.sort(key=lambda passage: passage.chunk.ordinal)
    units = [unit for passage in same for unit in units_of(passage) if unit.line.role != "heading"]
    if not units:
        return ()
    scores = {(item.unit.passage.chunk.id, item.unit.position): item.score for item in scored}
    wanted = sorted(units[1:], key=lambda unit: -scores.get((unit.passage.chunk.id, unit.position), 0.0))
    chosen = sorted(_within(wanted, room, len(units[0].text)), key=units.index)
    title = same[0].chunk.path[-1] if same[0].chunk.path else head.clause or ""
    intro = phrases.clause.format(document=same[0].document, title=title)
    others = [unit for passage in looked_up if passage not in same for unit in units_of(passage)[:1]][:_ALSO_CLAUSES]
    blocks = [
        Block(intro, (Point(units[0].text, (piece_of(units[0]),)),)),
        Block(phrases.more, points_of(chosen, units[0].headings[-1:]), "bullets"),
        Block(phrases.related, points_of(others), "bullets"),
    ]
    return tuple(block for block in blocks if block.points)


def _within(units: Sequence[Unit], room: Room, used: int) -> list[Unit]:
    """The first of ``units`` that fit into an answer of more than ordinary length."""
    found: list[Unit] = []
    for unit in units:
        if len(found) < room.sentences and used + len(unit.text) <= _CLAUSE_ROOM * room.characters:
            found.append(unit)
            used += len(unit.text)
    return found
