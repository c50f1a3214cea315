"""Append-only audit log: each line carries the hash of the line before it, so that a change shows."""

import csv
import hashlib
import io
import json
from datetime import datetime

from ..domain.account import AuditEntry
from ..ports import Clock
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, event TEXT NOT NULL, user TEXT NOT NULL,
  workspace TEXT NOT NULL, object TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_not_deleted BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;
"""
_COLUMNS = ("seq", "at", "event", "user", "workspace", "object", "detail", "previous", "hash")
_HEADINGS = ("序号", "时间", "事件", "用户", "工作区", "对象", "说明", "前一行校验值", "本行校验值")
_FIRST = "0" * 64
_LONGEST = 500
_FORMULA = frozenset("=+-@|＝＋－＠")
_CONTROLS = frozenset("\t\r\n")


class AuditLog:
    """Who did what to which object, when."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        database.connection.executescript(_SCHEMA)

    def write(self, event: str, user: str, workspace: str = "", object: str = "", detail: str = "") -> None:  # noqa: A002
        """Add one line; long details are cut, secrets must not be passed."""
        at = self._clock.now().isoformat()
        with self._database.transaction() as db:
            last = db.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
            seq, previous = (last[0] + 1, last[1]) if last else (1, _FIRST)
            line = (seq, at, event, user, workspace, object[:_LONGEST], detail[:_LONGEST])
            db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*line, previous, _hash(line, previous)))

    def verify(self) -> int | None:
        """The number of the first broken or missing line; None when the log is whole.

        A change, a removal in the middle, a reordering and a cut end show. A log rewritten from some line to its end
        by somebody with write access to the file shows only against a hash kept elsewhere, for example in an export.
        """
        expected, previous = 1, _FIRST
        for row in self._database.connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM audit ORDER BY seq"):
            if row[0] != expected or row[7] != previous or row[8] != _hash(tuple(row[:7]), previous):
                return expected
            expected, previous = expected + 1, row[8]
        counted = self._database.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
        return expected if counted and counted[0] >= expected else None

    def entries(self, limit: int = 200, before: int | None = None, matching: str = "") -> list[AuditEntry]:
        """Lines, latest first; ``matching`` looks in event, user, workspace and object."""
        rows = self._database.connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM audit WHERE (? IS NULL OR seq < ?)"
            " AND (? = '' OR instr(event || ' ' || user || ' ' || workspace || ' ' || object, ?))"
            " ORDER BY seq DESC LIMIT ?",
            (before, before, matching, matching, limit),
        )
        return [
            AuditEntry.model_validate({**dict(zip(_COLUMNS, row, strict=True)), "at": datetime.fromisoformat(row[1])})
            for row in rows
        ]

    def export_csv(self) -> str:
        """All lines as CSV that no spreadsheet takes for formulas; starts with a byte order mark for Excel."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(_HEADINGS)
        for row in self._database.connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM audit ORDER BY seq"):
            writer.writerow([row[0], *(harmless(str(value)) for value in row[1:])])
        return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """A cell a spreadsheet shows as it is: an apostrophe before what would start a formula."""
    return "'" + text if text[:1] in _CONTROLS or text.lstrip()[:1] in _FORMULA else text


def _hash(line: tuple[object, ...], previous: str) -> str:
    return hashlib.sha256(json.dumps([previous, *line], ensure_ascii=False).encode()).hexdigest()
