"""Sentences of Chinese documents as character spans."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the text it was taken from."""

    start: int
    end: int


_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_ROW = " | "
_CLOSERS = "”’」』）)】〕》〉\"'"
_PAIRS = {"《": "》", "（": "）", "(": ")", "“": "”", "「": "」", "『": "』", "【": "】", "〔": "〕", "‘": "’"}
_MARKS = re.compile(r"[。！？!?；;.．｡]+|[《（(“「『【〔‘]")
_STRONG = frozenset("。！？｡")
_NESTED_LIMIT = 160
_CONTINUES = re.compile(r"[，、：；,:;的等这之和与及或]")
_HAN_END = re.compile(r"[\u4e00-\u9fff）)》”]$")
_NUMBERED = re.compile(r"^\s*(?:第?[一二三四五六七八九十百\d]+[章节条款项部分]*|[A-Za-z]|[附注例图表][\d录一-十]*)\s*$")
_LATIN_END = re.compile(r"(?:^|[^A-Za-z.])([A-Za-z]{2,}|\d{4})[)”\"’']?$")
_ABBREVIATION = re.compile(
    r"(?:nos?|figs?|eq|sec|ch|art|vol|pp|vs|etc|inc|co|ltd|corp|dept|mrs?|ms|dr|prof|st|al|eds?|revs?|ver|ref)", re.I
)


def sentences(text: str, *, semicolons: bool = True) -> list[Span]:
    """Sentence spans in order, white space trimmed, nothing but white space between them.

    ``。！？`` and line ends always end a sentence, ``；`` where ``semicolons``. Bracketed and quoted text of up to 160
    characters and book titles are not cut; table rows (cells joined with `` | ``) are one sentence each.
    """
    return [span for line in _LINE.finditer(text) for span in _line(text, line.start(), line.end(), semicolons)]


def _line(text: str, start: int, end: int, semicolons: bool) -> Iterator[Span]:
    begin = start
    if _ROW not in text[start:end]:
        for cut in _cuts(text, start, end, semicolons):
            yield from _trimmed(text, begin, cut)
            begin = cut
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if body := piece.strip():
        lead = len(piece) - len(piece.lstrip())
        yield Span(start + lead, start + lead + len(body))


def _cuts(text: str, start: int, end: int, semicolons: bool) -> Iterator[int]:
    begin = position = start
    while match := _MARKS.search(text, position, end):
        position = match.end()
        if match[0] in _PAIRS:
            inner = _closing(text, match.start(), end)
            if inner is None:
                continue
            position = inner
            if not _speech_ends(text, inner, end):
                continue
        elif not _ends(text, begin, match, end, semicolons):
            continue
        position = begin = _after_closers(text, position, end)
        yield begin


def _closing(text: str, opening: int, end: int) -> int | None:
    """Index after the bracket that closes the one at ``opening``; None when it is far away or missing."""
    opener, closer, depth = text[opening], _PAIRS[text[opening]], 0
    for index in range(opening, min(end, opening + _NESTED_LIMIT)):
        depth += (text[index] == opener) - (text[index] == closer)
        if depth == 0:
            return index + 1
    return None


def _speech_ends(text: str, after: int, end: int) -> bool:
    """A quotation that ends with a full stop ends its sentence, unless the sentence visibly goes on."""
    if text[after - 1] not in "”」』" or text[after - 2] not in _STRONG:
        return False
    return after >= end or not _CONTINUES.match(text, after)


def _after_closers(text: str, position: int, end: int) -> int:
    while position < end and text[position] in _CLOSERS:
        position += 1
    return position


def _ends(text: str, begin: int, match: re.Match[str], end: int, semicolons: bool) -> bool:
    marks, after = match[0], text[match.end() : match.end() + 1] if match.end() < end else ""
    if _STRONG & set(marks):
        return True
    open_ahead = not (after.isascii() and after.isalnum())
    if "!" in marks or "?" in marks:
        return open_ahead
    if "；" in marks or ";" in marks:
        return semicolons and (open_ahead or "；" in marks)
    return len(marks) == 1 and _full_stop(text[begin : match.start()], text[match.end() : min(end, match.end() + 2)])


def _full_stop(before: str, after: str) -> bool:
    """A Latin full stop: after a word and before a blank, or standing in for ``。`` after a longer Chinese clause."""
    if _HAN_END.search(before):
        return len(before.strip()) >= 6 and not _NUMBERED.match(before) and not after[:1].isdigit()
    word = _LATIN_END.search(before)
    if not word or _ABBREVIATION.fullmatch(word[1]) or _NUMBERED.match(before):
        return False
    return not after or (after[0].isspace() and not after[1:].islower())
