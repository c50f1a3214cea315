"""Folding of Chinese text for matching: widths, white space, quotes, dashes and case do not count, offsets are kept."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_SPECIAL = {
    **dict.fromkeys("“”„‟〝〞「」『』﹁﹂﹃﹄", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("‐‑‒–—―−─━﹘﹣", "-"),
    **dict.fromkeys("〜∼", "~"),
}


class _FoldTable(dict[int, str]):
    """Translation table that works a character out on first sight."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    compatible = unicodedata.normalize("NFKC", character).lower()
    return "".join(_SPECIAL.get(c, c) for c in compatible if not _is_blank(c))


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cf", "Cc"}


_TABLE = _FoldTable()
_FLAT = {
    code: flat
    for code in (*range(0x3000, 0x3001), *range(0xFF01, 0xFF5F))
    if len(flat := unicodedata.normalize("NFKC", chr(code))) == 1
}


class Folded(NamedTuple):
    """Folded text; ``offsets[i]`` is the index in the original of the character that gave ``text[i]``."""

    text: str
    offsets: Sequence[int]

    def locate(self, needle: str, start: int = 0) -> tuple[int, int] | None:
        """Original offsets (end exclusive) of the first match of ``needle`` at or after folded index ``start``."""
        key = fold_text(needle)
        found = self.text.find(key, start) if key else -1
        return None if found < 0 else (self.offsets[found], self.offsets[found + len(key) - 1] + 1)


def fold_text(text: str) -> str:
    """NFKC, all white space and invisible characters removed, quotes and dashes straightened, lower case."""
    return text.translate(_TABLE)


def fold(text: str) -> Folded:
    """``fold_text`` with the way back to the original offsets."""
    offsets: list[int] = []
    pieces: list[str] = []
    for index, character in enumerate(text):
        piece = _TABLE[ord(character)]
        if piece:
            pieces.append(piece)
            offsets.extend([index] * len(piece))
    return Folded("".join(pieces), offsets)


def locate(haystack: str, needle: str) -> tuple[int, int] | None:
    """Original offsets (end exclusive) of ``needle`` in ``haystack``; a literal match wins over a folded one."""
    literal = needle.strip()
    found = haystack.find(literal) if fold_text(literal) else -1
    return (found, found + len(literal)) if found >= 0 else fold(haystack).locate(needle)


def flat_width(text: str) -> str:
    """Full-width forms to ASCII, one character for one, so offsets stay the same."""
    return text.translate(_FLAT)
