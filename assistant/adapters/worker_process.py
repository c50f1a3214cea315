"""The worker: one process a data folder, known by the lock it holds, started when there is work."""

import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..ports import Clock
from .job_store import JobStore

_LOCK = "worker.lock"
_LOG = "worker.log"
_ROOT = Path(__file__).resolve().parents[2]
_RESPAWN_PAUSE = 3.0
_SPAWN_PAUSE = 30.0
"""Seconds a new worker that still lives is given to take the lock before another one is started."""


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


def start_worker(home: Path) -> "subprocess.Popen[bytes]":
    """Start a worker that outlives this process; a second one ends by itself at once."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / _LOG).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "assistant", "work", "--home", str(home)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=_ROOT,
        )  # fmt: skip


class WorkerCare:
    """Sees to it that queued jobs have a worker and that jobs of a dead one are taken up again."""

    def __init__(self, home: Path, store: JobStore, clock: Clock, unfinished: Callable[[], bool]) -> None:
        """``unfinished``: whether a write that was cut short waits to be completed."""
        self._home = home
        self._unfinished = unfinished
        self._store = store
        self._clock = clock
        self._started = 0.0
        self._child: subprocess.Popen[bytes] | None = None

    def tend(self) -> None:
        """Take up what was interrupted and start a worker where one is needed; cheap, call it with every look."""
        with only_worker(self._home) as alone:
            if alone:
                self._store.recover(self._clock.now())
            needed = alone and (self._store.waiting() > 0 or self._unfinished())
        if needed and self._idle():
            self._started, self._child = time.monotonic(), start_worker(self._home)

    def _idle(self) -> bool:
        """Whether no worker of ours is on its way up; also collects one that has ended."""
        if self._child is None:
            return True
        pause = _SPAWN_PAUSE if self._child.poll() is None else _RESPAWN_PAUSE
        return time.monotonic() - self._started > pause
