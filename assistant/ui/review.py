"""The answers people were not content with: looked at, dealt with, and who said so when."""

import streamlit as st

from ..domain.conversation import Message, Review
from ..labels import STATUS
from ..rendering.answer_text import place, sources_of
from .parts import empty, plain, quote
from .session import assistant, workspace

_SHOWN = {"open": "待处理", "done": "已处理"}


def show() -> None:
    """The list with its filter."""
    messages = assistant().chats.voted_down([workspace()])
    if not messages:
        empty("没有待复查的回答。在“问答”里点“踩”的回答会列在这里。", ":material/thumb_up:")
        return
    done = assistant().chats.reviews([workspace()])
    count = {"open": len(messages) - len(done), "done": len(done)}
    st.caption("可以据此补资料、改术语，或改检查用的题目；提问的人改主意后会自动移出。")
    shown = st.segmented_control(
        "显示", _SHOWN, format_func=lambda state: f"{_SHOWN[state]} {count[state]}", default="open", required=True,
        key="review_shown", label_visibility="collapsed",
    )  # fmt: skip
    listed = [message for message in messages if (message.id in done) == (shown == "done")]
    if not listed:
        empty("都处理完了。" if shown == "open" else "还没有处理过的。", ":material/task_alt:")
    for message in listed:
        _one(message, done.get(message.id))


def _one(message: Message, review: Review | None) -> None:
    title = f"{message.asked_at:%Y-%m-%d %H:%M}　{plain(message.question[:60])}"
    with st.expander(f"{title}　:gray-badge[{plain(message.vote_reason[:24]) or '没有写原因'}]"):
        if message.vote_reason:
            st.text(f"原因：{message.vote_reason}")
        if answer := message.answer:
            st.badge(STATUS[answer.status])
            st.text(answer.text)
            for number, source in enumerate(sources_of(answer), start=1):
                quote(f"[{number}] {place(source)}", source.quote)
        _deal_with(message, review)


def _deal_with(message: Message, review: Review | None) -> None:
    if review:
        st.success(plain(f"{review.by}　{review.at:%Y-%m-%d %H:%M}　{review.note}"), icon=":material/task_alt:")
        st.button("重新打开", key=f"reopen-{message.id}", on_click=_say, args=(message.id, None))
        return
    with st.form(f"review-{message.id}", border=False):
        key = f"note-{message.id}"
        st.text_input("做了什么", key=key, max_chars=300, placeholder="例如：已补入《记录控制程序》")
        st.form_submit_button("标为已处理", icon=":material/task_alt:", on_click=_say, args=(message.id, key))


def _say(message_id: str, key: str | None) -> None:
    note = None if key is None else (st.session_state.get(key) or "").strip() or "已处理"
    assistant().chats.review(message_id, workspace(), note)
