"""People, what they may do where, and their signed-in sessions."""

from datetime import datetime
from typing import Literal

from .value import Value

AccountRole = Literal["admin", "consultant", "enterprise_admin", "writer", "trainee"]
Action = Literal[
    "ask", "read", "ingest", "draft", "check", "gaps", "export",
    "delete", "correct", "confirm", "review", "evaluate", "grant", "administer",
]  # fmt: skip
EVERYWHERE = "*"
"""In place of a workspace in a grant: all of them, those to come too. Only for ``admin``."""
LOCAL_USER = "本机用户"
"""Who works on 127.0.0.1 while no account exists; nobody can take this name."""


class User(Value):
    """An account. Names are never given to somebody else: what a name did stays with it."""

    name: str
    external: bool = False
    """Signs in through the enterprise's identity provider; has no password here."""
    disabled: bool = False
    must_change: bool = False
    """The password was set by somebody else and must be replaced before anything else."""
    created_at: datetime
    valid_from: datetime
    """Sign-ins from before this moment count no more (log-out everywhere)."""


class Grant(Value):
    """What somebody is in a workspace."""

    user: str
    workspace: str
    role: AccountRole


class SignIn(Value):
    """Who holds a session token, as of now."""

    user: str
    must_change: bool
    started_at: datetime


class AuditEntry(Value):
    """One line of the audit log; ``hash`` covers the line and the hash before it."""

    seq: int
    at: datetime
    event: str
    user: str
    workspace: str
    object: str
    detail: str
    previous: str
    hash: str
