"""The result of a gap run: figures, findings with both sides, changes, ledger, calendar, facts, files, reports."""

from collections import Counter
from functools import partial

import streamlit as st

from ..domain.finding import GapSubject
from ..labels import OCCURRENCE, SEVERITY
from ..rendering.gap_report import report_bytes
from ..rendering.gap_view import clause_labels, rate
from ..rendering.gap_words import PAPER_KIND, READ
from ..workflows.gaps import GapReport
from . import gap_facts
from .exporting import export_button
from .gap_calendar import charts
from .gap_findings import findings
from .gap_trend import change_line, trend
from .parts import plain
from .session import assistant

_FORMATS = {".docx": "Word", ".xlsx": "Excel", ".html": "网页", ".md": "Markdown"}


def show(subject: GapSubject, report: GapReport) -> None:
    """Everything about one run."""
    _figures(report)
    listed, changed, ledger, months, facts, read, download = st.tabs([
        "差距",
        "变化与趋势",
        "台账",
        "月历与符合率",
        "事实确认",
        "读到的文件",
        "报告下载",
    ])
    with listed:
        findings(subject, report, _clauses())
    with changed:
        trend(subject, report)
    with ledger:
        _ledger(report)
    with months:
        rows = assistant().registers.facts(subject)
        charts(report, {row.source.quote: row.value("who") for row in rows if row.source and row.value("who")})
    with facts:
        gap_facts.show(subject, report)
    with read:
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
    if line := change_line(report):
        st.caption(plain(line))


@st.cache_data(show_spinner=False)
def _clauses() -> dict[str, str]:
    current = [framework for framework in assistant().frameworks if framework.current]
    return clause_labels(item for framework in current for item in framework.requirements)


def _ledger(report: GapReport) -> None:
    states = list(dict.fromkeys(line.state for line in report.ledger))
    wanted = st.pills(
        "结果", states, format_func=OCCURRENCE.__getitem__, selection_mode="multi", key="ledger_state",
        label_visibility="collapsed",
    )  # fmt: skip
    rows = [
        {
            "应做的事": line.obligation, "到期": line.due, "结果": OCCURRENCE[line.state], "记录": line.record or "",
            "规定见": line.document.file, "规定原文": line.document.quote,
        }
        for line in sorted(report.ledger, key=lambda line: line.due)
        if not wanted or line.state in wanted
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
        made = partial(report_bytes, report, suffix, _clauses())
        export_button(column, label, made, f"{name}{suffix}", action="gaps")
