"""False premises put right: first what the source says, then the answer."""

from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block, Point, piece_of, points_of
from .connectives import Phrases
from .contrast import plainly, presupposed
from .examining import Evidence, Tools, same_place, side_weights
from .lists import list_block, other_count
from .premise import Contradiction, contradiction
from .selection import Room, beside, choose
from .swapped import mixed_up

_UNDER = 2


def false_premise(evidence: Evidence, tools: Tools) -> Contradiction | None:
    """What the question takes for granted and the source contradicts."""
    if tools.contrast is None or "clause" in evidence.analysis.kinds:
        return None
    taken = presupposed(evidence.analysis.text, tools.contrast)
    for said in taken:
        weighted = side_weights(said, evidence, tools)
        found = contradiction(said, evidence.scored, weighted, tools.contrast)
        if found:
            return found
    text = plainly(evidence.analysis.text)
    unit = mixed_up(text, evidence.scored, side_weights(text, evidence, tools)) if taken else None
    return Contradiction(text, unit) if unit else None


def corrected(false: Contradiction, evidence: Evidence, tools: Tools, room: Room) -> tuple[Block, ...]:
    """First that the premise does not hold, with the sentence that says so; then the answer."""
    phrases = tools.connectives.phrases
    lead = Block(phrases.premise, (Point(false.unit.text, (piece_of(false.unit),)),))
    rest = [item for item in evidence.scored if not same_place(item.unit, false.unit)]
    under = beside(false.unit, evidence.scored, _UNDER) if false.unit.line.role == "heading" else []
    chosen = choose(
        rest, replace(room, characters=room.characters - len(false.unit.text), sentences=room.sentences - 1)
    )
    if chosen is None:
        return (lead,)
    others = [unit for unit in (chosen.first, *chosen.main, *chosen.support) if unit not in under]
    return lead, Block(phrases.more, points_of([*under, *others]), "bullets")


def recounted(evidence: Evidence, tools: Tools) -> tuple[Block, ...]:
    """The list the question means, where it takes another number of items for granted; empty when it does not."""
    found = other_count(evidence.analysis, evidence.passages, evidence.weighted, tools.sections)
    if found is None or "clause" in evidence.analysis.kinds:
        return ()
    said, group = found
    block = list_block(group, tools.connectives.phrases)
    intro = tools.connectives.phrases.premise_count.format(said=said, actual=len(group.items))
    return (replace(block, intro=intro),)


def corrects(blocks: Sequence[Block], phrases: Phrases) -> bool:
    """Do the blocks begin by putting a premise right?"""
    return bool(blocks) and blocks[0].intro.startswith(phrases.premise)
