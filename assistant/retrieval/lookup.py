"""Exact look-up: a question that names a clause gets that clause, before any search."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..domain.document import Chunk, Document
from ..ports import ChunkReader
from ..text.clauses import ClauseReference, parse_reference
from ..text.normalize import fold_text

_ROLES = {"norm": 0, "guidance": 1, "client": 2}
_STATE = "中华人民共和国"
_SEPARATORS = re.compile(r"[《》〈〉\"'()（）:：/_.\-—]")


class LookedUp(NamedTuple):
    """A chunk of a clause that was asked for. ``certain``: document and number leave no doubt which one is meant."""

    chunk: Chunk
    certain: bool


def look_up(question: str, reader: ChunkReader, workspaces: Sequence[str]) -> list[LookedUp]:
    """Chunks of the clauses that ``question`` refers to, in the order of the references, norms first."""
    found: dict[str, LookedUp] = {}
    for reference in parse_reference(question):
        for item in _resolve(reference, reader, workspaces):
            found.setdefault(item.chunk.id, item)
    return list(found.values())


def _resolve(reference: ClauseReference, reader: ChunkReader, workspaces: Sequence[str]) -> list[LookedUp]:
    chunks = _chunks(reference, reader, workspaces)
    if not chunks:
        return []
    heads = reader.heads(list(dict.fromkeys(chunk.version_id for chunk in chunks)))
    chunks = [chunk for chunk in chunks if chunk.version_id in heads]
    if reference.document:
        return _of_named_document(reference, chunks, heads)
    chunks.sort(key=lambda chunk: (_ROLES[heads[chunk.version_id].role], chunk.version_id, chunk.ordinal))
    certain = len({chunk.version_id for chunk in chunks}) == 1
    return [LookedUp(chunk, certain) for chunk in chunks]


def _chunks(reference: ClauseReference, reader: ChunkReader, workspaces: Sequence[str]) -> list[Chunk]:
    """Chunks of the clause; for a chapter without own text those of the clauses right below it."""
    chunks = list(reader.by_clause(reference.canonical, workspaces))
    if chunks or reference.kind not in {"decimal", "annex", "annex_decimal"}:
        return _inside_parents(chunks, reference)
    prefix = reference.canonical.removeprefix("附录") + "."
    numbers = [entry.number for entry in reader.clauses(workspaces) if entry.number.startswith(prefix)]
    direct = [number for number in dict.fromkeys(numbers) if "." not in number.removeprefix(prefix)]
    return [chunk for number in direct for chunk in reader.by_clause(number, workspaces)]


def _inside_parents(chunks: list[Chunk], reference: ClauseReference) -> list[Chunk]:
    """第二章第五节: only sections below a heading of that chapter, where the paths say so."""
    if not reference.parents:
        return chunks
    parents = [fold_text(parent) for parent in reference.parents]
    inside = [chunk for chunk in chunks if all(parent in fold_text(chunk.locator) for parent in parents)]
    return inside or chunks


def _of_named_document(reference: ClauseReference, chunks: list[Chunk], heads: dict[str, Document]) -> list[LookedUp]:
    name = reference.document or ""
    scores = {key: name_match(name, head, reference.edition) for key, head in heads.items()}
    best = max(scores.values(), default=0)
    return [LookedUp(chunk, True) for chunk in chunks if best and scores[chunk.version_id] == best]


def name_match(name: str, head: Document, edition: str | None = None) -> float:
    """How well ``name``, as written in a question, names the document: 0 not at all … 4 exactly.

    Words in front of a title do not count (``民商法合同法``); of several titles that end alike the longest is meant.
    """
    said = _plain(name)
    if not said or (edition and edition not in f"{head.edition or ''} {head.code or ''} {head.title}"):
        return 0
    names = [_plain(value) for value in (head.title, head.code or "") if value]
    if said in names or (head.code and _plain(head.code).startswith(said)):
        return 4
    endings = [len(value) for value in names if len(value) > 1 and said.endswith(value)]
    if endings:
        return 3 + min(max(endings), 99) / 100
    return 2 if any(value.startswith(said) or value.endswith(said) for value in names) else _inside(said, names)


def _inside(said: str, names: list[str]) -> int:
    return int(any(said in value or (len(value) > 3 and value in said) for value in names))


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", fold_text(name)).replace(_STATE, "")
