"""How well a piece of the source speaks to a question: weighted words found, headings, cues of the asked kind."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..domain.evidence import Passage
from ..text.normalize import fold_text
from .analysis import Analysis, QuestionKind, Term
from .units import Unit, units_of
from .words import words

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""``similarity(question, texts)``: higher is closer; only the order and the spread matter."""

_DEFINES = re.compile(r"-|是指|是(?!否)|指的?是|指|即|:|相当于|也就是")
_RULED = frozenset[QuestionKind]({"who", "when", "quantity"})
_OCCASION = re.compile(
    r"\d{4}|[上本这那]一?[次回年月季]|最近|去年|今年|前年|[上下]半年|[一二三四1-4]季度|\d{1,2}月|已经|过了?[吗没]"
)
"""The question is about one event, so what was filled in for it is the answer."""
_FILLED = frozenset({"record", "register", "form"})
_FILLED_IN = 0.3
"""Off for what somebody filled in once, where the question asks who, when or how often as a rule."""
_ASKS_OF_TERM = frozenset[QuestionKind]({"definition", "clause"})
_POINTS_ON = 0.5
"""Off for a line that only points on, where nobody asked about the term."""
_SETTLES = 0.15
"""Added for a sentence that forbids or allows, where the question asks leave."""
_SECOND = 0.12
"""What the second sentence of a passage adds to all of them: a passage on the matter speaks of it more than once."""
_BESIDE = 0.1
"""Added by nearness of an own passage to what the library says (``beside`` of its features); the library is nearest."""
_PARTIAL = 0.6
_OVERHEAD = 0.55
_SHORT_UNIT = 12


@dataclass(frozen=True)
class Weighted:
    """Terms of a question with weights that sum to 1, rarer words of the pool heavier.

    Words that stand nowhere in the pool have no weight here: they cannot tell one passage from another.
    """

    terms: tuple[Term, ...]
    weights: tuple[float, ...]

    def coverage(self, folded: str) -> float:
        """Share of the question's weight whose words stand in ``folded`` (0–1)."""
        return sum(weight * matched(term, folded) for term, weight in zip(self.terms, self.weights, strict=True))


@dataclass(frozen=True)
class Scored:
    """A sentence with its score and the parts of it."""

    unit: Unit
    score: float
    coverage: float
    """Share of the question's weight found in the sentence itself."""
    rank: int
    """Rank of its passage, 0 = best."""


def matched(term: Term, folded: str) -> float:
    """1 when a name of the term stands in ``folded``, less when only parts of a long word do."""
    if any(name in folded for name in term.names):
        return 1.0
    best = 0.0
    for name in term.names[:2]:
        if len(name) < 3 or name.isascii():
            continue
        pairs = _pairs(name)
        best = max(best, sum(pair in folded for pair in pairs) / len(pairs))
    return _PARTIAL * best if best >= 0.5 else 0.0


@lru_cache(maxsize=4096)
def _pairs(name: str) -> tuple[str, ...]:
    return tuple(name[i : i + 2] for i in range(len(name) - 1))


def weigh(terms: Sequence[Term], passages: Sequence[Passage]) -> Weighted:
    """Weights of the terms: their own times the rarity among the passages."""
    pool = [context_of(passage) for passage in passages]
    raw = [term.weight * _rarity(sum(matched(term, text) >= 0.5 for text in pool), len(pool)) for term in terms]
    total = sum(raw) or 1.0
    return Weighted(tuple(terms), tuple(weight / total for weight in raw))


def _rarity(found: int, size: int) -> float:
    return math.log(1 + (size + 1) / (found + 0.5)) if found else 0.0


def context_of(passage: Passage) -> str:
    """Everything a passage says, breadcrumb and title included, folded."""
    return fold_text(f"{passage.document} {' '.join(passage.chunk.path)} {passage.chunk.text}")


def heading_of(unit: Unit) -> str:
    """The titles over a sentence, folded."""
    return fold_text(" ".join((*unit.passage.chunk.path[-2:], *unit.headings)))


def around_of(unit: Unit) -> str:
    """A sentence with the titles over it, folded."""
    return heading_of(unit) + fold_text(unit.text)


