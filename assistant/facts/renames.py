"""Departments that changed their name, with the day of the change, as lists and notices tell."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ..domain.facts import Line, Paper, Source
from ..text.dates import find_dates
from ..text.roles import fold_department

_D = r"[一-鿿]{2,10}?(?:部|处|科|室|中心|办|办公室)"
_TOLD = re.compile(
    rf"(?:自|从|于)?(?P<day>20\d\d[^，。；“”]{{4,10}}?)(?:日|起|[，,])+[^，。；]{{0,10}}?[“\"「]?(?P<old>{_D})[”\"」]?"
    rf"(?:正式)?(?:更名|改名|改称|变更|调整)为?[“\"「]?(?P<new>{_D})[”\"」]?(?![一-鿿]*委员会)"
)


class Rename(NamedTuple):
    """A department's old and new name and the first day of the new one."""

    old: str
    new: str
    on: date
    source: Source


def renames_of(papers: Iterable[Paper]) -> list[Rename]:
    """All dated renames, one a pair of names."""
    found: dict[tuple[str, str], Rename] = {}
    for paper in papers:
        for line in paper.lines:
            for one in (*_of_row(line, paper), *_of_text(line, paper)):
                found.setdefault((one.old, one.new), one)
    return list(found.values())


def _of_row(line: Line, paper: Paper) -> Iterator[Rename]:
    cells = {h: line.cells[i] for i, h in enumerate(line.heads) if i < len(line.cells)}
    old = next((v for h, v in cells.items() if re.search("原(?:部门)?名|原部门|旧名|曾用名", h)), "")
    new = next((v for h, v in cells.items() if re.search("(?:现|新)(?:部门)?名|现部门|新部门", h)), "")
    days = [
        m.first
        for h, v in cells.items()
        if re.search("日期|时间|生效", h)
        for m in find_dates(v)
        if m.precision == "day"
    ]
    days += [
        d for i, d in enumerate(line.dates) if d and i < len(line.heads) and re.search("日期|时间|生效", line.heads[i])
    ]
    if len(old) >= 2 and len(new) >= 2 and days and old != new:
        source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="rename/1")
        yield Rename(fold_department(old), fold_department(new), days[0], source)


def _of_text(line: Line, paper: Paper) -> Iterator[Rename]:
    if line.heads or not re.search("更名|改名|改称", line.text):
        return
    for match in _TOLD.finditer(line.text):
        days = [
            m.first for m in find_dates(line.text[match.start("day") : match.end("day") + 1]) if m.precision == "day"
        ]
        if days and match["old"] != match["new"]:
            source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="rename/1")
            yield Rename(fold_department(match["old"]), fold_department(match["new"]), days[0], source)
