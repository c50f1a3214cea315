"""Bring the disposable indexes in line with the store: the one way in for ingest, deletion, recovery and rebuild."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from ..domain.document import Chunk, Document
from ..ports import Progress

BATCH = 256


class IndexedStore(Protocol):
    """What indexing reads from the store and remembers in it."""

    def current_chunk_ids(self) -> set[str]:
        """Ids of all chunks that belong in the indexes."""
        ...

    def current_chunks(self, chunk_ids: Sequence[str]) -> list[Chunk]:
        """Chunks by id."""
        ...

    def heads(self, version_ids: Sequence[str]) -> dict[str, Document]:
        """Documents without their text, by version id."""
        ...

    def meta(self, key: str) -> str | None:
        """A remembered value."""
        ...

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        ...


class ChunkIndex(Protocol):
    """All indexes behind one face: what one batch writes is complete or, after a crash, simply missing."""

    revision: str

    def ids(self) -> set[str]:
        """Ids present in every part of the index."""
        ...

    def stale_ids(self, wanted: set[str]) -> set[str]:
        """Ids present in some part of the index that are not wanted."""
        ...

    def upsert(self, chunks: Sequence[Chunk], titles: Sequence[str]) -> None:
        """Write chunks with their document titles into every part."""
        ...

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks from every part."""
        ...

    def beside(self) -> Self:
        """An empty index of the same make, to be filled while this one answers."""
        ...

    def take_over(self, fresh: Self) -> None:
        """Put an index built beside in the place of this one."""
        ...


@dataclass(frozen=True)
class SyncResult:
    """How many chunks were written and removed."""

    written: int
    removed: int


def sync(
    store: IndexedStore, index: ChunkIndex, progress: Progress | None = None, *, force: bool = False
) -> SyncResult:
    """Write what is missing, remove what is stale. Idempotent; a killed run is continued by the next one."""
    if not force and store.meta("index_dirty") == "0":
        return SyncResult(0, 0)
    result = _brought_in_line(store, index, progress)
    store.set_meta("index_dirty", "0")
    return result


def _brought_in_line(store: IndexedStore, index: ChunkIndex, progress: Progress | None) -> SyncResult:
    wanted = store.current_chunk_ids()
    stale = sorted(index.stale_ids(wanted))
    if stale:
        index.delete(stale)
    missing = sorted(wanted - index.ids())
    return SyncResult(write(store, index, missing, progress), len(stale))


def write(store: IndexedStore, index: ChunkIndex, chunk_ids: Sequence[str], progress: Progress | None = None) -> int:
    """Write chunks in place of what the index has of them; returns how many."""
    for done, chunks in _batches(store, chunk_ids):
        heads = store.heads([c.version_id for c in chunks])
        index.upsert(chunks, [heads[c.version_id].title for c in chunks])
        _report(progress, done, len(chunk_ids))
    return len(chunk_ids)


def rebuild(store: IndexedStore, index: ChunkIndex, progress: Progress | None = None) -> SyncResult:
    """Make the indexes again from the store beside the present ones, which answer until the new ones are complete."""
    store.set_meta("index_dirty", "1")
    fresh = index.beside()
    result = _brought_in_line(store, fresh, progress)
    index.take_over(fresh)
    store.set_meta("index_dirty", "0")
    return result


def inconsistencies(store: IndexedStore, index: ChunkIndex) -> list[str]:
    """What differs between store and indexes, as Chinese lines; empty when they agree."""
    wanted = store.current_chunk_ids()
    missing = len(wanted - index.ids())
    stale = len(index.stale_ids(wanted))
    lines: list[tuple[int, Callable[[int], str]]] = [
        (missing, lambda n: f"索引缺少 {n} 个片段（共 {len(wanted)} 个）"),
        (stale, lambda n: f"索引里有 {n} 个片段已不在资料库中"),
    ]
    return [line(count) for count, line in lines if count]


def _batches(store: IndexedStore, ids: Sequence[str]) -> Iterator[tuple[int, list[Chunk]]]:
    for start in range(0, len(ids), BATCH):
        yield min(start + BATCH, len(ids)), store.current_chunks(ids[start : start + BATCH])


def _report(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress("建立索引", done, total)
