"""管理 › 用户与权限: accounts, roles and the audit log. Functions the administration page can call, and a page."""

from typing import get_args

import streamlit as st

from ..domain.account import EVERYWHERE, AccountRole, Grant, User
from ..guarded import Guarded
from ..labels import ACCOUNT_ROLE, AUDIT_CODES, AUDIT_EVENT
from ..workflows.permission import GRANTABLE
from .exporting import export_button
from .parts import attempt, heading, plain
from .places import workspace_name
from .session import assistant, workspace

_ROLES: tuple[AccountRole, ...] = get_args(AccountRole)
_OBJECTS_IN_CODES = frozenset(("draft", "job"))
"""Events of which the object is no name somebody gave."""


def page() -> None:
    """Users, and for administrators the audit log."""
    heading("用户", "谁能在哪个工作区做什么。所有变动都写入审计日志。")
    if not assistant().administers:
        users()
        return
    people, log = st.tabs(["用户与权限", "审计日志"])
    with people:
        users()
    with log:
        audit()


def users() -> None:
    """The list of users and the forms an administrator or a leader of this workspace may use."""
    helper = assistant()
    _table(helper)
    forms = {"分配角色": _grant_form}
    if helper.administers:
        forms |= {"新建用户": _add_form, "管理账号": _account_form}
    for tab, form in zip(st.tabs(list(forms)), forms.values(), strict=True):
        with tab:
            form(helper)


def audit() -> None:
    """The audit log with its check and its export; administrators only."""
    helper = assistant()
    broken = helper.people.log_broken_at()
    if broken is None:
        st.success("日志完整，没有被改动。", icon=":material/verified:")
    else:
        st.error(f"日志从第 {broken} 行起被改动或缺失。")
    matching = st.text_input("查找", key="audit_find", placeholder="用户、工作区或对象")
    rows = [
        {"序号": e.seq, "时间": f"{e.at:%Y-%m-%d %H:%M:%S}", "事件": AUDIT_EVENT.get(e.event, e.event), "用户": e.user,
         "工作区": e.workspace, "对象": _told(e.object) if e.event in _OBJECTS_IN_CODES else e.object,
         "说明": _told(e.detail)}
        for e in helper.people.log_entries(300, matching=matching or "")
    ]  # fmt: skip
    st.dataframe(rows, hide_index=True)
    name = f"审计日志-{helper.clock.now():%Y%m%d-%H%M}.csv"
    export_button(None, "导出 CSV", helper.people.log_csv, name, mime="text/csv", noted=False)


def _told(noted: str) -> str:
    """A line of the log that begins with a code, in words; the export keeps what the check values were made of."""
    code, space, rest = noted.partition(" ")
    return f"{AUDIT_CODES.get(code, code)}{space}{rest}"


def _table(helper: Guarded) -> None:
    people, grants = helper.people.members(workspace())
    rows = [
        {"用户": user.name, "角色": _roles(user, grants), "状态": _state(user),
         "登录方式": "企业账号" if user.external else "本地密码"}
        for user in people
    ]  # fmt: skip
    if rows:
        st.dataframe(rows, hide_index=True)
    else:
        st.info("还没有用户，只能在本机打开。建立第一位管理员后，所有人都要登录。")


def _roles(user: User, grants: list[Grant]) -> str:
    shown = [g for g in grants if g.user == user.name]
    return "；".join(f"{'全部' if g.workspace == EVERYWHERE else g.workspace}：{ACCOUNT_ROLE[g.role]}" for g in shown)


def _state(user: User) -> str:
    return "已停用" if user.disabled else "待换密码" if user.must_change else "正常"


def _grant_form(helper: Guarded) -> None:
    role = "admin" if helper.administers else helper.role(workspace())
    offered: list[AccountRole | None] = [name for name in _ROLES if name in GRANTABLE[role or "trainee"]]
    with st.form("grant", clear_on_submit=True):
        name = st.text_input("用户名")
        offered.append(None)
        names = [ACCOUNT_ROLE[role] if role else "收回角色" for role in offered]
        chosen = offered[st.selectbox("角色", range(len(names)), len(names) - 2, format_func=names.__getitem__)]
        st.caption(f"作用于当前工作区“{plain(workspace_name(workspace()))}”；管理员管全部工作区。")
        if st.form_submit_button("保存"):
            place = EVERYWHERE if chosen == "admin" else workspace()
            attempt(lambda: helper.people.grant(name, place, chosen), "已保存。")


def _add_form(helper: Guarded) -> None:
    with st.form("add_user", clear_on_submit=True):
        name = st.text_input("用户名（姓名、工号或邮箱）")
        password = st.text_input("初始密码（至少 10 个字符，首次登录须更换）", type="password")
        last = len(_ROLES) - 1
        role = _ROLES[st.selectbox("角色", range(len(_ROLES)), last, format_func=lambda i: ACCOUNT_ROLE[_ROLES[i]])]
        if st.form_submit_button("新建"):
            place = workspace()
            attempt(lambda: helper.people.add(name, password, role, place), "已新建。")


def _account_form(helper: Guarded) -> None:
    with st.form("account", clear_on_submit=True):
        name = st.text_input("用户名", key="account_name")
        act = st.selectbox("做什么", ["停用", "启用", "在所有设备上退出", "重置密码"])
        password = st.text_input("新密码（仅重置时填）", type="password")
        if st.form_submit_button("执行"):
            attempt(lambda: _act(helper, name, act, password), "已执行。")


def _act(helper: Guarded, name: str, act: str, password: str) -> None:
    people = helper.people
    match act:
        case "停用" | "启用":
            people.disable(name, act == "停用")
        case "重置密码":
            people.reset_password(name, password)
        case _:
            people.sign_out_everywhere(name)
