"""Audits and reviews: who is asked about which clause, with which questions and samples; inputs of the review."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.framework import Requirement
from .compose import composer
from .parts_system import leaves
from .relations import related
from .scribe import BLANK, Scoped, Scribe, bullets, clause, table
from .specifics import entries, line_for
from .values import read

_DIGITS = re.compile(r"\d")


def _words(pen: Scribe) -> Mapping[str, Any]:
    return pen.brief.material.templates["manual"].words


def clauses_by_auditee(pen: Scribe) -> dict[str, list[Requirement]]:
    """Every clause with whoever is in charge of it, and again with departments that take part in it."""
    found: dict[str, list[Requirement]] = {name: [] for name in _auditees(pen)}
    for item in leaves(pen):
        main = _auditee(pen, _words(pen)["owners"].get(item.key, "体系办公室"))
        found[main].append(item)
        for role in _words(pen)["helpers"].get(item.key, []):
            if role == "各部门":
                continue
            helper = _auditee(pen, role)
            if item not in found[helper] and helper not in ("最高管理者", "管理者代表"):
                found[helper].append(item)
    common = [item for item in leaves(pen) if item.key in ("lead.resp", "plan.target", "op.run", "docinfo.control")]
    for items in found.values():
        items.extend(item for item in (common if len(items) < 2 else ()) if item not in items)
    return found


def _auditees(pen: Scribe) -> Iterator[str]:
    yield from ("最高管理者", "管理者代表")
    yield from (read(pen.facts, item.item, "name") for item in pen.items("departments"))


def _auditee(pen: Scribe, role: str) -> str:
    if role in ("最高管理者", "管理者代表"):
        return role
    post = pen.brief.profile.department(role)
    return post.name if post else "管理者代表"


@composer("audit_schedule")
def audit_schedule(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Who is audited on which clauses; day, hour and auditor are for the audit leader."""
    pen.note(*(item.path for item in pen.items("departments")))
    rows = [
        (auditee, "、".join(clause(item) for item in items), BLANK, BLANK)
        for auditee, items in clauses_by_auditee(pen).items()
    ]
    if not pen.facts.departments:
        rows.append((pen.missing("departments"), "各部门职责所涉条款", BLANK, BLANK))
    return table(("受审部门或人员", "审核条款", "审核时间", "审核员（不审核本部门）"), rows)


@composer("audit_questions")
def audit_questions(pen: Scribe, words: Mapping[str, Any]) -> str:
    """For every auditee the clauses, what to ask, what to sample; findings blank."""
    parts: list[str] = []
    for position, (auditee, items) in enumerate(clauses_by_auditee(pen).items()):
        rows = [
            (
                clause(item),
                _questions(item, line_for(pen, list(entries(words["ask"], item.key)), auditee, position + at)),
                _samples(item, line_for(pen, list(entries(words["sample"], item.key)), auditee, position + at)),
                BLANK, BLANK,
            )
            for at, item in enumerate(items)
        ]  # fmt: skip
        extra = _own_questions(pen, auditee)
        heads = ("条款", "审核要点", "抽样与查看的记录", "审核发现", "判定")
        parts.append(f"**{auditee}**\n\n{table(heads, rows)}" + (f"\n\n{bullets(extra)}" if extra else ""))
    pen.note(*(item.path for item in pen.items("departments")))
    if not pen.facts.departments:
        parts.append(f"其余部门：{pen.missing('departments')}")
    return "\n\n".join(parts)


def _questions(item: Requirement, own: str) -> str:
    """The first question of the clause and the one that only this enterprise can be asked, else its second."""
    asked = [question.rstrip("？?。") + "？" for question in item.audit_questions if not _DIGITS.search(question)]
    return "".join([*asked[:1], own] if own else asked[:2]) or "本条的要求怎样落实，证据在哪里？"


def _samples(item: Requirement, own: str) -> str:
    records = [record for record in item.typical_records if not _DIGITS.search(record)]
    return "、".join([own, *records[:2]] if own else records[:3])


