"""The manual: what every clause means here, the matrix of clauses, and who is responsible for what."""

import re
from collections.abc import Mapping
from typing import Any

from ..domain.framework import Obligation, Requirement
from .compose import composer
from .scribe import Scribe, bullets, clause, table
from .specifics import entries, lines_of

_ROLES = re.compile(r"(?:信息|财务|人力资源|设备|采购|生产|战略|质量|销售|研发)部门")
_DIGITS = re.compile(r"\d")
_NONE = " "
"""An empty cell of the matrix of duties."""


def leaves(pen: Scribe, chapter: str = "") -> list[Requirement]:
    """Requirements with obligations, in reading order; ``chapter`` keeps those of one chapter."""
    found = pen.brief.material.framework.requirements
    return [item for item in found if item.obligations and (not chapter or _chapter(pen, item) == chapter)]


def _chapter(pen: Scribe, item: Requirement) -> str:
    while item.parent:
        above = pen.brief.material.framework.find(item.parent)
        if above is None:
            break
        item = above
    return item.key


def here(pen: Scribe, text: str) -> str:
    """``text`` with generic department names replaced by this enterprise's where the facts know them."""

    def named(match: re.Match[str]) -> str:
        post = pen.brief.profile.department(match[0])
        if post is None:
            return match[0]
        pen.note(post.path)
        return post.name

    return _ROLES.sub(named, pen.brief.profile.called(text))


@composer("manual_chapter")
def manual_chapter(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Every clause of a chapter: who does what here, and what shows it."""
    parts: list[str] = []
    for item in leaves(pen, words["argument"]):
        duties = [
            _duty(pen, obligation, words) for obligation in item.obligations if not _DIGITS.search(obligation.what)
        ]
        own = lines_of(pen, list(entries(words["here"], item.key)))
        here_means = f"\n\n{pen.fill('在本公司')}：\n\n{bullets(own)}" if own else ""
        parts.append(f"**{clause(item)} {item.title.split('（')[0]}**\n\n{bullets(duties)}{here_means}")
    return "\n\n".join(parts)


def _duty(pen: Scribe, obligation: Obligation, words: Mapping[str, Any]) -> str:
    shown = "" if _DIGITS.search(obligation.evidence) else f"（证据：{obligation.evidence}）"
    what = obligation.what
    for vague, plain in words["plain"].items():
        what = what.replace(vague, plain)
    return f"{here(pen, obligation.who)}：{here(pen, what)}{shown}。"


@composer("manual_matrix")
def manual_matrix(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Clause, who is in charge, which document, which records."""
    entries = [entry for entry in pen.brief.material.subjects["procedures"].entries if entry.id != "manual"]
    rows: list[tuple[str, ...]] = []
    for item in leaves(pen):
        documents = "、".join(entry.name for entry in entries if item.key in entry.keys) or "管理手册"
        owner = pen.role(_owner(item, words))
        records = "、".join(record for record in item.typical_records[:3] if not _DIGITS.search(record))
        rows.append((clause(item), item.title.split("（")[0], owner, documents, records))
    return table(("条款", "名称", "归口", "对应文件", "主要记录"), rows)


def _owner(item: Requirement, words: Mapping[str, Any]) -> str:
    return words["owners"].get(item.key, "体系办公室")


@composer("duty_matrix")
def duty_matrix(pen: Scribe, words: Mapping[str, Any]) -> str:
    """职能分配表: ▲ in charge, △ takes part, by clause and department."""
    departments = pen.items("departments")
    if not departments:
        return pen.missing("departments")
    pen.note(*(item.path for item in departments))
    names = [getattr(item.item, "name", "") for item in departments]
    rows: list[list[str]] = []
    for item in leaves(pen):
        owner, helpers = _owner(item, words), words["helpers"].get(item.key, [])
        main = _played(pen, owner)
        others = {_played(pen, role) for role in helpers} - {main, ""}
        everyone = helpers == ["各部门"]
        marks = ["▲" if name == main else "△" if everyone or name in others else _NONE for name in names]
        top = "▲" if owner == "最高管理者" else "△" if "最高管理者" in helpers else _NONE
        alone = owner == "管理者代表" or (owner != "最高管理者" and not main)
        deputy = "▲" if alone else "△" if "管理者代表" in helpers else _NONE
        rows.append([f"{clause(item)} {item.title.split('（')[0]}", top, deputy, *marks])
    return table(["条款", "最高管理者", "管理者代表", *names], rows)


def _played(pen: Scribe, role: str) -> str:
    post = pen.brief.profile.department(role)
    return post.name if post else ""
