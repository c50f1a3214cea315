"""One answer in the chat: its state, its text with sources, the opened source beside it, what the reader thinks."""

from typing import Literal

import streamlit as st

from ..domain.answer import Answer, Status
from ..domain.conversation import Message, Vote
from ..labels import FOUND_BY, REFUSAL, STATUS, VOTE_REASON
from ..rendering.answer_text import sources_of
from .cited_text import cited_text
from .parts import plain
from .session import assistant, user
from .sources import chips, chosen_key, opened

_COLOURS: dict[Status, Literal["green", "orange", "gray"]] = {
    "grounded": "green",
    "partial": "orange",
    "refused": "gray",
}
_THUMBS: dict[Vote, int] = {"down": 0, "up": 1}


def answered(message: Message, answer: Answer, *, debug: bool) -> None:
    """The whole of it; ``debug`` adds the passages that were found and not used."""
    label = STATUS[answer.status] + (f"：{REFUSAL[answer.refusal]}" if answer.refusal else "")
    st.badge(label, color=_COLOURS[answer.status])
    if answer.rewritten:
        st.caption(plain(f"按上文理解为：{answer.rewritten}"))
    sources, key = sources_of(answer), chosen_key(message.id)
    chosen = st.session_state.get(key)
    text, source = st.columns(2, gap="medium") if chosen is not None and sources else (st.container(), None)
    with text:
        cited_text(
            answer, sources, chosen, f"text-{message.id}", f"source-{message.id}",
            lambda place: st.session_state.update({key: place}),
        )  # fmt: skip
        for note in answer.run.notes:
            st.caption(plain(f"注：{note}"))
        if sources:
            chips(message.id, sources)
        _opinion(message)
    if source and chosen is not None and chosen < len(sources):
        with source, st.container(key=f"source-{message.id}"):
            opened(sources[chosen])
    if debug:
        _unused(answer)


def _opinion(message: Message) -> None:
    key = f"vote-{message.id}"
    default = _THUMBS[message.vote] if message.vote else None
    st.feedback("thumbs", key=key, default=default, on_change=_vote, args=(message.id, key))
    if message.vote == "down":
        _reason(message)


def _vote(message_id: str, key: str) -> None:
    chosen = st.session_state.get(key)
    assistant().chats.vote(message_id, user(), None if chosen is None else "up" if chosen == 1 else "down")


def _reason(message: Message) -> None:
    if message.vote_reason:
        st.caption(plain(f"已记下，会有人复查：{message.vote_reason}"))
        return
    with st.form(f"reason-{message.id}"):
        kinds = st.pills("哪里不好", VOTE_REASON, selection_mode="multi", key=f"why-{message.id}")
        words = st.text_input("补充说明", max_chars=300, placeholder="例如：正确的说法在《记录控制程序》4.2")
        if st.form_submit_button("交给复查") and (reason := "；".join([*kinds, *([words.strip()] if words else [])])):
            assistant().chats.vote(message.id, user(), "down", reason)
            st.rerun()


def _unused(answer: Answer) -> None:
    used = {citation.chunk_id for citation in sources_of(answer)}
    rest = [(rank, p) for rank, p in enumerate(answer.passages, start=1) if p.chunk.id not in used]
    with st.expander(f"检索到但没有用到的 {len(rest)} 段（共 {len(answer.passages)} 段）", icon=":material/search:"):
        for rank, passage in rest:
            ways = "、".join(FOUND_BY[way] for way in passage.found_by)
            where = f"《{passage.document}》{passage.chunk.locator}"
            st.caption(plain(f"{rank}. {where}　得分 {passage.score:.2f}　{ways}"))
            st.text(passage.chunk.text)
