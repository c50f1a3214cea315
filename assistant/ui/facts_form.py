"""The fact table of a workspace: edited as text, checked for contradictions before anything is drafted from it."""

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..labels import VIOLATION
from ..rendering.draft_facts import proposals_yaml
from ..workflows.facts import FactsReport
from .parts import bullets, plain
from .session import assistant, files, workspace
from .violations import violation_card

_STATUS = {"ready": "可以起草", "incomplete": "可以起草，但有事实待补充", "blocked": "事实相互矛盾，先改正再起草"}
_TEXT = "facts_text"


def show() -> None:
    """The form."""
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = _stored_text()
    _import()
    st.text_area("企业事实表（YAML，井号后是说明；不知道的留空）", height=420, key=_TEXT)
    save, download, _ = st.columns([1, 1, 3])
    if save.button("保存并检查", type="primary", icon=":material/save:", width="stretch"):
        files().save_facts(st.session_state[_TEXT])
        st.session_state.pop("draft_made", None)
    download.download_button("下载", st.session_state[_TEXT], "facts.yaml", on_click="ignore", width="stretch")
    if files().facts().is_file():
        _examined()
    else:
        st.caption("填好后按“保存并检查”；事实表按工作区保存在服务器上。")


def _stored_text() -> str:
    kept = files().facts()
    source = kept if kept.is_file() else assistant().settings.corpus_dir / "facts" / "example.yaml"
    return source.read_text(encoding="utf-8")


def _import() -> None:
    with st.expander("导入，或从已读入的文件中摘取", icon=":material/input:"):
        upload = st.file_uploader("facts.yaml", type=["yaml", "yml"], key="facts_upload")
        if upload and st.button("用这份文件替换下面的内容"):
            st.session_state[_TEXT] = upload.getvalue().decode("utf-8-sig", errors="replace")
            st.rerun()
        st.caption("摘取的每一条都带出处，标着“待确认”；核对之后再用。")
        if st.button("从资料中摘取", icon=":material/find_in_page:"):
            _propose()
        if proposed := st.session_state.get("facts_proposed"):
            st.code(proposed, language="yaml", wrap_lines=True, height=300)
            st.button("用摘取的内容替换下面的事实表", on_click=_take, args=(proposed,))


def _propose() -> None:
    try:
        found, _ = assistant().propose_facts(workspace(), None)
        st.session_state["facts_proposed"] = proposals_yaml(found)
    except GuanbiaoError as error:
        st.warning(plain(f"{error.what}；先到“资料”页上传企业文件。"))


def _take(proposed: str) -> None:
    st.session_state[_TEXT] = proposed
    st.session_state.pop("facts_proposed", None)


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
            bullets(f"{item.path}：{item.what}" for item in report.missing)
