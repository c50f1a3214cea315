"""Signing in and out, passwords and grants: each of them checked, counted and written to the audit log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ..domain.account import EVERYWHERE, AccountRole, Grant, SignIn, User
from ..domain.errors import GuanbiaoError, InputError
from ..ports import Clock
from .permission import GRANTABLE, is_admin, role_in


class SignInError(GuanbiaoError):
    """Not signed in; the message never says which part was wrong."""


class Accounts(Protocol):
    """The accounts kept."""

    def any(self) -> bool: ...  # noqa: D102
    def user(self, name: str) -> User | None: ...  # noqa: D102
    def users(self) -> list[User]: ...  # noqa: D102
    def add(self, name: str, password: str | None, now: datetime) -> User: ...  # noqa: D102
    def password_of(self, name: str) -> str | None: ...  # noqa: D102
    def set_password(self, name: str, password: str, now: datetime, *, by_owner: bool) -> None: ...  # noqa: D102
    def set_disabled(self, name: str, disabled: bool, now: datetime) -> None: ...  # noqa: D102
    def end_sign_ins(self, name: str, now: datetime) -> None: ...  # noqa: D102
    def grant(self, name: str, workspace: str, role: AccountRole) -> None: ...  # noqa: D102
    def revoke(self, name: str, workspace: str) -> None: ...  # noqa: D102
    def grants(self, name: str | None = None) -> list[Grant]: ...  # noqa: D102


class Sessions(Protocol):
    """The sessions kept."""

    def start(self, user: str, now: datetime) -> str: ...  # noqa: D102
    def find(self, token: str, now: datetime) -> SignIn | None: ...  # noqa: D102
    def end(self, token: str) -> None: ...  # noqa: D102
    def end_all(self, user: str | None = None) -> None: ...  # noqa: D102
    def attempt(self, user: str, address: str, now: datetime) -> timedelta: ...  # noqa: D102
    def succeeded(self, user: str) -> None: ...  # noqa: D102


class Audit(Protocol):
    """The audit log."""

    def write(self, event: str, user: str, workspace: str = "", object: str = "", detail: str = "") -> None: ...  # noqa: A002, D102


@dataclass(frozen=True)
class People:
    """What is done with accounts; ``by`` is who does it, ``fits(password, hash)`` compares."""

    accounts: Accounts
    sessions: Sessions
    audit: Audit
    clock: Clock
    fits: Callable[[str, str], bool]
    no_account: str
    """Hash of no password, compared with where there is no account, so that the time tells nothing."""

    # -- signing in ------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str) -> str:
        """A session token. Raises SignInError."""
        self._attempt(name, address)
        stored = self.accounts.password_of(name)
        if not self.fits(password, stored or self.no_account) or stored is None:
            self.audit.write("login_failed", name[:64], detail=f"来自 {address}")
            raise SignInError("用户名或密码不对", fix="核对后再试；忘记密码请找管理员重置")
        user = self._known(name)
        self.sessions.succeeded(user.name)
        self.audit.write("login", user.name, detail=f"来自 {address}")
        return self.sessions.start(user.name, self.clock.now())

    def _attempt(self, name: str, address: str) -> None:
        wait = self.sessions.attempt(name, address, self.clock.now())
        if wait:
            self.audit.write("login_refused", name[:64], detail=f"来自 {address}；失败次数过多")
            minutes = max(1, -(-int(wait.total_seconds()) // 60))
            raise SignInError("失败次数过多，暂时不能登录", fix=f"约 {minutes} 分钟后再试，或找管理员重置密码")

    def signed_in(self, token: str) -> SignIn | None:
        """Who holds a token now; None: nobody."""
        return self.sessions.find(token, self.clock.now()) if token else None

    def external(self, email: str, issued_at: datetime) -> User | None:
        """The account of somebody the identity provider vouches for; it must have been added as external before."""
        user = self.accounts.user(email)
        if user is None or not user.external or user.disabled or issued_at < user.valid_from:
            return None
        return user

    def sign_out(self, token: str) -> None:
        """End one session."""
        if holder := self.signed_in(token):
            self.audit.write("logout", holder.user)
        self.sessions.end(token)

    def sign_out_everywhere(self, name: str, by: str) -> None:
        """End every session of an account."""
        self.accounts.end_sign_ins(name, self.clock.now())
        self.sessions.end_all(name)
        self.audit.write("logout_everywhere", by, object=name)

    # -- passwords -------------------------------------------------------------------------------------------------

    def change_password(self, name: str, old: str, new: str, address: str) -> str:
        """The owner's new password; all sessions end and a new one begins, whose token is returned."""
        self._attempt(name, address)
        if not self.fits(old, self.accounts.password_of(name) or self.no_account):
            self.audit.write("login_failed", name, detail=f"改密码，来自 {address}")
            raise SignInError("原密码不对", fix="核对后再试；忘记密码请找管理员重置")
        self.sessions.succeeded(name)
        if old == new:
            raise InputError("新密码和原密码一样", name, "换一个新密码")
        self.accounts.set_password(name, new, self.clock.now(), by_owner=True)
        self.sessions.end_all(name)
        self.audit.write("password_changed", name)
        return self.sessions.start(self._known(name).name, self.clock.now())

    def reset_password(self, name: str, password: str, by: str) -> None:
        """A password for somebody else; it must be changed with the first sign-in."""
        self.accounts.set_password(name, password, self.clock.now(), by_owner=False)
        self.sessions.end_all(name)
        self.sessions.succeeded(name)
        self.audit.write("password_reset", by, object=name)

    # -- people ----------------------------------------------------------------------------------------------------

    def add(self, name: str, password: str | None, role: AccountRole, workspace: str, by: str) -> User:
        """An account with its first grant; the first account of all must be an administrator's."""
        if not self.accounts.any() and (role != "admin" or password is None):
            raise InputError("第一位用户必须是管理员，并有密码", name, "加上 --role admin，以后再建其他用户")
        made = self.accounts.add(name, password, self.clock.now())
        self.audit.write("user_added", by, object=made.name)
        self.grant(made.name, EVERYWHERE if role == "admin" else workspace, role, by)
        return made

    def disable(self, name: str, disabled: bool, by: str) -> None:
        """Shut somebody out at once, or let them in again."""
        self.accounts.set_disabled(name, disabled, self.clock.now())
        self.sessions.end_all(name)
        self.audit.write("user_disabled" if disabled else "user_enabled", by, object=name)

    def grant(self, name: str, workspace: str, role: AccountRole, by: str) -> None:
        """Give a role in a workspace."""
        self.accounts.grant(name, workspace, role)
        self.audit.write("grant", by, workspace, name, role)

    def revoke(self, name: str, workspace: str, by: str) -> None:
        """Take the role in a workspace away."""
        self.accounts.revoke(name, workspace)
        self.audit.write("revoke", by, workspace, name)

    def grant_as(self, giver: User, name: str, workspace: str, role: AccountRole | None) -> None:
        """Grant (or with None revoke) in somebody's name, as far as their own role reaches. Raises InputError."""
        held = self._reach(giver, workspace)
        present = next((g.role for g in self.accounts.grants(name) if g.workspace == workspace), None)
        wanted = {r for r in (role, present) if r is not None}
        if held is None or not wanted <= GRANTABLE[held]:
            raise InputError("您不能给出或收回这个角色", f"{name} / {workspace}", "请找管理员")
        if role is None:
            self.revoke(name, workspace, giver.name)
        else:
            self.grant(name, workspace, role, giver.name)

    def _reach(self, giver: User, workspace: str) -> AccountRole | None:
        grants = self.accounts.grants(giver.name)
        return "admin" if is_admin(giver, grants) else role_in(giver, grants, workspace)

    def _known(self, name: str) -> User:
        user = self.accounts.user(name)
        if user is None:
            raise SignInError("用户名或密码不对")
        return user
