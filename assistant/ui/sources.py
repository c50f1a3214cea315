"""Sources of an answer as chips; the chosen one is opened beside the answer with the passage marked."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from ..adapters.page_picture import PagePicture
from ..domain.document import Chunk, Document
from ..domain.evidence import Citation
from ..labels import KIND, ROLE
from ..rendering.source_view import SourceView, source_view
from ..settings import LIBRARY
from .parts import plain
from .session import assistant, user, workspace

_TITLE = 16
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
"""What a title says about itself at its end is in the opened source."""


def chips(message_id: str, sources: Sequence[Citation]) -> None:
    """A row of chips, one a source; the choice stands in the session under :func:`chosen_key`."""
    names = labels(sources)
    st.pills(
        "出处（已逐字核对，点开看原文）", list(names), format_func=names.__getitem__, key=chosen_key(message_id),
        wrap=True,
    )  # fmt: skip


def chosen_key(message_id: str) -> str:
    """Where the place of the opened source of a message is kept."""
    return f"sources-{message_id}"


def labels(sources: Sequence[Citation]) -> dict[int, str]:
    """What stands on the chips: the document; where it is named already, how the quoted words begin."""
    named: set[tuple[str, str | None]] = set()
    found: dict[int, str] = {}
    for at, source in enumerate(sources):
        key = (source.document, source.clause)
        found[at] = _label(at + 1, source, source.quote if key in named else _BRACKETS.sub("", source.document))
        named.add(key)
    return found


def _label(number: int, source: Citation, title: str) -> str:
    short = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    return plain(" ".join(part for part in (f"[{number}]", source.clause, short) if part))


def opened(citation: Citation) -> None:
    """The source of a citation in a frame of its own."""
    with st.container(border=True):
        document = assistant().store.document(citation.version_id, [workspace(), LIBRARY])
        st.markdown(f"**{plain(f'《{citation.document}》')}**")
        st.caption(plain(_details(citation, document)))
        if document is None:
            st.warning("这份文件已被删除；下面是当时引用的原文。")
            st.html(f'<div class="gb-text"><mark>{escape(citation.quote)}</mark></div>')
        else:
            passage(document, citation.start, citation.end, citation.page)


def _details(citation: Citation, document: Document | None) -> str:
    edition = citation.edition or (document.version if document else None)
    parts = [
        "·".join(dict.fromkeys((ROLE[document.role], KIND[document.kind]))) if document else "",
        f"编号 {document.code}" if document and document.code else "",
        f"版本 {edition}" if edition else "",
        f"条款 {citation.clause}" if citation.clause else "",
        f"第 {citation.page} 页" if citation.page else "",
    ]
    return "　".join(part for part in parts if part)


def passage(document: Document, start: int, end: int, page: int | None = None) -> None:
    """A passage of a stored document: the page it stands on where there is one, and its section as text."""
    view = source_view(document, start, end)
    picture = _picture(user(), document.version_id, document.workspace, start, end, page)
    pictured(picture, view, f"{document.version_id}-{start}-{end}")


def pictured(picture: PagePicture | None, view: SourceView, key: str) -> None:
    """A passage as it stands on its page and as text."""
    if picture is None:
        _text(view)
        return
    shown, text = st.tabs([f"第 {picture.page} 页（共 {picture.pages} 页）", "文字"])
    with shown:
        if picture.near is None:
            st.caption("位置不能在图上标出；引用的原文见“文字”。")
        st.image(picture.near or picture.png, width="stretch")
        if picture.near and st.toggle("看整页", key=f"whole-{key}"):
            st.image(picture.png, width="stretch")
    with text:
        _text(view)


@st.cache_data(show_spinner=False, max_entries=40)
def _picture(who: str, version_id: str, place: str, start: int, end: int, page: int | None) -> PagePicture | None:
    """Kept for each person apart; the guard decides for ``who``."""
    document = assistant().store.document(version_id, [place])
    return assistant().page_picture(document, start, end, page) if document else None


@st.dialog("原文", width="large")
def open_place(chunk: Chunk) -> None:
    """The place of a chunk in its document, over the page."""
    document = assistant().store.document(chunk.version_id, [workspace(), LIBRARY])
    if document is None:
        st.warning("这份文件刚刚被删除，请刷新。")
        return
    st.markdown(f"**{plain(f'《{document.title}》')}**")
    passage(document, chunk.start, chunk.end, chunk.page)


def _text(view: SourceView) -> None:
    if view.section:
        st.html(f'<div class="gb-where">{escape(view.section)}</div>')
    before = ("…" if view.cut_before else "") + escape(view.before)
    after = escape(view.after) + ("…" if view.cut_after else "")
    st.html(f'<div class="gb-box"><div class="gb-text">{before}<mark>{escape(view.passage)}</mark>{after}</div></div>')
