"""The list of findings: filtered, both sides beside each other, opened at the place, what people say about them."""

from collections.abc import Mapping

import streamlit as st

from ..domain.finding import Finding, GapSubject, Side
from ..labels import BASIS, FINDING_CHANGE, FINDING_STATE, SEVERITY
from ..rendering.gap_sides import side_names
from ..rendering.gap_words import CONDUCT
from ..workflows.gaps import GapReport
from .gap_filter import filtered
from .gap_notes import note_form
from .gap_places import open_side
from .parts import bullets, empty, plain, quote, subheading

_COLOURS = {"high": "red", "medium": "orange", "low": "gray"}
_PAGE = 20


def findings(subject: GapSubject, report: GapReport, clauses: Mapping[str, str]) -> None:
    """The filters and what they leave, some at a time."""
    found = filtered(subject, report, clauses)
    st.caption(f"列出 {len(found)} 条，共 {len(report.findings)} 条。{CONDUCT[1]}")
    if not found:
        empty("没有符合筛选条件的发现。", ":material/filter_alt:")
        return
    pages = (len(found) + _PAGE - 1) // _PAGE
    at = 0
    if pages > 1:
        at = st.segmented_control(
            "页", range(pages), format_func=lambda n: f"{n * _PAGE + 1}–{min((n + 1) * _PAGE, len(found))}", default=0,
            required=True, key=f"gap-page-{len(found)}", label_visibility="collapsed",
        )  # fmt: skip
    for finding in found[at * _PAGE : (at + 1) * _PAGE]:
        _finding(subject, finding, clauses, first=not report.changes or report.changes.since is None)


def _finding(subject: GapSubject, finding: Finding, clauses: Mapping[str, str], *, first: bool) -> None:
    with st.expander(_title(finding, first=first), key=f"finding-{finding.id}"):  # keyed: stays open when it is judged
        if finding.recheck:
            st.warning(plain(f"待复核：{finding.recheck}"), icon=":material/history:")
        left, right = st.columns(2, gap="large")
        names = side_names(finding)
        with left:
            subheading(names.first)
            _side(subject, finding, finding.document, f"（没有相应的{names.first}）")
        with right:
            subheading(names.second)
            _side(subject, finding, finding.record, f"（{names.absent}）")
        st.text(finding.explanation)
        if finding.innocent_explanations:
            subheading("可能的正常解释")
            bullets(finding.innocent_explanations)
        subheading("建议")
        st.text(finding.suggestion)
        named = "、".join(clauses.get(key, key) for key in finding.clauses)
        st.caption(plain(f"{BASIS[finding.basis]}　{named}　编号 {finding.id}"))
        note_form(subject, finding)


def _title(finding: Finding, *, first: bool) -> str:
    """One line; in a ``first`` run everything is new, so nothing is said of it."""
    suspected = finding.verdict == "suspected"
    colour = _COLOURS[finding.severity] if suspected else "gray"
    mark = SEVERITY[finding.severity] if suspected else "不可评价"
    told = [f":blue-badge[{FINDING_STATE[finding.state]}]"] if finding.state != "open" else []
    if finding.change in ("new", "returned") and not first:
        told.append(f":violet-badge[{FINDING_CHANGE[finding.change]}]")
    told += [":orange-badge[待复核]"] if finding.recheck else []
    title = plain(f"{finding.type} {finding.title}")
    return f":{colour}-badge[{mark}] **{title}**　{plain(finding.object[:60])}　{' '.join(told)}".rstrip()


def _side(subject: GapSubject, finding: Finding, side: Side | None, absent: str) -> None:
    if side is None:
        st.caption(absent)
        return
    quote(f"{side.file}　{side.locator}", side.quote)
    if side.confirmed:
        st.caption(plain(side.confirmed))
    which = "d" if side is finding.document else "r"
    if st.button("打开原文", icon=":material/open_in_new:", key=f"open-{which}-{finding.id}", type="tertiary"):
        open_side(subject, side)
