"""Keyword index on disk (tantivy, BM25) over terms that were split beforehand.

Three fields: the words of the chunk, the words of its heading line (document title and path), and the character pairs
of both. The workspace is part of every query.
"""

import json
import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..domain.document import Chunk
from ..domain.errors import StoreBusyError
from ..ports import Segmenter
from ..retrieval.fields import heading
from ..retrieval.terms import pairs
from .folder_swap import beside, take_place
from .index_stamp import IndexStamp

_HEAP = 64_000_000
_STAMP = "stamp.json"
_WEIGHTS = {"words": 1.0, "heading": 0.5, "pairs": 1.0}


class TantivyIndex:
    """Fulfils ``KeywordIndex``."""

    def __init__(self, folder: Path, segmenter: Segmenter, stamp: IndexStamp) -> None:
        """Open or create the index in ``folder``; a mismatch is reported by :meth:`check` and by every query."""
        self._folder = folder
        self._segmenter = segmenter
        self._stamp = stamp
        self._lock = threading.Lock()
        self._schema = _schema()
        self._index: Any = None
        self._seen = 0
        self._inode = 0

    def check(self) -> None:
        """Raise IndexMismatchError when the index was built with another tokeniser, chunker or model."""
        if (self._folder / "meta.json").is_file():
            self._stamp.check(_read_stamp(self._folder), str(self._folder))

    def upsert(self, chunks: Sequence[Chunk], titles: Sequence[str]) -> None:
        """Add or replace chunks with their document titles. Raises StoreBusyError when another process writes."""
        with self._lock:
            writer = self._writer()
            for chunk, title in zip(chunks, titles, strict=True):
                writer.delete_documents_by_term("id", chunk.id)
                writer.add_document(self._document(chunk, title))
            writer.commit()
            writer.wait_merging_threads()

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks; unknown ids are ignored."""
        if not chunk_ids or not (self._folder / "meta.json").is_file():
            return
        with self._lock:
            writer = self._writer()
            for chunk_id in chunk_ids:
                writer.delete_documents_by_term("id", chunk_id)
            writer.commit()
            writer.wait_merging_threads()

    def query(self, text: str, workspaces: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Chunk ids with BM25 over all fields, best first; raises IndexMismatchError."""
        query = self._query(text, workspaces)
        searcher = self._opened().searcher()
        if query is None:
            return []
        hits = searcher.search(query, limit=limit, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def rarities(self, text: str) -> tuple[dict[str, float], dict[str, float]]:
        """Inverse document frequency of the words and of the character pairs of ``text``."""
        searcher = self._opened().searcher()
        total = searcher.num_docs
        words = {term: _idf(searcher.doc_freq("words", term), total) for term in self._segmenter.terms(text)}
        return words, {pair: _idf(searcher.doc_freq("pairs", pair), total) for pair in pairs(text)}

    def ids(self) -> set[str]:
        """All chunk ids in the index."""
        import tantivy

        searcher = self._opened().searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs), count=False)
        return {searcher.doc(address)["id"][0] for _, address in found.hits}

    def beside(self) -> "TantivyIndex":
        """An empty index to be filled while this one answers."""
        return TantivyIndex(beside(self._folder), self._segmenter, self._stamp)

    def take_over(self, fresh: "TantivyIndex") -> None:
        """Put an index built beside in the place of this one; other processes see that the folder is another."""
        with self._lock:
            fresh._index = fresh._index or fresh._open()  # an empty one, too, stands on disk
            take_place(fresh._folder, self._folder)
            self._index = None

    def _query(self, text: str, workspaces: Sequence[str]) -> Any:
        from tantivy import Occur, Query

        terms = dict.fromkeys(self._segmenter.terms(text))
        wanted = {"words": terms, "heading": terms, "pairs": dict.fromkeys(pairs(text))}
        should = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, term, "freq"), _WEIGHTS[field]))
            for field, field_terms in wanted.items()
            for term in field_terms
        ]
        if not should or not workspaces:
            return None
        allowed = Query.const_score_query(Query.term_set_query(self._schema, "workspace", list(workspaces)), 0.0)
        return Query.boolean_query([(Occur.Must, allowed), (Occur.Must, Query.boolean_query(should))])

    def _opened(self) -> Any:
        """The index, reloaded when some process has committed since."""
        with self._lock:
            index = self._present()
            try:
                stamp = (self._folder / "meta.json").stat().st_mtime_ns
            except FileNotFoundError:  # another process is rebuilding
                return index
            if stamp != self._seen:
                index.reload()
                self._seen = stamp
            return index

    def _present(self) -> Any:
        """The index that stands in the folder now; opened anew where another one took its place."""
        if self._index is None or (self._folder.exists() and self._folder.stat().st_ino != self._inode):
            self._index = self._open()
        return self._index

    def _open(self) -> Any:
        import tantivy

        self.check()
        if not (self._folder / "meta.json").is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _STAMP).write_text(json.dumps(self._stamp.values()), encoding="utf-8")
        self._inode = self._folder.stat().st_ino
        return tantivy.Index(self._schema, path=str(self._folder), reuse=True)

    def _writer(self) -> Any:
        index = self._present()
        try:
            return index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:
            raise StoreBusyError("关键词索引正被另一个进程写入", str(self._folder), "等它完成后重试") from error

    def _document(self, chunk: Chunk, title: str) -> Any:
        import tantivy

        head = heading(title, chunk.path)
        return tantivy.Document(
            id=[chunk.id],
            workspace=[chunk.workspace],
            words=[" ".join(self._segmenter.terms(chunk.text))],
            heading=[" ".join(self._segmenter.terms(head))],
            pairs=[" ".join(pairs(f"{head}\n{chunk.text}"))],
        )


def _idf(count: int, total: int) -> float:
    return math.log(1 + (total - min(count, total) + 0.5) / (min(count, total) + 0.5))


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("workspace", tokenizer_name="raw", index_option="basic")
    for name in ("words", "heading", "pairs"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _read_stamp(folder: Path) -> dict[str, object]:
    try:
        return json.loads((folder / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
