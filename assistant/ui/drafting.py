"""起草: the fact table first, then a draft made of nothing but these facts, kept with its versions."""

from pathlib import Path

import streamlit as st

from ..domain.draft import Draft
from ..domain.errors import GuanbiaoError
from ..labels import DOCUMENT_TYPE
from ..workflows.draft import draft_kinds
from . import background, draft_versions, draft_view, facts_form
from .parts import empty, heading, kept_tabs, plain
from .recycled import recycled
from .session import assistant, files, workspace


def page() -> None:
    """The drafting page."""
    heading("起草", "只用事实表里的事实起草；没有的写成“待补充”，矛盾先指出，从不替您编数字，也不代做记录。")
    shown = {"一、事实表": facts_form.show, "二、草案": _draft}
    for name, tab in kept_tabs(list(shown), "draft_tabs"):
        with tab:
            shown[name]()


def _draft() -> None:
    facts = files().facts()
    if not facts.is_file():
        st.info("先在“一、事实表”中保存事实表。")
        return
    kinds = draft_kinds(assistant().drafting.material)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    last = draft_versions.latest_kind()
    first = kinds.index(last) if last in kinds else 0
    kind = left.selectbox("起草哪一种文件", kinds, first, format_func=_kind_name, key="draft_kind")
    if right.button("起草", type="primary", icon=":material/edit_document:", width="stretch", key="draft_go"):
        _make(kind, facts)
    _template()
    _made_by_job()
    found = draft_versions.versions(kind)
    if not found:
        empty("这种文件还没有草案。点“起草”，草案会连同每次修改一起保存在这个工作区。", ":material/edit_document:")
        recycled("draft")
        return
    chosen = draft_versions.choose(found)
    draft_versions.compare(chosen, found)
    draft_view.show(chosen)
    recycled("draft")


def _make(kind: str, facts: Path) -> None:
    """At once; where a language model rewords, as a background job."""
    template = files().template() if files().template().is_file() else None
    if assistant().settings.model:
        payload = {"kind": kind, "facts": str(facts), "template": str(template) if template else None}
        background.submit("draft", _kind_name(kind), payload)
    try:
        with st.spinner("正在起草…"):
            made = assistant().draft(kind, facts, workspace(), template)
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    draft_versions.keep(made, "起草")


def _made_by_job() -> None:
    if job := background.under_way("draft"):
        background.watch(job.id)
    elif job := background.outcome("draft"):
        if background.told(job):
            draft_versions.keep(Draft.model_validate((job.result or {})["draft"]), "起草")
            assistant().jobs.mark_seen(job.id, workspace())
        else:
            background.close(job)


def _kind_name(kind: str) -> str:
    name, _, which = kind.partition(":")
    return which or DOCUMENT_TYPE.get(name, name)


def _template() -> None:
    own = files().template().is_file()
    with st.expander("本企业的 Word 模板" + ("（已设置）" if own else ""), icon=":material/description:"):
        st.caption(
            "草案下载成 Word 时套用：页眉、编号、样式保持不变；正文放在只写着 {{ body }} 的那一段，没有就接在末尾。"
            "模板会与其他客户的文件比对，照搬的会提醒。"
        )
        upload = st.file_uploader("模板（.docx）", type=["docx"], key="draft_template")
        if upload and st.button("使用这份模板", icon=":material/save:"):
            files().save_template(upload.getvalue())
            st.rerun()
        if own and st.button("不再使用模板", icon=":material/delete:"):
            files().save_template(None)
            st.rerun()
