"""Retrieval on the public sets, all stages on, beside plain fusion by rank in the same run.

``python -m evals.retrieval --bench ../shared/bench [--set legal_dc] [--limit 300]``. Nothing is fitted on a set itself:
the ranker ships fitted on stard, and on stard it is fitted anew on four fifths for each fifth. Indexes are kept in
``--cache``.
"""

import argparse
import dataclasses
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.adapters.jieba_segmenter import JiebaSegmenter
from assistant.adapters.onnx_embedder import OnnxEmbedder, prepare
from assistant.adapters.ranker_file import read_codec, read_question_mean, read_spoken_words, read_trees
from assistant.domain.errors import CorpusError
from assistant.retrieval.deps import RetrieverDeps
from assistant.retrieval.retriever import Retriever

from . import fit_ranker
from .retrieval_sets import WORKSPACE, BenchQuestion, BenchSet, MemoryReader, fill, load_set, open_index

SETS = ("legal_dc", "stard", "lawbench", "cmrc")
_DEPTH = 30
_RESAMPLES = 1000


class Opened(NamedTuple):
    """A set with its retriever's outside."""

    bench: BenchSet
    deps: RetrieverDeps


class Outcome(NamedTuple):
    """Per question: recall and hit at each depth, reciprocal rank, milliseconds."""

    values: dict[str, list[float]]


def parser_options(parser: argparse.ArgumentParser) -> None:
    """Options that the retrieval evaluations share."""
    parser.add_argument("--bench", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--cache", type=Path, default=Path("evals/runs/cache"), help="where indexes are kept")
    parser.add_argument("--models", type=Path, default=Path(".cache/models"), help="folder of the converted model")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--limit", type=int, help="a random sample of so many questions, seed 7")


def open_bench(name: str, options: argparse.Namespace) -> Opened:
    """Load a set, bring its index up to date, and build what the retriever needs."""
    bench = load_set(name, options.bench)
    prepare(options.models)
    embedder, segmenter = OnnxEmbedder(options.models), JiebaSegmenter()
    codec = read_codec(options.corpus / "ranker")
    index = open_index(options.cache / bench.name, embedder, segmenter, codec)
    fill(index, bench, _progress(bench.name))
    deps = RetrieverDeps(
        reader=MemoryReader(bench),
        vectors=index.vectors,
        keywords=index.keyword,
        embedder=embedder,
        segmenter=segmenter,
        spoken=read_spoken_words(options.corpus / "ranker"),
        tokens=index.tokens,
        token_embedder=embedder,
        codec=codec,
        question_mean=read_question_mean(options.corpus / "ranker"),
    )
    if options.limit and options.limit < len(bench.questions):
        bench = bench._replace(questions=random.Random(7).sample(bench.questions, options.limit))
    return Opened(bench, deps)


def _progress(name: str) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        print(f"{name} 建立索引 {done}/{total}", file=sys.stderr, flush=True)

    return report


def run(retriever: Retriever, questions: Sequence[BenchQuestion]) -> Outcome:
    """Ask everything."""
    values: dict[str, list[float]] = {}
    for question in questions:
        started = time.perf_counter()
        found = retriever.search(question.text, [WORKSPACE], _DEPTH)
        elapsed = (time.perf_counter() - started) * 1000
        ids = [passage.chunk.id for passage in found if passage.chunk.id not in question.equivalent]
        for name, value in {**score(ids, question.relevant), "ms": elapsed}.items():
            values.setdefault(name, []).append(value)
    return Outcome(values)


def score(ids: Sequence[str], relevant: frozenset[str]) -> dict[str, float]:
    """R@k: share of the right ids in the first k; hit@k: any of them; MRR@10."""
    scores: dict[str, float] = {}
    for depth in (1, 5, 10, 20):
        inside = len(relevant & set(ids[:depth]))
        scores[f"R@{depth}"] = inside / len(relevant)
        scores[f"hit@{depth}"] = float(inside > 0)
    ranks = [rank for rank, key in enumerate(ids[:10], start=1) if key in relevant]
    return {**scores, "MRR@10": 1 / ranks[0] if ranks else 0.0}


def interval(values: Sequence[float], seed: int = 7) -> tuple[float, float]:
    """95 % bootstrap interval of the mean."""
    numbers = np.asarray(values)
    picks = np.random.default_rng(seed).integers(0, len(numbers), (_RESAMPLES, len(numbers)))
    low, high = np.percentile(numbers[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def cross_validated(opened: Opened) -> Outcome:
    """All stages on stard: each fifth is ranked by trees fitted on the other four."""
    groups = list(fit_ranker.collect(opened.deps, opened.bench.questions))
    merged: dict[str, list[float]] = {}
    for fold in range(fit_ranker.FOLDS):
        trees = fit_ranker.fit([group for group in groups if fit_ranker.fold_of(group.question) != fold])
        held = [question for question in opened.bench.questions if fit_ranker.fold_of(question) == fold]
        outcome = run(Retriever(dataclasses.replace(opened.deps, trees=trees)), held)
        for name, values in outcome.values.items():
            merged.setdefault(name, []).extend(values)
    return Outcome(merged)


def evaluate(name: str, options: argparse.Namespace) -> dict[str, dict[str, list[float]]]:
    """Systems by name, each with its metrics as [mean, low, high]."""
    opened = open_bench(name, options)
    questions = opened.bench.questions
    systems = {"rrf": run(Retriever(opened.deps, rerank=False), questions)}
    systems["late only"] = run(Retriever(opened.deps), questions)
    if name == "stard":
        systems["full (5-fold)"] = cross_validated(opened)
    else:
        trees = _shipped(options)
        systems["full"] = run(Retriever(dataclasses.replace(opened.deps, trees=trees)), questions)
    return {system: _summary(outcome) for system, outcome in systems.items()}


def _shipped(options: argparse.Namespace) -> fit_ranker.Trees | None:
    try:
        return read_trees(options.corpus / "ranker")
    except CorpusError:
        print("没有 corpus/ranker/trees.npz，按融合排名代替", file=sys.stderr)
        return None


def _summary(outcome: Outcome) -> dict[str, list[float]]:
    summary = {
        name: [float(np.mean(values)), *interval(values)] for name, values in outcome.values.items() if name != "ms"
    }
    milliseconds = outcome.values["ms"]
    return {**summary, "n": [len(milliseconds)], "ms p50/p95": list(np.percentile(milliseconds, [50, 95]))}


def _print(name: str, systems: dict[str, dict[str, list[float]]]) -> None:
    for system, metrics in systems.items():
        shown = "  ".join(
            f"{metric} {metrics[metric][0]:.3f} [{metrics[metric][1]:.3f}, {metrics[metric][2]:.3f}]"
            for metric in ("R@1", "R@5", "R@10", "hit@5", "MRR@10")
        )
        p50, p95 = metrics["ms p50/p95"]
        print(f"{name} · {system} · n={int(metrics['n'][0])}\n  {shown}  {p50:.0f}/{p95:.0f} ms", flush=True)


def main() -> None:
    """Run the sets asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser_options(parser)
    parser.add_argument("--set", action="append", choices=SETS, help="default: all")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    if not options.bench.is_dir():
        print(f"跳过：没有公开数据集 {options.bench}")
        return
    results: dict[str, dict[str, dict[str, list[float]]]] = {}
    for name in options.set or SETS:
        results[name] = evaluate(name, options)
        _print(name, results[name])
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
