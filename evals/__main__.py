"""``python -m evals``: questions for ``guanbiao ask --batch``, and the scores of what came back."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .answer_suites import question_of, report_lines, run
from .scorers.case import SUITES, Case, Split, load_cases


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the questions of a split, or the report on a file of answers. Exit code 2 for an unreadable file."""
    options = _options(arguments)
    if options.command == "questions":
        for case in _chosen(options.split, options.scope):
            print(json.dumps(question_of(case), ensure_ascii=False))
        return 0
    try:
        answers = _answers(Path(options.answers))
    except (OSError, ValueError, KeyError) as error:
        where = f"{error}；位置：{options.answers}"
        print(f"读不出答案文件：{where}；处理办法：使用 guanbiao ask --batch 的输出", file=sys.stderr)
        return 2
    wanted = {case.id for case in _chosen(options.split, options.scope)}
    for suite in SUITES:
        report = run(suite, lambda question: answers.get(question["id"], {}), split=options.split, only=wanted)
        print(json.dumps(report, ensure_ascii=False) if options.json else "\n".join(report_lines(report)))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("command", choices=("questions", "score"))
    parser.add_argument("answers", nargs="?", default="answers.jsonl")
    parser.add_argument("--split", choices=("dev", "sealed"), default="dev")
    parser.add_argument("--scope", choices=("all", "library", "workspace"), help="只取这一范围的题，缺省取全部")
    parser.add_argument("--json", action="store_true", help="每套一行 JSON")
    return parser.parse_args(arguments)


def _chosen(split: Split, scope: str | None) -> list[Case]:
    cases = [case for suite in SUITES for case in load_cases(suite, split)]
    return [case for case in cases if scope in (None, case.scope)]


def _answers(path: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {str(row["id"]): row["response"] for row in rows}


if __name__ == "__main__":
    raise SystemExit(main())
