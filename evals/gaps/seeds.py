"""What a mutation leaves behind for the gold list: the type, and both sides by the keys of the world's papers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .words import Words
from .world import World


@dataclass
class Seed:
    """One seeded gap. Quotes are strings of which any one must show in a finding."""

    type: str
    object: str
    why: str
    document: str | None = None
    rule: str | None = None
    document_quotes: list[str] = field(default_factory=lambda: [])
    record: str | None = None
    record_quotes: list[str] = field(default_factory=lambda: [])
    also_accept: list[str] = field(default_factory=lambda: [])
    also_papers: list[str] = field(default_factory=lambda: [])
    contains: list[str] = field(default_factory=lambda: [])
    severity: str = "medium"
    secondary: bool = False


Mutation = Callable[[World, Words], list[Seed]]
"""Changes the world; returns what it seeded, an empty list when the change is no defect there (equivalent mutant)."""
LookAlike = Callable[[World, Words], bool]
"""Changes the world into something that only looks like the defect; False when it cannot be made there."""
