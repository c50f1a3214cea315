"""Analyses behind advantages and capabilities: SWOT, five forces, value chain, benchmarks, priority by criteria."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ..domain.enterprise import Benchmark, Capability, Goal
from ..text.normalize import fold_text
from .compose import composer
from .references import goals_of
from .relations import related
from .scribe import Scoped, Scribe, bullets, table
from .values import read, toward

_SIDES = {"strengths": "优势（S）", "weaknesses": "劣势（W）", "opportunities": "机会（O）", "threats": "威胁（T）"}


@composer("swot")
def swot(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The four lists as given; an empty one is an open point."""
    rows: list[tuple[str, str]] = []
    for kind, label in _SIDES.items():
        items = pen.items(kind)
        pen.note(*(item.path for item in items))
        rows.append((label, "；".join(_name(pen, item) for item in items) or pen.missing(kind)))
    return table(("类别", "因素"), rows)


@composer("swot_cross")
def swot_cross(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Every opportunity and threat with the strengths to rely on and the weaknesses to mend first."""
    lines: list[str] = []
    for kind, verb in (("opportunities", "抓住机会"), ("threats", "应对威胁")):
        for scoped in pen.items(kind):
            lean, mend = _closest(pen, scoped, "strengths"), _closest(pen, scoped, "weaknesses")
            line = f"{verb}“{_name(pen, scoped)}”"
            line += f"：可以依靠{_quoted(pen, lean)}" if lean else ""
            line += f"{'，' if lean else '：'}先要补上{_quoted(pen, mend)}" if mend else ""
            lines.append(line + ("。" if lean or mend else "：由战略研讨确定依靠什么、补什么。"))
    return bullets(lines)


def _closest(pen: Scribe, scoped: Scoped, kind: str) -> list[Scoped]:
    return related(_name(pen, scoped), pen.items(kind))[:2]


@composer("five_forces")
def five_forces(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Five forces as they show in this kind of industry, with the facts that bear on each."""
    facts = [*pen.items("threats"), *pen.items("opportunities")]
    rivals = pen.items("benchmarks")
    rows: list[tuple[str, str, str]] = []
    for force, shape in zip(words["forces"], pen.brief.profile.industry().get("forces"), strict=False):
        found = related(f"{force}{shape}", facts, least=1)[:2]
        said = "；".join(_name(pen, item) for item in found)
        if force == words["rivalry"] and rivals:
            said = "；".join(filter(None, [said, f"对标企业：{pen.names('benchmarks')}"]))
        pen.note(*(item.path for item in found))
        rows.append((force, shape, said or pen.ask(f"“{force}”的事实依据", words["forces_how"])))
    return table(("力量", "在本行业通常表现为", "已掌握的事实"), rows)


@composer("value_chain")
def value_chain(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Links of the value chain with known problems and capabilities; links are the enterprise's own where given."""
    own = pen.items("processes")
    links = [_name(pen, item) for item in own] or list(pen.brief.profile.industry().get("chain"))
    pen.note(*(item.path for item in own))
    rows: list[tuple[str, str, str]] = []
    for link in links:
        problems = related(link, pen.items("weaknesses"))
        served = related(link, pen.items("capabilities"))
        pen.note(*(item.path for item in problems), *(f"{item.path}.name" for item in served))
        rows.append((link, _joined(pen, problems), _joined(pen, served)))
    told = {item.path for link in links for item in related(link, pen.items("weaknesses"))}
    rest = [item for item in pen.items("weaknesses") if item.path not in told]
    if rest:
        pen.note(*(item.path for item in rest))
        rows.append((pen.ask("下列短板发生在哪一环节", words["link_how"]), _joined(pen, rest), "—"))
    origin = "环节取自事实表的业务流程。" if own else "环节按本行业的一般情况列出，须由业务部门核实、增删。"
    return f"{table(('环节', '已知的短板', '可带动的新型能力'), rows)}\n\n{origin}"


@composer("benchmarks")
def benchmarks(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Benchmarks beside our own baseline of the same indicator; a benchmark never fills an empty baseline."""
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("benchmarks"):
        benchmark, inner = cast(Benchmark, scoped.item), pen.within(scoped)
        own = next((g for g in pen.items("goals") if _same(benchmark.indicator, cast(Goal, g.item))), None)
        baseline = pen.within(own).value("item.baseline") if own else "未列为目标"
        cells = [inner.value(f"item.{key}", optional=True) for key in ("name", "indicator", "value", "source")]
        rows.append((*cells[:3], baseline, cells[3]))
    if not rows:
        return pen.missing("benchmarks")
    return table(("标杆", "指标", "标杆水平", "本企业现状", "标杆数据的来源"), rows)


def _same(indicator: str | None, goal: Goal) -> bool:
    key = fold_text(indicator or "")
    return bool(key) and key in (fold_text(goal.name), fold_text(goal.indicator or ""))


@composer("advantage_tests")
def advantage_tests(pen: Scribe, words: Mapping[str, Any]) -> str:
    """For every advantage what speaks for its lasting, with what the facts give."""
    rows: list[tuple[str, str, str]] = []
    for scoped in pen.items("advantages"):
        name = _name(pen, scoped)
        pen.note(f"{scoped.path}.name")
        lean = related(name, pen.items("strengths"))
        lacks = related(" ".join([name, read(pen.facts, scoped.item, "capabilities")]), pen.items("weaknesses"))
        pen.note(*(item.path for item in (*lean, *lacks)))
        ground = _joined(pen, lean) if lean else pen.ask(f"竞争优势“{name}”难以被模仿的依据", words["lasting_how"])
        rows.append((name, ground, _joined(pen, lacks)))
    return table(("可持续竞争优势", "难以模仿的依据", "尚需克服的短板"), rows) if rows else pen.missing("advantages")


@composer("capability_cards")
def capability_card(pen: Scribe, words: Mapping[str, Any]) -> str:
    """A capability: what it serves, where it stands, what it is measured by, what must change."""
    scoped = pen.scope["item"]
    capability = cast(Capability, scoped.item)
    rows = [
        (label, pen.value(f"item.{key}", optional=key in words["optional"])) for key, label in words["card"].items()
    ]
    rows = [row for row in rows if row[1]]
    subject = f"{capability.name} {capability.description or ''}"
    problems = related(subject, pen.items("weaknesses"))
    if problems:
        pen.note(*(item.path for item in problems))
        rows.append(("要克服的短板", _joined(pen, problems)))
    return table(("要素", "内容"), rows)


@composer("capability_gap")
def capability_gap(pen: Scribe, words: Mapping[str, Any]) -> str:
    """How far from here to there, told by the goals of the capability."""
    capability = cast(Capability, pen.scope["item"].item)
    lines: list[str] = []
    for path, goal in goals_of(pen.facts, capability):
        inner = pen.within(Scoped(path, goal))
        base, target = inner.value("item.baseline"), inner.value("item.target")
        lines.append(f"“{inner.value('item.name')}”现状 {base}，要{toward('达', target)}。")
    hints = pen.brief.profile.capability(capability)
    lines += [f"{label}：{'、'.join(hints.get(key))}。" for key, label in words["elements"].items()]
    return bullets(lines)


@composer("capability_priority")
def capability_priority(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Order of the capabilities with the ground for each criterion, all from the facts."""
    rows: list[tuple[str, ...]] = []
    for scoped in sorted(pen.items("capabilities"), key=_rank):
        inner = pen.within(scoped)
        capability = cast(Capability, scoped.item)
        goals = goals_of(pen.facts, capability)
        gap = "；".join(_gap(pen, path, goal) for path, goal in goals) or inner.missing("item.goals")
        ready = "、".join(filter(None, [inner.value("item.systems", True), *(_owner(pen, p, g) for p, g in goals)]))
        order = inner.value("item.priority")
        order = f"第 {order} 位" if order.isdigit() else order
        rows.append((order, inner.value("item.name"), inner.value("item.advantage"), gap, ready or "由评审补充"))
    heads = ("优先次序", "新型能力", "战略贡献：支撑的优势", "现状差距", "实施条件：已有系统与责任人")
    return table(heads, rows) if rows else pen.missing("capabilities")


def _rank(scoped: Scoped) -> tuple[int, str]:
    priority = cast(Capability, scoped.item).priority or ""
    return (int(priority) if priority.isdigit() else 99, priority)


def _gap(pen: Scribe, path: str, goal: Goal) -> str:
    inner = pen.within(Scoped(path, goal))
    return f"{inner.value('item.name')} {inner.value('item.baseline')} → {inner.value('item.target')}"


def _owner(pen: Scribe, path: str, goal: Goal) -> str:
    return pen.within(Scoped(path, goal)).value("item.owner", optional=True)


def _name(pen: Scribe, scoped: Scoped) -> str:
    return read(pen.facts, scoped.item, "name")


def _joined(pen: Scribe, items: Sequence[Scoped]) -> str:
    return "；".join(_name(pen, item) for item in items)


def _quoted(pen: Scribe, items: Sequence[Scoped]) -> str:
    pen.note(*(item.path for item in items))
    return "、".join(f"“{_name(pen, item)}”" for item in items)
