"""What people made of a finding: its state with a comment, and everything that was said before."""

from typing import get_args

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..domain.finding import Finding, FindingState, GapSubject
from ..labels import FINDING_STATE
from .parts import plain
from .session import assistant

_STATES: tuple[FindingState, ...] = get_args(FindingState)


def note_form(subject: GapSubject, finding: Finding) -> None:
    """State and comment; only for those who may confirm."""
    if finding.note:
        said = finding.note
        told = f"{said.by} 于 {said.at:%Y-%m-%d %H:%M} 记为“{FINDING_STATE[said.state]}”"
        st.caption(plain(f"{told}：{said.comment}" if said.comment else told))
    if not assistant().may(subject.workspace, "confirm"):
        return
    with st.form(f"note-{finding.id}", border=False):
        left, middle, right = st.columns([2, 4, 1], vertical_alignment="bottom")
        state = left.selectbox(
            "核实结果", _STATES, _STATES.index(finding.state), format_func=FINDING_STATE.__getitem__
        )  # fmt: skip
        comment = middle.text_input("说明与依据", max_chars=500, placeholder="谁批准的、依据哪份文件、怎么整改的")
        if right.form_submit_button("保存", width="stretch"):
            _keep(subject, finding, state, comment)
    _earlier(subject, finding)


def _keep(subject: GapSubject, finding: Finding, state: FindingState, comment: str) -> None:
    try:
        assistant().gap_history.set_state(subject, finding.id, state, comment)
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    st.toast("已保存。")
    st.rerun()


def _earlier(subject: GapSubject, finding: Finding) -> None:
    if finding.note is None:
        return
    notes = assistant().gap_history.notes(subject, finding.id)
    if len(notes) > 1:
        with st.popover(f"历次记录 {len(notes)} 条", icon=":material/history:"):
            for note in reversed(notes):
                st.text(f"{note.at:%Y-%m-%d %H:%M}　{note.by}　{FINDING_STATE[note.state]}　{note.comment}")
