"""Procedure documents: who does what, steps in 5W1H, control points, records with codes, what this enterprise adds."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from .compose import composer
from .material import ProcedureItem, Step
from .relations import related
from .scribe import BLANK, Scribe, bullets, clause, table
from .specifics import point, together
from .values import read

_MOST = 6
_ASKED = ("who", "when", "what", "how", "why")


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
    for step in _steps(scratch := Scribe(pen.brief, pen.scope)):
        duties.setdefault(step.who, []).append(step.what)
    told = bullets(f"{who}：{'；'.join(dict.fromkeys(what))}。" for who, what in duties.items())
    return pen.takes(scratch, told)


def _person(who: str) -> str:
    return f"<{who}>" if who in ("最高管理者", "管理者代表") else who


def _steps(pen: Scribe) -> list[Step]:
    """The steps as this enterprise goes them: one for each of its own things where the facts know them."""
    ours = set(pen.brief.profile.sectors())
    kept = [step for step in _document(pen).plan.steps if not step.only or ours & set(step.only)]
    return [told for step in kept for told in _own_steps(pen, step) or [_plain_step(pen, step)]]


def _plain_step(pen: Scribe, step: Step) -> Step:
    return _told(step, [pen.roles(pen.fill(text)) for text in _texts(pen, step).values()])


def _own_steps(pen: Scribe, step: Step) -> list[Step]:
    if step.own is None:
        return []
    pens = (pen.within(item) for item in pen.items(step.own.each)[:_MOST])
    known = [inner for inner in pens if all(inner.peek(place)[0] for place in step.own.needs)]
    texts = _texts(pen, step) | {key: text for key in _ASKED if (text := getattr(step.own, key, ""))}
    return [_told(step, cells) for cells in together(known, list(texts.values()))]


def _texts(pen: Scribe, step: Step) -> dict[str, str]:
    small = {"how": step.small} if step.small and pen.brief.profile.small() else {}
    return {key: getattr(step, key) for key in _ASKED} | {"who": _person(step.who)} | small


def _told(step: Step, cells: Sequence[str]) -> Step:
    return step.model_copy(update=dict(zip(_ASKED, cells, strict=True)))


@composer("procedure_flow")
def procedure_flow(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Inputs and outputs."""
    plan = _document(pen).plan
    return f"输入：{'、'.join(plan.inputs)}。\n\n输出：{'、'.join(plan.outputs)}。"


@composer("procedure_steps")
def procedure_steps(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The steps as a table of 5W1H."""
    codes = _codes(_document(pen))
    rows = [(step.who, step.when, step.what, step.how, step.why, _record(codes, step.record)) for step in _steps(pen)]
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
    return f"频次：{ask}。" + (f"出现下列情况时提前进行：{triggers}。" if triggers else "")


@composer("procedure_points")
def procedure_points(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What the procedure settles about this enterprise's own systems, departments, goals, processes."""
    return "\n\n".join(filter(None, (point(pen, part) for part in _document(pen).plan.points)))


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
    problems = related(said, pen.items("weaknesses"), least=2)
    pen.note(*(item.path for item in problems))
    pen.names("capabilities")
    lines = [pen.fill(text) for text in words["here"]]
    if problems:
        lines.append(f"执行中重点防止：{'；'.join(read(pen.facts, item.item, 'name') for item in problems)}。")
    lines += _of_industry(pen, words)
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
    own = pen.names("processes")
    links = own or "、".join(industry.get("chain")) + words["general"]
    told = {"links": links, **{key: "；".join(industry.get(key)) for key in ("data", "risks", "samples")}}
    return [f"{label}：{told[key]}。" for key, label in words["industry"].items()]


@composer("procedure_controls")
def procedure_controls(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Control points."""
    return bullets(_document(pen).plan.controls)


@composer("procedure_records")
def procedure_records(pen: Scribe, words: Mapping[str, Any]) -> str:
    """The list of records with codes; how long they are kept is for the enterprise to say."""
    document = _document(pen)
    keepers: dict[str, list[str]] = {}
    for step in _steps(scratch := Scribe(pen.brief, pen.scope)):
        keepers.setdefault(step.record, []).append(step.who)
    told = ((name, code, "、".join(dict.fromkeys(keepers.get(name, ())))) for name, code in _codes(document).items())
    rows = [(f"《{name}》", code, who, BLANK) for name, code, who in told if who]
    listed = pen.takes(scratch, table(("记录名称", "记录编号", "填写与保存", "保存期限"), rows))
    return f"{listed}\n\n保存期限：{pen.ask('各项记录的保存期限', words['retention_how'])}"


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
