"""Checks on goals: slots, numbers, formulas, time, outcome."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..text.cadence import parse_cadence, period_months
from ..text.dates import find_dates
from ..text.quantities import find_quantities, to_number
from .approval_days import approved_on
from .goal_formula import second_way, works_out
from .goal_items import GoalItem, goal_items
from .paper import Paper
from .registry import Context, Hit, check, missing
from .words import any_of

Parameters = Mapping[str, Any]

_UNIT = re.compile(r"\d\s*(?:%|％|‰|(?!以[内上下]|之内|左右|上下|及以|或以|即|就|才|方)[\u4e00-\u9fffA-Za-z℃/·]+)")
_MEASURE = "率|周期|时间|时长|用时|工时|成本|耗|费用|数|量|额|次|满意度|完好度|准确度|天数|交期|产值|效率|投诉|比|占比"
_UNDERTAKING = re.compile(r"(?:建设|上线|部署|实施|改造|推广|培训|安装|升级|采购|搭建|开发|投用)(?:工程|项目|工作)?$")
_SHARE = re.compile(r"(?:率|比例|占比|覆盖度|比重|百分比)(?:[（(].*)?$")
_RATIO = re.compile(
    r"[÷/／]|除以|占|之比|比上|比例|比率|百分比|分之|率\s*[×xX*]|[×xX*][^×]{1,12}率|1\s*[-−－—]|分子|分母|比值|加权|折算"
)


def goals_of(paper: Paper, context: Context) -> tuple[GoalItem, ...]:
    """The goals of a paper."""
    if "goals" not in paper.kept:
        paper.kept["goals"] = goal_items(paper, context.slots)
    return paper.kept["goals"]


def goal_hit(goal: GoalItem, quote: str | None = None, **values: str) -> Hit:
    """A hit at a goal."""
    place = goal.locator if goal.name in (quote or goal.quote) else f"{goal.locator}（{goal.name}）"
    return Hit(locator=place, quote=quote or goal.quote, values={"goal": goal.name, **values})


@check("has_goals")
def has_goals(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """At least one goal must be recognisable."""
    if not goals_of(paper, context):
        yield missing()


@check("goal_lacks")
def goal_lacks(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """``slot`` must be filled for every goal.

    ``unless`` excuses a goal by its text, ``quantified`` asks only those with a target (``also_vague``: with doubt).
    """
    excuse = any_of(parameters, "unless")
    goals, slot = goals_of(paper, context), parameters["slot"]
    unread = _unread(goals, [slot in goal.slots for goal in goals])
    for goal in goals:
        if slot in goal.slots or excuse.search(goal.text):
            continue
        quantified = goal.number("target") is not None
        if not parameters.get("quantified") or quantified or parameters.get("also_vague"):
            others = [other for other in goals if other is not goal and other.table]
            sure = goal.table and len(others) > 1 and all(slot in other.slots for other in others)
            doubt = not sure and (unread or not quantified or maybe_said(goal, slot))
            yield goal_hit(goal).model_copy(update={"unsure": doubt, "sure": sure})


def maybe_said(goal: GoalItem, slot: str) -> bool:
    """The goal's words may fill a slot the reader left open: a number of no known use, words of arithmetic."""
    if slot == "baseline":
        return bool(spare_numbers(goal))
    return slot == "formula" and works_out(goal.text)


