"""List marks (``一、`` ``（一）`` ``1.`` ``a)`` ``①`` ``◆``): which runs are headings and which are lists."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..text.clauses import HeadingMark
from .lines import Line
from .titles import is_title

LIST_KINDS = frozenset({"han", "han_paren", "arabic", "arabic_paren", "letter", "circled", "roman", "bullet"})
_PLAIN_BULLETS = frozenset("-–—*+•··●○▪▫")
_NEVER = frozenset({"letter", "circled"})
_HEADING_LIMIT = 45
_MAJORITY = 0.5


class _Item(NamedTuple):
    line: int
    family: str
    run: tuple[object, ...]


def list_headings(
    lines: Sequence[Line], usable: Sequence[int], after: dict[int, int], heads: frozenset[int]
) -> set[int]:
    """Indexes of list-marked lines that are headings: short, with a body of their own, like most of their siblings."""
    items, order = _items(lines, usable, heads)
    last: dict[str, int] = {}
    runs: defaultdict[tuple[object, ...], list[tuple[int, bool]]] = defaultdict(list)
    for item in items:
        heading = _is_counted(lines[item.line], item.family, last)
        heading = heading and _is_heading(lines, item, after.get(item.line), heads, order)
        runs[item.run].append((item.line, heading))
    found: set[int] = set()
    for run in runs.values():
        good = [line for line, heading in run if heading]
        if len(good) > len(run) * _MAJORITY or (len(good) == len(run) - 1 and good and run[-1][0] not in good):
            found.update(good)
    return found | _usual(lines, items, found)


def _is_counted(line: Line, family: str, last: dict[str, int]) -> bool:
    """A first point, or the one after the last point of its kind anywhere before; a lone ``2.`` is neither."""
    ordinal = line.mark.ordinal if line.mark else ()
    if not ordinal or family == "arabic":
        return True
    before, last[family] = last.get(family, 0), ordinal[0]
    return ordinal[0] in {1, before, before + 1}


def _usual(lines: Sequence[Line], items: Sequence[_Item], found: set[int]) -> set[int]:
    """A lone title of a kind that is nearly always a heading here is one too, even with nothing below it."""
    alone = Counter(item.run for item in items)
    total = Counter(item.family for item in items)
    heading = Counter(item.family for item in items if item.line in found)
    return {
        item.line
        for item in items
        if alone[item.run] == 1
        and heading[item.family] >= max(3, 0.7 * total[item.family])
        and (mark := lines[item.line].mark)
        and is_title(mark.title, _HEADING_LIMIT)
    }


def family_of(line: Line) -> str:
    """Siblings share the kind of mark and its punctuation or symbol; empty without a list mark."""
    mark = line.mark
    if mark is None or mark.kind not in LIST_KINDS:
        return ""
    return f"{mark.kind}{mark.number[0] if mark.kind == 'bullet' else mark.separator.strip()}"


def _items(
    lines: Sequence[Line], usable: Sequence[int], heads: frozenset[int]
) -> tuple[list[_Item], dict[int, tuple[str, ...]]]:
    """List-marked lines with the run they belong to, and for each the families open around it."""
    items: list[_Item] = []
    order: dict[int, tuple[str, ...]] = {}
    stack: list[tuple[str, int]] = []
    segment = 0
    for index in usable:
        if index in heads:
            segment, stack = index, []
            continue
        if not (family := family_of(lines[index])):
            continue
        names = [name for name, _ in stack]
        stack = stack[: names.index(family)] if family in names else stack
        items.append(_Item(index, family, (segment, *stack, family)))
        stack = [*stack, (family, index)]
        order[index] = tuple(name for name, _ in stack)
    return items, order


def _continues(mark: HeadingMark, below: Line) -> bool:
    """``一、…`` directly above 1.1 or an article."""
    if mark.kind != "han" or below.mark is None:
        return False
    decimal = below.mark.kind == "decimal" and below.mark.ordinal[0] in {mark.ordinal[0], 1}
    return decimal or below.mark.kind == "article"


def _is_heading(
    lines: Sequence[Line], item: _Item, following: int | None, heads: frozenset[int], order: dict[int, tuple[str, ...]]
) -> bool:
    line = lines[item.line]
    mark = line.mark
    if mark is None or mark.kind in _NEVER or (mark.kind == "bullet" and set(mark.number) <= _PLAIN_BULLETS):
        return False
    if not is_title(re.sub("[：:]$", "", mark.title), _HEADING_LIMIT) or following is None:
        return False
    if following in heads:
        return _continues(mark, lines[following])
    other = family_of(lines[following])
    return not other or (other not in order[item.line])
