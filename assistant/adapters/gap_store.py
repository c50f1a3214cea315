"""Gap runs, the findings they knew and what people said about them, in SQLite. Every call names the subject."""

from collections.abc import Iterable, Sequence
from datetime import date

from ..domain.finding import Finding, FindingNote, GapRun, GapSubject, KnownFinding
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS gap_runs (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, workspace TEXT NOT NULL, name TEXT NOT NULL, first TEXT NOT NULL,
  last TEXT NOT NULL, head TEXT NOT NULL, report TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS gap_runs_by_subject ON gap_runs (workspace, name, seq);
CREATE TABLE IF NOT EXISTS gap_findings (
  workspace TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (workspace, name, id));
CREATE TABLE IF NOT EXISTS gap_notes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, name TEXT NOT NULL, finding TEXT NOT NULL,
  body TEXT NOT NULL);
"""
_KEPT_RUNS = 30
"""Runs of a subject kept with their reports; findings and notes are kept for good."""


class GapStore:
    """What is remembered of gap runs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.connection.executescript(_SCHEMA)

    def known(self, subject: GapSubject) -> list[KnownFinding]:
        """Every finding any run of the subject has shown."""
        rows = self._database.connection.execute(
            "SELECT body FROM gap_findings WHERE workspace = ? AND name = ? ORDER BY rowid", _key(subject)
        )
        return [KnownFinding.model_validate_json(row[0]) for row in rows]

    def latest(self, subject: GapSubject, window: tuple[date, date]) -> GapRun | None:
        """The latest run over the same period."""
        row = self._database.connection.execute(
            "SELECT head FROM gap_runs WHERE workspace = ? AND name = ? AND first = ? AND last = ?"
            " ORDER BY seq DESC LIMIT 1",
            (*_key(subject), *map(str, window)),
        ).fetchone()
        return GapRun.model_validate_json(row[0]) if row else None

    def keep(self, subject: GapSubject, run: GapRun, report: str, findings: Iterable[KnownFinding]) -> None:
        """Keep a run with its report and what is now known of its findings, all or nothing."""
        with self._database.transaction() as db:
            seq = db.execute("SELECT coalesce(max(seq), 0) + 1 FROM gap_runs").fetchone()[0]
            db.execute(
                "INSERT INTO gap_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (run.id, seq, *_key(subject), *map(str, run.window), run.model_dump_json(), report),
            )
            rows = [(*_key(subject), one.finding.id, one.model_dump_json()) for one in findings]
            db.executemany("INSERT OR REPLACE INTO gap_findings VALUES (?, ?, ?, ?)", rows)
            db.execute(
                "DELETE FROM gap_runs WHERE workspace = ? AND name = ? AND seq NOT IN"
                " (SELECT seq FROM gap_runs WHERE workspace = ? AND name = ? ORDER BY seq DESC LIMIT ?)",
                (*_key(subject), *_key(subject), _KEPT_RUNS),
            )

    def runs(self, subject: GapSubject) -> list[GapRun]:
        """Kept runs, the latest first."""
        rows = self._database.connection.execute(
            "SELECT head FROM gap_runs WHERE workspace = ? AND name = ? ORDER BY seq DESC", _key(subject)
        )
        return [GapRun.model_validate_json(row[0]) for row in rows]

    def report(self, subject: GapSubject, run: str) -> str | None:
        """The JSON of a kept report of this subject."""
        row = self._database.connection.execute(
            "SELECT report FROM gap_runs WHERE workspace = ? AND name = ? AND id = ?", (*_key(subject), run)
        ).fetchone()
        return row[0] if row else None

    def subjects(self, workspace: str) -> list[GapSubject]:
        """The subjects of a workspace that have runs, the latest first."""
        rows = self._database.connection.execute(
            "SELECT name FROM gap_runs WHERE workspace = ? GROUP BY name ORDER BY max(seq) DESC", (workspace,)
        )
        return [GapSubject(workspace=workspace, name=row[0]) for row in rows]

    def finding(self, subject: GapSubject, identity: str) -> Finding | None:
        """A known finding of the subject."""
        row = self._database.connection.execute(
            "SELECT body FROM gap_findings WHERE workspace = ? AND name = ? AND id = ?", (*_key(subject), identity)
        ).fetchone()
        return KnownFinding.model_validate_json(row[0]).finding if row else None

    def add_note(self, subject: GapSubject, note: FindingNote) -> None:
        """Append a note; nothing is ever rewritten."""
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO gap_notes (workspace, name, finding, body) VALUES (?, ?, ?, ?)",
                (*_key(subject), note.finding, note.model_dump_json()),
            )

    def notes(self, subject: GapSubject) -> list[FindingNote]:
        """All notes on findings of the subject, the oldest first."""
        rows = self._database.connection.execute(
            "SELECT body FROM gap_notes WHERE workspace = ? AND name = ? ORDER BY seq", _key(subject)
        )
        return [FindingNote.model_validate_json(row[0]) for row in rows]


def _key(subject: GapSubject) -> Sequence[str]:
    return subject.workspace, subject.name
