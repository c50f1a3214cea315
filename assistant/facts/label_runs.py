"""One line taken apart: the day it begins with, the labelled values on it, the columns it is parted into."""

import re
from collections.abc import Callable, Iterator

from .tables import is_label

_ITEM = re.compile(r"^\s*(?:[-*•·●○◆■□▪–]\s*|[（(]?\d{1,3}[)）、]\s*|\d{1,2}[.．](?=\s|20\d\d|[^\d\s])\s*|[①-⑳]\s*)")
_DAY = re.compile(
    r"^[【\[（(]?(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]|20\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)|20\d{6}(?!\d)|"
    r"\d{1,2}月\d{1,2}[日号]|(?:1[0-2]|0?[1-9])([-/.])(?:3[01]|[12]\d|0?[1-9])(?![\d.%％/\-])"
    r"(?=[\s　:：,，|｜\t）)】\]]|$))"
    r"(?:\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?)?(?:\s*(?:[上下]午|早上|晚上)?\s*\d{1,2}[:：]\d\d)?[】\]）)]?"
)
_LABEL = re.compile(
    r"(?:^|(?<=[\s　；;|｜，,。]))(?P<l>[一-鿿A-Za-z/／、]{1,12}(?:[（(][^（）()]{1,16}[)）])?)\s*[：:]\s*"
)
_NO_LABEL = re.compile(r"^(?:如|例如|其中|包括|注|说明如下|如下|一是|二是|即)$|[，。；]")
_MARKS = (
    r"\s*[|｜]\s*",
    r"\s*\t+\s*",
    r"\s*　+\s*| {2,}",
    r"\s*[；;]\s*",
    r"\s*[，,]\s*",
    r"\s*、\s*",
    r"\s*/\s*",
    r"\s+",
)


def item_text(text: str) -> str:
    """A line without the mark of a list item before it."""
    return _ITEM.sub("", text, count=1).strip()


def day_at_start(text: str) -> str | None:
    """The day a line begins with, as written; numbers of list items before it are left out."""
    match = _DAY.match(item_text(text))
    return match[0] if match else None


def pairs_in(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Words before the first label, and the labelled values of a line."""
    text = item_text(text)
    marks = [m for m in _LABEL.finditer(text) if _is_label(m["l"], first=m.start() == 0)]
    if not marks:
        return text, []
    ends = [*(m.start() for m in marks[1:]), len(text)]
    pairs = [(m["l"], text[m.end() : end].strip(" 　；;，,|｜")) for m, end in zip(marks, ends, strict=True)]
    return text[: marks[0].start()].strip(" 　；;，,|｜"), [p for one in pairs for p in _parted(*one)]


def _is_label(label: str, *, first: bool) -> bool:
    return not _NO_LABEL.search(label) and (first or is_label(label + "：") and len(label) <= 10)


_BRACKET_DAY = re.compile(r"^(?P<l>[^（(]{1,12})[（(](?P<d>[^（）()]*\d[月./-]\d[^（）()]*)[)）]$")
_NEXT_ACT = re.compile(
    r"[，,；;]\s*(?P<l>[一-鿿]{2,5})\s*(?P<d>20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}月\d{1,2}日)$"
)


def _parted(label: str, value: str) -> Iterator[tuple[str, str]]:
    """原因（5月21日）：… is a cause and its day; 开单：张三 5月14日，送到 5月15日 are two acts."""
    bracket = _BRACKET_DAY.match(label)
    if bracket:
        yield bracket["l"], value
        yield f"{bracket['l']}日期", bracket["d"]
        return
    act = _NEXT_ACT.search(value)
    yield label, value[: act.start()] if act else value
    if act:
        yield act["l"], act["d"]


def columns_in(text: str) -> Iterator[tuple[tuple[str, ...], Callable[[str], list[str]]]]:
    """The headings a line may hold, and how lines below it are parted, mark by mark."""
    for mark in _MARKS:
        heads = [h.strip() for h in re.split(mark, text.strip())]
        if len(heads) >= 3 and all(is_label(h) and not re.search("[：:]", h) for h in heads):
            yield tuple(heads), lambda line, mark=mark: [c.strip() for c in re.split(mark, line.strip())]
