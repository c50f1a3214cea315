"""What drafts are made of beside the facts: templates, what to ask for, hints by industry, indicator and capability.

All of it is data of ``corpus/templates``; the reader passes plain mappings, these values check them.
"""

from collections.abc import Mapping
from typing import Any

from ..domain.framework import Framework
from ..domain.subject import Entry, Subject
from ..domain.value import Value


class Ask(Value):
    """A fact somebody must supply: its name and how to get it."""

    label: str
    how: str


class Form(Value):
    """A record form: labelled rows, or columns with empty rows. Every field is printed blank."""

    columns: tuple[str, ...]
    rows: tuple[str, ...] = ()
    """First cells of the rows; without them ``empty`` rows are printed."""
    empty: int = 2


class Part(Value):
    """A piece of a section: ``text``, a table of ``columns`` for ``each``, a blank ``form``, or a composer to ``use``.

    ``when`` names paths that must (``!path``: must not) have a value. ``each`` repeats the piece for a list of the
    fact table, its items standing under the name ``item``.
    """

    text: str = ""
    when: tuple[str, ...] = ()
    each: str = ""
    columns: Mapping[str, str] = {}
    form: Form | None = None
    use: str = ""
    quiet: bool = False
    """Of an ``each``: nothing is asked where the list is empty, and items that differ only by name share a line."""


class SectionPlan(Value):
    """A section: heading, clause keys it answers, its parts; ``each`` makes one section for every item of a list."""

    heading: str
    keys: tuple[str, ...] = ()
    parts: tuple[Part, ...]
    each: str = ""
    when: tuple[str, ...] = ()


class Template(Value):
    """A kind of document. ``relevant``: fact paths a draft of this kind must use where they are known."""

    kind: str
    title: str
    sections: tuple[SectionPlan, ...]
    relevant: tuple[str, ...] = ()
    words: Mapping[str, Any] = {}


class Hints(Value):
    """What a class of industries, indicators or capabilities calls to mind. ``match``: regular expressions."""

    id: str
    match: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = {}

    def get(self, key: str) -> tuple[str, ...]:
        """The hints under ``key``; empty where there are none."""
        return self.lists.get(key, ())


class Step(Value):
    """A step of a procedure in the order 5W1H asks: who, when, what, how, why, and the record that stays."""

    who: str
    when: str
    what: str
    how: str
    why: str = ""
    record: str = ""
    only: tuple[str, ...] = ()
    """Sectors the step is for; empty: all."""
    small: str = ""
    """How a firm of few people does it."""
    own: "OwnStep | None" = None


class OwnStep(Value):
    """What stands in place of a step for every item of a list whose ``needs`` are known; ``{item…}`` are its facts."""

    each: str
    needs: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    what: str = ""
    how: str = ""


class ProcedurePlan(Value):
    """What a procedure says beyond its name: purpose, scope, inputs, outputs, steps, control points, measures."""

    id: str
    purpose: str
    scope: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    steps: tuple[Step, ...]
    controls: tuple[str, ...]
    monitor: str
    frequency: str = ""
    """Id of the entry of ``corpus/domain/frequencies.yaml`` that says what is usual."""
    points: tuple[Part, ...] = ()
    """What the procedure settles about this enterprise's own things: a table or lines for the items of a list."""


class ProcedureItem(Value):
    """A procedure of the framework's list with its plan; templates call it ``doc``."""

    entry: Entry
    plan: ProcedurePlan

    @property
    def name(self) -> str:
        """Name of the procedure."""
        return self.entry.name

    @property
    def purpose(self) -> str:
        """What it is for."""
        return self.plan.purpose

    @property
    def scope(self) -> str:
        """What it covers."""
        return self.plan.scope

    @property
    def monitor(self) -> str:
        """How the process is watched."""
        return self.plan.monitor


class Material(Value):
    """Everything the composers read; ``subjects`` by id."""

    framework: Framework
    subjects: Mapping[str, Subject]
    templates: Mapping[str, Template]
    asks: Mapping[str, Ask]
    roles: Mapping[str, tuple[str, ...]]
    """Role (信息部门) → expressions that department names of that role match, best first."""
    industries: tuple[Hints, ...]
    indicators: tuple[Hints, ...]
    capabilities: tuple[Hints, ...]
    procedures: Mapping[str, ProcedurePlan]
    systems: tuple[Hints, ...]
    """What a class of information systems holds, must guard, joins on to."""
    duties: tuple[Hints, ...]
    """What departments of a role usually keep and must know; ``id`` is the role."""
    selves: tuple[Hints, ...]
    """What an enterprise calls itself, by how its name ends."""
