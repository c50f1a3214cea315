"""The command eval: the product's own quality figures."""

import json
import sys
from collections.abc import Sequence
from itertools import count
from typing import Annotated, Any, Literal

import typer

from ..bootstrap import Assistant, open_assistant
from ..domain.answer import Question, Turn
from ..domain.errors import InputError
from ..labels import EVALUATION_SUITE
from ..ports import Progress
from ..rendering.contract import answer_json
from ..settings import PROJECT, Settings, load_settings
from .options import AsJson, Debug, Home, ProgressBar, emit, say, stderr

WORKSPACE = "评测"
TRAINING_TEXT = PROJECT.parent / "shared" / "input" / "贯标实施要点.txt"

Suite = Annotated[list[str] | None, typer.Argument(help="retrieval answer refusal lookup；不写则全部")]
Split = Annotated[Literal["dev", "sealed"], typer.Option("--split", help="dev 开发题 · sealed 封存题（不列题目）")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("eval", help="运行评测题，报告命中、引用、拒答等指标")(evaluate)


def evaluate(
    suites: Suite = None,
    split: Split = "dev",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="每套只做前几题")] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Run the suites on a data folder of their own."""
    with ProgressBar() as progress:
        reports = evaluated(load_settings(home), suites or [], split, limit, progress)
    if as_json:
        emit({"split": split, "suites": reports})
        return
    for report in reports.values():
        say("\n".join(_evals().report_lines(report)))


def evaluated(
    settings: Settings, suites: Sequence[str], split: str, limit: int | None, progress: Progress
) -> dict[str, Any]:
    """The reports of the chosen suites, or of all; a complete run is kept for the quality page."""
    cases = _evals()
    if unknown := set(suites) - set(cases.SUITES):
        raise InputError(f"没有这套评测：{'、'.join(sorted(unknown))}", "", f"可用：{'、'.join(cases.SUITES)}")
    helper = _prepared(settings, progress)
    reports: dict[str, Any] = {}
    for suite in [name for name in cases.SUITES if not suites or name in suites]:
        asked = count(1)

        def ask(case: dict[str, Any], suite: str = suite, asked: "count[int]" = asked) -> dict[str, Any]:
            progress(f"评测 {EVALUATION_SUITE.get(suite, suite)}，第几题", next(asked), 0)
            return _ask(helper, case)

        reports[suite] = cases.run(suite, ask, split=split, limit=limit)
    if not suites and limit is None:
        _keep(helper, split, reports)
    return reports


def _keep(helper: Assistant, split: str, reports: dict[str, Any]) -> None:
    """Keep a complete run for the quality page."""
    record = {"split": split, "at": helper.clock.now().isoformat(timespec="seconds"), "suites": reports}
    target = helper.settings.home / f"result-{split}.json"
    target.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")


def _evals() -> Any:
    sys.path.insert(0, str(PROJECT))
    try:
        from evals import answer_suites
    except ImportError as error:
        raise InputError("找不到评测题", str(PROJECT / "evals"), "请在源码目录中运行 guanbiao eval") from error
    return answer_suites


def _prepared(settings: Settings, progress: Progress) -> Assistant:
    helper = open_assistant(settings.model_copy(update={"home": settings.home / "evaluation"}))
    helper.prepare(progress)
    if TRAINING_TEXT.is_file():
        helper.ingest([TRAINING_TEXT], WORKSPACE, None, progress)
    else:
        stderr.print("没有培训讲义，依赖它的题会跳过并说明。")
    return helper


def _ask(helper: Assistant, case: dict[str, Any]) -> dict[str, Any]:
    history = tuple(Turn(question=turn["question"], answer=turn.get("answer") or "") for turn in case["history"])
    question = Question(text=case["question"], workspace=WORKSPACE, scope=case["scope"], history=history)
    return answer_json(helper.ask(question))
