"""Long work as it is kept on the server."""

from datetime import datetime
from typing import Literal, get_args

from .value import Value

JobKind = Literal["ingest", "gaps", "draft", "eval", "reindex"]
KINDS: tuple[JobKind, ...] = get_args(JobKind)
JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
OPEN: tuple[JobState, ...] = ("queued", "running")


class Job(Value):
    """One piece of long work of one person in one workspace."""

    id: str
    kind: JobKind
    owner: str
    workspace: str
    title: str
    payload: dict[str, object]
    """What the kind needs, as JSON."""
    state: JobState
    stage: str = ""
    done: int = 0
    total: int = 0
    attempt: int = 1
    cancel_wanted: bool = False
    note: str = ""
    """Why it failed, was cancelled or interrupted, in Chinese."""
    result: dict[str, object] | None = None
    created_at: datetime
    changed_at: datetime

    @property
    def share(self) -> float:
        """How much of the present stage is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0
