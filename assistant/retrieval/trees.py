"""Boosted regression trees, evaluated with numpy: the ranker's weights are data and need no learning library."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..ports import Vectors


@dataclass(frozen=True)
class Trees:
    """All trees in flat arrays (trees, nodes).

    Node i of a tree tests ``row[feature] <= threshold``: true goes to ``left``, false to ``right``. Leaves point to
    themselves and hold ``value``. ``depth`` is the length of the longest way down.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int
    revision: str

    def scores(self, rows: Vectors) -> NDArray[np.float64]:
        """Sum over trees for each row of (rows, features)."""
        count = len(self.feature)
        tree = np.arange(count)[None, :]
        node = np.zeros((len(rows), count), np.int32)
        sample = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            below = rows[sample, self.feature[tree, node]] <= self.threshold[tree, node]
            node = np.where(below, self.left[tree, node], self.right[tree, node])
        return self.value[tree, node].sum(axis=1)
