"""Where a nonconformity may stand elsewhere, which data show that a measure works, what to look at in a department."""

from collections.abc import Iterator, Mapping
from typing import Any

from .compose import composer
from .parts_audit import clauses_by_auditee
from .relations import related
from .scribe import Scoped, Scribe, bullets, table
from .values import read

_MOST = 6


@composer("at_stake")
def at_stake(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The data and records of this trade that a nonconformity may have touched."""
    data = list(pen.brief.profile.industry().get("data"))
    lines = [f"{thing}有没有受影响、从哪一期起受影响？" for thing in data]
    for scoped in pen.items("products")[:_MOST]:
        pen.note(scoped.path)
        lines.append(f"{_name(pen, scoped)}：已经交付的要不要追溯、告知哪些客户？")
    return "止损时逐项问：\n" + bullets(lines) if lines else ""


@composer("spread_places")
def spread_places(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Sites, systems, processes and capabilities of this enterprise where the same may be wrong."""
    lines = [
        *_asked(pen, "sites", "{}：同一岗位、同一表单在这里有没有同样情形？"),
        *_asked(pen, "information_systems", "{}：同样的接口、权限、参数还有哪些？"),
        *_asked(pen, "processes", "{}：这一环节用不用同一规定、同一数据？"),
        *_asked(pen, "capabilities", "“{}”：这项能力的方案和运行中有没有同类问题？"),
    ]
    if not pen.facts.processes:
        chain = list(pen.brief.profile.industry().get("chain"))
        lines += [f"{link}：这一环节用不用同一规定、同一数据？" for link in chain]
    return "检查的范围从下列各处选定，不适用的写明：\n" + bullets(lines) if lines else ""


@composer("effect_data")
def effect_data(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The indicators of this enterprise whose course shows whether a measure works."""
    lines: list[str] = []
    for scoped in pen.items("goals")[:_MOST]:
        inner = pen.within(scoped)
        source = inner.value("item.source", optional=True)
        cadence = inner.value("item.cadence", optional=True)
        formula = inner.value("item.formula", optional=True)
        taken = "，".join(
            filter(None, (f"取自{source}" if source else "", cadence, f"按“{formula}”复算" if formula else ""))
        )
        lines.append(f"{inner.value('item.name')}" + (f"（{taken}）" if taken else "") + "：措施前后各期的变化。")
    return "与下列指标有关的，附上数据：\n" + bullets(lines) if lines else ""


@composer("auditee_focus")
def auditee_focus(pen: Scribe, words: Mapping[str, Any]) -> str:
    """For every auditee what to look at first and which records to sample: its own, else some of the trade."""
    samples = list(pen.brief.profile.industry().get("samples"))
    rows: list[tuple[str, str, str]] = []
    departments = {read(pen.facts, item.item, "name"): item for item in pen.items("departments")}
    for position, auditee in enumerate(clauses_by_auditee(pen)):
        (own, sample), scoped = words["focus"].get(auditee, ("", "")), departments.get(auditee)
        looked = own or "；".join(_near(pen, auditee, position)) or "职责所涉条款的执行记录"
        kept = pen.within(scoped).value("item.records", True) if scoped and pen.brief.profile.known(auditee) else sample
        rows.append((auditee, looked, kept or (samples[position % len(samples)] if samples else "—")))
    return table(("受审部门或人员", "先看什么", "抽取的样本"), rows)


def _near(pen: Scribe, auditee: str, position: int) -> Iterator[str]:
    goals = [item for item in pen.items("goals") if _answers(pen, item, auditee)]
    for scoped in goals:
        pen.note(f"{scoped.path}.name")
        yield f"目标“{_name(pen, scoped)}”的取数与偏差处理"
    for kind, what in (
        ("weaknesses", "短板“{}”的改进"),
        ("information_systems", "{}的权限与数据"),
        ("processes", "“{}”环节的执行"),
    ):
        items = pen.items(kind)
        turn = items[position % len(items) :][:1] if items and kind == "processes" and not goals else []
        near = related(auditee, items)[:1] or turn
        for scoped in near:
            pen.note(scoped.path)
            yield what.format(_name(pen, scoped))


def _answers(pen: Scribe, scoped: Scoped, auditee: str) -> bool:
    """The auditee's department or post answers for the goal."""
    inner = pen.within(scoped)
    told = inner.peek("item.department")[0] + inner.peek("item.owner")[0]
    return len(auditee) > 1 and auditee in told


def _asked(pen: Scribe, kind: str, question: str) -> Iterator[str]:
    for scoped in pen.items(kind)[:_MOST]:
        pen.note(f"{scoped.path}.name" if kind == "capabilities" else scoped.path)
        yield question.format(_name(pen, scoped))


def _name(pen: Scribe, scoped: Scoped) -> str:
    return read(pen.facts, scoped.item, "name")
