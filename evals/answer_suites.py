"""Runs the answering suites against anything that answers like ``ask --json`` and reports figures and failures."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .scorers.case import CASES, KINDS, SUITES, Case, Split, Suite, load_cases
from .scorers.intervals import estimate
from .scorers.reply import Reply, read_reply
from .scorers.scores import LOWER_IS_BETTER, Score, said_wrong, score_case
from .scorers.sources import Sources, local_sources

Ask = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Takes ``{"id", "question", "history", "scope"}``, gives the object that ``ask --json`` prints."""


class Row(NamedTuple):
    """One case with its reply and scores."""

    case: Case
    reply: Reply
    scores: dict[str, Score]


def question_of(case: Case) -> dict[str, Any]:
    """The case as the product's own input, without what is expected."""
    history = [turn.model_dump() for turn in case.history]
    return {"id": case.id, "question": case.question, "history": history, "scope": case.scope}


def run(
    suite: Suite,
    ask: Ask,
    *,
    split: Split = "dev",
    folder: Path = CASES,
    sources: Sources | None = None,
    limit: int | None = None,
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    """Ask every scorable case of one file and report.

    ``limit`` takes the first cases, ``only`` those with these ids. Cases whose gold cannot be located here are listed
    under ``skipped`` with the reason, and not asked. An exception of ``ask`` is not caught: a defect must not look like
    a low figure. For the sealed split the failing cases are kept back, so that nobody tunes on them.
    """
    known = sources or local_sources()
    every = load_cases(suite, split, folder)
    cases = [case for case in every if only is None or case.id in only][:limit]
    reasons = {case.id: known.why_not(case) for case in cases}
    rows = [_row(case, ask, known) for case in cases if not reasons[case.id]]
    skipped = [{"id": name, "reason": reason} for name, reason in reasons.items() if reason]
    return {"suite": suite, "split": split, "cases": len(cases), "skipped": skipped, **summary(rows, split == "sealed")}


def _row(case: Case, ask: Ask, sources: Sources) -> Row:
    reply = read_reply(ask(question_of(case)))
    return Row(case, reply, score_case(case, reply, sources))


def summary(rows: Sequence[Row], sealed: bool = False) -> dict[str, Any]:
    """Figures overall and by kind, statuses by kind, failing cases by reason."""
    kinds = [kind for kind in KINDS if any(row.case.kind == kind for row in rows)]
    failing = [(row.case, whys) for row in rows if (whys := failures(row))]
    return {
        "asked": len(rows),
        "statuses": {kind: dict(Counter(row.reply.status for row in _of(rows, kind))) for kind in kinds},
        "mean_answer_length": _mean(len(row.reply.text) for row in rows if row.reply.answered),
        "figures": {"overall": figures(rows), **{kind: figures(_of(rows, kind)) for kind in kinds}},
        "failing_by_kind": dict(Counter(case.kind for case, _ in failing)),
        "failing": [] if sealed else [_failing(case, whys) for case, whys in failing],
    }


def _of(rows: Sequence[Row], kind: str) -> list[Row]:
    return [row for row in rows if row.case.kind == kind]


def _mean(values: Iterable[int]) -> float | None:
    numbers = list(values)
    return round(sum(numbers) / len(numbers), 1) if numbers else None


def _failing(case: Case, whys: tuple[str, ...]) -> dict[str, Any]:
    return {"id": case.id, "kind": case.kind, "question": case.question, "why": list(whys)}


def figures(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Measure → estimate, in the order of the measures."""
    names = dict.fromkeys(name for row in rows for name in row.scores)
    found = {name: estimate([row.scores[name] for row in rows if name in row.scores]) for name in names}
    return {name: value._asdict() for name, value in found.items() if value is not None}


def failures(row: Row) -> tuple[str, ...]:
    """What is wrong with this answer, in Chinese; empty when nothing is."""
    case, reply, scores = row
    if reply.status == "broken":
        return ("没有可读的回答",)
    found = [
        (_hit(scores, "refusal_recall") == 0, "该拒答而作答"),
        (_hit(scores, "false_refusal") == 1, "不该拒答而拒答"),
        (_hit(scores, "refusal_reason_lenient") == 0, f"拒答理由为 {reply.refusal}"),
        (_hit(scores, "refusal_helpful") == 0, "拒答没有给出正当途径或最近的条款"),
        (_hit(scores, "wrong") == 1, f"出现不该有的话：{'、'.join(said_wrong(case, reply))}"),
        (_hit(scores, "premise_corrected") == 0, "没有纠正错误前提"),
        (_hit(scores, "hit@5") == 0, "前五段没有依据"),
        (_hit(scores, "citation_recall") == 0, "引用没有落在依据上"),
        (reply.answered and 0 <= _hit(scores, "completeness") < 0.5, "要点不足一半"),
        (_short(scores, "quotes_verbatim"), "引文与原文不一字不差"),
    ]
    return tuple(why for failed, why in found if failed)


def _hit(scores: Mapping[str, Score], name: str) -> float:
    """The hits of a measure, -1 where it was not eligible."""
    return scores[name].hits if name in scores else -1


def _short(scores: Mapping[str, Score], name: str) -> bool:
    return name in scores and scores[name].hits < scores[name].of


def report_lines(report: Mapping[str, Any]) -> list[str]:
    """The report as a person reads it."""
    counts = f"{report['cases']} 题，已测 {report['asked']}，跳过 {len(report['skipped'])}"
    lines = [f"{report['suite']} / {report['split']}：{counts}"]
    lines += [f"  跳过 {item['id']}：{item['reason']}" for item in report["skipped"][:3]]
    for kind, measured in report["figures"].items():
        lines.append(f"== {kind}  {report['statuses'].get(kind, '')}")
        lines += [f"  {_figure_line(name, figure)}" for name, figure in measured.items()]
    lines.append(f"未通过（按类）：{report['failing_by_kind']}")
    lines += [_failing_line(item) for item in report["failing"]]
    return lines


def _failing_line(item: Mapping[str, Any]) -> str:
    return f"  {item['id']} {item['kind']} {item['question']} —— {'；'.join(item['why'])}"


def _figure_line(name: str, figure: Mapping[str, Any]) -> str:
    if figure["low"] is None:
        return f"{name:24s} {figure['hits']:g}/{figure['of']:g}"
    note = "  越低越好" if name in LOWER_IS_BETTER else ""
    return f"{name:24s} {figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}] n={figure['cases']}{note}"


def run_all(ask: Ask, split: Split = "dev", sources: Sources | None = None) -> dict[str, dict[str, Any]]:
    """Every suite once."""
    known = sources or local_sources()
    return {suite: run(suite, ask, split=split, sources=known) for suite in SUITES}
