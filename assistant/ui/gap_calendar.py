"""The calendar of expected occurrences as a chart."""

import altair as alt
import streamlit as st

from ..labels import OCCURRENCE
from ..rendering.gap_view import calendar, months_of
from ..workflows.gaps import GapReport

_STATE_COLOURS = {
    "fulfilled": "#5b9a68", "late": "#e0a93b", "missing": "#c8473d", "not_evaluable": "#b9c2c9", "excepted": "#7d9cc0"
}  # fmt: skip
_WORST = ("missing", "late", "not_evaluable", "excepted", "fulfilled")
_MONTHS = alt.Axis(labelAngle=0, labelExpr="slice(datum.label, 2)")


def month_chart(report: GapReport) -> None:
    """A heat map: what was due in which month and what became of it."""
    months = months_of(report)
    cells = [
        {"事项": row.obligation[:26], "月份": _name(*month), "结果": OCCURRENCE[_worst(states)], "次数": len(states)}
        for row in calendar(report)
        for month, states in zip(months, row.cells, strict=True)
        if states
    ]
    if not cells:
        st.caption("期间内没有可推算的应做次数。")
        return
    colours = alt.Scale(domain=[OCCURRENCE[s] for s in _STATE_COLOURS], range=list(_STATE_COLOURS.values()))
    chart = (
        alt.Chart(alt.Data(values=cells))
        .mark_rect(cornerRadius=3, stroke="white", strokeWidth=2)
        .encode(
            x=alt.X("月份:O", title=None, axis=_MONTHS, scale=alt.Scale(domain=[_name(*month) for month in months])),
            y=alt.Y("事项:N", title=None, sort=None, axis=alt.Axis(labelLimit=280)),
            color=alt.Color("结果:N", scale=colours, title=None, legend=alt.Legend(orient="top")),
            tooltip=["事项:N", "月份:O", "结果:N", "次数:Q"],
        )
        .properties(height=alt.Step(26))
    )
    st.caption("每格是当月到期的事项；同月多次的，取最差的一次上色。")
    st.altair_chart(chart, width="stretch")


def _name(year: int, month: int) -> str:
    return f"{year}-{month:02d}"


def _worst(states: tuple[str, ...]) -> str:
    return next(state for state in _WORST if state in states)
