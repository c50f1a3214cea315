"""Several questions answered one after the other, each under its own words, or told plainly that nothing answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.answer import Audience
from ..text.normalize import fold_text
from .analysis import Analysis
from .asked import asked_kinds, is_told
from .blocks import Block, Point
from .compose import compose
from .connectives import Phrases
from .correction import corrects
from .examining import Evidence, Tools
from .matching import around_of, matched
from .parts import without_lead
from .selection import Room
from .sufficiency import EvidenceRules, judge

_REST = 3
_LEADING = 5
_OF_ITS_OWN = 1.0
_MOST = 0.6
"""Share of the words of a part from which it is plain that a sentence that holds them answers it."""
_ROOM = Room(characters=280, sentences=3, passages=2, of_one=3)


@dataclass(frozen=True)
class Told:
    """A part with the blocks that answer it; none where the sources do not."""

    asked: str
    blocks: tuple[Block, ...]


def founded(part: Evidence, tools: Tools, rules: EvidenceRules, figure: str | None) -> bool:
    """Do the passages answer a part: the number, person, time or consequence it asks for, and what it is about?"""
    verdict = judge(part.analysis, part.passages, part.scored, rules, figure=figure)
    return verdict.reason not in ("nothing", "figure") and is_told(part.analysis, part.scored, tools.connectives)


def plainly(part: Evidence, tools: Tools) -> bool:
    """Does a sentence hold most of what a part asks, or the person, time or consequence that is asked for?"""
    return bool(asked_kinds(part.analysis.text, tools.connectives)) or _held(part) >= _MOST


def _held(part: Evidence) -> float:
    """The share of the asker's own words that the best sentence with its titles holds."""
    own = [term for term in part.analysis.terms if term.weight >= _OF_ITS_OWN or not part.analysis.said]
    own = [term for term in own if not part.analysis.said or term.word in fold_text(part.analysis.said)] or own
    total = sum(term.weight for term in own) or 1.0
    best = (around_of(item.unit) for item in part.scored[:_LEADING])
    return max((sum(term.weight * matched(term, text) for term in own) / total for text in best), default=0.0)


def compose_parts(
    whole: Evidence,
    parts: Sequence[Evidence],
    tools: Tools,
    audience: Audience | None = None,
    unfounded: Sequence[Evidence] = (),
) -> tuple[Block, ...]:
    """The blocks of every part; those of the whole where it asks one thing or takes something false for granted.

    Nothing is composed for the ``unfounded`` parts: that nothing answers them is said in their place.
    """
    blocks = compose(whole, tools, audience)
    phrases = tools.connectives.phrases
    if len(parts) < 2 or not blocks or corrects(blocks, phrases):
        return blocks
    answers = _apart([_told(part, tools, audience, unfounded) for part in parts])
    said: list[Point] = []
    found: list[Block] = []
    for answer in answers:
        fresh = _untold(answer.blocks, said, phrases)
        if answer.blocks and not fresh:
            continue
        said.extend(point for block in fresh for point in block.points)
        found.extend(_headed(fresh, answer.asked, phrases))
    rest = [point for block in _untold(blocks, said, phrases) for point in block.points][:_REST]
    return (*found, Block(phrases.related, tuple(rest), "bullets")) if rest else tuple(found)


def _told(part: Evidence, tools: Tools, audience: Audience | None, unfounded: Sequence[Evidence]) -> Told:
    asked = _words_of(part.analysis)
    return Told(asked, () if part in unfounded else compose(part, tools, audience, _ROOM))


def _words_of(part: Analysis) -> str:
    return without_lead(part.said or part.text).rstrip("？?。！!，, ")


def _apart(answers: Sequence[Told]) -> list[Told]:
    """What answers a later part first is not told before it; parts with one first sentence are answered together."""
    found: list[Told] = []
    leads = [_lead(answer) for answer in answers]
    for at, (answer, lead) in enumerate(zip(answers, leads, strict=True)):
        twin = next((n for n, one in enumerate(found) if lead and _lead(one) == lead), None)
        if twin is not None:
            found[twin] = replace(found[twin], asked=f"{found[twin].asked}；{answer.asked}")
            continue
        later = {one.pieces for one in leads[at + 1 :] if one and one != lead}
        kept = ((block, tuple(p for p in block.points if p.pieces not in later)) for block in answer.blocks)
        found.append(replace(answer, blocks=tuple(replace(block, points=points) for block, points in kept if points)))
    return found


def _lead(answer: Told) -> Point | None:
    return next((point for block in answer.blocks for point in block.points), None)


def _untold(blocks: Sequence[Block], told: Sequence[Point], phrases: Phrases) -> list[Block]:
    """Without what an earlier part has said and without what only stands near."""
    said = {point.pieces for point in told}
    near = [block for block in blocks if block.intro != phrases.related]
    fresh = ((block, tuple(point for point in block.points if point.pieces not in said)) for block in near)
    return [replace(block, points=points) for block, points in fresh if points]


def _headed(blocks: Sequence[Block], asked: str, phrases: Phrases) -> list[Block]:
    """The part in front of its answer, instead of words that only lead over; without one, that nothing was found."""
    if not blocks:
        return [Block(phrases.unfounded.format(part=asked), ())]
    label = phrases.part.format(part=asked)
    first = blocks[0]
    intro = label if first.intro in (phrases.verdict_see, phrases.more) else f"{label}{first.intro}"
    return [replace(first, intro=intro), *blocks[1:]]
