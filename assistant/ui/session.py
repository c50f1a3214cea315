"""What the pages share: the opened assistant, the runs of answers, who is asking and where."""

import os
import sys
import threading
from functools import lru_cache
from pathlib import Path

import streamlit as st

from ..bootstrap import Assistant, open_assistant
from ..domain.errors import StoreBusyError
from ..guarded import Guarded
from ..guarded.files import GuardedFiles
from ..settings import DEFAULT_WORKSPACE, load_settings
from .answer_runs import AnswerRuns, OwnRuns
from .identity import identified

_OPENING = threading.RLock()
_READY: set[Path | None] = set()
"""Data folders whose library was found or made ready; later changes are the worker's business."""


def ready_assistant() -> Assistant:
    """The assistant of this server with model and library ready; the first start shows what is being prepared."""
    home = _home()
    assistant = opened(home)
    if home not in _READY and not assistant.prepared():
        with st.status("首次使用，正在准备内置模型与资料库（约一分钟）…") as status:
            try:
                assistant.prepare(lambda stage, done, total: status.update(label=f"{stage} {done}/{total or '…'}"))
            except StoreBusyError:  # a background job is writing; it brings the indexes up to date
                status.update(label="后台正在写入资料，新内容稍后可以查到。")
                return assistant
    _READY.add(home)
    return assistant


def signed_in() -> Guarded | None:
    """The assistant in the hands of whoever is signed in; None: nobody."""
    return identified(opened(_home()))


def assistant() -> Guarded:
    """The assistant in the hands of who is asking; the page ends here for a session that is over."""
    found = signed_in()
    if found is None:
        st.warning("登录已失效，请刷新页面后重新登录。")
        st.stop()
    return found


def runs() -> OwnRuns:
    """This person's answers being made on this server."""
    with _OPENING:
        made = _runs(_home())
    return OwnRuns(made, assistant())


def files() -> GuardedFiles:
    """The folder of this workspace. Raises DeniedError for who may only ask."""
    return assistant().files(workspace())


def user() -> str:
    """Who is asking."""
    return assistant().user.name


def workspace() -> str:
    """The workspace the page works in; never one that is not this person's."""
    helper = assistant()
    wished = (st.session_state.get("workspace"), st.query_params.get("w"), DEFAULT_WORKSPACE, *helper.workspaces())
    return next((name for name in wished if name and helper.role(name)), "")


def leave_soon() -> None:
    """End this server in a moment, when the page has been sent; ``guanbiao serve`` restores and starts it anew."""
    threading.Timer(1.5, os._exit, (0,)).start()


def opened(home: Path | None) -> Assistant:
    """The one assistant of this server for a data folder, shared by the gate and all pages."""
    with _OPENING:
        return _open(home)


@lru_cache
def _open(home: Path | None) -> Assistant:
    return open_assistant(load_settings(home))


@lru_cache
def _runs(home: Path | None) -> AnswerRuns:
    return AnswerRuns(opened(home).chats)


def _home() -> Path | None:
    arguments = sys.argv[1:]
    return Path(arguments[arguments.index("--home") + 1]) if "--home" in arguments else None
