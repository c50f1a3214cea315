"""How well a sentence of the source answers a question: the fitted model, and what no set of questions teaches it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.evidence import Passage
from ..text.normalize import fold_text
from .analysis import Analysis, QuestionKind
from .matching import Weighted
from .nearness import Nearness
from .sentence_features import Looked, feature_rows
from .sentence_ranker import SentenceWeights
from .units import Unit, units_of
from .words import words

_DEFINES = re.compile(r"-|是指|是(?!否)|指的?是|指|即|:|相当于|也就是")
_RULED = frozenset[QuestionKind]({"who", "when", "quantity"})
_OCCASION = re.compile(
    r"\d{4}|[上本这那]一?[次回年月季]|最近|去年|今年|前年|[上下]半年|[一二三四1-4]季度|\d{1,2}月|已经|过了?[吗没]"
)
"""The question is about one event, so what was filled in for it is the answer."""
_FILLED = frozenset({"record", "register", "form"})
_FILLED_IN = 0.3
"""Off for what somebody filled in once, where the question asks who, when or how often as a rule."""
_RULES = 0.2
"""Added there for what the firm's own papers lay down: it goes before what is said of firms in general."""
_ASKS_OF_TERM = frozenset[QuestionKind]({"definition", "clause"})
_POINTS_ON = 0.5
"""Off for a line that only points on, where nobody asked about the term."""
_SETTLES = 0.15
"""Added for a sentence that forbids or allows, where the question asks leave."""
_DEFINING = 0.3
_BESIDE = 0.1
"""Added by nearness of an own passage to what the library says (``beside`` of its features); the library is nearest."""
_AMOUNT = 0.08
"""Added for an amount where the question asks one; too rare in the questions fitted on."""
_HEARD = 0.08
"""Added for what the audience cares for."""
_HEADING, _ASKING, _SHORT = 0.1, 0.2, 0.2
"""Off for a heading, a question, and a sentence too short to tell anything or that only leads over."""
_SHORT_UNIT = 12


@dataclass(frozen=True)
class Scored:
    """A sentence with its score and the parts of it."""

    unit: Unit
    score: float
    coverage: float
    """Share of the question's weight found in the sentence itself."""
    rank: int
    """Rank of its passage, 0 = best."""


@dataclass(frozen=True)
class Signs:
    """Words that speak for or against a sentence whatever the topic: ``cues`` by kind of question, ``bonus`` words the
    audience cares for, ``settling`` those that forbid or allow, ``index_lines`` what lines hold that only point on."""

    cues: Mapping[QuestionKind, str]
    bonus: str = ""
    settling: str = ""
    index_lines: str = ""


def score_units(
    analysis: Analysis,
    passages: Sequence[Passage],
    weighted: Weighted,
    model: SentenceWeights,
    signs: Signs,
    nearness: Nearness | None = None,
    library: str = "",
) -> list[Scored]:
    """All sentences of ``passages``, best first; ``library`` is the workspace of the built-in library."""
    looked = looked_at(analysis, passages, weighted, signs.cues, nearness)
    if not looked.units:
        return []
    scores = model.scores(feature_rows(looked)).tolist()
    near = _beside(passages, library)
    coverage = (looked.own @ weighted.weights).tolist()
    found = [
        Scored(unit, score + near[rank] + added(unit, analysis, signs), own, rank)
        for unit, rank, score, own in zip(looked.units, looked.ranks, scores, coverage, strict=True)
    ]
    return sorted(found, key=lambda item: -item.score)


def looked_at(
    analysis: Analysis,
    passages: Sequence[Passage],
    weighted: Weighted,
    cues: Mapping[QuestionKind, str],
    nearness: Nearness | None,
) -> Looked:
    """The sentences of ``passages`` with what their features are taken from."""
    units = [(unit, rank) for rank, passage in enumerate(passages) for unit in units_of(passage)]
    return Looked(
        analysis,
        weighted.terms,
        weighted.weights,
        passages,
        tuple(unit for unit, _ in units),
        tuple(rank for _, rank in units),
        cues,
        nearness,
    )


def added(unit: Unit, analysis: Analysis, signs: Signs) -> float:
    """What is added to the score of the model."""
    general = not _RULED.isdisjoint(analysis.kinds) and not _OCCASION.search(analysis.text)
    pointed = not _ASKS_OF_TERM.isdisjoint(analysis.kinds)
    total = _HEARD if _within(signs.bonus, unit) else 0.0
    total += defining(unit, analysis)
    total += _AMOUNT if "quantity" in analysis.kinds and _within(signs.cues.get("quantity", ""), unit) else 0.0
    total += _ruling(unit) if general else 0.0
    total += _SETTLES if analysis.permission and _within(signs.settling, unit) else 0.0
    total -= _POINTS_ON if not pointed and _within(signs.index_lines, unit) else 0.0
    total -= _HEADING if unit.line.role == "heading" else 0.0
    total -= _ASKING if unit.text.endswith(("？", "?")) else 0.0
    return total - (_SHORT if len(unit.text) < _SHORT_UNIT or unit.line.role == "lead" else 0.0)


def _beside(passages: Sequence[Passage], library: str) -> list[float]:
    """What nearness to what the library says adds to the sentences of each passage."""
    near = [dict(passage.features).get("beside", 0.0) for passage in passages]
    own = [passage.chunk.workspace != library for passage in passages]
    nearest = max((value for value, mine in zip(near, own, strict=True) if mine), default=0.0)
    return [_BESIDE * (value if mine else nearest) for value, mine in zip(near, own, strict=True)]


def _ruling(unit: Unit) -> float:
    if unit.passage.kind in _FILLED:
        return -_FILLED_IN
    return _RULES if unit.passage.role == "client" else 0.0


def _within(listing: str, unit: Unit) -> bool:
    return bool(listing) and words(listing).within(unit.text)


def defining(unit: Unit, analysis: Analysis) -> float:
    """The sentence that says what a term of the question is, where the question asks that."""
    if "definition" not in analysis.kinds:
        return 0.0
    text = fold_text(unit.text)
    named = [name for term in analysis.terms for name in term.names if len(name) > 1]
    return _DEFINING if any(_DEFINES.match(text[len(name) :]) for name in named if text.startswith(name)) else 0.0
