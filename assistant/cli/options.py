"""Options shared by the commands, and the two ways of output."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..bootstrap import Assistant, open_assistant
from ..ports import Progress as Report
from ..settings import DEFAULT_WORKSPACE, load_settings

Home = Annotated[Path | None, typer.Option("--home", help="数据文件夹，默认 $GUANBIAO_HOME，否则 ./.guanbiao")]
AsJson = Annotated[bool, typer.Option("--json", help="只向标准输出打印一个 JSON 对象")]
Debug = Annotated[bool, typer.Option("--debug", help="出错时显示技术细节")]
Workspace = Annotated[str, typer.Option("--workspace", help="工作区：一个客户一个工作区")]
DEFAULT = DEFAULT_WORKSPACE

stderr = Console(stderr=True)


def assistant(home: Path | None) -> Assistant:
    """The assistant on a data folder."""
    return open_assistant(load_settings(home))


def emit(value: dict[str, Any]) -> None:
    """One JSON object to standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def say(text: str) -> None:
    """A line for a person to standard output."""
    sys.stdout.write(text.rstrip("\n") + "\n")


class ProgressBar:
    """A progress bar on standard error; use as a context manager, ``report`` is the callback."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=stderr,
            transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("准备", total=None)

    def __enter__(self) -> Report:
        self._progress.start()
        return self.report

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def report(self, stage: str, done: int, total: int) -> None:
        """Show ``stage`` with ``done`` of ``total``."""
        self._progress.update(self._task, description=stage, completed=done, total=total or None)
