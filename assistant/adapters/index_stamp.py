"""What an index was built with. An index that was built with anything else is refused, never queried."""

from collections.abc import Mapping
from typing import NamedTuple

from ..domain.errors import IndexMismatchError

_LABELS = {
    "embedding": "嵌入模型",
    "dimension": "向量维数",
    "tokeniser": "分词器",
    "chunker": "切分方法",
    "fields": "索引字段",
}


class IndexStamp(NamedTuple):
    """Versions of everything that shapes an index."""

    embedding: str
    dimension: int
    tokeniser: str
    chunker: str
    fields: str

    def values(self) -> dict[str, str]:
        """Flat strings, as every index can keep them."""
        return {name: str(value) for name, value in self._asdict().items()}

    def check(self, found: Mapping[str, object], where: str) -> None:
        """Raise IndexMismatchError when ``found`` says something else, naming what differs and the remedy."""
        differing = [
            f"{_LABELS[name]}（索引 {found.get(name, '未记录')}，当前 {value}）"
            for name, value in self.values().items()
            if str(found.get(name, "")) != value
        ]
        if differing:
            what = "索引与当前程序不一致：" + "、".join(differing)
            raise IndexMismatchError(what, where, "运行 guanbiao reindex 重建索引")
