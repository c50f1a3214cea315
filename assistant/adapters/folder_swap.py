"""A folder built beside another one takes its place; who holds files of the old one open goes on reading them."""

import shutil
from pathlib import Path

_FRESH, _OLD = ".new", ".old"


def beside(folder: Path) -> Path:
    """Where the successor of ``folder`` is built; what an interrupted building left there is removed."""
    fresh = folder.with_name(folder.name + _FRESH)
    shutil.rmtree(fresh, ignore_errors=True)
    return fresh


def take_place(fresh: Path, folder: Path) -> None:
    """Put ``fresh`` where ``folder`` was. Cut short between the two moves, nothing stands there and is built anew."""
    old = folder.with_name(folder.name + _OLD)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
