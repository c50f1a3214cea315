"""How facts point at each other: by id, by name, or by a name written a little differently."""

import re
from collections.abc import Sequence
from typing import TypeVar

from ..domain.enterprise import Advantage, Capability, FactTable, Goal
from ..text.normalize import fold_text

Named = TypeVar("Named", Advantage, Capability)


def goal_path(goal: Goal, position: int) -> str:
    """``goals[G1]``, or the position from 1 where a goal has no id."""
    return f"goals[{goal.id or position}]"


def is_id(text: str) -> bool:
    """Whether a reference reads like an id (N9, A-2) and not like a name."""
    return bool(re.fullmatch(r"[A-Za-z]{0,4}[-_.]?\d{1,3}", text.strip()))


def find_capability(facts: FactTable, reference: str | None) -> Capability | None:
    """The capability a goal names."""
    return _find(facts.capabilities, reference)


def find_advantage(facts: FactTable, reference: str | None) -> Advantage | None:
    """The advantage a capability names."""
    return _find(facts.advantages, reference)


def goals_of(facts: FactTable, capability: Capability) -> list[tuple[str, Goal]]:
    """Goals of a capability with their paths."""
    found = ((goal_path(goal, at), goal) for at, goal in enumerate(facts.goals, start=1))
    return [(path, goal) for path, goal in found if find_capability(facts, goal.capability) is capability]


def capabilities_of(facts: FactTable, advantage: Advantage) -> list[Capability]:
    """Capabilities that serve an advantage."""
    return [item for item in facts.capabilities if find_advantage(facts, item.advantage) is advantage]


def _find(items: Sequence[Named], reference: str | None) -> Named | None:
    key = fold_text(reference or "")
    if not key:
        return None
    for item in items:
        if key in (fold_text(item.id or ""), fold_text(item.name)):
            return item
    if is_id(reference or ""):
        return None
    parts = [part for part in re.split(r"[；;，,、]", reference or "") if part.strip()]
    if len(parts) > 1:
        return _find(items, parts[0])
    return next((item for item in items if key in fold_text(item.name) or fold_text(item.name) in key), None)
