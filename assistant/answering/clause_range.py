"""Chapters of a standard said as a range or without 第: 标准的4到12章, 23001里的十一章."""

import re
from collections.abc import Callable, Sequence

from ..ports import ClauseEntry
from ..text.clauses import ClauseReference
from ..text.normalize import flat_width
from ..text.numerals import HAN_NUMERAL, parse_numeral

_NUMBER = rf"(?:{HAN_NUMERAL}|\d{{1,2}})"
_TO = r"\s?章?\s?(?:到|至|~|～|—|–|-)\s?第?\s?"
_RANGE = re.compile(rf"(?<![\d.])第?\s?{_NUMBER}{_TO}(?P<last>{_NUMBER})\s?(?:章(?!程)|条款)")
_BARE = re.compile(rf"(?:标准|要求|\d{{5}})(?:正文)?(?:里面?|中|上)?的?\s?(?P<last>{_NUMBER})\s?章(?!程|节?内容)")
_STANDARD = re.compile(r"标准|条款|23001")


def chapter_beyond(text: str, standard: str, entries: Callable[[], Sequence[ClauseEntry]]) -> ClauseReference | None:
    """The chapter a range or a bare 十一章 of the default standard ends in, where that has no such chapter."""
    flat = flat_width(text)
    said = [*_RANGE.finditer(flat), *_BARE.finditer(flat)] if _STANDARD.search(flat) else []
    last = _last_chapter(standard, entries()) if said else 0
    for match in said:
        number = parse_numeral(match["last"])
        if number and last and number > last:
            return ClauseReference(str(number), "decimal", match.start(), match.end(), match[0], document=standard)
    return None


def _last_chapter(standard: str, entries: Sequence[ClauseEntry]) -> int:
    code = re.sub(r"\D", "", standard)
    heads = (entry.number.split(".")[0] for entry in entries if code in entry.document and not entry.superseded)
    return max((int(head) for head in heads if head.isdigit()), default=0)
