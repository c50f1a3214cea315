"""When people were away for long: on leave or sent elsewhere, as a register or a notice tells, or not yet hired."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.facts import Line, Source
from ..text.dates import find_dates
from .case import LEFT_FIRM, Case

_AWAY = re.compile("(?<!人)(?:休?产假|哺乳假|病假|长假|休假|停薪|住院|外派|派驻|驻外|借调|脱产|进修)")
_HIRED = re.compile("入职|新进|新聘|到岗|报到")
_LONG = 14
_NEAR = 8
_SETTLING = 15
"""Papers of the handing over may still be signed some days after leaving."""


class Absence(NamedTuple):
    """The days on which a person was not there, both inclusive, and the place that says so."""

    person: str
    first: date
    last: date
    source: Source

    def covers(self, day: date) -> bool:
        """Whether the person was away on a day."""
        return self.first <= day <= self.last


def absences(case: Case) -> list[Absence]:
    """Leaves told with both days, leavings, and the time before people were hired; built once."""
    if "absences" not in case.memo:
        case.memo["absences"] = [*_leaves(case), *_left(case), *_not_yet(case)]
    return case.memo["absences"]


def _leaves(case: Case) -> list[Absence]:
    names = sorted({p.person for p in case.facts.posts if len(p.person) >= 2})
    found: list[Absence] = []
    for paper in case.facts.papers:
        for line in case.lines(paper):
            if _AWAY.search(line.text) and (one := _leave(line, names, paper.file, case)):
                found.append(one)
    return found


def _leave(line: Line, names: list[str], file: str, case: Case) -> Absence | None:
    """许静仪 … 自9月15日起休产假，至12月31日: the person named first, the days beside the word."""
    days = [m for m in find_dates(line.text, case.window[0].year) if m.precision == "day"]
    first = min(((line.text.find(n), n) for n in names if n in line.text), default=None)
    pairs = [
        (a.first, b.first)
        for a, b in zip(days, days[1:], strict=False)
        if timedelta(days=_LONG) <= b.first - a.first and b.start - a.end <= _NEAR
        if _AWAY.search(line.text[max(0, a.start - _NEAR) : b.end + _NEAR])
    ]
    if first is None or len(pairs) != 1 or re.search("[由请]$", line.text[: first[0]]):
        return None
    source = Source(file=file, locator=line.locator, quote=line.quote, rule="absence/1")
    return Absence(first[1], pairs[0][0], pairs[0][1], source)


def _left(case: Case) -> list[Absence]:
    """After leaving the firm, where no later post is known."""
    found: list[Absence] = []
    for person in {p.person for p in case.facts.posts}:
        posts = [p for p in case.facts.posts if p.person == person]
        gone = [p for p in posts if p.end and LEFT_FIRM.search(p.source.quote + p.note)]
        last = max((p.end for p in gone if p.end), default=None)
        if last and not case.posts_on(person, last + timedelta(days=_SETTLING + 1)):
            source = next(p.source for p in gone if p.end == last)
            found.append(Absence(person, last + timedelta(days=_SETTLING + 1), date.max, source))
    return found


def _not_yet(case: Case) -> list[Absence]:
    """Before the day a register says a person was hired, where it is the only post known."""
    found: list[Absence] = []
    for post in case.facts.posts:
        only = sum(p.person == post.person for p in case.facts.posts) == 1
        if only and post.start and _HIRED.search(post.source.quote + post.note):
            found.append(Absence(post.person, date.min, post.start - timedelta(days=2), post.source))
    return found
