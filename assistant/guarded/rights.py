"""Who may do what where: the question every call is asked before it reaches data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from ..bootstrap import Assistant
from ..domain.account import EVERYWHERE, AccountRole, Action, Grant, User
from ..domain.errors import GuanbiaoError
from ..settings import DEFAULT_WORKSPACE, LIBRARY
from ..workflows.permission import ALLOWED, allowed_workspaces, is_admin, role_in

P = ParamSpec("P")
R = TypeVar("R")
NOWHERE = ""
"""Stands for every workspace somebody may not see; nothing can be stored in it."""


class DeniedError(GuanbiaoError):
    """Not allowed, or not there; the message does not tell which."""


@dataclass(frozen=True)
class Rights:
    """The assistant in the hands of ``user``."""

    inner: Assistant = field(repr=False)
    user: User
    grants: tuple[Grant, ...]

    def workspaces(self) -> list[str]:
        """The workspaces that exist for this person."""
        return allowed_workspaces(self.user, self.grants, known_workspaces(self.inner))

    def role(self, workspace: str) -> AccountRole | None:
        """What this person is in a workspace."""
        return role_in(self.user, self.grants, workspace) if workspace != LIBRARY else None

    def may(self, workspace: str, action: Action) -> bool:
        """Whether this person may do something in a workspace."""
        role = self.role(workspace)
        return role is not None and action in ALLOWED[role]

    @property
    def administers(self) -> bool:
        """Whether this person administers the installation."""
        return is_admin(self.user, self.grants)

    def seen(self, workspace: str, action: Action) -> str:
        """The workspace, or nowhere."""
        return workspace if self.may(workspace, action) else NOWHERE

    def need(self, workspace: str, action: Action) -> None:
        """Raise DeniedError where an action is not allowed."""
        if not self.may(workspace, action):
            raise DeniedError("没有这个工作区，或您的角色不能这样做", workspace, "请找管理员确认您的权限")

    def need_admin(self) -> None:
        """Raise DeniedError for everybody but administrators."""
        if not self.administers:
            raise DeniedError("只有管理员能这样做", self.user.name, "请找管理员")

    def need_somewhere(self, action: Action) -> None:
        """Raise DeniedError where an action is allowed in no workspace."""
        if not any(self.may(name, action) for name in self.workspaces()):
            raise DeniedError("您的角色不能这样做", self.user.name, "请找管理员确认您的权限")

    def note(self, event: str, workspace: str = "", object: str = "", detail: str = "") -> None:  # noqa: A002
        """A line of the audit log in this person's name."""
        self.inner.audit.write(event, self.user.name, workspace, object, detail)


def known_workspaces(inner: Assistant) -> list[str]:
    """Workspaces that hold documents or grants, and the first one."""
    granted = {grant.workspace for grant in inner.people.accounts.grants()}
    return sorted({*inner.store.workspaces(), *granted, DEFAULT_WORKSPACE} - {LIBRARY, EVERYWHERE, NOWHERE})


def brought(action: Action, call: Callable[Concatenate[Assistant, P], R]) -> Callable[Concatenate[Rights, P], R]:
    """A call that treats files the person brought: for who may do ``action`` in any workspace."""

    @wraps(call)
    def asked(self: Rights, *args: P.args, **named: P.kwargs) -> R:
        self.need_somewhere(action)
        return call(self.inner, *args, **named)

    return asked


def by_admin(call: Callable[Concatenate[Assistant, P], R]) -> Callable[Concatenate[Rights, P], R]:
    """A call for administrators only."""

    @wraps(call)
    def asked(self: Rights, *args: P.args, **named: P.kwargs) -> R:
        self.need_admin()
        return call(self.inner, *args, **named)

    return asked
