"""The hidden command of the worker process: run queued jobs, then leave."""

import os
import signal
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated

import typer

from ..adapters.worker_process import only_worker
from ..bootstrap import Assistant
from ..domain.errors import GuanbiaoError
from ..domain.job import JobKind
from ..workflows.jobs import Handler, making_way, run_next
from .job_kinds import handlers
from .options import Home, assistant

_POLL = 0.5
_GRACE = 5.0
"""Seconds a job has to stop by itself before its process is ended; nothing written is lost by that."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("work", hidden=True)(work)


def work(home: Home = None, idle: Annotated[float, typer.Option("--idle", help="空闲几秒后退出")] = 60.0) -> None:
    """Run queued jobs until none has come for ``idle`` seconds; only one worker a data folder."""
    helper = assistant(home)
    with only_worker(helper.settings.home, patience=2) as alone:
        if not alone:
            return
        helper.jobs.recover(helper.clock.now())
        threading.Thread(target=_watch, args=(helper,), daemon=True).start()
        _serve(helper, idle)


def _serve(helper: Assistant, idle: float) -> None:
    kinds, since = dict(handlers(helper)), time.monotonic()
    people_wait_for: dict[JobKind, Handler] = {kind: handler for kind, handler in kinds.items() if kind != "eval"}
    kinds["eval"] = making_way(kinds["eval"], lambda: _one(helper, people_wait_for))
    while time.monotonic() - since < idle:
        if not _one(helper, kinds):
            if helper.unfinished():
                with suppress(GuanbiaoError):  # somebody is at it, or an index of another version waits for a rebuild
                    helper.catch_up()
            time.sleep(_POLL)
            continue
        since = time.monotonic()


def _one(helper: Assistant, kinds: Mapping[JobKind, Handler]) -> bool:
    """Run one job of these kinds; False when there is none."""
    job = run_next(helper.jobs, kinds, helper.clock, lambda: time.sleep(1))
    if job:
        helper.audit.write("job", job.owner, job.workspace, f"{job.kind} {job.id}", helper.jobs.by_id(job.id).state)
    return job is not None


def _watch(helper: Assistant) -> None:
    """End the process, with its children, when a job does not heed the wish to stop."""
    wanted: dict[str, float] = {}
    while True:
        time.sleep(_POLL)
        stubborn = helper.jobs.stopping()
        wanted = {identity: wanted.get(identity, time.monotonic()) for identity in stubborn}
        if any(time.monotonic() - since > _GRACE for since in wanted.values()):
            if os.getpgrp() == os.getpid():
                os.killpg(os.getpid(), signal.SIGKILL)
            os._exit(1)
