"""What the stages ask of the outside world. Small protocols; the adapters fulfil them, tests bring fakes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .domain.document import Chunk, Document, LoadedFile

Vectors = NDArray[np.float32]
Progress = Callable[[str, int, int], None]
"""``progress(stage, done, total)``; stage in Chinese."""


class Loader(Protocol):
    """Reads one file into blocks."""

    def load(self, path: Path, progress: Progress | None = None) -> LoadedFile:
        """Read ``path``; raises InputError or LimitError with a clear Chinese line."""
        ...


class Segmenter(Protocol):
    """Cuts Chinese text into index terms."""

    revision: str

    def terms(self, text: str) -> list[str]:
        """Index terms of ``text`` in order; clause and standard numbers stay whole."""
        ...


class Embedder(Protocol):
    """Texts to unit vectors."""

    name: str
    dimension: int

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, L2-normalised, shape (n, dimension)."""
        ...

    def query(self, text: str) -> Vectors:
        """Shape (dimension,)."""
        ...


class TokenEmbedder(Protocol):
    """Token vectors for late interaction."""

    def passage_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text an array (tokens, dimension), rows L2-normalised."""
        ...

    def query_tokens(self, text: str) -> Vectors:
        """Array (tokens, dimension), prefix and special tokens left out."""
        ...


class VectorIndex(Protocol):
    """Disposable nearest-neighbour index, filtered by workspace inside the query."""

    def upsert(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Add or replace chunks."""
        ...

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks; unknown ids are ignored."""
        ...

    def query(self, vector: Vectors, workspaces: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Chunk ids with cosine similarity, best first."""
        ...

    def ids(self) -> set[str]:
        """All chunk ids in the index."""
        ...


class KeywordIndex(Protocol):
    """Disposable BM25 index over pre-split terms, filtered by workspace inside the query."""

    def upsert(self, chunks: Sequence[Chunk], titles: Sequence[str]) -> None:
        """Add or replace chunks with their document titles."""
        ...

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks; unknown ids are ignored."""
        ...

    def query(self, terms: Sequence[str], workspaces: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Chunk ids with BM25 score, best first."""
        ...

    def ids(self) -> set[str]:
        """All chunk ids in the index."""
        ...


class Reranker(Protocol):
    """A cross-encoder, where one is configured."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Relevance of each text to the question, higher is better."""
        ...


class ChatModel(Protocol):
    """A language model that streams text."""

    name: str

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Pieces of the reply; raises ModelError on time-out, refusal of service or broken replies."""
        ...


class DocumentStore(Protocol):
    """The truth: documents, versions, chunks, by workspace."""

    def add(self, document: Document, chunks: Sequence[Chunk]) -> None:
        """Store a version and its chunks in one transaction; an earlier version becomes superseded."""
        ...

    def document(self, version_id: str) -> Document | None:
        """One stored version, whichever is current."""
        ...

    def chunks(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> list[Chunk]:
        """Chunks by id in the order asked, restricted to the workspaces; unknown ones are left out."""
        ...


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> datetime:
        """Now, with time zone."""
        ...
