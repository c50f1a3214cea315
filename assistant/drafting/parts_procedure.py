"""Procedure documents: who does what, steps in 5W1H, control points, records with codes, what this enterprise adds."""

import re
from collections.abc import Mapping
from typing import Any, cast

from ..domain.enterprise import Capability
from .compose import composer
from .material import ProcedureItem
from .relations import related
from .scribe import BLANK, Scribe, bullets, clause, table
from .values import read


def _document(pen: Scribe) -> ProcedureItem:
    return cast(ProcedureItem, pen.scope["doc"].item)


@composer("procedure_basis")
def procedure_basis(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The clauses the procedure answers."""
    framework = pen.brief.material.framework
    found = [item for key in _document(pen).entry.keys if (item := framework.find(key))]
    return bullets(f"{framework.code} {clause(item)} {item.title}" for item in found)


@composer("procedure_duties")
def procedure_duties(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Who does what, gathered from the steps."""
    duties: dict[str, list[str]] = {}
    for step in _document(pen).plan.steps:
        duties.setdefault(pen.roles(_person(step.who)), []).append(step.what)
    return bullets(f"{who}：{'；'.join(what)}。" for who, what in duties.items())


def _person(who: str) -> str:
    return f"<{who}>" if who in ("最高管理者", "管理者代表") else who


@composer("procedure_flow")
def procedure_flow(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Inputs and outputs."""
    plan = _document(pen).plan
    return f"输入：{'、'.join(plan.inputs)}。\n\n输出：{'、'.join(plan.outputs)}。"


@composer("procedure_steps")
def procedure_steps(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The steps as a table of 5W1H."""
    codes = _codes(_document(pen))
    rows = [
        (
            pen.roles(_person(step.who)),
            step.when,
            step.what,
            step.how,
            step.why,
            _record(codes, step.record),
        )
        for step in _document(pen).plan.steps
    ]
    return table(("谁（职责）", "何时", "做什么", "怎样做", "为什么", "留下的记录"), rows)


@composer("procedure_frequency")
def procedure_frequency(pen: Scribe, words: Mapping[str, Any]) -> str:
    """How often, which only the enterprise can say; usual practice stands in the hint."""
    plan = _document(pen).plan
    entry = pen.brief.material.subjects["frequencies"].find(plan.frequency) if plan.frequency else None
    if entry is None:
        return ""
    usual = "或".join(entry.values("cadence"))
    triggers = "、".join(entry.values("triggers"))
    ask = pen.ask(f"{entry.name}的频次", f"{words['frequency_how']}；常见做法是{usual}，属惯例而非标准条文")
    return f"频次：{ask}。出现下列情况时提前进行：{triggers}。"


@composer("procedure_here")
def procedure_here(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What the procedure means for this enterprise: goals, systems, problems, sites, samples of its industry."""
    document = _document(pen)
    said = " ".join([
        document.name,
        document.scope,
        *document.plan.inputs,
        *(s.what + s.how for s in document.plan.steps),
    ])
    problems = related(said, pen.items("weaknesses"))
    pen.note(*(item.path for item in problems))
    pen.names("capabilities")
    lines = [pen.fill(text) for text in words["here"]]
    if problems:
        lines.append(f"执行中重点防止：{'；'.join(read(pen.facts, item.item, 'name') for item in problems)}。")
    lines += _of_industry(pen, words)
    lines += _of_capabilities(pen, document, words)
    if any(key in ("plan.target", "eval.monitor", "eval.assess", "eval.review") for key in document.entry.keys):
        lines.append(f"适用的目标：{pen.names('goals') or pen.missing('goals')}。")
    if pen.facts.existing_systems:
        lines.append(f"已有{pen.names('existing_systems')}，同类规定可以引用的，写明引用的文件名称，不另写一套。")
    if len(pen.facts.sites) > 1:
        lines.append(f"适用场所：{pen.names('sites')}；各场所的承办人在记录上注明场所名称。")
    return bullets(lines)


def _of_industry(pen: Scribe, words: Mapping[str, Any]) -> list[str]:
    """Where the procedure bites in this kind of industry: links, data, slips, samples."""
    industry = pen.brief.profile.industry()
    links = pen.names("processes") or "、".join(industry.get("chain"))
    told = {"links": links, **{key: "；".join(industry.get(key)) for key in ("data", "risks", "samples")}}
    return [f"{label}：{told[key]}。" for key, label in words["industry"].items()]


def _of_capabilities(pen: Scribe, document: ProcedureItem, words: Mapping[str, Any]) -> list[str]:
    """What each capability calls for in the field of this procedure."""
    side = next(
        (side for key, side in words["sides"].items() if any(k.startswith(key) for k in document.entry.keys)), ""
    )
    lines: list[str] = []
    for scoped in pen.items("capabilities") if side else []:
        capability = cast(Capability, scoped.item)
        hints = pen.brief.profile.capability(capability).get(side)
        lines.append(f"用于“{read(pen.facts, capability, 'name')}”时，还要做到：{'；'.join(hints)}。")
    return lines


@composer("procedure_controls")
def procedure_controls(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Control points."""
    return bullets(_document(pen).plan.controls)


@composer("procedure_records")
def procedure_records(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The list of records with codes; how long they are kept is for the enterprise to say."""
    document = _document(pen)
    keepers = {step.record: pen.roles(_person(step.who)) for step in document.plan.steps if step.record}
    rows = [(f"《{name}》", code, keepers[name], BLANK) for name, code in _codes(document).items()]
    keep = pen.ask("各项记录的保存期限", words["retention_how"])
    return f"{table(('记录名称', '记录编号', '填写与保存', '保存期限'), rows)}\n\n保存期限：{keep}"


def _codes(document: ProcedureItem) -> dict[str, str]:
    """Codes of the records by name, from the numbers of document and record."""
    number = "".join(re.findall(r"\d+", document.entry.id))
    names = dict.fromkeys(step.record for step in document.plan.steps if step.record)
    return {name: f"JL-{number}-{at:02d}" for at, name in enumerate(names, start=1)}


def _record(codes: Mapping[str, str], name: str) -> str:
    return f"《{name}》（{codes[name]}）" if name else ""


@composer("procedure_related")
def procedure_related(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Documents this one joins on to: those always needed and those on clauses of the same chapter."""
    own = _document(pen).entry
    chapters = {key.split(".")[0] for key in own.keys}
    entries = [entry for entry in pen.brief.material.subjects["procedures"].entries if entry.id != "manual"]
    near = [e.name for e in entries if e is not own and chapters & {key.split(".")[0] for key in e.keys}]
    always = [name for name in words["always"] if name != own.name]
    return bullets(f"《{name}》" for name in dict.fromkeys(["管理手册", *near, *always]))
