"""资料: take files in, see what became of them, find in them, see what is expected, open one."""

from typing import Any

import streamlit as st

from ..domain.document import Document
from ..labels import KIND, ROLE
from ..text.normalize import fold_text
from .document import show
from .library_views import expected, inside
from .parts import empty, heading
from .recycled import recycled
from .session import assistant, workspace
from .uploads import taking_in


def page() -> None:
    """The library page."""
    heading("资料", "上传企业文件、培训讲义或自有的标准文本；读入后即可在“问答”中查到，并作为出处。")
    documents = assistant().documents(workspace())
    taking_in(first=not documents)
    recycled("document")
    if not documents:
        empty("这里还没有文件。把制度、记录或讲义拖到上面的框里，一次可以放很多份。")
        return
    listed, found, wanted = st.tabs([f"文件 {len(documents)} 份", "在内容中查找", "应有文件"])
    with listed:
        if chosen := _list(documents):
            show(chosen)
    with found:
        inside()
    with wanted:
        expected(documents)


def _list(documents: list[tuple[Document, str]]) -> Document | None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    wanted = left.text_input("查找文件", key="find_document", placeholder="名称、编号或种类")
    found = [(document, at) for document, at in documents if _matches(document, wanted or "")]
    right.caption(f"共 {len(documents)} 份" + (f"，列出 {len(found)} 份" if len(found) < len(documents) else ""))
    if not found:
        st.caption("没有找到；换一个词，或清空查找框。")
        return None
    table: Any = st.dataframe(
        [_row(document, at) for document, at in found],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"documents-{wanted}",
        height=min(35 * (len(found) + 1) + 3, 400),
        placeholder="",
        column_config={"题名": st.column_config.TextColumn(width=280), "编号": st.column_config.TextColumn(width=120)},
    )
    if not table.selection.rows:
        st.caption("点一行左侧的方框，查看结构、片段与版本，更正、替换或删除。")
        return None
    return found[table.selection.rows[0]][0]


def _matches(document: Document, wanted: str) -> bool:
    words = f"{document.title} {document.file} {document.code or ''} {KIND[document.kind]}"
    return fold_text(wanted) in fold_text(words)


def _row(document: Document, at: str) -> dict[str, object]:
    return {
        "题名": document.title,
        "种类": KIND[document.kind],
        "编号": document.code or "",
        "版本": document.version or "",
        "生效日期": document.effective_on,
        "提醒": len(document.warnings) + bool(document.to_check) or None,
        "段数": assistant().store.chunk_count(document.version_id),
        "性质": ROLE[document.role],
        "读入时间": at[:16].replace("T", " "),
        "文件": document.file,
    }
