"""Vectors in an embedded chromadb, one collection a workspace.

A query opens only the collections of the workspaces it was given, so nothing of another client can come back, and no
metadata filter slows the search down. Deletes leave holes that never shrink; a rebuild does. chromadb
does not see what other processes write; a mark beside the index tells when to open it anew.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ..domain.document import Chunk
from ..ports import Vectors
from .folder_swap import beside, take_place
from .index_stamp import IndexStamp
from .write_mark import WriteMark

T = TypeVar("T")
_PREFIX = "chunks-"
_HNSW = {"space": "cosine", "ef_construction": 160, "max_neighbors": 24, "ef_search": 160}
_SLICE = 2000
_RENEWAL = 2.0
"""Seconds between two openings while another process is writing."""


class ChromaIndex:
    """Fulfils ``VectorIndex``."""

    def __init__(self, folder: Path, stamp: IndexStamp) -> None:
        """Open or create the index in ``folder``; a mismatch is reported by :meth:`check` and by every query."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._stamp = stamp
        self._lock = threading.Lock()
        self._collections: dict[str, Any] = {}
        self._mark = WriteMark(folder / "written")
        self._seen, self._opened_at = self._mark.read(), time.monotonic()
        self._client = _client(folder)

    def check(self) -> None:
        """Raise IndexMismatchError when some collection was built with another model, tokeniser or chunker."""
        for collection in self._client.list_collections():
            if collection.name.startswith(_PREFIX):
                self._stamp.check(collection.metadata or {}, str(self._folder))

    def upsert(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Add or replace chunks; row i of ``vectors`` belongs to chunk i."""
        rows: dict[str, list[int]] = {}
        for row, chunk in enumerate(chunks):
            rows.setdefault(chunk.workspace, []).append(row)
        with self._writing():
            for workspace, members in rows.items():
                collection = self._collection(workspace, create=True)
                for start in range(0, len(members), _SLICE):
                    part = members[start : start + _SLICE]
                    rows_of = np.ascontiguousarray(vectors[part])
                    collection.upsert(ids=[chunks[row].id for row in part], embeddings=rows_of)

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks; unknown ids are ignored."""
        with self._writing():
            for collection in self._all():
                present = collection.get(ids=list(chunk_ids), include=[])["ids"] if chunk_ids else []
                for start in range(0, len(present), _SLICE):
                    collection.delete(ids=present[start : start + _SLICE])

    def query(self, vector: Vectors, workspaces: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Chunk ids with cosine similarity, best first; raises IndexMismatchError."""
        hits: list[tuple[str, float]] = []

        def nearest(collection: Any) -> Any:
            return collection.query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])

        for found in self._each(workspaces, nearest):
            hits.extend(zip(found["ids"][0], (1.0 - float(d) for d in found["distances"][0]), strict=True))
        hits.sort(key=lambda hit: (-hit[1], hit[0]))
        return hits[:limit]

    def rows(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> dict[str, Vectors]:
        """Unit vectors of chunks that are known by id; unknown ones are left out."""
        found: dict[str, Vectors] = {}
        if not chunk_ids:
            return found
        for rows in self._each(workspaces, lambda c: c.get(ids=list(chunk_ids), include=["embeddings"])):
            if rows["ids"]:
                found.update(zip(rows["ids"], rows["embeddings"], strict=True))
        return found

    def ids(self) -> set[str]:
        """All chunk ids in the index."""
        with self._lock:
            self._renew()
        return {chunk_id for collection in self._all() for chunk_id in collection.get(include=[])["ids"]}

    def beside(self) -> "ChromaIndex":
        """An empty index to be filled while this one answers."""
        self._client.clear_system_cache()
        return ChromaIndex(beside(self._folder), self._stamp)

    def take_over(self, fresh: "ChromaIndex") -> None:
        """Put an index built beside in the place of this one; other processes find it by its mark."""
        with self._lock:
            take_place(fresh._folder, self._folder)
            self._open_anew()

    @contextmanager
    def _writing(self) -> Generator[None]:
        with self._lock:
            self._renew()
            client = self._client
        with self._mark.writing():
            yield
        if client is self._client:
            self._seen = self._mark.read()

    def _renew(self) -> None:
        """Open the index anew when another process has written to it."""
        mark = self._mark.read()
        if mark == self._seen and not (mark.open and time.monotonic() - self._opened_at > _RENEWAL):
            return
        self._open_anew()

    def _open_anew(self) -> None:
        self._seen, self._opened_at = self._mark.read(), time.monotonic()
        self._collections.clear()
        self._client.clear_system_cache()
        self._client = _client(self._folder)

    def _each(self, workspaces: Sequence[str], ask: Callable[[Any], T]) -> Iterator[T]:
        """What each collection of these workspaces says; one that another process has just removed says nothing."""
        from chromadb.errors import NotFoundError

        with self._lock:
            self._renew()
        for workspace in dict.fromkeys(workspaces):
            collection = self._collection(workspace, create=False)
            if collection is not None:
                with suppress(NotFoundError):
                    yield ask(collection)

    def _all(self) -> Iterator[Any]:
        for collection in self._client.list_collections():
            if collection.name.startswith(_PREFIX):
                yield self._client.get_collection(collection.name, embedding_function=None)

    def _collection(self, workspace: str, *, create: bool) -> Any:
        with self._lock:
            if workspace not in self._collections:
                collection = self._open(workspace, create)
                if collection is None:
                    return None
                self._stamp.check(collection.metadata or {}, str(self._folder))
                self._collections[workspace] = collection
            return self._collections[workspace]

    def _open(self, workspace: str, create: bool) -> Any:
        from chromadb.errors import NotFoundError

        name = collection_name(workspace)
        try:
            return self._client.get_collection(name, embedding_function=None)
        except NotFoundError:
            if not create:
                return None
        metadata = {**self._stamp.values(), "workspace": workspace}
        return self._client.create_collection(
            name, metadata=metadata, configuration={"hnsw": _HNSW}, embedding_function=None
        )


def collection_name(workspace: str) -> str:
    """A name chromadb accepts (ASCII, 3–512 characters) for any workspace name."""
    return _PREFIX + hashlib.sha256(workspace.encode()).hexdigest()[:24]


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
