"""The truth: documents, their versions and chunks in one SQLite file (WAL). Indexes are rebuilt from here."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ..domain.document import Chunk, Document
from ..domain.errors import GuanbiaoError
from ..ports import ClauseEntry
from ..text.normalize import fold_text
from .sqlite_database import Database

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  version_id TEXT PRIMARY KEY, document_id TEXT NOT NULL, workspace TEXT NOT NULL, file TEXT NOT NULL,
  sha256 TEXT NOT NULL, current INTEGER NOT NULL, ingested_at TEXT NOT NULL, head TEXT NOT NULL,
  structure TEXT NOT NULL, text TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS one_current ON documents (document_id) WHERE current = 1;
CREATE INDEX IF NOT EXISTS documents_by_workspace ON documents (workspace, current);
CREATE TABLE IF NOT EXISTS chunks (
  version_id TEXT NOT NULL REFERENCES documents (version_id) ON DELETE CASCADE,
  id TEXT NOT NULL, workspace TEXT NOT NULL, ordinal INTEGER NOT NULL, clause TEXT, body TEXT NOT NULL,
  current INTEGER NOT NULL, PRIMARY KEY (version_id, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS chunks_by_id ON chunks (id, current);
CREATE INDEX IF NOT EXISTS chunks_by_clause ON chunks (clause, workspace) WHERE current = 1;
CREATE INDEX IF NOT EXISTS chunks_by_order ON chunks (version_id, ordinal);
"""


