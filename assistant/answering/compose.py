"""The extractive composer: an answer built only from slices of the source, framed by plain connecting words."""

from dataclasses import replace

from ..domain.answer import Audience
from ..text.normalize import fold_text
from .analysis import asks_meaning
from .asked import asked_kinds
from .blocks import Block, Piece, Point, piece_of, point_of, points_of
from .clause_answer import clause_blocks
from .comparing import comparison
from .correction import corrected, corrects, false_premise, recounted
from .examining import Evidence, Tools
from .lists import Group, best_group, clean_title, list_block
from .matching import around_of, matched
from .premise import wrong_count
from .scoring import defining
from .selection import Chosen, Room, choose
from .units import Unit
from .words import words

_LIST_FIT = 0.34
_BY_NAME = 0.1
"""Less fit is needed where the question holds the name of the list."""
_LISTED = ("list", "procedure")
_ALSO = 0.8
_OWN_NEAR = 0.55
_OWN_ROOM = Room(characters=300, sentences=3, passages=2, of_one=2)
_OWN_OF_PART = Room(characters=140, sentences=2, passages=1, of_one=2)
_SHAPED = 8
_MANY = 3
_LIST_SHARE = 0.7
_LEADING = 5
_STEPS = 6
_NAMED = 0.4
"""From here on a word of the question counts as named in a sentence that says no."""
_ROOMS: dict[Audience | None, Room] = {"决策层": Room(characters=320, sentences=5, passages=3), None: Room()}


def compose(
    evidence: Evidence, tools: Tools, audience: Audience | None = None, room: Room | None = None
) -> tuple[Block, ...]:
    """Blocks of the answer by kind of question; empty when there is nothing to quote. ``room`` is else the reader's."""
    blocks = _blocks(evidence, tools, room or _ROOMS.get(audience, _ROOMS[None]))
    return _with_own(blocks, evidence, tools, _OWN_ROOM if room is None else _OWN_OF_PART)


def hedged(blocks: tuple[Block, ...], tools: Tools) -> tuple[Block, ...]:
    """Said first that the question is not answered whole, unless a false premise is put right."""
    phrases = tools.connectives.phrases
    if not blocks or corrects(blocks, phrases):
        return blocks
    return (replace(blocks[0], intro=phrases.partial), *blocks[1:])


def _with_own(blocks: tuple[Block, ...], evidence: Evidence, tools: Tools, room: Room) -> tuple[Block, ...]:
    """Where the library alone has spoken, what the user's own documents say to it, if they come near."""
    told = {piece.passage.chunk.workspace for block in blocks for point in block.points for piece in point.pieces}
    if told != {tools.library} or evidence.analysis.references:
        return blocks
    own = [item for item in evidence.scored if item.unit.passage.chunk.workspace != tools.library]
    near = [item for item in own if item.score >= _OWN_NEAR * evidence.scored[0].score]
    chosen = choose(near, room)
    if chosen is None:
        return blocks
    units = (chosen.first, *chosen.main, *chosen.support)
    return (*blocks, Block(tools.connectives.phrases.own, points_of(units), "bullets"))


def _blocks(evidence: Evidence, tools: Tools, room: Room) -> tuple[Block, ...]:
    analysis = evidence.analysis
    false = false_premise(evidence, tools)
    if false:
        return corrected(false, evidence, tools, room)
    if blocks := recounted(evidence, tools):
        return blocks
    if "comparison" in analysis.kinds and (blocks := comparison(evidence, tools, room)):
        return blocks
    group = _wanted_list(evidence, tools)
    if group and _asks_first(evidence, tools):
        return _first_of(group, tools)
    if group:
        return _listed(group, evidence, tools)
    clause = clause_blocks(evidence.analysis, evidence.passages, evidence.scored, tools.connectives.phrases, room)
    if clause:
        return clause
    chosen = choose(evidence.scored, room)
    return _told(chosen, evidence, tools) if chosen else ()


def shape_fits(evidence: Evidence, tools: Tools) -> bool:
    """Do the passages hold the shape that was asked for: a defining sentence, a list of that many items?"""
    analysis = evidence.analysis
    if asks_meaning(analysis, tools.types):
        return any(defining(item.unit, analysis) for item in evidence.scored[:_SHAPED])
    wanted = {number for number, _ in analysis.counts if number >= _MANY}
    if wanted:
        group = best_group(analysis, evidence.passages, evidence.weighted, tools.sections)
        return group is not None and len(group.items) in wanted
    return True


