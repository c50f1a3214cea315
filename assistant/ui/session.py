"""What the pages share: the opened assistant, the runs of answers, who is asking and where."""

import sys
from pathlib import Path

import streamlit as st

from ..adapters.workspace_files import WorkspaceFiles
from ..bootstrap import Assistant, open_assistant
from ..settings import DEFAULT_WORKSPACE, LIBRARY, load_settings
from .answer_runs import AnswerRuns
from .background import Key, Works

LOCAL_USER = "本机用户"


def ready_assistant() -> Assistant:
    """The assistant of this server with model and library ready; the first start shows what is being prepared."""
    assistant = _opened(_home())
    if not assistant.prepared():
        with st.status("首次使用，正在准备内置模型与资料库（约一分钟）…") as status:
            assistant.prepare(lambda stage, done, total: status.update(label=f"{stage} {done}/{total or '…'}"))
    return assistant


def assistant() -> Assistant:
    """The assistant of this server."""
    return _opened(_home())


def runs() -> AnswerRuns:
    """Answers being made on this server; keyed by message ids nobody can guess."""
    return _runs(_home())


def works() -> Works:
    """Long work of this server; ask only with keys made by ``work_key``."""
    return _works(_home())


def work_key(work: str) -> Key:
    """The key of this person's work in this workspace."""
    return user(), workspace(), work


def files() -> WorkspaceFiles:
    """The folder of this workspace."""
    return WorkspaceFiles(assistant().settings.home, workspace())


def user() -> str:
    """Who is asking."""
    return LOCAL_USER


def workspace() -> str:
    """The workspace the page works in."""
    named = st.session_state.get("workspace") or st.query_params.get("w") or DEFAULT_WORKSPACE
    return DEFAULT_WORKSPACE if named == LIBRARY else named


@st.cache_resource(show_spinner=False)
def _opened(home: Path | None) -> Assistant:
    return open_assistant(load_settings(home))


@st.cache_resource(show_spinner=False)
def _runs(home: Path | None) -> AnswerRuns:
    opened = _opened(home)
    return AnswerRuns(opened.stream, opened.chats)


@st.cache_resource(show_spinner=False)
def _works(home: Path | None) -> Works:  # one for each data folder
    return Works()


def _home() -> Path | None:
    arguments = sys.argv[1:]
    return Path(arguments[arguments.index("--home") + 1]) if "--home" in arguments else None
