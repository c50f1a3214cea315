"""Deleted things in SQLite: their rows leave the tables every query reads, so that nothing can find or cite them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ..domain.document import Document
from ..domain.recycled import Recycled, RecycledKind
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS recycled (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, object TEXT NOT NULL, workspace TEXT NOT NULL, title TEXT NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL);
"""
_COLUMNS = "id, kind, object, workspace, title, by, at"
_ROWS: dict[RecycledKind, dict[str, str]] = {
    "document": {
        "documents": "document_id = :object AND workspace = :workspace",
        "chunks": "version_id IN (SELECT version_id FROM documents"
        " WHERE document_id = :object AND workspace = :workspace)",
    },
    "conversation": {
        "conversations": "id = :object AND workspace = :workspace AND user = :by",
        "messages": "conversation_id IN (SELECT id FROM conversations"
        " WHERE id = :object AND workspace = :workspace AND user = :by)",
        "reviews": "message IN (SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id"
        " WHERE c.id = :object AND c.workspace = :workspace AND c.user = :by)",
    },
}
"""Which rows belong to a thing, the table first on which the others hang."""


class RecycleStore:
    """Moves rows out and back in, each time in one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.connection.executescript(_SCHEMA)

    def move(self, item: Recycled) -> bool:
        """Take a document or conversation out of its tables; False where there is no such thing."""
        tables = _ROWS[item.kind]
        with self._database.transaction() as db:
            content = {table: _taken(db, table, condition, item) for table, condition in tables.items()}
            head = next(iter(tables))
            if not content[head]:
                return False
            self._insert(db, item, json.dumps(content, ensure_ascii=False))
            db.execute(f"DELETE FROM {head} WHERE {tables[head]}", _names(item))
        return True

    def keep(self, item: Recycled, content: str) -> None:
        """Keep the text of something that stood in a file."""
        with self._database.transaction() as db:
            self._insert(db, item, content)

    def put_back(self, item: Recycled) -> str:
        """Move the rows back; returns the content, for what stood in a file. Raises sqlite3.IntegrityError."""
        with self._database.transaction() as db:
            content = db.execute("SELECT content FROM recycled WHERE id = ?", (item.id,)).fetchone()[0]
            if item.kind in _ROWS:
                for table, rows in json.loads(content).items():
                    _insert_rows(db, table, rows)
            db.execute("DELETE FROM recycled WHERE id = ?", (item.id,))
        return content

    def forget(self, items: Sequence[Recycled]) -> None:
        """Delete for good."""
        with self._database.transaction() as db:
            db.executemany("DELETE FROM recycled WHERE id = ?", [(item.id,) for item in items])

    def items(self, workspace: str, kind: RecycledKind) -> list[Recycled]:
        """What was deleted of one kind in a workspace, the latest first."""
        return [item for item in self._all() if (item.workspace, item.kind) == (workspace, kind)]

    def older(self, before: datetime) -> list[Recycled]:
        """What was deleted before a moment, of all workspaces."""
        return [item for item in self._all() if item.at < before]

    def versions(self) -> Iterator[Document]:
        """Heads of all versions of deleted documents (for cleaning up originals only)."""
        rows = self._database.connection.execute("SELECT content FROM recycled WHERE kind = 'document'")
        for (content,) in rows:
            for row in json.loads(content)["documents"]:
                yield Document.model_validate({**json.loads(row["head"]), "text": ""})

    def _all(self) -> list[Recycled]:
        rows = self._database.connection.execute(f"SELECT {_COLUMNS} FROM recycled ORDER BY at DESC, rowid DESC")
        names = _COLUMNS.split(", ")
        return [Recycled.model_validate(dict(zip(names, row, strict=True))) for row in rows]

    @staticmethod
    def _insert(db: sqlite3.Connection, item: Recycled, content: str) -> None:
        values = (*(_names(item)[name] for name in _COLUMNS.split(", ")), content)
        db.execute(f"INSERT INTO recycled ({_COLUMNS}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def _names(item: Recycled) -> dict[str, str]:
    return {**item.model_dump(mode="json"), "at": item.at.isoformat()}


def _taken(db: sqlite3.Connection, table: str, condition: str, item: Recycled) -> list[dict[str, Any]]:
    rows = db.execute(f"SELECT * FROM {table} WHERE {condition}", _names(item))
    columns = [column[0] for column in rows.description]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _insert_rows(db: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        names = list(rows[0])
        marks = ", ".join(f":{name}" for name in names)
        db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
