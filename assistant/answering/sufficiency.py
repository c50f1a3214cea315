"""Is the evidence strong enough to answer? A calibrated score, and the number a question asks for must stand there.

Weights, threshold and how they were found are data: ``corpus/rules/evidence.yaml``.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.evidence import Passage
from ..domain.value import Value
from ..text.normalize import fold_text
from .analysis import Analysis, Term, marked_words
from .matching import context_of, matched
from .scoring import Scored
from .words import read_mapping, words

Reason = Literal["nothing", "weak", "figure"]
_POOL = 5
_SENTENCES = 12
_FOUND = 0.5
_BEST_SHARE = 0.5
_TELLS = 0.3
_LEAST = 0.005
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十半每%％]")
_NUMERALS = r"[\d一二两三四五六七八九十百千万]+\s?"


class EvidenceWeights(Value):
    """A logistic model over the signals, in the order of :class:`Signals`."""

    intercept: float
    found: float
    best: float
    cosine: float
    late: float
    gap: float
    spoken: float
    marked: float


class WholeWeights(Value):
    """A logistic model over the chance of the evidence and what the question itself looks like (:class:`Reading`)."""

    intercept: float
    evidence: float
    meant: float
    foreign: float
    unanswerable: float
    threshold: float


class EvidenceRules(Value):
    """``corpus/rules/evidence.yaml``."""

    calibration: str
    weights: EvidenceWeights
    """With the built-in embedding model and late interaction."""
    plain_weights: EvidenceWeights
    """Without late interaction (another embedding model): words alone."""
    threshold: float
    """For the evidence alone, where nothing is known of the question itself."""
    whole: WholeWeights
    solid: float
    """From here on the user's own documents are enough."""
    partial: float
    """Below this an answer is shown as partial."""
    asked: float
    """Share of a question for leave that one sentence with its headings must hold, else the answer is partial."""
    units: dict[str, str]
    asks: dict[str, str]
    counted: str
    """Pattern of a question for a number of something, group ``unit``."""
    some: str
    """Numbers that only tell (有几份是后补的), where one of ``otherwise`` asks."""
    otherwise: str


@dataclass(frozen=True)
class Signals:
    """What speaks for an answer, each 0–1 (``cosine`` and ``late`` as the retrieval gives them)."""

    found: float
    """Share of the question's weight found in the best passages."""
    best: float
    """Share found in the best single sentence with its headings."""
    cosine: float
    late: float
    """Late interaction of the best passage (``max_sim``)."""
    gap: float
    """Weight of the heaviest word with a meaning of its own that stands nowhere in the evidence."""
    spoken: float
    """1 when everyday speech was read as words of the field."""
    marked: float
    """1 when what the asker quoted or wrote in Latin letters stands in the evidence, -1 when not, 0 without any."""


@dataclass(frozen=True)
class Reading:
    """What the question itself looks like, each a chance (0–1)."""

    meant: float
    """It asks what a known way of asking asks."""
    foreign: float
    unanswerable: float


@dataclass(frozen=True)
class Verdict:
    """Enough or not; ``missing`` are words of the question that stand nowhere in the evidence."""

    reason: Reason | None
    score: float
    missing: tuple[str, ...] = ()
    unit: str = ""
    solid: bool = False
    """Strong enough to look no further."""
    partial: bool = False
    """Enough to say something, not enough to call the answer complete."""
    reach: float = 0.0
    """How near the best passage and the best sentence come to the question, to compare two libraries by."""


def read_evidence(text: str) -> EvidenceRules:
    """Thresholds from the text of the YAML file; raises CorpusError when it is broken."""
    try:
        return EvidenceRules.model_validate(read_mapping(text, "evidence.yaml"))
    except ValidationError as error:
        raise CorpusError("依据阈值写错", "evidence.yaml", str(error.errors()[0]["loc"])) from error


def signals(analysis: Analysis, passages: Sequence[Passage], scored: Sequence[Scored]) -> Signals:
    """The signals of one question."""
    pool = " ".join(context_of(passage) for passage in passages[:_POOL])
    best = max((_share(analysis.terms, _around(item)) for item in scored[:_SENTENCES]), default=0.0)
    features = [dict(passage.features) for passage in passages[:_POOL]]
    return Signals(
        found=_share(analysis.terms, pool),
        best=best,
        cosine=max((feature.get("cosine", 0.0) for feature in features), default=0.0),
        late=max((feature.get("max_sim", 0.0) for feature in features), default=0.0),
        gap=max((term.weight for term in analysis.terms if _absent(term, pool)), default=0.0),
        spoken=float(any(term.spoken for term in analysis.terms)),
        marked=_marked(analysis.text, pool),
    )


