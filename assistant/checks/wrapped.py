"""Lines broken at the width of a page, put together again: text from OCR, mails and some PDF files."""

import re
from collections.abc import Sequence

from ..domain.document import Block

_OPEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9，、（(“《％%÷×—-]$")
_BEGINS = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|第[一二三四五六七八九十\d]{1,3}[条章节项部]|"
    r"[①-⑳•●◆■【#*-]|[\u3000 ]{2}|[^：:，。；\s]{2,8}[：:])"
)


def rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with paragraphs cut at one width joined; unchanged where fewer than three lines are cut so."""
    cut = [index for index in range(len(blocks) - 1) if _continues(blocks[index], blocks[index + 1])]
    widths = [_width(blocks[index].text) for index in cut]
    full = max(widths, default=0)
    broken = {index for index, width in zip(cut, widths, strict=True) if width >= 0.8 * full}
    if len(broken) < 3 or full < 30:
        return list(blocks)
    joined: list[Block] = []
    for index, block in enumerate(blocks):
        if index - 1 in broken and joined:
            joined[-1] = joined[-1].model_copy(update={"text": joined[-1].text.rstrip() + block.text.lstrip()})
        else:
            joined.append(block)
    return joined


def _continues(block: Block, after: Block) -> bool:
    """The line ends in the middle of a sentence and the next is no beginning of anything."""
    plain = block.kind == after.kind == "paragraph" and not block.number and not after.number
    fields = re.search(r"\S\t|[|｜│]", block.text + after.text)
    return plain and not fields and bool(_OPEN.search(block.text.rstrip())) and not _BEGINS.match(after.text)


def _width(text: str) -> int:
    return sum(2 if ord(character) > 255 else 1 for character in text.strip())
