"""One writer at a time for a data folder."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..domain.errors import StoreBusyError


@contextmanager
def writing(home: Path) -> Generator[None]:
    """Hold the writer lock of ``home``; raises StoreBusyError at once when another process has it.

    The operating system frees the lock when its holder dies, however it dies.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "writer.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreBusyError(
            "另一个程序正在写入这份数据", str(home), "等它完成后再试；若确认没有其他程序在运行，稍候片刻再执行一次"
        ) from error
    try:
        yield
    finally:
        lock.release()
