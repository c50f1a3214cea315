"""Tells readers in other processes that an index on disk was written to."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Mark(NamedTuple):
    """When the last writing began or ended, and whether it is still going on (or was cut short)."""

    at: int
    open: bool


class WriteMark:
    """A small file beside the index: touched before and after each writing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def writing(self) -> Generator[None]:
        """Wrap every change of the index."""
        self._path.write_text("writing", encoding="utf-8")
        yield
        self._path.write_text("done", encoding="utf-8")

    def read(self) -> Mark:
        """The present mark; the same mark twice, not open: nothing was written in between."""
        try:
            return Mark(self._path.stat().st_mtime_ns, self._path.read_text(encoding="utf-8") != "done")
        except FileNotFoundError:
            return Mark(0, False)
