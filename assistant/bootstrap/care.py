"""Examination, rebuilding, backup and restoring."""

from pathlib import Path

from ..adapters.backup_file import read_backup, write_backup
from ..adapters.writer_lock import writing
from ..ports import Progress
from ..workflows import care, indexing
from .documents import DocumentWork


class CareWork(DocumentWork):
    """Everything about keeping the data folder well."""

    def doctor(self) -> care.Examination:
        """What is there and what is wrong."""
        facts = [f"数据文件夹：{self.settings.home}", f"内置资料：{'最新' if self.prepared() else '需要更新'}"]
        return care.examine(self.store, self.index, facts)

    def reindex(self, progress: Progress | None = None) -> int:
        """Rebuild all indexes from the store; returns the number of chunks written."""
        with writing(self.settings.home):
            return indexing.rebuild(self.store, self.index, progress).written

    def backup(self, target: Path) -> int:
        """Write a backup; returns its size in bytes."""
        return write_backup(self.settings.home, target, self.store.snapshot)

    def restore(self, source: Path, progress: Progress | None = None) -> Path:
        """Put a backup in place, rebuild the indexes; returns the folder with what was there before."""
        with writing(self.settings.home):
            self.store.close()
            aside = read_backup(source, self.settings.home, self.clock.now())
            fresh = type(self)(self.settings)
            fresh.people.sessions.end_all()
            indexing.rebuild(fresh.store, fresh.index, progress)
        return aside
