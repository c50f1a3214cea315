"""The examination of a split: nothing lost, nothing twice, nothing endless, no bare heading."""

from collections.abc import Sequence

from ..domain.document import Chunk, Document
from ..text.normalize import fold_text
from .pieces import HARD
from .rows import Row


def problems(document: Document, chunks: Sequence[Chunk], body: Sequence[Row]) -> list[str]:
    """What is wrong with a split, as short Chinese phrases; empty when it may be indexed."""
    checks = (_misplaced(document, chunks), _lost(document, chunks, body), _endless(chunks), _bare(chunks, body))
    return [problem for problem in checks if problem]


def _misplaced(document: Document, chunks: Sequence[Chunk]) -> str:
    position = 0
    for chunk in chunks:
        if chunk.start < position or document.text[chunk.start : chunk.end] != chunk.text:
            return f"片段 {chunk.ordinal + 1} 与原文位置不符或重叠"
        position = chunk.end
    return ""


def _lost(document: Document, chunks: Sequence[Chunk], body: Sequence[Row]) -> str:
    """Every body line lies in chunks, and the chunks hold nothing but body lines."""
    inside = "".join(fold_text(chunk.text) for chunk in chunks)
    wanted = "".join(fold_text(document.text[row.start : row.end]) for row in body)
    return "" if inside == wanted else f"正文 {len(wanted)} 字，片段合计 {len(inside)} 字"


def _endless(chunks: Sequence[Chunk]) -> str:
    longest = max((len(chunk.text) for chunk in chunks), default=0)
    return f"最长片段 {longest} 字" if longest > HARD else ""


def _bare(chunks: Sequence[Chunk], body: Sequence[Row]) -> str:
    """A chunk of headings only, though there is text behind it."""
    headings = {row.start: row.end for row in body if row.heading}
    content = sorted(row.start for row in body if not row.heading)
    if not content:
        return ""
    index = 0
    for chunk in chunks:
        while index < len(content) and content[index] < chunk.start:
            index += 1
        has_body = index < len(content) and content[index] < chunk.end
        if not has_body and chunk.start in headings and chunk.start < content[-1]:
            return f"片段 {chunk.ordinal + 1} 只有标题"
    return ""
