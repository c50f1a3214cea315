"""The files of a workspace as one person may use them: reading needs a role there, writing is noted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ..adapters.workspace_files import Named, WorkspaceFiles
from ..domain.account import Action

Note = Callable[[str, str, str, str], None]
"""``note(event, workspace, object, detail)``."""


class GuardedFiles(WorkspaceFiles):
    """Raises DeniedError where the person may not do it."""

    def __init__(self, home: Path, workspace: str, need: Callable[[str, Action], None], note: Note) -> None:
        need(workspace, "read")
        super().__init__(home, workspace)
        self._workspace, self._need, self._note = workspace, need, note

    def keep_upload(self, name: str, data: bytes) -> Path:
        """Write an uploaded file; a new one is noted."""
        self._need(self._workspace, "check")
        target = super().keep_upload(name, data)
        self._once(target, f"{len(data)} 字节，内容指纹 {target.parent.name[:12]}")
        return target

    def keep_folder(self, files: Sequence[Named]) -> Path:
        """Write many files as one folder."""
        self._need(self._workspace, "gaps")
        folder = super().keep_folder(files)
        self._once(folder, f"{len(files)} 份，合成一个文件夹")
        return folder

    def save_facts(self, text: str) -> Path:
        """Keep the fact table."""
        self._need(self._workspace, "draft")
        path = super().save_facts(text)
        self._note("confirmed", self._workspace, "事实表", "")
        return path

    def save_run(self, kind: str, at: datetime, text: str, mark: str = "") -> Path:
        """Keep a version of a draft."""
        self._need(self._workspace, "draft")
        path = super().save_run(kind, at, text, mark)
        self._note("draft", self._workspace, path.name, "保存版本")
        return path

    def save_template(self, data: bytes | None) -> None:
        """Keep or drop the own template of drafts."""
        self._need(self._workspace, "draft")
        super().save_template(data)
        self._note("upload" if data else "deleted", self._workspace, "起草模板", "")

    def _once(self, path: Path, detail: str) -> None:
        """Note what this workspace had not been given before; pages ask again with every run of their script."""
        mark = f"{path.parent.name}/{path.name}"
        if mark not in self.lines("uploads"):
            self._note("upload", self._workspace, path.name, detail)
            self.add_line("uploads", mark)
