"""Which documents and records of a workspace touch a clause: those that name it, then those that speak of it."""

from html import escape

import streamlit as st

from ..domain.evidence import Passage
from ..domain.framework import Framework, Requirement
from ..labels import KIND, RECORD_KINDS
from .parts import empty, plain
from .session import assistant, workspace
from .sources import open_place

_LIMIT = 16
_WORDS = 60


def uses(framework: Framework, item: Requirement) -> None:
    """Documents on the left, records on the right; each can be opened at the place."""
    if not assistant().may(workspace(), "read"):
        return
    if not assistant().documents(workspace()):
        st.caption("工作区里还没有文件；先到“资料”上传。")
        return
    found = _found(workspace(), len(assistant().documents(workspace())), f"{item.title} {item.intent[:_WORDS]}")
    if not found:
        empty("没有找到相关内容，这一条可能还没有文件支撑。")
        return
    records = [p for p in found if p.kind in RECORD_KINDS]
    documents = [p for p in found if p.kind not in RECORD_KINDS]
    left, right = st.columns(2, gap="medium")
    with left:
        _column("文件", documents, "没有文件谈到这一条。", f"{framework.id}-{item.key}")
    with right:
        _column("记录", records, "没有找到相应的记录。", f"{framework.id}-{item.key}")


@st.cache_data(show_spinner="正在查找…", max_entries=100)
def _found(place: str, count: int, words: str) -> list[Passage]:
    """Kept while the number of documents stays; one passage a document, the best."""
    best: dict[str, Passage] = {}
    for found in assistant().search(words, place, "workspace", _LIMIT):
        best.setdefault(found.chunk.document_id, found)
    return list(best.values())


def _column(title: str, found: list[Passage], nothing: str, key: str) -> None:
    st.markdown(f"**{title}**　{len(found)} 份")
    if not found:
        st.caption(nothing)
    for one in found:
        with st.container(border=True):
            st.markdown(f"**{plain(f'《{one.document}》')}**　{KIND[one.kind]}")
            st.caption(plain(one.chunk.locator))
            st.html(f'<div class="gb-text gb-clip">{escape(one.chunk.text)}</div>')
            if st.button("打开原文", icon=":material/open_in_new:", key=f"use-{key}-{one.chunk.id}"):
                open_place(one.chunk)
