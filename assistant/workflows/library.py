"""Keep the built-in library of a data folder in step with the corpus."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..domain.document import Chunk, Document
from ..ports import Clock, Progress
from .indexing import ChunkIndex, SyncResult, sync
from .ingest import IngestStore


class LibraryStore(IngestStore, Protocol):
    """What the library needs of the store."""

    def documents(self, workspaces: Sequence[str]) -> list[tuple[Document, str]]:
        """Heads of current documents."""
        ...

    def delete(self, document_id: str, workspace: str) -> int:
        """Remove a document."""
        ...


REVISION_KEY = "library_revision"


def is_current(store: LibraryStore, revision: str) -> bool:
    """Whether the library was built from this corpus and reached the indexes."""
    return store.meta(REVISION_KEY) == revision and store.meta("index_dirty") == "0"


def build(
    store: LibraryStore,
    index: ChunkIndex,
    documents: Iterable[tuple[Document, tuple[Chunk, ...]]],
    revision: str,
    workspace: str,
    clock: Clock,
    progress: Progress | None = None,
) -> SyncResult:
    """Add what is new or changed, remove what left the corpus, index the difference."""
    kept: set[str] = set()
    for number, (document, chunks) in enumerate(documents, start=1):
        kept.add(document.id)
        if store.current_version(document.id) != (document.version_id, document.sha256):
            store.add(document, chunks, clock.now())
        if progress:
            progress("整理内置资料", number, 0)
    for head, _ in store.documents([workspace]):
        if head.id not in kept:
            store.delete(head.id, workspace)
    result = sync(store, index, progress)
    store.set_meta(REVISION_KEY, revision)
    return result
