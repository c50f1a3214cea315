"""Whether the text layer of a PDF page can be trusted."""

import re
import unicodedata
from typing import Literal

from .file_decoding import is_frequent

State = Literal["good", "thin", "none", "garbled"]

_CID = re.compile(r"\(cid:\d+\)|/g\d+(?=/g\d+)|/uni[0-9A-F]{4}")
_NONE = 8
_THIN = 60


def text_state(text: str) -> State:
    """``none``: hardly a character; ``garbled``: characters nobody writes; ``thin``: too little for a full page."""
    signs = [char for char in text if not char.isspace()]
    if len(signs) < _NONE:
        return "garbled" if signs and _is_garbled(text, signs) else "none"
    if _is_garbled(text, signs):
        return "garbled"
    return "thin" if len(signs) < _THIN else "good"


def _is_garbled(text: str, signs: list[str]) -> bool:
    if len(_CID.findall(text)) * 5 > len(signs) * 0.1:
        return True
    bad = sum(1 for char in signs if char == "�" or unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs"))
    if bad > 0.1 * len(signs):
        return True
    accented = sum(1 for char in signs if "\x80" <= char <= "\u024f" and char not in "×÷·±°§©®«»")
    if accented > 0.25 * len(signs):
        return True
    foreign = sum(1 for char in signs if _is_odd_script(char))
    return len(signs) >= 20 and foreign > 0.35 * len(signs)


def _is_odd_script(char: str) -> bool:
    """Rare Chinese characters and scripts that a Chinese or English paper does not hold."""
    code = ord(char)
    if 0x4E00 <= code <= 0x9FFF:
        return not is_frequent(char)
    return 0x0250 <= code < 0x0370 or 0x0500 <= code < 0x2000 or 0x3400 <= code < 0x4DC0 or 0xA000 <= code < 0xE000
