"""Contradictions between the days of one goal: its stages, its limit, its baseline and its cadence."""

from collections.abc import Iterator
from datetime import date

from ..domain.draft import Violation
from ..domain.enterprise import Goal, Stage
from ..text.cadence import parse_cadence, period_months
from .violations import violation


def day_contradictions(goal: Goal, path: str, as_of: date | None) -> Iterator[Violation]:
    """Days of a goal that cannot all be true, or are over."""
    yield from _stage_days(goal, path)
    yield from _days(goal, path, as_of)
    yield from _cadence(goal, path, as_of)


def _stage_days(goal: Goal, path: str) -> Iterator[Violation]:
    before: Stage | None = None
    for stage in goal.stages:
        if stage.due and goal.due and stage.due > goal.due:
            yield violation(
                "facts-stage-after-due",
                f"{path}.stages",
                stage.due_text,
                f"目标“{goal.name}”的阶段期限 {stage.due_text} 晚于完成期限 {goal.due_text}。",
                "核对两个日期。",
            )
        if before and stage.due and before.due and stage.due < before.due:
            yield violation(
                "facts-stage-order",
                f"{path}.stages",
                stage.due_text,
                f"目标“{goal.name}”的阶段没有按时间先后排列：{stage.due_text} 排在 {before.due_text} 之后。",
                "按时间重排并核对数值。",
                "warning",
            )
        before = stage


def _days(goal: Goal, path: str, as_of: date | None) -> Iterator[Violation]:
    if goal.due_text and not goal.due:
        yield violation(
            "facts-due-not-date",
            f"{path}.due",
            goal.due_text,
            f"目标“{goal.name}”的完成期限“{goal.due_text}”读不出日期，过后说不清指哪一天。",
            "写成年月日或年月，例如 2027年6月底。",
            "warning",
        )
    if goal.due and as_of and goal.due < as_of:
        yield violation(
            "facts-due-past",
            f"{path}.due",
            goal.due_text,
            f"目标“{goal.name}”的完成期限 {goal.due_text} 早于编制日期 {as_of.isoformat()}，已经过期。",
            "重定期限，或说明这是已结束的目标。",
        )
    if goal.due and goal.baseline_on and goal.baseline_on >= goal.due:
        yield violation(
            "facts-dates-reversed",
            f"{path}.baseline_on",
            goal.baseline_on_text,
            f"目标“{goal.name}”的基线日期 {goal.baseline_on_text} 不早于完成期限 {goal.due_text}，日期颠倒。",
            "核对两个日期。",
        )
    if goal.baseline_on and as_of and goal.baseline_on > as_of:
        yield violation(
            "facts-baseline-future",
            f"{path}.baseline_on",
            goal.baseline_on_text,
            f"目标“{goal.name}”的基线日期 {goal.baseline_on_text} 晚于编制日期 {as_of.isoformat()}，"
            "还没有发生的数据不能作基线。",
            "改用已经统计出来的数据。",
        )


def _cadence(goal: Goal, path: str, as_of: date | None) -> Iterator[Violation]:
    cadence = parse_cadence(goal.cadence, cell=True) if goal.cadence else None
    start = as_of or goal.baseline_on
    if not (cadence and cadence.period and goal.due and start and start < goal.due):
        return
    if period_months(cadence.period) * 30 > (goal.due - start).days:
        yield violation(
            "facts-cadence-too-long",
            f"{path}.cadence",
            goal.cadence or "",
            f"目标“{goal.name}”到期前的时间不足一个监测周期（{goal.cadence}），来不及纠偏。",
            "缩短监测周期。",
            "warning",
        )
