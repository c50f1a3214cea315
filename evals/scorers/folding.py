"""How texts are made comparable before a scorer looks at them."""

import math
import re
import unicodedata

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\ufeff*]+")


def fold(text: str) -> str:
    """NFKC, straight quotes, without white space, zero-width characters and asterisks (Markdown emphasis)."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def soft(text: str) -> str:
    """``fold`` without case, for key points."""
    return fold(text).casefold()


def overlaps(span: str, quote: str, share: float = 0.6) -> bool:
    """True when at least ``share`` of the folded ``span`` stands in one piece in the folded ``quote``."""
    need = math.ceil(share * len(span) - 1e-9)
    return bool(span) and any(span[at : at + need] in quote for at in range(len(span) - need + 1))
