"""The public retrieval sets as chunks and questions, an in-memory reader over them, and their indexes in a cache."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.index_stamp import IndexStamp
from assistant.adapters.jieba_segmenter import JiebaSegmenter
from assistant.adapters.onnx_embedder import OnnxEmbedder
from assistant.adapters.search_index import SearchIndex
from assistant.adapters.tantivy_index import TantivyIndex
from assistant.adapters.token_store import TokenStore
from assistant.domain.document import Chunk, Document
from assistant.domain.errors import IndexMismatchError
from assistant.ports import ClauseEntry
from assistant.retrieval import fields
from assistant.retrieval.late import TokenCodec

WORKSPACE = "bench"
_BATCH = 512


class BenchQuestion(NamedTuple):
    """A question with the ids that answer it; ``equivalent`` ids say the same and are left out of the ranking."""

    id: str
    text: str
    relevant: frozenset[str]
    equivalent: frozenset[str]
    kind: str


class BenchSet(NamedTuple):
    """A corpus with its questions."""

    name: str
    chunks: list[Chunk]
    heads: dict[str, Document]
    questions: list[BenchQuestion]


class MemoryReader:
    """``ChunkReader`` over a bench set."""

    def __init__(self, bench: BenchSet) -> None:
        self._heads = bench.heads
        self._chunks = {chunk.id: chunk for chunk in bench.chunks}
        self._clauses: dict[str, list[Chunk]] = {}
        for chunk in bench.chunks:
            if chunk.clause:
                self._clauses.setdefault(chunk.clause, []).append(chunk)

    def chunks(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> list[Chunk]:
        """By id."""
        return [self._chunks[key] for key in chunk_ids if key in self._chunks and WORKSPACE in workspaces]

    def by_clause(self, number: str, workspaces: Sequence[str]) -> list[Chunk]:
        """By clause."""
        return self._clauses.get(number, []) if WORKSPACE in workspaces else []

    def neighbours(self, chunk_id: str, before: int, after: int, workspaces: Sequence[str]) -> list[Chunk]:
        """Itself."""
        return self.chunks([chunk_id], workspaces)

    def clauses(self, workspaces: Sequence[str]) -> list[ClauseEntry]:
        """None: the sets have no decimal clauses."""
        return []

    def heads(self, version_ids: Sequence[str]) -> dict[str, Document]:
        """Documents."""
        return {key: self._heads[key] for key in version_ids if key in self._heads}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a gzip JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def load_set(name: str, bench: Path) -> BenchSet:
    """``stard``, ``legal_dc``, ``cmrc`` or ``lawbench`` (the stard corpus with clause questions)."""
    return _LOADERS[name](bench)


def _chunk(key: str, document: str, path: Sequence[str], text: str, clause: str | None, ordinal: int) -> Chunk:
    return Chunk(
        id=key, document_id=document, version_id=document, workspace=WORKSPACE, ordinal=ordinal, text=text, start=0,
        end=len(text), path=tuple(part for part in path if part), clause=clause or None,
    )  # fmt: skip


def _head(key: str, title: str) -> Document:
    return Document(
        id=key, version_id=key, workspace=WORKSPACE, file=title, title=title, role="norm", kind="standard",
        sha256="", text="",
    )  # fmt: skip


def _question(row: dict[str, Any]) -> BenchQuestion:
    relevant, equivalent = frozenset(row["relevant"]), frozenset(row.get("equivalent") or ())
    return BenchQuestion(row["qid"], row["question"], relevant, equivalent, row.get("type") or "")


def _statutes(bench: Path) -> tuple[list[Chunk], dict[str, Document]]:
    articles = list(rows(bench / "stard/corpus/articles.jsonl.gz"))
    chunks = [
        _chunk(row["id"], row["doc_id"], [*row["path"], row["no"]], row["text"], row["no"], at)
        for at, row in enumerate(articles)
    ]
    return chunks, {row["doc_id"]: _head(row["doc_id"], row["law"]) for row in articles}


def _stard(bench: Path) -> BenchSet:
    chunks, heads = _statutes(bench)
    return BenchSet("stard", chunks, heads, [_question(row) for row in rows(bench / "stard/dev/queries.jsonl.gz")])


def _lawbench(bench: Path) -> BenchSet:
    """Only questions whose article is in the corpus with the same text."""
    chunks, heads = _statutes(bench)
    lines = rows(bench / "lawbench/dev/1-1_article_recitation.jsonl.gz")
    questions = [
        BenchQuestion(row["qid"], row["question"], frozenset([row["stard_id"]]), frozenset(), "")
        for row in lines
        if row.get("stard_id")
    ]
    return BenchSet("stard", chunks, heads, questions)


def _legal_dc(bench: Path) -> BenchSet:
    units = list(rows(bench / "legal_dc/corpus/units.jsonl.gz"))
    chunks = [
        _chunk(row["id"], row["doc_id"], [*row["path"], row["clause"]], row["text"], row["clause"], at)
        for at, row in enumerate(units)
    ]
    heads = {row["doc_id"]: _head(row["doc_id"], row["title"]) for row in units}
    questions = [_question(row) for row in rows(bench / "legal_dc/dev/queries.jsonl.gz")]
    return BenchSet("legal_dc", chunks, heads, questions)


def _cmrc(bench: Path) -> BenchSet:
    passages = list(rows(bench / "cmrc2018_retrieval/corpus/passages.jsonl.gz"))
    chunks = [_chunk(row["id"], row["id"], [], row["text"], None, at) for at, row in enumerate(passages)]
    heads = {row["id"]: _head(row["id"], row["title"]) for row in passages}
    questions = [_question(row) for row in rows(bench / "cmrc2018_retrieval/dev/queries.jsonl.gz")]
    return BenchSet("cmrc", chunks, heads, questions)


_LOADERS: dict[str, Callable[[Path], BenchSet]] = {
    "stard": _stard,
    "legal_dc": _legal_dc,
    "cmrc": _cmrc,
    "lawbench": _lawbench,
}


def open_index(
    folder: Path, embedder: OnnxEmbedder, segmenter: JiebaSegmenter, codec: TokenCodec, chunker: str = "bench"
) -> SearchIndex:
    """The product's own index in ``folder``; one built with other versions is emptied."""
    stamp = IndexStamp(embedder.name, embedder.dimension, segmenter.revision, chunker, fields.REVISION)
    token_stamp = stamp._replace(embedding=f"{embedder.name}+codec{codec.revision}")
    index = SearchIndex(
        keyword=TantivyIndex(folder / "keywords", segmenter, stamp),
        vectors=ChromaIndex(folder / "vectors", stamp),
        tokens=TokenStore(folder / "tokens.db", codec.code_bytes, token_stamp),
        embedder=embedder,
        codec=codec,
        segmenter=segmenter,
        revision="eval",
    )
    try:
        index.check()
    except IndexMismatchError:
        index.take_over(index.beside())
    return index


def fill(index: SearchIndex, bench: BenchSet, report: Callable[[int, int], None]) -> None:
    """Add what is missing; a broken-off run is continued."""
    present = index.ids()
    missing = [chunk for chunk in bench.chunks if chunk.id not in present]
    for start in range(0, len(missing), _BATCH):
        part = missing[start : start + _BATCH]
        index.upsert(part, [bench.heads[chunk.version_id].title for chunk in part])
        report(start + len(part), len(missing))
