"""Commands that look after the data: doctor, reindex, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from .options import AsJson, Debug, Home, ProgressBar, assistant, emit, say


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("doctor", help="检查数据与索引是否一致、能否运行")(doctor)
    app.command("reindex", help="从资料库重建全部索引")(reindex)
    app.command("backup", help="备份到一个文件")(backup)
    app.command("restore", help="从备份恢复")(restore)


def doctor(home: Home = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """Say what is wrong and how to mend it; exit 3 when something is."""
    report = assistant(home).doctor()
    if as_json:
        emit(report.model_dump(mode="json"))
    else:
        for line in report.facts:
            say(line)
        for problem in report.problems:
            say(f"问题：{problem}")
        say("一切正常。" if not report.problems else "发现以上问题。")
    raise typer.Exit(3 if report.problems else 0)


def reindex(home: Home = None, debug: Debug = False) -> None:
    """Rebuild the indexes from the store."""
    with ProgressBar() as progress:
        written = assistant(home).reindex(progress)
    say(f"索引已重建：{written} 个片段。")


def backup(
    file: Annotated[Path, typer.Argument(help="备份文件，例如 备份.zip")], home: Home = None, debug: Debug = False
) -> None:
    """Write a consistent backup."""
    size = assistant(home).backup(file)
    say(f"已备份到 {file}（{size / 1e6:.1f} MB）。")


def restore(file: Annotated[Path, typer.Argument(help="备份文件")], home: Home = None, debug: Debug = False) -> None:
    """Replace the data folder's content by a backup; the indexes are rebuilt."""
    with ProgressBar() as progress:
        kept = assistant(home).restore(file, progress)
    say(f"已恢复；恢复前的数据保存在 {kept}。")
