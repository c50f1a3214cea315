"""Facts the documents of a workspace seem to state, each with its words; taken over only where a person ticks it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from ..adapters.facts_form import form_fields
from ..domain.errors import GuanbiaoError
from ..drafting.accepting import accepted
from ..drafting.proposals import Proposal, merged
from .parts import empty, plain, quote
from .session import assistant, workspace

_KEPT = "facts_proposed"
_SHOWN = 300


def show(table: Mapping[str, Any]) -> dict[str, Any] | None:
    """The proposals; the table with the ticked ones once the person says so."""
    st.caption("从“资料”里的文件摘出可能的事实，每条带原文。逐条核对后打勾；表里已有的不会被改写，没有把握的不要勾。")
    if st.button("从资料中摘取", icon=":material/find_in_page:", key="propose"):
        _propose()
    if _KEPT not in st.session_state:
        return None
    found: list[Proposal] = st.session_state[_KEPT]
    if not found:
        empty("没有摘到可用的事实。")
        return None
    chosen = list(_ticked(found))
    if st.button(f"把勾选的 {len(chosen)} 条写入事实表", type="primary", disabled=not chosen, key="take_proposals"):
        st.session_state[_KEPT] = [proposal for proposal in found if proposal not in chosen]
        return accepted(table, chosen)
    return None


def _propose() -> None:
    try:
        with st.spinner("正在阅读资料…"):
            found, _ = assistant().propose_facts(workspace(), None)
    except GuanbiaoError as error:
        st.warning(plain(f"{error.what}；先到“资料”页上传企业文件。"))
        return
    st.session_state[_KEPT] = [proposal for same in merged(found).values() for proposal in same]


def _ticked(found: Sequence[Proposal]) -> Iterator[Proposal]:
    fields = form_fields()
    slots = dict(fields["goals"].columns)
    groups: dict[str, list[Proposal]] = {}
    for proposal in found:
        name = f"目标：{proposal.goal}" if proposal.goal else fields[proposal.path].label
        groups.setdefault(name, []).append(proposal)
    for title, members in groups.items():
        with st.expander(f"{plain(title)}　{len(members)} 条"):
            before: Proposal | None = None
            for proposal in members:
                if before is None or (before.file, before.quote) != (proposal.file, proposal.quote):
                    quote(f"{proposal.file}　{proposal.locator}", proposal.quote[:_SHOWN])
                before = proposal
                slot = slots.get(proposal.path.removeprefix("goals."), "") if proposal.goal else ""
                words = f"{slot}：{proposal.value}" if slot else proposal.value
                key = f"take-{proposal.path}-{proposal.goal}-{proposal.value}"
                if st.checkbox(plain(words), key=key):
                    yield proposal
