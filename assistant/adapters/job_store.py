"""Background jobs in SQLite: every change of state is one transaction, so a crash leaves a state that says so."""

import json
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from ..domain.job import KINDS, Job, JobKind, JobState
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, workspace TEXT NOT NULL, title TEXT NOT NULL,
  payload TEXT NOT NULL, state TEXT NOT NULL, stage TEXT NOT NULL DEFAULT '', done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0, attempt INTEGER NOT NULL DEFAULT 1, cancel_wanted INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '', result TEXT, created_at TEXT NOT NULL, changed_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_by_owner ON jobs (owner, workspace, created_at);
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, created_at);
CREATE TABLE IF NOT EXISTS job_log (
  job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, at TEXT NOT NULL, line TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS job_log_by_job ON job_log (job);
"""
_COLUMNS = (
    "id", "kind", "owner", "workspace", "title", "payload", "state", "stage", "done", "total", "attempt",
    "cancel_wanted", "note", "result", "created_at", "changed_at",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM jobs"
_ATTEMPTS = 3
"""How often a job is begun by itself; after that only when its owner wants it."""
_RETRIED = "('failed', 'cancelled', 'interrupted')"


class JobStore:
    """The queue, the running job and what became of the others. Owners' calls name user and workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.connection.executescript(_SCHEMA)

    # -- the owner's side ------------------------------------------------------------------------------------------

    def add(
        self, kind: JobKind, owner: str, workspace: str, title: str, payload: Mapping[str, object], now: datetime
    ) -> Job:
        """Queue a job."""
        identity = secrets.token_hex(12)
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO jobs (id, kind, owner, workspace, title, payload, state, created_at, changed_at)"
                " VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?)",
                (identity, kind, owner, workspace, title, _json(payload), now.isoformat(), now.isoformat()),
            )
        return self.by_id(identity)

    def get(self, identity: str, owner: str, workspace: str) -> Job | None:
        """One's own job."""
        row = self._database.connection.execute(
            f"{_SELECT} WHERE id = ? AND owner = ? AND workspace = ?", (identity, owner, workspace)
        ).fetchone()
        return _job(row) if row else None

    def jobs(self, owner: str, workspace: str, limit: int = 50) -> list[Job]:
        """One's own jobs in a workspace without their results, latest first."""
        rows = self._database.connection.execute(
            f"{_SELECT.replace(' result', ' NULL')} WHERE owner = ? AND workspace = ? ORDER BY created_at DESC LIMIT ?",
            (owner, workspace, limit),
        )
        return [_job(row) for row in rows]

    def cancel(self, identity: str, owner: str, workspace: str, now: datetime) -> bool:
        """Cancel a queued job at once, ask a running one to stop; False when there is no such open job."""
        where = "id = ? AND owner = ? AND workspace = ?"
        with self._database.transaction() as db:
            queued = db.execute(
                "UPDATE jobs SET state = 'cancelled', note = '已取消', changed_at = ?"
                f" WHERE {where} AND state = 'queued'",
                (now.isoformat(), identity, owner, workspace),
            ).rowcount
            running = db.execute(
                f"UPDATE jobs SET cancel_wanted = 1 WHERE {where} AND state = 'running'", (identity, owner, workspace)
            ).rowcount
        return bool(queued or running)

    def retry(self, identity: str, owner: str, workspace: str, now: datetime) -> bool:
        """Queue a job again that failed, was cancelled or interrupted; False when there is no such job."""
        with self._database.transaction() as db:
            return bool(
                db.execute(
                    "UPDATE jobs SET state = 'queued', attempt = attempt + 1, cancel_wanted = 0, note = '', stage = '',"
                    " done = 0, total = 0, result = NULL, changed_at = ?"
                    f" WHERE id = ? AND owner = ? AND workspace = ? AND state IN {_RETRIED}",
                    (now.isoformat(), identity, owner, workspace),
                ).rowcount
            )

    def log(self, identity: str, owner: str, workspace: str) -> list[str]:
        """The lines of one's own job in order."""
        rows = self._database.connection.execute(
            "SELECT l.at, l.line FROM job_log l JOIN jobs j ON j.id = l.job"
            " WHERE j.id = ? AND j.owner = ? AND j.workspace = ? ORDER BY l.rowid",
            (identity, owner, workspace),
        )
        return [f"{at[:19].replace('T', ' ')} {line}" for at, line in rows]

    # -- the worker's side -----------------------------------------------------------------------------------------

    def by_id(self, identity: str) -> Job:
        """A job whoever owns it; only for the worker."""
        return _job(self._database.connection.execute(f"{_SELECT} WHERE id = ?", (identity,)).fetchone())

    def take(self, now: datetime, kinds: Collection[JobKind] = KINDS) -> Job | None:
        """The oldest queued job of these kinds, now running; None when there is none."""
        marks = ", ".join("?" * len(kinds))
        with self._database.transaction() as db:
            row = db.execute(
                "UPDATE jobs SET state = 'running', changed_at = ? WHERE id ="
                f" (SELECT id FROM jobs WHERE state = 'queued' AND kind IN ({marks}) ORDER BY changed_at, id LIMIT 1)"
                " RETURNING id",
                (now.isoformat(), *kinds),
            ).fetchall()
            for (identity,) in row:
                db.execute("INSERT INTO job_log VALUES (?, ?, '开始')", (identity, now.isoformat()))
        return self.by_id(row[0][0]) if row else None

    def report(self, identity: str, stage: str, done: int, total: int, now: datetime) -> bool:
        """Note progress (a new stage is a line of the log); True when the job is to stop."""
        with self._database.transaction() as db:
            row = db.execute("SELECT stage, cancel_wanted FROM jobs WHERE id = ?", (identity,)).fetchone()
            if row and row[0] != stage:
                db.execute("INSERT INTO job_log VALUES (?, ?, ?)", (identity, now.isoformat(), stage))
            db.execute(
                "UPDATE jobs SET stage = ?, done = ?, total = ?, changed_at = ? WHERE id = ? AND state = 'running'",
                (stage, done, total, now.isoformat(), identity),
            )
        return bool(row and row[1])

    def stopping(self) -> list[str]:
        """Running jobs that are to stop."""
        rows = self._database.connection.execute("SELECT id FROM jobs WHERE state = 'running' AND cancel_wanted = 1")
        return [row[0] for row in rows]

    def finish(
        self, identity: str, state: JobState, now: datetime, result: Mapping[str, object] | None = None, note: str = ""
    ) -> None:
        """Record what became of the running job; result and state together."""
        with self._database.transaction() as db:
            changed = db.execute(
                "UPDATE jobs SET state = ?, result = ?, note = ?, changed_at = ? WHERE id = ? AND state = 'running'",
                (state, None if result is None else _json(result), note, now.isoformat(), identity),
            ).rowcount
            if changed:
                line = f"{_STATES[state]}{'：' + note if note else ''}"
                db.execute("INSERT INTO job_log VALUES (?, ?, ?)", (identity, now.isoformat(), line))

    def recover(self, now: datetime) -> int:
        """Queue jobs again that run nowhere any more; only for who holds the worker lock. Returns how many there were.

        A job that was to stop is cancelled; one that has gone down with its process too often waits for its owner.
        """
        lost = self._database.connection.execute(
            "SELECT id, cancel_wanted, attempt FROM jobs WHERE state = 'running'"
        ).fetchall()
        for identity, wanted, attempt in lost:
            if wanted:
                self.finish(identity, "cancelled", now, note="已按您的要求停止")
            elif attempt < _ATTEMPTS:
                self._requeue(identity, now)
            else:
                self.finish(identity, "interrupted", now, note="处理程序多次中途停止；已完成的部分都在，可以重试")
        return len(lost)

    def _requeue(self, identity: str, now: datetime) -> None:
        with self._database.transaction() as db:
            db.execute(
                "UPDATE jobs SET state = 'queued', attempt = attempt + 1, stage = '', done = 0, total = 0,"
                " changed_at = ? WHERE id = ? AND state = 'running'",
                (now.isoformat(), identity),
            )
            line = "处理程序中途停止（重启、断电或崩溃）；已完成的部分都在，自动接着做"
            db.execute("INSERT INTO job_log VALUES (?, ?, ?)", (identity, now.isoformat(), line))

    def ahead(self, identity: str) -> int:
        """How many jobs a queued one waits for; an evaluation makes way and does not count."""
        return self._database.connection.execute(
            "SELECT COUNT(*) FROM jobs o, jobs j WHERE j.id = ? AND j.state = 'queued' AND o.kind != 'eval'"
            " AND (o.state = 'running' OR o.state = 'queued' AND (o.changed_at, o.id) < (j.changed_at, j.id))",
            (identity,),
        ).fetchone()[0]

    def waiting(self) -> int:
        """How many jobs are queued."""
        return self._database.connection.execute("SELECT COUNT(*) FROM jobs WHERE state = 'queued'").fetchone()[0]


_STATES: dict[JobState, str] = {
    "queued": "排队", "running": "进行中", "done": "完成",
    "failed": "失败", "cancelled": "已取消", "interrupted": "中断",
}  # fmt: skip


def _job(row: tuple[object, ...]) -> Job:
    values = dict(zip(_COLUMNS, row, strict=True))
    payload, result = str(values.pop("payload")), values.pop("result")
    return Job.model_validate({
        **values,
        "payload": json.loads(payload),
        "result": None if result is None else json.loads(str(result)),
    })


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
