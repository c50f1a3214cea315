"""Cheap ranking features: what question and candidate share, computed from the texts, no second model.

Most are relative to the other candidates of the same question, so that they mean the same in any size of library.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from ..ports import Vectors
from .terms import pairs

FEATURES = (
    "cosine_gap", "cosine_z", "dense_rank", "keyword_ratio", "keyword_rank", "fused_ratio", "both_legs",
    "words_bm25", "words_bm25_z", "coverage", "coverage_gap", "heading_coverage", "pairs_bm25_z", "pair_coverage",
    "longest_run", "length", "question_length", "document_share", "heading_rank",
)  # fmt: skip
_K1, _B = 1.2, 0.75


class Candidate(NamedTuple):
    """A candidate as the legs and the store give it. Scores are None where a leg did not return it."""

    text: str
    heading: str
    document: str
    cosine: float
    dense_rank: int | None
    keyword_score: float | None
    keyword_rank: int | None
    fused: float


class Rarity(NamedTuple):
    """Inverse document frequency of the question's terms."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]


def feature_rows(
    question: str, candidates: Sequence[Candidate], rarities: Rarity, terms_of: Callable[[str], list[str]]
) -> Vectors:
    """Matrix (candidates, features) in the order of :data:`FEATURES`."""
    if not candidates:
        return np.zeros((0, len(FEATURES)), np.float32)
    words = [Counter(terms_of(candidate.text)) for candidate in candidates]
    grams = [Counter(pairs(candidate.text)) for candidate in candidates]
    headings = {candidate.heading for candidate in candidates}
    head_words = {heading: frozenset(terms_of(heading)) for heading in headings}
    head_pairs = {heading: frozenset(pairs(heading)) for heading in headings}
    heads = [head_words[candidate.heading] for candidate in candidates]
    head_grams = [head_pairs[candidate.heading] for candidate in candidates]
    word_scores = _bm25(words, rarities.words)
    pair_scores = _bm25(grams, rarities.pairs)
    coverages = [_covered(own.keys() | head, rarities.words) for own, head in zip(words, heads, strict=True)]
    heading_coverages = [_covered(head, rarities.pairs) for head in head_grams]
    cosines = np.array([candidate.cosine for candidate in candidates])
    columns = {
        "cosine_gap": cosines - cosines.max(),
        "cosine_z": _z(cosines),
        "dense_rank": [_reciprocal(candidate.dense_rank) for candidate in candidates],
        "keyword_ratio": _ratio([candidate.keyword_score or 0.0 for candidate in candidates]),
        "keyword_rank": [_reciprocal(candidate.keyword_rank) for candidate in candidates],
        "fused_ratio": _ratio([candidate.fused for candidate in candidates]),
        "both_legs": [float(c.dense_rank is not None and c.keyword_rank is not None) for c in candidates],
        "words_bm25": _ratio(word_scores),
        "words_bm25_z": _z(word_scores),
        "coverage": coverages,
        "coverage_gap": np.array(coverages) - max(coverages),
        "heading_coverage": heading_coverages,
        "pairs_bm25_z": _z(pair_scores),
        "pair_coverage": [
            _covered(own.keys() | head, rarities.pairs) for own, head in zip(grams, head_grams, strict=True)
        ],
        "longest_run": [longest_common_run(question, candidate.text) / 10 for candidate in candidates],
        "length": [math.log1p(len(candidate.text)) for candidate in candidates],
        "question_length": [math.log1p(len(question))] * len(candidates),
        "document_share": _document_shares(candidates),
        "heading_rank": _reciprocal_ranks(heading_coverages),
    }
    return np.column_stack([np.asarray(columns[name], np.float32) for name in FEATURES]).astype(np.float32)


def _bm25(bags: Sequence[Counter[str]], idf: Mapping[str, float]) -> list[float]:
    """BM25 with the mean length of the candidates as the average."""
    lengths = [sum(bag.values()) for bag in bags]
    average = max(1.0, sum(lengths) / len(lengths))
    scores: list[float] = []
    for bag, length in zip(bags, lengths, strict=True):
        damping = _K1 * (1 - _B + _B * length / average)
        scores.append(sum(w * bag[t] * (_K1 + 1) / (bag[t] + damping) for t, w in idf.items() if t in bag))
    return scores


def _covered(terms: Set[str], idf: Mapping[str, float]) -> float:
    """Share of the question's weight whose terms are present."""
    whole = sum(idf.values())
    return sum(weight for term, weight in idf.items() if term in terms) / whole if whole else 0.0


def _document_shares(candidates: Sequence[Candidate]) -> list[float]:
    """Share of all fused score that the candidate's document holds."""
    held: dict[str, float] = {}
    for candidate in candidates:
        held[candidate.document] = held.get(candidate.document, 0.0) + candidate.fused
    whole = sum(held.values()) or 1.0
    return [held[candidate.document] / whole for candidate in candidates]


def longest_common_run(left: str, right: str) -> int:
    """Length of the longest substring the two share."""
    best = 0
    for start in range(len(left)):
        while start + best < len(left) and left[start : start + best + 1] in right:
            best += 1
    return best


def _reciprocal(rank: int | None) -> float:
    return 0.0 if rank is None else 1 / (1 + rank)


def _reciprocal_ranks(values: Sequence[float]) -> list[float]:
    return [1 / (1 + sum(other > value for other in values)) for value in values]


def _ratio(values: Sequence[float]) -> list[float]:
    top = max(values)
    return [value / top if top > 0 else 0.0 for value in values]


def _z(values: Sequence[float] | Vectors) -> Vectors:
    numbers = np.asarray(values, np.float32)
    spread = float(numbers.std())
    return (numbers - numbers.mean()) / spread if spread > 1e-9 else np.zeros_like(numbers)
