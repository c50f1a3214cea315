"""What is known of each sentence as an answer to a question: numbers in the order of ``FEATURES``."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..domain.evidence import Passage
from ..text.normalize import fold_text
from .analysis import Analysis, QuestionKind, Term
from .matching import heading_of, matched
from .nearness import Nearness
from .units import Unit
from .words import words

Column = NDArray[np.float64]
CUED: tuple[QuestionKind, ...] = (
    "comparison", "list", "definition", "reason", "who", "when", "procedure", "yes_no",
)  # fmt: skip
FEATURES = (
    "own", "own_lag", "over", "full_lag", "action", "prior", "passage_late", "passage_cosine", "late",
    "late_lag", "late_over", "late_over_lag", "late_inside", "meant", "meant_over", *(f"cue_{kind}" for kind in CUED),
    "begins", "length", "long", "item", "listed", "points_back", "first", "first_below", "line_start",
)  # fmt: skip
"""Shares of the question found (``own`` in the sentence, ``over`` what its titles add), nearness, place, form.

``lag`` is how far behind the best sentence, ``late`` nearness to the question, ``meant`` to what it may mean.
"""
_POINTS_BACK = re.compile(
    r"^(?:[（(])?(?:因此|所以|从而|这|该|其(?!他|它|余)|此|上述|同时|但|然而|而且|并且|对此|即使|一方面|另一方面)"
)
_ASKS_BEGINNING = re.compile(r"第一步|首先|先(?=做|要|干|抓|从|得)|最先|开头|起步|从哪|哪里?入手|着手|第一件")
_BEGINS = re.compile(r"首先|第一|首要|先(?!进|天|前|后)|前提|起点|开始|启动|之初")
_LONG = 90


@dataclass(frozen=True)
class Looked:
    """A question with the sentences looked at: ``ranks`` of their passages, ``weights`` of the terms by rarity."""

    analysis: Analysis
    terms: Sequence[Term]
    """Those of the question first, then those of what it may mean."""
    weights: Sequence[float]
    passages: Sequence[Passage]
    units: Sequence[Unit]
    ranks: Sequence[int]
    cues: Mapping[QuestionKind, str]
    nearness: Nearness | None = None

    @cached_property
    def own(self) -> Column:
        """How far each term (columns) stands in each sentence (rows)."""
        return self.found([fold_text(unit.text) for unit in self.units])

    @cached_property
    def over(self) -> Column:
        """The same for the titles over each sentence."""
        return self.found([heading_of(unit) for unit in self.units])

    @cached_property
    def full(self) -> Column:
        """Share of the question in each sentence or its titles."""
        return np.maximum(self.own, self.over) @ np.asarray(self.weights)

    def best_by_passage(self, values: Column) -> Column:
        """The best of the values of a passage, for each of its sentences."""
        best: dict[int, float] = {}
        for rank, value in zip(self.ranks, values.tolist(), strict=True):
            best[rank] = max(best.get(rank, value), value)
        return np.array([best[rank] for rank in self.ranks])

    def found(self, texts: Sequence[str]) -> Column:
        """How far each term (columns) stands in each text (rows)."""
        known = {text: [matched(term, text) for term in self.terms] for text in dict.fromkeys(texts)}
        return np.array([known[text] for text in texts], np.float64).reshape(len(texts), len(self.terms))


def feature_rows(looked: Looked) -> NDArray[np.float64]:
    """One row a sentence, in the order of :data:`FEATURES`."""
    columns = {**_said(looked), **_passages(looked), **_near(looked), **_cued(looked), **_form(looked)}
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _said(looked: Looked) -> dict[str, Column]:
    own, asked = looked.own @ np.asarray(looked.weights), looked.analysis.terms
    return {
        "own": own,
        "own_lag": own - own.max(),
        "over": looked.full - own,
        "full_lag": looked.full - looked.full.max(),
        "action": _of_action(looked.own, asked),
    }


def _of_action(found: Column, terms: Sequence[Term]) -> Column:
    """Share of the question, by its own weights, that is found in words other than its subjects."""
    weights = np.array([0.0 if term.subject else term.weight for term in terms])
    return found[:, : len(terms)] @ weights / (sum(term.weight for term in terms) or 1.0)


def _passages(looked: Looked) -> dict[str, Column]:
    ranks = np.array(looked.ranks, np.float64)
    features = [dict(passage.features) for passage in looked.passages]
    late = standard(filled([each.get("max_sim") for each in features]))
    cosine = standard(filled([each.get("cosine") for each in features]))
    return {
        "prior": 1 / (1 + 0.6 * ranks),
        "passage_late": late[list(looked.ranks)],
        "passage_cosine": cosine[list(looked.ranks)],
    }


def _near(looked: Looked) -> dict[str, Column]:
    meanings = looked.analysis.meant
    (own, over), *others = _nearness([looked.analysis.text, *(wording for wording, _ in meanings)], looked)
    meant, meant_over = np.zeros(len(looked.units)), np.zeros(len(looked.units))
    for (alone, headed), (_, chance) in zip(others, meanings, strict=True):
        meant += math.sqrt(chance) * standard(alone)
        meant_over += math.sqrt(chance) * standard(headed)
    return {
        "late": standard(own),
        "late_lag": own - own.max(),
        "late_over": standard(over),
        "late_over_lag": over - over.max(),
        "late_inside": own - looked.best_by_passage(own),
        "meant": meant,
        "meant_over": meant_over,
    }


def _nearness(texts: Sequence[str], looked: Looked) -> list[tuple[Column, Column]]:
    """For each text nearness of the sentences alone and with their titles; zeros without vectors."""
    if looked.nearness is None:
        return [(np.zeros(len(looked.units)), np.zeros(len(looked.units))) for _ in texts]
    return [
        (filled([near and near.own for near in found]), filled([near and near.headed for near in found]))
        for found in looked.nearness(texts, looked.units)
    ]


def _cued(looked: Looked) -> dict[str, Column]:
    kinds = looked.analysis.kinds
    texts = [unit.text for unit in looked.units]
    cued = {kind: words(looked.cues[kind]) for kind in CUED if kind in kinds and kind in looked.cues}
    begins = bool(_ASKS_BEGINNING.search(looked.analysis.text))
    return {
        **{f"cue_{kind}": _marks(kind in cued and cued[kind].within(text) for text in texts) for kind in CUED},
        "begins": _marks(begins and bool(_BEGINS.search(text)) for text in texts),
    }


def _form(looked: Looked) -> dict[str, Column]:
    units = looked.units
    titles = {(unit.passage.chunk.id, unit.position): unit.headings for unit in units}
    lengths = np.array([len(unit.text) for unit in units], np.float64)
    listing = "list" in looked.analysis.kinds
    return {
        "length": np.log1p(lengths),
        "long": (lengths > _LONG).astype(float),
        "item": _marks(unit.line.role == "item" for unit in units),
        "listed": _marks(listing and unit.line.role == "item" for unit in units),
        "points_back": _marks(bool(_POINTS_BACK.match(unit.text)) for unit in units),
        "first": _marks(unit.position == 0 for unit in units),
        "first_below": _marks(
            titles.get((unit.passage.chunk.id, unit.position - 1)) != unit.headings for unit in units
        ),
        "line_start": _marks(unit.start == unit.line.start for unit in units),
    }


def _marks(values: Iterable[bool]) -> Column:
    return np.array([float(value) for value in values])


def standard(values: Column) -> Column:
    """z-scores; zeros where all are equal."""
    spread = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros(len(values))


def filled(values: Sequence[float | None]) -> Column:
    """Unknown values take the lowest known one."""
    lowest = min((value for value in values if value is not None), default=0.0)
    return np.array([lowest if value is None else value for value in values], np.float64)