def score_units(
    analysis: Analysis,
    passages: Sequence[Passage],
    weighted: Weighted,
    cues: Mapping[QuestionKind, str],
    *,
    bonus: str = "",
    settling: str = "",
    index_lines: str = "",
    similarity: Similarity | None = None,
    library: str = "",
) -> list[Scored]:
    """All sentences of ``passages``, best first. ``bonus`` are words the audience cares for, ``settling`` those that
    forbid or allow, ``index_lines`` what lines hold that only point on (other names, related terms), ``library`` the
    workspace of the built-in library."""
    units = [(unit, rank) for rank, passage in enumerate(passages) for unit in units_of(passage)]
    closeness = _closeness(analysis.text, [unit for unit, _ in units], similarity)
    general = not _RULED.isdisjoint(analysis.kinds) and not _OCCASION.search(analysis.text)
    pointed = not _ASKS_OF_TERM.isdisjoint(analysis.kinds)
    spoken = [_spoken_of(unit, weighted) for unit, _ in units]
    passed = _by_passage(passages, [rank for _, rank in units], [said for _, said in spoken], library)
    found: list[Scored] = []
    for (unit, rank), close, (own, said) in zip(units, closeness, spoken, strict=True):
        score = said + close + passed[rank] + _cue_bonus(unit, analysis.kinds, cues)
        score += 0.08 if bonus and words(bonus).within(unit.text) else 0.0
        score += defining(unit, analysis)
        score -= _FILLED_IN if general and unit.passage.kind in _FILLED else 0.0
        score += _SETTLES if analysis.permission and settling and words(settling).within(unit.text) else 0.0
        score -= _POINTS_ON if index_lines and not pointed and words(index_lines).within(unit.text) else 0.0
        score -= 0.1 if unit.line.role == "heading" else 0.0
        score -= 0.2 if unit.text.endswith(("？", "?")) else 0.0
        score -= 0.25 if len(unit.text) < _SHORT_UNIT or unit.line.role == "lead" else 0.0
        found.append(Scored(unit, score, own, rank))
    return sorted(found, key=lambda item: -item.score)


def defining(unit: Unit, analysis: Analysis) -> float:
    """The sentence that says what a term of the question is, where the question asks that."""
    if "definition" not in analysis.kinds:
        return 0.0
    text = fold_text(unit.text)
    named = [name for term in analysis.terms for name in term.names if len(name) > 1]
    return 0.4 if any(_DEFINES.match(text[len(name) :]) for name in named if text.startswith(name)) else 0.0


def _spoken_of(unit: Unit, weighted: Weighted) -> tuple[float, float]:
    """Share of the question in the sentence itself, and that with what the titles over it add."""
    own = weighted.coverage(fold_text(unit.text))
    over = weighted.coverage(heading_of(unit) + fold_text(unit.text)) - own
    return own, own + _OVERHEAD * max(over, 0.0)


def _by_passage(passages: Sequence[Passage], ranks: Sequence[int], said: Sequence[float], library: str) -> list[float]:
    """What each passage adds to its sentences: its rank, its second sentence, nearness to what the library says."""
    shares: list[list[float]] = [[] for _ in passages]
    for rank, share in zip(ranks, said, strict=True):
        shares[rank].append(share)
    nearest = max((_beside(passage) for passage in passages if passage.chunk.workspace != library), default=0.0)
    near = [nearest if passage.chunk.workspace == library else _beside(passage) for passage in passages]
    return [_prior(rank) + _SECOND * _second(shares[rank]) + _BESIDE * near[rank] for rank in range(len(passages))]


def _second(shares: Sequence[float]) -> float:
    return sorted(shares)[-2] if len(shares) > 1 else 0.0


def _beside(passage: Passage) -> float:
    return dict(passage.features).get("beside", 0.0)


def _prior(rank: int) -> float:
    return 0.45 / (1 + 0.6 * rank)


def _cue_bonus(unit: Unit, kinds: Sequence[QuestionKind], cues: Mapping[QuestionKind, str]) -> float:
    fitting = sum(1 for kind in kinds if kind in cues and words(cues[kind]).within(unit.text))
    return min(0.08 * fitting, 0.16)


def _closeness(question: str, units: Sequence[Unit], similarity: Similarity | None) -> list[float]:
    """Similarity spread to 0–0.5 within the pool; zeros without a similarity."""
    if similarity is None or not units:
        return [0.0] * len(units)
    values = similarity(question, [" ".join((*unit.headings, unit.text)) for unit in units])
    low, high = min(values), max(values)
    return [0.5 * (value - low) / (high - low) if high > low else 0.0 for value in values]
