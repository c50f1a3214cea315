"""A standard as data: the clause tree and what each clause asks for. Filled from ``corpus/frameworks/*.yaml``."""

from datetime import date
from typing import Literal

from .value import Value

Confidence = Literal["high", "medium", "low"]


class Obligation(Value):
    """Who must do what, when, and what shows it. ``practice`` marks advice that no seen text of the standard backs."""

    who: str
    what: str
    when: str = ""
    evidence: str = ""
    practice: bool = False


class DocumentedInformation(Value):
    """A document to keep up to date (``maintain``) or a record to retain (``retain``)."""

    name: str
    mode: Literal["maintain", "retain", "both"]
    practice: bool = False


class Relation(Value):
    """Link to another framework: ``to`` is a framework id, ``clauses`` its numbers, ``note`` the reading."""

    to: str
    clauses: tuple[str, ...] = ()
    note: str = ""


class Requirement(Value):
    """A clause. Rules bind to ``key``, never to ``number``, which a later edition may change."""

    key: str
    number: str
    alternative_numbers: tuple[str, ...] = ()
    title: str
    parent: str | None = None
    """Key of the chapter or clause above."""
    number_confidence: Confidence = "high"
    title_confidence: Confidence = "high"
    content_confidence: Confidence = "high"
    intent: str = ""
    obligations: tuple[Obligation, ...] = ()
    documented_information: tuple[DocumentedInformation, ...] = ()
    typical_records: tuple[str, ...] = ()
    typical_nonconformities: tuple[str, ...] = ()
    audit_questions: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    advice: tuple[str, ...] = ()
    """How people do it well: practice, never a requirement."""
    see_also: tuple[str, ...] = ()
    """Other standards worth a look, as plain text."""
    note: str = ""
    """What is uncertain about number, title or content."""

    @property
    def shown_number(self) -> str:
        """The number as people may see it: one of low confidence carries 待核对."""
        return f"{self.number}（待核对）" if self.number_confidence == "low" else self.number


class Principle(Value):
    """A management principle or similar named idea of the framework."""

    id: str
    name: str
    meaning: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    confidence: Confidence = "high"


class Framework(Value):
    """One edition of one standard, outlined in our own words. ``requirements`` in reading order, chapters included."""

    id: str
    """``gbt23001-2017``; also the file name."""
    code: str
    """``GB/T 23001-2017``."""
    title: str
    edition: str
    aliases: tuple[str, ...] = ()
    """Other ways people write the code or name."""
    current: bool = True
    notice: str = ""
    """What a reader must know (own words, confidence, where to get the text)."""
    requirements: tuple[Requirement, ...]
    principles: tuple[Principle, ...] = ()
    published_on: date | None = None
    effective_on: date | None = None
    superseded_by: str | None = None
    """Id of the framework that replaced this edition."""

    def find(self, key: str) -> Requirement | None:
        """The requirement with ``key``, if there is one."""
        return next((requirement for requirement in self.requirements if requirement.key == key), None)

    def numbered(self, number: str) -> tuple[Requirement, ...]:
        """Requirements printed as ``number``, else those that may bear it in the printed standard."""
        exact = tuple(requirement for requirement in self.requirements if requirement.number == number)
        return exact or tuple(item for item in self.requirements if number in item.alternative_numbers)

    def children(self, key: str) -> tuple[Requirement, ...]:
        """Requirements directly below ``key``, in reading order."""
        return tuple(requirement for requirement in self.requirements if requirement.parent == key)
