"""Rows of one section → pieces of bearable length, cut between paragraphs, list items, table rows or sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.clauses import heading
from ..text.sentences import sentences
from .rows import Row
from .titles import CAPTION

LONG = 800
"""A list with its lead-in, a table or one sentence may grow to this."""
HARD = 1600
"""Only one endless sentence is longer than ``LONG``; behind this it is cut at commas."""
_TAIL = 80
_HEADER = 120
_WRAPPED = 24
_TERMINAL = re.compile(r"[。；！？：;:!?…”」』）)】.]\s*$")
_COMMA = re.compile(r"[，、,：:\s]")


class Piece(NamedTuple):
    """A stretch of the stored text that becomes a chunk."""

    start: int
    end: int
    path: tuple[str, ...]
    clause: str | None
    page: int | None


class _Atom(NamedTuple):
    """Rows that stay together."""

    rows: tuple[Row, ...]
    start: int
    end: int
    listed: bool = False

    @property
    def size(self) -> int:
        return self.end - self.start


def split_rows(text: str, members: Sequence[Row], target: int) -> list[Piece]:
    """Pieces of ``members`` (one run without gaps): whole up to ``target``, else cut at the best places."""
    if not members:
        return []
    if members[-1].end - members[0].start <= target:
        return [_piece(members, members[0].start, members[-1].end)]
    atoms = [part for atom in _atoms(text, members) for part in _parts(text, atom, target)]
    headers = _table_headers(text, members)
    packed = [_piece(members, start, end, headers.get(start)) for start, end in _packed(atoms, target)]
    return _mended(packed)


def _table_headers(text: str, members: Sequence[Row]) -> dict[int, str]:
    """For each table row but the first: the heading row, which a piece that begins there names in its path."""
    headers: dict[int, str] = {}
    first: Row | None = None
    for row in members:
        if not row.table:
            first = None
        elif first is None or row.block != first.block:
            first = row
        else:
            headers[row.start] = re.sub(r"\s+", " ", text[first.start : first.end])[:_HEADER]
    return headers


def _piece(members: Sequence[Row], start: int, end: int, header: str | None = None) -> Piece:
    first = bisect_right(members, start, key=lambda row: row.end)
    inside = members[first : bisect_left(members, end, key=lambda row: row.start)] or members[-1:]
    content = [row for row in inside if not row.heading] or inside
    deepest = min((row.place for row in content), key=lambda place: len(place.path))
    path = deepest.path
    for row in content:
        while path and row.place.path[: len(path)] != path:
            path = path[:-1]
    clause = deepest.clause if deepest.path == path else _clause_of(content, path)
    return Piece(start, end, (*path, header) if header else path, clause, inside[0].page)


def _clause_of(content: Sequence[Row], path: tuple[str, ...]) -> str | None:
    clauses = {row.place.clause for row in content if row.place.path[: len(path)] == path}
    return clauses.pop() if len(clauses) == 1 else None


def _packed(atoms: Sequence[_Atom], target: int) -> Iterator[tuple[int, int]]:
    start, end = atoms[0].start, atoms[0].end
    for before, atom in zip(atoms, atoms[1:], strict=False):
        small_list = atom.listed and before.listed and atom.end - start <= LONG and atom.size <= _TAIL
        if atom.end - start <= target or small_list:
            end = atom.end
            continue
        yield start, end
        start, end = atom.start, atom.end
    yield start, end


def _atoms(text: str, members: Sequence[Row]) -> list[_Atom]:
    """Headings, questions and lead-ins stay with what follows, wrapped lines with each other."""
    groups: list[list[Row]] = []
    for row in members:
        previous = groups[-1][-1] if groups else None
        same = previous is not None and previous.table and row.table and previous.block == row.block
        joined = previous and (previous.heading or (_lead_in(text, previous) and not previous.table))
        if previous and (joined or same or _wraps(text, previous, row)):
            groups[-1].append(row)
        else:
            groups.append([row])
    atoms = [_Atom(tuple(g), g[0].start, g[-1].end, _is_listed(text, g[0])) for g in groups]
    return _with_lists(text, atoms)


def _with_lists(text: str, atoms: list[_Atom]) -> list[_Atom]:
    """A lead-in that swallowed its first item takes the rest of a list that fits."""
    result: list[_Atom] = []
    index = 0
    while index < len(atoms):
        atom, index = atoms[index], index + 1
        if len(atom.rows) > 1 and not atom.listed and _is_listed(text, atom.rows[-1]):
            stop = index
            while stop < len(atoms) and atoms[stop].listed:
                stop += 1
            end = atoms[stop - 1].end if stop > index else atom.end
            if stop > index and end - atom.start <= LONG:
                atom = _Atom((*atom.rows, *(r for a in atoms[index:stop] for r in a.rows)), atom.start, end)
                index = stop
        result.append(atom)
    return result


def _is_listed(text: str, row: Row) -> bool:
    mark = heading(text[row.start : row.end])
    return mark is not None and not row.heading


def _lead_in(text: str, row: Row) -> bool:
    last = text[row.end - 1]
    if row.end - row.start > 80:
        return last in "：:"
    return last in "：:？?" or CAPTION.match(text, row.start) is not None


def _wraps(text: str, row: Row, following: Row) -> bool:
    """The line was broken by its width, not by its author."""
    if row.heading or following.heading or row.end - row.start < _WRAPPED or row.table or following.table:
        return False
    if _TERMINAL.search(text, row.end - 2, row.end) or following.start != row.end + 1:
        return False
    return heading(text[following.start : following.end]) is None


def _parts(text: str, atom: _Atom, target: int) -> Iterator[_Atom]:
    """The atom, or its sentences in groups where it is too long."""
    if atom.size <= (LONG if len(atom.rows) > 1 else target):
        yield atom
        return
    if len(atom.rows) > 1 and not _all_wrapped(text, atom):
        for row in _headed(atom.rows):
            yield from _parts(text, _Atom((row,), row.start, row.end, _is_listed(text, row)), target)
        return
    stops = _stops(text, atom, target)
    yield from (_Atom(atom.rows, start, end, atom.listed) for start, end in _packed_spans(stops, target))


def _headed(members: Sequence[Row]) -> list[Row]:
    """Rows one by one, but headings and lead-ins stay glued to the next row."""
    glued: list[Row] = []
    start: int | None = None
    for row in members:
        begin = row.start if start is None else start
        if row.heading and row is not members[-1]:
            start = begin
            continue
        glued.append(row._replace(start=begin))
        start = None
    return glued


def _all_wrapped(text: str, atom: _Atom) -> bool:
    pairs = zip(atom.rows, atom.rows[1:], strict=False)
    return all(_wraps(text, a, b) for a, b in pairs)


def _stops(text: str, atom: _Atom, target: int) -> list[tuple[int, int]]:
    """Sentence spans of the atom without gaps; an endless sentence is cut at commas."""
    plain = re.sub(r"\n", " ", text[atom.start : atom.end]).replace(" | ", " ¦ ")
    cuts = [atom.start + span.start for span in sentences(plain, semicolons=False)][1:]
    bounds = [atom.start, *cuts, atom.end]
    spans = list(zip(bounds, bounds[1:], strict=False))
    return [part for start, end in spans for part in _short(text, start, end, target)]


def _short(text: str, start: int, end: int, target: int) -> Iterator[tuple[int, int]]:
    while end - start > HARD:
        stops = [m.end() for m in _COMMA.finditer(text, start + target, start + LONG)]
        stop = stops[-1] if stops else start + LONG
        yield start, stop
        start = stop
    yield start, end


def _packed_spans(spans: Sequence[tuple[int, int]], target: int) -> Iterator[tuple[int, int]]:
    start, end = spans[0]
    for begin, stop in spans[1:]:
        if stop - start <= target:
            end = stop
            continue
        yield start, end
        start, end = begin, stop
    yield start, end


def _mended(pieces: list[Piece]) -> list[Piece]:
    """A short tail goes back to the piece before it, a short head (lead-in of a table) to the piece after it."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        short = last and min(piece.end - piece.start, last.end - last.start) < _TAIL
        if last and short and piece.end - last.start <= LONG:
            shared = last.path if last.path == piece.path[: len(last.path)] else piece.path
            result[-1] = last._replace(end=piece.end, path=shared)
        else:
            result.append(piece)
    return result
