"""What the stages ask of the outside world. Small protocols; the adapters fulfil them, tests bring fakes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .domain.document import Chunk, Document, LoadedFile
from .domain.finding import Finding, FindingNote, GapRun, GapSubject, KnownFinding
from .domain.register import RegisterRow

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

    def rows(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> dict[str, Vectors]:
        """Unit vectors of chunks that are known by id; unknown ones are left out."""
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

    def query(self, text: str, workspaces: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Chunk ids with BM25 score for a question, best first."""
        ...

    def rarities(self, text: str) -> tuple[dict[str, float], dict[str, float]]:
        """Inverse document frequency of the words and of the character pairs of a question."""
        ...

    def ids(self) -> set[str]:
        """All chunk ids in the index."""
        ...


class TokenIndex(Protocol):
    """Disposable store of the token vectors of chunks, packed."""

    def get(self, chunk_ids: Sequence[str]) -> Mapping[str, NDArray[np.uint8]]:
        """Packed token vectors (tokens, bytes) of those chunks that have them."""
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


class ClauseEntry(NamedTuple):
    """A numbered clause of a current document version, for exact look-up and for naming the nearest real one."""

    version_id: str
    document: str
    edition: str | None
    number: str
    title: str
    superseded: bool = False


class ChunkReader(Protocol):
    """Reading side of the store. Every call is restricted to the workspaces given."""

    def chunks(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> list[Chunk]:
        """Chunks by id in the order asked; unknown ones and those of other workspaces are left out."""
        ...

    def by_clause(self, number: str, workspaces: Sequence[str]) -> list[Chunk]:
        """Chunks whose clause is exactly ``number`` (folded), current versions first."""
        ...

    def neighbours(self, chunk_id: str, before: int, after: int, workspaces: Sequence[str]) -> list[Chunk]:
        """The chunks around one chunk in its document, itself included, in reading order."""
        ...

    def clauses(self, workspaces: Sequence[str]) -> list[ClauseEntry]:
        """All numbered clauses of current versions."""
        ...

    def heads(self, version_ids: Sequence[str]) -> dict[str, Document]:
        """Documents without their text (``text`` empty, no spans), by version id."""
        ...


class GapMemory(Protocol):
    """What is remembered of the gap runs of a subject."""

    def known(self, subject: GapSubject) -> list[KnownFinding]:
        """Every finding any run has shown."""
        ...

    def latest(self, subject: GapSubject, window: tuple[date, date]) -> GapRun | None:
        """The latest run over the same period."""
        ...

    def keep(self, subject: GapSubject, run: GapRun, report: str, findings: Iterable[KnownFinding]) -> None:
        """Keep a run, all or nothing."""
        ...

    def runs(self, subject: GapSubject) -> list[GapRun]:
        """Kept runs, the latest first."""
        ...

    def subjects(self, workspace: str) -> list[GapSubject]:
        """The subjects of a workspace, the latest first."""
        ...

    def report(self, subject: GapSubject, run: str) -> str | None:
        """The JSON of a kept report."""
        ...

    def finding(self, subject: GapSubject, identity: str) -> Finding | None:
        """A known finding."""
        ...

    def notes(self, subject: GapSubject) -> list[FindingNote]:
        """All notes, the oldest first."""
        ...

    def add_note(self, subject: GapSubject, note: FindingNote) -> None:
        """Append a note."""
        ...


class FactMemory(Protocol):
    """The facts of each subject: as last extracted, and what people said about them."""

    def facts(self, subject: GapSubject) -> list[RegisterRow]:
        """The facts of the last run."""
        ...

    def keep_facts(self, subject: GapSubject, rows: Sequence[RegisterRow]) -> None:
        """Replace them."""
        ...

    def said(self, subject: GapSubject) -> list[RegisterRow]:
        """Everything said about facts, the oldest first."""
        ...

    def say(self, subject: GapSubject, rows: Iterable[RegisterRow]) -> None:
        """Add what a person says."""
        ...


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> datetime:
        """Now, with time zone."""
        ...
