"""The case under examination: facts, what the enterprise declared, and look-ups the detectors share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from ..domain.amended import Amended
from ..domain.declaration import Enterprise
from ..domain.facts import Facts, Line, Paper, Post, Record, Source
from ..facts.aliases import Names
from ..facts.redating import unamended
from ..facts.topics import families_of
from ..text.business_year import period_label
from ..text.calendar import IsWorkday
from ..text.roles import TOP_MANAGER

SMALL_FIRM = 30
"""Up to this headcount one person wears several hats: C1–C4 become questions."""


LEFT_FIRM = re.compile("离职|离岗|离厂|退休|辞职|调离")
"""Words beside the end of a post that tell the person left the firm: a sign-in sheet of before names no post after."""


@dataclass(frozen=True)
class Case:
    """Everything a detector may look at. ``window`` and ``as_of`` bound what is expected."""

    facts: Facts
    enterprise: Enterprise
    window: tuple[date, date]
    as_of: date
    is_workday: IsWorkday
    authenticity: bool = False
    memo: dict[str, Any] = field(default_factory=dict[str, Any], compare=False)
    """Views built once a case, by name."""

    @cached_property
    def departments(self) -> Names:
        """Canonical department names."""
        return Names(self.facts.aliases, "department", (d.name for d in self.facts.departments))

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """Papers by file."""
        return {p.file: p for p in self.facts.papers}

    def lines(self, paper: Paper) -> tuple[Line, ...]:
        """Lines of a paper, without those a person said tell no fact or another one."""
        overruled = self._overruled.get(paper.file)
        if not overruled:
            return paper.lines
        return tuple(line for line in paper.lines if not any(quote in line.text for quote in overruled))

    @cached_property
    def _overruled(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for source in self.facts.overruled:
            if source.quote.strip():
                found.setdefault(source.file, []).append(source.quote)
        return found

    def as_written(self, source: Source) -> Source:
        """The source in the words of its file, where a person corrected a day of its line."""
        paper = self.papers.get(source.file)
        if paper is None or not self._amended or source.quote in paper.text:
            return source
        read = next((q for a in self._amended.get(source.file, ()) if (q := unamended(source.quote, a))), "")
        return source.model_copy(update={"quote": read}) if read in paper.text and read else source

    @cached_property
    def _amended(self) -> dict[str, list[Amended]]:
        found: dict[str, list[Amended]] = {}
        for one in self.facts.amended:
            found.setdefault(one.file, []).append(one)
        return found

    def department_in(self, actor: str) -> str | None:
        """The registered department an actor is, or stands in front of a post (信息中心系统工程师)."""
        if self.departments.known(actor):
            return actor
        names = [n for d in self.facts.departments for n in (d.name, *d.aliases)]
        names += [a.other for a in self.facts.aliases if a.kind == "department"]
        return max((n for n in names if len(n) >= 2 and actor.startswith(n)), key=len, default=None)

    @cached_property
    def documents(self) -> dict[str, Paper]:
        """Documents that prescribe, by key."""
        return {p.key: p for p in self.facts.normative}

    @cached_property
    def heads(self) -> list[Record]:
        """Records that are no ledger rows."""
        return [r for r in self.facts.records if not r.row]

    @cached_property
    def rows(self) -> dict[str, list[Record]]:
        """Ledger rows by file."""
        found: dict[str, list[Record]] = {}
        for record in self.facts.records:
            if record.row:
                found.setdefault(record.paper, []).append(record)
        return found

    @cached_property
    def small(self) -> bool:
        """Whether the firm is so small that one person holds several posts."""
        count = self.enterprise.headcount
        return count is not None and count <= SMALL_FIRM

    @cached_property
    def _posts(self) -> dict[str, list[Post]]:
        found: dict[str, list[Post]] = {}
        for post in self.facts.posts:
            found.setdefault(post.person, []).append(post)
        return found

    def posts_on(self, person: str, on: date | None) -> list[Post]:
        """Posts a person held on a day (all dated and undated ones where no day is known)."""
        posts = self._posts.get(person, [])
        if on is None:
            return posts
        held = [p for p in posts if (p.start is None or p.start <= on) and (p.end is None or p.end >= on)]
        left = any(p.end and p.end < on and LEFT_FIRM.search(p.source.quote + p.note) for p in posts)
        return [p for p in held if p.post or p.start or p.end] if left else held

    def departments_of(self, person: str, on: date | None) -> set[str]:
        """Canonical departments of a person on a day; empty when unknown."""
        return {self.departments.of(p.department) for p in self.posts_on(person, on) if p.department}

    def top_managers(self, on: date | None) -> set[str]:
        """People whose post on that day is the top manager's."""
        return {
            p.person
            for p in self.facts.posts
            if TOP_MANAGER.search(p.post) and "副" not in p.post and p in self.posts_on(p.person, on)
        }

    def covered(self, topics: Iterable[str | None]) -> bool:
        """Whether every record family these topics belong to was declared complete."""
        declared = dict(self.enterprise.coverage)
        default = declared.get("default", "unknown")
        families = {f for t in topics for f in families_of(t)}
        if families:
            return all(declared.get(f, default) == "complete" for f in families)
        return default == "complete" and all(said == "complete" for said in declared.values())

    def in_window(self, day: date | None) -> bool:
        """Whether a day lies in the window."""
        return day is not None and self.window[0] <= day <= self.window[1]

    def label(self, first: date, last: date) -> str:
        """A period as people say it, by months where the enterprise's year is not the calendar's."""
        return period_label(first, last, self.facts.year_start)
