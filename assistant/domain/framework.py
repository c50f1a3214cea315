"""A standard as data: the clause tree and what each clause asks for. Filled from ``corpus/frameworks/*.yaml``."""

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


class Principle(Value):
    """A management principle or similar named idea of the framework."""

    id: str
    name: str
    meaning: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    confidence: Confidence = "high"


class Framework(Value):
    """One edition of one standard, as an outline in our own words. ``requirements`` in reading order, chapters included."""

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
