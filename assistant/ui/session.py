"""What the pages share: the opened assistant, the runs of answers, who is asking and where."""

import sys
from pathlib import Path

import streamlit as st

from ..adapters.workspace_files import WorkspaceFiles
from ..bootstrap import Assistant, open_assistant
from ..guarded import Guarded
from ..settings import DEFAULT_WORKSPACE, load_settings
from .answer_runs import AnswerRuns, OwnRuns
from .background import Key, Works
from .identity import identified


def ready_assistant() -> Assistant:
    """The assistant of this server with model and library ready; the first start shows what is being prepared."""
    assistant = _opened(_home())
    if not assistant.prepared():
        with st.status("首次使用，正在准备内置模型与资料库（约一分钟）…") as status:
            assistant.prepare(lambda stage, done, total: status.update(label=f"{stage} {done}/{total or '…'}"))
    return assistant


def signed_in() -> Guarded | None:
    """The assistant in the hands of whoever is signed in; None: nobody."""
    return identified(_opened(_home()))


def assistant() -> Guarded:
    """The assistant in the hands of who is asking; the page ends here for a session that is over."""
    found = signed_in()
    if found is None:
        st.warning("登录已失效，请刷新页面后重新登录。")
        st.stop()
    return found


def runs() -> OwnRuns:
    """This person's answers being made on this server."""
    return OwnRuns(_runs(_home()), assistant())


def works() -> Works:
    """Long work of this server; ask only with keys made by ``work_key``."""
    return _works(_home())


def work_key(work: str) -> Key:
    """The key of this person's work in this workspace."""
    return user(), workspace(), work


def files() -> WorkspaceFiles:
    """The folder of this workspace. Raises DeniedError for who may only ask."""
    helper, place = assistant(), workspace()
    helper.need(place, "read")
    return WorkspaceFiles(helper.settings.home, place)


def user() -> str:
    """Who is asking."""
    return assistant().user.name


def workspace() -> str:
    """The workspace the page works in; never one that is not this person's."""
    helper = assistant()
    wished = (st.session_state.get("workspace"), st.query_params.get("w"), DEFAULT_WORKSPACE, *helper.workspaces())
    return next((name for name in wished if name and helper.role(name)), "")


@st.cache_resource(show_spinner=False)
def _opened(home: Path | None) -> Assistant:
    return open_assistant(load_settings(home))


@st.cache_resource(show_spinner=False)
def _runs(home: Path | None) -> AnswerRuns:
    opened = _opened(home)
    return AnswerRuns(opened.chats)


@st.cache_resource(show_spinner=False)
def _works(home: Path | None) -> Works:  # one for each data folder
    return Works()


def _home() -> Path | None:
    arguments = sys.argv[1:]
    return Path(arguments[arguments.index("--home") + 1]) if "--home" in arguments else None
