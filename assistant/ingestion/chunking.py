"""A document → chunks: a clause or section first, never inside a sentence, tables and lists kept together."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..domain.document import Chunk, Document
from ..text.normalize import fold_text
from .chunk_check import problems
from .ids import ChunkIds, content_hash
from .pieces import Piece, split_rows
from .rows import Row, rows

REVISION = "clause/2"
"""Changes when the same document would be cut differently: indexes are then rebuilt."""
TARGET = 500
SMALL = 200
_PART = re.compile(r"第[一二三四五六七八九十百\d]+[编章节]")
"""A heading whose text never shares a chunk with that of the next one."""


class Cut(NamedTuple):
    """Chunks and what had to be done more plainly, as Chinese lines."""

    chunks: tuple[Chunk, ...]
    warnings: tuple[str, ...]


class _Group(NamedTuple):
    """Neighbouring rows of one section, with the headings above that have no text of their own."""

    rows: tuple[Row, ...]
    path: tuple[str, ...]
    scope: int
    size: int
    bare: bool
    """Headings only."""


def chunk(document: Document) -> tuple[Chunk, ...]:
    """Chunks of ``document``, see ``cut``."""
    return cut(document).chunks


def cut(document: Document) -> Cut:
    """Cut by clauses and sections; where the result fails its check, cut plainly by lines and say so."""
    body = rows(document)
    groups, empty = _attached(_groups(body))
    made = _chunks(document, list(_pieces(document, groups)))
    found = problems(document, made, [row for row in body if row not in empty])
    if not found:
        return Cut(made, _told(document, empty))
    plain = _chunks(document, [piece for run in _runs(body) for piece in split_rows(document.text, run, TARGET)])
    return Cut(plain, (f"按条款切分未通过检查（{found[0]}），已按段落切分",))


def _told(document: Document, empty: frozenset[Row]) -> tuple[str, ...]:
    if not empty:
        return ()
    names = "、".join(document.text[row.start : row.end][:30] for row in sorted(empty)[:3])
    return (f"{len(empty)} 行标题下没有正文，只进目录树，不单独成片段：{names}",)


def _pieces(document: Document, groups: Sequence[_Group]) -> Iterator[Piece]:
    for group in _merged(groups):
        pieces = split_rows(document.text, group.rows, TARGET)
        yield from (piece._replace(path=piece.path or group.path) for piece in pieces)


def _groups(body: Sequence[Row]) -> list[_Group]:
    groups: list[_Group] = []
    for run in _runs(body):
        start = 0
        for index in range(1, len(run) + 1):
            if index == len(run) or run[index].place is not run[start].place:
                groups.append(_group(tuple(run[start:index])))
                start = index
    return groups


def _group(members: tuple[Row, ...]) -> _Group:
    content = [row for row in members if not row.heading] or list(members)
    return _Group(
        members,
        _common([row.place.path for row in content]),
        content[-1].place.scope,
        members[-1].end - members[0].start,
        all(row.heading for row in members),
    )


def _runs(body: Sequence[Row]) -> list[list[Row]]:
    """Rows without anything unchunked between them."""
    runs: list[list[Row]] = []
    for row in body:
        if row.gap or not runs:
            runs.append([])
        runs[-1].append(row)
    return runs


def _attached(groups: Sequence[_Group]) -> tuple[list[_Group], frozenset[Row]]:
    """Headings without text go with what follows, else with what precedes; second: those that stand quite alone."""
    result: list[_Group] = []
    empty: set[Row] = set()
    waiting: tuple[Row, ...] = ()
    for group in groups:
        if waiting and group.rows[0].gap:
            result, alone = _to_previous(result, waiting)
            empty.update(alone)
            waiting = ()
        loose = _loose(waiting, group)
        if loose:
            result, alone = _to_previous(result, loose)
            empty.update(alone)
            waiting = waiting[len(loose) :]
        if group.bare:
            waiting += group.rows
            continue
        result.append(_group((*waiting, *group.rows)) if waiting else group)
        waiting = ()
    result, alone = _to_previous(result, waiting)
    return (result, frozenset(empty.union(alone))) if result else ([_group(alone)] if alone else [], frozenset())


def _loose(waiting: tuple[Row, ...], group: _Group) -> tuple[Row, ...]:
    """The first headings that merely stand before the group and not above it."""
    below = group.rows[0].place.path
    count = next((i for i, row in enumerate(waiting) if below[: len(row.place.path)] == row.place.path), len(waiting))
    return waiting[:count]


def _to_previous(groups: list[_Group], waiting: tuple[Row, ...]) -> tuple[list[_Group], tuple[Row, ...]]:
    """A heading at the end of a slide or of the text; alone on its slide it is no chunk."""
    if waiting and groups and not waiting[0].gap:
        return [*groups[:-1], _group((*groups[-1].rows, *waiting))], ()
    return groups, waiting


def _merged(groups: Sequence[_Group]) -> Iterator[_Group]:
    """Small neighbours inside one clause become one chunk."""
    current: _Group | None = None
    for group in groups:
        if current and _joins(current, group):
            current = _group((*current.rows, *group.rows))
            continue
        if current:
            yield current
        current = group
    if current:
        yield current


def _joins(first: _Group, second: _Group) -> bool:
    if second.rows[0].gap or first.scope != second.scope:
        return False
    total = second.rows[-1].end - first.rows[0].start
    if total > TARGET or min(first.size, second.size) > SMALL:
        return False
    shared = len(_common([first.path, second.path]))
    if any(_PART.match(step) for path in (first.path, second.path) for step in path[shared:]):
        return False
    near = shared >= min(len(first.path), len(second.path)) - 1 and shared >= 1
    return near or not (first.path or second.path)


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shortest = min(paths, key=len)
    for index, label in enumerate(shortest):
        if any(path[index] != label for path in paths):
            return shortest[:index]
    return shortest


def _chunks(document: Document, pieces: Sequence[Piece]) -> tuple[Chunk, ...]:
    ids = ChunkIds(document.id)
    made: list[Chunk] = []
    for piece in pieces:
        text = document.text[piece.start : piece.end]
        if not fold_text(text):
            continue
        made.append(
            Chunk(
                id=ids.next(piece.path, text),
                document_id=document.id,
                version_id=document.version_id,
                workspace=document.workspace,
                ordinal=len(made),
                text=text,
                start=piece.start,
                end=piece.end,
                clause=piece.clause,
                path=piece.path,
                page=piece.page,
                sha256=content_hash(piece.path, text),
            )
        )
    return tuple(made)
