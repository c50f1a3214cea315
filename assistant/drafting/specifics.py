"""What a clause means for this enterprise: lines made of its own facts, chosen by data of the template.

A line has ``each`` (a list of the fact table), ``text`` with places of the item, and ``when``: places to be known.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .relations import related
from .scribe import Scoped, Scribe


def lines_of(pen: Scribe, lines: Sequence[Mapping[str, Any]], limit: int = 6) -> list[str]:
    """One sentence for every item of every line whose facts are known; at most ``limit`` items a list."""
    return [_line(pen, scoped, line) for line in lines for scoped in _known(pen, line)[:limit]]


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
    return bool(pen.within(scoped).peek(place)[0])


def _line(pen: Scribe, scoped: Scoped, line: Mapping[str, Any]) -> str:
    return pen.within(scoped).fill(line["text"])


def entries(words: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """The lines a template has for a clause."""
    yield from words.get(key, ())
