"""Text of a PDF page that nobody can see: white, transparent or tiny letters on an even ground."""

from typing import Any

_TINY = 1.5
"""Points."""
_EVEN = 24
"""Steps of grey between the lightest and the darkest spot that an eye would not tell apart."""
_SCALE = 2.0


def hidden_text(page: Any) -> str:
    """The invisible text of a PDFium page; "" where there is none.

    Doubtful runs (by colour, mode or size) are looked at in the rendered page, so white letters on a dark ground and
    the text layer below a scan do not count.
    """
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    doubtful = [
        item
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1, textpage=textpage)
        if _is_doubtful(item)
    ]
    if not doubtful:
        return ""
    image = page.render(scale=_SCALE).to_pil().convert("L")
    height = page.get_height()
    found = [_text(item) for item in doubtful if _is_even(image, item.get_bounds(), height)]
    return " ".join(filter(None, found))


def _is_doubtful(item: Any) -> bool:
    import ctypes

    import pypdfium2.raw as raw

    if raw.FPDFTextObj_GetTextRenderMode(item.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    parts = [ctypes.c_uint() for _ in range(4)]
    if raw.FPDFPageObj_GetFillColor(item.raw, *parts):
        red, green, blue, opacity = (part.value for part in parts)
        if min(red, green, blue) >= 250 or opacity < 10:
            return True
    left, bottom, right, top = item.get_bounds()
    return 0 < top - bottom < _TINY and right > left


def _is_even(image: Any, bounds: tuple[float, float, float, float], height: float) -> bool:
    """Whether the rendered page shows nothing where the text stands."""
    left, bottom, right, top = (value * _SCALE for value in bounds)
    box = (int(left) - 1, int(height * _SCALE - top) - 1, int(right) + 2, int(height * _SCALE - bottom) + 2)
    if top - bottom < _TINY * _SCALE:
        return True
    area = image.crop((max(0, box[0]), max(0, box[1]), min(image.width, box[2]), min(image.height, box[3])))
    if area.width < 1 or area.height < 1:
        return False
    low, high = area.getextrema()
    return high - low < _EVEN


def _text(item: Any) -> str:
    import pypdfium2

    try:
        return " ".join(item.extract().split())
    except pypdfium2.PdfiumError:
        return ""
