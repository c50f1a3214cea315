"""Where one record of a file ends and the next begins: sheets, titles that come back, forms bound together."""

import re
from collections.abc import Collection, Sequence

from ..domain.facts import Line, Paper
from .identity import codes_in
from .papers import pair_fields
from .topics import fold_name


def segments_of(paper: Paper, known: Collection[str]) -> list[list[Line]]:
    """Lines by sheet; a form title that comes back, or other forms' titles and codes, open further records."""
    by_part: dict[int, list[Line]] = {}
    for line in paper.lines:
        if line.kind != "margin":
            by_part.setdefault(line.part, []).append(line)
    parts = [segment for lines in by_part.values() for segment in _split_at(lines, _other_forms(lines, known))]
    return [segment for lines in parts for segment in _split_repeated(lines, paper)]


def _other_forms(lines: Sequence[Line], known: Collection[str]) -> list[int]:
    """Lines that name different forms, each with its code and its own table below: forms bound in one file."""
    starts: dict[int, str] = {}
    for i, line in enumerate(lines[:-1]):
        codes = [c for c in codes_in(line.text) if c in known]
        titled = re.match(r"[^，。；：:]*?[一-鿿]{2,}(?:表|单|记录|台[账帐]|清单|登记|日志|簿)", line.text)
        plain = line.kind in ("text", "heading") and len(line.text) <= _LONGEST_TITLE
        if plain and titled and len(codes) == 1 and any(x.cells for x in lines[i + 1 : i + 3]):
            starts[i] = codes[0]
    return list(starts) if len(set(starts.values())) > 1 else []


_LONGEST_TITLE = 40


def _split_at(lines: list[Line], starts: Sequence[int]) -> list[list[Line]]:
    if len(starts) < 2:
        return [lines]
    bounds = [0, *(_with_heading(lines, i) for i in starts[1:]), len(lines)]
    return [lines[a:b] for a, b in zip(bounds, bounds[1:], strict=False) if b > a]


def _split_repeated(lines: list[Line], paper: Paper) -> list[list[Line]]:
    key = fold_name(paper.title)
    starts = [
        i
        for i, line in enumerate(lines)
        if line.kind in ("text", "heading") and len(line.text) <= 40 and len(key) >= 4 and _is_title(line.text, key)
    ]
    if len(starts) < 2:
        starts = [
            i for i, line in enumerate(lines) if line.kind in ("text", "heading") and _PERIOD_ONLY.match(line.text)
        ]
    if len(starts) < 2:
        starts = _months_on_their_own(lines) or _days_on_their_own(lines) or _periods_leading(lines)
    if len(starts) < 2:
        starts = _like_forms(lines)
    return _split_at(lines, starts)


def _months_on_their_own(lines: Sequence[Line]) -> list[int]:
    """Headings 1月, 2月, 3月 …, each once: the meetings or checks of a year bound in one paper."""
    found = [i for i, line in enumerate(lines) if line.kind == "heading" and _MONTH_ONLY.match(line.text)]
    return found if len(found) >= 3 and len({lines[i].text for i in found}) == len(found) else []


_MONTH_ONLY = re.compile(r"^\s*(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?\s*$")


def _days_on_their_own(lines: Sequence[Line]) -> list[int]:
    """Headings that are a day and nothing else, each with its own text below: meetings written one under another."""
    found = [i for i, x in enumerate(lines) if x.kind in ("text", "heading") and DAY_ONLY.match(x.text)]
    bounds = [*found[1:], len(lines)]
    told = all(b - a >= 2 for a, b in zip(found, bounds, strict=False))
    return found if told and found and found[0] <= 5 and len({lines[i].text for i in found}) == len(found) else []


