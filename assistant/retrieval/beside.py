"""What another library says to a question, as a direction to look in among one's own documents.

People ask in other words than a document is written in. The built-in articles know many ways of asking, so those that
answer a question best say in written words what it is about: own passages that lie in their direction speak to it too.
What all articles share says nothing and is taken off.
"""

from collections.abc import Sequence

import numpy as np

from ..ports import Vectors

LEADING = 3
"""Passages of the other library that are listened to, each less than the one before."""


def direction(rows: Sequence[Vectors], mean: Vectors) -> Vectors | None:
    """Unit vector of what ``rows`` (best first) say beyond ``mean``; None without rows."""
    if not rows:
        return None
    weights = 1.0 / np.arange(1, len(rows) + 1)
    shifted = np.average(np.stack(rows), axis=0, weights=weights) - mean
    return (shifted / max(float(np.linalg.norm(shifted)), 1e-9)).astype(np.float32)
