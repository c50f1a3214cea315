"""Correcting what was recognised of a document, and looking at what a new version took over."""

from typing import get_args

import streamlit as st

from ..domain.document import Document, DocumentFact, DocumentKind
from ..labels import DOCUMENT_FACT, KIND
from ..rendering.carried import carried_words
from .parts import attempt, bullets, plain
from .session import assistant, workspace

_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)


def form(document: Document) -> None:
    """The fields a person may correct."""
    with st.form(f"correct-{document.version_id}", border=False):
        left, right = st.columns(2)
        title = left.text_input("题名", document.title)
        kind = right.selectbox("种类", _KINDS, _KINDS.index(document.kind), format_func=KIND.__getitem__)
        code = left.text_input("文件编号", document.code or "")
        version = right.text_input("版本", document.version or "")
        effective = left.date_input("生效日期", document.effective_on, format="YYYY-MM-DD")
        st.caption("题名、种类、编号在以后替换文件时沿用；版本和生效日期每次按新文件读出，再请您核对。")
        if st.form_submit_button("保存更正", type="primary"):
            changes = {
                "title": title.strip() or document.title,
                "kind": kind,
                "code": code.strip() or None,
                "version": version.strip() or None,
                "effective_on": effective,
            }
            attempt(lambda: assistant().correct(document.model_copy(update=changes), workspace()), "已保存。")


def to_check(document: Document) -> None:
    """What this version took over and what was read anew, until somebody says it is right."""
    if not document.to_check:
        return
    with st.container(border=True):
        st.markdown(f":material/published_with_changes: {plain(carried_words(document.to_check))}。")
        before = _before(document)
        bullets(_line(fact, document, before) for fact in document.to_check)
        said, _ = st.columns([1, 3])
        if said.button("核对无误", key=f"checked-{document.version_id}", width="stretch"):
            attempt(lambda: assistant().correct(document, workspace()), "已记为核对无误。")
        st.caption("不对的，在下面的“更正”里改。")


def _before(document: Document) -> Document | None:
    stored = assistant().store.documents([workspace()], current_only=False)
    older = [(at, head) for head, at in stored if head.id == document.id and head.version_id != document.version_id]
    return max(older, key=lambda pair: pair[0])[1] if older else None


def _line(fact: DocumentFact, document: Document, before: Document | None) -> str:
    now, old = _value(document, fact), _value(before, fact) if before else ""
    return f"{DOCUMENT_FACT[fact]}：{now}" + (f"（上一版：{old}）" if before and old != now else "")


def _value(document: Document, fact: DocumentFact) -> str:
    return KIND[document.kind] if fact == "kind" else str(getattr(document, fact) or "未识别")
