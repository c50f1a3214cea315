"""The worker: one process a data folder, known by the lock it holds, started when there is work."""

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..ports import Clock
from .job_store import JobStore

_LOCK = "worker.lock"
_LOG = "worker.log"
_SPAWN_PAUSE = 10.0
"""Seconds a new worker is given to take the lock before another one is started."""


@contextmanager
def only_worker(home: Path, patience: float = 0) -> Generator[bool]:
    """Hold the worker lock of ``home``; yields False when another holds it for ``patience`` seconds.

    The operating system frees the lock when its holder dies, however it dies.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / _LOCK)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def start_worker(home: Path) -> None:
    """Start a worker that outlives this process; a second one ends by itself at once."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / _LOG).open("ab") as log:
        subprocess.Popen(
            [sys.executable, "-m", "assistant", "work", "--home", str(home)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


class WorkerCare:
    """Sees to it that queued jobs have a worker and that jobs of a dead one do not look as if they ran."""

    def __init__(self, home: Path, store: JobStore, clock: Clock) -> None:
        self._home = home
        self._store = store
        self._clock = clock
        self._started = -_SPAWN_PAUSE

    def tend(self) -> None:
        """Mark what was interrupted and start a worker where one is needed; cheap, call it with every look."""
        with only_worker(self._home) as alone:
            if alone:
                self._store.interrupt_running(self._clock.now())
            needed = alone and self._store.waiting() > 0
        if needed and time.monotonic() - self._started > _SPAWN_PAUSE:
            self._started = time.monotonic()
            start_worker(self._home)
