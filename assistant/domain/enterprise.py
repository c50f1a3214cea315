"""The enterprise's fact table: what a draft may say. Everything is optional; nothing is ever filled in for the user.

A list item or a person may be written as a plain string or as a mapping; the reader turns both into these values.
"""

from datetime import date

from .value import Value

Number = float


class Fact(Value):
    """Something named that may carry details, as written."""

    name: str
    id: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    """Further keys of the item with their values as text, in the order given."""

    def detail(self, key: str) -> str | None:
        """One of the further keys."""
        return dict(self.details).get(key)


class Person(Value):
    """A person with a post."""

    name: str
    title: str | None = None


class Benchmark(Value):
    """A competitor's or model firm's figure. Never a baseline."""

    name: str
    indicator: str | None = None
    value: str | None = None
    unit: str | None = None
    source: str | None = None


class Advantage(Value):
    """A sustainable competitive advantage the enterprise has decided on."""

    name: str
    id: str | None = None
    policy_phrase: str | None = None


class Capability(Value):
    """A new-type capability to be built."""

    name: str
    id: str | None = None
    advantage: str | None = None
    """Id or name of the advantage it serves."""
    priority: str | None = None
    description: str | None = None
    processes: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()


class Stage(Value):
    """A stage value of a goal."""

    due: date | None = None
    due_text: str = ""
    value: Number | None = None
    value_text: str = ""


class Goal(Value):
    """A quantified goal. ``*_text`` keeps what was written where it is not a plain number or date."""

    name: str
    id: str | None = None
    capability: str | None = None
    policy_phrase: str | None = None
    indicator: str | None = None
    direction: str | None = None
    formula: str | None = None
    unit: str | None = None
    baseline: Number | None = None
    baseline_text: str = ""
    baseline_on: date | None = None
    baseline_on_text: str = ""
    baseline_source: str | None = None
    target: Number | None = None
    target_text: str = ""
    due: date | None = None
    due_text: str = ""
    stages: tuple[Stage, ...] = ()
    owner: str | None = None
    source: str | None = None
    cadence: str | None = None
    resources: str | None = None
    duplicates: tuple[str, ...] = ()
    """Slots given twice with different values, as written."""


class FactTable(Value):
    """All confirmed facts of one enterprise. ``unknown`` keeps keys the schema does not know, for a hint."""

    name: str | None = None
    aliases: tuple[str, ...] = ()
    industry: str | None = None
    products: tuple[Fact, ...] = ()
    headcount: int | None = None
    headcount_text: str = ""
    """As written, 约 2300 or 四十来人 among others."""
    sites: tuple[Fact, ...] = ()
    vision: str | None = None
    strategy: str | None = None
    strengths: tuple[Fact, ...] = ()
    weaknesses: tuple[Fact, ...] = ()
    opportunities: tuple[Fact, ...] = ()
    threats: tuple[Fact, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    policy: str | None = None
    advantages: tuple[Advantage, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    goals: tuple[Goal, ...] = ()
    top_management: Person | None = None
    management_representative: Person | None = None
    departments: tuple[Fact, ...] = ()
    existing_systems: tuple[Fact, ...] = ()
    information_systems: tuple[Fact, ...] = ()
    processes: tuple[Fact, ...] = ()
    as_of: date | None = None
    unknown: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    """Keys of the table itself that were given twice with different contents, with both as written."""
