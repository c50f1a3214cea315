"""Goals: a block a goal, the tables that put them together, decomposition by period and department."""

import re
from collections.abc import Mapping
from typing import Any, cast

from ..domain.enterprise import Goal
from .compose import composer
from .relations import related
from .scribe import Scoped, Scribe, bullets, table
from .values import chinese_day, measured, plain, post_without_department, read, toward


@composer("goal_statement")
def goal_statement(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The goal in one sentence; what is unknown is left to the table below."""
    goal = cast(Goal, pen.scope["item"].item)
    base, day = pen.value("item.baseline", True), pen.value("item.baseline_on", True)
    target, due = pen.value("item.target", True), re.sub("[之以]?前$", "", pen.value("item.due", True))
    direction = pen.value("item.direction", True)
    start = f"由 {base}{f'（{day}）' if day else ''}" if base else ""
    end = toward(direction, target) if target else ""
    if not (start and end):
        return ""
    owner = pen.value("item.owner", True)
    return f"“{plain(goal.name)}”{f'在{due}前' if due else ''}{start}{end}{f'，由{owner}负责' if owner else ''}。"


@composer("goal_block")
def goal_block(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Every slot of a goal in a table of two columns; each unknown slot is an open point."""
    rows = [(label, pen.value(f"item.{slot}")) for slot, label in words["slots"].items()]
    return table(("要素", "内容"), rows)


@composer("goal_hints")
def goal_hints(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What moves this indicator, what to collect and which slips to avoid; problems of the facts it bears on."""
    goal = cast(Goal, pen.scope["item"].item)
    hints = pen.brief.profile.indicator(goal)
    lines: list[str] = []
    subject = " ".join([goal.name, read(pen.facts, goal, "capability")])
    problems = related(subject, pen.items("weaknesses"))
    if problems:
        pen.note(*(problem.path for problem in problems))
        lines.append("与本目标有关的现状问题：" + "；".join(read(pen.facts, p.item, "name") for p in problems) + "。")
    for key, label in words["hint_labels"].items():
        lines.append(f"{label}：{'、'.join(hints.get(key))}。")
    return bullets(lines)


@composer("goal_tables")
def goal_tables(pen: Scribe, words: Mapping[str, Any]) -> str:
    """All goals in tables joined by their number: what for, how much, how measured and by whom."""
    texts: list[str] = []
    for title, columns in words["tables"].items():
        rows = [
            [_number(scoped, at), *(pen.within(scoped).short(f"item.{slot}") for slot in columns.values())]
            for at, scoped in enumerate(pen.items("goals"), start=1)
        ]
        texts.append(f"**{title}**\n\n{table(['编号', *columns], rows)}")
    return "\n\n".join(texts)


def _number(scoped: Scoped, position: int) -> str:
    return getattr(scoped.item, "id", None) or str(position)


@composer("goal_periods")
def goal_periods(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Stage values and the final value of every goal, by date; nothing is interpolated."""
    rows: list[tuple[str, ...]] = []
    for at, scoped in enumerate(pen.items("goals"), start=1):
        goal = cast(Goal, scoped.item)
        name, number = plain(goal.name), _number(scoped, at)
        pen.note(f"{scoped.path}.name")
        for stage in goal.stages:
            pen.note(f"{scoped.path}.stages")
            rows.append((number, name, chinese_day(stage.due_text), plain(measured(stage.value_text, goal.unit))))
        inner = pen.within(scoped)
        if not goal.stages:
            rows.append((number, name, "阶段", inner.short("item.stages")))
        rows.append((number, name, inner.short("item.due"), inner.short("item.target")))
    return table(("编号", "目标", "时点", "应达到的值"), rows)


def _owner_or_dash(owner: str) -> str:
    return "—" if owner.startswith("【") else owner


@composer("goal_departments")
def goal_departments(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Goals by the department of the person responsible, as far as the facts name it."""
    rows: list[tuple[str, ...]] = []
    for at, scoped in enumerate(pen.items("goals"), start=1):
        goal = cast(Goal, scoped.item)
        inner = pen.within(scoped)
        department = read(pen.facts, goal, "department")
        owner = inner.short("item.owner")
        post = post_without_department(pen.facts, goal.owner or "")
        name, target = inner.value("item.name"), inner.short("item.target")
        rows.append((_number(scoped, at), department or owner, post or _owner_or_dash(owner), name, target))
        if department:
            pen.note(*(d.path for d in pen.items("departments") if read(pen.facts, d.item, "name") == department))
    return table(("编号", "承担部门", "责任岗位", "目标", "承担的目标值"), rows)
