"""Deleting and undoing as one person may do it; what is not theirs is answered as what does not exist."""

from collections.abc import Callable
from dataclasses import dataclass

from ..bootstrap import Assistant
from ..domain.account import Action
from ..domain.errors import InputError
from ..domain.recycled import Recycled, RecycledKind
from ..labels import RECYCLED

_NEEDED: dict[RecycledKind, Action] = {"document": "delete", "conversation": "ask", "draft": "draft"}


@dataclass(frozen=True)
class GuardedRecycling:
    """Documents of those who may delete, drafts of those who may draft, one's own conversations."""

    inner: Assistant
    user: str
    may: Callable[[str, Action], bool]
    need: Callable[[str, Action], None]
    note: Callable[[str, str, str, str], None]

    def discard(self, kind: RecycledKind, identity: str, workspace: str) -> Recycled:
        """Delete for a while. Raises DeniedError or InputError."""
        self.need(workspace, _NEEDED[kind])
        item = self.inner.discard(kind, identity, workspace, self.user)
        self.note("discarded", workspace, item.object, RECYCLED[kind])
        return item

    def items(self, kind: RecycledKind, workspace: str) -> list[Recycled]:
        """What was deleted of one kind in a workspace."""
        found = self.inner.recycled.items(workspace, kind) if self.may(workspace, _NEEDED[kind]) else []
        return [item for item in found if kind != "conversation" or item.by == self.user]

    def put_back(self, kind: RecycledKind, identity: str, workspace: str) -> None:
        """Undo a deletion. Raises InputError."""
        item = self._item(kind, identity, workspace)
        self.inner.put_back(item)
        self.note("put_back", workspace, item.object, RECYCLED[kind])

    def forget(self, kind: RecycledKind, identity: str, workspace: str) -> None:
        """Delete for good. Raises InputError."""
        item = self._item(kind, identity, workspace)
        self.inner.forget([item])
        self.note("deleted", workspace, item.object, RECYCLED[kind])

    def _item(self, kind: RecycledKind, identity: str, workspace: str) -> Recycled:
        found = next((item for item in self.items(kind, workspace) if item.id == identity), None)
        if found is None:
            raise InputError("没有这一项", workspace, "刷新页面后再试")
        return found
