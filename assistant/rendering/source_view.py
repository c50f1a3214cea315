"""A place of a stored document as it is shown: the section around it, the passage apart, the pages it stands on."""

from typing import NamedTuple

from ..domain.document import Document, Section

_AROUND = 420


class SourceView(NamedTuple):
    """The passage with what stands before and after it in its section; ``cut`` tells where the section goes on."""

    section: str
    before: str
    passage: str
    after: str
    cut_before: bool
    cut_after: bool


def source_view(document: Document, start: int, end: int) -> SourceView:
    """The passage ``[start, end)`` in its section, at most some lines around it."""
    section = section_at(document, start)
    first, last = (section.start, max(section.end, end)) if section else (0, len(document.text))
    begin, finish = max(first, start - _AROUND), min(last, end + _AROUND)
    return SourceView(
        " › ".join(section.path) if section else "",
        document.text[begin:start],
        document.text[start:end],
        document.text[end:finish],
        begin > first,
        finish < last,
    )


def section_at(document: Document, start: int) -> Section | None:
    """The innermost section a place stands in."""
    holding = [section for section in document.sections if section.start <= start < section.end]
    return max(holding, key=lambda section: (section.level, section.start), default=None)


def pages_of(document: Document, start: int, end: int, known: int | None) -> list[int]:
    """The pages a passage stands on, in order; ``known`` is what its citation says."""
    spans = [span for span in document.spans if span.page and span.start < end and start < span.end]
    return list(dict.fromkeys([*(span.page for span in spans if span.page), *([known] if known else [])]))
