"""From candidates to an order: cheap features through the trees, late interaction, both as z-scores, added."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..domain.evidence import FoundBy
from ..ports import Vectors
from . import features
from .deps import Candidate, Gathered, RetrieverDeps
from .fields import heading
from .fusion import OWN_WORDS, Leg
from .late import max_similarities
from .question_vector import question_vector

Scores = NDArray[np.float64]
LATE_LIMIT = 40
"""Candidates that late interaction looks at."""
MEANT_WEIGHT = 1.5
"""What nearness to the meaning of a question counts beside nearness to its words, when the meaning is certain."""
BESIDE_WEIGHT = 1.0
"""What nearness to the passages of another library that answer the question counts beside that."""
_CROSS_LIMIT = 20
_CROSS_WEIGHT = 3.0


class Ranked(NamedTuple):
    """A candidate with its score in (0, 1) and the features that a person or a threshold may want to see."""

    candidate: Candidate
    score: float
    features: dict[str, float]


class Evidence(NamedTuple):
    """What is known of each candidate before they are put in order: rows of :data:`features.FEATURES`, fused scores,
    late interaction (None where it was not computed), and nearness to what the question may be about."""

    rows: NDArray[np.float32]
    fused: list[float]
    late: list[float | None]
    shown: list[dict[str, float]]
    near: Scores


class Ranker:
    """Orders the candidates of one question."""

    def __init__(self, deps: RetrieverDeps) -> None:
        self._deps = deps

    def rank(self, gathered: Gathered) -> list[Ranked]:
        """The candidates with their scores, in the order given."""
        question, candidates = gathered.question, gathered.candidates
        if not candidates:
            return []
        evidence = self.evidence(gathered)
        scores = self._scores(evidence) + evidence.near
        if self._deps.reranker is not None:
            scores = self._cross(question, candidates, scores)
        return [
            Ranked(candidate, 1 / (1 + math.exp(-float(score))), shown)
            for candidate, score, shown in zip(candidates, scores, evidence.shown, strict=True)
        ]

    def evidence(self, gathered: Gathered) -> Evidence:
        """Everything the order is decided by."""
        question, workspace, legs, candidates, *_ = gathered
        ids = [candidate.chunk.id for candidate in candidates]
        vector = question_vector(self._deps.embedder, question, self._deps.question_mean)
        vectors = self._deps.vectors.rows(ids, [workspace])
        cosines = {key: float(row @ vector) for key, row in vectors.items()}
        words, pairs = self._deps.keywords.rarities(question)
        inputs = _inputs(candidates, cosines, legs)
        rows = features.feature_rows(question, inputs, features.Rarity(words, pairs), self._deps.segmenter.terms)
        late = self._late(question, ids)
        most = 2.2 * (sum(words.values()) + sum(pairs.values())) or 1.0
        shown = [_shown(item, row, similarity, most) for item, row, similarity in zip(inputs, rows, late, strict=True)]
        beside = _nearness(gathered.beside, ids, vectors)
        for kept, near in zip(shown, beside.tolist(), strict=True):
            kept["beside"] = round(near, 5)
        near = self._meant(gathered, ids, vectors) + BESIDE_WEIGHT * beside
        return Evidence(rows, [item.fused for item in inputs], late, shown, near)

    def _late(self, question: str, ids: Sequence[str]) -> list[float | None]:
        deps = self._deps
        if deps.tokens is None or deps.token_embedder is None or deps.codec is None:
            return [None] * len(ids)
        near = ids[:LATE_LIMIT]
        found = max_similarities(deps.token_embedder.query_tokens(question), near, deps.tokens.get(near), deps.codec)
        return [*found, *[None] * (len(ids) - len(near))]

    def _meant(self, gathered: Gathered, ids: Sequence[str], vectors: Mapping[str, Vectors]) -> Scores:
        """How near the candidates come to what the question may mean, by the chance that it does."""
        total = np.zeros(len(ids))
        for wording, chance in gathered.meant:
            vector = question_vector(self._deps.embedder, wording, self._deps.question_mean)
            total += MEANT_WEIGHT * math.sqrt(chance) * _nearness(vector, ids, vectors)
        return total

    def _scores(self, evidence: Evidence) -> Scores:
        trees = self._deps.trees
        cheap = trees.scores(evidence.rows) if trees is not None else np.asarray(evidence.fused, np.float64)
        return standard(cheap) + standard(filled(evidence.late))

    def _cross(self, question: str, candidates: Sequence[Candidate], scores: Scores) -> Scores:
        """The best twenty once more through the cross-encoder, whose word counts most; the rest stay below them."""
        if self._deps.reranker is None:
            return scores
        best = np.argsort(-scores, kind="stable")[:_CROSS_LIMIT]
        texts = [f"{candidates[i].head.title}\n{candidates[i].chunk.text}" for i in best]
        judged = standard(np.asarray(self._deps.reranker.scores(question, texts), np.float64))
        result = scores - 20.0
        result[best] = scores[best] + _CROSS_WEIGHT * judged
        return result


def _nearness(vector: Vectors | None, ids: Sequence[str], vectors: Mapping[str, Vectors]) -> Scores:
    """z-scores of the cosines to ``vector``; zeros without one."""
    if vector is None:
        return np.zeros(len(ids))
    return standard(filled([float(vectors[key] @ vector) if key in vectors else None for key in ids]))


def standard(values: Scores) -> Scores:
    """z-scores; zeros where all are equal."""
    if not len(values):
        return values
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


def filled(values: Sequence[float | None]) -> Scores:
    """Unknown similarities take the lowest known one: what the other legs put last needs no benefit of doubt."""
    known = [value for value in values if value is not None]
    lowest = min(known, default=0.0)
    return np.array([lowest if value is None else value for value in values], np.float64)


def _inputs(
    candidates: Sequence[Candidate], cosines: Mapping[str, float], legs: Sequence[Leg]
) -> list[features.Candidate]:
    """What :func:`features.feature_rows` reads; ranks and scores of the question's own words, not of other wordings."""
    dense, keyword = _ranks(legs, "dense"), _ranks(legs, "keyword")
    lowest = min(cosines.values(), default=0.0)
    inputs: list[features.Candidate] = []
    for candidate in candidates:
        key = candidate.chunk.id
        rank, score = keyword.get(key, (None, None))
        inputs.append(
            features.Candidate(
                text=candidate.chunk.text,
                heading=heading(candidate.head.title, candidate.chunk.path),
                document=candidate.chunk.version_id,
                cosine=cosines.get(key, lowest),
                dense_rank=dense.get(key, (None, None))[0],
                keyword_score=score,
                keyword_rank=rank,
                fused=candidate.fused.score,
            )
        )
    return inputs


def _ranks(legs: Sequence[Leg], name: FoundBy) -> dict[str, tuple[int | None, float | None]]:
    """Rank and score of each chunk in the leg of the question itself."""
    own = [leg for leg in legs if leg.name == name and leg.weight == OWN_WORDS]
    return {key: (rank, score) for leg in own for rank, (key, score) in enumerate(leg.hits)}


def _shown(item: features.Candidate, row: NDArray[np.float32], late: float | None, most: float) -> dict[str, float]:
    """Features on scales that compare between questions."""
    named = dict(zip(features.FEATURES, row.tolist(), strict=True))
    kept = ("coverage", "pair_coverage", "heading_coverage", "longest_run", "cosine_gap", "document_share")
    values = {"cosine": item.cosine, "bm25": (item.keyword_score or 0.0) / most, "fused": item.fused}
    if late is not None:
        values["max_sim"] = late
    return {name: round(float(value), 5) for name, value in {**values, **{k: named[k] for k in kept}}.items()}
