"""评测: the latest figures of the product's own questions, and the answers people were not content with."""

import json
from pathlib import Path
from typing import Any, cast

import streamlit as st

from ..labels import EVALUATION_FIGURE, EVALUATION_SUITE, STATUS
from . import background
from .parts import empty, heading, plain, subheading
from .session import assistant, workspace


def page() -> None:
    """The quality page."""
    heading("评测", "内置题目的成绩，和大家点了“踩”的回答；后者供人复查，不会自动改变排序。")
    figures, review = st.tabs(["成绩", "待复查的回答"])
    with figures:
        _figures()
    with review:
        _review()


def _figures() -> None:
    if job := background.under_way("eval"):
        background.watch(job.id)
        return
    _run_again()
    results = sorted((assistant().settings.home / "evaluation").glob("result-*.json"))
    if not results:
        empty("还没有成绩。评测要几分钟，完成后这里会显示。", ":material/monitoring:")
        return
    for path in results:
        _result(path)


def _run_again() -> None:
    if assistant().may(workspace(), "evaluate"):
        if st.button("运行评测", icon=":material/play_arrow:", key="evaluate"):
            background.submit("eval", "全部内置题目", {})
        if (job := background.outcome("eval")) and not background.told(job):
            background.close(job)
        background.history("eval")


def _result(path: Path) -> None:
    record = cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
    split = {"dev": "开发题", "sealed": "封存题"}.get(record["split"], record["split"])
    subheading(f"{split}　{str(record.get('at', '')).replace('T', ' ')[:16]}")
    for name, suite in record["suites"].items():
        st.markdown(f"**{EVALUATION_SUITE.get(name, name)}**　{suite['asked']} 题，跳过 {len(suite['skipped'])} 题")
        st.dataframe(_rows(suite["figures"].get("overall", {})), hide_index=True)
        if suite["failing"]:
            with st.expander(f"未通过的 {len(suite['failing'])} 题"):
                st.dataframe(
                    [{"题": f["question"], "类": f["kind"], "原因": "；".join(f["why"])} for f in suite["failing"]],
                    hide_index=True,
                )


def _rows(figures: dict[str, Any]) -> list[dict[str, object]]:
    return [
        {
            "指标": EVALUATION_FIGURE.get(name, name),
            "成绩": _percent(figure["value"]),
            "95% 区间": "" if figure["low"] is None else f"{_percent(figure['low'])}–{_percent(figure['high'])}",
            "计数": f"{figure['hits']:g} / {figure['of']:g}",
        }
        for name, figure in figures.items()
    ]


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f}%"


def _review() -> None:
    messages = assistant().chats.voted_down([workspace()])
    if not messages:
        empty("没有待复查的回答。在“问答”里点“踩”的回答会列在这里。", ":material/thumb_up:")
        return
    for message in messages:
        with st.expander(f"{message.asked_at:%Y-%m-%d %H:%M}　{plain(message.question[:60])}"):
            if message.vote_reason:
                st.text(f"原因：{message.vote_reason}")
            if message.answer:
                st.badge(STATUS[message.answer.status])
                st.text(message.answer.text)
