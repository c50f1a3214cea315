"""Documents and questions in the workspaces of one person."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..adapters.page_picture import PagePicture
from ..domain.answer import Answer, Question, Scope
from ..domain.document import Chunk, Document, Role
from ..domain.evidence import Passage
from ..ports import Progress
from ..workflows.answer import Done, Event
from ..workflows.coverage import Expected
from ..workflows.ingest import IngestResult, Tell
from .parts import GuardedParts


class GuardedDocuments(GuardedParts):
    """Everything about stored documents and answers from them."""

    def documents(self, workspace: str) -> list[tuple[Document, str]]:
        """Documents of a workspace."""
        return self.inner.documents(self.seen(workspace, "read"))

    def ingest(
        self,
        paths: Sequence[Path],
        workspace: str,
        role: Role | None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> IngestResult:
        """Read files into a workspace."""
        self.need(workspace, "ingest")
        result = self.inner.ingest(paths, workspace, role, progress, tell)
        self.note("ingest", workspace, detail=f"{len(result.documents)} 份，失败 {result.failed} 份")
        return result

    def page_picture(self, document: Document, start: int, end: int, page: int | None) -> PagePicture | None:
        """The page a passage stands on; None also for a document this person may not open."""
        own = self.store.document(document.version_id, [document.workspace])
        return self.inner.page_picture(own, start, end, page) if own else None

    def preview(self, path: Path, workspace: str, role: Role | None) -> tuple[Document, tuple[Chunk, ...]]:
        """What a file this person brought would become."""
        self.need(workspace, "ingest")
        return self.inner.preview(path, workspace, role)

    def original(self, document: Document) -> Path | None:
        """The file of a document this person may read."""
        own = self.store.document(document.version_id, [document.workspace])
        return self.inner.original(own) if own and self.may(own.workspace, "read") else None

    def expected_documents(self, workspace: str) -> tuple[Expected, ...]:
        """What is expected in a workspace, and what of it is there."""
        self.need(workspace, "read")
        return self.inner.expected_documents(workspace)

    def reindex_document(self, document: Document) -> int:
        """Write one document into the indexes anew."""
        self.need(document.workspace, "correct")
        return self.inner.reindex_document(document)

    def correct(self, document: Document, workspace: str) -> None:
        """Keep corrected facts of a stored version."""
        self.need(workspace, "correct")
        self.inner.correct(document, workspace)
        self.note("corrected", workspace, document.version_id)

    def search(self, query: str, workspace: str, scope: Scope = "all", limit: int = 10) -> list[Passage]:
        """Ranked passages."""
        return self.inner.search(query, self.seen(workspace, "ask"), scope, limit)

    def ask(self, question: Question, limit: int = 10) -> Answer:
        """A verified answer."""
        answer = self.inner.ask(self._own(question), limit)
        self.note("answer", question.workspace, detail=answer.status)
        return answer

    def stream(self, question: Question, limit: int = 10) -> Iterator[Event]:
        """The same as it happens."""
        for event in self.inner.stream(self._own(question), limit):
            if isinstance(event, Done):
                self.note("answer", question.workspace, detail=event.answer.status)
            yield event

    def _own(self, question: Question) -> Question:
        return question.model_copy(update={"workspace": self.seen(question.workspace, "ask")})
