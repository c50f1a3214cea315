"""Which column of a table of periods holds the measured values: by its heading, and by what its figures show."""

import re
from collections.abc import Sequence
from itertools import permutations
from statistics import median
from typing import NamedTuple

from ..domain.facts import Line
from ..text.quantities import Quantity, meets, target_of, to_number
from .header_rows import lowest_head

_ACTUAL = re.compile(
    r"实际|实测|完成值|实绩|测量值|达成值|完成情况|结果值|本月|本季|当月|数值|监测值|统计值|测量结果|完成率"
)
_RESULT = re.compile(r"结果|率|值|实绩|平均|[%％]")
_PART = re.compile(r"分子|分母|总[数量件单批]|[件单批台套次项张]数|应|样本|其中")
_NO_VALUE = re.compile(r"日期|时间$|月份|期间|季度|序号|编号|备注|说明|人$|部门|目标|标准|基[线准]|上年|去年|累计|差")
_VERDICT = re.compile(r"达[标成到]|判定|结论|是否|完成情况|评价")
_MET = re.compile(r"^\s*(?:已|均)?(?:达标|达成|达到|完成|合格|是|符合|[√✓])")
_MISSED = re.compile(r"^\s*(?:未|不|否|没|[×✗xX]\s*$)")
_NUMBER = re.compile(r"^[约≈]?\s*\d[\d,]*(?:\.\d+)?\s*(?:%|％|[一-鿿A-Za-z/³²]{0,5})$")
_LEAST = 3


class _Table(NamedTuple):
    """The rows of a table with the target of each."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    targets: Sequence[Quantity | None]
    unit: str


def value_column(lines: Sequence[Line], targets: Sequence[str], unit: str = "", counted: str = "") -> int | None:
    """The column of values: the one whose heading says so, unless the figures or the rows' own verdicts speak against
    it; then, and where no heading says so, the one column that they speak for, or that counts in the goal's own unit
    (平均天数)."""
    heads = [lowest_head(h) for h in lines[0].heads]
    whole = [(x.cells, target_of(t) if t else None) for x, t in zip(lines, targets, strict=True)]
    whole = [(cells, target) for cells, target in whole if len(cells) == len(heads)]
    table = _Table(heads, [c for c, _ in whole], [t for _, t in whole], unit)
    named = next((i for i, h in enumerate(heads) if _ACTUAL.search(h)), None)
    weights = {i: _weight(i, table) for i in _numeric(table)}
    best = sorted(weights, key=lambda i: -weights[i])
    clear = best and weights[best[0]] >= _SURE and (len(best) == 1 or weights[best[0]] > weights[best[1]])
    own = weights.get(named, 0) if named is not None else -_SURE
    if clear and any(table.targets) and (own < 0 or weights[best[0]] - own > _SURE):
        return best[0]
    return _counted(heads, counted) if named is None else named


_SURE = 3


def _counted(heads: Sequence[str], unit: str) -> int | None:
    found = [
        i
        for i, h in enumerate(heads)
        if re.fullmatch("[一-鿿]{1,3}", unit) and unit in h and not re.search("目标|应|计划|日期|时间|人$", h)
    ]
    return found[0] if len(found) == 1 else None


def _numeric(table: _Table) -> list[int]:
    """Columns most filled cells of which are one number."""
    found: list[int] = []
    for at, head in enumerate(table.heads):
        cells = [r[at].strip() for r in table.rows if re.search(r"\d", r[at])]
        if at and len(cells) >= _LEAST and not _NO_VALUE.search(head):
            found += [at] if sum(bool(_NUMBER.match(c)) for c in cells) > 0.7 * len(cells) else []
    return found


def _weight(at: int, table: _Table) -> int:
    """For and against a column: its heading, the size of the targets, the verdicts, the ratio of two others."""
    head = table.heads[at]
    weight = 2 * bool(_RESULT.search(head)) - 2 * bool(_PART.search(head))
    weight += 2 * bool(table.unit and table.unit in head) + 4 * _is_ratio(at, table)
    pairs = [(v, t) for r, t in zip(table.rows, table.targets, strict=True) if t and (v := _figure(r[at])) is not None]
    times = [v / t.value for v, t in pairs if t.value]
    if times:
        weight += 1 if 0.5 <= median(times) <= 2 else -4 if not 0.1 <= median(times) <= 10 else 0
    return weight + _agreement(at, table)


def _agreement(at: int, table: _Table) -> int:
    """How the rows' own verdicts (达标, 未达标) bear a column out: +3 where nearly all do, −6 where most do not."""
    verdict = next((i for i, h in enumerate(table.heads) if i != at and _VERDICT.search(h) and _says(table, i)), None)
    right = [
        meets(value, target) is said
        for row, target in zip(table.rows, table.targets, strict=True)
        if verdict is not None and target and target.comparison
        if (said := _met(row[verdict])) is not None and (value := _figure(row[at])) is not None
    ]
    share = sum(right) / len(right) if len(right) >= _LEAST else 0.6
    return 3 if share >= 0.8 else -6 if share < 0.5 else 0


def _says(table: _Table, at: int) -> bool:
    return sum(_met(r[at]) is not None for r in table.rows) > 0.6 * len(table.rows)


def _met(text: str) -> bool | None:
    return False if _MISSED.match(text) else True if _MET.match(text) else None


def _figure(cell: str) -> float | None:
    return to_number(cell) if _NUMBER.match(cell.strip()) else None


def _is_ratio(at: int, table: _Table) -> bool:
    """Whether most values are one other column by another, as a share or in percent."""
    figures = [[_figure(c) for c in r] for r in table.rows]
    for top, bottom in permutations([i for i in _numeric(table) if i != at], 2):
        known = [(f[top], f[bottom], f[at]) for f in figures]
        whole = [(a, b, v) for a, b, v in known if a is not None and b and v is not None]
        right = sum(any(abs(k * a / b - v) <= 0.006 * max(v, 1) for k in (1, 100)) for a, b, v in whole)
        if len(set(whole)) >= _LEAST and right >= 0.75 * len(whole):
            return True
    return False
