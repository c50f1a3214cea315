"""What a clause means for this enterprise: lines made of its own facts, chosen by data of the template.

A line has ``each`` (a list of the fact table), ``text`` with places of the item, and ``when``: places to be known.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .material import Part
from .relations import related
from .scribe import Scoped, Scribe, bullets, table

_MOST_ROWS = 20
_NAME = "\x01"
"""Stands for the names while items are compared."""


def lines_of(pen: Scribe, lines: Sequence[Mapping[str, Any]], limit: int = 6) -> list[str]:
    """A sentence for the items of every line whose facts are known; at most ``limit`` items a list."""
    told = (together([pen.within(item) for item in _known(pen, line)[:limit]], [line["text"]]) for line in lines)
    return [cells[0] for rows in told for cells in rows]


def together(pens: Sequence[Scribe], texts: Sequence[str]) -> list[list[str]]:
    """``texts`` filled for every item; items of which nothing but the name differs are told in one row."""
    groups: dict[tuple[str, ...], list[str]] = {}
    named = any("{item.name}" in text for text in texts)
    for pen in pens:
        row = tuple(pen.roles(pen.fill(text.replace("{item.name}", _NAME))) for text in texts)
        groups.setdefault(row, []).append(pen.value("item.name") if named else "")
    return [[_named(cell, names) for cell in row] for row, names in groups.items()]


def point(pen: Scribe, part: Part) -> str:
    """A table or lines about the items of a list whose facts are known; empty where there are none."""
    pens = [pen.within(item) for item in pen.items(part.each)[:_MOST_ROWS]]
    known = [inner for inner in pens if all(inner.peek(place)[0] for place in part.when)]
    if not known:
        return ""
    if not part.columns:
        return bullets(cells[0] for cells in together(known, [part.text]))
    rows = together(known, list(part.columns.values()))
    lead = f"{pen.fill(part.text)}\n\n" if part.text else ""
    return lead + table([pen.fill(head) for head in part.columns], rows)


def _named(cell: str, names: Sequence[str]) -> str:
    quoted = "、".join(f"“{name}”" for name in names)
    return cell.replace(f"“{_NAME}”", quoted).replace(_NAME, "、".join(names))


def line_for(pen: Scribe, lines: Sequence[Mapping[str, Any]], whom: str, position: int) -> str:
    """One sentence for an auditee: of the item closest to its name, else of the item its position falls on."""
    for line in lines:
        items = _known(pen, line)
        if items:
            near = related(whom, items)
            return _line(pen, near[0] if near else items[position % len(items)], line)
    return ""


def _known(pen: Scribe, line: Mapping[str, Any]) -> list[Scoped]:
    return [
        scoped for scoped in pen.items(line["each"]) if all(_has(pen, scoped, place) for place in line.get("when", ()))
    ]


def _has(pen: Scribe, scoped: Scoped, place: str) -> bool:
    return bool(pen.within(scoped).peek(place.lstrip("!"))[0]) is not place.startswith("!")


def _line(pen: Scribe, scoped: Scoped, line: Mapping[str, Any]) -> str:
    return pen.within(scoped).fill(line["text"])


def entries(words: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """The lines a template has for a clause."""
    yield from words.get(key, ())
