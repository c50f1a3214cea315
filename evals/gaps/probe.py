"""Does the file itself give a defect away? A classifier that sees file properties only must be at chance.

    python -m evals.gaps.probe --enterprises 30 --seed 5000

Samples are papers whose bytes differ between the clean set and the set with defects (types about file properties,
D1 and D2, left out): the clean one is 0, the other 1. Half of the enterprises train a logistic regression, half test
it. The area under the curve is printed for properties alone and with the file's size (a blanked cell makes a file
smaller, so size may tell a little; properties must tell nothing).
"""

import argparse
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from .generator import Enterprise, make_enterprise
from .paper import Paper
from .write_files import paper_bytes

Matrix = NDArray[np.float64]


def features(paper: Paper, size: int | None = None) -> list[float]:
    """Properties of one file as numbers: times of day, weekday, minutes of editing, the author's name, and the size."""
    created, modified = paper.facts.created, paper.facts.modified
    seconds = (modified - created).total_seconds()
    author = sum(map(ord, paper.facts.author)) % 97
    values = [created.hour, created.minute, created.second, created.weekday(), min(seconds / 60, 600), author / 97]
    values += [_day(created), float(paper.facts.author == paper.facts.modified_by)]
    return values + ([float(size)] if size is not None else [])


def _day(when: datetime) -> float:
    return when.day / 31


def samples(one: Enterprise, with_size: bool) -> tuple[list[list[float]], list[int]]:
    """The papers that differ, clean and defective."""
    clean = {p.key: p for p in one.clean[0]}
    rows: list[list[float]] = []
    labels: list[int] = []
    stamped = one.defects[1].world.stamps
    for paper in one.defects[0]:
        twin = clean.get(paper.key)
        if twin is None or paper.key in stamped:
            continue
        pair = paper_bytes(twin), paper_bytes(paper)
        if pair[0] != pair[1]:
            rows += [features(p, len(b) if with_size else None) for p, b in zip((twin, paper), pair, strict=True)]
            labels += [0, 1]
    return rows, labels


def area(scores: Matrix, labels: Matrix) -> float:
    """Area under the curve: the chance that a defective file scores above a clean one; ties count half."""
    high, low = scores[labels == 1], scores[labels == 0]
    wins = (high[:, None] > low[None, :]).sum() + 0.5 * (high[:, None] == low[None, :]).sum()
    return float(wins / (len(high) * len(low)))


def fit(rows: Matrix, labels: Matrix, steps: int = 600) -> tuple[Matrix, Matrix, Matrix]:
    """Mean, spread and weights of a small logistic regression."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    inputs = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    weights = np.zeros(inputs.shape[1])
    for _ in range(steps):
        guess = 1 / (1 + np.exp(-inputs @ weights))
        weights -= 0.2 * (inputs.T @ (guess - labels) / len(rows) + 0.01 * weights)
    return mean, spread, weights


def probe(made: Sequence[Enterprise], with_size: bool) -> tuple[float, int]:
    """Area on the second half of the enterprises after training on the first, and the number of tested files."""
    halves = [made[: len(made) // 2], made[len(made) // 2 :]]
    data = [[samples(one, with_size) for one in half] for half in halves]
    x, y = ([np.array([r for rows in half for r in rows[n]], dtype=float) for half in data] for n in (0, 1))
    mean, spread, weights = fit(x[0], y[0])
    scores = np.hstack([(x[1] - mean) / spread, np.ones((len(x[1]), 1))]) @ weights
    return area(scores, y[1]), len(y[1])


def main() -> None:
    """Print both areas."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--enterprises", type=int, default=30)
    parser.add_argument("--seed", type=int, default=5000)
    options = parser.parse_args()
    made = [make_enterprise(s) for s in range(options.seed, options.seed + options.enterprises)]
    for with_size in (False, True):
        value, count = probe(made, with_size)
        print(f"{'properties and size' if with_size else 'properties only'}: AUC {value:.3f} on {count} files")


if __name__ == "__main__":
    main()
