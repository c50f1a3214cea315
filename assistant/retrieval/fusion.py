"""Fusion by rank: what several legs agree on comes first, however their scores are scaled."""

from collections.abc import Sequence
from typing import NamedTuple

from ..domain.evidence import FoundBy

RANK_CONSTANT = 10
"""Small, because the legs are strong at the very top; 60 is for web-size lists."""


OWN_WORDS = 1.0
"""Weight of a leg that searches with the question itself, its words explained."""


class Leg(NamedTuple):
    """One ranked list: ``hits`` are (chunk id, score), best first; ``weight`` is its vote."""

    name: FoundBy
    hits: Sequence[tuple[str, float]]
    weight: float = OWN_WORDS


class Fused(NamedTuple):
    """A chunk with its fused score and the legs that found it, in order of first mention."""

    chunk_id: str
    score: float
    found_by: tuple[FoundBy, ...]


def fuse(legs: Sequence[Leg]) -> list[Fused]:
    """Reciprocal rank fusion, best first; ties by chunk id."""
    scores: dict[str, float] = {}
    found: dict[str, dict[FoundBy, None]] = {}
    for leg in legs:
        for rank, (chunk_id, _score) in enumerate(leg.hits, start=1):
            scores[chunk_id] = scores.get(chunk_id, 0.0) + leg.weight / (RANK_CONSTANT + rank)
            found.setdefault(chunk_id, {})[leg.name] = None
    fused = [Fused(chunk_id, score, tuple(found[chunk_id])) for chunk_id, score in scores.items()]
    return sorted(fused, key=lambda item: (-item.score, item.chunk_id))
