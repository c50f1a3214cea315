"""Checks on goals: slots, numbers, direction, time, outcome."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..text.cadence import parse_cadence, period_months
from ..text.dates import find_dates
from ..text.quantities import find_quantities, to_number
from .goal_items import GoalItem, goal_items
from .paper import Paper
from .registry import Context, Hit, check, missing
from .words import any_of

Parameters = Mapping[str, Any]

_UP = re.compile(r"提高|提升|增加|上升|增长|扩大|越高越好|升|≥|不低于")
_DOWN = re.compile(r"降低|下降|减少|缩短|压缩|越低越好|降|减|≤|不超过|不高于")
_KEEP = re.compile(r"保持|维持|稳定|不变")
_UNIT = re.compile(r"\d\s*(?:%|％|‰|[\u4e00-\u9fffA-Za-z℃/]+)")
_SHARE = re.compile(r"率$|比例$|占比$|覆盖$|程度$|比重$|%|％")


def _goals(paper: Paper, context: Context) -> tuple[GoalItem, ...]:
    return goal_items(paper, context.slots)


def _hit(goal: GoalItem, quote: str | None = None, **values: str) -> Hit:
    return Hit(locator=goal.locator, quote=quote or goal.quote, values={"goal": goal.name, **values})


@check("has_goals")
def has_goals(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """At least one goal must be recognisable."""
    if not _goals(paper, context):
        yield missing()


@check("goal_lacks")
def goal_lacks(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """``slot`` must be filled for every goal; ``unless`` excuses a goal by its text."""
    excuse = any_of(parameters, "unless")
    for goal in _goals(paper, context):
        if parameters["slot"] not in goal.slots and not excuse.search(goal.text):
            yield _hit(goal)


@check("goal_lacks_unit")
def goal_lacks_unit(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The target must carry a unit, in its cell, its own column or the heading."""
    for goal in _goals(paper, context):
        target = goal.slot("target")
        if to_number(target) is not None and "unit" not in goal.slots and not _UNIT.search(target):
            yield _hit(goal, value=target)


