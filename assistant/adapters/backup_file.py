"""A backup is one zip: a snapshot of the store, the settings, the original and the uploaded files; no indexes."""

import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ..domain.errors import InputError

STORE = "guanbiao.db"
KEPT = ("settings.yaml", "registers", "uploads", "sources", "workspaces", "jobs", "evaluation")
STAYS = ("models", "writer.lock", "secrets.toml")
"""What a backup neither holds nor takes the place of: the models, the lock, the secrets of the sign-in provider."""


def write_backup(home: Path, target: Path, snapshot: Callable[[Path], None]) -> int:
    """Write the backup of ``home`` to ``target``; returns its size in bytes. An existing file is never overwritten."""
    if target.exists():
        raise InputError("备份文件已存在，不会覆盖", str(target), "换一个文件名，例如加上日期")
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        copy = Path(folder) / STORE
        snapshot(copy)
        archive.write(copy, STORE)
        for path in _kept_files(home):
            archive.write(path, path.relative_to(home).as_posix())
    part.replace(target)
    return target.stat().st_size


def read_backup(source: Path, home: Path, now: datetime) -> Path:
    """Put a backup in place of ``home``'s content; the former content is moved aside and its folder returned.

    Raises InputError before anything is touched when the file is no sound backup.
    """
    _verify(source)
    aside = home.with_name(f"{home.name}.恢复前-{now:%Y%m%d-%H%M%S}")
    aside.mkdir(parents=True)
    for path in home.iterdir():
        if path.name not in STAYS:
            path.rename(aside / path.name)
    with zipfile.ZipFile(source) as archive:
        archive.extractall(home, members=[n for n in archive.namelist() if _belongs(n)])
    return aside


def planned(home: Path) -> Path:
    """Where a backup waits to be put in place when the server starts anew; beside the folder it will replace."""
    return home.with_name(f"{home.name}.待恢复.zip")


def plan(data: bytes, home: Path) -> None:
    """Let a backup wait. Raises InputError when it is no sound backup."""
    part = planned(home).with_suffix(".part")
    part.write_bytes(data)
    try:
        _verify(part)
    except InputError:
        part.unlink()
        raise
    part.replace(planned(home))


def _kept_files(home: Path) -> list[Path]:
    return sorted(p for name in KEPT for p in [home / name, *(home / name).rglob("*")] if p.is_file())


def _belongs(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and ".." not in parts and (name == STORE or parts[0] in KEPT)


def _verify(source: Path) -> None:
    fix = "选择由 guanbiao backup 生成的文件"
    if not source.is_file():
        raise InputError("找不到备份文件", str(source), fix)
    try:
        with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory() as folder:
            archive.extract(STORE, folder)
            with sqlite3.connect(Path(folder) / STORE) as db:
                sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            db.close()
    except (zipfile.BadZipFile, KeyError, sqlite3.DatabaseError) as error:
        raise InputError("这不是可用的备份文件", str(source), fix) from error
    if not sound:
        raise InputError("备份文件里的数据已损坏", str(source), "换一份较早的备份")
