"""Family F, figures: values that do not follow from their own parts."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from ..domain.facts import Goal, Record, Source
from ..facts.goals import goal_key
from ..facts.header_rows import lowest_head
from ..text.quantities import to_number
from .case import Case
from .registry import Hit, Parameters, detector


@detector("F4", "value-against-parts", kind="rule")
def value_against_parts(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A rate that its own numerator and denominator do not give."""
    for rows in case.rows.values():
        told = {r.id: parts for r in rows if (parts := _named_parts(r))} | by_columns(rows)
        for row in rows:
            if row.id not in told:
                continue
            top, bottom, rate = told[row.id]
            real = 100 * top / bottom
            if abs(real - rate) > 0.6 and abs(real / 100 - rate) > 0.006:
                goal = _goal_of(row, case)
                yield Hit(
                    object=f"{goal.name if goal else row.subject} {row.period[0] if row.period else ''}：{rate}",
                    root=f"parts:{row.id}",
                    document=goal.source if goal else None,
                    record=row.source,
                    values={"real": f"{real:.1f}"},
                )


_BASIS = "分[母子]|口径|算法|计算公式|计算方法|统计范围|取数范围"
_CHANGED = re.compile(rf"(?:{_BASIS})[^。；|]{{0,8}}(?:改[为按用成]|变更为|调整为|换成|改了)")
_FIXED = re.compile(
    rf"(?:{_BASIS})[^。；，]{{0,24}}(?:为准|不(?:得|应|能)(?:自行|擅自|随意|任意|私自)?[改变调修])|"
    rf"不(?:得|应|能)(?:自行|擅自|随意|任意|私自)?[改变调修][^。；，]{{0,8}}(?:{_BASIS})|"
    rf"(?:{_BASIS})[^。；]{{0,12}}(?:变更|调整|改变|修改)[^。；]{{0,16}}(?:批准|审批|审定|同意)"
)
_AGREED = re.compile("批准|同意|审批|审定|核准")


