"""A template and the facts → the sections of a draft."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..domain.draft import DraftSection
from ..domain.errors import CorpusError
from .material import Part, SectionPlan, Template
from .scribe import BLANK, Brief, Scoped, Scribe, table
from .specifics import point
from .values import read

Composer = Callable[[Scribe, Mapping[str, Any]], str]
_COMPOSERS: dict[str, Composer] = {}


def composer(name: str) -> Callable[[Composer], Composer]:
    """Register a function under the name that templates ``use``."""

    def register(function: Composer) -> Composer:
        _COMPOSERS[name] = function
        return function

    return register


def composer_names() -> frozenset[str]:
    """All registered composers."""
    return frozenset(_COMPOSERS)


def sections(template: Template, brief: Brief, scope: Mapping[str, Scoped] | None = None) -> tuple[DraftSection, ...]:
    """All sections of a draft, in order."""
    return tuple(_sections(template, brief, scope or {}))


def _sections(template: Template, brief: Brief, scope: Mapping[str, Scoped]) -> Iterator[DraftSection]:
    for plan in template.sections:
        pen = Scribe(brief, scope)
        if not _holds(pen, plan.when):
            continue
        for item in pen.items(plan.each) if plan.each else [None]:
            section = _section(plan, template, Scribe(brief, {**scope, "item": item} if item else scope))
            if section.text:
                yield section


def _section(plan: SectionPlan, template: Template, pen: Scribe) -> DraftSection:
    texts = [text for part in plan.parts if (text := _part(part, template, pen).strip())]
    heading = pen.fill(plan.heading)
    return DraftSection(
        heading=heading,
        text="\n\n".join(texts),
        clauses=clauses_of(pen.brief, plan.keys),
        facts_used=tuple(pen.used),
        open_points=tuple(pen.open),
    )


def clauses_of(brief: Brief, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Clause numbers of keys, those of low confidence with （待核对）."""
    found = (brief.material.framework.find(key) for key in keys)
    return tuple(requirement.shown_number for requirement in found if requirement)


def _part(part: Part, template: Template, pen: Scribe) -> str:
    if part.quiet:
        return point(pen, part)
    if not _holds(pen, part.when):
        return ""
    if part.use:
        name, _, argument = part.use.partition(":")
        return _composer(name, template)(pen, {**template.words, "argument": argument})
    if part.form:
        width = len(part.form.columns)
        firsts = part.form.rows or ("",) * part.form.empty
        rows = [[pen.fill(first) or BLANK, *[BLANK] * (width - 1)] for first in firsts]
        return table(part.form.columns, rows)
    if part.each:
        return _each(part, pen)
    return pen.roles(pen.fill(part.text))


def _each(part: Part, pen: Scribe) -> str:
    scoped = [pen.within(item) for item in pen.items(part.each)]
    if part.columns:
        rows = [[inner.roles(inner.fill(cell)) for cell in part.columns.values()] for inner in scoped]
        return table(part.columns, rows) if rows else pen.missing(part.each)
    lines = [inner.roles(inner.fill(part.text)).strip() for inner in scoped]
    return "\n".join(lines) if lines else pen.missing(part.each)


def _holds(pen: Scribe, conditions: tuple[str, ...]) -> bool:
    return all(bool(_there(pen, name.lstrip("!"))) != name.startswith("!") for name in conditions)


def _there(pen: Scribe, place: str) -> str:
    name, _, key = place.partition(".")
    if key and name in pen.scope:
        return read(pen.facts, pen.scope[name].item, key)
    return read(pen.facts, pen.facts, place)


def _composer(name: str, template: Template) -> Composer:
    if name not in _COMPOSERS:
        raise CorpusError(f"模板用了不存在的写法 {name}", template.kind, f"可用：{'、'.join(sorted(_COMPOSERS))}")
    return _COMPOSERS[name]
