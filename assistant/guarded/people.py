"""Accounts, grants and the audit log as one person may use them."""

from collections.abc import Callable
from dataclasses import dataclass

from ..adapters.account_store import AccountStore
from ..adapters.audit_log import AuditLog
from ..domain.account import AccountRole, Action, AuditEntry, Grant, User
from ..workflows.accounts import People


@dataclass(frozen=True)
class GuardedPeople:
    """What a person's role reaches; everything else raises DeniedError or InputError."""

    people: People
    accounts: AccountStore
    audit: AuditLog
    user: User
    administers: bool
    need: Callable[[str, Action], None]
    need_admin: Callable[[], None]

    def members(self, workspace: str) -> tuple[list[User], list[Grant]]:
        """Accounts and grants of a workspace; for administrators of all."""
        self.need(workspace, "grant")
        grants = self.accounts.grants()
        if self.administers:
            return self.accounts.users(), grants
        here = [grant for grant in grants if grant.workspace == workspace]
        names = {grant.user for grant in here}
        return [user for user in self.accounts.users() if user.name in names], here

    def grant(self, name: str, workspace: str, role: AccountRole | None) -> None:
        """Give a role, or with None take it away, as far as the own role reaches. Raises InputError."""
        self.people.grant_as(self.user, name, workspace, role)

    def add(self, name: str, password: str | None, role: AccountRole, workspace: str) -> User:
        """A new account; administrators only."""
        self.need_admin()
        return self.people.add(name, password, role, workspace, self.user.name)

    def disable(self, name: str, disabled: bool) -> None:
        """Shut an account out or let it in again; administrators only."""
        self.need_admin()
        self.people.disable(name, disabled, self.user.name)

    def reset_password(self, name: str, password: str) -> None:
        """A password to be changed with the next sign-in; administrators only."""
        self.need_admin()
        self.people.reset_password(name, password, self.user.name)

    def sign_out_everywhere(self, name: str) -> None:
        """End all sessions: one's own, or as an administrator anybody's."""
        if name != self.user.name:
            self.need_admin()
        self.people.sign_out_everywhere(name, self.user.name)

    # -- the audit log: administrators only ------------------------------------------------------------------------

    def log_broken_at(self) -> int | None:
        """The first changed or missing line of the audit log; None: it is whole."""
        self.need_admin()
        return self.audit.verify()

    def log_entries(self, limit: int = 200, matching: str = "") -> list[AuditEntry]:
        """Lines of the audit log, latest first."""
        self.need_admin()
        return self.audit.entries(limit, matching=matching)

    def log_csv(self) -> str:
        """The whole audit log as CSV, with this export as its last line."""
        self.need_admin()
        self.audit.write("export", self.user.name, object="audit.csv")
        return self.audit.export_csv()
