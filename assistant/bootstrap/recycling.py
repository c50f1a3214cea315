"""Deleting with a way back: documents, conversations and versions of drafts."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

from ..adapters.workspace_files import WorkspaceFiles
from ..adapters.writer_lock import writing
from ..domain.errors import InputError
from ..domain.recycled import Recycled, RecycledKind
from ..workflows import indexing
from .documents import DocumentWork

_DRAFTS = "drafts"


class RecyclingWork(DocumentWork):
    """What is deleted is found, shown and cited nowhere from that moment; it can be put back for some days."""

    def discard(self, kind: RecycledKind, identity: str, workspace: str, by: str) -> Recycled:
        """Delete for a while; conversations only those of ``by``. Raises InputError."""
        title = self._title(kind, identity, workspace, by)
        if title is None:
            raise InputError("没有要删除的内容", f"{workspace} / {identity}", "刷新页面后再试")
        item = Recycled(
            id=token_hex(12), kind=kind, object=identity, workspace=workspace, title=title, by=by,
            at=self.clock.now(),
        )  # fmt: skip
        if kind == "draft":
            path = self._draft(identity, workspace)
            self.recycled.keep(item, path.read_text(encoding="utf-8"))
            path.unlink()
        elif kind == "conversation":
            self.recycled.move(item)
        else:
            self._moved(lambda: self.recycled.move(item))
        return item

    def put_back(self, item: Recycled) -> None:
        """Undo a deletion. Raises InputError where something else has taken its place."""
        try:
            if item.kind == "draft":
                self._draft(item.object, item.workspace).write_text(self.recycled.put_back(item), encoding="utf-8")
            elif item.kind == "conversation":
                self.recycled.put_back(item)
            else:
                self._moved(lambda: self.recycled.put_back(item))
        except sqlite3.IntegrityError as error:
            fix = "先删除现在的这一份，再恢复"
            raise InputError("同一份文件后来又读入过，不能恢复", item.title, fix) from error

    def forget(self, items: Sequence[Recycled]) -> None:
        """Delete for good: nothing of it is left in the store, and no original that nothing refers to."""
        if not any(item.kind == "document" for item in items):
            self.recycled.forget(items)
            return
        with writing(self.settings.home):
            gone = {document.sha256 for document in self.recycled.versions()}
            self.recycled.forget(items)
            self.remove_originals(gone)

    def forget_old(self) -> int:
        """Delete for good what was deleted longer ago than the settings say; returns how many things."""
        old = self.recycled.older(self.clock.now() - timedelta(days=self.settings.recycle_days))
        if old:
            self.forget(old)
        return len(old)

    def _title(self, kind: RecycledKind, identity: str, workspace: str, by: str) -> str | None:
        if kind == "document":
            return next((head.title for head, _ in self.documents(workspace) if head.id == identity), None)
        if kind == "conversation":
            return next((t.title for t in self.chats.conversations(by, workspace) if t.id == identity), None)
        path = self._draft(identity, workspace)
        return json.loads(path.read_text(encoding="utf-8"))["draft"]["title"] if path.is_file() else None

    def _draft(self, name: str, workspace: str) -> Path:
        return WorkspaceFiles(self.settings.home, workspace).run(_DRAFTS, name)

    def _moved(self, move: Callable[[], object]) -> None:
        with writing(self.settings.home):
            self.store.set_meta("index_dirty", "1")  # before: a crash in between must not leave the indexes behind
            move()
            indexing.sync(self.store, self.index)
