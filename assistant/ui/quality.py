"""评测: the latest figures of the product's own questions, and the answers people were not content with."""

import json
from pathlib import Path
from typing import Any, cast

import streamlit as st

from ..labels import EVALUATION_FIGURE, EVALUATION_KIND, EVALUATION_SUITE
from . import background, review
from .parts import empty, heading, subheading
from .session import assistant, workspace


def page() -> None:
    """The quality page."""
    heading("评测", "内置题目的成绩，和大家点了“踩”的回答；后者供人复查，不会自动改变排序。")
    figures, votes = st.tabs(["成绩", "待复查的回答"])
    with figures:
        _figures()
    with votes:
        review.show()


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
        _suite(f"{path.stem}-{name}", name, suite)


def _suite(key: str, name: str, suite: dict[str, Any]) -> None:
    st.markdown(f"**{EVALUATION_SUITE.get(name, name)}**　{suite['asked']} 题，跳过 {len(suite['skipped'])} 题")
    st.dataframe(_rows(suite["figures"].get("overall", {})), hide_index=True)
    kinds = [kind for kind in suite["figures"] if kind != "overall"]
    if kinds:
        with st.expander(f"分 {len(kinds)} 类看"):
            st.dataframe(_by_kind(suite["figures"], kinds), hide_index=True, placeholder="—")
    if suite["failing"]:
        with st.expander(f"未通过的 {len(suite['failing'])} 题"):
            present = list(dict.fromkeys(case["kind"] for case in suite["failing"]))
            wanted = st.pills(
                "类", present, format_func=_kind, selection_mode="multi", key=f"kinds-{key}",
                label_visibility="collapsed",
            )  # fmt: skip
            failing = [case for case in suite["failing"] if not wanted or case["kind"] in wanted]
            rows = [{"题": c["question"], "类": _kind(c["kind"]), "原因": "；".join(c["why"])} for c in failing]
            wide = {"题": st.column_config.TextColumn(width="large")}
            st.dataframe(rows, hide_index=True, column_config=wide)


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


def _by_kind(figures: dict[str, Any], kinds: list[str]) -> list[dict[str, object]]:
    """A row a kind, a column a measure."""
    rows: list[dict[str, object]] = []
    for kind in kinds:
        row: dict[str, object] = {"类": _kind(kind)}
        for name, figure in figures[kind].items():
            row[EVALUATION_FIGURE.get(str(name), str(name))] = f"{_percent(figure['value'])}（{figure['of']:g}）"
        rows.append(row)
    return rows


def _kind(kind: str) -> str:
    return EVALUATION_KIND.get(kind, kind)


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f}%"
