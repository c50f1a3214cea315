"""Filters of the list of findings."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..domain.finding import Finding, FindingNote
from ..labels import FINDING_STATE, SEVERITY, VERDICT
from ..rendering.gap_words import FAMILY
from ..text.normalize import fold_text
from ..workflows.gaps import GapReport


def filtered(report: GapReport, notes: Mapping[str, FindingNote]) -> list[Finding]:
    """The filters as a row of fields; the findings they leave, suspected ones and the severest first."""
    families = sorted({finding.type[0] for finding in report.findings})
    one, two, three, four, five = st.columns([3, 2, 2, 2, 2])
    family = one.multiselect(
        "类别", families, format_func=lambda f: f"{f} {FAMILY.get(f, '')}", key="gap_family", placeholder="全部"
    )
    severity = _choice(two, "程度", SEVERITY)
    verdict = _choice(three, "结论", VERDICT)
    state = _choice(four, "核实结果", FINDING_STATE)
    words = fold_text(five.text_input("词语", key="gap_words", placeholder="部门、文件") or "")
    ranked = sorted(report.findings, key=lambda f: (f.verdict != "suspected", list(SEVERITY).index(f.severity), f.type))
    return [
        finding
        for finding in ranked
        if (not family or finding.type[0] in family)
        and (not severity or finding.severity in severity)
        and (not verdict or finding.verdict in verdict)
        and (not state or _state(notes.get(finding.id)) in state)
        and (not words or words in fold_text(finding.model_dump_json()))
    ]


def _state(note: FindingNote | None) -> str:
    return note.state if note else "open"


def _choice(column: DeltaGenerator, label: str, names: Mapping[str, str]) -> list[str]:
    return column.multiselect(label, list(names), format_func=names.__getitem__, key=f"gap-{label}", placeholder="全部")
