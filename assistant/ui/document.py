"""One document of the library: what was recognised, its pieces and versions, correcting and deleting it."""

from html import escape
from typing import get_args

import streamlit as st

from ..domain.document import Chunk, Document, DocumentKind
from ..domain.errors import GuanbiaoError
from ..ingestion.asides import ASIDES
from ..labels import KIND
from ..rendering.differences import differences_html
from .parts import bullets, plain, subheading, text_box, tree
from .session import assistant, workspace

_PREVIEWED = 30
_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)


def show(head: Document) -> None:
    """The document below the list."""
    document = assistant().store.document(head.version_id, [workspace()])
    if document is None:
        st.warning("这份文件刚刚被删除，请刷新。")
        return
    with st.container(border=True):
        subheading(document.title)
        if document.warnings:
            st.warning("读取时的提醒", icon=":material/info:")
            bullets(document.warnings)
        structure, chunks, versions, correct, remove = st.tabs(["结构", "片段", "版本", "更正", "维护"])
        with structure:
            _structure(document)
        with chunks:
            _chunks(document)
        with versions:
            _versions(document)
        with correct:
            _correct(document)
        with remove:
            _remove(document)


def _structure(document: Document) -> None:
    sections = [section for section in document.sections if section.title not in ASIDES]
    rows = [(max(section.level - 1, 0), section.number or "", section.title) for section in sections]
    st.caption(f"识别出 {len(rows)} 个章节，共 {len(document.text)} 字")
    tree(rows, "没有识别出章节，按段落切分。")


def _chunks(document: Document) -> None:
    chunks = assistant().store.version_chunks(document.version_id, [workspace()])
    wanted = st.text_input("在这份文件中查找", key=f"inside-{document.version_id}", placeholder="输入词语")
    found = [chunk for chunk in chunks if not wanted or wanted in chunk.text or wanted in chunk.locator]
    st.caption(f"共 {len(chunks)} 段" + (f"，含“{plain(wanted)}”的 {len(found)} 段" if wanted else ""))
    with st.container(height=420, border=False):
        for chunk in found[:_PREVIEWED]:
            _chunk(chunk)
        if len(found) > _PREVIEWED:
            st.caption(f"只列出前 {_PREVIEWED} 段；输入词语可以查找其余的。")


def _chunk(chunk: Chunk) -> None:
    place = " · ".join(part for part in (chunk.locator, f"第 {chunk.page} 页" if chunk.page else "") if part)
    body = f'<div class="gb-where">{escape(place or f"第 {chunk.ordinal + 1} 段")}</div>'
    st.html(f'{body}<div class="gb-text" style="margin-bottom:0.9rem">{escape(chunk.text)}</div>')


def _versions(document: Document) -> None:
    stored = assistant().store.documents([workspace()], current_only=False)
    versions = [(head, at) for head, at in stored if head.id == document.id]
    for head, at in versions:
        mark = "现行" if head.version_id == document.version_id else "旧版"
        when = at[:16].replace("T", " ")
        st.text(f"{mark}　{head.version or '未标版本'}　读入于 {when}　内容指纹 {head.sha256[:10]}")
    older = [head for head, _ in versions if head.version_id != document.version_id]
    if not older:
        st.caption("只有这一个版本。再次上传同名文件，会成为新版本，旧版保留可查。")
        return
    before = assistant().store.document(older[0].version_id, [workspace()])
    if before and st.toggle("与上一版比较", key=f"compare-{document.version_id}"):
        text_box(differences_html(before.text, document.text) or "文字没有变化。")


def _correct(document: Document) -> None:
    with st.form(f"correct-{document.version_id}", border=False):
        left, right = st.columns(2)
        title = left.text_input("题名", document.title)
        kind = right.selectbox("种类", _KINDS, _KINDS.index(document.kind), format_func=KIND.__getitem__)
        code = left.text_input("文件编号", document.code or "")
        version = right.text_input("版本", document.version or "")
        effective = left.date_input("生效日期", document.effective_on, format="YYYY-MM-DD")
        if st.form_submit_button("保存更正", type="primary"):
            changes = {
                "title": title.strip() or document.title,
                "kind": kind,
                "code": code.strip() or None,
                "version": version.strip() or None,
                "effective_on": effective,
            }
            _attempt(lambda: assistant().correct(document.model_copy(update=changes), workspace()), "已保存。")


def _remove(document: Document) -> None:
    st.caption("删除会去掉这份文件的全部版本和片段，不能撤销；以前回答里的引文仍会保留原文。")
    sure = st.checkbox("我确认要删除", key=f"sure-{document.id}")
    if st.button("删除这份文件", disabled=not sure, icon=":material/delete:", key=f"remove-{document.id}"):
        _attempt(lambda: assistant().delete(document.id, workspace()), "已删除。")


def _attempt(action: object, success: str) -> None:
    try:
        action()  # type: ignore[operator]
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    st.toast(success)
    st.rerun()
