"""Clause numbers that do not exist: found before any search, answered with the nearest real ones."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..domain.framework import Framework
from ..ports import ClauseEntry
from ..text.clauses import ClauseReference
from ..text.normalize import fold_text
from ..text.numerals import ordinal
from .scope import ScopeWording

_NEAR = 3
_TITLE = 24
_PLAIN = re.compile(r"[\s《》()（）/／:：\-—–]|\d{4}版?$")


class MissingClause(NamedTuple):
    """A number nobody has. ``document`` is what was named with it (may be empty), ``known`` whether we hold that."""

    number: str
    document: str
    known: bool
    near: tuple[ClauseEntry, ...]
    first: str = ""
    last: str = ""


def missing_clause(
    references: Sequence[ClauseReference], entries: Sequence[ClauseEntry], frameworks: Sequence[Framework]
) -> MissingClause | None:
    """The first reference, when none of the references exists in the documents they name (or in any)."""
    missing = [_missing(reference, entries, frameworks) for reference in references]
    return missing[0] if missing and all(missing) else None


def chapters_as_clauses(text: str, references: Sequence[ClauseReference], entries: Sequence[ClauseEntry]) -> str:
    """``text`` with 第十章 of a standard as 条款10, the way its chapters are numbered and looked up."""
    known = {entry.number for entry in entries}
    for reference in references:
        number = str(ordinal(reference.canonical) or "")
        ours = reference.canonical in known and not reference.document and "标准" not in text
        if reference.kind == "chapter" and number in known and not ours:
            text = text.replace(reference.text, f"条款{number}")
    return text


def missing_text(missing: MissingClause, wording: ScopeWording) -> str:
    """The refusal: which number, where, and what there is instead."""
    if not missing.known:
        return wording.no_such_document.format(document=missing.document, number=missing.number)
    where = f"《{missing.document}》" if missing.document else "现有资料中"
    lines = [wording.no_such_clause.format(document=where, number=_bare(missing.number))]
    if missing.near:
        lines.append(wording.no_such_clause_near.format(near="；".join(map(_entry, missing.near))))
    if missing.first and missing.document:
        lines.append(wording.no_such_clause_range.format(first=missing.first, last=missing.last))
    return "\n".join(lines)


def _bare(number: str) -> str:
    return number.removeprefix("第").removesuffix("条") if number.endswith("条") else number


def _entry(entry: ClauseEntry) -> str:
    title = re.sub(r"\s+", " ", entry.title).strip()
    title = title.removeprefix(entry.number).strip()
    return f"《{entry.document}》{entry.number} {title[:_TITLE]}".strip()


def _missing(
    reference: ClauseReference, entries: Sequence[ClauseEntry], frameworks: Sequence[Framework]
) -> MissingClause | None:
    number = reference.canonical
    scope = list(entries)
    if reference.document:
        scope = [entry for entry in entries if _names(reference.document, entry.document, frameworks)]
        if not scope:
            return MissingClause(number, reference.document, False, ())
    if any(_entered(number, entry, frameworks) for entry in scope) or _alternative(
        number, reference.document, frameworks
    ):
        return None
    same = [entry for entry in scope if _shape(entry.number) == _shape(number)]
    if not same and not reference.document:
        return MissingClause(number, "", True, ())
    same = [entry for entry in same if not entry.superseded] or same
    ordered = sorted(same, key=lambda entry: _parts(entry.number))
    near = sorted(same, key=lambda entry: _distance(number, entry.number))[:_NEAR]
    first, last = (ordered[0].number, ordered[-1].number) if ordered else ("", "")
    return MissingClause(number, reference.document or "", True, tuple(near), first, last)


def _entered(number: str, entry: ClauseEntry, frameworks: Sequence[Framework]) -> bool:
    """Does the entry have this number? Only chapters of a standard are numbered 4, 5 and so on."""
    if entry.number == number or (number[:1].isdigit() and entry.number.startswith(f"{number}.")):
        return True
    same = number.endswith("章") and entry.number == str(ordinal(number) or "")
    return same and any(_names(framework.code, entry.document, frameworks) for framework in frameworks)


def _exists(number: str, known: str) -> bool:
    if known == number or (number[:1].isdigit() and known.startswith(f"{number}.")):
        return True
    return number.endswith("章") and known == str(ordinal(number) or "")


def _alternative(number: str, document: str | None, frameworks: Sequence[Framework]) -> bool:
    named = [item for item in frameworks if not document or _names(document, item.code, frameworks)]
    return any(
        _exists(number, other)
        for framework in named
        for requirement in framework.requirements
        for other in (requirement.number, *requirement.alternative_numbers)
    )


def _names(asked: str, document: str, frameworks: Sequence[Framework]) -> bool:
    """Is ``asked`` (as people write it) the document with this title?"""
    wanted, title = _key(asked), _key(document)
    if wanted and (wanted in title or title in wanted):
        return True
    for framework in frameworks:
        codes = [_key(name) for name in (framework.code, framework.title, *framework.aliases)]
        asked_here = any(wanted in code or code in wanted for code in codes if code)
        if codes[0] and codes[0] in title and asked_here:
            return True
    return False


def _key(name: str) -> str:
    return _PLAIN.sub("", fold_text(re.sub(r"[-—–:：]?(?:19|20)\d{2}版?", "", name)))


def _shape(number: str) -> str:
    if number[:1].isdigit():
        return "decimal"
    unit = re.search(r"[编篇章节条]|附录", number)
    return unit[0] if unit else "other"


def _parts(number: str) -> tuple[int, ...]:
    if number[:1].isdigit():
        return tuple(int(part) for part in number.split(".") if part.isdigit())
    return (ordinal(number) or 0,)


def _distance(number: str, known: str) -> tuple[int, ...]:
    """Same parent first, then by how far the last part is away."""
    asked, other = _parts(number), _parts(known)
    differing = (i for i, (a, b) in enumerate(zip(asked, other, strict=False)) if a != b)
    shared = next(differing, min(len(asked), len(other)))
    gap = abs((asked[shared] if shared < len(asked) else 0) - (other[shared] if shared < len(other) else 0))
    return (-shared, gap, abs(len(asked) - len(other)), *other)
