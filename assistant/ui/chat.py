"""问答: ask, see the verified sources, come back to it later."""

from typing import cast, get_args

import streamlit as st

from ..domain.answer import Audience, Question, Scope, Turn
from ..domain.conversation import Conversation, Message
from ..labels import ROLE_AUDIENCE, SCOPE, SUGGESTED
from .chat_answer import answered
from .chat_list import conversations
from .session import assistant, runs, user, workspace

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
SCOPES: tuple[Scope, ...] = get_args(Scope)
_TURNS = 4


def page() -> None:
    """The chat page."""
    conversation = _chosen()
    with st.sidebar:
        conversations(conversation)
    messages = assistant().chats.messages(conversation.id, user()) if conversation else []
    audience, scope, debug = _head()
    if not messages:
        _welcome(audience)
    for message in messages:
        _show(message, debug=debug)
    typed = st.chat_input("输入问题，例如：内审查什么？", key="question")
    if question := typed or st.session_state.pop("suggested", None):
        _ask(conversation, messages, question, audience, scope)
        st.rerun()


def _chosen() -> Conversation | None:
    wanted = st.query_params.get("c")
    return next((c for c in assistant().chats.conversations(user(), workspace()) if c.id == wanted), None)


def _head() -> tuple[Audience | None, Scope, bool]:
    title, options = st.columns([5, 1], vertical_alignment="center")
    title.title("问答", anchor=False)
    with options.popover("选项", icon=":material/tune:", width="stretch"):
        audience = st.selectbox("回答给谁看", AUDIENCES, index=None, placeholder="不限", key="audience")
        scope = st.segmented_control(
            "查找范围", SCOPES, format_func=SCOPE.__getitem__, default="all", key="scope", required=True
        )
        debug = st.toggle("显示没有用到的段落", key="debug", help="供排查：检索到、但没有写进回答的段落及其得分")
    chosen = [f"回答给{audience}看" if audience else "", f"只查{SCOPE[scope]}" if scope != "all" else ""]
    if any(chosen):
        st.caption("　".join(part for part in chosen if part))
    return audience, cast(Scope, scope), debug


def _ask(
    conversation: Conversation | None, messages: list[Message], text: str, audience: Audience | None, scope: Scope
) -> None:
    chats, now = assistant().chats, assistant().clock.now()
    target = conversation or chats.start(user(), workspace(), now)
    turns = tuple(Turn(question=m.question, answer=m.answer.text if m.answer else "") for m in messages[-_TURNS:])
    question = Question(text=text, workspace=workspace(), scope=scope, audience=audience, history=turns)
    runs().start(chats.ask(target.id, question, now).id, question)
    st.query_params["c"] = target.id


def _show(message: Message, *, debug: bool) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(message.question)
    with st.chat_message("assistant", avatar=":material/fact_check:"):
        if message.state == "asking":
            _waiting(message.id)
        elif message.answer:
            answered(message, message.answer, debug=debug)
        else:
            st.warning(message.note or "没有得到回答，请重试。")
            if st.button("再问一次", icon=":material/refresh:", key=f"again-{message.id}"):
                st.session_state["suggested"] = message.question
                st.rerun()


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


def _welcome(audience: Audience | None) -> None:
    st.caption("每句回答都附出处，并与原文逐字核对；没有依据就直说。")
    role = assistant().role(workspace())
    known = audience or (ROLE_AUDIENCE[role] if role else "全员")
    asker = st.pills("可以先试试这些问题。您是：", AUDIENCES, default=known, required=True, key=f"asker-{known}")
    for text in SUGGESTED[asker or known]:
        if st.button(text, key=f"suggest-{text}"):
            st.session_state["suggested"] = text
            st.rerun()