@check("goal_not_quantified")
def goal_not_quantified(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Every goal needs a target number."""
    for goal in _goals(paper, context):
        if to_number(goal.slot("target")) is None:
            yield _hit(goal)


@check("goal_vague")
def goal_vague(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Words of degree without a number in the same statement."""
    vague = any_of(parameters, "any")
    for goal in _goals(paper, context):
        match = vague.search(goal.text)
        if match and to_number(goal.slot("target")) is None:
            yield _hit(goal, _clause_with(goal.text, match), word=match[0])


@check("goal_is_activity")
def goal_is_activity(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """An activity (完成系统上线, 组织培训) stands where an outcome belongs."""
    activity = any_of(parameters, "any")
    for goal in _goals(paper, context):
        match = activity.search(goal.text)
        if match and to_number(goal.slot("target")) is None and "baseline" not in goal.slots:
            yield _hit(goal, _clause_with(goal.text, match), word=match[0])


@check("goal_direction")
def goal_direction(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Direction said and direction of the numbers must agree."""
    for goal in _goals(paper, context):
        base, target = _base(goal), to_number(goal.slot("target"))
        said = goal.slot("direction") or _verb(goal.text)
        if base is None or target is None or not said or _KEEP.search(said):
            continue
        if (_UP.search(said) and target < base) or (_DOWN.search(said) and not _UP.search(said) and target > base):
            yield _hit(goal, _target_quote(goal), direction=said, baseline=f"{base:g}", target=f"{target:g}")


@check("goal_same_as_baseline")
def goal_same_as_baseline(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Target equals baseline though the goal does not say it is to be kept."""
    for goal in _goals(paper, context):
        base, target = _base(goal), to_number(goal.slot("target"))
        if base is not None and base == target and not _KEEP.search(goal.slot("direction") + goal.text):
            yield _hit(goal, value=f"{base:g}")


@check("goal_due_past")
def goal_due_past(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The deadline lies before the day the goals were approved, or before ``as_of`` of the facts."""
    today = (context.facts.as_of if context.facts else None) or _approved_on(paper)
    for goal in _goals(paper, context):
        due = _day(goal.slot("due"))
        if today and due and due < today:
            yield _hit(goal, goal.slots["due"].quote, due=goal.slot("due"), today=today.isoformat())


@check("goal_stage_outside")
def goal_stage_outside(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A stage value must lie between baseline and target."""
    for goal in _goals(paper, context):
        base, target = _base(goal), to_number(goal.slot("target"))
        if base is None or target is None or "stages" not in goal.slots:
            continue
        for value in _stage_values(goal.slot("stages")):
            if not min(base, target) <= value <= max(base, target):
                yield _hit(goal, goal.slots["stages"].quote, value=f"{value:g}")


@check("goal_cadence_too_long")
def goal_cadence_too_long(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Measured less often than the time until the deadline allows to steer."""
    start = (context.facts.as_of if context.facts else None) or _approved_on(paper)
    for goal in _goals(paper, context):
        due, cadence = _day(goal.slot("due")), parse_cadence(goal.slot("cadence"), cell=True)
        if not (start and due and cadence and cadence.period and start < due):
            continue
        if period_months(cadence.period) * 30 > (due - start).days:
            yield _hit(goal, goal.slots["cadence"].quote, cadence=goal.slot("cadence"))


@check("goal_percent_without_ratio")
def goal_percent_without_ratio(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A rate's formula must show numerator and denominator."""
    for goal in _goals(paper, context):
        formula = goal.slot("formula")
        if formula and (_SHARE.search(goal.name) or "%" in goal.slot("target")) and not _ratio(formula):
            yield _hit(goal, goal.slots["formula"].quote, formula=formula)


@check("goal_extreme")
def goal_extreme(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """100 % or zero as target: is it real?"""
    for goal in _goals(paper, context):
        if re.match(r"^\s*[≥=＝]?\s*(?:100(?:\.0+)?\s*[%％]|0+(?:\.0+)?\s*[^\d.\s]*)\s*$", goal.slot("target")):
            yield _hit(goal, goal.slots["target"].quote, value=goal.slot("target"))


@check("goal_same_indicator")
def goal_same_indicator(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """One indicator, one formula."""
    first: dict[str, GoalItem] = {}
    for goal in _goals(paper, context):
        other = first.setdefault(re.sub(r"\s", "", goal.name), goal)
        if other is not goal and _flat(other.slot("formula")) != _flat(goal.slot("formula")):
            yield _hit(goal, other=other.slot("formula"))


@check("goal_differs_from_facts")
def goal_differs_from_facts(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """``slot`` of a goal must be what the confirmed facts say; a number the facts lack is invented."""
    if not context.facts:
        return
    slot = parameters["slot"]
    known = {_flat(fact.name): fact for fact in context.facts.goals}
    for goal in _goals(paper, context):
        fact = known.get(_flat(goal.name))
        written = _base(goal) if slot == "baseline" else to_number(goal.slot(slot))
        confirmed = getattr(fact, slot) if fact else None
        if fact and written is not None and written != confirmed:
            shown = f"{confirmed:g}" if confirmed is not None else "未提供"
            yield _hit(goal, goal.slots[slot].quote, value=f"{written:g}", fact=shown)


@check("goal_missing_from_paper")
def goal_missing_from_paper(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Every goal of the facts must stand in the paper."""
    flat = _flat(paper.text)
    for fact in context.facts.goals if context.facts else ():
        if _flat(fact.name) not in flat:
            yield missing(goal=fact.name)


def _base(goal: GoalItem) -> float | None:
    undated = re.sub(r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?", "", goal.slot("baseline"))
    quantities = find_quantities(undated)
    return quantities[0].value if quantities else None


def _verb(text: str) -> str:
    match = re.search(r"[由从自][^。；]{0,40}?(提高|提升|增加|上升|降低|下降|减少|缩短|压缩|降|升)[到至为]", text)
    return match[1] if match else ""


def _target_quote(goal: GoalItem) -> str:
    return goal.slots["target"].quote


def _stage_values(text: str) -> list[float]:
    bare = re.sub(r"\d{4}\s*[年\-./]\s*\d{1,2}\s*(?:[月\-./]\s*\d{0,2}\s*日?)?", " ", text)
    return [quantity.value for quantity in find_quantities(bare) if quantity.value < 1990 or quantity.value > 2100]


def _approved_on(paper: Paper) -> date | None:
    for line in paper.lines[:8]:
        match = re.search(r"(?:批准|发布|制定|编制)(?:日期|时间)\s*[:：]\s*(.{6,16})", line.text)
        if match and (day := _day(match[1])):
            return day
    return None


def _day(text: str) -> date | None:
    mentions = find_dates(text) if text else []
    return mentions[0].last if mentions else None


def _ratio(formula: str) -> bool:
    return bool(re.search(r"[÷/／]|除以|占|之比|比上|的比例|百分比", formula))


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def _clause_with(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;\n") + 1
    ends = [end for mark in "。；;\n" if (end := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))].strip()
