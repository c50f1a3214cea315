"""A broken rule as a card: how bad, where, what to do."""

import streamlit as st

from ..domain.draft import Violation, ViolationSeverity
from ..labels import VIOLATION
from .parts import plain, quote

_COLOURS: dict[ViolationSeverity, str] = {"error": "red", "warning": "orange", "hint": "blue"}


def violation_card(violation: Violation) -> None:
    """One violation with its words quoted."""
    with st.container(border=True):
        badge = f":{_COLOURS[violation.severity]}-badge[{VIOLATION[violation.severity]}]"
        st.markdown(f"{badge} **{plain(violation.message)}**")
        quote(violation.where.locator, violation.where.quote or "（文中没有写）")
        st.text(f"建议：{violation.suggestion}")
