"""Late interaction: every word of the question looks for its best partner among the tokens of the passage.

Token vectors of the embedding model share one large common direction that tells nothing; it is taken off, the rest is
projected to its strongest directions, evened out, brought to unit length and kept in four bits a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..ports import Vectors

Codes = NDArray[np.uint8]
_LEVELS = 16


@dataclass(frozen=True)
class TokenCodec:
    """``mean`` (dimension,), ``basis`` (dimension, width), ``step`` (width,): size of one of the 16 levels."""

    mean: Vectors
    basis: Vectors
    step: Vectors
    revision: str

    @property
    def code_bytes(self) -> int:
        """Bytes a token takes."""
        return len(self.step) // 2

    def project(self, tokens: Vectors) -> Vectors:
        """Unit rows (tokens, width) of what distinguishes the tokens."""
        rows = (tokens - self.mean) @ self.basis
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def encode(self, tokens: Vectors) -> Codes:
        """Two numbers a byte, shape (tokens, width / 2)."""
        levels = np.clip(np.floor(self.project(tokens) / self.step) + _LEVELS / 2, 0, _LEVELS - 1).astype(np.uint8)
        return np.bitwise_or(levels[:, 0::2], np.left_shift(levels[:, 1::2], np.uint8(4))).astype(np.uint8)

    def decode(self, codes: Codes) -> Vectors:
        """Approximate rows (tokens, width)."""
        rows = np.empty((len(codes), 2 * codes.shape[1]), np.float32)
        rows[:, 0::2] = codes & 0x0F
        rows[:, 1::2] = codes >> 4
        return (rows - (_LEVELS - 1) / 2) * self.step


def max_similarities(
    question: Vectors, candidates: Sequence[str], codes: Mapping[str, Codes], codec: TokenCodec
) -> list[float | None]:
    """Mean over the question's tokens of the best cosine in each candidate; None where its tokens are not kept."""
    present = [key for key in candidates if len(codes.get(key, ()))]
    if not present or not len(question):
        return [None] * len(candidates)
    rows = codec.decode(np.concatenate([codes[key] for key in present]))
    similarity = rows @ codec.project(question).T
    starts = np.cumsum([0, *(len(codes[key]) for key in present[:-1])])
    means = np.maximum.reduceat(similarity, starts, axis=0).mean(axis=1)
    scores = dict(zip(present, means.tolist(), strict=True))
    return [scores.get(key) for key in candidates]


def fit_codec(tokens: Vectors, width: int, evening: float, spread: float, revision: str) -> TokenCodec:
    """A codec from sample token vectors (n, dimension).

    ``evening``: directions are divided by their variance to this power; ``spread``: levels cover this many deviations
    either way.
    """
    mean = tokens.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov((tokens - mean).T))
    strongest = np.argsort(-variances)[:width]
    basis = (directions[:, strongest] / variances[strongest] ** evening).astype(np.float32)
    draft = TokenCodec(mean, basis, np.ones(width, np.float32), revision)
    step = draft.project(tokens).std(axis=0) * spread / (_LEVELS / 2)
    return TokenCodec(mean, basis, step.astype(np.float32), revision)
