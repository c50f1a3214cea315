"""Fit the ranker's trees on the development half of stard, nothing else: ``python -m evals.fit_ranker --bench DIR``.

LightGBM LambdaMART over the cheap features; the trees are written to ``corpus/ranker/trees.npz`` as plain arrays.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.deps import RetrieverDeps
from assistant.retrieval.features import FEATURES
from assistant.retrieval.ranking import Ranker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.trees import Trees

from .retrieval_sets import WORKSPACE, BenchQuestion

FOLDS = 5
_ROUNDS = 150
_SETTINGS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 15,
    "seed": 7,
    "deterministic": True,
    "num_threads": 2,
    "verbosity": -1,
}


class Group(NamedTuple):
    """One question: ids of its candidates, their features, fused scores, late interaction, and which are right."""

    question: BenchQuestion
    ids: list[str]
    rows: NDArray[np.float32]
    fused: list[float]
    late: list[float | None]
    right: list[bool]


def collect(deps: RetrieverDeps, questions: Sequence[BenchQuestion]) -> Iterator[Group]:
    """Candidates of each question as the retriever gathers them."""
    retriever, ranker = Retriever(deps, rerank=False), Ranker(deps)
    for question in questions:
        (gathered,) = retriever.gather(question.text, [WORKSPACE])
        kept = [item for item in gathered.candidates if item.chunk.id not in question.equivalent]
        gathered = gathered._replace(candidates=kept)
        evidence = ranker.evidence(gathered)
        ids = [item.chunk.id for item in kept]
        right = [key in question.relevant for key in ids]
        yield Group(question, ids, evidence.rows, evidence.fused, evidence.late, right)


def fold_of(question: BenchQuestion) -> int:
    """The fold of a question, by its hash."""
    return int(hashlib.sha256(f"ranker/1:{question.id}".encode()).hexdigest(), 16) % FOLDS


def fit(groups: Sequence[Group], revision: str = "1") -> Trees:
    """Trees from groups that hold at least one right candidate."""
    import lightgbm

    useful = [group for group in groups if any(group.right)]
    rows = np.concatenate([group.rows for group in useful])
    labels = np.concatenate([np.asarray(group.right, np.int32) for group in useful])
    data = lightgbm.Dataset(rows, labels, group=[len(group.ids) for group in useful], feature_name=list(FEATURES))
    booster = lightgbm.train(_SETTINGS, data, num_boost_round=_ROUNDS)
    return as_trees(booster.dump_model(), revision)


def as_trees(model: dict[str, Any], revision: str) -> Trees:
    """LightGBM's dump as flat arrays."""
    flat = [_flatten(tree["tree_structure"]) for tree in model["tree_info"]]
    width = max(len(nodes) for nodes in flat)
    arrays = {name: np.zeros((len(flat), width)) for name in ("feature", "threshold", "left", "right", "value")}
    for row, nodes in enumerate(flat):
        for column, node in enumerate(nodes):
            for name, value in zip(arrays, node[:5], strict=True):
                arrays[name][row, column] = value
    return Trees(
        names=FEATURES,
        feature=arrays["feature"].astype(np.int32),
        threshold=arrays["threshold"],
        left=arrays["left"].astype(np.int32),
        right=arrays["right"].astype(np.int32),
        value=arrays["value"],
        depth=max(node[5] for nodes in flat for node in nodes),
        revision=revision,
    )


_Node = tuple[int, float, int, int, float, int]


def _flatten(structure: dict[str, Any]) -> list[_Node]:
    """Nodes in order of visit: feature, threshold, left, right, value, depth; leaves point to themselves."""
    nodes: list[_Node] = []

    def visit(node: dict[str, Any], depth: int) -> int:
        at = len(nodes)
        if "leaf_value" in node:
            nodes.append((0, 0.0, at, at, float(node["leaf_value"]), depth))
            return at
        nodes.append((0, 0.0, at, at, 0.0, depth))
        left, right = visit(node["left_child"], depth + 1), visit(node["right_child"], depth + 1)
        nodes[at] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0, depth)
        return at

    visit(structure, 0)
    return nodes


def save(trees: Trees, path: Path) -> None:
    """Write the archive that ``adapters.ranker_file`` reads."""
    np.savez_compressed(
        path, names=np.array(trees.names), feature=trees.feature.astype(np.int16),
        threshold=trees.threshold, left=trees.left.astype(np.int16), right=trees.right.astype(np.int16),
        value=trees.value.astype(np.float32), depth=trees.depth, revision=trees.revision,
    )  # fmt: skip


def main() -> None:
    """Collect, fit, write."""
    from .retrieval import open_bench, parser_options

    parser = argparse.ArgumentParser(description=__doc__)
    parser_options(parser)
    parser.add_argument("--out", type=Path, default=Path("corpus/ranker/trees.npz"))
    options = parser.parse_args()
    opened = open_bench("stard", options)
    groups = list(collect(opened.deps, opened.bench.questions))
    save(fit(groups), options.out)
    print(f"{options.out}：{len(groups)} 个问题，其中 {sum(any(g.right) for g in groups)} 个的候选里有正确条文")


if __name__ == "__main__":
    main()
