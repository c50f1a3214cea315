"""Several questions answered one after the other, each under its own words."""

from collections.abc import Sequence
from dataclasses import replace

from ..domain.answer import Audience
from .blocks import Block, Point
from .compose import compose
from .connectives import Phrases
from .correction import corrects
from .examining import Evidence, Tools
from .selection import Room

_REST = 3
_ROOM = Room(characters=280, sentences=3, passages=2, of_one=3)


def compose_parts(
    whole: Evidence, parts: Sequence[Evidence], tools: Tools, audience: Audience | None = None
) -> tuple[Block, ...]:
    """The blocks of every part; those of the whole where it asks one thing or takes something false for granted."""
    blocks = compose(whole, tools, audience)
    phrases = tools.connectives.phrases
    if len(parts) < 2 or not blocks or corrects(blocks, phrases):
        return blocks
    told: list[Point] = []
    found: list[Block] = []
    for part in parts:
        fresh = _untold(compose(part, tools, audience, _ROOM), told, phrases)
        told.extend(point for block in fresh for point in block.points)
        found.extend(_headed(fresh, part.analysis.text, phrases))
    rest = [point for block in _untold(blocks, told, phrases) for point in block.points][:_REST]
    return (*found, Block(phrases.related, tuple(rest), "bullets")) if rest else tuple(found)


def _untold(blocks: Sequence[Block], told: Sequence[Point], phrases: Phrases) -> list[Block]:
    """Without what an earlier part has said and without what only stands near."""
    said = {point.pieces for point in told}
    near = [block for block in blocks if block.intro != phrases.related]
    fresh = ((block, tuple(point for point in block.points if point.pieces not in said)) for block in near)
    return [replace(block, points=points) for block, points in fresh if points]


def _headed(blocks: Sequence[Block], asked: str, phrases: Phrases) -> list[Block]:
    """The part in front of its answer, instead of words that only lead over."""
    if not blocks:
        return []
    label = phrases.part.format(part=asked.rstrip("？?。！!，, "))
    first = blocks[0]
    intro = label if first.intro == phrases.verdict_see else f"{label}{first.intro}"
    return [replace(first, intro=intro), *blocks[1:]]
