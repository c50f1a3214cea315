"""Bytes of a text file to text: byte-order marks, strict UTF-8, UTF-16 without a mark, then GB18030 against Big5."""

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出会可年对生能而子得自法第条应当规定本管理部门行日月及或者其由所"
    "這為個國時來們於會對規條應當門說學與無"
)
PUNCTUATION = frozenset("，。、；：！？（）《》“”‘’—…【】　·「」『』")
_NEWLINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_SAMPLE = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Decoded:
    """Text with the encoding it was read as; ``damaged`` counts bytes that could not be decoded."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> Decoded:
    """Text of ``data`` without byte-order mark; line ends are left as they are."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], encoding)
    wide = _wide_encoding(data)
    if wide is not None:
        return _forgiving(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def lines_of(text: str) -> list[str]:
    """Lines without their ends (CR LF, CR, LF, Unicode separators); the text of a line is not touched."""
    return _NEWLINE.split(text)


def looks_binary(text: str) -> bool:
    """Whether decoded text is no text: NUL or more than one control character in a hundred."""
    sample = text[:_SAMPLE]
    control = sum(1 for char in sample if (char < " " and char not in "\t\r\n\f\x1a") or char == "\x7f")
    return "\x00" in sample or control * 100 > len(sample)


def _forgiving(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("�"))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: read both ways, one of them must look like text and hold spaces, digits or line ends."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[: _SAMPLE // 10 * 2]
    best, best_score = None, 0.0
    for encoding, low in (("utf-16-le", 1), ("utf-16-be", 0)):
        zero_high = sample[low::2].count(0) / (len(sample) / 2)
        score = text_score(sample.decode(encoding, errors="replace"))
        if (zero_high > 0.01 or score > 0.9) and score > best_score:
            best, best_score = encoding, score
    narrow = max(text_score(sample.decode(name, errors="replace")) for name in ("utf-8", "gb18030"))
    return best if best_score > 0.6 and (best_score > narrow or b"\x00" in sample) else None


def text_score(text: str) -> float:
    """How much ``text`` looks like Chinese or ASCII text, below 0 to 1.5; rare characters sink it."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    return sum(map(_character_score, sample)) / len(sample)


@lru_cache(maxsize=1 << 16)
def _character_score(char: str) -> float:
    code = ord(char)
    if char in COMMON or char in PUNCTUATION:
        return 1.5
    if 0x20 <= code < 0x7F or char in "\r\n\t":
        return 1.0
    if 0x4E00 <= code <= 0x9FFF:
        return 1.0 if is_frequent(char) else 0.2
    if 0xFF01 <= code <= 0xFF5E or 0x2010 <= code <= 0x2312:
        return 0.8
    return -2.0 if char == "�" or code < 0x20 or 0xE000 <= code <= 0xF8FF else -0.5


def is_frequent(char: str) -> bool:
    """Whether ``char`` is of GB 2312 level one (3755 characters) or Big5 level one (5401 characters)."""
    for encoding, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = char.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if low <= lead <= high:
            return True
    return False


def _legacy(data: bytes) -> Decoded:
    """GB18030, Big5 or damaged UTF-8, whichever reads best; a declared charset gets a small advantage."""
    match = _DECLARED.search(data[:2048])
    declared = match.group(1).decode("ascii").lower() if match else ""
    candidates = [_forgiving(data, name) for name in ("gb18030", "big5hkscs", "utf-8")]
    return max(candidates, key=lambda found: _legacy_score(found, declared))


def _legacy_score(found: Decoded, declared: str) -> float:
    family = {"gb18030": ("gb",), "big5hkscs": ("big5",), "utf-8": ("utf-8", "utf8")}[found.encoding]
    bonus = 0.15 if declared.startswith(family) else 0.0
    return text_score(found.text) + bonus - 3.0 * found.damaged / max(1, len(found.text))
