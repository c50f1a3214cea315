"""Fit the weights of the sentence ranker: ``python -m evals.fit_sentences [--write]``.

The rows in ``evals/calibration/sentences.npz`` are features only, no text, of questions with gold spans (collected by
``python -m evals.sentence_rows``). Several hands wrote the questions; the report leaves out one hand at a time.
"""

import argparse
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.answering.sentence_features import FEATURES

from .intent_set import CORPUS, HERE

ROWS = HERE / "calibration" / "sentences.npz"
OUT = CORPUS / "rules" / "sentences.yaml"
_STRENGTH = 0.1
_SPAN, _MIDDLE = 7.0, 9.0
"""From log-odds to the scale of the additions: the best sentence comes to about 1.3, most to about 0.3."""
_HEAD = "# 一句话有多像答案：各特征的权重。改过特征后用 python -m evals.fit_sentences --write 写出。\n"


class Rows(NamedTuple):
    """A row a sentence: its features, whether it holds a gold span, its question, and the hand that wrote that."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    question: NDArray[np.int64]
    hand: NDArray[np.int64]


class Fitted(NamedTuple):
    """A linear model in log-odds."""

    weights: NDArray[np.float64]
    intercept: float

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """One value a row."""
        return features @ self.weights + self.intercept


def main() -> None:
    """Report, and with ``--write`` also write the weights fitted on all rows."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_sentences", description=__doc__)
    parser.add_argument("--write", action="store_true", help="写出 corpus/rules/sentences.yaml")
    options = parser.parse_args()
    rows = read_rows(ROWS)
    told = report(rows)
    print(told)
    if options.write:
        write(fit(rows), told)


def read_rows(path: Path) -> Rows:
    """What ``evals.sentence_rows`` wrote; raises ValueError when it was for other features."""
    data = np.load(path, allow_pickle=False)
    if tuple(data["names"]) != FEATURES:
        raise ValueError(f"{path}：特征与现在的不同；运行 python -m evals.sentence_rows 重新收集")
    return Rows(data["features"].astype(np.float64), data["right"], data["question"], data["hand"])


def fit(rows: Rows) -> Fitted:
    """A logistic model on evened features, unfolded to plain ones; questions without a right sentence teach nothing."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    useful = np.isin(rows.question, np.unique(rows.question[rows.right]))
    features, right = rows.features[useful], rows.right[useful]
    even: Any = StandardScaler().fit(features)
    model: Any = LogisticRegression(C=_STRENGTH, max_iter=3000).fit(even.transform(features), right)
    weights = model.coef_[0] / even.scale_
    return Fitted(weights, float(model.intercept_[0] - weights @ even.mean_))


def report(rows: Rows) -> str:
    """How often the best sentence is a right one, and its mean reciprocal place, each hand by a model without it."""
    places: list[int] = []
    for hand in np.unique(rows.hand):
        model = fit(_only(rows, rows.hand != hand))
        for question in np.unique(rows.question[rows.hand == hand]):
            mine = rows.question == question
            order = np.argsort(-model.scores(rows.features[mine]), kind="stable")
            hits = np.flatnonzero(rows.right[mine][order])
            places.append(int(hits[0]) + 1 if len(hits) else 0)
    first, mean = sum(place == 1 for place in places), sum(1 / place for place in places if place) / len(places)
    return f"逐位出题人留出：{len(places)} 题，最高分的句子即为依据 {first} 题，倒数名次均值 {mean:.3f}"


def _only(rows: Rows, kept: NDArray[np.bool_]) -> Rows:
    return Rows(rows.features[kept], rows.right[kept], rows.question[kept], rows.hand[kept])


def write(model: Fitted, told: str) -> None:
    """The YAML file that ``answering.sentence_ranker`` reads."""
    weights = dict(zip(FEATURES, (round(float(weight) / _SPAN, 4) for weight in model.weights), strict=True))
    content = {
        "calibration": f"逻辑回归，只看自己工作区的句子；{told}。",
        "intercept": round((model.intercept + _MIDDLE) / _SPAN, 4),
        "weights": weights,
    }
    OUT.write_text(_HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


if __name__ == "__main__":
    main()