def _own_questions(pen: Scribe, auditee: str) -> list[str]:
    """What only this enterprise can be asked: goals a department answers for, problems it knows of."""
    lines: list[str] = []
    for scoped in pen.items("goals"):
        inner = pen.within(scoped)
        department = read(pen.facts, scoped.item, "department")
        if department == auditee or (not department and auditee == "管理者代表"):
            source = inner.value("item.source", optional=True)
            pen.note(f"{scoped.path}.name", f"{scoped.path}.owner")
            origin = f"，从{source}任抽一期复算" if source else ""
            lines.append(f"目标“{inner.value('item.name')}”：请出示各期取数明细{origin}；偏差怎样分析、措施是否见效？")
    if auditee == "管理者代表":
        for scoped in pen.items("capabilities"):
            pen.note(f"{scoped.path}.name")
            lines.append(
                f"新型能力“{read(pen.facts, scoped.item, 'name')}”：从优势、目标到四要素方案逐段追溯，断点在哪里？"
            )
        for scoped in pen.items("weaknesses"):
            pen.note(scoped.path)
            lines.append(f"已知短板“{read(pen.facts, scoped.item, 'name')}”：列入了哪项能力或措施，现在怎样？")
    if auditee == "最高管理者":
        for scoped in pen.items("advantages"):
            pen.note(f"{scoped.path}.name")
            lines.append(
                f"竞争优势“{read(pen.facts, scoped.item, 'name')}”：凭什么判断它可以持续，最近为它作过什么决定？"
            )
    return lines


@composer("industry_samples")
def industry_samples(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What to sample in this kind of industry."""
    return bullets(f"{sample}；" for sample in pen.brief.profile.industry().get("samples"))


@composer("review_inputs")
def review_inputs(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Inputs of the review, who brings them, what they must show."""
    rows = [(entry["what"], pen.roles(entry["who"]), pen.fill(entry["how"])) for entry in words["inputs"]]
    for scoped in pen.items("goals"):
        inner = pen.within(scoped)
        owner = inner.value("item.owner", optional=True) or pen.role("体系办公室")
        rows.append((
            f"目标“{inner.value('item.name')}”的达成",
            owner,
            f"目标值：{inner.value('item.target')}；给出各期实际值、趋势和原因",
        ))
    return table(("评审输入", "提供者", "内容要求"), rows)


@composer("review_topics")
def review_topics(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Questions the top manager has to decide on in this enterprise."""
    lines = [pen.fill(text) for text in words["topics"]]
    lines += [f"竞争优势“{_name(pen, item)}”是否仍然成立，支撑它的能力进展如何？" for item in pen.items("advantages")]
    lines += [f"威胁“{_name(pen, item)}”是否改变了能力的优先次序？" for item in pen.items("threats")]
    lines += [f"短板“{_name(pen, item)}”还缺什么资源？" for item in pen.items("weaknesses")]
    pen.note(*(item.path for kind in ("threats", "weaknesses") for item in pen.items(kind)))
    pen.note(*(f"{item.path}.name" for item in pen.items("advantages")))
    return bullets(lines)


@composer("problem_map")
def problem_map(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Known weaknesses with the capability they call for and the clause they touch."""
    rows: list[tuple[str, ...]] = []
    for scoped in pen.items("weaknesses"):
        pen.note(scoped.path)
        served = related(_name(pen, scoped), pen.items("capabilities"))
        pen.note(*(f"{item.path}.name" for item in served))
        names = "、".join(_name(pen, item) for item in served) or "待诊断时归类"
        rows.append((_name(pen, scoped), names, BLANK, BLANK))
    if not rows:
        return pen.missing("weaknesses")
    return table(("已知问题", "相关的新型能力", "原因（诊断后填写）", "证据（文件、数据、访谈）"), rows)


def _name(pen: Scribe, scoped: Scoped) -> str:
    return read(pen.facts, scoped.item, "name")


@composer("cause_prompts")
def cause_prompts(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Directions of enquiry that this enterprise knows of: its systems, its known problems, risks of its industry."""
    lines: list[str] = []
    systems = pen.names("information_systems")
    if systems:
        lines.append(f"是否与{systems}之间的数据传递有关？")
    for scoped in pen.items("weaknesses"):
        pen.note(scoped.path)
        lines.append(f"是否源于已知的短板“{_name(pen, scoped)}”？")
    lines += [f"是否属于本行业常见的情形：{risk}？" for risk in pen.brief.profile.industry().get("risks")]
    return "分析时可以对照下列提示（提示不是结论）：\n" + bullets(lines)
