"""Goals as they stand in a paper: from tables, cards, blocks or sentences, each slot with its words and place."""

from collections.abc import Sequence

from ..domain.goal_slots import Slot
from .goal_item import GoalItem, SlotText, is_empty
from .goal_prose import prose_goals, shared_slots
from .goal_tables import card_goals, table_goals, transposed_goals
from .paper import Paper

__all__ = ["GoalItem", "SlotText", "goal_items", "is_empty"]


def goal_items(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """All goals: from tables where the paper has a goal table or cards, else from its prose.

    What the paper says of all its goals (``各目标均……``) fills the slots a goal leaves open.
    """
    found = table_goals(paper, slots) or transposed_goals(paper, slots) or card_goals(paper, slots)
    goals = found or tuple(prose_goals(paper, slots))
    shared = shared_slots(paper, slots)
    return tuple(goal.model_copy(update={"slots": {**shared, **goal.slots}}) for goal in goals)