@detector("F4", "basis-changed", kind="rule")
def basis_changed(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A ledger or report that says it counts in another way than defined, where a rule keeps the definition and no
    paper tells that the change was agreed to."""
    rule = next(
        (
            Source(file=p.file, locator=x.locator, quote=x.text, rule="basis/1")
            for p in case.facts.normative
            for x in p.lines
            if not p.superseded and _FIXED.search(x.text)
        ),
        None,
    )
    measured = {m.source.file for m in case.facts.measurements}
    lines = [(r, x) for r in case.heads if rule for x in case.lines(case.papers[r.paper]) if x.text in r.text]
    if any(re.search(_BASIS, x.text) and _AGREED.search(x.text) for _, x in lines):
        return
    for record, line in lines:
        if record.paper in measured and _CHANGED.search(line.text):
            yield Hit(
                object=f"{record.title}：{next(c for c in (*line.cells, line.text) if _CHANGED.search(c))}",
                root=f"basis:{record.paper}",
                document=rule,
                record=Source(file=record.paper, locator=line.locator, quote=line.quote, rule="basis/1"),
            )
            return


def _goal_of(row: Record, case: Case) -> Goal | None:
    """The goal one of the row's columns is headed by, else the one the row names."""
    heads = {goal_key(lowest_head(f.name)) for f in row.fields} | {goal_key(row.subject)}
    return next((g for g in case.facts.goals if goal_key(g.name) in heads), None)


_Parts = tuple[float, float, float]


def _named_parts(row: Record) -> _Parts | None:
    """Numerator, denominator and rate by what their columns are called."""
    top, bottom, rate = (
        _number_of(row, p)
        for p in (
            r"分子|准时(?:批次|数|订单)|合格(?:数|批次)|完成数|达成数",
            r"分母|总(?:批次|数|订单)|应(?:交|到)(?:批次|数)|检验数|计划数",
            r"(?:率|达成值|实际值?|实测值?|实绩|完成值|测量值|测量结果|统计值|监测值|本[月期]值|结果)[（(]?[%％]?[)）]?$",
        )
    )
    return (top, bottom, rate) if top is not None and bottom and rate is not None and 0 < top <= bottom else None


_SUM = re.compile(
    r"(?P<a>\d[\d,]*(?:\.\d+)?)\s*[一-鿿%％]{0,4}\s*[÷/／]\s*[一-鿿]{0,12}\s*(?P<b>\d[\d,]*(?:\.\d+)?)\s*[一-鿿]{0,4}\s*"
    r"(?:[×xX*]\s*100\s*[%％]?\s*)?[=＝]\s*(?P<v>\d+(?:\.\d+)?)\s*(?P<u>[%％]?)"
)
"""准时1210单÷应交付1264单＝95.7%."""
_OF = re.compile(
    r"(?P<a>\d{2,6})(?P<u>[单批件台次项套箱米条份张])[^。；;\d%％]{0,10}(?P<b>\d{1,6})(?P=u)[^。；;\d%％]{0,10}率[^\d。；;≥≤]{0,4}"
    r"(?P<v>\d{1,3}(?:\.\d+)?)\s*[%％]"
)
"""应交1264单，准时1210单，准时率95.7%."""


@detector("F4", "told-sum", kind="rule")
def told_sum(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A rate in running text that the two figures told with it do not give."""
    for record in case.heads:
        for line in case.lines(case.papers[record.paper]):
            wrong = [x for m in _SUM.finditer(line.text) if (x := _wrong_sum(m))]
            wrong += [x for m in _OF.finditer(line.text) if (x := _wrong_share(m))]
            if wrong and line.text in record.text:
                goal = next((g for g in case.facts.goals if len(g.name) >= 3 and goal_key(g.name) in line.text), None)
                yield Hit(
                    object=f"{goal.name if goal else record.title}：{wrong[0][0]}",
                    root=f"sum:{record.paper}:{line.index}",
                    document=goal.source if goal else None,
                    record=Source(file=record.paper, locator=line.locator, quote=line.quote, rule="sum/1"),
                    values={"real": wrong[0][1]},
                )


def _wrong_sum(match: re.Match[str]) -> tuple[str, str] | None:
    top, bottom, told = (to_number(match[g]) for g in ("a", "b", "v"))
    if top is None or not bottom or told is None:
        return None
    real = (100 if match["u"] or "100" in match[0][match.end("b") - match.start() :] else 1) * top / bottom
    return None if abs(real - told) <= _rounded(match["v"]) else (match[0], f"{real:.4g}")


def _wrong_share(match: re.Match[str]) -> tuple[str, str] | None:
    """Only a rate near the one the figures give is meant to be theirs."""
    one, other, told = float(match["a"]), float(match["b"]), float(match["v"])
    real = 100 * min(one, other) / max(one, other)
    near = min((real, 100 - real), key=lambda r: abs(r - told))
    return (match[0], f"{near:.1f}") if _rounded(match["v"]) < abs(near - told) <= _NEAR else None


_NEAR = 6


def _rounded(text: str) -> float:
    return 0.55 * 10.0 ** -len(text.partition(".")[2]) + 0.01


_SHARE = re.compile(r"率|比|占|[%％]|数值|[测量统计监完成实际]+值")


def by_columns(rows: Sequence[Record]) -> dict[str, _Parts]:
    """Rates and their parts where most rows of a table show by their figures which columns these are."""
    found: dict[str, _Parts] = {}
    for alike in _alike(rows):
        values = [[_plain_number(f.value) for f in r.fields] for r in alike]
        heads = [lowest_head(f.name) for f in alike[0].fields]
        for at, head in enumerate(heads):
            if not _SHARE.search(head):
                continue
            for top, bottom in permutations([i for i in range(len(heads)) if i != at], 2):
                told = [(r.id, _parts(v[top], v[bottom], v[at])) for r, v in zip(alike, values, strict=True)]
                known = {i: p for i, p in told if p is not None}
                right = sum(_gives(p) for p in known.values())
                if len(known) >= _LEAST and right >= 0.75 * len(known) and len(set(known.values())) >= _LEAST:
                    found |= known
    return found


_LEAST = 4


def _alike(rows: Sequence[Record]) -> list[list[Record]]:
    tables: dict[tuple[str, ...], list[Record]] = {}
    for row in rows:
        tables.setdefault(tuple(f.name for f in row.fields), []).append(row)
    return [t for t in tables.values() if len(t) >= _LEAST and 3 <= len(t[0].fields) <= _WIDEST]


_WIDEST = 14


def _plain_number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text.strip()) else None


def _parts(top: float | None, bottom: float | None, rate: float | None) -> _Parts | None:
    whole = top is not None and bottom is not None and rate is not None and 0 < top <= bottom and bottom >= 5
    return (top or 0.0, bottom or 1.0, rate or 0.0) if whole and rate else None


def _gives(parts: _Parts) -> bool:
    real = parts[0] / parts[1]
    return abs(100 * real - parts[2]) <= 0.11 or abs(real - parts[2]) <= 0.0011


def _number_of(row: Record, pattern: str) -> float | None:
    return next(
        (
            to_number(f.value)
            for f in row.fields
            if re.search(pattern, lowest_head(f.name)) and re.search(r"\d", f.value) and not f.on
        ),
        None,
    )
