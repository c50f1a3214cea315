"""A loaded file → a document: stored text, sections, facts."""

from collections.abc import Sequence

from ..domain.document import Chunk, Document, LoadedFile, Role, Section
from ..text.normalize import fold_text
from .asides import CONTENTS, FURNITURE, REPEATED
from .chunking import Cut, cut
from .document_facts import DocumentFacts, document_facts
from .headings import Head, find_headings
from .ids import document_id, version_id
from .lines import Composed, Line, compose
from .toc import TocRegion, find_toc
from .tree import Node, build_tree

_COVER = 12
_ROLES: dict[str, Role] = {"standard": "norm", "guidance": "guidance"}


def build_document(
    loaded: LoadedFile, *, workspace: str, file: str | None = None, role: Role | None = None
) -> Document:
    """Structure of ``loaded``; without ``role`` a standard is norm, guidance is guidance, all else the client's."""
    composed = compose(loaded)
    regions, dividers = find_toc(composed.lines)
    skipped = frozenset(i for region in regions for i in range(region.first, region.last + 1))
    heads = find_headings(composed.lines, skipped, dividers)
    name = file or loaded.facts.name
    facts = document_facts(loaded, composed, heads, skipped, name)
    heads = _without_title(composed.lines, heads, facts)
    sections = _sections(composed, _with_sheets(composed.lines, heads, loaded.facts.media), regions)
    identity = document_id(workspace, name)
    return Document(
        id=identity,
        version_id=version_id(identity, loaded.facts.sha256),
        workspace=workspace,
        file=name,
        title=facts.title.value,
        role=role or _ROLES.get(facts.kind.value, "client"),
        kind=facts.kind.value,
        code=facts.code.value if facts.code else None,
        edition=facts.edition.value if facts.edition else None,
        version=facts.version.value if facts.version else None,
        effective_on=facts.effective_on.value if facts.effective_on else None,
        issuer=facts.issuer.value if facts.issuer else None,
        sha256=loaded.facts.sha256,
        pages=loaded.pages,
        text=composed.text,
        spans=composed.spans,
        sections=sections,
        warnings=loaded.warnings,
    )


def read_document(
    loaded: LoadedFile, *, workspace: str, file: str | None = None, role: Role | None = None
) -> tuple[Document, tuple[Chunk, ...]]:
    """Document and chunks; what the split could not do well is told in the document's warnings."""
    document = build_document(loaded, workspace=workspace, file=file, role=role)
    result: Cut = cut(document)
    if result.warnings:
        document = document.model_copy(update={"warnings": (*document.warnings, *result.warnings)})
    return document, result.chunks


def _without_title(lines: Sequence[Line], heads: list[Head], facts: DocumentFacts) -> list[Head]:
    """The title and other cover lines are no sections around everything that follows."""
    title = fold_text(facts.title.value)
    kept = list(heads)
    while kept and kept[0].number is None and kept[0].line <= _COVER and kept[0].family not in {"named", "sheet"}:
        first, rest = kept[0], kept[1:]
        own = fold_text(first.title) in title or title in fold_text(first.title)
        alone = all(head.family != first.family or head.again(first) for head in rest)
        cover = _is_cover(lines, first, rest)
        if not (own and (alone or cover)) and not (first.family == "plain" and cover):
            break
        kept = rest
    return kept


def _is_cover(lines: Sequence[Line], first: Head, rest: Sequence[Head]) -> bool:
    """What follows is a line in brackets or another heading that is not below this one."""
    if first.line + 1 >= len(lines) or lines[first.line + 1].bare.startswith(("（", "(")):
        return True
    beside = bool(rest) and rest[0].line == first.line + 1
    return beside and (rest[0].style_level or 0) <= (first.style_level or 9)


def _with_sheets(lines: Sequence[Line], heads: list[Head], media: str) -> list[Head]:
    """Each sheet of a workbook is a section of its own."""
    if media == "pptx" or not any(line.kind == "table" and line.sheet for line in lines):
        return heads
    sheets: list[Head] = []
    last = None
    for index, line in enumerate(lines):
        if line.sheet and line.sheet != last:
            last = line.sheet
            sheets.append(Head(index, "sheet", None, (), last, last, inline=True, style_level=0))
    return sorted([*sheets, *heads], key=lambda head: (head.line, head.family != "sheet"))


def _sections(composed: Composed, heads: Sequence[Head], regions: Sequence[TocRegion]) -> tuple[Section, ...]:
    lines = composed.lines
    body_end = composed.furniture
    found = [_contents(lines, region) for region in regions]
    _collect(build_tree(heads), lines, body_end, found)
    if composed.furniture < len(composed.text):
        end = len(composed.text)
        found.append(Section(number=None, title=FURNITURE, level=1, path=(FURNITURE,), start=body_end, end=end))
    return tuple(sorted(found, key=lambda section: (section.start, section.level)))


def _contents(lines: Sequence[Line], region: TocRegion) -> Section:
    first, last = lines[region.first], lines[region.last]
    return Section(
        number=None, title=CONTENTS, level=1, path=(CONTENTS,), start=first.start, end=last.end, page=first.page
    )


def _collect(node: Node, lines: Sequence[Line], end: int, found: list[Section]) -> None:
    """Sections of the children of ``node``, each ending where its next sibling begins."""
    starts = [_start(child, lines) for child in node.children]
    for child, begin, stop in zip(node.children, starts, [*starts[1:], end], strict=False):
        if child.head is None:
            continue
        found.append(
            Section(
                number=child.head.number,
                title=child.head.title,
                level=child.level,
                path=child.path(),
                start=begin,
                end=stop,
                page=lines[child.head.line].page,
            )
        )
        found.extend(_repeated(child, lines, line) for line in child.repeats)
        _collect(child, lines, stop, found)


def _repeated(node: Node, lines: Sequence[Line], index: int) -> Section:
    line = lines[index]
    return Section(
        number=None,
        title=REPEATED,
        level=node.level + 1,
        path=node.path(),
        start=line.start,
        end=line.end,
        page=line.page,
    )


def _start(node: Node, lines: Sequence[Line]) -> int:
    if node.head is None:
        return 0
    return lines[node.head.line if node.head.opened_at is None else node.head.opened_at].start
