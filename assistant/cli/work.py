"""The hidden command of the worker process: run queued jobs, then leave."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from ..adapters.worker_process import only_worker
from ..bootstrap import Assistant
from ..domain.document import Role
from ..domain.errors import InputError
from ..domain.facts import Enterprise
from ..domain.job import Job, JobKind
from ..ports import Progress
from ..settings import PROJECT
from ..workflows.jobs import Handler, run_next
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
        helper.jobs.interrupt_running(helper.clock.now())
        threading.Thread(target=_watch, args=(helper,), daemon=True).start()
        _serve(helper, idle)


def _serve(helper: Assistant, idle: float) -> None:
    kinds, since = handlers(helper), time.monotonic()
    while time.monotonic() - since < idle:
        job = run_next(helper.jobs, kinds, helper.clock, lambda: time.sleep(1))
        if job is None:
            time.sleep(_POLL)
            continue
        helper.audit.write("job", job.owner, job.workspace, f"{job.kind} {job.id}", helper.jobs.by_id(job.id).state)
        since = time.monotonic()


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


def handlers(helper: Assistant) -> dict[JobKind, Handler]:
    """What each kind of job does. Payloads are made by the pages, never taken from a user as they are."""

    def ingest(job: Job, progress: Progress) -> Mapping[str, object]:
        paths = [_inside(helper, path) for path in cast(list[str], job.payload["paths"])]
        role = cast(Role | None, job.payload.get("role"))
        return helper.ingest(paths, job.workspace, role, progress).model_dump(mode="json")

    def gaps(job: Job, progress: Progress) -> Mapping[str, object]:
        authenticity = bool(job.payload.get("authenticity"))
        folder, declared = job.payload.get("folder"), job.payload.get("declared")
        if folder is None:
            return helper.workspace_gaps(job.workspace, authenticity).model_dump(mode="json")
        known = Enterprise.model_validate(declared) if declared else None
        return helper.gaps(_inside(helper, str(folder)), authenticity, known, progress).model_dump(mode="json")

    def draft(job: Job, progress: Progress) -> Mapping[str, object]:
        progress("起草", 0, 2)
        facts, template = _inside(helper, str(job.payload["facts"])), job.payload.get("template")
        own = _inside(helper, str(template)) if template else None
        made = helper.draft(str(job.payload["kind"]), facts, job.workspace, own)
        progress("写成 Word", 1, 2)
        target = helper.settings.home / "jobs" / job.id / "draft.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        warnings = helper.write_draft(made, facts, target, own)
        return {"draft": made.model_dump(mode="json"), "file": str(target), "warnings": list(warnings)}

    def evaluate(job: Job, progress: Progress) -> Mapping[str, object]:
        progress("评测", 0, 1)
        return _evaluated(helper, cast(list[str], job.payload.get("suites") or []), job.payload.get("limit"))

    return {"ingest": ingest, "gaps": gaps, "draft": draft, "eval": evaluate}


def _inside(helper: Assistant, path: str) -> Path:
    """A path of a payload; only what lies in the data folder is ever read."""
    found, home = Path(path).resolve(), helper.settings.home.resolve()
    if not found.is_relative_to(home / "uploads") and not found.is_relative_to(home / "workspaces"):
        raise InputError("后台任务只读上传的文件", Path(path).name, "重新上传后再试")
    return found


def _evaluated(helper: Assistant, suites: list[str], limit: object) -> Mapping[str, object]:
    command = [sys.executable, "-m", "assistant", "eval", *suites, "--json", "--home", str(helper.settings.home)]
    if limit:
        command += ["--limit", str(limit)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 3):
        raise InputError("评测没有做完", done.stderr.strip()[-200:], "在命令行运行 guanbiao eval 查看原因")
    result: dict[str, Any] = json.loads(done.stdout)
    return result
