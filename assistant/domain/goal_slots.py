"""The slots of a quantified goal and how papers write them. Filled from ``corpus/rules/goal_slots.yaml``."""

from .value import Value


class Slot(Value):
    """One slot: headings that name it, expressions for other headings, and expressions (group ``value``) for prose."""

    name: str
    columns: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