class SqliteStore:
    """Documents and chunks of every workspace. Safe for threads; one writing process at a time (writer lock)."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        with self.database.transaction() as db:
            db.executescript(_SCHEMA)
            db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
        if self.meta("schema") != str(SCHEMA_VERSION):
            raise GuanbiaoError("数据文件由更新的版本写成", str(path), "请升级本程序，或用 restore 恢复较早的备份")

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        return self.database.connection

    def close(self) -> None:
        """Close this thread's connection."""
        self.database.close()

    # -- writing ---------------------------------------------------------------------------------------------------

    def add(self, document: Document, chunks: Sequence[Chunk], now: datetime) -> None:
        """Store a version and its chunks in one transaction; it becomes the current version of its document."""
        with self.database.transaction() as db:
            self._retire(db, document.id)
            db.execute("DELETE FROM documents WHERE version_id = ?", (document.version_id,))
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
                (document.version_id, document.id, document.workspace, document.file, document.sha256,
                 now.isoformat(timespec="seconds"), _head(document), _structure(document), document.text),
            )  # fmt: skip
            db.executemany(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, 1)",
                map(_chunk_row, chunks),
            )
            self._mark_dirty(db)

    def update_head(self, document: Document) -> None:
        """Store corrected facts (kind, code, version, dates) of one version; text and chunks stay."""
        with self.database.transaction() as db:
            db.execute(
                "UPDATE documents SET head = ? WHERE version_id = ?",
                (_head(document), document.version_id),
            )

    def delete(self, document_id: str, workspace: str) -> int:
        """Remove a document with all its versions and chunks; returns the number of versions removed."""
        with self.database.transaction() as db:
            gone = db.execute(
                "DELETE FROM documents WHERE document_id = ? AND workspace = ?", (document_id, workspace)
            ).rowcount
            self._mark_dirty(db)
        return gone

    @staticmethod
    def _retire(db: sqlite3.Connection, document_id: str) -> None:
        db.execute(
            "UPDATE chunks SET current = 0 WHERE version_id IN"
            " (SELECT version_id FROM documents WHERE document_id = ?)",
            (document_id,),
        )
        db.execute("UPDATE documents SET current = 0 WHERE document_id = ?", (document_id,))

    @staticmethod
    def _mark_dirty(db: sqlite3.Connection) -> None:
        db.execute("INSERT OR REPLACE INTO meta VALUES ('index_dirty', '1')")

    def set_meta(self, key: str, value: str) -> None:
        """Remember a small value."""
        with self.database.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def meta(self, key: str) -> str | None:
        """A remembered value."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    # -- documents -------------------------------------------------------------------------------------------------

    def current_version(self, document_id: str) -> tuple[str, str] | None:
        """``(version_id, sha256)`` of the current version of a document."""
        return self.connection.execute(
            "SELECT version_id, sha256 FROM documents WHERE document_id = ? AND current = 1", (document_id,)
        ).fetchone()

    def document(self, version_id: str, workspaces: Sequence[str]) -> Document | None:
        """One stored version with its text, current or not, if it belongs to one of the workspaces."""
        row = self.connection.execute(
            f"SELECT head, structure, text FROM documents WHERE version_id = ? AND workspace IN ({_marks(workspaces)})",
            (version_id, *workspaces),
        ).fetchone()
        return _document(*row) if row else None

    def documents(self, workspaces: Sequence[str], *, current_only: bool = True) -> list[tuple[Document, str]]:
        """Heads (no text, spans or sections) with the time they were ingested, by file name."""
        condition = " AND current = 1" if current_only else ""
        rows = self.connection.execute(
            f"SELECT head, ingested_at FROM documents WHERE workspace IN ({_marks(workspaces)}){condition}"
            " ORDER BY file, ingested_at DESC",
            tuple(workspaces),
        )
        return [(_document(head), at) for head, at in rows]

    def workspaces(self) -> list[str]:
        """Names of all workspaces that hold documents."""
        return [
            row[0] for row in self.connection.execute("SELECT DISTINCT workspace FROM documents ORDER BY workspace")
        ]

    def every_version(self) -> list[Document]:
        """Heads of all versions of all workspaces (for cleaning up originals only)."""
        return [_document(row[0]) for row in self.connection.execute("SELECT head FROM documents")]

    def heads(self, version_ids: Sequence[str]) -> dict[str, Document]:
        """Documents without text, spans and sections, by version id."""
        found: dict[str, Document] = {}
        for batch in _batches(sorted(set(version_ids))):
            rows = self.connection.execute(
                f"SELECT version_id, head FROM documents WHERE version_id IN ({_marks(batch)})", tuple(batch)
            )
            found.update({version_id: _document(head) for version_id, head in rows})
        return found

    # -- chunks ----------------------------------------------------------------------------------------------------

    def chunk_count(self, version_id: str) -> int:
        """Number of chunks of one version."""
        return self.connection.execute("SELECT COUNT(*) FROM chunks WHERE version_id = ?", (version_id,)).fetchone()[0]

    def current_chunk_ids(self) -> set[str]:
        """Ids of all chunks that belong in the indexes."""
        return {row[0] for row in self.connection.execute("SELECT id FROM chunks WHERE current = 1")}

    def current_chunks(self, chunk_ids: Sequence[str]) -> list[Chunk]:
        """Current chunks by id in the order asked, whatever their workspace (for indexing only)."""
        return self._chunks(chunk_ids, "", ())

    def chunks(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> list[Chunk]:
        """Current chunks by id in the order asked; unknown ones and those of other workspaces are left out."""
        return self._chunks(chunk_ids, f" AND workspace IN ({_marks(workspaces)})", tuple(workspaces))

    def _chunks(self, chunk_ids: Sequence[str], condition: str, values: tuple[str, ...]) -> list[Chunk]:
        found: dict[str, str] = {}
        for batch in _batches(chunk_ids):
            rows = self.connection.execute(
                f"SELECT id, body FROM chunks WHERE current = 1 AND id IN ({_marks(batch)}){condition}",
                (*batch, *values),
            )
            found.update(dict(rows.fetchall()))
        return [Chunk.model_validate_json(found[i]) for i in chunk_ids if i in found]

    def version_chunks(self, version_id: str, workspaces: Sequence[str]) -> list[Chunk]:
        """All chunks of one version in reading order, if it belongs to one of the workspaces."""
        rows = self.connection.execute(
            f"SELECT body FROM chunks WHERE version_id = ? AND workspace IN ({_marks(workspaces)}) ORDER BY ordinal",
            (version_id, *workspaces),
        )
        return [Chunk.model_validate_json(row[0]) for row in rows]

    def by_clause(self, number: str, workspaces: Sequence[str]) -> list[Chunk]:
        """Current chunks whose clause is exactly ``number`` after folding."""
        rows = self.connection.execute(
            f"SELECT body FROM chunks WHERE current = 1 AND clause = ? AND workspace IN ({_marks(workspaces)})"
            " ORDER BY version_id, ordinal",
            (fold_text(number), *workspaces),
        )
        return [Chunk.model_validate_json(row[0]) for row in rows]

    def neighbours(self, chunk_id: str, before: int, after: int, workspaces: Sequence[str]) -> list[Chunk]:
        """The chunks around one chunk in its document, itself included, in reading order."""
        row = self.connection.execute(
            "SELECT version_id, ordinal FROM chunks WHERE current = 1 AND id = ?"
            f" AND workspace IN ({_marks(workspaces)})",
            (chunk_id, *workspaces),
        ).fetchone()
        if row is None:
            return []
        rows = self.connection.execute(
            "SELECT body FROM chunks WHERE version_id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal",
            (row[0], row[1] - before, row[1] + after),
        )
        return [Chunk.model_validate_json(found[0]) for found in rows]

    def clauses(self, workspaces: Sequence[str]) -> list[ClauseEntry]:
        """All numbered clauses of current versions."""
        rows = self.connection.execute(
            f"SELECT head, structure FROM documents WHERE current = 1 AND workspace IN ({_marks(workspaces)})",
            tuple(workspaces),
        )
        return [
            ClauseEntry(
                document.version_id,
                document.title,
                document.edition,
                section.number,
                section.title,
                superseded=document.superseded_by is not None,
            )  # fmt: skip
            for document in (_document(*row) for row in rows)
            for section in document.sections
            if section.number
        ]

    # -- care ------------------------------------------------------------------------------------------------------

    def check(self) -> list[str]:
        """What SQLite itself finds wrong; empty when sound."""
        rows = self.connection.execute("PRAGMA quick_check").fetchall()
        return [row[0] for row in rows if row[0] != "ok"]

    def snapshot(self, target: Path) -> None:
        """A consistent copy of the store, made while it may be in use."""
        with sqlite3.connect(target) as copy:
            self.connection.backup(copy)
        copy.close()


def _chunk_row(chunk: Chunk) -> tuple[str, str, str, int, str | None, str]:
    clause = fold_text(chunk.clause) if chunk.clause else None
    return chunk.version_id, chunk.id, chunk.workspace, chunk.ordinal, clause, chunk.model_dump_json()


def _head(document: Document) -> str:
    return document.model_dump_json(exclude={"text", "spans", "sections"})


def _structure(document: Document) -> str:
    return document.model_dump_json(include={"spans", "sections"})


def _document(head: str, structure: str = "{}", text: str = "") -> Document:
    return Document.model_validate({**json.loads(head), **json.loads(structure), "text": text})


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _batches(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
