"""The assistant as one person may use it: every call goes through (user, workspace, role) before it reaches data.

A workspace, document, version, conversation, message or job of others answers exactly as one that does not exist. What
is not listed here cannot be called.
"""

from ..bootstrap import Assistant
from ..domain.account import EVERYWHERE, LOCAL_USER, Grant, User
from .care import GuardedCare
from .documents import GuardedDocuments
from .papers import GuardedPapers
from .rights import DeniedError, known_workspaces

__all__ = ["DeniedError", "Guarded", "guarded", "known_workspaces", "local"]


class Guarded(GuardedDocuments, GuardedPapers, GuardedCare):
    """Everything the product does, in the hands of one person."""


def guarded(inner: Assistant, name: str) -> Guarded | None:
    """The assistant for an enabled account; None when there is no such account."""
    user = inner.people.accounts.user(name)
    if user is None or user.disabled:
        return None
    return Guarded(inner, user, tuple(inner.people.accounts.grants(user.name)))


def local(inner: Assistant) -> Guarded | None:
    """The assistant for the one person at 127.0.0.1; None as soon as there is an account."""
    if inner.people.accounts.any():
        return None
    now = inner.clock.now()
    user = User(name=LOCAL_USER, created_at=now, valid_from=now)
    return Guarded(inner, user, (Grant(user=LOCAL_USER, workspace=EVERYWHERE, role="admin"),))
