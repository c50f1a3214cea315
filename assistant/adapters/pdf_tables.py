"""Ruled tables of a PDF page: the grid from its drawn lines, the cells from the text that stands inside."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from ..domain.document import Cell, Table
from .pdf_layout import begins_anew, glued
from .table_loader import header_rows_of

Point = tuple[float, float]
_NEAR = 2.5
_SAME_LINE = 3.0
_MOST_COLUMNS, _MOST_ROWS = 60, 300
_SHORTEST = 6.0
_MOST_LINES, _MOST_LONG_LINES = 20_000, 600
"""Points; strokes as drawn and as joined, above which the page is a drawing."""


class Stroke(NamedTuple):
    """A horizontal or vertical line: its place across its direction, and where it runs from and to (points)."""

    level: bool
    at: float
    start: float
    end: float


class Piece(NamedTuple):
    """A run of text, or a single character, and a point inside its beginning."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Grid:
    """Column and row lines of a table, and for each position the number of the cell it belongs to."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    """From the top down, negated so that they rise."""
    regions: tuple[tuple[int, ...], ...]

    def region(self, piece: Piece) -> int | None:
        """The cell that ``piece`` begins in, None outside the table."""
        column, row = _slot(piece.x, self.columns), _slot(-piece.y, self.rows)
        return None if column is None or row is None else self.regions[row][column]


def page_grids(page: Any) -> list[Grid]:
    """Grids of a PDFium page from top to bottom, those with at least two rows and two columns."""
    drawn = list(islice(_strokes(page), _MOST_LINES + 1))
    strokes = _joined(drawn)
    if len(strokes) < 4 or len(drawn) > _MOST_LINES or len(strokes) > _MOST_LONG_LINES:
        return []
    return [grid for grid in map(_grid, _groups(strokes)) if grid is not None]


def characters(page: Any) -> list[Piece]:
    """Single characters of a PDFium page with their centres, white space left out."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    found: list[Piece] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code > 0x20 and code != 0xA0:
            left, bottom, right, top = text.get_charbox(index)
            found.append(Piece(chr(code), (left + right) / 2, (bottom + top) / 2))
    return found


def lines_and_tables(
    text: str, pieces: Sequence[Piece], grids: Sequence[Grid], letters: Sequence[Piece]
) -> tuple[tuple[str, ...], dict[int, Table]]:
    """Lines of a page with each table as one (empty) line, and the tables by the index of that line.

    ``text`` is the page as a whole, ``pieces`` its runs in the same order, ``letters`` the single characters as another
    reader places them: a grid is used only where the two agree on what stands in which cell.
    """
    owners = [
        next((number for number, grid in enumerate(grids) if grid.region(piece) is not None), None) for piece in pieces
    ]
    filled = {
        number: _cells(grid, [p for p, owner in zip(pieces, owners, strict=True) if owner == number])
        for number, grid in enumerate(grids)
    }
    sound = {
        number for number, cells in filled.items() if len(cells) > 2 and _agrees(cells, _cells(grids[number], letters))
    }
    if not sound or _squash("".join(piece.text for piece in pieces)) != _squash(text):
        return tuple(line for line in text.split("\n") if line.strip()), {}
    lines: list[str] = []
    tables: dict[int, Table] = {}
    buffer = ""
    for piece, owner in zip(pieces, owners, strict=True):
        if owner not in sound:
            buffer += piece.text
        elif owner in filled:
            lines.extend(line for line in buffer.split("\n") if line.strip())
            buffer = ""
            tables[len(lines)] = _table(grids[owner], filled.pop(owner))
            lines.append("")
    lines.extend(line for line in buffer.split("\n") if line.strip())
    return tuple(lines), tables


def _squash(text: str) -> str:
    return "".join(text.split())


