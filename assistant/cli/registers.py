"""The commands registers: facts out for a person to confirm and correct, and in again."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ..domain.account import LOCAL_USER
from ..domain.register import RegisterRow, Standing
from ..facts.register_words import SHEETS
from .gaps import By, Folder, InWorkspace, Track, subject_of
from .options import Debug, Home, assistant, say, stderr

commands = typer.Typer(help="事实登记：导出读出的规定、记录、任职等，由人确认、更正、补充后导入", no_args_is_help=True)
_SAID: dict[Standing, str] = {
    "confirmed": "确认", "corrected": "更正", "rejected": "否定", "added": "补充", "withdrawn": "撤回"
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(commands, name="registers")


@commands.command("export", help="导出事实登记：.xlsx 工作簿或 .yaml")
def export(
    folder: Folder = None,
    workspace: InWorkspace = None,
    out: Annotated[Path, typer.Option("--out", help="写到哪里：.xlsx 或 .yaml")] = Path("事实登记.xlsx"),
    track: Track = None,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Write all facts with what was said about them."""
    subject, helper = subject_of(folder, workspace, track), assistant(home)
    with stderr.status("正在读取…"):
        rows = helper.enterprise_facts(folder, subject) if folder else helper.workspace_facts(workspace or "", subject)
    helper.write_registers(rows, out)
    counts = Counter(row.kind for row in rows)
    told = "，".join(f"{title} {counts[kind]}" for kind, (_, title) in SHEETS.items() if counts[kind])
    say(f"已写到 {out}：{told}{_review(rows)}")


@commands.command("import", help="导入填写过的事实登记；下次对照以其为准")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="导出后填写过的 .xlsx 或 .yaml")],
    folder: Folder = None,
    workspace: InWorkspace = None,
    by: By = LOCAL_USER,
    track: Track = None,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Keep what a person wrote."""
    subject, helper = subject_of(folder, workspace, track), assistant(home)
    rows = helper.import_registers(file, subject, by)
    counts = Counter(row.standing for row in rows)
    told = "，".join(f"{word} {counts[standing]}" for standing, word in _SAID.items() if counts[standing])
    helper.audit.write("confirmed", by, subject.workspace, subject.name, told)
    say(f"已导入：{told or '没有填写过的条目'}。再次运行 guanbiao gaps 时生效。")


def _review(rows: tuple[RegisterRow, ...]) -> str:
    number = sum(bool(row.review) for row in rows)
    return f"；待复核 {number}" if number else ""
