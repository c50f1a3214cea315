"""Background jobs as one person may use them: only their own, only where they may, and only what their role does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..adapters.job_notes import JobNotes
from ..adapters.job_store import JobStore
from ..domain.account import Action
from ..domain.job import Job, JobKind
from ..ports import Clock

JOB_ACTION: dict[JobKind, Action] = {
    "ingest": "ingest", "gaps": "gaps", "draft": "draft", "eval": "evaluate", "reindex": "administer"
}  # fmt: skip
"""What one must be allowed to in the workspace of a job."""


class Tender(Protocol):
    """Who sees to it that queued jobs run."""

    def tend(self) -> None:
        """Look after queue and worker."""
        ...


@dataclass(frozen=True)
class GuardedJobs:
    """One person's background jobs."""

    inner: JobStore
    notes: JobNotes
    workers: Tender
    clock: Clock
    user: str
    may: Callable[[str, Action], bool]
    need: Callable[[str, Action], None]

    def submit(self, kind: JobKind, workspace: str, title: str, payload: Mapping[str, object]) -> Job:
        """Queue a job and see that it runs. Raises DeniedError."""
        self.need(workspace, JOB_ACTION[kind])
        made = self.inner.add(kind, self.user, workspace, title, payload, self.clock.now())
        self.workers.tend()
        return made

    def get(self, identity: str, workspace: str) -> Job | None:
        """An own job with its result."""
        self.workers.tend()
        return self.inner.get(identity, self.user, workspace) if self.may(workspace, "ask") else None

    def list(self, workspace: str, limit: int = 50) -> list[Job]:
        """Own jobs in a workspace without their results, latest first."""
        self.workers.tend()
        return self.inner.jobs(self.user, workspace, limit) if self.may(workspace, "ask") else []

    def cancel(self, identity: str, workspace: str) -> bool:
        """Stop an own job."""
        return self.may(workspace, "ask") and self.inner.cancel(identity, self.user, workspace, self.clock.now())

    def retry(self, identity: str, workspace: str) -> bool:
        """Run an own job again, if its kind is still allowed."""
        job = self.inner.get(identity, self.user, workspace)
        if job is None or not self.may(workspace, JOB_ACTION[job.kind]):
            return False
        queued = self.inner.retry(identity, self.user, workspace, self.clock.now())
        self.notes.mark_unseen(identity)
        self.workers.tend()
        return queued

    def log(self, identity: str, workspace: str) -> Sequence[str]:
        """The lines of an own job."""
        return self.inner.log(identity, self.user, workspace) if self.may(workspace, "ask") else []

    def items(self, identity: str, workspace: str) -> dict[str, dict[str, object]]:
        """What became so far of each file of an own job."""
        return self.notes.items(identity) if self._own(identity, workspace) else {}

    def ahead(self, identity: str, workspace: str) -> int:
        """How many jobs, whoever's, an own queued job waits for."""
        return self.inner.ahead(identity) if self._own(identity, workspace) else 0

    def seen(self, identity: str, workspace: str) -> bool:
        """Whether the outcome of an own job was taken note of."""
        return self._own(identity, workspace) and self.notes.seen(identity)

    def mark_seen(self, identity: str, workspace: str) -> None:
        """Take note of the outcome of an own job."""
        if self._own(identity, workspace):
            self.notes.mark_seen(identity)

    def _own(self, identity: str, workspace: str) -> bool:
        return self.may(workspace, "ask") and self.inner.get(identity, self.user, workspace) is not None
