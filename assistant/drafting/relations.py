"""Which facts belong together though nobody said so: shared words of two or more characters."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

Placed = TypeVar("Placed", bound=tuple[str, Any])
"""An item under its path."""
_HAN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]{2,}")
_COMMON = frozenset([
    "能力",
    "管理",
    "企业",
    "公司",
    "系统",
    "数据",
    "信息",
    "提高",
    "提升",
    "平均",
    "目标",
    "现场",
    "产品",
    "生产",
    "服务",
    "业务",
    "部门",
    "进行",
    "没有",
    "不能",
    "可以",
    "用户",
    "客户",
    "全部",
    "流程",
    "记录",
    "时间",
    "实现",
    "要求",
    "供应",
    "应商",
])


def words_of(text: str) -> frozenset[str]:
    """Pairs of Chinese characters and Latin words in ``text``, very common ones left out."""
    pairs: set[str] = set()
    for match in _HAN.finditer(text):
        run = match[0]
        pairs |= {run.upper()} if run.isascii() else {run[at : at + 2] for at in range(len(run) - 1)}
    return frozenset(pairs - _COMMON)


def related(text: str, items: Sequence[Placed], least: int = 1) -> list[Placed]:
    """Items whose name shares at least ``least`` words with ``text``, the closest first."""
    wanted = words_of(text)
    scored = [(len(wanted & words_of(getattr(item[1], "name", ""))), item) for item in items]
    return [item for score, item in sorted(scored, key=lambda pair: -pair[0]) if score >= least]
