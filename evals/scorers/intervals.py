"""Rates with bootstrap intervals over cases."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .scores import Score

SEED = 7
RESAMPLES = 2000
FEW = 10
"""Below so many cases only counts are given, no interval."""


class Estimate(NamedTuple):
    """``value`` = hits / of over ``cases`` cases; ``low``/``high`` the 95 % percentile interval, None for few cases."""

    value: float
    hits: float
    of: float
    cases: int
    low: float | None
    high: float | None


def estimate(scores: Sequence[Score], seed: int = SEED, resamples: int = RESAMPLES) -> Estimate | None:
    """Ratio of sums with an interval from resampling cases; None when nothing was eligible."""
    if not scores:
        return None
    hits, of = (np.array(column, dtype=np.float64) for column in zip(*scores, strict=True))
    low = high = None
    if len(scores) >= FEW:
        drawn = np.random.default_rng(seed).integers(len(scores), size=(resamples, len(scores)))
        rates = hits[drawn].sum(axis=1) / of[drawn].sum(axis=1)
        low, high = (round(float(edge), 4) for edge in np.quantile(rates, (0.025, 0.975)))
    total = (float(hits.sum()), float(of.sum()))
    return Estimate(round(total[0] / total[1], 4), round(total[0], 4), total[1], len(scores), low, high)
