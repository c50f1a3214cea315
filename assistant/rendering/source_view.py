"""A place of a stored document as it is shown: the section around it, the passage apart, the pages it stands on."""

from typing import NamedTuple

from ..domain.document import Document, Section
from ..text.quotes import spans_of

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
    bounds = (section.start, max(section.end, end)) if section else (0, len(document.text))
    return text_view(document.text, start, end, bounds, " › ".join(section.path) if section else "")


def text_view(text: str, start: int, end: int, bounds: tuple[int, int] | None = None, section: str = "") -> SourceView:
    """A passage of a text with some lines around it, never beyond ``bounds``."""
    first, last = bounds or (0, len(text))
    begin, finish = max(first, start - _AROUND), min(last, end + _AROUND)
    before, after = text[begin:start], text[end:finish]
    return SourceView(section, before, text[start:end], after, begin > first, finish < last)


def place_of(text: str, quote: str) -> tuple[int, int]:
    """Where a quote stands, or the longest of its lines and cells that do. (0, 0): nowhere."""
    return max(spans_of(text, quote), key=lambda span: span[1] - span[0], default=(0, 0))


def section_at(document: Document, start: int) -> Section | None:
    """The innermost section a place stands in."""
    holding = [section for section in document.sections if section.start <= start < section.end]
    return max(holding, key=lambda section: (section.level, section.start), default=None)


def pages_of(document: Document, start: int, end: int, known: int | None) -> list[int]:
    """The pages a passage stands on, in order; ``known`` is what its citation says."""
    spans = [span for span in document.spans if span.page and span.start < end and start < span.end]
    return list(dict.fromkeys([*(span.page for span in spans if span.page), *([known] if known else [])]))
