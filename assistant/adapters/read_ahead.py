"""Reads many files in worker processes before the first one is asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ..domain.document import LoadedFile
from ..domain.errors import GuanbiaoError
from ..ports import Progress
from .file_loader import FileLoader
from .parallel_loader import load_many


def read_ahead(paths: Sequence[Path], workers: int, progress: Progress | None = None) -> Callable[[Path], LoadedFile]:
    """A ``load`` that has the files at hand; one that failed raises its error when it is asked for."""
    results: dict[Path, LoadedFile | GuanbiaoError] = {}

    def load(path: Path) -> LoadedFile:
        if not results:
            results.update(load_many(paths, workers, progress=progress))
        result = results.get(path) or FileLoader().load(path)
        if isinstance(result, GuanbiaoError):
            raise result
        return result

    return load
