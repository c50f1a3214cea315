"""The conversations of one person in one workspace: open, find, rename, take away, delete."""

import re
from functools import partial

import streamlit as st

from ..domain.conversation import Conversation
from ..rendering.answer_text import conversation_markdown
from .exporting import export_button
from .parts import plain
from .recycled import discard, recycled
from .session import assistant, user, workspace

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def conversations(current: Conversation | None) -> None:
    """The list for the sidebar."""
    if st.button("新对话", icon=":material/add:", width="stretch"):
        _open(None)
    matching = (st.text_input("查找对话", key="find", placeholder="标题、问题或回答里的词") or "").strip()
    found = assistant().chats.conversations(user(), workspace(), matching)
    if not found:
        st.caption("还没有对话。" if not matching else "没有找到。")
    with st.container(height=320 if len(found) > 7 else "content", border=False, key="conversations"):  # noqa: PLR2004
        for conversation in found:
            kind = "primary" if current and conversation.id == current.id else "tertiary"
            title = plain(conversation.title)
            if st.button(title, key=f"open-{conversation.id}", type=kind, width="stretch"):
                _open(conversation.id)
    if current:
        _manage(current)
    recycled("conversation")


def _open(identity: str | None) -> None:
    st.query_params.pop("c", None)
    if identity:
        st.query_params["c"] = identity
    st.rerun()


def _manage(conversation: Conversation) -> None:
    with st.popover("管理这个对话", icon=":material/more_horiz:", width="stretch"):
        title = st.text_input("名称", conversation.title, key=f"title-{conversation.id}", max_chars=60)
        if title.strip() and title.strip() != conversation.title:
            assistant().chats.rename(conversation.id, user(), title.strip())
            st.rerun()
        _exports(conversation)
        st.button("删除", key=f"delete-{conversation.id}", icon=":material/delete:", on_click=discard,
                  args=("conversation", conversation.id))  # fmt: skip


def _exports(conversation: Conversation) -> None:
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", conversation.title).strip() or "对话"
    messages = assistant().chats.messages(conversation.id, user())

    def word() -> bytes:
        from ..rendering.conversation_docx import conversation_docx  # python-docx

        return conversation_docx(conversation, messages)

    export_button(None, "导出 Word", word, f"{name}.docx", mime=_WORD, action="ask")
    text = partial(conversation_markdown, conversation, messages)
    export_button(None, "导出 Markdown", text, f"{name}.md", mime="text/markdown", action="ask")
