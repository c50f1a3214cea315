"""What retrieval works with: the ports it asks, and a candidate on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..domain.document import Chunk, Document
from ..domain.glossary import Glossary
from ..ports import (
    ChunkReader,
    Embedder,
    KeywordIndex,
    Reranker,
    Segmenter,
    TokenEmbedder,
    TokenIndex,
    VectorIndex,
    Vectors,
)
from .expansion import SpokenWords
from .fusion import Fused, Leg
from .late import TokenCodec
from .trees import Trees


@dataclass(frozen=True)
class RetrieverDeps:
    """The outside of retrieval. ``tokens``, ``token_embedder`` and ``codec`` belong together: late interaction."""

    reader: ChunkReader
    vectors: VectorIndex
    keywords: KeywordIndex
    embedder: Embedder
    segmenter: Segmenter
    glossary: Glossary | None = None
    spoken: SpokenWords | None = None
    tokens: TokenIndex | None = None
    token_embedder: TokenEmbedder | None = None
    codec: TokenCodec | None = None
    question_mean: Vectors | None = None
    """Average question vector of the embedding model, see ``question_vector``."""
    passage_mean: Vectors | None = None
    """Average vector of the built-in library's passages, see ``beside``."""
    trees: Trees | None = None
    reranker: Reranker | None = None


class Candidate(NamedTuple):
    """A fused chunk with its document."""

    chunk: Chunk
    head: Document
    fused: Fused
    certain: bool


class Gathered(NamedTuple):
    """What ranking starts from, in one workspace: the question with its field words explained, legs, candidates."""

    question: str
    workspace: str
    legs: Sequence[Leg]
    candidates: Sequence[Candidate]
    meant: Sequence[tuple[str, float]] = ()
    """What the question may mean in the words of documents, with the chance (0–1) that it does."""
    beside: Vectors | None = None
    """What passages of another library that answer the question have in common, see ``beside``."""
