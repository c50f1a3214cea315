"""Blocks of a file → one stored text and its lines."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..domain.document import Block, BlockKind, BlockSpan, LoadedFile
from ..text.clauses import HeadingMark, heading
from ..text.normalize import fold_text

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_FURNITURE = frozenset({"header", "footer"})
_MARKDOWN = re.compile(r"(?:[-*+]\s+(?=[#*◆➤●■★▲①-⑳（(]))?(#{1,6}\s+)?(?:\*\*|__)?")
_EMPHASIS = re.compile(r"\*\*|__")
_WORD = re.compile(r"\w")


class Line(NamedTuple):
    """One line of the stored text, outer white space excluded; ``mark`` is its number or list mark, if any."""

    start: int
    end: int
    text: str
    bare: str
    """``text`` without Markdown marks: what the mark and the title are read from."""
    block: int
    kind: BlockKind
    level: int | None = None
    page: int | None = None
    sheet: str | None = None
    bold: bool = False
    style: str = ""
    mark: HeadingMark | None = None

    @property
    def folded(self) -> str:
        """Key for comparing lines."""
        return fold_text(self.bare)


class Composed(NamedTuple):
    """The stored text, where each block stands in it, its body lines, and where page furniture begins."""

    text: str
    spans: tuple[BlockSpan, ...]
    lines: tuple[Line, ...]
    furniture: int
    """Offset behind the body; headers and footers follow, each once. Equal to ``len(text)`` without any."""


def compose(loaded: LoadedFile) -> Composed:
    """Put the blocks together: body in reading order, then every different header and footer once."""
    pieces: list[str] = []
    spans: list[BlockSpan] = []
    position = 0
    for index, block in enumerate(loaded.blocks):
        if block.kind in _FURNITURE or not (text := block_text(block)).strip():
            continue
        spans.append(BlockSpan(index=index, start=position, end=position + len(text), kind=block.kind, page=block.page))
        pieces.append(text)
        position += len(text) + 1
    body = "\n".join(pieces)
    extra, extra_spans = _furniture(loaded.blocks, len(body))
    lines = tuple(line for span in spans for line in _lines(body, span, loaded.blocks[span.index]))
    return Composed(body + extra, (*spans, *extra_spans), lines, len(body))


def block_text(block: Block) -> str:
    """Stored text of a block: automatic number, blank, text."""
    return f"{block.number} {block.text}" if block.number else block.text


def _furniture(blocks: Sequence[Block], position: int) -> tuple[str, list[BlockSpan]]:
    places: dict[str, tuple[int, int]] = {}
    pieces: list[str] = []
    spans: list[BlockSpan] = []
    for index, block in enumerate(blocks):
        text = block_text(block)
        if block.kind not in _FURNITURE or not _WORD.search(text):
            continue
        if text not in places:
            start = position + sum(map(len, pieces)) + len(pieces) + 1
            places[text] = (start, start + len(text))
            pieces.append(text)
        start, end = places[text]
        spans.append(BlockSpan(index=index, start=start, end=end, kind=block.kind, page=block.page))
    return "".join(f"\n{piece}" for piece in pieces), spans


def _lines(body: str, span: BlockSpan, block: Block) -> Iterator[Line]:
    first = True
    for match in _LINE.finditer(body, span.start, span.end):
        text = match[0].strip()
        if not text:
            continue
        start = match.start() + match[0].index(text[0])
        yield _line(start, text, span.index, block, first)
        first = False


def _line(start: int, text: str, index: int, block: Block, first: bool) -> Line:
    markdown = _MARKDOWN.match(text) if block.kind != "table" else None
    bare = _EMPHASIS.sub("", text[markdown.end() :]).strip() if markdown else text
    hashes = markdown[1] if markdown and text.startswith("#") and not re.search("[。；]$", bare) else None
    depth = len(hashes.strip()) if hashes else None
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        bare=bare,
        block=index,
        kind=block.kind,
        level=(block.level if first else None) or depth,
        page=block.page,
        sheet=block.sheet,
        bold=block.bold or (text.startswith("**") and text.endswith("**")),
        style=block.style,
        mark=None if block.kind == "table" else heading(bare),
    )
