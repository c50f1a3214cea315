"""Facts people confirm, correct, reject and add: kept beside the facts as extracted, for the next run."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.finding import GapSubject
from ..domain.register import RegisterRow
from ..ports import FactMemory
from .gaps import merged


@dataclass(frozen=True)
class Registers:
    """The facts of all subjects."""

    memory: FactMemory

    def facts(self, subject: GapSubject) -> list[RegisterRow]:
        """The facts of the last run with what was said about them then."""
        return self.memory.facts(subject)

    def keep(self, subject: GapSubject, rows: Sequence[RegisterRow]) -> None:
        """Replace the facts as extracted."""
        self.memory.keep_facts(subject, rows)

    def said(self, subject: GapSubject) -> list[RegisterRow]:
        """The last word of people on each fact."""
        return merged((), self.memory.said(subject))

    def say(self, subject: GapSubject, rows: Sequence[RegisterRow]) -> None:
        """Keep what a person says; what was said before and is the same is not said again."""
        known = {row.id: row for row in self.memory.said(subject)}
        self.memory.say(subject, [row for row in rows if known.get(row.id) != row])
