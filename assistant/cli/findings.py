"""The commands findings: what is known of an enterprise's findings, and what people say about them."""

from typing import Annotated, get_args

import typer

from ..domain.account import LOCAL_USER
from ..domain.errors import InputError
from ..domain.finding import FindingNote, FindingState
from ..labels import FINDING_STATE
from .gaps import By, Folder, InWorkspace, Track, subject_of
from .options import AsJson, Debug, Home, assistant, emit, say

commands = typer.Typer(help="差距发现的状态：确认、说明、整改、例外，跨次跟踪", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(commands, name="findings")


@commands.command("list", help="列出跟踪中的发现、状态和说明")
def list_findings(
    folder: Folder = None,
    workspace: InWorkspace = None,
    track: Track = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show the findings that are known with their states."""
    subject = subject_of(folder, workspace, track)
    history = assistant(home).gap_history
    known, notes = history.known(subject), history.notes(subject)
    if as_json:
        emit({
            "findings": [one.model_dump(mode="json") for one in known],
            "notes": [note.model_dump(mode="json") for note in notes],
        })
        return
    if not known:
        say("还没有跟踪记录。先运行 guanbiao gaps。")
    for one in known:
        finding = one.finding
        seen = f"{one.last_at:%Y-%m-%d} 最近一次见到"
        say(f"{finding.id}　{FINDING_STATE[finding.state]}　{finding.title}：{finding.object}（{seen}）")
        for note in (n for n in notes if n.finding == finding.id):
            say(f"    {_told(note)}")


@commands.command("set", help="给一条发现写明状态和理由")
def set_state(
    identity: Annotated[str, typer.Argument(metavar="编号", help="如 B1-1a2b3c4d")],
    state: Annotated[str, typer.Argument(metavar="状态", help="、".join(f"{k} {v}" for k, v in FINDING_STATE.items()))],
    folder: Folder = None,
    workspace: InWorkspace = None,
    reason: Annotated[str, typer.Option("--reason", help="理由和依据")] = "",
    by: By = LOCAL_USER,
    track: Track = None,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Set the state of a finding."""
    subject, helper = subject_of(folder, workspace, track), assistant(home)
    note = helper.gap_history.set_state(subject, identity, _state(state), reason, by)
    helper.audit.write("finding", by, subject.workspace, identity, f"{note.state} {note.comment}")
    say(f"已记录：{identity}　{_told(note)}")


def _state(word: str) -> FindingState:
    named = {label: key for key, label in FINDING_STATE.items()}
    found = next((state for state in get_args(FindingState) if state == named.get(word, word)), None)
    if found is None:
        choices = "、".join(f"{key}（{label}）" for key, label in FINDING_STATE.items())
        raise InputError(f"没有这种状态：{word}", "", f"可用：{choices}")
    return found


def _told(note: FindingNote) -> str:
    said = f"：{note.comment}" if note.comment else ""
    return f"{FINDING_STATE[note.state]}{said}（{note.by}，{note.at:%Y-%m-%d %H:%M}）"
