"""What was deleted of one kind, and the way back."""

from collections.abc import Callable

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..domain.recycled import Recycled, RecycledKind
from ..labels import RECYCLED
from .parts import plain
from .session import assistant, workspace


def discard(kind: RecycledKind, identity: str) -> None:
    """Delete for a while; for the click of a button."""
    _do(lambda: assistant().recycling.discard(kind, identity, workspace()), "已删除；可以在“最近删除”里恢复。")


def recycled(kind: RecycledKind) -> None:
    """The list, where there is something in it."""
    found = assistant().recycling.items(kind, workspace())
    if not found:
        return
    days = assistant().settings.recycle_days
    with st.expander(f"最近删除（{len(found)}）", icon=":material/restore_from_trash:"):
        st.caption(f"这里的{RECYCLED[kind]}查不到，也不会被引用；{days} 天后自动彻底删除。")
        for item in found:
            _one(item)


def _one(item: Recycled) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(item.title)}　:gray[{item.at:%Y-%m-%d %H:%M}　{plain(item.by)}]")
        st.button("恢复", key=f"back-{item.id}", icon=":material/undo:", on_click=_put_back, args=(item,))
        with st.popover("彻底删除", icon=":material/delete_forever:"):
            st.caption("不能再恢复。")
            st.button("确认彻底删除", key=f"forget-{item.id}", type="primary", on_click=_forget, args=(item,))


def _put_back(item: Recycled) -> None:
    _do(lambda: assistant().recycling.put_back(item.kind, item.id, workspace()), "已恢复。")


def _forget(item: Recycled) -> None:
    _do(lambda: assistant().recycling.forget(item.kind, item.id, workspace()), "已彻底删除。")


def _do(act: Callable[[], object], words: str) -> None:
    try:
        act()
    except GuanbiaoError as error:
        st.error(plain(error.message))
    else:
        st.toast(words)
