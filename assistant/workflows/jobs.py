"""Run queued jobs one after the other; whatever happens to one, its state tells."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol

from ..domain.errors import GuanbiaoError, StoreBusyError
from ..domain.job import Job, JobKind, JobState
from ..ports import Clock, Progress

Handler = Callable[[Job, Progress], Mapping[str, object]]
"""Does the work of one kind, tells its progress and returns what is kept as the result."""


class JobCancelledError(GuanbiaoError):
    """Raised inside a handler by its own report of progress when the owner wants it to stop."""


class Queue(Protocol):
    """The worker's side of the job store."""

    def take(self, now: datetime, kinds: Collection[JobKind]) -> Job | None:
        """The oldest queued job of these kinds, now running."""
        ...

    def report(self, identity: str, stage: str, done: int, total: int, now: datetime) -> bool:
        """Note progress; True when the job is to stop."""
        ...

    def finish(
        self, identity: str, state: JobState, now: datetime, result: Mapping[str, object] | None = None, note: str = ""
    ) -> None:
        """Record what became of the job."""
        ...


def run_next(
    queue: Queue, handlers: Mapping[JobKind, Handler], clock: Clock, pause: Callable[[], None], patience: int = 60
) -> Job | None:
    """Run the oldest queued job there is a handler for; None when there is none.

    While another process writes to the data folder the job waits, ``patience`` times ``pause``. An error of ours is
    recorded as a failure of the job and raised, so that it stands in the worker's log.
    """
    job = queue.take(clock.now(), tuple(handlers))
    if job is None:
        return None

    def progress(stage: str, done: int, total: int) -> None:
        if queue.report(job.id, stage, done, total, clock.now()):
            raise JobCancelledError("已按您的要求停止")

    state: JobState = "failed"
    note, result = "程序内部错误，请重试；仍不行请把 worker.log 发给维护者", None
    try:
        result = _patiently(lambda: handlers[job.kind](job, progress), progress, pause, patience)
        state, note = "done", ""
    except JobCancelledError as error:
        state, note = "cancelled", error.what
    except GuanbiaoError as error:
        note = error.message
    finally:
        queue.finish(job.id, state, clock.now(), result, note)
    return job


def making_way(work: Handler, other: Callable[[], bool]) -> Handler:
    """Long work that can wait: at each report of its progress ``other`` is called until it finds nothing to do."""

    def done(job: Job, progress: Progress) -> Mapping[str, object]:
        def told(stage: str, count: int, total: int) -> None:
            progress(stage, count, total)
            while other():
                pass

        return work(job, told)

    return done


def _patiently(
    work: Callable[[], Mapping[str, object]], progress: Progress, pause: Callable[[], None], patience: int
) -> Mapping[str, object]:
    for waited in range(patience):
        try:
            return work()
        except StoreBusyError:
            progress("等待其他写入完成", waited, patience)
            pause()
    return work()
