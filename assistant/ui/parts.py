"""Small pieces the pages share. Text of documents goes through here, so it is never read as HTML or Markdown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..domain.errors import GuanbiaoError

_MARKDOWN = r"\`*_{}[]()#+-.!|<>~$:"


def plain(text: str) -> str:
    """Text with every sign Markdown would act on disarmed, for labels and headings."""
    return "".join(f"\\{sign}" if sign in _MARKDOWN else sign for sign in text.replace("\n", " "))


def heading(title: str, lead: str) -> None:
    """Title of a page with one quiet line below it."""
    st.title(title, anchor=False)
    st.caption(lead)


def subheading(text: str) -> None:
    """A heading inside a page."""
    st.markdown(f"##### {plain(text)}")


def text_box(body_html: str) -> None:
    """Escaped text with our marks in a box that scrolls."""
    st.html(f'<div class="gb-box"><div class="gb-text">{body_html}</div></div>')


def bullets(lines: Iterable[str]) -> None:
    """Lines of text as a list."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    if items:
        st.html(f'<ul class="gb-list">{items}</ul>')


def quote(where: str, words: str) -> None:
    """Words of a document with the place they stand in."""
    st.html(f'<div class="gb-where">{escape(where)}</div><div class="gb-quote">{escape(words)}</div>')


def tree(rows: Sequence[tuple[int, str, str]], empty: str) -> None:
    """``(depth, number, title)`` as an indented list in a box that scrolls."""
    if not rows:
        st.caption(empty)
        return
    body = "".join(
        f'<div class="gb-row" style="padding-left:{1.4 * depth:.1f}em"><span class="no">{escape(number)}</span>'
        f" {escape(title)}</div>"
        for depth, number, title in rows
    )
    st.html(f'<div class="gb-box">{body}</div>')


def empty(text: str, icon: str = ":material/inbox:") -> None:
    """What a page says while there is nothing to show."""
    with st.container(border=True):
        st.markdown(f"{icon} {plain(text)}")


def attempt(action: Callable[[], object], success: str) -> None:
    """Do something that may be refused, say so, and show the page anew."""
    try:
        action()
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    st.toast(success)
    st.rerun()


def kept_tabs(names: Sequence[str], key: str) -> Iterator[tuple[str, DeltaGenerator]]:
    """The tabs to fill: the open one and those opened before on this visit, so that nothing typed in them is lost."""
    opened = f"{key}-opened"
    if key not in st.session_state:
        st.session_state[opened] = frozenset()
    tabs = dict(zip(names, st.tabs(names, key=key, on_change="rerun"), strict=True))
    st.session_state[opened] |= {name for name, tab in tabs.items() if tab.open}
    return ((name, tab) for name, tab in tabs.items() if name in st.session_state[opened])
