"""Training, survey, launch: what is said to whom in this enterprise."""

from collections.abc import Mapping
from typing import Any

from .compose import composer
from .relations import related
from .scribe import BLANK, Scribe, bullets, table
from .values import read


@composer("training_table")
def training_table(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The six trainings with audience, purpose, timing, evidence and how the effect is judged."""
    rows: list[tuple[str, ...]] = []
    for entry in pen.brief.material.subjects["training"].entries:
        cells = ["、".join(entry.values(key)) for key in ("audience", "purpose", "timing", "evidence")]
        lecturer = "、".join(entry.values("lecturer")) or BLANK
        rows.append((entry.name, cells[0], cells[1], lecturer, cells[2], words["judged"][entry.id], cells[3], BLANK))
    heads = ("培训", "对象", "目的", "授课", "时机", "效果评价", "留存的证据", "日期")
    return table(heads, rows)


@composer("training_contents")
def training_contents(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What each training must say about this enterprise."""
    lines = [f"**{name}**：{pen.roles(pen.fill(text))}" for name, text in words["contents"].items()]
    return bullets(lines)


@composer("training_departments")
def training_departments(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Departments with what they particularly need: goals they answer for, roles they play."""
    if not pen.facts.departments:
        return pen.missing("departments")
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("departments"):
        pen.note(scoped.path)
        name = read(pen.facts, scoped.item, "name")
        goals = [goal for goal in pen.items("goals") if read(pen.facts, goal.item, "department") == name]
        pen.note(*(f"{goal.path}.name" for goal in goals))
        told = "、".join(f"“{read(pen.facts, goal.item, 'name')}”" for goal in goals)
        needs = [f"目标{told}的口径、取数和偏差分析"] if told else []
        needs += [words["needs"][role] for role in pen.brief.profile.roles_of(name) if role in words["needs"]]
        needs = needs or [pen.within(scoped).value("item.skills", optional=True)]
        rows.append((name, "；".join(dict.fromkeys(needs)), BLANK))
    return table(("部门", "应掌握的内容", "参加人（培训前填写）"), rows)


@composer("survey_questions")
def survey_questions(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Questions for one level of interviewees, with what this enterprise and industry call for."""
    level = words["levels"][words["argument"]]
    lines = [pen.roles(pen.fill(text)) for text in level.get("questions", ())]
    for kind, text in level.get("each", {}).items():
        for scoped in pen.items(kind):
            inner = pen.within(scoped)
            lines.append(inner.fill(text))
            pen.note(scoped.path if kind not in ("goals", "capabilities", "advantages") else f"{scoped.path}.name")
    if level.get("industry"):
        lines += [f"{question}？" for question in pen.brief.profile.industry().get("questions")]
    return bullets(lines)


@composer("survey_departments")
def survey_departments(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Departments with their own questions: by role, by goal, by weakness."""
    if not pen.facts.departments:
        return pen.missing("departments")
    parts: list[str] = []
    for scoped in pen.items("departments"):
        pen.note(scoped.path)
        name = read(pen.facts, scoped.item, "name")
        lines = [words["roles"][role] for role in pen.brief.profile.roles_of(name) if role in words["roles"]]
        for goal in pen.items("goals"):
            if read(pen.facts, goal.item, "department") == name:
                pen.note(f"{goal.path}.name")
                lines.append(f"“{read(pen.facts, goal.item, 'name')}”现在由谁统计、数据从哪里来、哪一步最难？")
        if not lines:
            lines = [words["default"]]
        parts.append(f"**{name}**\n\n{bullets(dict.fromkeys(lines))}")
    return "\n\n".join(parts)


@composer("launch_points")
def launch_points(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What the top manager and the representative may speak about, from the facts only."""
    lines = [pen.fill(text) for text in words["points"]]
    for scoped in pen.items("weaknesses"):
        pen.note(scoped.path)
        lines.append(f"大家身边的问题：{read(pen.facts, scoped.item, 'name')}；请该业务的负责人讲一个亲身经历。")
    for scoped in pen.items("capabilities"):
        inner = pen.within(scoped)
        told = inner.value("item.goals", optional=True)
        lines.append(f"要打造“{inner.value('item.name')}”{f'，看“{told}”这些数有没有变化' if told else ''}。")
    return bullets(lines)


@composer("launch_departments")
def launch_departments(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What each department is told it will have to do."""
    if not pen.facts.departments:
        return pen.missing("departments")
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("departments"):
        pen.note(scoped.path)
        name = read(pen.facts, scoped.item, "name")
        roles = [words["tasks"][role] for role in pen.brief.profile.roles_of(name) if role in words["tasks"]]
        served = related(name, pen.items("capabilities"))
        pen.note(*(f"{item.path}.name" for item in served))
        tasks = "；".join(dict.fromkeys(roles)) or "提供业务现状和数据，参加新流程的讨论和试用"
        rows.append((name, tasks))
    return table(("部门", "启动后首先要做的事"), rows)
