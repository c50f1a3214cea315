"""Citations as chips; a chip opens the source beside the answer with the passage marked."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from ..domain.answer import Answer
from ..domain.evidence import Citation
from ..rendering.answer_text import place
from .session import assistant, workspace

_CONTEXT = 150
_TITLE = 16
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
"""What a title says about itself at its end is in the opened source."""


def numbered(answer: Answer) -> list[Citation]:
    """Each source once, in the order of the claims."""
    return list(dict.fromkeys(c for claim in answer.claims for c in claim.citations))


def chips(message_id: str, sources: Sequence[Citation]) -> None:
    """A row of chips; the chosen one is opened below."""
    if not sources:
        return
    labels = {i: _label(i + 1, source) for i, source in enumerate(sources)}
    chosen = st.pills(
        "出处（已逐字核对）", list(labels), format_func=lambda i: labels[i], key=f"sources-{message_id}"
    )
    if chosen is not None:
        _opened(sources[chosen])


def _label(number: int, source: Citation) -> str:
    title = _BRACKETS.sub("", source.document)
    short = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    return _plain(" ".join(part for part in (f"[{number}]", source.clause, short) if part))


def _opened(citation: Citation) -> None:
    with st.container(border=True):
        st.markdown(f"**{_plain(place(citation))}**")
        st.caption(_details(citation))
        st.html(_marked(citation))


def _details(citation: Citation) -> str:
    parts = [
        f"版本：{citation.edition}" if citation.edition else "",
        f"条款：{citation.clause}" if citation.clause else "",
        f"第 {citation.page} 页" if citation.page else "",
        f"字符 {citation.start}–{citation.end}",
    ]
    return "　".join(part for part in parts if part)


def _marked(citation: Citation) -> str:
    document = assistant().store.document(citation.version_id, [workspace(), "library"])
    if document is None:
        return "<p>这份文件已被删除；下面是当时引用的原文。</p><mark>" + escape(citation.quote) + "</mark>"
    before = document.text[max(0, citation.start - _CONTEXT) : citation.start]
    after = document.text[citation.end : citation.end + _CONTEXT]
    body = f"{escape(before)}<mark>{escape(document.text[citation.start : citation.end])}</mark>{escape(after)}"
    return f'<div class="gb-text">…{body}…</div>'


def _plain(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|<>~$:" else c for c in text)
