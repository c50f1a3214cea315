"""问答: ask, see the verified sources, come back to it later."""

from typing import Literal, cast

import streamlit as st

from ..domain.answer import Answer, Audience, Question, Scope, Status, Turn
from ..domain.conversation import Conversation, Message
from ..labels import REFUSAL, SCOPE, STATUS, SUGGESTED
from ..rendering.answer_text import conversation_markdown
from .session import assistant, runs, user, workspace
from .sources import chips, numbered

AUDIENCES: tuple[Audience, ...] = ("决策层", "全员", "内审员", "文件编写", "咨询师")
_COLOURS: dict[Status, Literal["green", "orange", "gray"]] = {
    "grounded": "green",
    "partial": "orange",
    "refused": "gray",
}
SCOPES: tuple[Scope, ...] = ("all", "library", "workspace")
_TURNS = 4


def page() -> None:
    """The chat page."""
    conversation = _chosen()
    with st.sidebar:
        _conversations(conversation)
    st.title("问答", anchor=False)
    messages = assistant().chats.messages(conversation.id, user()) if conversation else []
    audience, scope = _options()
    if not messages:
        _welcome(audience)
    for message in messages:
        _show(message)
    typed = st.chat_input("输入问题，例如：管理评审的输入包括哪些？")
    if question := typed or st.session_state.pop("suggested", None):
        _ask(conversation, messages, question, audience, scope)
        st.rerun()


def _chosen() -> Conversation | None:
    wanted = st.query_params.get("c")
    return next((c for c in assistant().chats.conversations(user(), workspace()) if c.id == wanted), None)


def _options() -> tuple[Audience | None, Scope]:
    left, right = st.columns(2)
    audience = left.selectbox("回答给谁看", AUDIENCES, index=None, placeholder="不限", key="audience")
    scope = right.segmented_control(
        "查找范围", SCOPES, format_func=SCOPE.__getitem__, default="all", key="scope", required=True
    )
    return audience, cast(Scope, scope)


def _ask(
    conversation: Conversation | None, messages: list[Message], text: str, audience: Audience | None, scope: Scope
) -> None:
    chats, now = assistant().chats, assistant().clock.now()
    target = conversation or chats.start(user(), workspace(), now)
    turns = tuple(Turn(question=m.question, answer=m.answer.text if m.answer else "") for m in messages[-_TURNS:])
    question = Question(text=text, workspace=workspace(), scope=scope, audience=audience, history=turns)
    runs().start(chats.ask(target.id, question, now).id, question)
    st.query_params["c"] = target.id


def _show(message: Message) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(message.question)
    with st.chat_message("assistant", avatar=":material/fact_check:"):
        if message.state == "asking":
            _waiting(message.id)
        elif message.answer:
            _answer(message.id, message.answer, message)
        else:
            st.warning(message.note or "没有得到回答，请重试。")


@st.fragment(run_every=0.3)
def _waiting(message_id: str) -> None:
    run = runs().get(message_id)
    if run is None:
        assistant().chats.finish(message_id, "failed", note="服务曾重新启动，这个问题没有答完，请再问一次。")
        st.rerun()
        return
    st.caption(f"{run.stage}…")
    st.text(run.text)
    if st.button("停止", key=f"stop-{message_id}", icon=":material/stop_circle:"):
        runs().stop(message_id)


def _answer(message_id: str, answer: Answer, message: Message) -> None:
    label = STATUS[answer.status] + (f"：{REFUSAL[answer.refusal]}" if answer.refusal else "")
    st.badge(label, color=_COLOURS[answer.status])
    if answer.rewritten:
        st.caption(f"按上文理解为：{answer.rewritten}")
    st.text(answer.text)
    for note in answer.run.notes:
        st.caption(f"注：{note}")
    chips(message_id, numbered(answer))
    _afterwards(message, answer)


def _afterwards(message: Message, answer: Answer) -> None:
    votes, copying, debug = st.columns([2, 2, 6])
    with votes:
        key = f"vote-{message.id}"
        st.feedback("thumbs", key=key, default=None, on_change=_vote, args=(message.id, key))
    with copying, st.popover("复制", icon=":material/content_copy:"):
        st.code(answer.text, language=None, wrap_lines=True)
    with debug, st.popover("检索到的段落", icon=":material/search:"):
        for rank, passage in enumerate(answer.passages, start=1):
            st.caption(f"{rank}. 《{passage.document}》{passage.chunk.locator}　{passage.score:.2f}")
            st.text(passage.chunk.text)


def _vote(message_id: str, key: str) -> None:
    chosen = st.session_state.get(key)
    assistant().chats.vote(message_id, user(), None if chosen is None else "up" if chosen == 1 else "down")


def _welcome(audience: Audience | None) -> None:
    st.caption("每句回答都附出处，并与原文逐字核对；没有依据就直说。可以先试试：")
    for text in SUGGESTED[audience or "全员"]:
        if st.button(text, key=f"suggest-{text}"):
            st.session_state["suggested"] = text
            st.rerun()


def _conversations(current: Conversation | None) -> None:
    if st.button("新对话", icon=":material/add:", use_container_width=True):
        st.query_params.clear()
        st.rerun()
    matching = st.text_input("查找对话", key="find", placeholder="输入词语")
    found = assistant().chats.conversations(user(), workspace(), matching)
    if not found:
        st.caption("还没有对话。" if not matching else "没有找到。")
    for conversation in found:
        kind = "primary" if current and conversation.id == current.id else "tertiary"
        if st.button(conversation.title, key=f"open-{conversation.id}", type=kind, use_container_width=True):
            st.query_params["c"] = conversation.id
            st.rerun()
    if current:
        _manage(current)


def _manage(conversation: Conversation) -> None:
    chats = assistant().chats
    with st.popover("管理这个对话", use_container_width=True):
        title = st.text_input("名称", conversation.title, key=f"title-{conversation.id}")
        if title.strip() and title != conversation.title:
            chats.rename(conversation.id, user(), title.strip())
            st.rerun()
        text = conversation_markdown(conversation, chats.messages(conversation.id, user()))
        st.download_button("导出 Markdown", text, f"{conversation.title}.md", "text/markdown")
        if st.button("删除", key=f"delete-{conversation.id}", icon=":material/delete:"):
            chats.delete(conversation.id, user())
            st.query_params.clear()
            st.rerun()
