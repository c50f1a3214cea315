"""Lines → headings, by style, by numbering and by the habits of the document itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..text.clauses import HeadingMark
from ..text.normalize import fold_text
from .lines import Line
from .lists import list_headings
from .numbering import Numbered, best_chain
from .titles import ANNEX_NATURE, is_plain_heading, is_reference, is_styled, is_title, split_title
from .titles import NAMED_TITLES as NAMED
from .toc import Divider

_CHAINS = {
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "annex": "annex",
    "annex_decimal": "annex_decimal",
    "decimal": "decimal",
    "arabic": "decimal",
}
_BOUND = 2
"""Unnumbered headings of these style levels begin a new count: documents bound together in one file."""
_LABEL_LIMIT = 30
_BOUNDARIES = frozenset({"part", "chapter", "annex"})
_CONTINUED = re.compile(r"\s*[（(](?:续\s*\d*|\d+\s*/\s*\d+|接上页)[）)]\s*$|\s*[-—]\s*续\s*$")


class Head(NamedTuple):
    """A heading: its line, family (kinds of number that are siblings), number, title."""

    line: int
    family: str
    number: str | None
    ordinal: tuple[int, ...]
    title: str
    label: str
    """The heading as a breadcrumb shows it, number included."""
    inline: bool = False
    """Body text stands on the heading's own line."""
    style_level: int | None = None
    title_line: int | None = None
    """The next line, where it holds the title of a number that stands alone."""
    opened_at: int | None = None
    """Line where the section begins, if not at ``line`` (a chapter opened by an agenda)."""

    def again(self, other: "Head") -> bool:
        """``other`` is the same heading printed again on a neighbouring place."""
        if (self.family, self.number) != (other.family, other.number):
            return False
        return self.title == other.title or _plain(self.title) == _plain(other.title)


def _plain(title: str) -> str:
    return fold_text(_CONTINUED.sub("", title))


def find_headings(lines: Sequence[Line], skipped: frozenset[int], dividers: Sequence[Divider]) -> list[Head]:
    """Headings in order of lines; ``skipped`` lines (contents, tables of contents) take no part."""
    flow = [i for i, line in enumerate(lines) if i not in skipped and line.kind not in {"note", "toc"}]
    usable = [i for i in flow if lines[i].kind != "table"]
    after = dict(zip(flow, flow[1:], strict=False))
    opened = {divider.line: _divider_head(lines, divider) for divider in dividers}
    chained = _numbered_headings(lines, usable, after, set(opened))
    heads = {index: _head(lines, index, chained[index]) for index in chained}
    for index in usable:
        if index not in heads and (is_styled(lines[index]) or is_plain_heading(lines[index])):
            heads[index] = _head(lines, index, None)
    for index in list_headings(lines, usable, after, frozenset(heads)):
        heads[index] = _head(lines, index, None)
    taken = {head.title_line for head in heads.values()}
    return sorted(
        [*(head for index, head in heads.items() if index not in taken), *opened.values()],
        key=lambda head: head.line if head.opened_at is None else head.opened_at,
    )


def _divider_head(lines: Sequence[Line], divider: Divider) -> Head:
    return _head(lines, divider.entry, None)._replace(opened_at=divider.line)


def _numbered_headings(
    lines: Sequence[Line], usable: Sequence[int], after: dict[int, int], dividers: set[int]
) -> dict[int, str]:
    """Line index → chain family of the lines that carry the document's own numbering."""
    groups: defaultdict[str, list[Numbered]] = defaultdict(list)
    decimals = any((mark := lines[i].mark) and mark.kind == "decimal" for i in usable)
    epoch, boundaries = 0, sorted(dividers)
    for index in usable:
        while boundaries and boundaries[0] <= index:
            epoch, boundaries = epoch + 1, boundaries[1:]
        mark = lines[index].mark
        epoch += mark is None and (lines[index].level or 9) <= _BOUND and is_styled(lines[index])
        if mark is None or mark.kind not in _CHAINS or (mark.kind == "arabic" and not _joins(lines[index], decimals)):
            continue
        following = lines[after[index]] if index in after else None
        weight = _weight(lines[index], mark, following)
        groups[_CHAINS[mark.kind]].append(Numbered(index, mark.ordinal, weight, epoch, fold_text(mark.title)))
        epoch += mark.kind in _BOUNDARIES and weight > 1
    accepted = {
        index: family for family, candidates in groups.items() for index in best_chain(_with_ordinal(candidates))
    }
    return _plausible(lines, after, accepted)


