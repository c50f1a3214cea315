"""Tables whose cells stand one a line, as an office program writes them when a document is saved as plain text."""

import re
from collections import Counter
from collections.abc import Sequence

from ..text.dates import find_dates
from ..text.plain_tables import Grid
from ..text.roles import is_person
from .tables import is_label

_MOST_COLUMNS, _LEAST_COLUMNS = 16, 3
_MOST_LINES = 400
_HEAD_LENGTH = 14
_SENTENCE_LENGTH = 30
_LEAST_PAIRS = 3
_ALIKE = 0.66
_KNOWN = 0.6
_PLAIN = re.compile(r"[一-鿿]{2,6}")
"""A short word that may be a label nobody knows among ones that are known."""
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]+[章节条])[\s　]*\S"
)
_LISTED = re.compile(r"^[-–—*·•▪●○◆◇■□▲△★➢➤►▶√✓][\s　]*[^\s\d]|^(?:[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳])")
"""An item of a list, which is no label."""
_SENTENCE = re.compile(r"[。；！？]\s*$")


def grids_of_cells(lines: Sequence[str]) -> list[Grid]:
    """Such tables in reading order: headings and the rows below them, or labels and values in turn."""
    bare = [line.strip(" 　\t\ufeff") for line in lines]
    found: list[Grid] = []
    start = 0
    while start < len(bare):
        grid = (_headed(bare, start) or _paired(bare, start)) if _is_head(bare[start]) else None
        if grid:
            found.append(grid)
        start = grid.last + 1 if grid else start + 1
    return found


def _is_head(text: str) -> bool:
    marked = _NUMBERED.match(text) or _LISTED.match(text)
    fits = 0 < len(text) <= _HEAD_LENGTH and not marked and not re.search("[：:。，；|]", text)
    return fits and is_label(text)


def _headed(lines: Sequence[str], start: int) -> Grid | None:
    """Headings one a line, then rows of as many cells each, up to a blank line."""
    ahead = lines[start : start + _MOST_COLUMNS]
    most = next((n for n, x in enumerate(ahead) if not _is_head(x) and not _PLAIN.fullmatch(x)), len(ahead))
    best: tuple[float, Grid] | None = None
    for stop in _stops(lines, start):
        for width in range(_LEAST_COLUMNS, most + 1):
            cells = lines[start:stop]
            known = sum(map(_is_head, cells[:width]))
            if len(cells) % width or len(cells) < 3 * width or known < _KNOWN * width:
                continue
            rows = tuple(tuple(cells[i : i + width]) for i in range(0, len(cells), width))
            score = _alike(rows[1:])
            if score >= _ALIKE and (best is None or score > best[0]) and all(r[0] or r[1] for r in rows):
                best = score, Grid(start, stop - 1, rows)
        if best:
            return best[1]
    return None


def _stops(lines: Sequence[str], start: int) -> list[int]:
    """Places a table that begins at ``start`` may end: blank lines, the end, and headings of the text."""
    end = min(len(lines), start + _MOST_LINES)
    return [i for i in range(start + 2 * _LEAST_COLUMNS, end + 1) if i == len(lines) or not lines[i]]


def _alike(rows: Sequence[Sequence[str]]) -> float:
    """How much the cells of each column are of one sort, 0–1."""
    shares: list[float] = []
    for column in zip(*rows, strict=True):
        sorts = Counter(_sort(cell) for cell in column if cell and not re.fullmatch(r"[—\-/／]+", cell))
        shares.append(max(sorts.values()) / sum(sorts.values()) if sorts else 1.0)
    return sum(shares) / len(shares) if len(rows) > 1 else 0.0


def _sort(cell: str) -> str:
    if re.fullmatch(r"[-\d.,%％≥≤<>+/ 　]+", cell):
        return "number"
    if any(m.precision == "day" for m in find_dates(cell, 2024)) and len(cell) <= 24:
        return "day"
    if is_person(cell) and len(cell) <= 3:
        return "person"
    return "sentence" if len(cell) > 12 or re.search("[，。；、]", cell) else "word"


def _paired(lines: Sequence[str], start: int) -> Grid | None:
    """Labels and values in turn: 演练日期, 2025-12-04, 系统, MES, a value left blank too."""
    pairs: list[tuple[str, str]] = []
    place = start
    while place + 1 < len(lines) and (_is_head(lines[place]) or _PLAIN.fullmatch(lines[place])):
        value = lines[place + 1]
        pairs.append((lines[place], value))
        place += 2
    while pairs and not _is_head(pairs[-1][0]):
        pairs, place = pairs[:-1], place - 2
    if sum(_is_head(name) for name, _ in pairs) < _KNOWN * len(pairs):
        return None
    values = [v for _, v in pairs if v]
    told = sum(bool(_SENTENCE.search(v)) and len(v) > _SENTENCE_LENGTH for v in values)
    labels = sum(_is_head(v) for v in values)
    names = {name for name, _ in pairs}
    if len(pairs) < _LEAST_PAIRS or len(names) < len(pairs) or told > 0.3 * len(pairs) or labels > 0.34 * len(pairs):
        return None
    return Grid(start, place - 1, tuple(pairs)) if len(values) >= 0.5 * len(pairs) else None
