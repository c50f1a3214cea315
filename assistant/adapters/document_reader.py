"""Files → documents with chunks: loading in worker processes, then structure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.document import Chunk, Document, LoadedFile, Role
from ..domain.errors import GuanbiaoError
from ..ingestion.segments import read_segments
from ..ingestion.structure import read_document
from ..ports import Progress
from .file_limits import Limits
from .parallel_loader import load_many
from .segments_loader import load_segments

Read = tuple[Document, tuple[Chunk, ...]]


@dataclass(frozen=True)
class DocumentReader:
    """Reads many files, in the order given; a file that fails yields its error."""

    workers: int
    limits: Limits
    progress: Progress | None = None
    """Hears of the stages inside a file, such as the recognition of a page."""

    def __call__(
        self, files: Sequence[tuple[Path, str]], workspace: str, role: Role | None
    ) -> Iterator[tuple[str, Read | GuanbiaoError]]:
        """``(name, document and chunks)`` or ``(name, error)`` for each file."""
        names = dict(files)
        for path, loaded in load_many(list(names), self.workers, self.limits, self.progress):
            if isinstance(loaded, GuanbiaoError):
                yield names[path], loaded
                continue
            try:
                yield names[path], self._structured(path, loaded, workspace, names[path], role)
            except GuanbiaoError as error:
                yield names[path], error

    def _structured(self, path: Path, loaded: LoadedFile, workspace: str, file: str, role: Role | None) -> Read:
        if loaded.facts.media == "jsonl":
            segments = load_segments(path, self.limits)
            return read_segments(loaded.facts, segments, workspace=workspace, file=file, role=role)
        return read_document(loaded, workspace=workspace, file=file, role=role)
