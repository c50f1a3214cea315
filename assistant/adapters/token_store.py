"""Token vectors for late interaction, packed by the codec, one SQLite row a chunk.

A row is written and removed in a transaction, so a killed process leaves whole rows or none, and deleted space is
reused. Reading some dozens of rows by key takes about a millisecond and keeps nothing in memory.
"""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .index_stamp import IndexStamp

Codes = NDArray[np.uint8]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (id TEXT PRIMARY KEY, codes BLOB NOT NULL);
"""


class TokenStore:
    """Chunk id → array (tokens, width) of bytes. Fulfils ``TokenIndex``."""

    def __init__(self, path: Path, width: int, stamp: IndexStamp) -> None:
        """Open or create the file; ``width`` is the number of bytes a token takes."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._width = width
        self._stamp = stamp
        self._local = threading.local()

    def check(self) -> None:
        """Raise IndexMismatchError when the vectors were made by another model."""
        found = dict(self._db.execute("SELECT name, value FROM stamp").fetchall())
        if found:
            self._stamp.check(found, str(self._path))

    def put(self, chunk_ids: Sequence[str], codes: Sequence[Codes]) -> None:
        """Add or replace."""
        rows = [(key, np.ascontiguousarray(value).tobytes()) for key, value in zip(chunk_ids, codes, strict=True)]
        with self._db as db:
            db.executemany("INSERT OR REPLACE INTO stamp VALUES (?, ?)", self._stamp.values().items())
            db.executemany("INSERT OR REPLACE INTO tokens VALUES (?, ?)", rows)

    def get(self, chunk_ids: Sequence[str]) -> dict[str, Codes]:
        """Those that are there."""
        found: dict[str, Codes] = {}
        for key in chunk_ids:
            row = self._db.execute("SELECT codes FROM tokens WHERE id = ?", (key,)).fetchone()
            if row:
                found[key] = np.frombuffer(row[0], np.uint8).reshape(-1, self._width)
        return found

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove; unknown ids are ignored."""
        with self._db as db:
            db.executemany("DELETE FROM tokens WHERE id = ?", [(key,) for key in chunk_ids])

    def ids(self) -> set[str]:
        """All chunk ids."""
        return {row[0] for row in self._db.execute("SELECT id FROM tokens")}

    def beside(self) -> "TokenStore":
        """An empty store to be filled while this one answers."""
        path = self._path.with_name(self._path.name + ".new")
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        return TokenStore(path, self._width, self._stamp)

    def take_over(self, fresh: "TokenStore") -> None:
        """Put what was built beside in the place of this; readers see the old rows or the new ones."""
        fresh.put((), ())  # an empty one, too, stands on disk
        self._db.execute("ATTACH ? AS fresh", (str(fresh._path),))
        with self._db as db:
            for table in ("tokens", "stamp"):
                db.execute(f"DELETE FROM main.{table}")
                db.execute(f"INSERT INTO main.{table} SELECT * FROM fresh.{table}")
        self._db.execute("DETACH fresh")
        self._db.execute("VACUUM")
        fresh.remove()

    def remove(self) -> None:
        """Close the file and take it off the disk."""
        self._db.close()
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self._path, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
            self._local.connection = connection
        return self._local.connection
