"""What people made of the findings: a state with a comment, kept over runs; and what changed since the run before."""

import streamlit as st

from ..domain.finding import Finding, FindingNote, FindingState
from ..labels import FINDING_STATE
from ..workflows.gaps import GapReport
from .parts import plain
from .session import assistant, files, user

_LOG = "finding_notes"
_STATES: tuple[FindingState, ...] = ("open", "confirmed", "explained", "fixed", "waived")


def states() -> dict[str, FindingNote]:
    """The last note on each finding of this workspace, by finding id."""
    notes = (FindingNote.model_validate_json(line) for line in files().lines(_LOG))
    return {note.finding: note for note in notes}


def note_form(finding: Finding, last: FindingNote | None) -> None:
    """State and comment of one finding."""
    known: FindingState = last.state if last else "open"
    with st.form(f"note-{finding.id}", border=False):
        left, middle, right = st.columns([2, 4, 1], vertical_alignment="bottom")
        state = left.selectbox("核实结果", _STATES, _STATES.index(known), format_func=FINDING_STATE.__getitem__)
        comment = middle.text_input("说明与依据", last.comment if last else "", max_chars=500)
        if right.form_submit_button("保存", width="stretch"):
            _keep(finding.id, state, comment)
            st.rerun()
    if last:
        st.caption(plain(f"{last.by} 于 {last.at:%Y-%m-%d %H:%M} 记录"))


def _keep(finding: str, state: FindingState, comment: str) -> None:
    now = assistant().clock.now()
    note = FindingNote(finding=finding, state=state, comment=comment.strip(), by=user(), at=now)
    files().add_line(_LOG, note.model_dump_json())


def change_line(before: GapReport, after: GapReport) -> str:
    """``与上次相比：新增 2，仍在 19，消除 1``."""
    old, new = ({finding.id for finding in report.findings} for report in (before, after))
    return f"与上次相比：新增 {len(new - old)}，仍在 {len(new & old)}，消除 {len(old - new)}"
