"""The calendar of expected occurrences and the conformity of each obligation as charts."""

from collections import Counter
from collections.abc import Mapping

import altair as alt
import streamlit as st

from ..labels import OCCURRENCE
from ..rendering.gap_view import CalendarRow, calendar, months_of, plain_name
from ..workflows.gaps import GapReport
from .parts import subheading

_STATE_COLOURS = {
    "fulfilled": "#5b9a68", "late": "#e0a93b", "missing": "#c8473d", "not_evaluable": "#b9c2c9", "excepted": "#7d9cc0"
}  # fmt: skip
_WORST = ("missing", "late", "not_evaluable", "excepted", "fulfilled")
_MONTHS = alt.Axis(labelAngle=0, labelExpr="slice(datum.label, 2)")
_NAME = 26
_COLOURS = alt.Scale(domain=[OCCURRENCE[s] for s in _STATE_COLOURS], range=list(_STATE_COLOURS.values()))
_CHOSEN = "gap_calendar_files"
_LEGEND = alt.Legend(orient="top", columns=3)


def charts(report: GapReport, owners: Mapping[str, str]) -> None:
    """Both charts, for the documents one chooses; ``owners`` tells of prescribing words who is to act."""
    names = sorted({plain_name(row.file) for row in calendar(report)})
    if len(names) > 1:
        st.multiselect("只看这些文件的规定", names, key=_CHOSEN, placeholder="全部")
    _month_chart(report, owners)
    _conformity_chart(report, owners)


def _month_chart(report: GapReport, owners: Mapping[str, str]) -> None:
    """A heat map: who had to do what in which month and what became of it."""
    rows = _picked(calendar(report))
    months = months_of(report)
    cells = [
        {"事项": _task(row, owners), "规定见": plain_name(row.file), "月份": _name(*month),
         "结果": OCCURRENCE[_worst(states)], "次数": len(states)}
        for row in rows
        for month, states in zip(months, row.cells, strict=True)
        if states
    ]  # fmt: skip
    if not cells:
        st.caption("期间内没有可推算的应做次数。")
        return
    scale = alt.Scale(domain=[_name(*month) for month in months], paddingInner=0.06)
    chart = (
        alt
        .Chart(alt.Data(values=cells))
        .mark_rect(cornerRadius=3)
        .encode(
            x=alt.X("月份:O", title=None, axis=_MONTHS, scale=scale),
            y=alt.Y("事项:N", title=None, sort=None, axis=alt.Axis(labelLimit=280), scale=alt.Scale(paddingInner=0.1)),
            color=alt.Color("结果:N", scale=_COLOURS, title=None, legend=_LEGEND),
            tooltip=["事项:N", "规定见:N", "月份:O", "结果:N", "次数:Q"],
        )
        .properties(height=alt.Step(26))
    )
    st.caption("每格是当月到期的事项；同月多次的，取最差的一次上色。")
    st.altair_chart(chart, width="stretch")


def _conformity_chart(report: GapReport, owners: Mapping[str, str]) -> None:
    """Each obligation with how many of its occurrences were in time, late, missing or not to be judged."""
    cells = [
        {"事项": _task(row, owners), "结果": OCCURRENCE[state], "次数": count,
         "序": list(_STATE_COLOURS).index(state)}
        for row in _picked(calendar(report))
        for state, count in Counter(state for states in row.cells for state in states).items()
    ]  # fmt: skip
    if not cells:
        return
    subheading("各事项的符合情况")
    chart = (
        alt
        .Chart(alt.Data(values=cells))
        .mark_bar()
        .encode(
            x=alt.X("次数:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("事项:N", title=None, sort=None, axis=alt.Axis(labelLimit=280)),
            color=alt.Color("结果:N", scale=_COLOURS, title=None, legend=_LEGEND),
            order=alt.Order("序:Q"),
            tooltip=["事项:N", "结果:N", "次数:Q"],
        )
        .properties(height=alt.Step(22))
    )
    st.altair_chart(chart, width="stretch")


def _task(row: CalendarRow, owners: Mapping[str, str]) -> str:
    """``信息中心：数据备份记录``."""
    who = owners.get(row.quote, "").split("、")[0]
    return (f"{who}：" if who else "") + row.obligation[:_NAME]


def _picked(rows: list[CalendarRow]) -> list[CalendarRow]:
    """The rows of the documents chosen above the charts."""
    chosen = st.session_state.get(_CHOSEN) or []
    return [row for row in rows if not chosen or plain_name(row.file) in chosen]


def _name(year: int, month: int) -> str:
    return f"{year}-{month:02d}"


def _worst(states: tuple[str, ...]) -> str:
    return next(state for state in _WORST if state in states)
