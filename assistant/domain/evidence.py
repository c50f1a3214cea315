"""Retrieved passages and verified citations."""

from typing import Literal

from .document import Chunk, DocumentKind, Role
from .value import Value

FoundBy = Literal["lookup", "keyword", "dense", "rerank", "context"]
UnverifiedReason = Literal["text_not_found", "unknown_chunk", "not_supported"]


class Passage(Value):
    """A chunk with what is needed to show and cite it, its score after the last stage and the stages that found it."""

    chunk: Chunk
    document: str
    """Title of the document."""
    role: Role
    kind: DocumentKind = "other"
    edition: str | None = None
    superseded: bool = False
    score: float
    found_by: tuple[FoundBy, ...] = ()
    features: tuple[tuple[str, float], ...] = ()
    """Named ranking features, for calibration and the debug view."""


class Quote(Value):
    """Words somebody says stand in a chunk; not a citation until located."""

    chunk_id: str
    text: str


class Citation(Value):
    """A quote that was located word for word: ``Document.text[start:end] == quote``."""

    document_id: str
    version_id: str
    document: str
    edition: str | None = None
    clause: str | None = None
    locator: str = ""
    page: int | None = None
    quote: str
    start: int
    end: int
    chunk_id: str


class UnverifiedQuote(Value):
    """A quote that could not be located or does not support its claim: kept, marked, counted."""

    quote: str
    reason: UnverifiedReason