def _with_ordinal(candidates: Sequence[Numbered]) -> list[Numbered]:
    return [c if c.ordinal else c._replace(ordinal=(1,)) for c in candidates if c.weight > -2]


def _joins(line: Line, decimals: bool) -> bool:
    """A single integer may be a chapter number of decimal numbering: ``4 总则``; ``1. …`` only beside decimals."""
    mark = line.mark
    if mark is None:
        return False
    title = not mark.title or is_title(mark.title, 30) or (decimals and bool(split_title(mark.title)[0]))
    spaced = not mark.separator.strip()
    return is_styled(line) or (title and (spaced or decimals))


def _weight(line: Line, mark: HeadingMark, following: Line | None) -> float:
    """How much the line looks like a heading or a numbered clause, by itself."""
    title, inline = split_title(mark.title, mark.kind)
    weight = 3.0 if is_styled(line) else 0.0
    weight += (0.5 if line.bold else 0.0) - _counted(mark, following)
    if is_reference(mark) and weight < 3:
        return -4.0
    if not mark.title:
        named = following is not None and following.mark is None and is_title(following.bare, 30)
        return weight + (0.8 if named or mark.kind not in {"arabic", "decimal"} else -1.5)
    if mark.kind == "article":
        return weight + (2.0 if mark.separator else 1.0)
    return weight + (1.5 if title and not inline else 0.8 if title else _inline_weight(mark))


def _counted(mark: HeadingMark, following: Line | None) -> float:
    """``1.`` and the like mostly count points, above all where the next point follows at once."""
    if mark.kind != "arabic" or not mark.separator.strip():
        return 0.0
    beside = following is not None and following.mark is not None and following.mark.kind == "arabic"
    return 1.5 if beside and not split_title(mark.title)[1] else 0.8


def _inline_weight(mark: HeadingMark) -> float:
    """A whole sentence behind the number: usual for decimals, not for chapters."""
    if mark.kind in {"decimal", "annex_decimal"}:
        return 0.6 if mark.separator or len(mark.ordinal) > 2 else 0.4
    return -1.0


def _plausible(lines: Sequence[Line], after: dict[int, int], accepted: dict[int, str]) -> dict[int, str]:
    """Leave out integers that head nothing: counted points and page numbers."""
    decimals = [index for index in sorted(accepted) if accepted[index] == "decimal"]
    integers = [index for index in decimals if (mark := lines[index].mark) and mark.kind == "arabic"]
    separators = {_separator(lines[a]) for a, b in zip(decimals, decimals[1:], strict=False) if _is_child(lines, a, b)}
    dropped = {i for i in integers if not _keeps(lines, i, separators, after, accepted)}
    rest = [index for index in decimals if index not in dropped]
    ordinals = {mark.ordinal for index in rest if (mark := lines[index].mark)}
    prefixes = {ordinal[:depth] for ordinal in ordinals for depth in range(1, len(ordinal))}
    depths = Counter(map(len, ordinals))
    dropped.update(i for i in rest if not is_styled(lines[i]) and _is_alone(lines[i], ordinals, prefixes, depths))
    return {index: family for index, family in accepted.items() if index not in dropped}


def _is_alone(line: Line, ordinals: set[tuple[int, ...]], prefixes: set[tuple[int, ...]], depths: Counter[int]) -> bool:
    """Neither parent, child nor neighbour has a number: ``3.12 启动会`` is a day, ``3.2 版本`` a version."""
    if line.mark is None:
        return True
    *above, last = number = line.mark.ordinal
    related = {tuple(above), (*above, last - 1), (*above, last + 1)} - {()}
    first = last == 1 and depths[len(number)] > 1
    return not (first or number in prefixes or related & ordinals)


