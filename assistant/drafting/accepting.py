"""Proposals a person confirmed, put into the fact table as it was written; nothing already there is overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ..text.normalize import fold_text
from .proposals import Proposal

_LISTS = frozenset(("products", "departments", "information_systems", "advantages", "capabilities"))


def accepted(table: Mapping[str, Any], chosen: Sequence[Proposal]) -> dict[str, Any]:
    """The table with the chosen proposals; a single fact that is already there stays as it is."""
    made = dict(table)
    for proposal in chosen:
        if proposal.goal:
            continue
        if proposal.path in _LISTS:
            made[proposal.path] = _with_item(made.get(proposal.path), proposal.value)
        elif not made.get(proposal.path):
            made[proposal.path] = proposal.value
    goals = [proposal for proposal in chosen if proposal.goal]
    return {**made, "goals": _with_goals(made.get("goals"), goals)} if goals else made


def _with_item(value: Any, name: str) -> list[Any]:
    items = _items(value)
    return items if fold_text(name) in map(_name, items) else [*items, name]


def _with_goals(value: Any, chosen: Sequence[Proposal]) -> list[Any]:
    items = [dict(item) if isinstance(item, Mapping) else {"name": item} for item in _items(value)]
    for proposal in chosen:
        goal = next((item for item in items if _name(item) == fold_text(proposal.goal)), None)
        if goal is None:
            goal = {"id": _free_id(items), "name": proposal.goal}
            items.append(goal)
        slot = proposal.path.removeprefix("goals.")
        goal[slot] = goal.get(slot) or proposal.value
    return items


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return list(cast(list[Any], value))
    return [value] if value else []


def _name(item: Any) -> str:
    name: Any = cast(Mapping[str, Any], item).get("name") if isinstance(item, Mapping) else item
    return fold_text(str(name or ""))


def _free_id(items: Iterable[Mapping[str, Any]]) -> str:
    used = {str(item.get("id")) for item in items}
    return next(name for number in range(1, 10_000) if (name := f"G{number}") not in used)
