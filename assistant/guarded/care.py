"""Care of the whole installation: administrators only."""

from pathlib import Path

from ..bootstrap import Assistant
from ..ports import Progress
from .parts import GuardedParts
from .rights import by_admin


class GuardedCare(GuardedParts):
    """Examination, rebuilding, backup and restoring."""

    answering_model = by_admin(Assistant.answering_model)
    doctor = by_admin(Assistant.doctor)
    reindex = by_admin(Assistant.reindex)

    def backup(self, target: Path) -> int:
        """Write a backup."""
        self.need_admin()
        size = self.inner.backup(target)
        self.note("backup", object=target.name)
        return size

    def plan_restore(self, data: bytes) -> None:
        """Let a backup wait until the server starts anew."""
        self.need_admin()
        self.inner.plan_restore(data)
        self.note("restore", detail="上传了备份，重新启动时恢复")

    def restore(self, source: Path, progress: Progress | None = None) -> Path:
        """Put a backup in place."""
        self.need_admin()
        kept = self.inner.restore(source, progress)
        self.note("restore", object=source.name)
        return kept
