"""The kinds of draft: which template, which scope, which title."""

import re

from ..domain.draft import DraftSection
from ..domain.subject import Entry
from . import (
    parts_analysis,
    parts_audit,
    parts_effect,
    parts_goals,
    parts_links,
    parts_people,
    parts_plan,
    parts_policy,
    parts_procedure,
    parts_system,
)
from .compose import sections
from .material import Material, ProcedureItem, ProcedurePlan
from .scribe import Brief, Scoped, Scribe

REGISTERED = (
    parts_analysis,
    parts_audit,
    parts_effect,
    parts_goals,
    parts_links,
    parts_people,
    parts_plan,
    parts_policy,
    parts_procedure,
    parts_system,
)
"""Importing these modules registers their composers."""
_PROCEDURE = "procedure"


def names(material: Material) -> list[str]:
    """Kinds of the contract; every procedure as ``procedure:<name>``."""
    plain = [name for name in material.templates if name != _PROCEDURE]
    return [*plain, *(f"{_PROCEDURE}:{entry.name}" for entry, _ in procedures(material))]


def known(kind: str, material: Material) -> bool:
    """Whether the kind can be drafted; a procedure may be named loosely."""
    if kind.startswith(_PROCEDURE):
        return _entry(kind, material) is not None
    return kind in material.templates


def compose(kind: str, brief: Brief) -> tuple[str, tuple[DraftSection, ...]]:
    """Title and sections."""
    template = brief.material.templates[kind.split(":")[0]]
    found = _entry(kind, brief.material) if kind.startswith(_PROCEDURE) else None
    scope = {"doc": Scoped(kind, ProcedureItem(entry=found[0], plan=found[1]))} if found else {}
    title = Scribe(brief, scope).fill(template.title)
    return title, sections(template, brief, scope)


def procedures(material: Material) -> list[tuple[Entry, ProcedurePlan]]:
    """Procedures of the framework's list that have a plan."""
    entries = material.subjects["procedures"].entries
    return [(entry, material.procedures[entry.id]) for entry in entries if entry.id in material.procedures]


def _entry(kind: str, material: Material) -> tuple[Entry, ProcedurePlan] | None:
    wanted = _key(kind.partition(":")[2] or kind.partition("：")[2])
    pairs = procedures(material)
    exact = [pair for pair in pairs if wanted and wanted in (_key(pair[0].name), pair[0].id.lower())]
    loose = [pair for pair in pairs if wanted and (wanted in _key(pair[0].name) or _key(pair[0].name) in wanted)]
    return next(iter(exact or loose), None) or _nearest(wanted, pairs)


def _nearest(wanted: str, pairs: list[tuple[Entry, ProcedurePlan]]) -> tuple[Entry, ProcedurePlan] | None:
    """The procedure whose name, else scope, shares the longest run of two or more characters with ``wanted``."""
    for text_of in (lambda pair: pair[0].name, lambda pair: pair[1].scope):
        scored = [(_common_run(_bare(wanted), _bare(text_of(pair))), pair) for pair in pairs]
        length, best = max(scored, key=lambda item: item[0])
        if length >= 2:
            return best
    return None


def _common_run(one: str, other: str) -> int:
    runs = (
        end - start for start in range(len(one)) for end in range(start + 1, len(one) + 1) if one[start:end] in other
    )
    return max(runs, default=0)


def _bare(name: str) -> str:
    return re.sub(r"管理|控制|程序|文件$|制度|规定|办法", "", name)


def _key(name: str) -> str:
    return re.sub(r"(?:管理|控制)?程序(?:文件)?$|\s|[、，]", "", name.strip().lower())
