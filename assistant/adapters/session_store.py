"""Signed-in sessions and failed sign-ins in SQLite. Tokens are kept as hashes only."""

import hashlib
import secrets
import sqlite3
from datetime import UTC, datetime, timedelta

from ..domain.account import SignIn
from .account_store import folded
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY, user TEXT NOT NULL, started_at TEXT NOT NULL, seen_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failures (user TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS failures_by_user ON failures (user, at);
CREATE INDEX IF NOT EXISTS failures_by_address ON failures (address, at);
"""
_TOUCH = timedelta(seconds=30)
"""``seen_at`` is renewed at most this often."""
_FREE_FAILURES = 5
_LONGEST_LOCK = timedelta(minutes=30)
_WINDOW = timedelta(hours=24)
_ADDRESS_WINDOW = timedelta(minutes=10)
_ADDRESS_FAILURES = 60


class SessionStore:
    """Who is signed in, for how long, and who has to wait."""

    def __init__(self, database: Database, idle: timedelta, longest: timedelta) -> None:
        self._database = database
        self._idle = idle
        self._longest = longest
        database.connection.executescript(_SCHEMA)

    def start(self, user: str, now: datetime) -> str:
        """A new session; returns the token, which is stored nowhere. Sessions long over are swept away."""
        token = secrets.token_urlsafe(32)
        with self._database.transaction() as db:
            db.execute("DELETE FROM sessions WHERE started_at < ?", (_text(now - self._longest),))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_hash(token), folded(user), _text(now), _text(now)))
        return token

    def find(self, token: str, now: datetime) -> SignIn | None:
        """Whose token it is, if the session is neither idle nor too old nor ended and the account is enabled."""
        row = self._database.connection.execute(
            "SELECT s.user, u.must_change, s.started_at, s.seen_at FROM sessions s JOIN users u ON u.name = s.user"
            " WHERE s.token = ? AND u.disabled = 0 AND s.started_at > ? AND s.seen_at > ?",
            (_hash(token), _text(now - self._longest), _text(now - self._idle)),
        ).fetchone()
        if row is None or not self._valid(row[0], row[2]):
            return None
        if now - datetime.fromisoformat(row[3]) > _TOUCH:
            self._database.connection.execute(
                "UPDATE sessions SET seen_at = ? WHERE token = ?", (_text(now), _hash(token))
            )
        return SignIn(user=row[0], must_change=row[1], started_at=datetime.fromisoformat(row[2]))

    def _valid(self, user: str, started_at: str) -> bool:
        row = self._database.connection.execute("SELECT valid_from FROM users WHERE name = ?", (user,)).fetchone()
        return row is not None and datetime.fromisoformat(started_at) >= datetime.fromisoformat(row[0])

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM sessions WHERE token = ?", (_hash(token),))

    def end_all(self, user: str | None = None) -> None:
        """Log somebody out everywhere, or everybody."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM sessions WHERE ? IS NULL OR user = ?", (user, folded(user) if user else None))

    # -- failures --------------------------------------------------------------------------------------------------

    def attempt(self, user: str, address: str, now: datetime) -> timedelta:
        """Begin an attempt: zero, and it counts as failed until :meth:`succeeded`; else how long to wait first.

        Checked and counted in one transaction, so that many attempts at once are no way around. Names that do not
        exist are counted alike.
        """
        user = folded(user)[:64]
        with self._database.transaction() as db:
            wait = max(_user_wait(db, user, now), _address_wait(db, address, now), timedelta(0))
            if not wait:
                db.execute("DELETE FROM failures WHERE at <= ?", (_text(now - _WINDOW),))
                db.execute("INSERT INTO failures VALUES (?, ?, ?)", (user, address, _text(now)))
        return wait

    def succeeded(self, user: str) -> None:
        """Forget the failures of this name."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM failures WHERE user = ?", (folded(user)[:64],))


def _user_wait(db: sqlite3.Connection, user: str, now: datetime) -> timedelta:
    rows = db.execute(
        "SELECT at FROM failures WHERE user = ? AND at > ? ORDER BY at", (user, _text(now - _WINDOW))
    ).fetchall()
    return lock_time(len(rows)) - (now - datetime.fromisoformat(rows[-1][0])) if rows else timedelta(0)


def _address_wait(db: sqlite3.Connection, address: str, now: datetime) -> timedelta:
    rows = db.execute(
        "SELECT at FROM failures WHERE address = ? AND at > ? ORDER BY at", (address, _text(now - _ADDRESS_WINDOW))
    ).fetchall()
    if len(rows) < _ADDRESS_FAILURES:
        return timedelta(0)
    return datetime.fromisoformat(rows[-_ADDRESS_FAILURES][0]) + _ADDRESS_WINDOW - now


def lock_time(failures: int) -> timedelta:
    """None for the first failures, then half a minute doubling with each further one up to half an hour."""
    if failures < _FREE_FAILURES:
        return timedelta(0)
    return min(timedelta(seconds=30) * 2 ** min(failures - _FREE_FAILURES, 10), _LONGEST_LOCK)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _text(at: datetime) -> str:
    """UTC with microseconds: such texts compare as the moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
