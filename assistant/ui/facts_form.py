"""The fact table of a workspace: a form or its text, checked for contradictions before anything is drafted."""

import hashlib
from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from ..adapters.facts_form import keys_given_twice, table_text
from ..adapters.facts_text import parse_yaml_text
from ..domain.errors import GuanbiaoError
from ..labels import VIOLATION
from ..workflows.facts import FactsReport
from . import facts_proposals
from .exporting import export_button
from .facts_fields import filled_in
from .parts import bullets, plain
from .session import assistant, files
from .violations import violation_card

_STATUS = {"ready": "可以起草", "incomplete": "可以起草，但有事实待补充", "blocked": "事实相互矛盾，先改正再起草"}
_TEXT, _SEEN = "facts_text", "facts_seen"


def show() -> None:
    """Form, proposals and text of the table, then what was found in it."""
    stored = _stored()
    seen = hashlib.sha256(stored.encode()).hexdigest()[:12]
    if st.session_state.get(_SEEN) != seen:  # stored anew: the fields below show it
        st.session_state.update({_SEEN: seen, _TEXT: stored})
    table, problem = _read(stored)
    form, proposals, text = st.tabs(["填写", "从资料中摘取", "源文件与导入"])
    with form:
        _form(table, problem, seen)
    with proposals:
        _proposals(table)
    with text:
        _text()
    if files().facts().is_file():
        _examined()


def _stored() -> str:
    kept = files().facts()
    source = kept if kept.is_file() else assistant().settings.corpus_dir / "facts" / "example.yaml"
    return source.read_text(encoding="utf-8")


def _read(text: str) -> tuple[dict[str, Any], str]:
    """The table, and why it cannot be filled in as a form."""
    try:
        value: Any = parse_yaml_text(text, "事实表") or {}
    except GuanbiaoError as error:
        return {}, error.message
    if not isinstance(value, Mapping):
        return {}, "最外层应是“键: 值”，请在“源文件与导入”里改正。"
    table = {str(key): item for key, item in cast(Mapping[Any, Any], value).items()}
    twice = keys_given_twice(table)
    return table, f"有重复填写的项：{'、'.join(twice)}。请在“源文件与导入”里选定一个。" if twice else ""


def _form(table: dict[str, Any], problem: str, seen: str) -> None:
    if problem:
        st.warning(plain(problem))
        return
    st.caption("不知道的留空，草案里会写成“待补充”并说明怎样取得；日期和数值按平时的写法。")
    with st.form(f"facts-{seen}", border=False):
        filled = filled_in(table, seen)
        if st.form_submit_button("保存并检查", type="primary", icon=":material/save:", key="save_form"):
            _save(table_text(filled))


def _proposals(table: dict[str, Any]) -> None:
    if (taken := facts_proposals.show(table)) is not None:
        _save(table_text(taken))


def _text() -> None:
    upload = st.file_uploader("用一份 facts.yaml 替换", type=["yaml", "yml"], key="facts_upload")
    if upload and st.button("用这份文件替换整个事实表", icon=":material/input:"):
        _save(upload.getvalue().decode("utf-8-sig", errors="replace"))
    st.text_area("事实表原文（YAML，井号后是说明）", height=420, key=_TEXT)
    save, download, _ = st.columns([1, 1, 2])
    if save.button("保存并检查", type="primary", icon=":material/save:", width="stretch", key="save_text"):
        _save(st.session_state[_TEXT])
    text: str = st.session_state[_TEXT]
    export_button(download, "下载", lambda: text, "facts.yaml", action="draft")


def _save(text: str) -> None:
    files().save_facts(text)
    st.toast("事实表已保存。")
    st.rerun()


def _examined() -> None:
    try:
        report = assistant().examine_facts(files().facts())
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    _report(report)


def _report(report: FactsReport) -> None:
    show = {"ready": st.success, "incomplete": st.info, "blocked": st.error}[report.status]
    show(f"{_STATUS[report.status]}：问题 {len(report.violations)} 处，待补充 {len(report.missing)} 项")
    for violation in sorted(report.violations, key=lambda v: list(VIOLATION).index(v.severity)):
        violation_card(violation)
    if report.missing:
        with st.expander(f"待补充的 {len(report.missing)} 项及取得办法"):
            bullets(item.what for item in report.missing)
