"""What ``doctor`` looks at."""

from collections.abc import Sequence
from typing import Protocol

from ..domain.value import Value
from .indexing import ChunkIndex, IndexedStore, inconsistencies


class Examination(Value):
    """Facts worth knowing and problems with their remedy, as Chinese lines."""

    facts: tuple[str, ...]
    problems: tuple[str, ...]


class CheckedStore(IndexedStore, Protocol):
    """A store that can examine itself."""

    def check(self) -> list[str]:
        """What is wrong inside; empty when sound."""
        ...


def examine(store: CheckedStore, index: ChunkIndex, facts: Sequence[str]) -> Examination:
    """Examine store and indexes."""
    broken = [f"数据文件损坏（{line}）；请用 guanbiao restore 从备份恢复" for line in store.check()]
    apart = [f"{line}；请运行 guanbiao reindex" for line in inconsistencies(store, index)]
    total = len(store.current_chunk_ids())
    return Examination(facts=(*facts, f"片段：{total} 个", f"索引版本：{index.revision}"), problems=(*broken, *apart))
