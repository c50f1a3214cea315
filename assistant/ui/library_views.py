"""The library seen otherwise: found by content, and held against the documents a framework expects."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from ..domain.document import Document
from ..domain.evidence import Passage
from ..labels import KIND
from ..workflows.coverage import Expected
from .parts import empty, plain
from .session import assistant, workspace
from .sources import open_place

_LIMIT = 12
_BASIS = {"standard": "标准要求成文", "practice": "常见程序（实务建议）"}


def inside() -> None:
    """Passages of the workspace's own documents for a few words."""
    words = (st.text_input("词语或问题", key="find_inside", placeholder="例如：内审报告多久发出") or "").strip()
    if not words:
        st.caption("只在这个工作区自己的文件里找，按意思和字面一起排序。")
        return
    found = assistant().search(words, workspace(), "workspace", _LIMIT)
    if not found:
        empty("没有找到；换一个说法试试。", ":material/search_off:")
    for one in found:
        _passage(one)


def _passage(one: Passage) -> None:
    with st.container(border=True):
        title, opener = st.columns([5, 1], vertical_alignment="center")
        page = f"　第 {one.chunk.page} 页" if one.chunk.page else ""
        title.markdown(f"**{plain(f'《{one.document}》')}**　{KIND[one.kind]}")
        st.caption(plain(f"{one.chunk.locator}{page}"))
        st.html(f'<div class="gb-text gb-clip">{escape(one.chunk.text)}</div>')
        if opener.button("原文", icon=":material/open_in_new:", key=f"inside-{one.chunk.id}"):
            open_place(one.chunk)


def expected(documents: Sequence[tuple[Document, str]]) -> None:
    """What the framework expects, with what is there by name."""
    items = assistant().expected_documents(workspace())
    present = [item for item in items if item.found]
    st.caption("按名称比对，只供参考：内容写在别的文件里也可以，有同名文件也不等于内容够用。")
    for column, basis in zip(st.columns(3), ("standard", "practice"), strict=False):
        of = [item for item in items if item.basis == basis]
        column.metric(_BASIS[basis], f"{sum(bool(item.found) for item in of)} / {len(of)}")
    missing_only = st.toggle("只看没有找到的", key="missing_only")
    shown = [item for item in items if not (missing_only and item in present)]
    st.dataframe(
        [_row(item) for item in shown], hide_index=True, placeholder="", height=min(35 * (len(shown) + 1) + 3, 640),
        column_config={"应有文件": st.column_config.TextColumn(width="medium")},
    )  # fmt: skip


def _row(item: Expected) -> dict[str, str]:
    return {
        "应有文件": item.name,
        "状态": "有同名文件" if item.found else "没有找到",
        "工作区里的文件": "；".join(f"《{title}》" for title in item.found),
        "条款": "、".join(item.numbers),
        "依据": _BASIS[item.basis],
        "常见归口": item.owner,
    }
