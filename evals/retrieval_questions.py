"""Retrieval on questions about one text whose gold are exact spans: ``python -m evals.retrieval_questions``.

The text goes through the product's own reading and indexing into a data folder that is kept in ``--home``; a gold span
counts as found when a passage holds it (white space, widths and asterisks do not count).
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.bootstrap import Assistant, open_assistant
from assistant.retrieval.retriever import Retriever
from assistant.settings import Settings
from assistant.text.normalize import fold_text

from .retrieval import interval

_WORKSPACE = "questions"
_STARS = re.compile(r"\*")


def folded(text: str) -> str:
    """How spans and passages are compared."""
    return fold_text(_STARS.sub("", text))


def wordings(line: dict[str, Any]) -> list[str]:
    """What is searched: the question; of a follow-up the question before it as well, then its own words alone."""
    history = line.get("history") or []
    return [f"{history[-1]['question']} {line['question']}", line["question"]] if history else [line["question"]]


def found_spans(line: dict[str, Any], texts: Sequence[str]) -> list[bool]:
    """For each gold span whether it, or an alternative, stands in one of the texts."""
    alternatives = line.get("gold_alt") or [[]] * len(line["gold_spans"])
    return [
        any(folded(span) in text for span in (gold, *_listed(others)) for text in texts)
        for gold, others in zip(line["gold_spans"], alternatives, strict=True)
    ]


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def measure(retriever: Retriever, lines: Sequence[dict[str, Any]], workspaces: Sequence[str]) -> dict[str, Any]:
    """hit@k and spans@5, overall with intervals, and hit@5 by kind as counts."""
    hits: dict[str, list[float]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    missed: list[str] = []
    for line in lines:
        query, *others = wordings(line)
        passages = retriever.search(query, workspaces, 10, extra_queries=others)
        texts = [folded(passage.chunk.text) for passage in passages]
        for depth in (1, 3, 5, 10):
            hits[f"hit@{depth}"].append(float(any(found_spans(line, texts[:depth]))))
        inside = found_spans(line, texts[:5])
        hits["spans@5"].append(sum(inside) / len(inside))
        kinds[line["kind"]].append(any(inside))
        if not any(inside):
            missed.append(line["id"])
    figures = {name: [sum(values) / len(values), *interval(values)] for name, values in hits.items()}
    by_kind = {kind: f"{sum(values)}/{len(values)}" for kind, values in sorted(kinds.items())}
    return {"figures": figures, "hit@5 by kind": by_kind, "missed": missed}


def opened(options: argparse.Namespace) -> Assistant:
    """An assistant with the text in its workspace."""
    assistant = open_assistant(Settings(home=options.home, models_dir=options.models))
    assistant.prepare()
    assistant.ingest([options.text], _WORKSPACE, None)
    return assistant


def main() -> None:
    """Plain fusion and all stages, in the text's workspace alone and with the library beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=Path("../shared/bench/questions/questions.jsonl"))
    parser.add_argument("--text", type=Path, default=Path("../shared/input/贯标实施要点.txt"))
    parser.add_argument("--home", type=Path, default=Path("evals/runs/questions"))
    parser.add_argument("--models", type=Path, default=Path(".cache/models"))
    options = parser.parse_args()
    if not options.questions.is_file() or not options.text.is_file():
        print("跳过：没有问题集或原文")
        return
    lines = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    answerable = [line for line in lines if line["gold_spans"]]
    assistant = opened(options)
    full = assistant.retriever
    plain = full.without_ranking()
    for name, retriever in (("rrf", plain), ("full", full)):
        for scope, workspaces in (("own text", [_WORKSPACE]), ("with library", [_WORKSPACE, "library"])):
            print(f"{name} · {scope} · n={len(answerable)}")
            print(json.dumps(measure(retriever, answerable, workspaces), ensure_ascii=False, indent=None))


if __name__ == "__main__":
    main()