def _cells(grid: Grid, pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        region = grid.region(piece)
        if region is not None and piece.text.strip():
            found.setdefault(region, []).append(piece)
    return found


def _agrees(cells: dict[int, list[Piece]], letters: dict[int, list[Piece]]) -> bool:
    """Whether each cell holds at least the characters that the other reader saw in it."""
    return all(
        Counter(letter.text for letter in items)
        <= Counter(_squash("".join(piece.text for piece in cells.get(region, []))))
        for region, items in letters.items()
    )


def _table(grid: Grid, cells: dict[int, list[Piece]]) -> Table:
    seen: set[int] = set()
    rows: list[tuple[Cell, ...]] = []
    for line in grid.regions:
        row: list[Cell] = []
        for region in line:
            row.append(Cell(text=_text(cells.get(region, [])), merged=region in seen))
            seen.add(region)
        rows.append(tuple(row))
    return Table(rows=tuple(rows), header_rows=header_rows_of(rows))


def _text(pieces: Sequence[Piece]) -> str:
    """Text of a cell; lines that were broken only for want of room are closed up."""
    text = ""
    last: Piece | None = None
    for piece in pieces:
        words = " ".join(piece.text.split())
        if last is None or abs(last.y - piece.y) < _SAME_LINE:
            text += words
        else:
            text = text + "\n" + words if begins_anew(text, words) else glued(text, words)
        last = piece
    return text


def _strokes(page: Any) -> Iterator[Stroke]:
    import pypdfium2.raw as raw

    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        for (x1, y1), (x2, y2) in _lines(item):
            if abs(y1 - y2) < 1 and abs(x1 - x2) >= _SHORTEST:
                yield Stroke(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
            elif abs(x1 - x2) < 1 and abs(y1 - y2) >= _SHORTEST:
                yield Stroke(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


def _lines(item: Any) -> Iterator[tuple[Point, Point]]:
    """Straight lines of a path in page space, closing lines too."""
    import ctypes

    import pypdfium2.raw as raw

    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start: Point = (0.0, 0.0)
    last: Point = (0.0, 0.0)
    for index in range(min(_MOST_LINES, raw.FPDFPath_CountSegments(item.raw))):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point: Point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, start
        last = point


def _joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes that carry each other on in one line made one; a border is often drawn cell by cell."""
    joined: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda item: (item.level, round(item.at), item.start)):
        last = joined[-1] if joined else None
        if last and last.level == stroke.level and abs(last.at - stroke.at) < 1 and stroke.start <= last.end + _NEAR:
            joined[-1] = last._replace(end=max(last.end, stroke.end))
        else:
            joined.append(stroke)
    return joined


def _groups(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes that touch each other, directly or through others; groups from the top of the page down."""
    left = list(strokes)
    groups: list[list[Stroke]] = []
    while left:
        group, frontier = [], [left.pop()]
        while frontier:
            stroke = frontier.pop()
            group.append(stroke)
            apart: list[Stroke] = []
            for other in left:
                (frontier if _touch(stroke, other) else apart).append(other)
            left = apart
        groups.append(group)
    return sorted(groups, key=lambda group: -max(item.at if item.level else item.end for item in group))


def _touch(one: Stroke, other: Stroke) -> bool:
    if one.level == other.level:
        return abs(one.at - other.at) < _NEAR and one.start <= other.end + _NEAR and other.start <= one.end + _NEAR
    return other.start - _NEAR <= one.at <= other.end + _NEAR and one.start - _NEAR <= other.at <= one.end + _NEAR


def _places(values: Sequence[float]) -> list[float]:
    """Sorted values with near ones taken together."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _grid(group: Sequence[Stroke]) -> Grid | None:
    """The grid of one group of strokes, None where it is a mere frame or underline."""
    columns = _places([item.at for item in group if not item.level])
    rows = _places([item.at for item in group if item.level])[::-1]
    if len(columns) < 3 or len(rows) < 3 or len(columns) > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        return None
    regions = tuple(map(tuple, _regions(group, columns, rows)))
    return Grid(tuple(columns), tuple(-row for row in rows), regions)


def _slot(value: float, places: Sequence[float]) -> int | None:
    return next((index for index in range(len(places) - 1) if places[index] <= value < places[index + 1]), None)


def _regions(group: Sequence[Stroke], columns: Sequence[float], rows: Sequence[float]) -> list[list[int]]:
    """For each grid position the number of the cell it belongs to: positions without a line between are one cell."""
    width, height = len(columns) - 1, len(rows) - 1
    region = [[row * width + column for column in range(width)] for row in range(height)]
    for row in range(height):
        for column in range(width):
            middle_y = (rows[row] + rows[row + 1]) / 2
            middle_x = (columns[column] + columns[column + 1]) / 2
            if column and not _ruled(group, False, columns[column], middle_y):
                region[row][column] = region[row][column - 1]
            elif row and not _ruled(group, True, rows[row], middle_x):
                region[row][column] = region[row - 1][column]
    return region


def _ruled(group: Sequence[Stroke], level: bool, at: float, through: float) -> bool:
    """Whether a stroke runs at ``at`` past the point ``through``."""
    return any(
        item.level == level and abs(item.at - at) <= _NEAR and item.start - 1 <= through <= item.end + 1
        for item in group
    )
