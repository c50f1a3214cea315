"""The parts of the assistant as one person may use them."""

from collections.abc import Callable
from typing import TypeVar

from ..bootstrap import SystemClock
from ..domain.account import Action
from ..domain.framework import Framework
from ..domain.rule import Rule
from ..settings import LIBRARY, Settings
from ..workflows.draft import DraftDeps
from .files import GuardedFiles
from .jobs import GuardedJobs
from .people import GuardedPeople
from .recycling import GuardedRecycling
from .rights import Rights
from .stores import GuardedChats, GuardedGapHistory, GuardedRegisters, GuardedStore

T = TypeVar("T")


class GuardedParts(Rights):
    """What holds nobody's data, and the stores with what is this person's in them."""

    @property
    def clock(self) -> SystemClock:
        """The machine's clock."""
        return self.inner.clock

    @property
    def settings(self) -> Settings:
        """All configuration, the key covered."""
        settings = self.inner.settings
        return settings.model_copy(update={"api_key": "●●●" if settings.api_key else None})

    @property
    def drafting(self) -> DraftDeps:
        """What drafts are made with."""
        return self.inner.drafting

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The standards as data."""
        return self.inner.frameworks

    def rules(self) -> tuple[Rule, ...]:
        """The rules papers are checked against."""
        return self.inner.rules()

    @property
    def store(self) -> GuardedStore:
        """Documents this person may open."""
        return GuardedStore(self.inner.store, self.may, LIBRARY)

    @property
    def chats(self) -> GuardedChats:
        """This person's conversations."""
        return GuardedChats(self.inner.chats, self.user.name, self.may, self.note, self.inner.clock)

    @property
    def recycling(self) -> GuardedRecycling:
        """Deleting, and undoing it."""
        return GuardedRecycling(self.inner, self.user.name, self.may, self.need, self.note)

    @property
    def jobs(self) -> GuardedJobs:
        """This person's background jobs."""
        inner = self.inner
        return GuardedJobs(inner.jobs, inner.job_notes, inner.workers, inner.clock, self.user.name, self.may, self.need)

    @property
    def gap_history(self) -> GuardedGapHistory:
        """Gap runs in this person's workspaces."""
        return GuardedGapHistory(self.inner.gap_history, self.user.name, self.may, self.need, self.note)

    @property
    def registers(self) -> GuardedRegisters:
        """Facts of enterprises in this person's workspaces."""
        return GuardedRegisters(self.inner, self.user.name, self.may, self.need, self.note)

    @property
    def people(self) -> GuardedPeople:
        """Accounts, grants and the audit log."""
        inner = self.inner
        return GuardedPeople(
            inner.people, inner.accounts, inner.audit, self.user, self.administers, self.need, self.need_admin
        )

    def files(self, workspace: str) -> GuardedFiles:
        """The folder of a workspace. Raises DeniedError for who may only ask."""
        return GuardedFiles(self.inner.settings.home, workspace, self.need, self.note)

    def exported(self, make: Callable[[], T], workspace: str, name: str, action: Action = "export") -> T:
        """Something that leaves the product, made and noted in this person's name. Raises DeniedError."""
        self.need(workspace, action)
        data = make()
        self.note("export", workspace, name)
        return data
