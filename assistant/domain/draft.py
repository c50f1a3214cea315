"""Drafts of documents to come, and violations found in papers."""

from datetime import datetime
from typing import Literal

from .value import Value

ViolationSeverity = Literal["error", "warning", "hint"]


class Place(Value):
    """Where in the paper; ``quote`` is verbatim, empty when something is absent."""

    locator: str
    quote: str = ""


class Violation(Value):
    """A broken rule, the words that break it and a concrete way to mend it."""

    rule: str
    severity: ViolationSeverity
    where: Place
    message: str
    suggestion: str


class DraftSection(Value):
    """A part of a draft with the clauses it answers, the facts it used and what is still open."""

    heading: str
    text: str
    clauses: tuple[str, ...] = ()
    facts_used: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()


class Draft(Value):
    """A document to come. ``incomplete``: open points left; ``blocked``: the facts contradict each other."""

    kind: str
    title: str
    sections: tuple[DraftSection, ...]
    violations: tuple[Violation, ...] = ()
    status: Literal["ready", "incomplete", "blocked"]


class DraftVersion(Value):
    """A draft as it was kept: by whom, when, and how it came about (``起草``, ``修改``)."""

    draft: Draft
    by: str
    at: datetime
    how: str