def spare_numbers(goal: GoalItem) -> list[float]:
    """Numbers of the goal's own words that are no day, ordinal or part of a slot, in the target's unit or with none."""
    text = goal.text
    for said in sorted((said.text for said in goal.slots.values()), key=len, reverse=True):
        text = text.replace(said, " ")
    for mention in reversed(find_dates(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    text = re.sub(
        r"20\d\d\s*年(?:度)?|[A-Z]{1,4}-?\d+|第?\d+\s*[月日号年季期条章次个名项台套万元]|\d+[.、)）](?!\d)|×\s*100\s*%?",
        " ",
        text,
    )
    unit = next((q.unit for q in find_quantities(goal.slot("target")) if q.unit), "")
    return [q.value for q in find_quantities(text) if not q.unit or q.unit == unit]


@check("goal_lacks_unit")
def goal_lacks_unit(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The target must carry a unit, in its cell, its own column or the heading."""
    goals = goals_of(paper, context)
    with_unit = ["unit" in goal.slots or bool(_UNIT.search(undated(goal.slot("target")))) for goal in goals]
    for goal, has_unit in zip(goals, with_unit, strict=True):
        target = goal.slot("target")
        if to_number(target) is not None and not has_unit:
            unsure = _unread(goals, with_unit) and not goal.table
            yield goal_hit(goal, goal.slots["target"].quote, value=target).model_copy(update={"unsure": unsure})


def undated(text: str) -> str:
    """Without the days and years it names."""
    for mention in reversed(find_dates(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return re.sub(r"20\d\d\s*年(?:度)?", " ", text)


@check("goal_not_quantified")
def goal_not_quantified(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Every goal needs a target number."""
    goals = goals_of(paper, context)
    unread = _unread(goals, [goal.number("target") is not None for goal in goals])
    for goal in goals:
        if goal.number("target") is None:
            doubt = (unread and bool(re.search(r"\d", goal.text))) or bool(spare_numbers(goal))
            yield goal_hit(goal).model_copy(update={"unsure": doubt})


@check("goal_vague")
def goal_vague(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Words of degree without a number in the same statement."""
    vague = any_of(parameters, "any")
    for goal in goals_of(paper, context):
        match = vague.search(goal.text)
        if match and goal.number("target") is None:
            yield goal_hit(goal, None if " | " in goal.quote else clause_with(goal.text, match), word=match[0])


@check("goal_is_activity")
def goal_is_activity(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """An activity (完成系统上线, 组织培训) stands where an outcome belongs."""
    activity = any_of(parameters, "any")
    for goal in goals_of(paper, context):
        table = " | " in goal.quote
        text = f"{goal.name}\n{goal.slot('target')}" if table else goal.text
        match = activity.search(text)
        done = match is not None and match.start() == 0 and not re.search(rf"(?:{_MEASURE})$", flat(goal.name))
        unmeasured = goal.number("target") is None
        open_ended = "baseline" not in goal.slots and (unmeasured or "formula" not in goal.slots)
        named = bool(_UNDERTAKING.search(flat(goal.name)))
        if match and ((table and done) or unmeasured or (open_ended and named)):
            doubt = "baseline" in goal.slots and bool(spare_numbers(goal))
            hit = goal_hit(goal, None if table else clause_with(text, match), word=match[0])
            yield hit.model_copy(update={"unsure": doubt})


@check("goal_baseline_undated")
def goal_baselineundated(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A baseline without any date: nobody knows when it was measured."""
    for goal in goals_of(paper, context):
        if "baseline" not in goal.slots or "baseline_on" in goal.slots:
            continue
        told = goal.slot("baseline") if goal.table else goal.slots["baseline"].quote
        around = told + goal.slot("baseline_source")
        if not find_dates(around) and not re.search(r"上年|去年|上一?年度", around + goal.text):
            yield goal_hit(goal, goal.slots["baseline"].quote)


@check("goal_due_past")
def goal_due_past(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The deadline lies before the day the goals were approved, or before ``as_of`` of the facts."""
    goals = goals_of(paper, context)
    today = (context.facts.as_of if context.facts else None) or approved_on(paper) or _last_measured(goals)
    for goal in goals:
        due = _day(goal.slot("due"))
        if today and due and due < today:
            yield goal_hit(goal, goal.slots["due"].quote, due=goal.slot("due"), today=today.isoformat())


def _last_measured(goals: Sequence[GoalItem]) -> date | None:
    """The day of the latest baseline: the goals were written after it."""
    told = (goal.slot(slot) for goal in goals for slot in ("baseline_on", "baseline_source", "baseline"))
    days = [day.last for text in told for day in find_dates(text) if day.precision == "day"]
    return max(days, default=None)


@check("goal_cadence_too_long")
def goal_cadence_too_long(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Measured less often than the time until the deadline allows to steer."""
    start = (context.facts.as_of if context.facts else None) or approved_on(paper)
    for goal in goals_of(paper, context):
        due, cadence = _day(goal.slot("due")), parse_cadence(goal.slot("cadence"), cell=True)
        if not (start and due and cadence and cadence.period and start < due):
            continue
        if period_months(cadence.period) * 30 > (due - start).days:
            yield goal_hit(goal, goal.slots["cadence"].quote, cadence=goal.slot("cadence"))


@check("goal_percent_without_ratio")
def goal_percent_without_ratio(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A rate's formula must show numerator and denominator."""
    for goal in goals_of(paper, context):
        formula = goal.slot("formula")
        if formula and (_SHARE.search(goal.name) or "%" in goal.slot("target")) and not _RATIO.search(formula):
            yield goal_hit(goal, goal.slots["formula"].quote, formula=formula)


@check("goal_extreme")
def goal_extreme(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """100 % or zero as target: is it real?"""
    for goal in goals_of(paper, context):
        if re.match(r"^\s*[≥=＝]?\s*(?:100(?:\.0+)?\s*[%％]|0+(?:\.0+)?\s*[^\d.\s]*)\s*$", goal.slot("target")):
            yield goal_hit(goal, goal.slots["target"].quote, value=goal.slot("target"))


@check("goal_same_indicator")
def goal_same_indicator(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """One indicator, one formula."""
    first: dict[str, GoalItem] = {}
    for goal in goals_of(paper, context):
        if formula := second_way(goal.slot("formula")) or second_way(_formula_on(goal)):
            yield goal_hit(goal, goal.slots["formula"].quote, other=formula)
            continue
        if "name" not in goal.slots and " | " in goal.quote:
            continue  # a row without a name of its own
        other = first.setdefault(flat(goal.name), goal)
        stands = flat(goal.name) in flat(goal.text) and flat(goal.name) in flat(other.text)
        differ = stands and flat(other.slot("formula")) != flat(goal.slot("formula"))
        if other is not goal and differ and other.slot("formula") and goal.slot("formula"):
            yield goal_hit(goal, goal.slots["formula"].quote, other=other.slot("formula"))


def _formula_on(goal: GoalItem) -> str:
    """The formula with the next words of a goal told in sentences."""
    said, text = goal.slot("formula"), goal.text
    start = text.find(said) if said and not goal.table else -1
    return text[start : start + len(said) + 60] if start >= 0 else ""


@check("goal_capability_is_system")
def goal_capability_is_system(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The capability a goal belongs to is the name of a system; ``MES系统能力`` leaves a doubt."""
    system = any_of(parameters, "system")
    for goal in goals_of(paper, context):
        said = re.search(r"能力(?:名称)?\s*(?:为|是|叫|[:：|])\s*(?P<name>[^，。；;|\n]{2,24})", goal.text)
        name = goal.slot("capability") or (said["name"] if said else "")
        bare = re.sub(r"[（(].*|\s|(?:应用|建设|管理)?能力.*$", "", name)
        if name and system.search(bare):
            place = goal.slots["capability"].quote if "capability" in goal.slots else None
            doubt = "能力" in name or "capability" not in goal.slots
            yield goal_hit(goal, place, name=name).model_copy(update={"unsure": doubt})


@check("goal_owner_vague")
def goal_owner_vague(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """相关部门, 各部门, 全体员工 answer for nothing."""
    vague = any_of(parameters, "any")
    for goal in goals_of(paper, context):
        owner = goal.slot("owner")
        if owner and vague.search(owner):
            yield goal_hit(goal, goal.slots["owner"].quote, owner=owner)


@check("goal_two_indicators")
def goal_two_indicators(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A name that joins two indicators."""
    for goal in goals_of(paper, context):
        parts = re.split(
            r"[，,]?(?:以及|并且?|同时)|[、和与及/／＋+；;，,]", re.sub(r"[（(][^）)]*[）)]", "", goal.name)
        )
        measured = [part for part in parts if len(part) > 2 and re.search(rf"(?:{_MEASURE})$", part.strip())]
        if len(measured) > 1 and re.search(rf"(?:{_MEASURE})$", parts[-1].strip()):
            yield goal_hit(goal)


def _unread(goals: Sequence[GoalItem], said: Sequence[bool]) -> bool:
    """Not one of several goals says it: rather our reading than their writing."""
    return len(goals) > 1 and not any(said)


def clause_with(text: str, match: re.Match[str]) -> str:
    """The sentence around a match."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;\n") + 1
    ends = [end for mark in "。；;\n" if (end := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def flat(text: str) -> str:
    """Without white space and brackets, for comparison."""
    chinese = re.sub(r"(?<=[\u4e00-\u9fff])\s+[A-Za-z][A-Za-z \-/]+(?=$|[（(])", "", text)
    return re.sub(r"\s|[（(][^）)]*[）)]", "", chinese)


def _day(text: str) -> date | None:
    mentions = find_dates(text) if text else []
    return mentions[-1].last if mentions else None
