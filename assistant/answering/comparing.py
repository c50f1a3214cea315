"""Two things told apart: for each side a sentence that is about it, then what both are told of alike.

A sentence is about a side when it begins with it or stands under its heading. One that only names it in passing, or
begins with another thing of the field, is not: 符合性审核是在管理评审之后 … tells nothing of 管理评审.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..text.normalize import fold_text
from .analysis import Term
from .blocks import Block, Point, piece_of, point_of, points_of
from .examining import Evidence, Tools, same_place, side_weights
from .matching import Weighted, context_of, matched
from .scoring import Scored
from .selection import Room, choose
from .units import Unit
from .words import words

_SHAPED = 8
_NAMED = 0.4
"""From here on a side counts as named in a sentence that sets two apart."""
_PARALLEL = 4
_BEGINS = 6
_BEFORE = re.compile(rf"^[^，。；,;在对与和从将把由为是]{{0,{_BEGINS}}}$")
"""What may stand before the subject of a sentence: 所谓, 两化融合 (方针), 主持 (管理评审)."""
_NAME_LENGTH = 14
_OWN = 0.3
"""Added for a sentence of the user's own documents: they come before the library."""
_MOST = 0.6
_BESIDE = Room(characters=160, sentences=2, passages=2, of_one=2)
_COVERED = 0.6
"""Share of the words of a side that is a phrase which a sentence or its headings must hold."""
_ENOUGH, _PLAINLY = 0.5, 0.9
"""What a sentence on a side must be worth, and one that is set beside that of the other."""
_SUBJECT, _HEADED, _IN_TEXT, _TELLING, _RIVAL, _OTHER, _BARE = 1.0, 0.7, 0.3, 0.4, 0.8, 0.25, 0.6
_SHORT = 6
"""Characters beyond the name of a side that a sentence on it must have."""
_TELLS = re.compile(
    r"^.{0,4}(?:是指|指的?是|是为了?|是(?!否|不)|主要|针对|用于|侧重|:|——|-|[(]|负责|由|[应须要可]|必须|不等于)"
)
_SETS_APART = r"[^，。；]{0,4}(?:是(?!否)|则|主要|针对|由|负责|侧重|指|回答|评价|解决)"
_ROW = " | "


@dataclass(frozen=True)
class Side:
    """One of the two: as the asker calls it, its names, its words weighed by the passages."""

    label: str
    names: tuple[str, ...]
    weighted: Weighted

    @property
    def words(self) -> tuple[Term, ...]:
        """Its words, also those that stand in no passage."""
        return self.weighted.terms


