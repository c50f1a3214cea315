"""Is the evidence strong enough to answer? A calibrated score, and the number a question asks for must stand there.

Weights, threshold and how they were found are data: ``corpus/rules/evidence.yaml``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.evidence import Passage
from ..domain.value import Value
from ..text.normalize import fold_text
from .analysis import Analysis, Term
from .scoring import Scored, context_of, matched
from .words import read_mapping, words

Reason = Literal["nothing", "weak", "figure"]
_POOL = 5
_SENTENCES = 12
_FOUND = 0.5


class EvidenceWeights(Value):
    """A logistic model over the signals, in the order of :class:`Signals`."""

    intercept: float
    found: float
    subject: float
    best: float
    cosine: float
    late: float


class EvidenceRules(Value):
    """``corpus/rules/evidence.yaml``."""

    calibration: str
    weights: EvidenceWeights
    threshold: float
    partial: float
    """Below this an answer is shown as partial."""
    units: dict[str, str]
    asks: dict[str, str]


@dataclass(frozen=True)
class Signals:
    """What speaks for an answer, each 0–1 (``cosine`` and ``late`` as the retrieval gives them)."""

    found: float
    """Share of the question's weight found in the best passages."""
    subject: float
    """1 when the question holds a word of the field."""
    best: float
    """Share found in the best single sentence with its headings."""
    cosine: float
    late: float


@dataclass(frozen=True)
class Verdict:
    """Enough or not; ``missing`` are words of the question that stand nowhere in the evidence."""

    reason: Reason | None
    score: float
    missing: tuple[str, ...] = ()
    unit: str = ""
    partial: bool = False
    """Enough to say something, not enough to call the answer complete."""


def read_evidence(text: str) -> EvidenceRules:
    """Thresholds from the text of the YAML file; raises CorpusError when it is broken."""
    try:
        return EvidenceRules.model_validate(read_mapping(text, "evidence.yaml"))
    except ValidationError as error:
        raise CorpusError("依据阈值写错", "evidence.yaml", str(error.errors()[0]["loc"])) from error


def signals(analysis: Analysis, passages: Sequence[Passage], scored: Sequence[Scored], subject: bool) -> Signals:
    """The signals of one question."""
    pool = " ".join(context_of(passage) for passage in passages[:_POOL])
    best = max((_share(analysis.terms, _around(item)) for item in scored[:_SENTENCES]), default=0.0)
    features = [dict(passage.features) for passage in passages[:_POOL]]
    return Signals(
        found=_share(analysis.terms, pool),
        subject=float(subject),
        best=best,
        cosine=max((feature.get("cosine", 0.0) for feature in features), default=0.0),
        late=max((feature.get("late", 0.0) for feature in features), default=0.0),
    )


def judge(
    analysis: Analysis,
    passages: Sequence[Passage],
    scored: Sequence[Scored],
    rules: EvidenceRules,
    *,
    subject: bool,
) -> Verdict:
    """Enough evidence, or why not."""
    if not passages or not scored:
        return Verdict("nothing", 0.0)
    score = probability(signals(analysis, passages, scored, subject), rules.weights)
    missing = _missing(analysis.terms, passages)
    if (unit := asked_unit(analysis.text, rules)) and not _has_number(unit, analysis, scored, rules):
        return Verdict("figure", score, missing, unit)
    weak = score < rules.threshold
    return Verdict("weak" if weak else None, score, missing, partial=score < rules.partial)


def probability(values: Signals, weights: EvidenceWeights) -> float:
    """The calibrated chance (0–1) that the evidence answers."""
    total = weights.intercept + sum(
        getattr(weights, name) * getattr(values, name) for name in ("found", "subject", "best", "cosine", "late")
    )
    return 1 / (1 + math.exp(-total))


def asked_unit(text: str, rules: EvidenceRules) -> str:
    """The unit of the number a question asks for (``年``, ``钱`` …), empty when it asks for none."""
    return next((unit for unit, listing in rules.asks.items() if words(listing).within(text)), "")


def _has_number(unit: str, analysis: Analysis, scored: Sequence[Scored], rules: EvidenceRules) -> bool:
    """Does one of the better sentences that share a word with the question hold a number of that unit?"""
    numbers, wanted = words(rules.units["数"]), words(rules.units.get(unit, unit))
    for item in scored[:_SENTENCES]:
        text = item.unit.text
        near = any(matched(term, fold_text(text)) >= _FOUND for term in analysis.terms)
        if near and wanted.within(text) and (numbers.within(text) or unit in ("次", "时")):
            return True
    return False


def _missing(terms: Sequence[Term], passages: Sequence[Passage]) -> tuple[str, ...]:
    pool = " ".join(context_of(passage) for passage in passages[:_POOL])
    return tuple(term.word for term in terms if matched(term, pool) < _FOUND and not term.spoken)


def _share(terms: Sequence[Term], text: str) -> float:
    total = sum(term.weight for term in terms)
    return sum(term.weight * matched(term, text) for term in terms) / total if total else 0.0


def _around(item: Scored) -> str:
    return fold_text(" ".join((*item.unit.passage.chunk.path[-2:], *item.unit.headings, item.unit.text)))