def _periods_leading(lines: Sequence[Line]) -> list[int]:
    """一季度：…, 二季度 2025.6.19：…, 第二次　2025-11-27　…: a paper that holds nothing but one paragraph a period or
    time, each once."""
    told = {i: m for i, x in enumerate(lines) if x.kind == "text" and (m := _leads(x.text))}
    starts, periods = list(told), {m["p"] for m in told.values()}
    whole = starts and starts[0] <= 3 and len(starts) >= 0.7 * len(lines[starts[0] :])
    return starts if whole and len(starts) >= 2 and len(periods) == len(starts) else []


def _leads(text: str) -> re.Match[str] | None:
    return _PERIOD_LEADS.match(text) or _TIME_LEADS.match(text)


_TIME_LEADS = re.compile(
    r"^\s*(?P<p>第[一二三四五六七八九十\d]{1,2}次)[：:，,、　 ]*[（(]?"
    r"(?:20\d\d\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*\d{1,2}(?=.{16})"
)
_PERIOD_LEADS = re.compile(
    r"^\s*(?P<p>(?:20\d\d年?度?)?\s*(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9])月份?(?:\d{1,2}日)?|"
    r"20\d\d[.-]\d{1,2}[.-]\d{1,2}))[^一-鿿：:]{0,14}[：:](?=.{16})"
)
DAY_ONLY = re.compile(
    r"^\s*(?:(?:[一二三四五六七八九十\d]{1,2}[、.．]|第[一二三四五六七八九十\d]+次)\s*[（(]?)?"
    r"20\d\d\s*[年\-./]\s*\d{1,2}\s*[月\-./]\s*\d{1,2}\s*日?[）)]?(?:\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?"
    r"(?:\s*[上下]午)?\s*$"
)
"""A line that is a day and nothing else."""
_CODED = re.compile(r"(?<=[一-鿿])[\s　]+(?=[A-Z]{1,8}[-/.]?[A-Z\d])")
"""A form's title stands before its code: 账号权限复核表 HY-R-34 A/0."""
_PERIOD_ONLY = re.compile(
    r"^\s*(?:[一二三四五六七八九十]、)?20\d\d年?(?:度)?[-.]?(?:[上下]半年|第?[一二三四1-4]季度|(?:1[0-2]|0?[1-9])月(?:份)?)\s*$"
)
"""A heading that names a period and nothing else opens the record of that period."""


def _with_heading(lines: Sequence[Line], start: int) -> int:
    """Q2 or 3月5日 on a line of its own right before a form belongs to that form."""
    before = lines[start - 1] if start else None
    short = before is not None and before.kind in ("text", "heading") and len(before.text) <= _SHORT_HEADING
    return start - 1 if short and before is not None and re.search(r"\d|[一二三四上下]", before.text) else start


_SHORT_HEADING = 12


def _like_forms(lines: Sequence[Line]) -> list[int]:
    """Where tables begin that carry the same labels down: several filled forms in one file."""
    tables: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.kind == "row" and line.table is not None:
            tables.setdefault(line.table, []).append(i)
    labels = {t: tuple(n for i in rows for n, _ in pair_fields(lines[i])) for t, rows in tables.items()}
    kept = {t: names for t, names in labels.items() if len(set(names)) >= _LEAST_LABELS}
    common = max(kept.values(), key=list(kept.values()).count, default=())
    return [tables[t][0] for t in tables if kept.get(t) == common] if common else []


_LEAST_LABELS = 4


def _is_title(text: str, key: str) -> bool:
    text = _CODED.split(text, maxsplit=1)[0] or text
    numbered = fold_name(
        re.sub(r"[A-Za-z]{0,4}[-—]?\d{2,4}[-—]\d{1,3}(?!\d)|第\s*\d+\s*[号份]|[（(].*?[)）]", "", text)
    )
    folded = fold_name(re.sub(r"^[一二三四五六七八九十\d]+[、.．]|第?[一二三四五六七八九十\d]+次", "", text))
    return folded == key or numbered == key or (folded.endswith(key) and len(folded) <= len(key) + 6)
