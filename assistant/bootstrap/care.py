"""Examination, rebuilding, backup and restoring."""

from pathlib import Path

from ..adapters.backup_file import plan, planned, read_backup, write_backup
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

    def plan_restore(self, data: bytes) -> None:
        """Let a backup wait until the server starts anew. Raises InputError when it is no sound backup."""
        plan(data, self.settings.home)

    @property
    def restore_waits(self) -> bool:
        """Whether a backup waits to be put in place."""
        return planned(self.settings.home).is_file()

    def restore_planned(self, progress: Progress | None = None) -> None:
        """Put the waiting backup in place. Raises StoreBusyError while somebody writes."""
        self.restore(planned(self.settings.home), progress)
        self.forget_planned()

    def forget_planned(self) -> None:
        """Let no backup wait any more."""
        planned(self.settings.home).unlink(missing_ok=True)
