"""Where words stand on a scanned page: recognised anew as it was when the file was read, then looked for."""

import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ..text.quotes import spans_of
from .ocr import Ocr, Piece, into_lines

Box = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of a page's width and height."""
_ENGINE = threading.Lock()


def scanned_boxes(image: Any, quote: str) -> list[Box]:
    """Where a quote stands on a picture of a page; empty where it is not recognised."""
    with _ENGINE:
        found = [piece for line in into_lines(_ocr().standing(image)) for piece in line]
    spans = spans_of("".join(piece.text for piece in found), quote)
    return [_share(box, image) for start, end in spans for box in _boxes(found, start, end)]


@lru_cache(maxsize=1)
def _ocr() -> Ocr:
    return Ocr()


def _boxes(found: Sequence[Piece], start: int, end: int) -> Iterator[Box]:
    """The parts of the recognised runs that hold characters ``start`` to ``end`` of all their text."""
    at = 0
    for piece in found:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            width = (piece.right - piece.left) / len(piece.text)
            yield piece.left + first * width, piece.top, piece.left + last * width, piece.bottom
        at += len(piece.text)


def _share(box: Box, image: Any) -> Box:
    left, top, right, bottom = box
    return left / image.width, top / image.height, right / image.width, bottom / image.height
