"""A rule of the checker as data: what it looks for, why, and how to mend it. Filled from ``corpus/rules/checks``."""

from typing import Any

from .draft import ViolationSeverity
from .value import Value


class Example(Value):
    """A short paper (Markdown) a rule must accept or reject, with the facts and other papers it is checked against."""

    text: str
    facts: dict[str, Any] | None = None
    others: tuple[str, ...] = ()


class Rule(Value):
    """``check`` names a typed function; ``parameters`` are its words and numbers. No logic in data.

    ``message`` and ``suggestion`` are templates: ``{quote}`` and whatever else the check reports.
    """

    id: str
    title: str
    severity: ViolationSeverity
    scopes: tuple[str, ...]
    """Kinds of paper: ``policy``, ``goals`` …; ``any`` for all."""
    check: str
    parameters: dict[str, Any] = {}
    why: str
    """The clause or principle behind the rule, in our own words."""
    keys: tuple[str, ...] = ()
    """Clause keys of GB/T 23001."""
    message: str
    suggestion: str
    ok: tuple[Example, ...]
    bad: tuple[Example, ...]

    def applies_to(self, kind: str) -> bool:
        """Whether papers of this kind are checked by the rule."""
        return kind in self.scopes or "any" in self.scopes
