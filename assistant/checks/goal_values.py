"""Checks that compare the values of a goal with each other and with the confirmed facts."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ..domain.enterprise import FactTable, Goal
from ..text.dates import find_dates
from ..text.quantities import find_quantities
from .goal_items import GoalItem
from .goal_timeline import steps
from .goals import clause_with, flat, goal_hit, goals_of, undated
from .paper import Paper
from .registry import Context, Hit, check, missing
from .words import any_of

Parameters = Mapping[str, Any]

_UP = re.compile(r"提高|提升|增加|上升|增长|扩大|越[高大多快长]越好|[高大多长][为者]?[好佳优]|升|高|↑|↗")
_DOWN = re.compile(
    r"降低|下降|减少|缩短|压缩|压减|压|缩|越[低小少慢短]越好|[低小少短快][为者]?[好佳优]|降|减|低|短|少(?!于)|↓|↘"
)
_KEPT = re.compile(r"(?:保持|维持|稳定)在")
_KEEP = re.compile(r"保持|维持|稳定|不变")
_WORSE = (
    "不良|不合格|退[货回单机]|返[工修退]|投诉|客诉|故障|报废|废品?|差错|错误|缺[货料勤陷]|延[误迟期]|逾期|超[期标差支时]|流失|漏[损水电气油]|停[机线工产]|漏[检报失]|误[报判]|"
    "断[头料纱]|色差|变更|更改|修改|损[耗失]|空置|闲置|呆滞|积压|占用|偏差|误差|投|事故|离职|泄漏|浪费|重复|人工|等待|脱销|波动|次品"
)
_BETTER_HIGH = re.compile(r"(?:(?:满意|准确|完好|完整|覆盖|成熟)度|率|比例|占比|产值|效率|OEE)(?:[（(].*)?$")
_BETTER_LOW = re.compile(
    rf"(?:周期|时间|时长|用时|耗时|天数|成本|费用|耗[水电气能汽煤油材]量?|[单能煤电水气油物汽]耗量?|耗用量?|消耗量?|次数|停机|损耗|交期|库存(?:量|额)?|"
    rf"(?:{_WORSE})[^，。]{{0,6}}(?:率|比例|占比|次数|件数|批数|起数|数)|断头数|(?<!有效)(?<!作业)(?<!设备)工时|事故(?:起数|数)?|起数|投诉|事故|返修|返工|误差|偏差|ppm|PPM)(?:[（(].*)?$"
)
_MENDED = re.compile(r"(?:闭环|处置|解决|处理|响应|关闭|预警|识别|发现|检出|整改|修复|化解|回复)[^，。]{0,3}率")
_UNCLEAR = re.compile(
    r"负荷率|周转率|利率|税率|折扣率|汇率|增长率|毛利率|转化率|间隔时间|平均(?:无故障|故障间隔)|寿命|使用时间|有效作业时间|开机时间|运行时间"
)
"""Better high or low as the case may be, or better high though they end like times."""


@check("goal_direction")
def goal_direction(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Direction said and direction of the numbers must agree."""
    for goal in goals_of(paper, context):
        base, target = goal.number("baseline"), goal.number("target")
        said = goal.slot("direction") or _verb(goal)
        if base is None or target is None or not said or _KEEP.search(said):
            continue
        if _against(said, base, target) and _one_unit(goal):
            values = {"direction": said, "baseline": f"{base:g}", "target": f"{target:g}"}
            hit = goal_hit(goal, goal.slots["target"].quote, **values)
            yield hit.model_copy(update={"unsure": goal.guessed})


