"""The original files of ingested documents, kept by content hash under the data folder."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from ..domain.document import Document


class SourceFiles:
    """Keeps, finds and removes originals. A file kept twice stands once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, document: Document) -> None:
        """Copy the original of ``document``; complete or not there at all."""
        target = self.path_of(document)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        shutil.copy2(path, part)
        part.replace(target)

    def path_of(self, document: Document) -> Path:
        """Where the original stands, whether it is there or not."""
        return self._folder / document.sha256[:2] / (document.sha256 + Path(document.file).suffix.lower())

    def lay_out(self, documents: Iterable[Document], folder: Path) -> list[Document]:
        """Put originals into ``folder`` under their own names; returns the documents whose original is missing."""
        missing: list[Document] = []
        for document in documents:
            source, target = self.path_of(document), folder / document.file
            if not source.is_file():
                missing.append(document)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            _place(source, target)
        return missing

    def remove_all_but(self, wanted: Iterable[Document]) -> int:
        """Remove originals no stored version refers to; returns how many."""
        kept = {self.path_of(document) for document in wanted}
        gone = [path for path in self._folder.rglob("*") if path.is_file() and path not in kept]
        for path in gone:
            path.unlink()
        return len(gone)


def _place(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)
