"""Which client's workspace this tab works in; named in the address, so that a refresh stays there."""

import streamlit as st

from ..settings import DEFAULT_WORKSPACE, LIBRARY
from .session import assistant, workspace

_NAME = "new_workspace"


def choose() -> None:
    """The chooser for the sidebar. Answers, files, drafts and findings of one workspace never show in another."""
    current = workspace()
    if st.query_params.get("w") != current:
        st.query_params["w"] = current
    helper = assistant()
    known = {current, *helper.workspaces()}
    names = sorted(known, key=lambda name: (name != DEFAULT_WORKSPACE, name))
    key, place = f"chosen_{current}", names.index(current)
    chooser, maker = st.columns([2, 1], vertical_alignment="bottom") if helper.administers else (st.container(), None)
    chooser.selectbox(
        "工作区", names, place, format_func=workspace_name, key=key, on_change=_go, args=(key,),
        help="一个客户一个，互不可见",
    )  # fmt: skip
    if maker is None:
        return
    with maker.popover("新建", width="stretch", help="新建工作区"):
        st.markdown("**新建工作区**")
        st.text_input("名称", key=_NAME, max_chars=40, placeholder="例如客户简称", on_change=_create)
        st.caption("输入后按回车。不同工作区的资料、对话和结果互不可见。")


def workspace_name(name: str) -> str:
    """A workspace as a person reads it."""
    return "默认工作区" if name == DEFAULT_WORKSPACE else name


def _go(key: str) -> None:
    _enter(st.session_state[key])


def _create() -> None:
    name = st.session_state[_NAME].strip()
    if name and name != LIBRARY:
        _enter(name)
    st.session_state[_NAME] = ""


def _enter(name: str) -> None:
    """Go there; what the pages remember of the former workspace stays behind."""
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state["workspace"] = name
    st.query_params.clear()
