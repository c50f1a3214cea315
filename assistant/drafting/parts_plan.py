"""The implementation plan of a capability: four elements, tasks, resources, risks, acceptance."""

from collections.abc import Mapping
from typing import Any, cast

from ..domain.enterprise import Capability
from .compose import composer
from .references import goals_of
from .relations import related
from .scribe import BLANK, Scoped, Scribe, bullets, table
from .values import read


@composer("four_elements")
def four_elements(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Data, technology, process, organisation: what is there and what the plan must settle."""
    capability = cast(Capability, pen.scope["item"].item)
    hints = pen.brief.profile.capability(capability)
    there = {
        "data": _sources(pen, capability),
        "tech": pen.value("item.systems", optional=True) or pen.names("information_systems"),
        "process": "；".join(filter(None, (pen.value(f"item.{key}", True) for key in ("processes", "description")))),
        "organisation": _owners(pen, capability),
    }
    rows = [
        (
            label,
            there[key] or pen.ask(f"新型能力“{capability.name}”的{label}现状", words["element_how"]),
            "；".join(hints.get(key)),
        )
        for key, label in words["elements"].items()
    ]
    return table(("要素", "已知的现状与条件", "方案须写清"), rows)


def _sources(pen: Scribe, capability: Capability) -> str:
    found = [
        pen.within(Scoped(path, goal)).value("item.source", True) for path, goal in goals_of(pen.facts, capability)
    ]
    return "、".join(dict.fromkeys(filter(None, found)))


def _owners(pen: Scribe, capability: Capability) -> str:
    found = [pen.within(Scoped(path, goal)).value("item.owner", True) for path, goal in goals_of(pen.facts, capability)]
    owners = "、".join(dict.fromkeys(filter(None, found)))
    return f"目标责任人：{owners}" if owners else ""


@composer("plan_targets")
def plan_targets(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What the plan of a capability must reach, and by when."""
    rows: list[tuple[str, ...]] = []
    for path, goal in goals_of(pen.facts, cast(Capability, pen.scope["item"].item)):
        inner = pen.within(Scoped(path, goal))
        rows.append(tuple(inner.value(f"item.{slot}") for slot in ("name", "baseline", "target", "due", "resources")))
    if not rows:
        return pen.missing("item.goals")
    return table(("支撑的目标", "基线", "目标值", "完成期限", "已列的资源"), rows)


@composer("plan_tasks")
def plan_tasks(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Tasks in their order with the responsible department; dates are for the plan's author."""
    capability = cast(Capability, pen.scope["item"].item)
    goals = goals_of(pen.facts, capability)
    owner = next((o for path, goal in goals if (o := pen.within(Scoped(path, goal)).value("item.owner", True))), "")
    rows = [
        (
            task["what"].replace("{capability}", read(pen.facts, capability, "name")),
            (owner if task["who"] == "目标责任人" else "")
            or pen.role(task["who"] if task["who"] != "目标责任人" else "生产部门"),
            "【待补充：开始时间】",
            "【待补充：完成时间】",
            task["output"],
        )
        for task in words["tasks"]
    ]
    day = pen.ask(f"新型能力“{capability.name}”各项任务的开始和完成时间", words["task_how"])
    return f"{table(('任务', '责任人', '开始时间', '完成时间', '交付物'), rows)}\n\n时间安排：{day}"


@composer("plan_risks")
def plan_risks(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Risks of this kind of capability and industry, with known weaknesses that feed them."""
    capability = cast(Capability, pen.scope["item"].item)
    known = related(f"{capability.name} {capability.description or ''}", pen.items("weaknesses"))
    pen.note(*(item.path for item in known))
    risks = [
        *(f"现状短板“{read(pen.facts, item.item, 'name')}”在上线前没有解决" for item in known),
        *pen.brief.profile.capability(capability).get("risks"),
        *pen.brief.profile.industry().get("risks")[:2],
    ]
    rows = [(risk, BLANK, BLANK, BLANK) for risk in risks]
    return table(("风险", "可能性与影响（评审时评定）", "应对措施", "责任人"), rows)


@composer("plan_acceptance")
def plan_acceptance(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What is accepted and how, beside reaching the goals."""
    capability = cast(Capability, pen.scope["item"].item)
    return bullets([*pen.brief.profile.capability(capability).get("accept"), *words["accept"]])
