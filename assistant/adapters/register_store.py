"""The facts of each subject in SQLite: as last extracted, and what people said about them."""

from collections.abc import Iterable, Sequence

from ..domain.finding import GapSubject
from ..domain.register import RegisterRow
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS gap_facts (
  workspace TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (workspace, name, place));
CREATE TABLE IF NOT EXISTS gap_said (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL);
"""


class RegisterStore:
    """Extracted facts are replaced by each run; what people said is only ever added to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.connection.executescript(_SCHEMA)

    def facts(self, subject: GapSubject) -> list[RegisterRow]:
        """The facts of the last run with what was said about them then."""
        rows = self._database.connection.execute(
            "SELECT body FROM gap_facts WHERE workspace = ? AND name = ? ORDER BY place", _key(subject)
        )
        return [RegisterRow.model_validate_json(row[0]) for row in rows]

    def keep_facts(self, subject: GapSubject, rows: Sequence[RegisterRow]) -> None:
        """Replace the facts of a subject."""
        values = [(*_key(subject), place, row.model_dump_json()) for place, row in enumerate(rows)]
        with self._database.transaction() as db:
            db.execute("DELETE FROM gap_facts WHERE workspace = ? AND name = ?", _key(subject))
            db.executemany("INSERT INTO gap_facts VALUES (?, ?, ?, ?)", values)

    def said(self, subject: GapSubject) -> list[RegisterRow]:
        """Everything said about facts, the oldest first; a later word on a fact stands."""
        rows = self._database.connection.execute(
            "SELECT body FROM gap_said WHERE workspace = ? AND name = ? ORDER BY seq", _key(subject)
        )
        return [RegisterRow.model_validate_json(row[0]) for row in rows]

    def say(self, subject: GapSubject, rows: Iterable[RegisterRow]) -> None:
        """Add what a person says."""
        values = [(*_key(subject), row.model_dump_json()) for row in rows]
        with self._database.transaction() as db:
            db.executemany("INSERT INTO gap_said (workspace, name, body) VALUES (?, ?, ?)", values)


def _key(subject: GapSubject) -> tuple[str, str]:
    return subject.workspace, subject.name
