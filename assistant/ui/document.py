"""One document of the library: what was recognised, its pieces and versions, correcting, replacing and deleting it."""

from collections.abc import Sequence
from html import escape
from pathlib import PurePosixPath

import streamlit as st

from ..domain.document import Chunk, Document
from ..ingestion.asides import ASIDES
from ..rendering.differences import differences_html
from . import background, corrections
from .parts import attempt, bullets, plain, subheading, text_box, tree
from .recycled import discard
from .session import assistant, files, workspace

_PREVIEWED = 30


def show(head: Document) -> None:
    """The document below the list."""
    document = assistant().store.document(head.version_id, [workspace()])
    if document is None:
        st.warning("这份文件刚刚被删除，请刷新。")
        return
    with st.container(border=True):
        subheading(document.title)
        corrections.to_check(document)
        if document.warnings:
            st.warning("读取时的提醒", icon=":material/info:")
            bullets(document.warnings)
        parts, chunks, versions, correct, care = st.tabs(["结构", "片段", "版本", "更正", "替换与删除"])
        with parts:
            structure(document)
        with chunks:
            found = assistant().store.version_chunks(document.version_id, [workspace()])
            chunk_list(found, document.version_id)
        with versions:
            _versions(document)
        with correct:
            corrections.form(document)
        with care:
            _replace(document)
            st.divider()
            if st.button("重新建立索引", icon=":material/refresh:", key=f"reindex-{document.id}",
                         help="查不到这份文件里本应查到的内容时使用"):  # fmt: skip
                attempt(lambda: assistant().reindex_document(document), "已重新建立索引。")
            _remove(document)


def structure(document: Document) -> None:
    """The sections that were recognised."""
    sections = [section for section in document.sections if section.title not in ASIDES]
    rows = [(max(section.level - 1, 0), section.number or "", section.title) for section in sections]
    st.caption(f"识别出 {len(rows)} 个章节，共 {len(document.text)} 字")
    tree(rows, "没有识别出章节，按段落切分。")


def chunk_list(chunks: Sequence[Chunk], key: str) -> None:
    """The pieces the text is found by, with a search in them."""
    wanted = st.text_input("在这份文件中查找", key=f"inside-{key}", placeholder="输入词语")
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
    names = {
        head.version_id: f"{head.version or '未标版本'}　读入于 {at[:16].replace('T', ' ')}"
        + ("　现行" if head.version_id == document.version_id else "")
        for head, at in versions
    }
    bullets(names.values())
    if len(versions) == 1:
        st.caption("只有这一个版本。替换文件或再次上传同名文件，会成为新版本，旧版保留可查。")
        return
    left, right = st.columns(2)
    keys = list(names)
    old = left.selectbox("比较：旧", keys, 1, format_func=names.__getitem__, key=f"old-{document.id}")
    new = right.selectbox("新", keys, 0, format_func=names.__getitem__, key=f"new-{document.id}")
    before, after = (assistant().store.document(key, [workspace()]) for key in (old, new))
    if before and after:
        text_box(differences_html(before.text, after.text) or "文字没有变化。")


def _replace(document: Document) -> None:
    suffix = PurePosixPath(document.file).suffix
    upload = st.file_uploader(f"用新文件替换（{suffix}）", type=[suffix.lstrip(".")], key=f"replace-{document.id}")
    st.caption("新文件成为现行版本；旧版保留，以前的引文仍能打开。您更正过的题名、种类、编号会沿用。")
    if upload and st.button("替换", icon=":material/published_with_changes:", key=f"swap-{document.id}"):
        folder = files().keep_folder([(document.file, upload.getvalue())])
        background.submit("ingest", f"替换 {document.title}", {"paths": [str(folder)], "role": document.role})


def _remove(document: Document) -> None:
    st.caption("删除后立刻查不到，也不会再被引用；在“最近删除”里可以恢复或彻底删除。以前回答里的引文仍保留原文。")
    st.button("删除这份文件", icon=":material/delete:", key=f"remove-{document.id}", on_click=discard,
              args=("document", document.id))  # fmt: skip
