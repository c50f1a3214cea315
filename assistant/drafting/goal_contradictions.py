"""Contradictions inside one goal: values, units, stages, and a benchmark taken for a baseline."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..domain.draft import Violation
from ..domain.enterprise import FactTable, Goal, Stage
from ..text.normalize import fold_text
from .goal_days import day_contradictions
from .values import unit_in, unit_of
from .violations import violation

_UP = re.compile(r"提高|提升|增加|上升|增长|扩大|越高|升|增|≥|不低于|up|increase|higher", re.I)
_DOWN = re.compile(r"降低|下降|减少|缩短|压缩|越低|降|减|短|≤|不超过|不高于|down|decrease|lower", re.I)
_KEEP = re.compile(r"保持|维持|稳定|不变|keep|maintain", re.I)
_CHANGE = re.compile(
    r"(?:降低|下降|减少|缩短|压缩|提高|提升|增加|增长|上升)(?!到|至|为)(?:了|约|不少于|不低于|至少)?\s*\d|减半|翻一?番|一半"
)
"""A target told as a change from the baseline."""
_SCALES: tuple[dict[str, float], ...] = (
    {"秒": 1, "分钟": 60, "小时": 3600, "天": 86400, "周": 604800},
    {"元": 1, "万元": 1e4, "亿元": 1e8},
)
_SHARE = re.compile(
    r"(?:合格|覆盖|达成|完成|交付|发现|利用|开动|联网|复用|命中|及时|准时|一次|占|使用|满意|准确|受控|追溯)[^增减升降]{0,2}率$|占比$|比例$"
)


def goal_contradictions(goal: Goal, path: str, facts: FactTable) -> Iterator[Violation]:
    """Everything about a goal that cannot be true at once."""
    for check in (_duplicates, _values, _units, _formula, _stages, _way):
        yield from check(goal, path)
    yield from day_contradictions(goal, path, facts.as_of)
    yield from _benchmark(goal, path, facts)


def _duplicates(goal: Goal, path: str) -> Iterator[Violation]:
    for duplicate in goal.duplicates:
        slot, _, values = duplicate.partition("：")
        yield violation(
            "facts-given-twice",
            f"{path}.{slot}",
            values,
            f"目标“{goal.name}”的{_SLOTS.get(slot, slot)}写了两个不同的内容：{values}。",
            "核实统计口径和日期，只保留经确认的一个。",
        )


_SLOTS = {
    "baseline": "基线",
    "target": "目标值",
    "due": "完成期限",
    "formula": "计算公式",
    "unit": "单位",
    "owner": "责任人",
    "source": "数据来源",
    "cadence": "监测频次",
    "direction": "方向",
    "capability": "对应能力",
    "baseline_on": "基线日期",
}


def _compared(goal: Goal) -> tuple[float | None, float | None, float]:
    """Baseline and target in one unit, and the factor of the target; none where it is a change (降低 30%)."""
    if _CHANGE.search(goal.target_text):
        return goal.baseline, None, 1
    units = [unit_in(text) or unit_of(goal.unit or "") for text in (goal.baseline_text, goal.target_text)]
    if goal.target is None or units[0] == units[1] or not all(units):
        return goal.baseline, goal.target, 1
    family = next((scales for scales in _SCALES if all(unit in scales for unit in units)), None)
    factor = family[units[1]] / family[units[0]] if family else 0
    return goal.baseline, goal.target * factor if factor else None, factor


def _values(goal: Goal, path: str) -> Iterator[Violation]:
    base, target, _ = _compared(goal)
    said = goal.direction or ""
    keeps = bool(_KEEP.search(said))
    if goal.target_text and goal.target is None:
        yield violation(
            "facts-target-not-number",
            f"{path}.target",
            goal.target_text,
            f"目标“{goal.name}”的目标值“{goal.target_text}”不是数值，无法测量。",
            "改成带单位的数值。",
            "warning",
        )
    if goal.target is not None and goal.target > 100 and _is_share(goal):
        yield violation(
            "facts-percent-over-100",
            f"{path}.target",
            goal.target_text,
            f"目标“{goal.name}”是百分率，目标值 {goal.target_text} 超过 100%。",
            "核对目标值或单位。",
        )
    if base is None or target is None:
        return
    up, down = bool(_UP.search(said)), bool(_DOWN.search(said))
    if not keeps and ((up and not down and target < base) or (down and not up and target > base)):
        yield violation(
            "facts-direction",
            f"{path}.target",
            goal.target_text,
            f"目标“{goal.name}”的方向是“{said}”，目标值 {goal.target_text} 却与基线 {goal.baseline_text} 的关系相反。",
            "核对方向、基线和目标值，三者要说同一件事。",
        )
    if base == target and not keeps:
        yield violation(
            "facts-target-is-baseline",
            f"{path}.target",
            goal.target_text,
            f"目标“{goal.name}”的目标值与基线相同，又没有写明是保持。",
            "写明方向为保持并说明理由，或重定目标值。",
            "warning",
        )


def _is_share(goal: Goal) -> bool:
    return unit_of(goal.unit or goal.target_text) == "%" and bool(_SHARE.search(goal.name.strip()))


def _units(goal: Goal, path: str) -> Iterator[Violation]:
    unit = unit_of(goal.unit or "")
    for slot, text in (("target", goal.target_text), ("baseline", goal.baseline_text)):
        own = unit_of(text) if re.search(r"\d", text) else ""
        if unit and own and own != unit:
            yield violation(
                "facts-unit",
                f"{path}.{slot}",
                text,
                f"目标“{goal.name}”的{_SLOTS[slot]}写作“{text}”，与单位“{goal.unit}”不一致。",
                "统一单位后重新核对数值。",
            )


def _formula(goal: Goal, path: str) -> Iterator[Violation]:
    """A formula of per cent does not give days, hours or money; without a unit of its own both values share one."""
    base, target = (unit_of(text) if re.search(r"\d", text) else "" for text in (goal.baseline_text, goal.target_text))
    unit = unit_of(goal.unit or "") or target
    if unit in _MEASURED and re.search(r"[×xX*]\s*100\s*[%％]\s*[。；]?$", goal.formula or ""):
        yield violation(
            "facts-formula-unit",
            f"{path}.formula",
            goal.formula or "",
            f"目标“{goal.name}”以“{unit}”为单位，公式算出的却是百分比，公式与单位不一致。",
            "核对公式和单位，改正写错的一处。",
            "warning",
        )
    if not goal.unit and base in _MEASURED | {"%"} and target in _MEASURED | {"%"} and base != target:
        yield violation(
            "facts-unit",
            f"{path}.target",
            goal.target_text,
            f"目标“{goal.name}”的基线“{goal.baseline_text}”与目标值“{goal.target_text}”单位不一致。",
            "统一单位后重新核对数值。",
            "warning",
        )


_MEASURED = frozenset({"天", "小时", "分钟", "秒", "周", "个月", "元", "万元", "亿元"})


def _comparable(goal: Goal) -> tuple[float, float, list[tuple[Stage, float]]] | None:
    """Baseline, target and the stages told as values in their unit; None where these are not of one unit."""
    base, target, factor = _compared(goal)
    if base is None or target is None or factor != 1:
        return None
    unit = unit_in(goal.target_text) or unit_of(goal.unit or "")
    told = ((stage, stage.value) for stage in goal.stages if not _CHANGE.search(stage.value_text))
    return base, target, [(s, v) for s, v in told if v is not None and (unit_in(s.value_text) or unit) == unit]


def _stages(goal: Goal, path: str) -> Iterator[Violation]:
    base, target, stages = _comparable(goal) or (0.0, 0.0, [])
    for stage, value in stages:
        if not min(base, target) <= value <= max(base, target):
            yield violation(
                "facts-stage-outside",
                f"{path}.stages",
                stage.value_text,
                f"目标“{goal.name}”的阶段值 {stage.value_text}"
                f" 不在基线 {goal.baseline_text} 与目标值 {goal.target_text} 之间。",
                "核对阶段值；确有先降后升的，写明原因。",
            )


def _way(goal: Goal, path: str) -> Iterator[Violation]:
    """A later stage lies farther from the target than an earlier one; the one on the last day is not the target."""
    base, target, stages = _comparable(goal) or (0.0, 0.0, [])
    known = sorted(((s, v) for s, v in stages if s.due), key=lambda pair: pair[0].due or date.max)
    for (earlier, before), (later, after) in pairwise(known):
        if (after - before) * (target - base) < 0:
            yield violation(
                "facts-stage-back",
                f"{path}.stages",
                later.value_text,
                f"目标“{goal.name}”的阶段值倒退：{later.due_text} 的 {later.value_text} 比 {earlier.due_text} 的"
                f" {earlier.value_text} 离目标值更远，前后矛盾。",
                "核对各阶段值，使之按时间走向目标值；确有计划中的回落，写明原因。",
            )
    if known and goal.due and known[-1][0].due == goal.due and known[-1][1] != target:
        yield violation(
            "facts-stage-end",
            f"{path}.stages",
            known[-1][0].value_text,
            f"目标“{goal.name}”到完成期限 {goal.due_text} 的阶段值 {known[-1][0].value_text}"
            f" 与目标值 {goal.target_text} 不一致。",
            "核对阶段值和目标值，同一天只有一个值。",
        )


def _benchmark(goal: Goal, path: str, facts: FactTable) -> Iterator[Violation]:
    source = fold_text(goal.baseline_source or "")
    for benchmark in facts.benchmarks:
        named = bool(source) and fold_text(benchmark.name) in source
        same = fold_text(benchmark.indicator or "") in (fold_text(goal.name), fold_text(goal.indicator or ""))
        equal = same and bool(goal.baseline_text) and fold_text(goal.baseline_text) == fold_text(benchmark.value or "")
        if named or (equal and not source):
            yield violation(
                "facts-benchmark-as-baseline",
                f"{path}.baseline",
                goal.baseline_text,
                f"目标“{goal.name}”的基线疑似取自标杆“{benchmark.name}”的数据；标杆数据不能当作本企业的基线。",
                "用本企业实际统计的数据作基线，标杆只作对照。",
                "error" if named else "warning",
            )