@check("goal_direction_doubtful")
def goal_direction_doubtful(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The target is worse than the baseline by what the indicator's name means, and no direction is said."""
    for goal in goals_of(paper, context):
        base, target = goal.number("baseline"), goal.number("target")
        if base is None or target is None or goal.slot("direction") or _verb(goal) or _KEPT.search(goal.text):
            continue
        name = flat(goal.slot("name") or goal.name)
        low = _BETTER_LOW.search(name) if not _MENDED.search(name) else None
        if _UNCLEAR.search(name):
            continue
        worse = target > base if low else target < base if _BETTER_HIGH.search(name) else False
        if worse:
            wanted = "降低" if low else "提高"
            yield goal_hit(goal, goal.slots["target"].quote, wanted=wanted, baseline=f"{base:g}", target=f"{target:g}")


@check("goal_same_as_baseline")
def goal_same_as_baseline(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Target equals baseline though the goal does not say it is to be kept."""
    for goal in goals_of(paper, context):
        base, target = goal.number("baseline"), goal.number("target")
        if base is not None and base == target and not _KEEP.search(goal.slot("direction") + goal.text):
            hit = goal_hit(goal, goal.slots["target"].quote, value=f"{base:g}")
            yield hit.model_copy(update={"unsure": goal.guessed})


@check("goal_stage_outside")
def goal_stage_outside(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A stage value must lie between baseline and target."""
    for goal in goals_of(paper, context):
        base, target = goal.number("baseline"), goal.number("target")
        if base is None or target is None or "stages" not in goal.slots:
            continue
        way = [value for _, value in steps(goal.slot("stages"))]
        values = way or _stage_values(goal.slot("stages"))
        outside = [value for value in values if not min(base, target) <= value <= max(base, target)]
        if outside and (way or len(values) <= 4):
            yield goal_hit(goal, goal.slots["stages"].quote, value=f"{outside[0]:g}")


@check("goal_stage_back")
def goal_stage_back(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Of stage values with days a later one lies farther from the target than an earlier one."""
    for goal in goals_of(paper, context):
        base, target = goal.number("baseline"), goal.number("target")
        if base is None or target is None or base == target:
            continue
        for (__, before), (day, after) in pairwise(steps(goal.slot("stages"))):
            if (after - before) * (target - base) < 0 and min(base, target) <= after <= max(base, target):
                values = {"day": day, "value": f"{after:g}", "before": f"{before:g}"}
                yield goal_hit(goal, goal.slots["stages"].quote, **values)


@check("goal_stage_end")
def goal_stage_end(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The value of a stage on the day of the deadline is the target."""
    for goal in goals_of(paper, context):
        due, way = find_dates(goal.slot("due")), steps(goal.slot("stages"))
        days = find_dates(way[-1][0]) if len(way) > 1 else []
        target = goal.number("target")
        if not due or not days or target is None or "stages" not in goal.slots:
            continue
        if days[-1].last == due[-1].last and way[-1][1] != target:
            values = {"day": way[-1][0], "value": f"{way[-1][1]:g}", "target": f"{target:g}"}
            yield goal_hit(goal, goal.slots["stages"].quote, **values)


@check("goal_baseline_vague")
def goal_baseline_vague(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The baseline is told in words of estimate, without a figure."""
    vague = any_of(parameters, "any")
    for goal in goals_of(paper, context):
        said = _bare(goal.slot("baseline"))
        if said and not re.search(r"\d", said) and vague.search(said):
            yield goal_hit(goal, goal.slots["baseline"].quote, value=said)
        elif "baseline" not in goal.slots and (told := _STARTED.search(goal.text)):
            value = told["value"] or told["from"]
            if vague.search(value):
                yield goal_hit(goal, clause_with(goal.text, told), value=value)


_STARTED = re.compile(
    r"(?:基线|现状|目前|现在|起点|当前|眼下)(?:值|水平)?(?:为|是|处于|显示为|[：:])?(?P<value>[^\d，。；（(：:]{2,8})(?=[，。；（(]|$)|"
    r"[由从](?:现在|目前|当前)?的?(?P<from>[^\d，。；（(由从]{2,8})(?:（[^）]*）)?(?:水平)?(?:提高|提升|降低|下降|减少|缩短|压缩|[降升提缩])[到至为]"
)


def _bare(text: str) -> str:
    """Without days and what stands in brackets."""
    return re.sub(r"^[的为是，,\s]+|[，,\s]+$", "", re.sub(r"[（(][^）)]*[）)]", "", undated(text))).strip()


@check("goal_differs_from_facts")
def goal_differs_from_facts(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """``slot`` of a goal must be what the confirmed facts say."""
    slot = parameters["slot"]
    for goal, fact in _known(paper, context):
        written = goal.number(slot)
        confirmed = getattr(fact, slot)
        if written is None or confirmed is None or written == confirmed or _says(goal, confirmed):
            continue
        yield goal_hit(goal, goal.slots[slot].quote, value=f"{written:g}", fact=f"{confirmed:g}")


@check("goal_value_invented")
def goal_value_invented(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """A value (``slot``) for which the confirmed facts have none."""
    slot = parameters["slot"]
    for goal, fact in _known(paper, context):
        written = goal.number(slot)
        if written is not None and getattr(fact, slot) is None:
            yield goal_hit(goal, goal.slots[slot].quote, value=f"{written:g}")


@check("goal_due_differs")
def goal_due_differs(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The deadline must be that of the confirmed facts."""
    for goal, fact in _known(paper, context):
        mentions = find_dates(goal.slot("due"))
        if fact.due and mentions and not mentions[-1].first <= fact.due <= mentions[-1].last:
            yield goal_hit(goal, goal.slots["due"].quote, value=goal.slot("due"), fact=fact.due.isoformat())


@check("goal_text_differs")
def goal_text_differs(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Owner, unit or cadence (``slot``) must be that of the confirmed facts; part of it is enough."""
    slot = parameters["slot"]
    for goal, fact in _known(paper, context):
        written, confirmed = flat(goal.slot(slot)), flat(str(getattr(fact, slot) or ""))
        if written and confirmed and confirmed not in flat(goal.text) and not _alike(written, confirmed):
            yield goal_hit(goal, goal.slots[slot].quote, value=goal.slot(slot), fact=str(getattr(fact, slot)))


@check("goal_missing_from_paper")
def goal_missing_from_paper(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Every goal of the facts must stand in the paper."""
    text = flat(paper.text)
    for fact in context.facts.goals if context.facts else ():
        if flat(fact.name) not in text:
            yield missing(goal=fact.name)


def _known(paper: Paper, context: Context) -> Iterator[tuple[GoalItem, Goal]]:
    """Goals of the paper with the goal of the facts they are."""
    for goal in goals_of(paper, context):
        fact = _fact(goal, context.facts)
        if fact:
            yield goal, fact


def _fact(goal: GoalItem, facts: FactTable | None) -> Goal | None:
    name = flat(goal.slot("name") or goal.name)
    known = facts.goals if facts else ()
    exact = next((fact for fact in known if flat(fact.name) == name), None)
    inside = (fact for fact in known if len(flat(fact.name)) >= 4 and flat(fact.name) in name)
    return exact or next(inside, None)


def _one_unit(goal: GoalItem) -> bool:
    """Baseline and target are not written in different units, which would mean that one was misread."""
    units = [next((q.unit for q in find_quantities(goal.slot(s)) if q.unit), "") for s in ("baseline", "target")]
    return not all(units) or units[0] == units[1]


def _says(goal: GoalItem, value: float) -> bool:
    """The confirmed number stands somewhere in what the paper says of the goal."""
    return any(quantity.value == value for quantity in find_quantities(goal.text))


def _alike(one: str, two: str) -> bool:
    """One names the other: 生产部 and 生产部部长, 月 and 每月."""
    short, long = sorted((re.sub(r"每|度|部门|经理|主任|部长|科长", "", text) for text in (one, two)), key=len)
    return not short or short in long


def _against(said: str, base: float, target: float) -> bool:
    up, down = bool(_UP.search(said)), bool(_DOWN.search(said))
    return up != down and ((up and target < base) or (down and target > base))


def _verb(goal: GoalItem) -> str:
    text = goal.text
    match = re.search(
        r"[由从自][^。；]{0,60}?(提高|提升|增加|上升|增长|降低|下降|减少|缩短|压缩|降|升|压|缩)(?:到|至|为)"
        r"|(降为|降至|降到|升至|升到|缩短[到至为]|压缩[到至为]|减少[到至为]|提高[到至为]|提升[到至为]|降低[到至为])",
        text,
    )
    in_name = re.search(r"[（(](提高|提升|降低|下降|减少|缩短|↑|↓)[）)]|^(?:提高|提升|降低|减少|缩短|压缩)", goal.name)
    return (match[1] or match[2] if match else "") or (in_name[0] if in_name else "")


def _stage_values(text: str) -> list[float]:
    bare = re.sub(r"\d{4}\s*[年\-./]\s*\d{1,2}\s*(?:[月\-./]\s*\d{0,2}\s*日?)?[底末前]?", " ", text)
    return [quantity.value for quantity in find_quantities(bare) if quantity.value < 1990 or quantity.value > 2100]
