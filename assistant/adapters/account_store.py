"""Accounts and grants in SQLite."""

import sqlite3
import unicodedata
from datetime import datetime

from ..domain.account import EVERYWHERE, LOCAL_USER, AccountRole, Grant, User
from ..domain.errors import InputError
from .passwords import password_hash, require_good
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY, password TEXT, external INTEGER NOT NULL, disabled INTEGER NOT NULL DEFAULT 0,
  must_change INTEGER NOT NULL, created_at TEXT NOT NULL, valid_from TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS grants (
  user TEXT NOT NULL REFERENCES users (name), workspace TEXT NOT NULL, role TEXT NOT NULL,
  PRIMARY KEY (user, workspace));
"""
_COLUMNS = "name, external, disabled, must_change, created_at, valid_from"
_FORBIDDEN = frozenset("/\\<>\"'`,;|*")


class AccountStore:
    """Who there is and who may work where."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.connection.executescript(_SCHEMA)

    # -- people ----------------------------------------------------------------------------------------------------

    def add(self, name: str, password: str | None, now: datetime) -> User:
        """A new account; without password it signs in through the identity provider. Raises InputError."""
        name = user_name(name)
        if password is not None:
            require_good(password, name)
        hashed = password_hash(password) if password is not None else None
        made = User(
            name=name, external=password is None, must_change=password is not None, created_at=now, valid_from=now
        )
        try:
            with self._database.transaction() as db:
                db.execute(
                    "INSERT INTO users VALUES (?, ?, ?, 0, ?, ?, ?)",
                    (name, hashed, made.external, made.must_change, now.isoformat(), now.isoformat()),
                )
        except sqlite3.IntegrityError as error:
            raise InputError("这个用户名已经有了", name, "换一个名字；停用过的名字不再给别人用") from error
        return made

    def user(self, name: str) -> User | None:
        """An account by its name."""
        row = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM users WHERE name = ?", (folded(name),)
        ).fetchone()
        return _user(row) if row else None

    def users(self) -> list[User]:
        """All accounts by name."""
        return [_user(row) for row in self._database.connection.execute(f"SELECT {_COLUMNS} FROM users ORDER BY name")]

    def any(self) -> bool:
        """Whether there is an account at all, disabled ones too: disabling the last one opens nothing."""
        return self._database.connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None

    def password_of(self, name: str) -> str | None:
        """The stored hash of an enabled local account."""
        row = self._database.connection.execute(
            "SELECT password FROM users WHERE name = ? AND disabled = 0", (folded(name),)
        ).fetchone()
        return row[0] if row else None

    def set_password(self, name: str, password: str, now: datetime, *, by_owner: bool) -> None:
        """Replace the password; every earlier sign-in ends. Set by somebody else, it must be changed at once."""
        self._known(name)
        require_good(password, name)
        with self._database.transaction() as db:
            db.execute(
                "UPDATE users SET password = ?, external = 0, must_change = ?, valid_from = ? WHERE name = ?",
                (password_hash(password), not by_owner, now.isoformat(), folded(name)),
            )

    def set_disabled(self, name: str, disabled: bool, now: datetime) -> None:
        """Shut an account out, or let it in again; either way earlier sign-ins end."""
        self._known(name)
        if disabled and self._is_last_admin(name):
            raise InputError("不能停用最后一位管理员", name, "先给另一位用户管理员角色")
        with self._database.transaction() as db:
            db.execute(
                "UPDATE users SET disabled = ?, valid_from = ? WHERE name = ?",
                (disabled, now.isoformat(), folded(name)),
            )

    def end_sign_ins(self, name: str, now: datetime) -> None:
        """Log out everywhere."""
        with self._database.transaction() as db:
            db.execute("UPDATE users SET valid_from = ? WHERE name = ?", (now.isoformat(), folded(name)))

    # -- grants ----------------------------------------------------------------------------------------------------

    def grant(self, name: str, workspace: str, role: AccountRole) -> None:
        """Give somebody a role in a workspace, in place of the one held there. Raises InputError."""
        self._known(name)
        if (role == "admin") != (workspace == EVERYWHERE) or not workspace.strip():
            raise InputError("管理员管全部工作区，其他角色各管一个工作区", f"{name} / {workspace}", "改角色或工作区")
        if role != "admin":
            self._keep_an_admin(name, workspace)
        with self._database.transaction() as db:
            db.execute("INSERT OR REPLACE INTO grants VALUES (?, ?, ?)", (folded(name), workspace, role))

    def revoke(self, name: str, workspace: str) -> None:
        """Take the role in a workspace away."""
        self._keep_an_admin(name, workspace)
        with self._database.transaction() as db:
            db.execute("DELETE FROM grants WHERE user = ? AND workspace = ?", (folded(name), workspace))

    def grants(self, name: str | None = None) -> list[Grant]:
        """What somebody, or everybody, may do where."""
        rows = self._database.connection.execute(
            "SELECT user, workspace, role FROM grants WHERE ? IS NULL OR user = ? ORDER BY user, workspace",
            (name, folded(name) if name else None),
        )
        return [Grant(user=user, workspace=workspace, role=role) for user, workspace, role in rows]

    def _known(self, name: str) -> None:
        if self.user(name) is None:
            raise InputError("没有这个用户", name, "用 guanbiao users list 查看")

    def _keep_an_admin(self, name: str, workspace: str) -> None:
        if workspace == EVERYWHERE and self._is_last_admin(name):
            raise InputError("不能取消最后一位管理员", name, "先给另一位用户管理员角色")

    def _is_last_admin(self, name: str) -> bool:
        rows = self._database.connection.execute(
            "SELECT g.user FROM grants g JOIN users u ON u.name = g.user WHERE g.role = 'admin' AND u.disabled = 0"
        ).fetchall()
        return [row[0] for row in rows] == [folded(name)]


def folded(name: str) -> str:
    """The one form of a name: no look-alikes by width, case or outer space."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def user_name(text: str) -> str:
    """A name somebody can have. Raises InputError."""
    name = folded(text)
    printable = name.isprintable() and not any(c in _FORBIDDEN or c.isspace() for c in name)
    if not 2 <= len(name) <= 64 or not printable or name in (folded(LOCAL_USER), EVERYWHERE):
        raise InputError("这个用户名不能使用", repr(text), "用 2–64 个字的姓名、工号或邮箱，不含空格和特殊符号")
    return name


def _user(row: tuple[object, ...]) -> User:
    return User.model_validate(dict(zip((name.strip() for name in _COLUMNS.split(",")), row, strict=True)))
