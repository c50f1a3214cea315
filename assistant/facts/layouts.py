"""Records kept without a table: entries that begin with a day, repeated blocks of 标签：值, lines parted into columns.

``laid_out`` gives each entry or block the shape of a table row (``heads`` and ``cells``), so that everything behind it
reads tables, lists and blocks alike. The text of such a row is the run of lines it was read from, word for word.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..domain.facts import Line
from ..text.dates import find_dates
from .label_runs import columns_in, day_at_start, item_text, pairs_in

_OPENER = re.compile(
    r"^(?:第\s*[一二三四五六七八九十\d]{1,3}\s*[张份次号项条期例件个笔单]|[A-Za-z]{1,6}[-—–_]?\d{1,4}(?:[-—–_]\d{1,4})*|"
    r"[（(【]?[一二三四五六七八九十\d]{1,3}[)）】、.．]?|(?:编号|序号|单号|No\.?)\s*[：:]?\s*\S{1,16})"
    r"(?:\s*[：:、　]?\s*[^，。；：:]{0,16})?$"
)
_SHARED = 0.5
_MEETING = re.compile(r"^(?:主持|参加|出席|到会|与会|参会)(?:人员?|者)?\s*[：:]")
_ONLY_DAY = re.compile(
    r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?"
)
_ANY_YEAR = 2024
"""A leap year for days told without one: here they are only compared with each other."""
_FIRST_TABLE = 900
"""Numbers of tables made here begin behind those of the file."""


class _Entry(NamedTuple):
    """Lines ``first`` … ``last`` (inclusive) as named values."""

    first: int
    last: int
    values: tuple[tuple[str, str], ...]


def laid_out(lines: Sequence[Line], title: str, *, dated: bool = True, run_on: bool = True) -> list[Line]:
    """Lines with runs of entries and blocks replaced by rows; ``dated`` False keeps lines that begin with a day,
    ``run_on`` False tells that the file has marks between lines, so that several cannot be quoted as one run."""
    plain = [line.kind in ("text", "heading") for line in lines]
    found: list[Line] = []
    start = 0
    while start < len(lines):
        stop = start
        while stop < len(lines) and plain[stop] and lines[stop].part == lines[start].part:
            stop += 1
        if stop == start:
            found.append(lines[start])
            start += 1
            continue
        found += _replaced(lines[start:stop], title, dated, _FIRST_TABLE + start)
        start = stop
    if not run_on:
        found = [x.model_copy(update={"shown": x.text.split("\n")[0]}) if x.quotes else x for x in found]
    return [line if line.index == i else line.model_copy(update={"index": i}) for i, line in enumerate(found)]


def _replaced(run: Sequence[Line], title: str, dated: bool, table: int) -> list[Line]:
    if _minutes_by_day(run):
        return list(run)
    entries = (_columned(run) or _dated(run) if dated else []) or _blocks(run, title)
    if not entries:
        return list(run)
    heads = tuple(dict.fromkeys(name for e in entries for name, _ in e.values))
    found: list[Line] = []
    place = 0
    for entry in entries:
        found += run[place : entry.first]
        found.append(_row(run[entry.first : entry.last + 1], heads, entry, table))
        place = entry.last + 1
    return [*found, *run[place:]]


def _minutes_by_day(run: Sequence[Line]) -> bool:
    """Minutes below lone full days: records of their own, not rows of one."""
    starts = [line.text.strip() for line in run if day_at_start(line.text)]
    return all(map(_ONLY_DAY.fullmatch, starts)) and any(_MEETING.search(line.text) for line in run)


def _row(lines: Sequence[Line], heads: tuple[str, ...], entry: _Entry, table: int) -> Line:
    values = dict(entry.values)
    return lines[0].model_copy(
        update={
            "kind": "row",
            "text": "\n".join(x.text for x in lines),
            "heads": heads,
            "cells": tuple(values.get(head, "") for head in heads),
            "table": table,
            "quotes": tuple(_place(head, values.get(head, ""), lines) for head in heads),
        }
    )


def _place(head: str, value: str, lines: Sequence[Line]) -> str:
    """The line a value stands on, or the one that holds its label; the first where the value goes over lines."""
    named = [x.text for x in lines if head.removesuffix("日期") in x.text]
    return next((t for t in named if value in t), None) or next(iter(named), lines[0].text)


def _columned(run: Sequence[Line]) -> list[_Entry]:
    """Lines parted alike by one mark under a line of headings parted the same way."""
    for start, line in enumerate(run[:-2]):
        for heads, split in columns_in(line.text):
            rows = [split(x.text) for x in run[start + 1 :]]
            fit = [i for i, cells in enumerate(rows) if len(heads) - 1 <= len(cells) <= len(heads)]
            if len(fit) >= 2 and fit == list(range(len(fit))) and len(fit) >= 0.6 * len(rows):
                return [_Entry(start + 1 + i, start + 1 + i, tuple(zip(heads, rows[i], strict=False))) for i in fit]
    return []


def _dated(run: Sequence[Line]) -> list[_Entry]:
    """Lines that begin with a day; what follows up to the next such line belongs to the entry."""
    starts = [i for i, line in enumerate(run) if day_at_start(line.text)]
    days = {(m.first.month, m.first.day) for i in starts for m in find_dates(run[i].text, _ANY_YEAR)[:1]}
    if len(starts) < 2 or len(days) == 1 or starts[0] > 0.5 * len(run) + 4:
        return []
    ends = [after - 1 for after in starts[1:]]
    followed = sum(end > start for start, end in zip(starts, ends, strict=False))
    ends.append(len(run) - 1 if followed >= 0.5 * len(ends) else starts[-1])
    if not followed >= 0.5 * len(starts[:-1]):
        ends = starts
    entries = [_Entry(a, b, _of_entry(run[a : b + 1])) for a, b in zip(starts, ends, strict=True)]
    return entries if all(len(e.values) >= 2 for e in entries) else []


def _of_entry(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    day = day_at_start(lines[0].text) or ""
    rest = item_text(lines[0].text)[len(day) :].lstrip(" 　:：,，、-—|｜\t）)】]")
    values = {"日期": re.sub(r"[【】\[\]]", "", day).strip()}
    for text in filter(None, (rest, *(x.text for x in lines[1:]))):
        _take(values, text)
    return tuple(values.items())


def _take(values: dict[str, str], text: str) -> None:
    """The labelled values of a text; what stands before the first label goes to 内容 or goes on with the last label."""
    before, pairs = pairs_in(text)
    if before:
        last = next(reversed(values), "日期")
        key = last if last not in ("日期", "名称", "编号") else "内容"
        values[key] = f"{values[key]} {before}".strip() if values.get(key) else before
    for name, value in pairs:
        values[name] = f"{values[name]}；{value}" if values.get(name) else value


def _blocks(run: Sequence[Line], title: str) -> list[_Entry]:
    """Blocks that repeat the same labels, each perhaps under a number or a short name of its own."""
    labels = [tuple(name for name, _ in pairs_in(x.text)[1]) if not pairs_in(x.text)[0] else () for x in run]
    firsts = [names[0] if names else "" for names in labels]
    opener = next((f for f in firsts if f and firsts.count(f) >= 2), "")
    starts = [i for i, f in enumerate(firsts) if f == opener] if opener else []
    if len(starts) < 2:
        return []
    above = [i > 0 and not firsts[i - 1] and _opens(run[i - 1], title) for i in starts]
    if sum(above) >= 0.6 * len(starts):
        starts = [i - 1 if up else i for i, up in zip(starts, above, strict=True)]
    bounds = [*starts, len(run)]
    usual = _last_label(labels, bounds)
    entries = [_block(run, labels, a, b, usual) for a, b in zip(bounds, bounds[1:], strict=False)]
    names = [{n for n, _ in e.values} for e in entries]
    shared = set.intersection(*names)
    few = any(len(n) < 3 for n in names) or len(shared) < max(2, _SHARED * max(map(len, names)))
    return [] if few else entries


def _opens(line: Line, title: str) -> bool:
    text = item_text(line.text)
    return len(text) <= 30 and text != title and bool(_OPENER.match(text) or day_at_start(text))


def _last_label(labels: Sequence[tuple[str, ...]], bounds: Sequence[int]) -> str:
    """The label that closes the first block."""
    return next((names[-1] for names in reversed(labels[bounds[0] : bounds[1]]) if names), "")


def _block(run: Sequence[Line], labels: Sequence[tuple[str, ...]], start: int, stop: int, usual: str) -> _Entry:
    last = stop - 1
    if stop == len(run):
        closed = [i for i in range(start, stop) if usual in labels[i]]
        last = closed[-1] if closed else last
    values = dict(_named(run[start])) if not labels[start] else {}
    for line in run[start + (not labels[start]) : last + 1]:
        _take(values, line.text)
    return _Entry(start, last, tuple(values.items()))


def _named(line: Line) -> Iterator[tuple[str, str]]:
    text = item_text(line.text)
    day = day_at_start(text)
    yield ("日期" if day else "编号" if re.search(r"\d|第", text) else "名称"), text
