"""A document to come, from the facts: cleansed, checked for contradictions, composed, checked as a whole."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..domain.document import LoadedFile
from ..domain.draft import Draft, DraftSection, Place, Violation
from ..domain.enterprise import FactTable
from ..domain.errors import InputError
from ..drafting import kinds
from ..drafting.contradictions import contradictions, unknown_keys
from ..drafting.material import Material
from ..drafting.numbers import foreign_numbers
from ..drafting.profile import Profile
from ..drafting.reuse import fingerprint, most_reused, reuse_violation
from ..drafting.rewording import Rewording, reworded
from ..drafting.scribe import Brief
from ..drafting.suspicion import cleansed, suspicion_violations
from .check import CheckDeps, check_paper, paper_kinds

_OPEN = re.compile(r"【待补充[^】]*】")
_BLANK = re.compile(r"【待填写】")
_FORMS = frozenset({"corrective_action"})
"""Blank record forms: the rules of their kind are for filled ones."""


@dataclass(frozen=True)
class DraftDeps:
    """The data of drafting; ``read`` turns Markdown into a paper for the checks."""

    material: Material
    orders: re.Pattern[str]
    checks: CheckDeps
    read: Callable[[str], LoadedFile]
    rewording: Rewording | None = None
    """A language model with its prompt; None leaves the deterministic wording."""


def draft_kinds(material: Material) -> list[str]:
    """Kinds that can be drafted; procedures by name."""
    return kinds.names(material)


def draft(kind: str, facts: FactTable, deps: DraftDeps) -> Draft:
    """The draft of one kind. Raises InputError for an unknown kind."""
    kind = kind.strip().replace("：", ":", 1)
    if not kinds.known(kind, deps.material):
        available = "、".join(draft_kinds(deps.material))
        raise InputError(f"不认识的草案种类 {kind}", "KIND", f"可用：{available}")
    clean, suspicions = cleansed(facts, deps.orders)
    brief = Brief(clean, deps.material, Profile(clean, deps.material))
    title, sections = kinds.compose(kind, brief)
    own = (*contradictions(clean), *suspicion_violations(suspicions), *unknown_keys(clean))
    if deps.rewording:
        sections = reworded(sections, clean, deps.rewording)
    found = (*own, *_whole(kind, title, sections, clean, deps))
    return Draft(kind=kind, title=title, sections=sections, violations=found, status=_status(sections, own))


def edited(made: Draft, texts: Sequence[str], facts: FactTable, deps: DraftDeps) -> Draft:
    """A draft after a person changed the texts of its sections: open points and findings are looked for anew."""
    sections = tuple(
        section if text == section.text else section.model_copy(update={"text": text, "open_points": _points(text)})
        for section, text in zip(made.sections, texts, strict=True)
    )
    clean, suspicions = cleansed(facts, deps.orders)
    own = (*contradictions(clean), *suspicion_violations(suspicions), *unknown_keys(clean))
    found = (*own, *_whole(made.kind, made.title, sections, clean, deps))
    return made.model_copy(update={"sections": sections, "violations": found, "status": _status(sections, own)})


def _points(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_OPEN.findall(text)))


def _status(
    sections: tuple[DraftSection, ...], own: tuple[Violation, ...]
) -> Literal["ready", "incomplete", "blocked"]:
    if any(violation.severity == "error" for violation in own):
        return "blocked"
    return "incomplete" if any(section.open_points for section in sections) else "ready"


def _whole(
    kind: str, title: str, sections: tuple[DraftSection, ...], facts: FactTable, deps: DraftDeps
) -> tuple[Violation, ...]:
    """The whole text against the numbers of the facts and against the rules of its kind.

    What an open point already says is not said again.
    """
    text = "\n\n".join(f"## {section.heading}\n\n{section.text}" for section in sections)
    numbers = tuple(
        Violation(
            rule="draft-number-not-in-facts", severity="error", where=Place(locator="全文", quote=foreign.token),
            message=f"草案里的数字 {foreign.token} 不在事实表中（{foreign.context}）。",
            suggestion="改成待补充，或先把事实补进事实表。",
        )
        for foreign in foreign_numbers(text, facts)
    )  # fmt: skip
    scope = kind.split(":")[0]
    if scope in _FORMS or scope not in paper_kinds(deps.checks.rules):
        return numbers
    loaded = deps.read(f"# {title}\n\n" + _BLANK.sub("", _OPEN.sub("待补充", text)))
    found = check_paper(loaded, scope, deps.checks, facts).violations
    points = [point for section in sections for point in section.open_points]
    return (*numbers, *(violation for violation in found if not _said(violation, points)))


def _said(violation: Violation, points: Sequence[str]) -> bool:
    """An open point already asks for it: it stands in the quote, or names the goal that lacks something.

    The baseline of a goal is asked for in both: nothing can be checked against a goal without one.
    """
    if violation.rule.startswith("goal-"):
        named = re.search(r"目标“([^”]+)”没有", violation.message)
        asked = named and any(f"“{named[1]}”" in point for point in points)
        return bool(asked) and violation.severity != "error"
    return "待补充" in violation.where.quote


def with_reuse(made: Draft, template: str, foreign: Iterable[str], common: Iterable[str]) -> Draft:
    """The draft with a warning when ``template`` was copied from another client's document."""
    shared = frozenset[int]().union(*(fingerprint(text) for text in common))
    reuse = most_reused(fingerprint(template), [fingerprint(text) for text in foreign], shared)
    return made.model_copy(update={"violations": (*made.violations, *reuse_violation(reuse, "--template"))})
