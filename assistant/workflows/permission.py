"""Who may do what where. Pure; everything that is not allowed here is forbidden."""

from collections.abc import Iterable, Sequence

from ..domain.account import EVERYWHERE, AccountRole, Action, Grant, User

_WRITER: frozenset[Action] = frozenset(("ask", "read", "ingest", "draft", "check", "gaps", "export"))
_LEADER: frozenset[Action] = _WRITER | frozenset[Action](("delete", "correct", "confirm", "review"))
ALLOWED: dict[AccountRole, frozenset[Action]] = {
    "trainee": frozenset(("ask",)),
    "writer": _WRITER,
    "enterprise_admin": _LEADER | frozenset[Action](("grant",)),
    "consultant": _LEADER | frozenset[Action](("evaluate",)),
    "admin": _LEADER | frozenset[Action](("grant", "evaluate", "administer")),
}
GRANTABLE: dict[AccountRole, frozenset[AccountRole]] = {
    "trainee": frozenset(),
    "writer": frozenset(),
    "consultant": frozenset(),
    "enterprise_admin": frozenset(("writer", "trainee")),
    "admin": frozenset(("admin", "consultant", "enterprise_admin", "writer", "trainee")),
}
"""Which roles the holder of a role may give in a workspace."""


def role_in(user: User, grants: Iterable[Grant], workspace: str) -> AccountRole | None:
    """What somebody is in a workspace; None: nothing, the workspace does not exist for them."""
    if user.disabled or not workspace or workspace == EVERYWHERE:
        return None
    own: dict[str, AccountRole] = {grant.workspace: grant.role for grant in grants if grant.user == user.name}
    return "admin" if own.get(EVERYWHERE) == "admin" else own.get(workspace)


def may(user: User, grants: Iterable[Grant], workspace: str, action: Action) -> bool:
    """Whether somebody may do something in a workspace."""
    role = role_in(user, grants, workspace)
    return role is not None and action in ALLOWED[role]


def allowed_workspaces(user: User, grants: Iterable[Grant], existing: Sequence[str]) -> list[str]:
    """The workspaces that exist for somebody; ``existing`` are those an administrator can enter."""
    grants = list(grants)
    own = {grant.workspace for grant in grants if grant.user == user.name and grant.workspace != EVERYWHERE}
    known = sorted({*existing, *own} - {EVERYWHERE, ""})
    return [name for name in known if role_in(user, grants, name)]


def is_admin(user: User, grants: Iterable[Grant]) -> bool:
    """Whether somebody administers the whole installation."""
    return not user.disabled and Grant(user=user.name, workspace=EVERYWHERE, role="admin") in list(grants)
