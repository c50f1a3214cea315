"""The lines of a stored document as chunks are made of them: section, page, table, heading or body."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..domain.document import BlockKind, BlockSpan, Document, Section
from ..text.clauses import canonical, heading
from ..text.normalize import fold_text
from .asides import ASIDES
from .titles import ANNEX_NATURE

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_MARKDOWN = re.compile(r"^(?:[-*+]\s+(?=[#*◆➤●■★▲①-⑳（(]))?(?:#{1,6}\s+)?|\*\*|__")
_CITABLE = frozenset({"part", "chapter", "section", "article", "decimal", "annex", "annex_decimal"})
_OVER_INTEGERS = frozenset({"part", "chapter", "annex"})
"""``1`` right below these, or below nothing, is a clause; below 第一节 or 一、 it is a point."""
_OWN_CHUNK = frozenset({"article", "decimal", "annex_decimal"})


class Place(NamedTuple):
    """A section as chunks see it."""

    path: tuple[str, ...]
    clause: str | None
    """Nearest citable number, canonical."""
    scope: int
    """Index of the nearest numbered clause around; chunks never join two scopes."""


ROOT = Place((), None, -1)


class Row(NamedTuple):
    """A body line; ``gap`` is true when something not chunked stands before it."""

    start: int
    end: int
    place: Place
    heading: bool
    table: bool
    block: int
    page: int | None
    gap: bool


def rows(document: Document) -> list[Row]:
    """Body lines in order; contents, repeated headings, headers and footers left out."""
    places = _places(document.sections)
    title = fold_text(document.title)
    asides = {index for index, section in enumerate(document.sections) if section.title in ASIDES}
    result: list[Row] = []
    stack: list[int] = []
    following = 0
    title_of: Section | None = None
    gap = False
    for block, start, end, kind, page in _lines(document):
        while following < len(document.sections) and document.sections[following].start <= start:
            stack = [s for s in stack if document.sections[s].end > document.sections[following].start]
            stack.append(following)
            following += 1
        if stack and document.sections[stack[-1]].end <= start:
            stack = [s for s in stack if document.sections[s].end > start]
        if not asides.isdisjoint(stack):
            gap = True
            continue
        section = document.sections[stack[-1]] if stack else None
        text = document.text[start:end]
        opens = section is not None and section.start == start and kind != "table"
        pure = opens and section is not None and _is_pure(text, section)
        alone = title_of is not None and title_of is section and _folded(text) == fold_text(title_of.title)
        between = title_of is not None and title_of is section and ANNEX_NATURE.fullmatch(text) is not None
        if not between:
            title_of = section if pure and section and fold_text(section.title) not in _folded(text) else None
        titled = not stack and len(text) <= len(title) + 8 and _folded(text) == title
        place = places[stack[-1]] if stack else ROOT
        result.append(Row(start, end, place, pure or alone or between or titled, kind == "table", block, page, gap))
        gap = False
    return result


def _lines(document: Document) -> Iterator[tuple[int, int, int, BlockKind, int | None]]:
    """``(block, start, end, kind, page)`` of each line that is not blank."""
    spans = [span for span in document.spans if span.kind not in {"header", "footer"}]
    for span in spans or [BlockSpan(index=0, start=0, end=len(document.text))]:
        for match in _LINE.finditer(document.text, span.start, span.end):
            body = match[0].strip()
            if body:
                lead = len(match[0]) - len(match[0].lstrip())
                yield span.index, match.start() + lead, match.start() + lead + len(body), span.kind, span.page


def _places(sections: Sequence[Section]) -> list[Place]:
    places: list[Place] = []
    open_: list[tuple[int, int]] = []
    for index, section in enumerate(sections):
        open_ = [(i, end) for i, end in open_ if end > section.start]
        above = places[open_[-1][0]] if open_ else ROOT
        outer = sections[open_[-1][0]] if open_ else None
        kind = _number_kind(section.number)
        if kind == "integer":
            kind = "decimal" if outer is None or _number_kind(outer.number) in _OVER_INTEGERS else "point"
        clause = canonical(section.number) if section.number and kind in _CITABLE else above.clause
        places.append(Place(section.path, clause, index if kind in _OWN_CHUNK else above.scope))
        open_.append((index, section.end))
    return places


@lru_cache(maxsize=4096)
def _number_kind(number: str | None) -> str:
    mark = heading(f"{number} 。") if number else None
    if mark is None:
        return ""
    return "integer" if mark.kind == "arabic" and not mark.separator.strip() else mark.kind


def _folded(text: str) -> str:
    return fold_text(_MARKDOWN.sub("", text))


def _is_pure(text: str, section: Section) -> bool:
    """Nothing but number and title stands on the section's first line."""
    bare = _MARKDOWN.sub("", text)
    mark = heading(bare)
    rest = fold_text(mark.title if mark else bare).rstrip(":")
    if not rest:
        return True
    title = fold_text(section.title)
    return rest == title or (mark is not None and fold_text(bare).rstrip(":") == title)
