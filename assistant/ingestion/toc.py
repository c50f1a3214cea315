"""Tables of contents, and agenda slides that are repeated before each chapter."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..text.normalize import fold_text
from .lines import Line

_NAMES = frozenset({"目录", "目次", "contents", "tableofcontents", "本章目录"})
_DOTTED = re.compile(r"(?:[.．·…‥]{3,}|\s{2,}|\t)\s*[（(]?(?:\d{1,4}|[ivxIVXⅠ-Ⅻⅰ-ⅻ]{1,5})[)）]?\s*$|[.．·…]{4,}\s*$")
_LEADER = re.compile(r"[\s.．·…‥]*[（(]?(?:\d{1,4}|[IVXⅠ-Ⅻ]{1,4})?[)）]?\s*$")
_SENTENCE = re.compile(r"[。；;]$")
_LAST = frozenset("0123456789ivxIVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ)）.．·…")
_SEARCH = 400


class TocRegion(NamedTuple):
    """Lines ``first`` to ``last`` (inclusive) are a table of contents; ``entries`` are the lines behind its title."""

    first: int
    last: int
    entries: tuple[int, ...]


class Divider(NamedTuple):
    """An agenda that stands before a chapter: ``entry`` is the line whose heading opens at line ``line``."""

    line: int
    entry: int


def find_toc(lines: Sequence[Line]) -> tuple[list[TocRegion], list[Divider]]:
    """Regions of contents in order, and the chapters that repeated agendas open."""
    regions: list[TocRegion] = []
    index = 0
    while index < len(lines):
        region = _region(lines, index)
        if region:
            regions.append(region)
            index = region.last
        index += 1
    return regions, _dividers(lines, regions)


def _region(lines: Sequence[Line], index: int) -> TocRegion | None:
    line = lines[index]
    named = line.kind != "table" and _is_name(line)
    if not named and line.kind != "toc" and not _dotted_run(lines, index):
        return None
    begin = index + 1 if named else index
    end = _explicit(lines, begin) or _recurring(lines, begin) or (_run(lines, begin) if named else begin)
    if end <= begin:
        return TocRegion(index, index, ()) if named else None
    return TocRegion(index, end - 1, tuple(range(begin, end)))


def _is_name(line: Line) -> bool:
    return len(line.bare) <= 24 and re.sub(r"\W", "", line.folded) in _NAMES


def _dotted_run(lines: Sequence[Line], index: int) -> bool:
    if lines[index].text[-1] not in _LAST:
        return False
    chosen = lines[index : index + 3]
    return len(chosen) == 3 and all(line.kind != "table" and _DOTTED.search(line.text) for line in chosen)


def _explicit(lines: Sequence[Line], begin: int) -> int:
    """End of the entries that carry page numbers or were styled as contents; 0 without any."""
    end = begin
    while end < len(lines) and (lines[end].kind == "toc" or _DOTTED.search(lines[end].text)):
        end += 1
    return end if end > begin else 0


def _recurring(lines: Sequence[Line], begin: int) -> int:
    """End of a list of headings whose first entry comes again as a real heading; 0 otherwise."""
    if begin >= len(lines) or not (first := _entry(lines[begin])):
        return 0
    for index in range(begin + 1, min(len(lines), begin + _SEARCH)):
        line = lines[index]
        if _entry(line) == first:
            return index if index > begin + 1 else 0
        if line.kind == "table" or len(line.text) > 60 or _SENTENCE.search(line.text) or _is_name(line):
            return 0
    return 0


def _run(lines: Sequence[Line], begin: int) -> int:
    """End of a run of headings of one kind counted 1, 2, 3 …, or of the lines of the same slide."""
    if begin >= len(lines):
        return begin
    first, end = lines[begin], begin
    if first.mark is None or first.mark.ordinal != (1,):
        while first.sheet and end < len(lines) and lines[end].sheet == first.sheet and len(lines[end].text) <= 40:
            end += 1
        return end
    for expected in range(1, len(lines) - begin + 1):
        mark = lines[end].mark if end < len(lines) else None
        if mark is None or mark.kind != first.mark.kind or mark.ordinal != (expected,):
            break
        end += 1
    return end if end - begin >= 2 else begin


def _entry(line: Line) -> str:
    return fold_text(_LEADER.sub("", line.bare))


def _dividers(lines: Sequence[Line], regions: Sequence[TocRegion]) -> list[Divider]:
    groups: defaultdict[tuple[str, ...], list[TocRegion]] = defaultdict(list)
    for region in regions:
        if len(region.entries) >= 2:
            groups[tuple(_entry(lines[index]) for index in region.entries)].append(region)
    found: list[Divider] = []
    for entries, repeated in groups.items():
        extra = len(repeated) - len(entries)
        if len(repeated) >= 2 and extra in {0, 1}:
            found.extend(Divider(r.first, r.entries[k]) for k, r in enumerate(repeated[extra:]))
    return sorted(found)
