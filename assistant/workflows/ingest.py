"""Files → documents → chunks → store → indexes, and what became of each file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from ..domain.document import Chunk, Document, DocumentFact, Role
from ..domain.errors import GuanbiaoError, InputError
from ..domain.value import Value
from ..ingestion.corrections import carried
from ..ports import Clock, Progress
from .indexing import ChunkIndex, IndexedStore, sync

Status = Literal["added", "unchanged", "replaced", "failed"]

SUFFIXES = frozenset(
    f".{name}"
    for name in (
        *("pdf", "docx", "docm", "doc", "wps", "rtf", "odt", "mht", "xlsx", "xlsm", "xls", "et", "ods", "csv", "tsv"),
        *("pptx", "pptm", "ppt", "odp", "md", "markdown", "html", "htm", "txt", "jsonl"),
        *("png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "gif"),
    )
)


class IngestedDocument(Value):
    """One line of the result: the file and what became of it."""

    id: str | None
    file: str
    title: str = ""
    role: Role | None
    kind: str = "other"
    version: str | None = None
    pages: int | None = None
    chunks: int = 0
    status: Status
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    to_check: tuple[DocumentFact, ...] = ()
    """What people had corrected in the version before."""


class IngestResult(Value):
    """What ``ingest --json`` prints."""

    workspace: str
    documents: tuple[IngestedDocument, ...]

    @property
    def failed(self) -> int:
        """How many files failed."""
        return sum(d.status == "failed" for d in self.documents)


Tell = Callable[[IngestedDocument], None]
"""Hears what became of a file."""


class IngestStore(IndexedStore, Protocol):
    """What ingest needs of the store."""

    def current_version(self, document_id: str) -> tuple[str, str] | None:
        """``(version_id, sha256)`` of the current version."""
        ...

    def chunk_count(self, version_id: str) -> int:
        """Number of chunks of one version."""
        ...

    def add(self, document: Document, chunks: Sequence[Chunk], now: datetime) -> None:
        """Store a version with its chunks."""
        ...


Read = tuple[Document, tuple[Chunk, ...]]
Reader = Callable[[Sequence[tuple[Path, str]], str, Role | None], Iterator[tuple[str, Read | GuanbiaoError]]]
"""``reader([(path, name)], workspace, role)`` yields ``(name, document and chunks | error)`` in any order.
Role None: decided by the kind of each document."""


@dataclass(frozen=True)
class IngestDeps:
    """The outside of ingest."""

    store: IngestStore
    index: ChunkIndex
    read: Reader
    document_id: Callable[[str, str], str]
    """``document_id(workspace, file)``."""
    clock: Clock
    keep_source: Callable[[Path, Document], None] | None = None
    """Keeps the original file before its document is stored."""


def ingest(
    paths: Sequence[Path],
    workspace: str,
    role: Role | None,
    deps: IngestDeps,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> IngestResult:
    """Ingest files and folders. One bad file is one failed line; the rest is kept."""
    files = list(discover(paths))
    lines: dict[str, IngestedDocument] = {}
    changed = [(path, name) for path, name in files if not _skip_unchanged(path, name, workspace, role, deps, lines)]
    paths_by_name = {name: path for path, name in changed}
    for line in lines.values():
        _tell(tell, line)
    for done, (name, outcome) in enumerate(deps.read(changed, workspace, role), start=1):
        lines[name] = _keep(paths_by_name[name], name, outcome, role, deps)
        _tell(tell, lines[name])
        if progress:
            progress(f"读取 {name}", done, len(changed))
    sync(deps.store, deps.index, progress)
    return IngestResult(workspace=workspace, documents=tuple(lines[name] for _, name in files if name in lines))


def _tell(tell: Tell | None, line: IngestedDocument) -> None:
    if tell:
        tell(line)


def discover(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Files to read with the names they are known by: relative to the folder given, or the bare file name.

    Raises InputError for a path that does not exist.
    """
    seen: set[str] = set()
    for path in paths:
        if not path.exists():
            raise InputError("找不到文件或文件夹", str(path), "检查路径是否写对")
        for found, name in _walk(path):
            if name not in seen:
                seen.add(name)
                yield found, name


def _walk(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_file():
        yield path, path.name
        return
    for found in sorted(path.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in found.relative_to(path).parts)
        if found.is_file() and not hidden and found.suffix.lower() in SUFFIXES:
            yield found, found.relative_to(path).as_posix()


def _skip_unchanged(
    path: Path, name: str, workspace: str, role: Role | None, deps: IngestDeps, lines: dict[str, IngestedDocument]
) -> bool:
    document_id = deps.document_id(workspace, name)
    current = deps.store.current_version(document_id)
    if current is None or current[1] != file_hash(path):
        return False
    head = deps.store.heads([current[0]])[current[0]]
    if role is not None and head.role != role:
        return False
    lines[name] = _line(head, deps.store.chunk_count(current[0]), "unchanged")
    return True


def _keep(
    path: Path, name: str, outcome: Read | GuanbiaoError, role: Role | None, deps: IngestDeps
) -> IngestedDocument:
    if isinstance(outcome, GuanbiaoError):
        return IngestedDocument(id=None, file=name, role=role, status="failed", reason=outcome.message)
    document, chunks = outcome
    if deps.keep_source:
        deps.keep_source(path, document)
    current = deps.store.current_version(document.id)
    if current:
        known = deps.store.heads([current[0], document.version_id])
        document = carried(document, known[current[0]], known.get(document.version_id))
    status: Status = "replaced" if current else "added"
    deps.store.add(document, chunks, deps.clock.now())
    return _line(document, len(chunks), status)


def _line(document: Document, chunks: int, status: Status) -> IngestedDocument:
    return IngestedDocument(
        id=document.id, file=document.file, title=document.title, role=document.role, kind=document.kind,
        version=document.version, pages=document.pages, chunks=chunks, status=status, warnings=document.warnings,
        to_check=document.to_check,
    )  # fmt: skip


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