def _wanted_list(evidence: Evidence, tools: Tools) -> Group | None:
    """A complete list where the question asks for one and the source has one under a fitting title."""
    kinds = evidence.analysis.kinds
    first = _asks_first(evidence, tools)
    if not any(kind in kinds for kind in _LISTED) and not evidence.analysis.counts and not first:
        return None
    if "definition" in kinds and "list" not in kinds:
        return None
    group = best_group(evidence.analysis, evidence.passages, evidence.weighted, tools.sections)
    if group is None:
        return None
    if group.covered < _LIST_SHARE * _best_coverage(evidence):
        return None
    needed = _LIST_FIT - (_BY_NAME if group.named else 0.0)
    needed += 0.0 if "list" in evidence.analysis.kinds else 0.16
    return group if group.fit >= needed else None


def _asks_first(evidence: Evidence, tools: Tools) -> bool:
    return "first" in asked_kinds(evidence.analysis.text, tools.connectives)


def _first_of(group: Group, tools: Tools) -> tuple[Block, ...]:
    """The first of a list, and what stands behind it; whether they are steps is for the source to say."""
    phrases = tools.connectives.phrases
    points = list_block(group, phrases).points
    return (
        Block(phrases.first.format(title=clean_title(group.title)), points[:1]),
        Block(phrases.then, points[1:_STEPS], "bullets"),
    )


def _best_coverage(evidence: Evidence) -> float:
    """Share of the question's weight in the best sentence with its titles."""
    around = (evidence.weighted.coverage(around_of(item.unit)) for item in evidence.scored[:_LEADING])
    return max(around, default=0.0)


def _listed(group: Group, evidence: Evidence, tools: Tools) -> tuple[Block, ...]:
    """The list, and behind it what other passages add."""
    phrases = tools.connectives.phrases
    block = list_block(group, phrases)
    over = wrong_count(evidence.analysis.counts, evidence.analysis.text, group)
    if over:
        block = replace(block, intro=phrases.premise_position.format(said=over[0], actual=over[1]))
    told = [piece for point in block.points for piece in point.pieces]
    rest = [item for item in evidence.scored if not any(_in_piece(item.unit, piece) for piece in told)]
    best = evidence.scored[0].score if evidence.scored else 0.0
    more = [item.unit for item in rest if item.score >= _ALSO * best][:2]
    return (block, Block(phrases.related, points_of(more), "bullets")) if more else (block,)


def _told(chosen: Chosen, evidence: Evidence, tools: Tools) -> tuple[Block, ...]:
    """A direct first sentence, the rest of its passage, then what others add."""
    phrases = tools.connectives.phrases
    if words(tools.types.where).within(evidence.analysis.text):
        return (Block("", tuple(_placed(unit) for unit in (chosen.first, *chosen.main, *chosen.support)), "bullets"),)
    blocks = [Block(verdict(chosen, evidence, tools), (Point(chosen.first.text, (piece_of(chosen.first),)),))]
    heading = chosen.first.headings[-1:]
    if chosen.main:
        intro = phrases.reasons if "reason" in evidence.analysis.kinds else phrases.more
        blocks.append(Block(intro, points_of(chosen.main, heading), "bullets"))
    if chosen.support:
        blocks.append(Block(phrases.related, points_of(chosen.support), "bullets"))
    return tuple(blocks)


def verdict(chosen: Chosen, evidence: Evidence, tools: Tools) -> str:
    """A direct yes or no, only where the leading sentence itself forbids, demands or allows what was asked."""
    analysis, rules = evidence.analysis, tools.connectives
    if not (analysis.permission or analysis.necessity):
        return ""
    text = chosen.first.text
    folded = fold_text(text)
    near = evidence.weighted.coverage(folded)
    whole = all(matched(term, folded) >= _NAMED for term in analysis.terms if term.weight >= 1.0)
    forbids, demands = words(rules.prohibition).within(text), words(rules.obligation).within(text)
    left_out = "omission" in asked_kinds(analysis.text, rules)
    if analysis.permission and whole and (demands if left_out and not forbids else forbids):
        return rules.phrases.verdict_no
    if analysis.necessity and demands and not forbids and near >= 0.35:
        return rules.phrases.verdict_yes
    return rules.phrases.verdict_see


def _placed(unit: Unit) -> Point:
    """A sentence with the section it stands in, for questions that ask where."""
    path = unit.passage.chunk.path
    return point_of(unit, clean_title(path[-1]) if path else "")


def _in_piece(unit: Unit, piece: Piece) -> bool:
    return unit.passage.chunk.id == piece.passage.chunk.id and unit.start < piece.end and piece.start < unit.end
