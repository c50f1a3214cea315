"""A linear model of how well a sentence answers; weights are data: ``corpus/rules/sentences.yaml``.

They are fitted by ``python -m evals.fit_sentences`` on questions whose answering sentences are known.
"""

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.value import Value
from .sentence_features import FEATURES
from .words import read_mapping


class SentenceWeights(Value):
    """``corpus/rules/sentences.yaml``: one weight a feature; the scale is that of the additions in ``scoring``."""

    calibration: str
    intercept: float
    weights: dict[str, float]

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """One score a row, never below 0."""
        return np.maximum(rows @ np.array([self.weights[name] for name in FEATURES]) + self.intercept, 0.0)


def read_sentence_weights(text: str) -> SentenceWeights:
    """Weights from the text of the YAML file; raises CorpusError when it is broken or for other features."""
    try:
        found = SentenceWeights.model_validate(read_mapping(text, "sentences.yaml"))
    except ValidationError as error:
        raise CorpusError("选句权重写错", "sentences.yaml", str(error.errors()[0]["loc"])) from error
    odd = set(FEATURES).symmetric_difference(found.weights)
    if odd:
        fix = "运行 python -m evals.fit_sentences --write"
        raise CorpusError(f"选句权重与特征不符：{'、'.join(sorted(odd))}", "sentences.yaml", fix)
    return found
