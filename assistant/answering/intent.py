"""What a question is after, judged as a whole: a linear model beside the rules, because words alone do not carry it.

Features are the vectors and hashed pieces of the question and of its last clause, and which word groups of the conduct
rules stand in it, alone and together. Weights are data (``corpus/intent``), fitted by ``python -m evals.fit_intent``.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..ports import Vectors
from ..text.normalize import fold_text
from .conduct import ConductRules, signs_of
from .words import words

PIECES = 16384
_LENGTHS = (1, 2, 3, 4)
LAST_PIECES = 4096
_LAST_LENGTHS = (1, 2, 3)
_LAST = 0.5
"""What the last clause, where most people say what they want, counts beside the whole."""
_GAPS = re.compile(r"[，,。！!？?：:\s]*[ ，,][，,。！!：:\s]*")
"""What is left between two clauses when courtesy is taken out."""
_CLAUSES = re.compile(r"[，,。！？!?；;：:\n]")
_SHORT = 14
BEYOND_DOUBT = 0.9
"""Chance from which even a plain question (行不行, 靠谱不) is taken for a request."""
_LIKELY = 0.5
_ENDS = " \u3000\t\n。！？!?.…~～，,"
_CHANCES = ("unethical", "foreign", "unanswerable")


@dataclass(frozen=True)
class Intent:
    """Chances (0–1) of what is asked. ``act`` is the likeliest forbidden act, meant only when ``unethical`` is high."""

    unethical: float
    foreign: float
    """A topic of another world."""
    unanswerable: float
    """Something no paper of the field tells: prices, rankings, other firms' facts."""
    act: str
    forbidden: bool = False
    """``unethical`` is high enough to refuse words that request something or speak of a forbidden act."""
    certain: bool = False
    """… or any others."""
    harmless: bool = False
    """``unethical`` is so low that a rule which matches is not believed."""

    @property
    def untold(self) -> bool:
        """More likely than not something no paper of the field tells."""
        return self.unanswerable >= _LIKELY

    @property
    def elsewhere(self) -> bool:
        """More likely than not a topic of another world."""
        return self.foreign >= _LIKELY


NOTHING = Intent(0.0, 0.0, 0.0, "")
"""What is known of a question without a model."""


@dataclass(frozen=True)
class IntentModel:
    """One row of ``weights`` a name of ``names`` (the chances, then the acts), the last column is the intercept.

    ``scales``: what vectors, pieces and signs are multiplied by. From ``refuse`` on what requests something or
    speaks of a forbidden act is refused, from ``certain`` on the rest; below ``doubt`` a rule that matches is not
    believed.
    """

    names: tuple[str, ...]
    weights: Vectors
    mean: Vectors
    scales: tuple[float, float, float]
    refuse: float
    certain: float
    doubt: float

    def judge(self, text: str, embed: Callable[[str], Vectors], rules: ConductRules) -> Intent:
        """The chances of one question."""
        row = feature_row(text, embed, self.mean, rules, self.scales)
        totals = self.weights[:, :-1] @ row + self.weights[:, -1]
        chances = dict(zip(self.names, (1 / (1 + np.exp(-totals.astype(np.float64)))).tolist(), strict=True))
        acts = {name: value for name, value in chances.items() if name not in _CHANCES}
        unethical, foreign, unanswerable = (chances[name] for name in _CHANCES)
        act = max(acts, key=lambda name: acts[name])
        return Intent(
            unethical,
            foreign,
            unanswerable,
            act,
            unethical >= self.refuse,
            unethical >= self.certain,
            unethical < self.doubt,
        )


@dataclass(frozen=True)
class IntentReader:
    """The model with what it needs to read a question."""

    model: IntentModel
    embed: Callable[[str], Vectors]

    def __call__(self, text: str, rules: ConductRules) -> Intent:
        """What ``text`` is after."""
        said = meant_in(text, rules)
        return self.model.judge(said, self.embed, rules) if said else NOTHING


def meant_in(text: str, rules: ConductRules) -> str:
    """The words that say what is meant: without courtesy and the mark at the end; all of them when nothing else is."""
    plain = bare(_GAPS.sub("，", words(rules.courtesy).remove(text)))
    return plain or bare(text)


def bare(text: str) -> str:
    """The words without the mark at the end, which says nothing of what is meant."""
    return text.strip(_ENDS)


def last_clause(text: str) -> str:
    """The last clause with words in it."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    return clauses[-1].strip() if clauses else text


def feature_row(
    text: str,
    embed: Callable[[str], Vectors],
    mean: Vectors,
    rules: ConductRules,
    scales: tuple[float, float, float],
) -> Vectors:
    """Vectors and hashed pieces of one question and of its last clause, signs and pairs of signs in a row."""
    last = last_clause(text)
    vector = embed(text)
    vectors = (vector, vector if last == text else embed(last))
    signs = [*signs_of(text, rules), len(text) < _SHORT]
    paired = np.array([*signs, *(one and other for one, other in combinations(signs, 2))], np.float32)
    return np.concatenate([
        centred(vectors[0], mean) * scales[0],
        centred(vectors[1], mean) * scales[0] * _LAST,
        hashed_pieces(text, _LENGTHS, PIECES) * scales[1],
        hashed_pieces(last, _LAST_LENGTHS, LAST_PIECES) * scales[1] * _LAST,
        paired * scales[2],
    ]).astype(np.float32)


def centred(vector: Vectors, mean: Vectors) -> Vectors:
    """What sets one question's vector apart from the average question, of unit length."""
    shifted = vector - mean
    return shifted / max(float(np.linalg.norm(shifted)), 1e-9)


def hashed_pieces(text: str, lengths: tuple[int, ...], size: int) -> Vectors:
    """Which runs of so many characters stand in ``text``, hashed to ``size`` places, of unit length."""
    framed = f"^{fold_text(text)}$"
    runs = {framed[at : at + long] for long in lengths for at in range(len(framed) - long + 1)}
    row = np.zeros(size, np.float32)
    row[[zlib.crc32(run.encode()) % size for run in runs]] = 1.0
    return row / max(float(np.sqrt(row.sum())), 1.0)
