"""Preparing the library; taking documents in, showing, correcting and deleting them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..adapters.corpus_yaml import load_subjects
from ..adapters.document_reader import DocumentReader
from ..adapters.file_limits import MEGABYTE, Limits
from ..adapters.library import NAMED, library_documents
from ..adapters.page_picture import PagePicture, page_picture
from ..adapters.workspace_files import remove_uploads
from ..adapters.writer_lock import writing
from ..domain.document import Chunk, Document, Role
from ..domain.errors import GuanbiaoError, IndexMismatchError, InputError
from ..ingestion.corrections import told
from ..ingestion.ids import document_id
from ..ports import Progress
from ..rendering.source_view import pages_of
from ..settings import LIBRARY
from ..workflows import indexing, library
from ..workflows.coverage import Expected, coverage
from ..workflows.ingest import IngestDeps, IngestResult, Tell, ingest
from .parts import Parts


class DocumentWork(Parts):
    """Everything about stored documents."""

    def prepared(self) -> bool:
        """Whether model, library and indexes are ready."""
        return library.is_current(self.store, self._library_revision) and self._index_fits()

    def _index_fits(self) -> bool:
        try:
            self.index.check()
        except IndexMismatchError:
            return False
        return True

    def prepare(self, progress: Progress | None = None) -> None:
        """Convert the model once and bring library and indexes up to date; seconds when nothing changed."""
        if self.prepared():
            return
        with writing(self.settings.home):
            if not self._index_fits():
                indexing.rebuild(self.store, self.index, progress)
            documents = library_documents(self.settings.corpus_dir, LIBRARY)
            library.build(self.store, self.index, documents, self._library_revision, LIBRARY, self.clock, progress)

    def catch_up(self) -> None:
        """Complete a write that was cut short. Raises StoreBusyError while it is still going on."""
        with writing(self.settings.home):
            indexing.sync(self.store, self.index)

    def ingest(
        self,
        paths: Sequence[Path],
        workspace: str,
        role: Role | None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> IngestResult:
        """Read files and folders into a workspace; ``tell`` hears of each file as soon as its fate is known."""
        _own_workspace(workspace)
        limits = Limits(file_bytes=self.settings.max_file_mb * MEGABYTE)
        reader = DocumentReader(self.settings.workers, limits, progress)
        with writing(self.settings.home):
            deps = IngestDeps(self.store, self.index, reader, document_id, self.clock, self.sources.keep)
            return ingest(paths, workspace, role, deps, progress, tell)

    def documents(self, workspace: str) -> list[tuple[Document, str]]:
        """Documents of a workspace with the time they were ingested."""
        return self.store.documents([workspace])

    def page_picture(self, document: Document, start: int, end: int, page: int | None) -> PagePicture | None:
        """The page of the original on which a passage stands, marked; None where the file has no pages to show."""
        pages = pages_of(document, start, end, page)
        return page_picture(self.sources.path_of(document), pages, document.text[start:end])

    def preview(self, path: Path, workspace: str, role: Role | None) -> tuple[Document, tuple[Chunk, ...]]:
        """What a file would become, without keeping it. Raises what reading it raises."""
        reader = DocumentReader(1, Limits(file_bytes=self.settings.max_file_mb * MEGABYTE))
        _, outcome = next(iter(reader([(path, path.name)], workspace, role)))
        if isinstance(outcome, GuanbiaoError):
            raise outcome
        return outcome

    def original(self, document: Document) -> Path | None:
        """The file a stored version was read from; None where it is no longer there."""
        path = self.sources.path_of(document)
        return path if path.is_file() else None

    def expected_documents(self, workspace: str) -> tuple[Expected, ...]:
        """What the standard and good practice expect, and what the workspace has by that name."""
        current = next(framework for framework in self.frameworks if framework.id == NAMED)
        subjects = load_subjects(self.settings.corpus_dir / "domain", self.frameworks)
        procedures = next(subject for subject in subjects if subject.id == "procedures")
        return coverage(current, procedures, (head for head, _ in self.documents(workspace)))

    def paper_picture(self, file: Path, quote: str) -> PagePicture | None:
        """The page of a file on which words stand; None where the file has no pages to show."""
        return page_picture(file, None, quote)

    def delete(self, identity: str, workspace: str) -> int:
        """Delete a document for good; returns the number of versions removed."""
        _own_workspace(workspace)
        with writing(self.settings.home):
            gone = [head for head, _ in self.store.documents([workspace], current_only=False) if head.id == identity]
            versions = self.store.delete(identity, workspace)
            if not versions:
                raise InputError("没有这份文件", f"{workspace} / {identity}", "用 guanbiao documents 查看编号")
            indexing.sync(self.store, self.index)
            self.remove_originals({head.sha256 for head in gone})
        return versions

    def remove_originals(self, gone: Iterable[str]) -> None:
        """Remove the originals no version refers to and the uploads they came by; ``gone``: hashes of contents."""
        kept = [*self.store.every_version(), *self.recycled.versions()]
        self.sources.remove_all_but(kept)
        remove_uploads(self.settings.home, set(gone) - {document.sha256 for document in kept})

    def reindex_document(self, document: Document) -> int:
        """Write one current version into the indexes anew; returns the number of its chunks."""
        chunks = self.store.version_chunks(document.version_id, [document.workspace])
        with writing(self.settings.home):
            current = self.store.current_chunk_ids() & {chunk.id for chunk in chunks}
            return indexing.write(self.store, self.index, sorted(current))

    def correct(self, document: Document, workspace: str) -> None:
        """Keep title, kind, code, version and effective date as a person says they are, of a version stored here."""
        _own_workspace(workspace)
        stored = self.store.document(document.version_id, [workspace])
        if stored is None:
            raise InputError("没有这份文件", f"{workspace} / {document.id}", "刷新页面后再试")
        with writing(self.settings.home):
            self.store.update_head(told(stored, document))


def _own_workspace(workspace: str) -> None:
    if workspace == LIBRARY or not workspace.strip():
        raise InputError("这个工作区名称不能使用", repr(workspace), "换一个名称，例如客户简称")
