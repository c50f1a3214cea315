"""How near single sentences come to a text, by the token vectors that the index keeps of their chunks."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..answering.nearness import Near
from ..answering.units import Unit
from ..domain.evidence import Passage
from ..ports import Vectors
from ..retrieval.fields import passage_text
from ..retrieval.late import Codes, TokenCodec
from .onnx_embedder import OnnxEmbedder
from .token_store import TokenStore

_KEPT = 4096
"""Chunks whose token places are kept, about a kilobyte each."""
Places = NDArray[np.int32]


class SentenceNearness:
    """Fulfils ``answering.nearness.Nearness``."""

    def __init__(self, tokens: TokenStore, embedder: OnnxEmbedder, codec: TokenCodec) -> None:
        self._tokens, self._embedder, self._codec = tokens, embedder, codec
        self._places = lru_cache(maxsize=_KEPT)(self._places_of)

    def __call__(self, texts: Sequence[str], units: Sequence[Unit]) -> list[list[Near | None]]:
        """The nearness of each sentence to each of ``texts``."""
        tokens = [self._embedder.query_tokens(text) for text in texts]
        ends = np.cumsum([len(rows) for rows in tokens]).tolist()
        passages = {unit.passage.chunk.id: unit.passage for unit in units}
        known = self._known(passages, self._codec.project(np.concatenate(tokens)))
        found = [_partners(unit, known.get(unit.passage.chunk.id)) for unit in units]
        return [[_mean(pair, start, end) for pair in found] for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    def _known(self, passages: Mapping[str, Passage], asked: Vectors) -> dict[str, "_Known"]:
        """The similarities of all tokens of the passages to ``asked``, by chunk."""
        codes = self._tokens.get(list(passages))
        if not codes:
            return {}
        similarity = self._codec.decode(np.concatenate(list(codes.values()))) @ asked.T
        parts = np.split(similarity, np.cumsum([len(rows) for rows in codes.values()])[:-1])
        return {
            key: _Known(part, *self._read(passages[key], rows))
            for part, (key, rows) in zip(parts, codes.items(), strict=True)
        }

    def _read(self, passage: Passage, codes: Codes) -> tuple[Places, int]:
        text = passage_text(passage.document, passage.chunk.path, passage.chunk.text)
        return self._places(text, len(codes)), len(text) - len(passage.chunk.text)

    def _places_of(self, text: str, count: int) -> Places:
        places = np.array(self._embedder.token_starts(text), np.int32)
        return places if len(places) == count else np.zeros(0, np.int32)


class _Known:
    """Similarities (tokens, words of the text) of a chunk, where its tokens begin, and where its own text does."""

    def __init__(self, similarity: Vectors, places: Places, offset: int) -> None:
        self._similarity, self._places, self.offset = similarity, places, offset

    def best(self, start: int, end: int) -> Vectors | None:
        """For each word of the text its best partner among the tokens of ``start``–``end`` of the chunk."""
        first, last = np.searchsorted(self._places, (start + self.offset, end + self.offset))
        return self._similarity[first:last].max(axis=0) if last > first else None


def _partners(unit: Unit, known: _Known | None) -> tuple[Vectors, Vectors] | None:
    """Best partners in the sentence alone, and in it and the titles over it."""
    own = known.best(unit.start, unit.end) if known else None
    if known is None or own is None:
        return None
    over = [own, known.best(-known.offset, 0)]
    for title in unit.headings:
        at = unit.line.chunk.text.rfind(title, 0, unit.start)
        over.append(known.best(at, at + len(title)) if at >= 0 else None)
    return own, np.maximum.reduce([row for row in over if row is not None])


def _mean(pair: tuple[Vectors, Vectors] | None, start: int, end: int) -> Near | None:
    return pair and Near(float(pair[0][start:end].mean()), float(pair[1][start:end].mean()))
