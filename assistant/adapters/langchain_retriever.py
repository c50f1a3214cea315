"""Our retriever as a LangChain ``BaseRetriever``, so that chains built elsewhere can use it."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ..domain.evidence import Passage
from ..retrieval.retriever import Retriever


class GuanbiaoRetriever(BaseRetriever):
    """``GuanbiaoRetriever(retriever=…, workspaces=("library", "client-a")).invoke("管理评审由谁主持？")``."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    workspaces: tuple[str, ...]
    """Where it may look; nothing outside is ever returned."""
    limit: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [as_document(passage) for passage in self.retriever.search(query, self.workspaces, self.limit)]


def as_document(passage: Passage) -> Document:
    """A LangChain document: the words of the chunk, and where they stand in the metadata."""
    chunk = passage.chunk
    metadata: dict[str, Any] = {
        "document_id": chunk.document_id,
        "version_id": chunk.version_id,
        "workspace": chunk.workspace,
        "document": passage.document,
        "edition": passage.edition,
        "role": passage.role,
        "clause": chunk.clause,
        "locator": chunk.locator,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "score": passage.score,
        "found_by": list(passage.found_by),
        "superseded": passage.superseded,
    }
    return Document(id=chunk.id, page_content=chunk.text, metadata=metadata)
