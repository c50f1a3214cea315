"""Opens the parts of search that belong together: model, segmenter, codec, indexes."""

from collections.abc import Iterable
from pathlib import Path

from ..domain.glossary import Glossary
from ..ingestion.chunking import REVISION as CHUNKER_REVISION
from ..ports import ChunkReader, Reranker
from ..retrieval.deps import RetrieverDeps
from ..retrieval.fields import REVISION as FIELDS_REVISION
from ..retrieval.retriever import Retriever
from .chroma_index import ChromaIndex
from .index_stamp import IndexStamp
from .jieba_segmenter import JiebaSegmenter
from .onnx_embedder import OnnxEmbedder, prepare
from .ranker_file import read_codec, read_passage_mean, read_question_mean, read_spoken_words, read_trees
from .search_index import SearchIndex
from .tantivy_index import TantivyIndex
from .token_store import TokenStore


def open_index(home: Path, models_dir: Path, corpus_dir: Path, words: Iterable[str]) -> SearchIndex:
    """The indexes of a data folder; converts the built-in model on first use (about half a minute)."""
    prepare(models_dir)
    embedder = OnnxEmbedder(models_dir)
    codec = read_codec(corpus_dir / "ranker")
    segmenter = JiebaSegmenter(words)
    embedding = f"{embedder.name}+{codec.revision}"
    stamp = IndexStamp(embedding, embedder.dimension, segmenter.revision, CHUNKER_REVISION, FIELDS_REVISION)
    folder = home / "index"
    return SearchIndex(
        keyword=TantivyIndex(folder / "keyword", segmenter, stamp),
        vectors=ChromaIndex(folder / "vectors", stamp),
        tokens=TokenStore(folder / "tokens.db", codec.code_bytes, stamp),
        embedder=embedder,
        codec=codec,
        segmenter=segmenter,
        revision="/".join(stamp.values().values()),
    )


def open_retriever(
    index: SearchIndex, reader: ChunkReader, glossary: Glossary, corpus_dir: Path, reranker: Reranker | None = None
) -> Retriever:
    """Retrieval over the indexes, every stage on."""
    deps = RetrieverDeps(
        reader=reader,
        vectors=index.vectors,
        keywords=index.keyword,
        embedder=index.embedder,
        segmenter=index.segmenter,
        glossary=glossary,
        spoken=read_spoken_words(corpus_dir / "ranker"),
        tokens=index.tokens,
        token_embedder=index.embedder,
        codec=index.codec,
        question_mean=read_question_mean(corpus_dir / "ranker"),
        passage_mean=read_passage_mean(corpus_dir / "ranker"),
        trees=read_trees(corpus_dir / "ranker") if (corpus_dir / "ranker" / "trees.npz").is_file() else None,
        reranker=reranker,
    )
    return Retriever(deps)
