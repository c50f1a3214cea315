"""Rows of forms read as labels with their values."""

import re
from collections.abc import Sequence

from .tables import distinct_cells, is_label


def pairs(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Label–value pairs of a form row: 编号 | NC-1 | 部门 | 信息部. A blank value stays as an empty string."""
    distinct = distinct_cells(cells)
    if len(distinct) == 1 and re.match(r"^[^：:]{1,16}[：:]", distinct[0]):
        label, _, value = re.split(r"([：:])", distinct[0], maxsplit=1)
        return [(label.strip(), value.strip())]
    if _one_pair(distinct):
        return _split_pair(distinct[0].rstrip("：: "), distinct[1])
    found: list[tuple[str, str]] = []
    index = 0
    while index < len(distinct):
        inner = re.match(r"^([\u4e00-\u9fff（）()/／、]{2,12})\s*[：:]\s*(.+)$", distinct[index])
        if inner and is_label(inner[1] + "："):
            found.append((inner[1], inner[2].strip()))
            index += 1
            continue
        label = distinct[index].rstrip("：: ")
        value = distinct[index + 1] if index + 1 < len(distinct) else ""
        if is_label(distinct[index]) and not (
            is_label(value) and index + 2 < len(distinct) and not is_label(distinct[index + 2])
        ):
            found += _split_pair(label, value)
            index += 2
        else:
            if is_label(distinct[index]):
                found.append((label, ""))
            index += 1
    return found


def _one_pair(cells: Sequence[str]) -> bool:
    """更改 | 按评审意见整套换版 | | : a label, its value and blanks to the edge, whatever word the value ends with."""
    return len(cells) >= 3 and is_label(cells[0]) and len(cells[1]) > 4 and not any(cells[2:])


def _split_pair(label: str, value: str) -> list[tuple[str, str]]:
    """发现／登记 with 5月21日／5月23日 are two pairs."""
    names, values = re.split(r"[／/、]", label), re.split(r"[／]|/(?!\d)|、", value)
    if len(names) > 1 and len(names) == len(values) and all(len(n) >= 2 for n in names):
        return list(zip(_whole(names), (v.strip() for v in values), strict=True))
    return [(label, value)]


_ACTOR = re.compile(r"(?:人|员|者|开单|验证|审核|批准|编制|填写|抽查|检查|复核)$")


def _whole(names: Sequence[str]) -> list[str]:
    """验证人／日期: the day is that of the act the name before it tells."""
    before = ["", *names]
    return [
        re.sub("[人员者]$", "", b) + n if n in ("日期", "时间") and _ACTOR.search(b) else n
        for b, n in zip(before, names, strict=False)
    ]
