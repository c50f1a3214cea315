"""The picture of a page of a PDF or of a scanned image, with the passage of a citation marked on it."""

import ctypes
import threading
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from ..text.quotes import spans_of
from .page_scan import Box, scanned_boxes

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"))
_DOTS_PER_POINT = 2.0
_MOST_PIXELS = 2400
_YELLOW = (255, 214, 92)
_CONTEXT = 0.14
"""Share of the page shown above and below a passage."""
_EDGE = 24
_MOST_PAGES = 80
"""Pages looked through where nobody knows the page."""
_SCANNED = 20
"""A page with fewer letters in its text layer is looked at as a picture."""
_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time only."""


class PagePicture(NamedTuple):
    """One page as PNG and, where the passage was found on it, the part of the page around it."""

    png: bytes
    near: bytes | None
    page: int
    pages: int


def page_picture(path: Path, pages: Sequence[int] | None, quote: str) -> PagePicture | None:
    """The first of ``pages`` (from 1; None: of all) on which ``quote`` stands, else the first; None: no picture."""
    if path.suffix.lower() in PICTURES:
        return _image(path, quote)
    if path.suffix.lower() != ".pdf":
        return None
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError):
            return None
        try:
            known = range(1, min(len(document), _MOST_PAGES) + 1)
            wanted = [page for page in pages or known if 1 <= page <= len(document)] or [1]
            picture, boxes, number, scanned = _seen(document, wanted, quote)
            count = len(document)
        finally:
            document.close()
    return _marked_page(picture, scanned_boxes(picture, quote) if scanned else boxes, number, count)


def _seen(document: Any, pages: Sequence[int], quote: str) -> tuple[Any, list[Box], int, bool]:
    """The picture of the page the quote stands on, where on it, its number, and whether it is a scan."""
    found = ((number, _boxes(document[number - 1], quote)) for number in pages)
    number, boxes = next(((number, boxes) for number, boxes in found if boxes), (pages[0], []))
    page = document[number - 1]
    picture = page.render(scale=min(_DOTS_PER_POINT, _MOST_PIXELS / max(page.get_size()))).to_pil().convert("RGB")
    return picture, boxes, number, not boxes and page.get_textpage().count_chars() < _SCANNED


def _marked_page(picture: Any, boxes: Sequence[Box], page: int, pages: int) -> PagePicture:
    marked = _marked(picture, boxes)
    near = _png(marked.crop(_around(picture, boxes))) if boxes else None
    return PagePicture(_png(marked), near, page, pages)


def _boxes(page: Any, quote: str) -> list[Box]:
    """Where the quote stands in the text layer."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    letters = "".join(chr(raw.FPDFText_GetUnicode(text, i) or 0xFFFD) for i in range(text.count_chars()))
    return [box for start, end in spans_of(letters, quote) for box in _rectangles(page, text, start, end)]


def _rectangles(page: Any, text: Any, start: int, end: int) -> Iterator[Box]:
    for index in range(text.count_rects(start, end - start)):
        left, bottom, right, top = text.get_rect(index)
        (x0, y0), (x1, y1) = _share(page, left, top), _share(page, right, bottom)
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _share(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point of the page as seen, rotation and crop box taken into account."""
    import pypdfium2.raw as raw

    across, down, fine = ctypes.c_int(), ctypes.c_int(), 10_000
    raw.FPDF_PageToDevice(page, 0, 0, fine, fine, 0, x, y, across, down)
    return across.value / fine, down.value / fine


def _marked(picture: Any, boxes: Sequence[Box]) -> Any:
    from PIL import Image, ImageChops, ImageDraw

    if not boxes:
        return picture
    layer = Image.new("RGB", picture.size, "white")
    draw, (width, height) = ImageDraw.Draw(layer), picture.size
    for x0, y0, x1, y1 in boxes:
        draw.rectangle((x0 * width - 2, y0 * height - 2, x1 * width + 2, y1 * height + 2), fill=_YELLOW)
    return ImageChops.multiply(picture, layer)


def _around(picture: Any, boxes: Sequence[Box]) -> tuple[int, int, int, int]:
    """The passage with some lines above and below it, without the white margins of the page."""
    from PIL import ImageOps

    left, _, right, _ = ImageOps.invert(picture.convert("L")).getbbox() or (0, 0, *picture.size)
    width, height = picture.size
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return (
        max(0, left - _EDGE), max(0, int((top - _CONTEXT) * height)),
        min(width, right + _EDGE), min(height, int((bottom + _CONTEXT) * height)),
    )  # fmt: skip


def _image(path: Path, quote: str) -> PagePicture | None:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            shown = picture.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    shown.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    return _marked_page(shown, scanned_boxes(shown, quote), 1, 1)


def _png(picture: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
