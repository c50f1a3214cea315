"""Many files at once, each read in a worker process that may be slow, hang or die without harm to the others."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from ..domain.document import LoadedFile
from ..domain.errors import GuanbiaoError, InputError, LimitError, ModelError
from ..ports import Progress
from .file_limits import Limits, shown

_ERRORS: dict[str, type[GuanbiaoError]] = {
    item.__name__: item for item in (GuanbiaoError, InputError, LimitError, ModelError)
}
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from assistant.adapters.parallel_loader import serve; serve()"
_ROOT = Path(__file__).resolve().parents[2]

Result = LoadedFile | GuanbiaoError


def load_many(
    paths: Sequence[Path], workers: int = 2, limits: Limits | None = None, progress: Progress | None = None
) -> Iterator[tuple[Path, Result]]:
    """Each path with its file, or with the error that befell it, in the order given."""
    pool = _Pool(limits or Limits(), max(1, min(workers, len(paths))), progress, len(paths))
    with ThreadPoolExecutor(pool.size) as threads:
        try:
            futures = [threads.submit(pool.load, path) for path in paths]
            for path, future in zip(paths, futures, strict=True):
                yield path, future.result()
        finally:
            pool.close()
            threads.shutdown(wait=False, cancel_futures=True)


class IsolatedLoader:
    """A ``Loader`` that reads each file in a worker process: what hangs or crashes becomes an error of that file."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._pool = _Pool(limits or Limits(), 1, None, 0)

    def load(self, path: Path, progress: Progress | None = None) -> LoadedFile:
        """Read ``path``; raises InputError or LimitError with a clear Chinese line."""
        self._pool.progress, self._pool.total = progress, self._pool.done + 1
        result = self._pool.load(path)
        if isinstance(result, GuanbiaoError):
            raise result
        return result

    def close(self) -> None:
        """End the worker; it also ends by itself with this process."""
        self._pool.close()


@dataclass
class _Pool:
    """Idle workers, handed to whichever thread asks; dead ones are replaced when the next file comes."""

    limits: Limits
    size: int
    progress: Progress | None
    total: int
    done: int = 0
    closed: bool = False
    _idle: list["_Worker"] = field(default_factory=list["_Worker"])
    _all: list["_Worker"] = field(default_factory=list["_Worker"])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self, path: Path) -> Result:
        """Read one file in a worker."""
        if self.closed:
            return _crashed(shown(path.name))
        worker = self._take()
        result = worker.load(path, self._report)
        with self._lock:
            if worker.alive:
                self._idle.append(worker)
            self.done += 1
            if self.progress is not None and not self.closed:
                self.progress("读取文件", self.done, self.total)
        return result

    def close(self) -> None:
        """End all workers."""
        self.closed = True
        with self._lock:
            for worker in self._all:
                worker.stop()

    def _take(self) -> "_Worker":
        with self._lock:
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self.limits, max(1, (os.cpu_count() or 2) // self.size))
            self._all.append(worker)
            return worker

    def _report(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            if self.progress is not None and not self.closed:
                self.progress(stage, done, total)


class _Worker:
    """One process, spoken to in JSON lines: a path goes in, progress and at last a file or an error come out."""

    def __init__(self, limits: Limits, threads: int) -> None:
        self.limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._replies: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._send({"limits": asdict(limits), "threads": threads})

    @property
    def alive(self) -> bool:
        """Whether the process can take another file."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process at once and collect it."""
        if self.alive:
            self._process.kill()
        self._process.wait()

    def load(self, path: Path, report: Progress) -> Result:
        """Read ``path``; silence beyond the limit ends the process."""
        name = shown(path.name)
        end = time.monotonic() + self.limits.total_seconds
        if not self._send({"path": os.fspath(path)}):
            return _crashed(name)
        while True:
            try:
                line = self._replies.get(timeout=max(0.01, min(self.limits.seconds, end - time.monotonic())))
            except queue.Empty:
                self.stop()
                return LimitError("读取超时，已中止", name, "请检查文件是否异常，或拆分后再导入")
            reply: Any = json.loads(line) if line else {"died": True}
            if "progress" in reply:
                stage, done, total = reply["progress"]
                report(f"{stage}：{name}", done, total)
                continue
            if "died" in reply:
                self.stop()
                return _crashed(name)
            return _result(reply)

    def _send(self, message: dict[str, Any]) -> bool:
        try:
            stream = self._process.stdin
            if stream is None:
                return False
            stream.write(json.dumps(message).encode() + b"\n")
            stream.flush()
        except OSError:
            return False
        return True

    def _listen(self) -> None:
        stream = self._process.stdout
        for line in stream or ():
            self._replies.put(line)
        self._replies.put(b"")


def _crashed(name: str) -> InputError:
    return InputError("读取时程序异常退出（文件可能已损坏或占用内存过多）", name, "请用原软件打开并另存后再导入")


def _result(reply: dict[str, Any]) -> Result:
    if "error" in reply:
        kind, what, where, fix = reply["error"]
        return _ERRORS.get(kind, InputError)(what, where, fix)
    return LoadedFile.model_validate_json(reply["file"])


def serve() -> None:
    """The loop of a worker process: one JSON line a request, until the input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _serve(sys.stdin.buffer, replies)


def _serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    from .file_loader import FileLoader
    from .ocr import Ocr

    settings = json.loads(requests.readline())
    limits = Limits(**settings["limits"])
    _limit_memory(limits.memory_bytes)
    loader = FileLoader(limits, Ocr(threads=settings["threads"]))

    def reply(message: dict[str, Any]) -> None:
        replies.write(json.dumps(message).encode() + b"\n")
        replies.flush()

    for line in requests:
        try:
            found = loader.load(Path(json.loads(line)["path"]), lambda *state: reply({"progress": state}))
            reply({"file": found.model_dump_json()})
        except GuanbiaoError as error:
            reply({"error": [type(error).__name__, error.what, error.where, error.fix]})


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
