"""When people were not of the firm: after they left, or before they were hired."""

import re
from datetime import date, timedelta

from ..facts.leaves import Absence
from .case import LEFT_FIRM, Case

_HIRED = re.compile("入职|新进|新聘|到岗|报到")
_SETTLING = 15
"""Papers of the handing over may still be signed some days after leaving."""


def absences(case: Case) -> list[Absence]:
    """Leavings and the time before people were hired; built once."""
    if "absences" not in case.memo:
        case.memo["absences"] = [*_left(case), *_not_yet(case)]
    return case.memo["absences"]


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
