"""Text of a document as HTML in which nothing but our own marks is markup."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from ..domain.document import LoadedFile
from ..domain.draft import Violation
from ..text.normalize import fold

COLOURS = {"error": "#f6b5ae", "warning": "#fbe2a4", "hint": "#c9dcf0"}
_RANK = {"error": 0, "warning": 1, "hint": 2}


class Mark(NamedTuple):
    """A place in the text, end exclusive, and what is to be said about it."""

    start: int
    end: int
    severity: str
    note: str


def violation_marks(text: str, violations: Iterable[Violation]) -> list[Mark]:
    """Where the quotes of the violations stand; those that quote nothing, or words not found, are left out."""
    folded = fold(text)
    found: list[Mark] = []
    for violation in violations:
        for piece in _pieces(violation.where.quote):
            if span := folded.locate(piece):
                found.append(Mark(*span, violation.severity, violation.message))
                break
    return found


def _pieces(quote: str) -> list[str]:
    """The quote, then its longest line: a quote over several lines may be joined otherwise in the text."""
    lines = sorted((line.strip() for line in quote.splitlines()), key=len, reverse=True)
    return [piece for piece in (quote, *lines[:1]) if piece.strip()]


def marked_html(text: str, marks: Sequence[Mark]) -> str:
    """The text escaped, the marks as ``<mark>``; where marks overlap the severest colours and all notes are said."""
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    return "".join(_stretch(text, start, end, marks) for start, end in zip(cuts, cuts[1:], strict=False))


def _stretch(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    here = sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: _RANK.get(m.severity, 3))
    piece = escape(text[start:end])
    if not here:
        return piece
    notes = escape("；".join(dict.fromkeys(mark.note for mark in here)), quote=True)
    colour = COLOURS.get(here[0].severity, COLOURS["hint"])
    return f'<mark title="{notes}" style="background:{colour};color:#1b2730;border-radius:3px">{piece}</mark>'


def paper_text(loaded: LoadedFile) -> str:
    """The text of a loaded paper as a person reads it: one block a line, automatic numbers in front."""
    shown = [block for block in loaded.blocks if block.kind not in ("header", "footer", "toc")]
    return "\n".join(f"{block.number} {block.text}" if block.number else block.text for block in shown)
