"""Collect what the sentence ranker is fitted on: ``python -m evals.sentence_rows --home DIR [FILE…]``.

``--home`` is a data folder whose workspace ``default`` holds the training text. Asked are the development cases of
``evals/cases`` and the questions of the files (JSON lines: ``question``, ``history``, ``gold_spans``, ``gold_alt``);
files two levels below one folder are by one hand. Only features are kept, no text.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.answering.examining import examine
from assistant.answering.parts import focused
from assistant.answering.preference import readable
from assistant.answering.scoring import looked_at
from assistant.answering.sentence_features import FEATURES, feature_rows
from assistant.answering.understanding import understand
from assistant.answering.units import Unit
from assistant.bootstrap import Assistant, open_assistant
from assistant.domain.answer import Question, Turn
from assistant.settings import load_settings
from assistant.workflows.answer_deps import tools, workspaces
from assistant.workflows.answer_search import find

from .fit_sentences import ROWS
from .scorers.case import load_cases
from .scorers.folding import fold, overlaps
from .scorers.sources import local_sources

_SUITES = ("answer", "retrieval")
_SMALL = 8
"""A shorter sentence inside a gold span is not the answer yet."""
_PASSAGES = 10


class Asked(NamedTuple):
    """A question with the folded spans one of which answers it, and the hand that wrote it."""

    question: Question
    spans: tuple[str, ...]
    hand: int


def main() -> None:
    """Ask, compare, write."""
    parser = argparse.ArgumentParser(prog="python -m evals.sentence_rows", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="已读入培训讲义的数据目录")
    parser.add_argument("files", nargs="*", type=Path, help="题目文件")
    options = parser.parse_args()
    helper = open_assistant(load_settings(options.home))
    asked = [*own_cases(), *of_files(options.files)]
    found = [(number, one, *sentences(one, helper)) for number, one in enumerate(asked)]
    np.savez_compressed(
        ROWS,
        names=np.array(FEATURES),
        features=np.concatenate([rows for *_, rows, _ in found]).astype(np.float16),
        right=np.concatenate([right for *_, right in found]),
        question=np.concatenate([np.full(len(right), number) for number, *_, right in found]),
        hand=np.concatenate([np.full(len(right), one.hand) for _, one, _, right in found]),
    )
    print(f"{ROWS}：{len(found)} 题，{sum(len(right) for *_, right in found)} 句")


def own_cases() -> Iterator[Asked]:
    """The development cases on the training text whose gold is a span."""
    sources = local_sources()
    for case in (case for suite in _SUITES for case in load_cases(suite, "dev")):
        spans = () if sources.why_not(case) else tuple(sources.span(t) for point in case.gold for t in point if t.text)
        history = tuple(Turn(question=turn.question, answer=turn.answer) for turn in case.history)
        if spans:
            yield Asked(Question(text=case.question, history=history, workspace="default", scope=case.scope), spans, 0)


def of_files(files: Sequence[Path]) -> Iterator[Asked]:
    """The questions of the files that have gold spans; a new folder, taken two levels up, is a new hand."""
    hands = list(dict.fromkeys(path.resolve().parents[1] for path in files))
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            said: dict[str, Any] = json.loads(line) if line.strip() else {}
            others = [span for listed in said.get("gold_alt") or [] for span in listed]
            spans = tuple(fold(span) for span in (*said.get("gold_spans", ()), *others))
            if spans:
                yield Asked(_question(said), spans, 1 + hands.index(path.resolve().parents[1]))


def _question(said: dict[str, Any]) -> Question:
    history = said.get("history") or []
    turns = tuple(Turn(question=turn["question"], answer=turn.get("answer", turn.get("gist", ""))) for turn in history)
    return Question(text=said["question"], history=turns, workspace="default")


def sentences(one: Asked, helper: Assistant) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Features of the sentences of the own documents, and which hold a span, as answering looks at them."""
    deps = helper.answering
    asked = understand(one.question, deps.rules, deps.glossary, deps.segmenter, deps.intent, deps.meaning)
    passages = find(asked, one.question, deps, _PASSAGES)
    passages = readable(passages, asked.analysis, deps.rules.scope.default_standard, deps.library)
    hands, whole = tools(deps, workspaces(one.question, deps)), focused(asked.analysis, deps.rules.types)
    weighted = examine(whole, passages, hands, None, asked.hints).weighted
    looked = looked_at(whole, passages, weighted, hands.connectives.cues, hands.nearness)
    if not looked.units:
        return np.zeros((0, len(FEATURES))), np.zeros(0, bool)
    own = np.array([unit.passage.chunk.workspace != deps.library for unit in looked.units])
    right = np.array([holds(unit, one.spans) for unit in looked.units])
    return feature_rows(looked)[own], right[own]


def holds(unit: Unit, spans: Sequence[str]) -> bool:
    """Does the sentence hold most of a span, or lie within one?"""
    said = fold(unit.line.chunk.text[unit.start : unit.end])
    return any(overlaps(span, said) or (len(said) >= _SMALL and said in span) for span in spans)


if __name__ == "__main__":
    main()
