"""All indexes behind one face: a chunk is in the index when every part has it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..domain.document import Chunk
from ..retrieval.fields import passage_text
from ..retrieval.late import TokenCodec
from .chroma_index import ChromaIndex
from .jieba_segmenter import JiebaSegmenter
from .onnx_embedder import OnnxEmbedder
from .tantivy_index import TantivyIndex
from .token_store import TokenStore


@dataclass
class SearchIndex:
    """Keyword index, vectors and token vectors, written together from one pass of the embedding model."""

    keyword: TantivyIndex
    vectors: ChromaIndex
    tokens: TokenStore
    embedder: OnnxEmbedder
    codec: TokenCodec
    segmenter: JiebaSegmenter
    revision: str

    def ids(self) -> set[str]:
        """Ids present in every part."""
        return self.keyword.ids() & self.vectors.ids() & self.tokens.ids()

    def stale_ids(self, wanted: set[str]) -> set[str]:
        """Ids present in some part that are not wanted."""
        return (self.keyword.ids() | self.vectors.ids() | self.tokens.ids()) - wanted

    def upsert(self, chunks: Sequence[Chunk], titles: Sequence[str]) -> None:
        """Embed and write; the keyword index comes last because its commit is the dearest."""
        texts = [passage_text(title, c.path, c.text) for c, title in zip(chunks, titles, strict=True)]
        encoded = self.embedder.encode_passages(texts)
        self.tokens.put([c.id for c in chunks], [self.codec.encode(rows) for rows in encoded.tokens])
        self.vectors.upsert(chunks, encoded.pooled)
        self.keyword.upsert(chunks, titles)

    def delete(self, chunk_ids: Sequence[str]) -> None:
        """Remove from every part; unknown ids are ignored."""
        for part in (self.keyword, self.vectors, self.tokens):
            part.delete(chunk_ids)

    def beside(self) -> "SearchIndex":
        """An empty index of the same make, to be filled while this one answers."""
        fresh = (self.keyword.beside(), self.vectors.beside(), self.tokens.beside())
        return replace(self, keyword=fresh[0], vectors=fresh[1], tokens=fresh[2])

    def take_over(self, fresh: "SearchIndex") -> None:
        """Put an index built beside in the place of this one."""
        self.keyword.take_over(fresh.keyword)
        self.vectors.take_over(fresh.vectors)
        self.tokens.take_over(fresh.tokens)

    def check(self) -> None:
        """Raise IndexMismatchError when some part was built with something else."""
        for part in (self.keyword, self.vectors, self.tokens):
            part.check()