def comparison(evidence: Evidence, tools: Tools, room: Room) -> tuple[Block, ...]:
    """One point a side; where the sides are not named in the text, what each heading of the best passage says."""
    sides = sides_of(evidence, tools)
    if blocks := _one_sided(sides, evidence, tools):
        return blocks
    pair = _pair(sides, evidence, tools) or _parallel(evidence)
    if pair is None:
        return ()
    both = _of_both(sides, evidence, tools)
    told = [*([both] if both else []), *(unit for _, unit in pair)]
    points = (*([point_of(both)] if both else []), *(_labelled(label, unit) for label, unit in pair if unit != both))
    half = replace(room, characters=room.characters // 2, sentences=2 if both else 3, passages=3)
    alike = _alike(sides, evidence, tools, told, half)
    blocks = [Block("", points, "bullets"), *alike]
    rest = [item for item in evidence.scored if not any(same_place(item.unit, unit) for unit in told)]
    more = choose(rest, half) if not alike else None
    if more:
        extra = [more.first, *more.main, *more.support]
        blocks.append(Block(tools.connectives.phrases.related, points_of(extra), "bullets"))
    return tuple(blocks)


def _one_sided(sides: Sequence[Side], evidence: Evidence, tools: Tools) -> tuple[Block, ...]:
    """The one side that is told of, and that nothing was found on the other, where no passage names it."""
    absent = [side for side in sides if not _is_named(side, evidence)]
    if len(absent) != 1 or not _set_against(absent[0].label, evidence.analysis.text):
        return ()
    (told,) = (side for side in sides if side is not absent[0])
    unit = _best(told, absent[0], evidence, evidence.scored, tools)
    if unit is None:
        return ()
    phrases = tools.connectives.phrases
    rest = choose([item for item in evidence.scored if not same_place(item.unit, unit)], _BESIDE)
    more = points_of([rest.first, *rest.main, *rest.support]) if rest else ()
    blocks = (
        Block("", (_labelled(told.label, unit),), "bullets"),
        Block(phrases.unfounded.format(part=absent[0].label), ()),
    )
    return (*blocks, Block(phrases.related, more, "bullets")) if more else blocks


def _set_against(label: str, text: str) -> bool:
    """Is ``label`` named as one of the two (甲和乙), not only a word that stands in the question (上 ERP 那种)?"""
    name = re.escape(label)
    return re.search(rf"(?:[和与跟同及、]|比起){name}|{name}(?:[和与跟同及、]|相比)", text) is not None


def _is_named(side: Side, evidence: Evidence) -> bool:
    """Does any passage hold a name of the side, or most of its words?"""
    pool = [context_of(passage) for passage in evidence.passages]
    words_of = side.words
    total = sum(term.weight for term in words_of) or 1.0
    return any(
        any(name in text for name in side.names)
        or sum(term.weight * matched(term, text) for term in words_of) >= _MOST * total
        for text in pool
    )


def _labelled(label: str, unit: Unit) -> Point:
    return Point(f"{label}：{unit.text}" if not unit.text.startswith(label) else unit.text, (piece_of(unit),))


def sides_of(evidence: Evidence, tools: Tools) -> tuple[Side, ...]:
    """The two sides that are compared; none when they are not told apart or hold no words."""
    named = evidence.analysis.sides or ()
    sides = tuple(Side(label, _names(label, tools), side_weights(label, evidence, tools)) for label in named)
    return sides if all(side.words for side in sides) else ()


def _names(label: str, tools: Tools) -> tuple[str, ...]:
    mentions = [mention for mention in tools.glossary.mentions(label) if len(mention.word) * 2 > len(label)]
    names = [label, *(name for mention in mentions for name in (mention.word, *mention.term.names))]
    return tuple(dict.fromkeys(fold_text(name) for name in names if len(name) > 1))


def _pair(sides: Sequence[Side], evidence: Evidence, tools: Tools) -> list[tuple[str, Unit]] | None:
    """The sentence that tells most of each side."""
    if not sides:
        return None
    left, right = sides
    best = [_best(one, other, evidence, evidence.scored, tools) for one, other in ((left, right), (right, left))]
    if best[0] is None or best[1] is None or same_place(best[0], best[1]):
        return None
    return [(left.label, best[0]), (right.label, best[1])]


def _best(
    side: Side, other: Side, evidence: Evidence, scored: Sequence[Scored], tools: Tools, least: float = _ENOUGH
) -> Unit | None:
    top = max((item.score for item in evidence.scored), default=0.0) or 1.0
    ranked = [(_about(item.unit, side, other, tools) + 0.5 * item.score / top, item.unit) for item in scored]
    ranked = [(worth + _OWN * (unit.passage.chunk.workspace != tools.library), unit) for worth, unit in ranked]
    able = [(worth, unit) for worth, unit in ranked if worth >= least]
    return max(able, key=lambda pair: pair[0])[1] if able else None


def _about(unit: Unit, side: Side, other: Side, tools: Tools) -> float:
    """How plainly a sentence is about a side: begins with it, stands under it, tells what it is; less beside rivals."""
    text = fold_text(unit.text)
    titles = fold_text(" ".join((*unit.passage.chunk.path[-1:], *unit.headings)))
    begun = _begun(text, side, tools)
    headed = _headed(unit, side, tools)
    covered = side.weighted.coverage(f"{titles} {text}")
    if not begun and not headed and (covered < _COVERED or _only_longer(text, side, tools)):
        return -1.0
    worth = _SUBJECT if begun else _HEADED if headed else _IN_TEXT + 0.3 * covered
    worth += _TELLING if begun and _TELLS.match(text[text.find(begun) + len(begun) :]) else 0.0
    worth -= _OTHER if any(name in text or name in titles for name in other.names if name not in side.names) else 0.0
    elsewhere = words(tools.types.apart).within(text) and not any(name in text for name in other.names)
    worth -= _RIVAL if elsewhere or (not begun and _rival(text, side, tools)) else 0.0
    worth -= _BARE if len(text) < len(begun) + _SHORT or unit.line.role == "lead" else 0.0
    return worth - (_OTHER if _ROW in unit.text else 0.0)


def _begun(text: str, side: Side, tools: Tools) -> str:
    """The name of the side a sentence begins with; none where it is the beginning of a longer name (贯标咨询机构)."""
    begins = (name for name in side.names if name in text and _BEFORE.match(text[: text.find(name)]))
    head = text[: _BEGINS + _NAME_LENGTH]
    return next((name for name in begins if text.find(name) in _alone(head, name, side, tools)), "")


def _headed(unit: Unit, side: Side, tools: Tools) -> bool:
    """Does one of the titles over a sentence name the side, and not something that only holds its name?"""
    titles = [fold_text(title) for title in (*unit.passage.chunk.path[-1:], *unit.headings)]
    return any(_alone(title, name, side, tools) for title in titles for name in side.names if name in title)


def _only_longer(text: str, side: Side, tools: Tools) -> bool:
    """Do the names of the side stand in ``text`` only within longer ones (内审 in 内审员)?"""
    named = [name for name in side.names if name in text]
    return bool(named) and not any(_alone(text, name, side, tools) for name in named)


def _alone(text: str, name: str, side: Side, tools: Tools) -> list[int]:
    """Where ``name`` stands in ``text`` and is not the beginning of a longer name."""
    mentioned = (fold_text(mention.word) for mention in tools.glossary.mentions(text))
    longer = tuple(word for word in mentioned if word.startswith(name) and word not in side.names)
    places = (match.start() for match in re.finditer(re.escape(name), text))
    return [at for at in places if not text.startswith(longer, at)]


def _rival(text: str, side: Side, tools: Tools) -> bool:
    """Does the sentence begin with another thing of the field that it goes on to tell about?"""
    for mention in tools.glossary.mentions(text[:24]):
        name = fold_text(mention.word)
        at = text.find(name)
        if 0 <= at <= 2 and name not in side.names and not any(name in own or own in name for own in side.names):
            return bool(_TELLS.match(text[at + len(name) :]))
    return False


def _alike(sides: Sequence[Side], evidence: Evidence, tools: Tools, told: Sequence[Unit], room: Room) -> list[Block]:
    """What both sides are told of, who does it or when; only where each side has a sentence for it."""
    if len(sides) != 2:
        return []
    found: list[Block] = []
    taken, left = list(told), room.characters
    for aspect in tools.connectives.aspects:
        units = [_aspect(aspect.tells, one, other, evidence, tools, taken) for one, other in (sides, sides[::-1])]
        chosen = [unit for unit in units if unit]
        length = sum(len(unit.text) for unit in chosen)
        if len(chosen) < 2 or same_place(*chosen) or length > left:
            continue
        left -= length
        taken += chosen
        points = (_labelled(side.label, unit) for side, unit in zip(sides, chosen, strict=True))
        found.append(Block(aspect.label, tuple(points), "bullets"))
    return found


def _aspect(tells: str, side: Side, other: Side, evidence: Evidence, tools: Tools, told: Sequence[Unit]) -> Unit | None:
    able = [item for item in evidence.scored if words(tells).within(item.unit.text)]
    fresh = [item for item in able if not any(same_place(item.unit, unit) for unit in told)]
    return _best(side, other, evidence, fresh, tools, _PLAINLY)


def _of_both(sides: Sequence[Side], evidence: Evidence, tools: Tools) -> Unit | None:
    """A sentence that sets the two sides apart: … 不等于 … among the leading ones, 甲是 …，乙是 … anywhere."""
    for at, item in enumerate(evidence.scored):
        text = fold_text(item.unit.text)
        named = sides and all(side.weighted.coverage(text) >= _NAMED for side in sides)
        if named and (_each_told(text, sides) or (at < _SHAPED and words(tools.types.apart).within(text))):
            return item.unit
    return None


def _each_told(text: str, sides: Sequence[Side]) -> bool:
    """Does a clause of the sentence tell of each side?"""
    clauses = re.split(r"[，；。,;]", text)
    told = [
        {
            at
            for at, clause in enumerate(clauses)
            for name in side.names
            if re.match(re.escape(name) + _SETS_APART, clause)
        }
        for side in sides
    ]
    return bool(told[0]) and bool(told[1]) and told[0].isdisjoint(told[1])


def _parallel(evidence: Evidence) -> list[tuple[str, Unit]] | None:
    """The best sentence under each of the two to four headings of the leading passage."""
    home = evidence.scored[0].unit.passage.chunk.id if evidence.scored else ""
    best: dict[str, Unit] = {}
    for item in evidence.scored:
        if item.unit.passage.chunk.id == home and item.unit.headings:
            best.setdefault(item.unit.headings[0], item.unit)
    ordered = sorted(best.items(), key=lambda pair: pair[1].position)
    return ordered if 2 <= len(ordered) <= _PARALLEL else None
