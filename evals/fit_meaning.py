"""Fit the meaning model on our own ways of asking and report how it does on those it has not heard.

``python -m evals.fit_meaning [--write] [--models DIR]``: six folds over the ways of asking; the written wording itself
is always known.
"""

import argparse
import random
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.adapters.meaning_file import write_meaning_model
from assistant.adapters.onnx_embedder import OnnxEmbedder, prepare
from assistant.adapters.ranker_file import read_question_mean
from assistant.answering.intent import bare
from assistant.answering.meaning import MeaningModel, meaning_row

from .intent_set import CORPUS

FOLDS = 6
_STRENGTH = 1.0
_REPORTED = (1, 3, 5)
Rows = NDArray[np.float32]


class Way(NamedTuple):
    """A way of asking for the thing number ``point``; ``written`` is the wording of the thing itself."""

    text: str
    point: int
    written: bool


def main() -> None:
    """Report, and with ``--write`` also write ``corpus/meaning/model.npz`` fitted on everything."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_meaning", description=__doc__)
    parser.add_argument("--models", type=Path, default=Path(".cache/models"), help="内置模型的文件夹")
    parser.add_argument("--write", action="store_true", help="写出 corpus/meaning/model.npz")
    options = parser.parse_args()
    prepare(options.models)
    embedder, mean = OnnxEmbedder(options.models), read_question_mean(CORPUS / "ranker")
    wordings, known = ways()
    rows = np.stack([meaning_row(bare(way.text), embedder.query(bare(way.text)), mean) for way in known])
    _report(known, rows, len(wordings))
    if options.write:
        write_meaning_model(MeaningModel(wordings, _fit(rows, known, len(wordings)), mean), CORPUS / "meaning")


def ways() -> tuple[tuple[str, ...], list[Way]]:
    """Written wordings, and all ways of asking for them."""
    points: dict[str, list[str]] = yaml.safe_load((CORPUS / "points.yaml").read_text(encoding="utf-8"))
    known = [
        Way(text, at, text == wording)
        for at, (wording, asked) in enumerate(points.items())
        for text in (wording, *asked)
    ]
    return tuple(points), known


def _fit(rows: Rows, known: list[Way], points: int) -> Rows:
    """Weights and intercepts of a ridge classifier, one column a point."""
    from sklearn.linear_model import RidgeClassifier

    model: Any = RidgeClassifier(alpha=_STRENGTH).fit(rows, [way.point for way in known])
    weights = np.full((rows.shape[1] + 1, points), -1.0, np.float32)
    weights[:, model.classes_] = np.vstack([model.coef_.T, model.intercept_])
    return weights


def _report(known: list[Way], rows: Rows, points: int) -> None:
    chance = random.Random(3)
    fold = np.array([FOLDS if way.written else chance.randrange(FOLDS) for way in known])
    places: list[int] = []
    for number in range(FOLDS):
        weights = _fit(rows[fold != number], [way for way, at in zip(known, fold, strict=True) if at != number], points)
        order = np.argsort(-(rows[fold == number] @ weights[:-1] + weights[-1]), axis=1)
        wanted = [way.point for way, at in zip(known, fold, strict=True) if at == number]
        places.extend(int(np.where(row == point)[0][0]) for row, point in zip(order, wanted, strict=True))
    for limit in _REPORTED:
        hits = sum(place < limit for place in places)
        print(f"没听过的问法，前 {limit} 个里有对的：{hits}/{len(places)}")


if __name__ == "__main__":
    main()
