"""The result of a gap run: figures, findings with both sides, ledger, calendar, files, reports."""

from collections import Counter
from functools import partial

import streamlit as st

from ..domain.finding import Finding, FindingNote, Side
from ..labels import BASIS, FINDING_STATE, OCCURRENCE, SEVERITY
from ..rendering.gap_report import report_bytes
from ..rendering.gap_view import clause_labels, rate
from ..rendering.gap_words import CONDUCT, PAPER_KIND, READ
from ..workflows.gaps import GapReport
from .gap_calendar import month_chart
from .gap_filter import filtered
from .gap_notes import change_line, note_form, states
from .parts import bullets, plain, quote, subheading
from .session import assistant

_COLOURS = {"high": "red", "medium": "orange", "low": "gray"}
_FORMATS = {".docx": "Word", ".xlsx": "Excel", ".html": "网页", ".md": "Markdown"}
_NO_SIDE = "（没有找到相应记录）"


def show(report: GapReport, before: GapReport | None) -> None:
    """Everything about one run; ``before`` is an earlier run of the same enterprise."""
    _figures(report)
    if before:
        st.caption(change_line(before, report))
    findings, ledger, months, files, download = st.tabs(["差距", "台账", "月历", "读到的文件", "报告下载"])
    with findings:
        _findings(report)
    with ledger:
        _ledger(report)
    with months:
        month_chart(report)
    with files:
        _files(report)
    with download:
        _downloads(report)


def _figures(report: GapReport) -> None:
    measured = rate(report)
    doubts = [finding for finding in report.findings if finding.verdict == "suspected"]
    tally = Counter(finding.severity for finding in doubts)
    first, second, third, fourth = st.columns(4)
    first.metric("按期执行率", measured.percent, help="按期 ÷（按期＋逾期＋缺失）；不可评价的不计入")
    second.metric("应做的次数", measured.judged + measured.not_evaluable, help="期间内按规定应当发生的次数")
    third.metric("疑似差距", len(doubts), help="　".join(f"{SEVERITY[s]} {tally[s]}" for s in SEVERITY))
    fourth.metric("不可评价", len(report.findings) - len(doubts) + measured.not_evaluable)
    start, end = report.window
    span = f"对照期间 {start} 至 {end}　截止 {report.as_of}　读了 {len(report.files)} 份文件"
    st.caption(plain(f"{report.enterprise}　{span}"))


def _findings(report: GapReport) -> None:
    notes = states()
    found = filtered(report, notes)
    st.caption(f"列出 {len(found)} 条，共 {len(report.findings)} 条。{CONDUCT[1]}")
    for finding in found:
        _finding(finding, notes.get(finding.id))


def _finding(finding: Finding, note: FindingNote | None) -> None:
    mark = SEVERITY[finding.severity] if finding.verdict == "suspected" else "不可评价"
    colour = _COLOURS[finding.severity] if finding.verdict == "suspected" else "gray"
    title = plain(f"{finding.type} {finding.title}")
    told = f"　:blue-badge[{FINDING_STATE[note.state]}]" if note and note.state != "open" else ""
    with st.expander(f":{colour}-badge[{mark}] **{title}**　{plain(finding.object[:60])}{told}"):
        left, right = st.columns(2, gap="large")
        with left:
            subheading("规定")
            _side(finding.document, "（没有相应规定）")
        with right:
            subheading("记录")
            _side(finding.record, _NO_SIDE)
        st.text(finding.explanation)
        if finding.innocent_explanations:
            subheading("可能的正常解释")
            bullets(finding.innocent_explanations)
        subheading("建议")
        st.text(finding.suggestion)
        names = _clauses()
        clauses = "、".join(names.get(key, key) for key in finding.clauses)
        st.caption(plain(f"{BASIS[finding.basis]}　{finding.detector}　{clauses}"))
        note_form(finding, note)


def _side(side: Side | None, absent: str) -> None:
    if side is None:
        st.caption(absent)
    else:
        quote(f"{side.file}　{side.locator}", side.quote)


@st.cache_data(show_spinner=False)
def _clauses() -> dict[str, str]:
    current = [framework for framework in assistant().frameworks if framework.current]
    return clause_labels(item for framework in current for item in framework.requirements)


def _ledger(report: GapReport) -> None:
    rows = [
        {
            "应做的事": line.obligation, "到期": line.due, "结果": OCCURRENCE[line.state], "记录": line.record or "",
            "规定见": line.document.file, "规定原文": line.document.quote,
        }
        for line in sorted(report.ledger, key=lambda line: line.due)
    ]  # fmt: skip
    if not rows:
        st.caption("期间内没有可推算的应做次数。")
        return
    wide = {"应做的事": st.column_config.TextColumn(width="medium")}
    st.dataframe(rows, hide_index=True, placeholder="", column_config=wide)


def _files(report: GapReport) -> None:
    rows = [
        {"文件": f.file, "识别为": PAPER_KIND.get(f.kind, f.kind), "读取": READ[f.read], "说明": f.reason or ""}
        for f in sorted(report.files, key=lambda f: (f.read == "ok", f.file))
    ]
    wide = {"文件": st.column_config.TextColumn(width="large")}
    st.dataframe(rows, hide_index=True, placeholder="", column_config=wide)


def _downloads(report: GapReport) -> None:
    st.caption("四种格式内容相同；表格中的公式符号已中和，不会被当作公式执行。")
    name = f"{report.enterprise or '企业'}-差距分析-{report.as_of}"
    for column, (suffix, label) in zip(st.columns(4), _FORMATS.items(), strict=True):
        column.download_button(
            label,
            partial(report_bytes, report, suffix, _clauses()),
            f"{name}{suffix}",
            key=f"report{suffix}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
