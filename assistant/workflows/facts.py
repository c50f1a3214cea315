"""The fact table: what contradicts, what looks like an order, what is missing, and proposals read from documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..checks.goal_items import GoalItem, goal_items
from ..checks.paper import Paper, paper_of
from ..domain.document import LoadedFile
from ..domain.draft import Violation
from ..domain.enterprise import FactTable
from ..domain.goal_slots import Slot
from ..domain.value import Value
from ..drafting.contradictions import contradictions, unknown_keys
from ..drafting.material import Material
from ..drafting.profile import Profile
from ..drafting.proposals import FoundGoal, Proposal, propose
from ..drafting.scribe import Brief, Scribe
from ..drafting.suspicion import cleansed, suspicion_violations

_TABLE = (
    "name",
    "industry",
    "products",
    "headcount",
    "sites",
    "strategy",
    "strengths",
    "weaknesses",
    "opportunities",
    "threats",
    "benchmarks",
    "policy",
    "advantages",
    "capabilities",
    "goals",
    "top_management",
    "management_representative",
    "departments",
    "information_systems",
)
_ITEMS = {
    "advantages": ("policy_phrase",),
    "capabilities": ("advantage", "priority", "description"),
    "goals": (
        "capability",
        "policy_phrase",
        "direction",
        "baseline",
        "baseline_on",
        "baseline_source",
        "target",
        "unit",
        "due",
        "stages",
        "formula",
        "source",
        "cadence",
        "owner",
        "resources",
    ),
}


class Missing(Value):
    """A fact nobody has supplied yet."""

    path: str
    what: str


class FactsReport(Value):
    """What ``facts check`` says. ``blocked`` where facts contradict each other."""

    status: str
    violations: tuple[Violation, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class FactsDeps:
    """The data this workflow needs."""

    material: Material
    orders: re.Pattern[str]


def examine(facts: FactTable, deps: FactsDeps) -> FactsReport:
    """Contradictions, suspected orders, unknown keys and missing facts of a table."""
    clean, suspicions = cleansed(facts, deps.orders)
    found = (*contradictions(clean), *suspicion_violations(suspicions), *unknown_keys(clean))
    missing = tuple(_missing(clean, deps.material))
    blocked = any(violation.severity == "error" for violation in found)
    status = "blocked" if blocked else "incomplete" if missing else "ready"
    return FactsReport(status=status, violations=found, missing=missing)


def _missing(facts: FactTable, material: Material) -> Sequence[Missing]:
    pen = Scribe(Brief(facts, material, Profile(facts, material)))
    found = [Missing(path=key, what=pen.missing(key)) for key in _TABLE if not pen.peek(key)[0]]
    for kind, slots in _ITEMS.items():
        for scoped in pen.items(kind):
            inner = pen.within(scoped)
            lacking = [slot for slot in slots if not inner.peek(f"item.{slot}")[0]]
            found += [Missing(path=f"{scoped.path}.{slot}", what=inner.missing(f"item.{slot}")) for slot in lacking]
    return found


class Reading(NamedTuple):
    """A file with the name it is cited by."""

    name: str
    loaded: LoadedFile


def from_documents(readings: Sequence[Reading], slots: Sequence[Slot], orders: re.Pattern[str]) -> tuple[Proposal, ...]:
    """Proposals for the fact table, each with the words it was read from; nothing is confirmed."""
    found: list[Proposal] = []
    for reading in readings:
        paper = paper_of(reading.loaded, "goals")
        goals = [_goal(item, paper) for item in goal_items(paper, slots)]
        lines = [(line.section, line.text, line.locator) for line in paper.pieces]
        found.extend(propose(reading.name, lines, goals))
    return tuple(proposal for proposal in found if not orders.search(proposal.quote))


def _goal(item: GoalItem, paper: Paper) -> FoundGoal:
    grids = [grid for grid in paper.grids if any(row.locator == item.locator for row in grid.rows)]
    heads = [text for grid in grids for text in (grid.section, *grid.columns)]
    return FoundGoal(
        name=item.name, quote=item.quote, locator=item.locator, place=" ".join((item.section, *heads)),
        slots=tuple((name, slot.text) for name, slot in item.slots.items() if name != "name"),
    )  # fmt: skip
