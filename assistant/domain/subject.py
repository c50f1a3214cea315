"""Companion knowledge beside the clauses (roles, phases, levels …) as data. Filled from ``corpus/domain/*.yaml``."""

from .framework import Confidence
from .value import Value


class Field(Value):
    """A labelled list of values of an entry: ``outputs`` · ``交付物`` · (``启动会签到``, …)."""

    key: str
    label: str
    values: tuple[str, ...]


class Entry(Value):
    """One role, phase, level, procedure, rule … of a subject. ``text`` is prose that can stand alone as an answer."""

    id: str
    name: str
    text: str = ""
    aliases: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    keys: tuple[str, ...] = ()
    """Requirement keys of GB/T 23001-2017 the entry bears on."""
    confidence: Confidence = "high"
    practice: bool = False
    """True for advice from practice that no seen text of a standard backs."""
    note: str = ""

    def values(self, field: str) -> tuple[str, ...]:
        """Values of the field with key ``field``; empty where the entry has none."""
        return next((item.values for item in self.fields if item.key == field), ())


class Subject(Value):
    """One file of companion knowledge: an introduction and its entries in reading order."""

    id: str
    title: str
    intro: str
    notice: str = ""
    library: bool = True
    """False for data that only programs use; it is not indexed for questions."""
    entries: tuple[Entry, ...]

    def find(self, entry_id: str) -> Entry | None:
        """The entry with ``entry_id``, if there is one."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)
