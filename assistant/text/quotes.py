"""Where a quote stands in a text that was read otherwise than the one it was taken from."""

from collections.abc import Iterator

from .normalize import fold

SHORTEST = 4
"""Shorter pieces of a quote would be found all over a text."""


def spans_of(text: str, quote: str) -> list[tuple[int, int]]:
    """The whole quote where it stands in one; else those of its lines and table cells that are found."""
    folded = fold(text)
    if whole := folded.locate(quote):
        return [whole]
    return [span for piece in _pieces(quote) if (span := folded.locate(piece))]


def _pieces(quote: str) -> Iterator[str]:
    """Lines and cells: stored text joins them with signs that do not stand in the original."""
    for line in quote.splitlines():
        yield from (cell for cell in line.split(" | ") if len(cell.strip()) >= SHORTEST)
