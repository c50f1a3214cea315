"""Who was on leave or lent away, from which day to which, as rosters and notices tell."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.facts import Line, Paper, Source
from ..text.dates import find_dates
from ..text.roles import is_person

_LEAVE = re.compile("产假|病假|休假|哺乳假|长假|事假|脱产|借调|外派|停薪留职|进修|驻外|待产")
_NAME_HEAD = re.compile("^(?:姓名|人员|名字|员工)(?:姓名)?$|^谁$")
_TOLD = re.compile(
    r"(?P<n>[一-鿿]{2,4}?)(?:同志|女士|先生)?[，,]?(?:因[^，。；]{0,8}[，,])?(?:自|从|于)?\s*(?P<d>20\d\d[^，。；]{3,10}?[日起])[^。；]{0,40}"
)
_MATERNITY = timedelta(days=97)
"""The least the law gives where no end is told."""


class Absence(NamedTuple):
    """The days on which a person was not there, both inclusive, and the place that says so."""

    person: str
    first: date
    last: date
    source: Source

    def covers(self, day: date) -> bool:
        """Whether the person was away on a day."""
        return self.first <= day <= self.last


def leaves_of(papers: Iterable[Paper]) -> list[Absence]:
    """All leaves with a known span."""
    return [leave for paper in papers for line in paper.lines if _LEAVE.search(line.text) for leave in _of(line, paper)]


def _of(line: Line, paper: Paper) -> Iterator[Absence]:
    person = next((c.strip() for h, c in zip(line.heads, line.cells, strict=False) if _NAME_HEAD.search(h)), "")
    if person:
        notes = (c for c in line.cells if _LEAVE.search(c))
        yield from (made for note in notes if (made := _leave(person, note, line, paper)))
    elif not line.heads:
        for match in _TOLD.finditer(line.text):
            if _LEAVE.search(match[0]) and is_person(match["n"]):
                made = _leave(match["n"], match[0], line, paper)
                yield from [made] if made else []


def _leave(person: str, note: str, line: Line, paper: Paper) -> Absence | None:
    days = [m.first for m in find_dates(note) if m.precision == "day"]
    if not days or len(days) < 2 and "产假" not in note:
        return None
    last = days[1] if len(days) > 1 else days[0] + _MATERNITY
    source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="leave/1")
    return Absence(person, days[0], last, source) if days[0] < last else None
