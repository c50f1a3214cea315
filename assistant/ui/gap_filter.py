"""Filters of the list of findings."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..domain.finding import Finding, GapSubject
from ..labels import FINDING_CHANGE, FINDING_STATE, SEVERITY, VERDICT
from ..rendering.gap_pick import Wanted, concerned, picked, types_of
from ..workflows.gaps import GapReport
from .session import assistant

_UNNAMED = "未涉及具体部门"


def filtered(subject: GapSubject, report: GapReport, clauses: Mapping[str, str]) -> list[Finding]:
    """The filters as rows of fields; the findings they leave, suspected ones and the severest first."""
    with st.container(key="gap-filters"):
        return _filtered(report, clauses, _departments(subject))


def _filtered(report: GapReport, clauses: Mapping[str, str], departments: Mapping[str, Sequence[str]]) -> list[Finding]:
    one, two, three, four = st.columns(4)
    severities = _choice(one, "程度", SEVERITY)
    verdicts = _choice(two, "结论", VERDICT)
    states = _choice(three, "核实结果", FINDING_STATE)
    words = four.text_input("词语", key="gap_words", placeholder="人名、文件、事项") or ""
    five, six, seven, eight = st.columns(4)
    types = _choice(five, "类型", types_of(report.findings))
    named = dict.fromkeys(d for f in report.findings for d in concerned(f, departments) or (_UNNAMED,))
    chosen = _choice(six, "部门", {name: name for name in named})
    used = sorted({key for finding in report.findings for key in finding.clauses}, key=list(clauses).index)
    about = _choice(seven, "条款", {key: clauses.get(key, key) for key in used})
    changes = _choice(eight, "变化", FINDING_CHANGE)
    wanted = Wanted(
        severities=severities, verdicts=verdicts, states=states, types=types, clauses=about, changes=changes,
        departments=[name for name in chosen if name != _UNNAMED], unnamed=_UNNAMED in chosen, words=words,
    )  # fmt: skip
    return picked(report.findings, wanted, departments)


def _departments(subject: GapSubject) -> dict[str, Sequence[str]]:
    """Departments of the enterprise by their names in the confirmed facts, with their other names."""
    rows = [row for row in assistant().registers.facts(subject) if row.kind == "department"]
    return {row.value("name"): row.value("aliases").split("、") for row in rows if row.value("name")}


def _choice(column: DeltaGenerator, label: str, names: Mapping[str, str]) -> list[str]:
    return column.multiselect(label, list(names), format_func=names.__getitem__, key=f"gap-{label}", placeholder="全部")
