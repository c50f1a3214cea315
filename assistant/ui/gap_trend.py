"""What changed since the run before, and how the runs went over time."""

import altair as alt
import streamlit as st

from ..domain.finding import GapRun, GapSubject
from ..labels import FINDING_GONE, FINDING_STATE, SEVERITY
from ..workflows.gaps import GapReport
from .parts import bullets, empty, subheading
from .session import assistant

_MOST = 12
_SERIES = {"疑似差距": "#c8473d", "新增": "#e0a93b", "不再出现": "#5b9a68"}


def change_line(report: GapReport) -> str:
    """``与 2026-01-15 09:30 那次相比：新增 2，仍在 19，再次出现 0，不再出现 1，待复核 3``."""
    changes = report.changes
    if changes is None or changes.since is None:
        return ""
    return (
        f"与 {changes.since:%Y-%m-%d %H:%M} 那次相比：新增 {changes.new}，仍在 {changes.persisting}，"
        f"再次出现 {changes.returned}，不再出现 {len(changes.resolved)}，待复核 {changes.recheck}"
    )


def trend(subject: GapSubject, report: GapReport) -> None:
    """Findings that went, files that were not there, and a chart of all runs."""
    _changes(report)
    runs = list(reversed(assistant().gap_history.runs(subject)[:_MOST]))
    if len(runs) < 2:  # noqa: PLR2004
        empty("只对照过一次。材料补充或整改之后再对照，这里会显示变化。", ":material/trending_up:")
        return
    subheading("历次对照")
    cells = [
        {"时间": f"{run.at:%m-%d %H:%M}", "项": name, "条数": count}
        for run in runs
        for name, count in (("疑似差距", run.suspected), ("新增", _new(run)), ("不再出现", run.resolved))
    ]
    colours = alt.Scale(domain=list(_SERIES), range=list(_SERIES.values()))
    chart = (
        alt
        .Chart(alt.Data(values=cells))
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X("时间:O", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("项:N", sort=list(_SERIES)),
            y=alt.Y("条数:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("项:N", scale=colours, title=None, legend=alt.Legend(orient="top")),
            tooltip=["时间:O", "项:N", "条数:Q"],
        )
        .properties(height=260)
    )
    st.altair_chart(chart, width="stretch")


def _new(run: GapRun) -> int:
    """In a first run everything would be new."""
    return run.new if run.persisting or run.resolved else 0


def _changes(report: GapReport) -> None:
    changes = report.changes
    if changes is None or changes.since is None:
        return
    st.text(change_line(report))
    if changes.resolved:
        subheading(f"不再出现 {len(changes.resolved)} 条")
        rows = [
            {"类型": f"{one.type} {one.title}", "对象": one.object, "程度": SEVERITY[one.severity],
             "核实结果": FINDING_STATE[one.state], "为什么": FINDING_GONE[one.reason]}
            for one in changes.resolved
        ]  # fmt: skip
        st.dataframe(rows, hide_index=True, placeholder="")
    if changes.absent_files:
        subheading(f"上次有、这次没有的文件 {len(changes.absent_files)} 份")
        bullets(changes.absent_files)
