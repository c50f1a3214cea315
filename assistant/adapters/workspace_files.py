"""Files a workspace keeps beside the store: uploads by content hash, the fact table, results of gap runs."""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from ..domain.errors import InputError, LimitError

_UNSAFE = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_MOST_BYTES = 2_000_000_000
_MOST_FILES = 5_000

Named = tuple[str, bytes]
"""A name, which may hold folders, and the content."""


class WorkspaceFiles:
    """The folder of one workspace below the data folder; nothing of another workspace is reachable from here."""

    def __init__(self, home: Path, workspace: str) -> None:
        self._uploads = home / "uploads"
        self._own = home / "workspaces" / _digest(workspace.encode())[:24]

    def keep_upload(self, name: str, data: bytes) -> Path:
        """Write an uploaded file once by the hash of its content; returns where it stands, under its own name."""
        target = self._uploads / _digest(data) / PurePosixPath(safe_name(name)).name
        if not target.exists():
            _write(target, data)
        return target

    def keep_folder(self, files: Sequence[Named]) -> Path:
        """Write many files, zips unpacked, as one folder by the hash of all of them; returns the folder.

        Raises LimitError when a zip unpacks to too much.
        """
        loose = [entry for name, data in files for entry in _unpacked(name, data)]
        key = _digest("\n".join(sorted(f"{name} {_digest(data)}" for name, data in loose)).encode())
        folder = self._own / "folders" / key[:24]
        for name, data in loose:
            _write(folder / safe_name(name), data)
        return folder

    def facts(self) -> Path:
        """Where the fact table of this workspace is kept; it may not exist yet."""
        return self._own / "facts.yaml"

    def save_facts(self, text: str) -> Path:
        """Keep the fact table."""
        _write(self.facts(), text.encode())
        return self.facts()

    def template(self) -> Path:
        """Where the Word template of this workspace is kept; it may not exist."""
        return self._own / "template.docx"

    def save_template(self, data: bytes | None) -> None:
        """Keep the Word template; None takes it away."""
        if data is None:
            self.template().unlink(missing_ok=True)
        else:
            _write(self.template(), data)

    def save_run(self, kind: str, at: datetime, text: str, mark: str = "") -> Path:
        """Keep the JSON of a finished run; the same moment and mark again take the place of what was kept."""
        path = self._own / kind / f"{at:%Y%m%d-%H%M%S}{'-' + mark if mark else ''}.json"
        _write(path, text.encode())
        return path

    def run(self, kind: str, name: str) -> Path:
        """Where the run of this name stands, or stood."""
        return self._own / kind / PurePosixPath(safe_name(name)).name

    def add_line(self, name: str, line: str) -> None:
        """Append a line to a log that is never rewritten."""
        path = self._own / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(line.replace("\n", " ") + "\n")

    def lines(self, name: str) -> list[str]:
        """The lines of a log, the oldest first."""
        path = self._own / f"{name}.jsonl"
        return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []

    def runs(self, kind: str) -> list[Path]:
        """Kept runs, the newest first."""
        return sorted((self._own / kind).glob("*.json"), reverse=True)


def remove_uploads(home: Path, digests: Iterable[str]) -> None:
    """Remove what was uploaded with these contents."""
    for digest in digests:
        shutil.rmtree(home / "uploads" / digest, ignore_errors=True)


def safe_name(name: str) -> str:
    """A relative name that cannot leave its folder: no drive, no ``..``, no characters file systems refuse."""
    parts = [_UNSAFE.sub("_", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    return "/".join(part[:120] if len(part) <= 120 else part[:100] + part[-20:] for part in parts if part) or "未命名"


def _unpacked(name: str, data: bytes) -> Iterable[Named]:
    if not name.lower().endswith(".zip"):
        return [(name, data)]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise LimitError("压缩包展开后太大", name, "分成几个压缩包，或直接选择文件夹")
            return [(_entry_name(entry), archive.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise InputError("打不开这个压缩包", name, "确认是没有加密的 zip 文件") from error


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Names of zips made on Chinese Windows are GBK, not CP437 as the format says."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gbk")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
