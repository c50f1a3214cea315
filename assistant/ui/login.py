"""Before the pages: who is signed in; beside them: where they work, and the way out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ..domain.account import LOCAL_USER, Action
from ..guarded import Guarded
from ..labels import ACCOUNT_ROLE
from .gate import LOGIN, PASSWORD
from .identity import oidc_configured, provider_claims, token
from .session import assistant, signed_in, workspace

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

NEEDED: dict[str, Action] = {
    "ask": "ask", "clauses": "ask", "library": "read", "draft": "draft", "check": "check", "gaps": "gaps",
    "quality": "review", "people": "grant", "admin": "administer",
}  # fmt: skip
"""What one must be allowed to in order to open a page, by the path of its address."""
_TO_LOGIN = f"<script>window.location.replace('{LOGIN}')</script>"


def enter() -> None:
    """Let the script go on for somebody signed in; otherwise show the way to the sign-in and end it."""
    helper = signed_in()
    if helper is None:
        _strangers()
        st.stop()
    if st.session_state.setdefault("signed_in_as", helper.user.name) != helper.user.name:
        st.session_state.clear()
        st.rerun()
    if not workspace():
        st.title("还没有可用的工作区", anchor=False)
        st.info(f"{helper.user.name}，请管理员为您开通一个工作区。")
        _account(helper)
        st.stop()
    with st.sidebar:
        _account(helper)


def allowed(pages: Mapping[str, Sequence["StreamlitPage"]]) -> dict[str, list["StreamlitPage"]]:
    """The pages this person may open here; a page without an entry is for administrators.

    The others are not listed, and their addresses only say so.
    """
    helper, place = assistant(), workspace()

    def one(page: "StreamlitPage") -> "StreamlitPage":
        if helper.may(place, NEEDED.get(page.url_path or "ask", "administer")):
            return page
        return st.Page(_closed, title=page.title, url_path=page.url_path, visibility="hidden")

    return {section: [one(page) for page in members] for section, members in pages.items()}


def _closed() -> None:
    st.title("这一页没有对您开放", anchor=False)
    st.info("您在这个工作区的角色用不到这一页；需要时请找管理员。")


def _strangers() -> None:
    if not oidc_configured():
        st.html(_TO_LOGIN, unsafe_allow_javascript=True)
        st.warning(f"请登录。没有自动跳转时，打开本站的 {LOGIN} 。")
        return
    st.title("贯标助手", anchor=False)
    if provider_claims() or st.user.is_logged_in:
        st.error("这个企业账号没有开通或登录已过期。请重新登录；仍不行请找管理员。")
        st.button("换一个账号", on_click=st.logout)
        return
    st.button("用企业账号登录", on_click=st.login, type="primary")
    st.html(f'<a href="{LOGIN}">用本地账号登录</a>')


def _account(helper: Guarded) -> None:
    if helper.user.name == LOCAL_USER:
        return
    role = ACCOUNT_ROLE.get(helper.role(workspace()) or "", "")
    with st.popover(helper.user.name, icon=":material/account_circle:", width="stretch"):
        st.caption(f"角色：{role or '—'}")
        if not helper.user.external:
            st.html(f'<a href="{PASSWORD}">更换密码</a>')
        st.button("退出登录", key="sign_out", icon=":material/logout:", on_click=_leave)
        st.button("在所有设备上退出", key="sign_out_everywhere", on_click=_leave_everywhere)


def _leave() -> None:
    helper = signed_in()
    st.session_state.clear()
    if helper and helper.user.external:
        st.logout()
    elif helper:
        helper.inner.people.sign_out(token())


def _leave_everywhere() -> None:
    if helper := signed_in():
        helper.people.sign_out_everywhere(helper.user.name)
    st.session_state.clear()
