"""Ready-made segments → one document with one chunk a segment, nothing found again and nothing joined."""

from collections.abc import Sequence

from ..domain.document import BlockSpan, Chunk, Document, FileFacts, Role, Section, Segment
from ..text.clauses import canonical
from .document_titles import title_from_name
from .ids import ChunkIds, content_hash, document_id, version_id

_GAP = "\n\n"


def read_segments(
    facts: FileFacts, segments: Sequence[Segment], *, workspace: str, file: str | None = None, role: Role | None = None
) -> tuple[Document, tuple[Chunk, ...]]:
    """Document and chunks; ``Chunk.source_id`` is the segment's id. Texts are kept exactly as given."""
    name = file or facts.name
    identity = document_id(workspace, name)
    starts = _starts(segments)
    title = _title(segments) or title_from_name(name)
    document = Document(
        id=identity,
        version_id=version_id(identity, facts.sha256),
        workspace=workspace,
        file=name,
        title=title,
        role=role or "norm",
        kind="other",
        sha256=facts.sha256,
        text=_GAP.join(segment.text for segment in segments),
        spans=tuple(
            BlockSpan(index=index, start=start, end=start + len(segment.text))
            for index, (start, segment) in enumerate(zip(starts, segments, strict=True))
        ),
        sections=tuple(_section(segment, start, title) for start, segment in zip(starts, segments, strict=True)),
    )
    ids = ChunkIds(identity)
    pairs = enumerate(zip(starts, segments, strict=True))
    return document, tuple(_chunk(document, ids, index, start, segment) for index, (start, segment) in pairs)


def _starts(segments: Sequence[Segment]) -> list[int]:
    starts: list[int] = []
    position = 0
    for segment in segments:
        starts.append(position)
        position += len(segment.text) + len(_GAP)
    return starts


def _title(segments: Sequence[Segment]) -> str:
    """The common title, where all segments have one and the same."""
    titles = {segment.title for segment in segments}
    return titles.pop() if len(titles) == 1 else ""


def _path(segment: Segment, title: str) -> tuple[str, ...]:
    """Title of the segment (unless it is the document's), its path and its clause."""
    front = (segment.title,) if segment.title and segment.title != title and segment.title not in segment.path else ()
    clause = (segment.clause,) if segment.clause and segment.clause not in segment.path else ()
    return (*front, *segment.path, *clause)


def _section(segment: Segment, start: int, title: str) -> Section:
    return Section(
        number=segment.clause,
        title=segment.path[-1] if segment.path else segment.title,
        level=len(segment.path) + 1,
        path=_path(segment, title),
        start=start,
        end=start + len(segment.text),
    )


def _chunk(document: Document, ids: ChunkIds, index: int, start: int, segment: Segment) -> Chunk:
    path = _path(segment, document.title)
    return Chunk(
        id=ids.next(path, segment.text),
        document_id=document.id,
        version_id=document.version_id,
        workspace=document.workspace,
        ordinal=index,
        text=segment.text,
        start=start,
        end=start + len(segment.text),
        clause=canonical(segment.clause) if segment.clause else None,
        path=path,
        source_id=segment.id,
        sha256=content_hash(path, segment.text),
    )
