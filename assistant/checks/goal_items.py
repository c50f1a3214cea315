"""Goals as they stand in a paper: from tables, cards, blocks or sentences, each slot with its words and place."""

import re
from collections.abc import Mapping, Sequence

from ..domain.goal_slots import Slot
from ..text.cadence import parse_cadence
from ..text.quantities import find_quantities
from .goal_asides import told_apart
from .goal_beside import rows_beside, told_beside
from .goal_blocks import block_goals
from .goal_formula import calculation
from .goal_item import GoalItem, SlotText, is_empty
from .goal_prose import find_slot, prose_goals, shared_slots
from .goal_tables import card_goals, only_steps, table_goals, transposed_goals
from .goal_timeline import dated_values
from .paper import Paper
from .verifying import people_in

__all__ = ["GoalItem", "SlotText", "goal_items", "is_empty"]


def goal_items(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """All goals: from tables where the paper has a goal table or cards, else from its prose.

    What the paper says of all its goals (``各目标均……``) fills the slots a goal leaves open.
    """
    goals = table_goals(paper, slots) or transposed_goals(paper, slots) or card_goals(paper, slots)
    if not goals or only_steps(paper, slots):
        told = _completed(block_goals(paper, slots) or tuple(prose_goals(paper, slots)), paper, slots)
        named = {re.sub(r"\s", "", goal.name) for goal in told if {"baseline", "target"} & set(goal.slots)}
        goals = told if not goals or named & {re.sub(r"\s", "", goal.name) for goal in goals} else goals
    shared = shared_slots(paper, slots)
    goals = tuple(goal if goal.table or "owner" in goal.slots else _led(goal) for goal in goals)
    return tuple(
        goal.model_copy(
            update={"slots": {**shared, **_elsewhere(goal, paper, slots), **_cadence_inside(_last_step(goal.slots))}}
        )
        for goal in goals
    )


def _completed(goals: Sequence[GoalItem], paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals told in words, with what the tables beside them say of each."""
    rows = rows_beside(paper, slots)
    told = [told_beside(goal, rows) for goal in goals]
    return tuple(
        goal.model_copy(update={"slots": {**beside, **goal.slots, **_way(beside)}})
        for goal, beside in zip(goals, told, strict=True)
    )


def _way(beside: Mapping[str, SlotText]) -> dict[str, SlotText]:
    return {slot: text for slot, text in beside.items() if slot == "stages"}


def _led(goal: GoalItem) -> GoalItem:
    """The one person with a post whom the text of a goal names, unless only to approve or report, leads it."""
    sentences = [
        s for s in re.split(r"(?<=[。；;])", goal.text) if not told_apart("owner", s) and not _PASSED.search(s)
    ]
    named = [
        (sentence, name) for sentence in sentences for name in people_in(sentence) if _posted(name).search(sentence)
    ]
    if not named:
        return goal
    sentence, name = named[0]
    owner = SlotText(text=name, quote=sentence.strip(), locator=goal.locator, guess=True)
    return goal.model_copy(update={"slots": {**goal.slots, "owner": owner}})


_PASSED = re.compile(r"批准|点头|签[发准字]|同意|审[核定批]|报(?:送|给|告)|编制|拟[定稿]|填表|起草")


def _posted(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:长|经理|主任|总监|主管|员|师|总|代表)\s*{name}")


def _cadence_inside(slots: Mapping[str, SlotText]) -> dict[str, SlotText]:
    """``取数：DMS，每周`` tells how often beside the source or the owner; ``监测：每月，QMS`` the other way round."""
    beside = [slots[name] for name in ("source", "owner", "formula") if name in slots and "cadence" not in slots]
    told = (said for said in beside if (read := parse_cadence(said.text)) and read.period)
    found = next(told, None)
    how = slots.get("cadence")
    if (
        how
        and "source" not in slots
        and re.search(r"[A-Z]{2,6}|[，,、][^，]{2,12}(?:系统|平台|台账|报表|日志)", how.text)
    ):
        return {**slots, "source": how}
    return {**slots, "cadence": found} if found else dict(slots)


def _last_step(slots: Mapping[str, SlotText]) -> dict[str, SlotText]:
    """``目标：2027年6月底94%，年底96.5%`` in one place: the last is the target and its day the deadline."""
    target = slots.get("target")
    steps = dated_values(target.text) if target else []
    if target is None or len(steps) < 2 or "stages" in slots:
        return dict(slots)
    day, value = steps[-1]
    unit = next((q.unit for q in reversed(find_quantities(target.text)) if q.value == value and q.unit), "")
    stages = "；".join(f"{on}：{number:g}" for on, number in steps[:-1])
    told = {"due": day, "stages": stages, "target": f"{value:g}{unit}"}
    read = {slot: target.model_copy(update={"text": text}) for slot, text in told.items()}
    return {**read, **slots, "target": read["target"]}


_SPREAD = frozenset({"formula", "source", "cadence", "owner", "due", "baseline_source", "resources"})
_DEFINED = _SPREAD | {"unit", "direction"}


def _elsewhere(goal: GoalItem, paper: Paper, slots: Sequence[Slot]) -> dict[str, SlotText]:
    """What other places of the paper say about the goal by its name: papers keep formulas in a section of their own."""
    name = re.sub(r"\s|[（(][^）)]*[）)]", "", goal.name)
    defined = _by_code(goal, paper, slots)
    if len(name) < 3:
        return defined
    lines = [
        line.model_copy(update={"text": sentence})
        for line in paper.pieces
        if not line.heading and line.text not in goal.text
        for sentence in re.split(r"(?<=[。；;])", line.text)
        if name in re.sub(r"\s", "", sentence) and sentence.strip() not in goal.text
    ]
    if goal.section:
        lines += [line for line in paper.lines if line.section == goal.section and not line.heading]
    return {**{slot.name: hit for slot in slots if slot.name in _SPREAD and (hit := find_slot(slot, lines))}, **defined}


def _by_code(goal: GoalItem, paper: Paper, slots: Sequence[Slot]) -> dict[str, SlotText]:
    """What a paragraph ``T1：……`` says of the goal with that code: definitions apart from the table of values."""
    begins = re.compile(rf"\s*{re.escape(goal.code)}\s*[：:、.\s]") if goal.code else None
    lines = [line for line in paper.lines if begins and begins.match(line.text) and line.text not in goal.text]
    said = {slot.name: hit for slot in slots if slot.name in _DEFINED and (hit := find_slot(slot, lines))}
    if lines and "formula" not in said and (formula := calculation(lines[0].text)):
        said["formula"] = SlotText(text=formula, quote=lines[0].text, locator=lines[0].locator)
    return said
