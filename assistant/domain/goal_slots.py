"""The slots of a quantified goal and how papers write them. Filled from ``corpus/rules/goal_slots.yaml``."""

from .value import Value


class Slot(Value):
    """One slot: table headings that name it, and regular expressions (group ``value``) that find it in prose."""

    name: str
    columns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
