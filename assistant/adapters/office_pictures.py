"""Pictures inside office files: in a file with hardly any text they are likely scans, and their text is recognised."""

from collections.abc import Sequence

from ..domain.document import Block
from ..domain.errors import InputError
from .file_source import Parsed
from .image_loader import frames
from .office_package import Package

_SCANT = 300
_MOST = 20
_SMALLEST = (200, 60)
"""Width and height in pixels; smaller pictures are logos."""


def add_pictures(package: Package, parts: Sequence[str], parsed: Parsed) -> None:
    """Add the text of the pictures ``parts`` to a file with little text, and tell what was done with them."""
    names = list(dict.fromkeys(part for part in parts if part in package.names))
    if not names:
        return
    letters = sum(len(block.text) for block in parsed.blocks if block.kind not in ("header", "footer"))
    if package.source.ocr is None or letters > _SCANT or len(names) > _MOST:
        parsed.warn(f"含图片 {len(names)} 张，图片中的文字未读取")
        return
    found: list[Block] = []
    for number, name in enumerate(names, 1):
        package.source.report("文字识别", number, len(names))
        found.extend(Block(kind="paragraph", text=line, style="ocr") for line in _lines(package, name) if line.strip())
    parsed.blocks.extend(found)
    parsed.warn(f"含图片 {len(names)} 张，正文很少，已用 OCR 识别图片" + ("" if found else "，未识别出文字"))


def _lines(package: Package, name: str) -> list[str]:
    """Recognised lines of one picture; none for logos and for formats that cannot be drawn here."""
    source, data = package.source, package.read(name)
    if source.ocr is None or not data:
        return []
    try:
        images = frames(source.renamed(source.name, data))
    except InputError:
        return []
    large = [image for image in images if image.width >= _SMALLEST[0] and image.height >= _SMALLEST[1]]
    return [line for image in large for line in source.ocr.lines(image)]
