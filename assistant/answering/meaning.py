"""What an everyday question means in the words of documents: the nearest of the things the field writes about.

People ask 会开完没下文咋办 where a document says 决议在限定时间内跟踪落实. A linear model over the question's vector
and hashed pieces of its characters knows some hundred such things, each with a written wording that serves as a
further query. Wordings and ways of asking are data (``corpus/points.yaml``), fitted by ``python -m evals.fit_meaning``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..ports import Vectors
from .intent import bare, centred, hashed_pieces

PIECES = 4096
LENGTHS = (1, 2)
_MOST = 3
_TALE = 60
"""Characters from which a question is a tale, of which no more than a part says what is meant."""
_CLAUSES_OF_TALE = 4
_READ = 6
_PLAINLY = 0.5
_CLAUSES = re.compile(r"[，,。！？!?；;\n]")
_SHARPNESS = 8.0


@dataclass(frozen=True)
class Meant:
    """A written wording and how likely (0–1) the question is about it."""

    wording: str
    chance: float


@dataclass(frozen=True)
class MeaningModel:
    """One column of ``weights`` a wording; the last row is the intercept."""

    wordings: tuple[str, ...]
    weights: Vectors
    mean: Vectors

    def judge(self, text: str, vector: Vectors) -> tuple[Meant, ...]:
        """The likeliest wordings, best first; ``vector`` is the embedding of ``text``."""
        row = meaning_row(text, vector, self.mean)
        scores = (row @ self.weights[:-1] + self.weights[-1]).astype(np.float64)
        chances = np.exp(_SHARPNESS * (scores - scores.max()))
        chances /= chances.sum()
        best = np.argsort(-scores, kind="stable")[:_MOST]
        return tuple(Meant(self.wordings[at], float(chances[at])) for at in best)


@dataclass(frozen=True)
class MeaningReader:
    """The model with what it needs to read a question."""

    model: MeaningModel
    embed: Callable[[str], Vectors]

    def __call__(self, text: str) -> tuple[Meant, ...]:
        """What ``text`` may mean; a long tale also by what two neighbouring clauses of it plainly mean."""
        said = bare(text)
        found = list(self.model.judge(said, self.embed(said))) if said else []
        for part in neighbours(said):
            found.extend(meant for meant in self.model.judge(part, self.embed(part)) if meant.chance >= _PLAINLY)
        best = {meant.wording: meant for meant in sorted(found, key=lambda meant: meant.chance)}
        return tuple(sorted(best.values(), key=lambda meant: -meant.chance)[:_MOST])


def neighbours(text: str) -> list[str]:
    """Every two neighbouring clauses of a tale, the last ones most; none of a short text."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    if len(text) < _TALE or len(clauses) < _CLAUSES_OF_TALE:
        return []
    return [f"{one}，{other}" for one, other in zip(clauses, clauses[1:], strict=False)][-_READ:]


def meaning_row(text: str, vector: Vectors, mean: Vectors) -> Vectors:
    """Vector and hashed pieces of one question in a row."""
    return np.concatenate([centred(vector, mean), hashed_pieces(text, LENGTHS, PIECES)]).astype(np.float32)
