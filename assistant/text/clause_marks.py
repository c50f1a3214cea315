"""Numbers at the head of document lines: what kind of mark, its value, and its canonical form."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from .clause_units import UNIT
from .normalize import flat_width
from .numerals import HAN_DIGITS, HAN_NUMERAL, parse_numeral, to_han

MarkKind = Literal[
    "part",
    "chapter",
    "section",
    "article",
    "annex",
    "decimal",
    "annex_decimal",
    "han",
    "han_paren",
    "arabic",
    "arabic_paren",
    "letter",
    "circled",
    "roman",
    "bullet",
]
"""``arabic`` is one integer (``1.`` ``1、`` ``1 ``), ``decimal`` has dots inside (``4.2``), ``han`` is ``一、``."""


class HeadingMark(NamedTuple):
    """A numbered line head: ``line[:end]`` is the mark with its separator, ``title`` the rest."""

    number: str
    """As printed, white space and trailing separator removed: ``第三条``, ``4.2``, ``（一）``, ``1``, ``a)``."""
    title: str
    kind: MarkKind
    ordinal: tuple[int, ...]
    """Values level by level: ``4.2`` → (4, 2); annex letters count from 1; empty for bullets."""
    end: int
    separator: str = ""
    """What stood between number and title: ``.``, ``、``, white space or nothing."""

    @property
    def key(self) -> str:
        """Canonical form of the number, see ``canonical``."""
        return canonical(self.number)


_NUMERAL = rf"(?:{HAN_NUMERAL}|\d{{1,3}})"
_WORDS: dict[str, MarkKind] = {
    "编": "part",
    "篇": "part",
    "部分": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_BULLETS = "●○◆◇■□▲△►▶➢➤★☆※•·◎▪▫⚫⬤√✓✔➔→–—"
_LABELLED = re.compile(rf"第\s*({_NUMERAL})\s*(编|篇|部分|章|节|条)(之{HAN_NUMERAL})?(?![款项目])")
_ANNEX = re.compile(rf"(附\s*[录件表])\s*([A-Z](?![A-Za-z])|{_NUMERAL}(?!\d))?")
_ANNEX_DECIMAL = re.compile(r"([A-Z])\s?[.．]\s?(\d{1,2}(?:\s?[.．]\s?\d{1,2})*)(?![\d.])")
_DECIMAL = re.compile(r"(\d{1,3}(?:\s?[.．]\s?\d{1,3})+)(?![\d])([.．、]?)")
_ARABIC = re.compile(r"(\d{1,3})(?:\s?([.．、,，])(?!\d)|(?=[\s\u3000\u4e00-\u9fff“《]|$))")
_HAN = re.compile(rf"({HAN_NUMERAL})\s?([、．.，])")
_HAN_PAREN = re.compile(rf"[（(]\s?({HAN_NUMERAL})\s?[）)][、．.]?")
_ARABIC_PAREN = re.compile(r"[（(]?\s?(\d{1,3})\s?[）)][、．.]?")
_LETTER = re.compile(r"[（(]?\s?([a-zA-Z])\s?(?:[）)][、．.]?|[、．.](?![A-Za-z\d]))")
_ROMAN_MARK = re.compile(rf"([{_ROMAN}])\s?[、．.]?")
_CIRCLED_MARK = re.compile(rf"([{_CIRCLED}])[、．.]?")
_BULLET = re.compile(rf"([{re.escape(_BULLETS)}]|[-*+](?=\s))+")
_BLANK = re.compile(r"[\s\u3000]*")
_LOOK = 64
_FIRST = frozenset(f"第附0123456789()（）{HAN_DIGITS}十百千万廿卅{_CIRCLED}{_BULLETS}{_ROMAN}-*+").union(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_PARENS = frozenset({"han_paren", "arabic_paren", "letter"})


@lru_cache(maxsize=8192)
def canonical(number: str) -> str:
    """One spelling a number: ``5．2`` → ``5.2``, ``第5条`` → ``第五条``, ``附录 a`` → ``附录A``."""
    flat = re.sub(r"\s+", "", flat_width(number)).strip("、,")
    if match := _LABELLED.match(flat):
        value = parse_numeral(match[1])
        return f"第{match[1] if value is None else to_han(value)}{match[2]}{match[3] or ''}"
    if match := re.match(rf"附([录件表])([A-Za-z]|{_NUMERAL})?$", flat):
        value = parse_numeral(match[2] or "")
        return f"附{match[1]}{(match[2] or '').upper() if value is None else to_han(value)}"
    return flat.rstrip(".") if flat[:1].isalnum() else flat


def heading(line: str) -> HeadingMark | None:
    """The number or list mark a document line begins with; purely by form, None where there is none.

    Whether it really is a heading depends on its neighbours and is decided by ``ingestion``.
    """
    flat = flat_width(line[:_LOOK]).rstrip("\n")
    start = len(flat) - len(flat.lstrip())
    if flat[start : start + 1] not in _FIRST:
        return None
    for reader in (_labelled, _annex, _decimal, _arabic, _han, _lists):
        if mark := reader(flat, start):
            printed = re.sub(r"\s+", "", line[start : start + 8]) if mark.kind in _PARENS else mark.number
            return mark._replace(number=printed[: len(mark.number)], title=line[mark.end :].strip())
    return None


def _mark(
    flat: str, number: str, kind: MarkKind, ordinal: tuple[int, ...], end: int, separator: str = ""
) -> HeadingMark:
    blank = _BLANK.match(flat, end)
    after = blank.end() if blank else end
    return HeadingMark(re.sub(r"\s+", "", number), "", kind, ordinal, after, separator + flat[end:after])


def _labelled(flat: str, start: int) -> HeadingMark | None:
    match = _LABELLED.match(flat, start)
    value = parse_numeral(match[1]) if match else None
    if not match or value is None:
        return None
    extra = parse_numeral(match[3][1:]) if match[3] else None
    end = match.end()
    separator = flat[end : end + 1] if flat[end : end + 1] in {":", "：", "、", ".", "．"} else ""
    ordinals = (value,) if extra is None else (value, extra)
    return _mark(flat, match[0], _WORDS[match[2]], ordinals, end + len(separator), separator)


def _annex(flat: str, start: int) -> HeadingMark | None:
    match = _ANNEX.match(flat, start)
    if match:
        label = match[2] or ""
        value = ord(label) - 64 if label.isascii() and label.isalpha() else parse_numeral(label)
        after = flat[match.end() : match.end() + 1]
        separator = after if after in {":", "：", "、"} and after else ""
        if (value is None and after.strip()) or (after and after in "的和与及中内至"):
            return None
        ordinals = () if value is None else (value,)
        return _mark(flat, match[0], "annex", ordinals, match.end() + len(separator), separator)
    match = _ANNEX_DECIMAL.match(flat, start)
    if not match:
        return None
    digits = tuple(int(part) for part in re.split(r"\s?[.．]\s?", match[2]))
    return _mark(flat, match[0].replace("．", "."), "annex_decimal", (ord(match[1]) - 64, *digits), match.end())


def _decimal(flat: str, start: int) -> HeadingMark | None:
    match = _DECIMAL.match(flat, start)
    if not match:
        return None
    parts = re.split(r"\s?[.．]\s?", match[1])
    number = ".".join(parts)
    whole = parts[1:] == ["0"] and (match[2] or flat[match.end() : match.end() + 1] in {"", " ", "\t"})
    parts = parts[:1] if whole else parts
    if any(part.startswith("0") for part in parts[1:]) or (parts[0].startswith("0") and parts[0] != "0"):
        return None
    if not match[2] and _counts(flat, match.end()):
        return None
    return _mark(flat, number, "decimal", tuple(map(int, parts)), match.end(), match[2])


def _arabic(flat: str, start: int) -> HeadingMark | None:
    match = _ARABIC.match(flat, start)
    paren = _ARABIC_PAREN.match(flat, start)
    if paren:
        return _mark(flat, paren[0], "arabic_paren", (int(paren[1]),), paren.end())
    if not match or (match[1].startswith("0") and match[1] != "0"):
        return None
    if not match[2] and UNIT.match(flat, match.end()):
        return None
    return _mark(flat, match[1], "arabic", (int(match[1]),), match.end(), match[2] or "")


def _counts(flat: str, end: int) -> bool:
    """A unit stands directly behind the number: a quantity, not a heading."""
    return not flat[end : end + 1].isspace() and UNIT.match(flat, end) is not None


def _han(flat: str, start: int) -> HeadingMark | None:
    if match := _HAN.match(flat, start):
        value = parse_numeral(match[1])
        return None if value is None else _mark(flat, match[1], "han", (value,), match.end(), match[2])
    match = _HAN_PAREN.match(flat, start)
    value = parse_numeral(match[1]) if match else None
    return None if not match or value is None else _mark(flat, match[0], "han_paren", (value,), match.end())


def _lists(flat: str, start: int) -> HeadingMark | None:
    if match := _LETTER.match(flat, start):
        return _mark(flat, match[0].rstrip("、．."), "letter", (ord(match[1].lower()) - 96,), match.end())
    if match := _CIRCLED_MARK.match(flat, start):
        return _mark(flat, match[1], "circled", (_CIRCLED.index(match[1]) + 1,), match.end())
    if match := _ROMAN_MARK.match(flat, start):
        return _mark(flat, match[1], "roman", (_ROMAN.index(match[1]) + 1,), match.end())
    match = _BULLET.match(flat, start)
    return _mark(flat, match[0], "bullet", (), match.end()) if match else None