def judge(
    analysis: Analysis,
    passages: Sequence[Passage],
    scored: Sequence[Scored],
    rules: EvidenceRules,
    *,
    figure: str | None = None,
    reading: Reading | None = None,
) -> Verdict:
    """Enough evidence, or why not. ``figure`` is a price, contact or list asked for: its word must stand there."""
    if not passages or not scored:
        return Verdict("nothing", 0.0)
    values = signals(analysis, passages, scored)
    score = probability(values, rules.weights if values.late else rules.plain_weights)
    reach = values.late + _BEST_SHARE * values.best
    missing = _missing(analysis.terms, passages)
    wanted = asked_number(analysis.text, rules)
    if wanted and not _has_number(wanted, analysis, scored, rules):
        return Verdict("figure", score, missing, wanted, reach=reach)
    if figure and not any(figure in item.unit.text for item in scored[:_SENTENCES]):
        return Verdict("figure", score, missing, figure, reach=reach)
    enough = whole(score, reading, rules.whole) >= rules.whole.threshold if reading else score >= rules.threshold
    weak = None if enough else "weak"
    aside = analysis.permission and values.best < rules.asked
    return Verdict(
        weak, score, missing, solid=score >= rules.solid, partial=aside or score < rules.partial, reach=reach
    )


def probability(values: Signals, weights: EvidenceWeights) -> float:
    """The calibrated chance (0–1) that the evidence answers."""
    total = weights.intercept + sum(
        getattr(weights, name) * getattr(values, name)
        for name in ("found", "best", "cosine", "late", "gap", "spoken", "marked")
    )
    return 1 / (1 + math.exp(-total))


def whole(score: float, reading: Reading, weights: WholeWeights) -> float:
    """The chance of an answer from that of the evidence and the look of the question."""
    total = weights.intercept + weights.evidence * _logit(score) + weights.meant * _logit(reading.meant)
    total += weights.foreign * math.sqrt(reading.foreign) + weights.unanswerable * math.sqrt(reading.unanswerable)
    return 1 / (1 + math.exp(-total))


def _logit(chance: float) -> float:
    inside = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))


def asked_number(text: str, rules: EvidenceRules) -> str:
    """The unit of the number a question asks for: ``年``, ``钱``, ``道题`` …; empty when it asks for none or a list."""
    bare = words(rules.some).remove(text)
    text = bare if words(rules.otherwise).within(bare) else text
    named = next((unit for unit, listing in rules.asks.items() if words(listing).within(text)), "")
    if named:
        return named
    match = re.search(rules.counted, text)
    return match["unit"] if match else ""


def numbers_first(analysis: Analysis, scored: Sequence[Scored], rules: EvidenceRules) -> tuple[Scored, ...]:
    """The sentences with those in front that themselves tell the number asked for; as they are when none is asked."""
    unit = asked_number(analysis.text, rules)
    if not unit:
        return tuple(scored)
    raised = (
        replace(item, score=item.score + _TELLS) if _tells(unit, analysis, item, rules) else item for item in scored
    )
    return tuple(sorted(raised, key=lambda item: -item.score))


def tells_number(analysis: Analysis, scored: Sequence[Scored], rules: EvidenceRules) -> bool:
    """Does one of the better sentences itself tell the number asked for? True when none is asked."""
    unit = asked_number(analysis.text, rules)
    return not unit or any(_tells(unit, analysis, item, rules) for item in scored[:_SENTENCES])


def _tells(unit: str, analysis: Analysis, item: Scored, rules: EvidenceRules) -> bool:
    """The number stands in the sentence, and so does a word of what the question is about, there or in its heading."""
    listing = rules.units.get(unit)
    wanted = words(listing) if listing else words(f"{_NUMERALS}{re.escape(unit)}")
    about = fold_text(" ".join((*item.unit.headings, item.unit.text)))
    subjects = [term for term in analysis.terms if term.subject] or analysis.terms
    numbers = [found for found in wanted.all(item.unit.text) if _NUMERAL.search(found)]
    return bool(numbers) and any(matched(term, about) >= 1.0 for term in subjects)


def _has_number(unit: str, analysis: Analysis, scored: Sequence[Scored], rules: EvidenceRules) -> bool:
    """Does one of the better sentences on what the question is about hold a number of that unit?"""
    listing = rules.units.get(unit)
    wanted = words(listing) if listing else words(f"{_NUMERALS}{re.escape(unit)}")
    subjects = [term for term in analysis.terms if term.subject]
    for item in scored[:_SENTENCES]:
        own, around = fold_text(item.unit.text), _around(item)
        near = any(matched(term, own) >= _FOUND for term in analysis.terms)
        about = not subjects or any(matched(term, around) >= _FOUND for term in subjects)
        if near and about and wanted.within(item.unit.text):
            return True
    return False


def _marked(text: str, pool: str) -> float:
    marked = marked_words(text)
    if not marked:
        return 0.0
    return 1.0 if all(fold_text(word) in pool for word in marked) else -1.0


def _absent(term: Term, pool: str) -> bool:
    return not term.spoken and term.weight >= 1.0 and matched(term, pool) == 0.0


def _missing(terms: Sequence[Term], passages: Sequence[Passage]) -> tuple[str, ...]:
    pool = " ".join(context_of(passage) for passage in passages[:_POOL])
    return tuple(term.word for term in terms if matched(term, pool) < _FOUND and not term.spoken)


def _share(terms: Sequence[Term], text: str) -> float:
    total = sum(term.weight for term in terms)
    return sum(term.weight * matched(term, text) for term in terms) / total if total else 0.0


def _around(item: Scored) -> str:
    return fold_text(" ".join((*item.unit.passage.chunk.path[-2:], *item.unit.headings, item.unit.text)))
