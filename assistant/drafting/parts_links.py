"""What the facts list but link to nothing: shown, and asked about, so that no fact is lost in a draft."""

from collections.abc import Mapping
from typing import Any, cast

from ..domain.enterprise import Capability, Goal
from .compose import composer
from .references import find_advantage, find_capability
from .scribe import Scribe, bullets, table
from .values import chinese_day, plain, read


@composer("unlinked_goals")
def unlinked_goals(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Goals whose capability the facts do not name."""
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("goals"):
        goal = cast(Goal, scoped.item)
        if find_capability(pen.facts, goal.capability):
            continue
        inner = pen.within(scoped)
        values = [
            inner.value(f"item.{slot}", optional=True) or "未提供"
            for slot in ("name", "baseline", "target", "due", "owner")
        ]
        link = plain(goal.capability or "") or inner.missing("item.capability")
        rows.append((*values, link))
    if not rows:
        return ""
    heads = ("目标", "基线", "目标值", "完成期限", "责任人", "对应的新型能力")
    return f"下列目标还没有对应到已列出的新型能力，先确认再使用：\n\n{table(heads, rows)}"


@composer("unlinked_capabilities")
def unlinked_capabilities(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Capabilities without a goal or an advantage, advantages without a capability."""
    lines: list[str] = []
    for scoped in pen.items("capabilities"):
        capability = cast(Capability, scoped.item)
        inner = pen.within(scoped)
        if not find_advantage(pen.facts, capability.advantage):
            lines.append(f"新型能力“{inner.value('item.name')}”支撑的优势：{inner.value('item.advantage')}")
        if not read(pen.facts, capability, "goals"):
            lines.append(f"新型能力“{inner.value('item.name')}”还没有目标：{inner.missing('item.goals')}")
    for scoped in pen.items("advantages"):
        inner = pen.within(scoped)
        if not read(pen.facts, scoped.item, "capabilities"):
            lines.append(f"竞争优势“{inner.value('item.name')}”还没有能力支撑：{inner.missing('item.capabilities')}")
    return bullets(lines)


@composer("monitoring_table")
def monitoring_table(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Goals with what, how often, from where and by whom they are measured."""
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("goals"):
        goal, inner = cast(Goal, scoped.item), pen.within(scoped)
        values = [inner.value(f"item.{slot}") for slot in ("name", "target", "cadence", "source", "owner")]
        rows.append((*values[:2], chinese_day(goal.due_text) or inner.missing("item.due"), *values[2:]))
    return table(("目标", "目标值", "期限", "监测频次", "数据来源", "责任人"), rows) if rows else pen.missing("goals")


@composer("elements_by_capability")
def elements_by_capability(pen: Scribe, words: Mapping[str, Any]) -> str:
    """For every capability what each of the four elements must settle."""
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("capabilities"):
        pen.note(f"{scoped.path}.name")
        hints = pen.brief.profile.capability(cast(Capability, scoped.item))
        sides = ("；".join(hints.get(side)) for side in ("data", "tech", "process", "organisation"))
        rows.append((read(pen.facts, scoped.item, "name"), *sides))
    return table(("新型能力", "数据", "技术", "业务流程", "组织结构"), rows) if rows else pen.missing("capabilities")


@composer("capability_audit")
def capability_audit(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What to verify about every capability: goals, signs of use, typical risks."""
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("capabilities"):
        pen.note(f"{scoped.path}.name")
        capability = cast(Capability, scoped.item)
        hints = pen.brief.profile.capability(capability)
        goals = read(pen.facts, capability, "goals") or "尚无目标"
        look, ask = "；".join(hints.get("accept")), "；".join(hints.get("risks"))
        rows.append((read(pen.facts, capability, "name"), goals, look, ask, "【待填写】"))
    heads = ("新型能力", "对照的目标", "现场核对", "追问是否发生", "审核发现")
    return table(heads, rows) if rows else pen.missing("capabilities")