def _depth(line: Line) -> int:
    return len(line.mark.ordinal) if line.mark else 0


def _mark_title(line: Line) -> str:
    return line.mark.title if line.mark else ""


def _separator(line: Line) -> str:
    return line.mark.separator.strip() if line.mark else ""


def _is_child(lines: Sequence[Line], first: int, second: int) -> bool:
    a, b = lines[first].mark, lines[second].mark
    return (
        a is not None and b is not None and len(b.ordinal) > len(a.ordinal) and b.ordinal[: len(a.ordinal)] == a.ordinal
    )


def _keeps(
    lines: Sequence[Line], index: int, separators: set[str], after: dict[int, int], accepted: dict[int, str]
) -> bool:
    line = lines[index]
    if is_styled(line):
        return True
    if not _mark_title(line):
        return _leads_decimals(lines, index, after)
    following = after.get(index)
    bare = following is None or (accepted.get(following) == "decimal" and _depth(lines[following]) == 1)
    return _separator(line) in separators or (
        not _separator(line) and not bare and bool(line.mark and line.mark.separator)
    )


def _leads_decimals(lines: Sequence[Line], index: int, after: dict[int, int]) -> bool:
    """A number alone on its line is a chapter only if its first sub-clause follows soon."""
    mark, position = lines[index].mark, index
    for _ in range(40):
        position = after.get(position, -1)
        found = lines[position].mark if position >= 0 else None
        if position < 0 or mark is None:
            return False
        if found and found.kind == "decimal":
            return found.ordinal[:1] == mark.ordinal
    return False


def _head(lines: Sequence[Line], index: int, chain: str | None) -> Head:
    line = lines[index]
    level = line.level if is_styled(line) else None
    mark = line.mark
    if mark is None or (chain is None and mark.kind == "bullet" and not line.bare[: mark.end].strip("-*+—–•· ")):
        title = line.bare.rstrip("：: ")
        family = f"style{level}" if level else "named" if NAMED.fullmatch(line.bare) else "plain"
        return Head(index, family, None, (), title, title, style_level=level)
    title, inline = split_title(mark.title, mark.kind)
    if level and not title:
        title, inline = mark.title, False
    title_line = None
    if not mark.title and (named := _title_below(lines, index, mark)):
        title_line, title = named, lines[named].bare
    return Head(
        line=index,
        family=_family(mark, chain),
        number=None if mark.kind == "bullet" else mark.number,
        ordinal=mark.ordinal,
        title=title,
        label=_label(mark, title),
        inline=inline,
        style_level=level,
        title_line=title_line,
    )


def _title_below(lines: Sequence[Line], index: int, mark: HeadingMark) -> int | None:
    """The next line, where it is a title; behind ``附录A`` a line ``（规范性）`` may stand between."""
    if mark.kind == "annex" and index + 1 < len(lines) and ANNEX_NATURE.fullmatch(lines[index + 1].bare):
        index += 1
    return index + 1 if _is_title_line(lines, index + 1) else None


def _is_title_line(lines: Sequence[Line], index: int) -> bool:
    if index >= len(lines):
        return False
    following = lines[index]
    return following.kind in {"paragraph", "heading"} and following.mark is None and is_title(following.bare, 30)


def _family(mark: HeadingMark, chain: str | None) -> str:
    if chain == "decimal" or mark.kind == "decimal":
        return "decimal"
    if mark.kind == "bullet":
        return f"bullet{mark.number[0]}"
    if mark.kind == "arabic":
        return f"arabic{mark.separator.strip()}"
    return mark.kind


def _label(mark: HeadingMark, title: str) -> str:
    if mark.kind == "bullet":
        return title or mark.title[:_LABEL_LIMIT]
    joint = mark.separator.strip() if mark.kind in {"han", "arabic", "roman"} else ""
    blank = "" if joint in {"、", "，"} or mark.kind in {"han_paren", "arabic_paren"} else " "
    return f"{mark.number}{joint}{blank}{title}".strip()
