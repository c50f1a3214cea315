"""What belongs to a job beside its state: a line for each file it treats, and whether its outcome was seen."""

import json
from collections.abc import Mapping

from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS job_items (
  job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (job, name));
CREATE TABLE IF NOT EXISTS jobs_seen (job TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE);
"""

Item = Mapping[str, object]


class JobNotes:
    """Lines and marks by job id; only for the worker and the guard, which know whose job it is."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.connection.executescript(_SCHEMA)

    def keep(self, job: str, name: str, value: Item) -> None:
        """Put the line of one file in place of what stood there."""
        text = json.dumps(value, ensure_ascii=False, default=str)
        with self._database.transaction() as db:
            db.execute("INSERT OR REPLACE INTO job_items VALUES (?, ?, ?)", (job, name, text))

    def items(self, job: str) -> dict[str, dict[str, object]]:
        """The lines of a job by name, in the order they first came."""
        rows = self._database.connection.execute(
            "SELECT name, value FROM job_items WHERE job = ? ORDER BY rowid", (job,)
        )
        return {name: json.loads(value) for name, value in rows}

    def mark_seen(self, job: str) -> None:
        """The owner has taken note of the outcome."""
        with self._database.transaction() as db:
            db.execute("INSERT OR IGNORE INTO jobs_seen VALUES (?)", (job,))

    def seen(self, job: str) -> bool:
        """Whether the owner has taken note."""
        return self._database.connection.execute("SELECT 1 FROM jobs_seen WHERE job = ?", (job,)).fetchone() is not None

    def mark_unseen(self, job: str) -> None:
        """There is a new outcome to come."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM jobs_seen WHERE job = ?", (job,))
