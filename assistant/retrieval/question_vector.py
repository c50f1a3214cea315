"""The vector a question searches with.

All questions share a common direction that says only "this is a question"; passages that lie along it turn up for
whatever is asked. Half of it is taken off, which helped on every public set and most on spoken questions.
"""

import numpy as np

from ..ports import Embedder, Vectors

_SHARE = 0.5


def question_vector(embedder: Embedder, text: str, mean: Vectors | None) -> Vectors:
    """Unit vector of ``text``; ``mean`` is the average question vector of this embedding model, None: not known."""
    vector = embedder.query(text)
    if mean is None:
        return vector
    shifted = vector - _SHARE * mean
    return (shifted / max(float(np.linalg.norm(shifted)), 1e-9)).astype(np.float32)
