"""Tables in plain text: lines parted alike by tabs or bars, or set in columns by spaces.

Only what is plainly a table is taken for one: two lines or more that stand together and are parted by the same mark, or
three or more whose columns begin at the same places. Everything else stays text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

_RULE = re.compile(r"^[\s|｜+＋:：=\-─━—_│┃┌┐└┘├┤┬┴┼]+$")
"""|---|---| and lines of strokes between rows."""
_BAR = re.compile(r"[|｜│┃]")
_GAP = re.compile(r"[ ]{2,}|　+[ 　]*|[ ]+　[ 　]*")
_LABELLED = re.compile(r"[一-鿿A-Za-z]{1,10}[：:]")
_LEAST_LINES = 3
_WIDE = 3


class Grid(NamedTuple):
    """Lines ``first`` … ``last`` (inclusive) as rows of cells, all of one width."""

    first: int
    last: int
    rows: tuple[tuple[str, ...], ...]


def grids_in(lines: Sequence[str]) -> list[Grid]:
    """The tables of a text in reading order."""
    found: list[Grid] = []
    start = 0
    while start < len(lines):
        grid = _barred(lines, start) or _tabbed(lines, start) or _aligned(lines, start)
        if grid:
            found.append(grid)
        start = grid.last + 1 if grid else start + 1
    return found


def _run(lines: Sequence[str], start: int, holds: Callable[[str], bool]) -> int:
    """The line behind the run of lines from ``start`` on that hold something."""
    stop = start
    while stop < len(lines) and holds(lines[stop]):
        stop += 1
    return stop


def _barred(lines: Sequence[str], start: int) -> Grid | None:
    """``| 月份 | 数值 |`` or ``月份 | 数值``, strokes between the rows left out."""
    stop = _run(lines, start, lambda x: bool(_BAR.search(x)) or bool(x.strip()) and bool(_RULE.match(x)))
    rows = [_bar_cells(x) for x in lines[start:stop] if not _RULE.match(x)]
    return _grid(start, stop, rows) if rows and not _RULE.match(lines[start]) or len(rows) >= 2 else None


def _bar_cells(line: str) -> list[str]:
    text = line.strip()
    framed = bool(_BAR.match(text))
    cells = [c.strip() for c in _BAR.split(text)]
    cells = cells[1:] if framed else cells
    return cells[:-1] if framed and cells and not cells[-1] else cells


def _tabbed(lines: Sequence[str], start: int) -> Grid | None:
    """Lines parted by tabs; several in a row are one where that makes the lines alike."""
    stop = _run(lines, start, lambda x: "\t" in x.strip())
    held = lines[start:stop]
    single = [[c.strip() for c in x.rstrip().split("\t")] for x in held]
    joined = [[c.strip() for c in re.split(r"\t+", x.strip())] for x in held]
    rows = joined if len(set(map(len, joined))) == 1 and len(set(map(len, single))) > 1 else _without_blank(single)
    return _grid(start, stop, rows)


def _without_blank(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows without columns that hold nothing at all."""
    held = {i for row in rows for i, cell in enumerate(row) if cell}
    return [[cell for i, cell in enumerate(row) if i in held] for row in rows]


def _grid(start: int, stop: int, rows: Sequence[Sequence[str]]) -> Grid | None:
    """The rows filled to one width; None where they are too few or rather labelled lines."""
    width = max(map(len, rows), default=0)
    usual = Counter(len([c for c in r if c]) for r in rows)
    if len(rows) < 2 or width < 2 or max(usual) < 2:
        return None
    if sum(bool(_LABELLED.match(c)) for r in rows for c in r if c) > 0.5 * sum(bool(c) for r in rows for c in r):
        return None
    return Grid(start, stop - 1, tuple((*r, *[""] * (width - len(r))) for r in rows))


def _aligned(lines: Sequence[str], start: int) -> Grid | None:
    """Lines set in columns, counted as they are shown or sign by sign, or parted into as many cells each."""
    if len(_cells(lines[start])) < _WIDE or not _in_columns(lines[start]):
        return None
    stop = _run(lines, start, _in_columns)
    held = lines[start:stop]
    for measure in (_shown, _shown_narrow, len):
        columns = _columns(held, measure) if len(held) >= _LEAST_LINES else []
        if len(columns) >= _WIDE and (rows := _placed(held, columns, measure)):
            return _grid(start, stop, rows)
    counts = {len(_cells(x)) for x in held}
    return _grid(start, stop, [_cells(x) for x in held]) if len(counts) == 1 and len(held) > 1 else None


def _cells(line: str) -> list[str]:
    return _GAP.split(line.strip(" 　"))


def _in_columns(line: str) -> bool:
    """Several cells, or one that stands below a later column: what did not fit into the line above."""
    cells = _cells(line)
    labelled = [bool(_LABELLED.match(c)) for c in cells]
    signed = sum(labelled) > 0.5 * len(cells) or labelled[0] and sum(labelled) >= max(2, 0.5 * len(cells))
    return len(cells) >= 2 and not signed or len(cells) == 1 and bool(re.match(r"[ 　]{4,}\S", line))


def _shown(text: str) -> int:
    """How many columns a text takes, a Chinese sign two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _shown_narrow(text: str) -> int:
    """The same where quotes, dashes and circled numbers are set narrow."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _spans(line: str, measure: Callable[[str], int]) -> list[tuple[int, int, str]]:
    """Where each cell begins and ends, and the cell."""
    found: list[tuple[int, int, str]] = []
    place = 0
    for cell in _cells(line):
        at = line.index(cell, place)
        place = at + len(cell)
        found.append((measure(line[:at]), measure(line[:place]), cell))
    return found


def _columns(lines: Sequence[str], measure: Callable[[str], int]) -> list[tuple[int, int]]:
    """The stretches between the blanks that run through all lines."""
    columns: list[tuple[int, int]] = []
    for begin, end, _ in sorted(span for line in lines for span in _spans(line, measure)):
        if columns and begin <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((begin, end))
    return columns


def _placed(
    lines: Sequence[str], columns: Sequence[tuple[int, int]], measure: Callable[[str], int]
) -> list[list[str]] | None:
    """The cells of each line by column; what goes on below a cell is added to it. None where lines hold few cells."""
    rows: list[list[str]] = []
    for line in lines:
        row = [""] * len(columns)
        for begin, _, cell in _spans(line, measure):
            at = next(i for i, (first, last) in enumerate(columns) if first <= begin <= last)
            if row[at]:
                return None
            row[at] = cell
        if rows and not row[0] and sum(map(bool, row)) == 1 and rows[-1][_only(row)]:
            rows[-1][_only(row)] += row[_only(row)]
        else:
            rows.append(row)
    full = sum(sum(map(bool, row)) >= 0.5 * len(columns) for row in rows)
    return rows if len(rows) >= _LEAST_LINES and full >= 0.6 * len(rows) else None


def _only(row: Sequence[str]) -> int:
    return next(i for i, cell in enumerate(row) if cell)
