"""Dates and periods as people write them in Chinese papers.

``find_dates`` reads 2025年3月12日, 二〇二五年三月十二日, 2025.3.12, 2025-03-12, 20250312, 3月12日 (year from
context), 12日 after a full date, 2025年第三季度, 上半年, 2025年8月份, 8月中旬, 年底. A mention spans whole days
(``first`` … ``last``, inclusive).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

Precision = Literal["day", "decade", "month", "quarter", "half", "year"]

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "元": 1}
_CN = "〇○零一二三四五六七八九十"
_Y = r"(?P<y>(?:19|20)\d\d|[二一][〇○零九][〇○零一二三四五六七八九]{2}|(?<!\d)\d\d(?=\s*年\s*\d))"
_SPACE = r"[ \u3000]*"
_M = rf"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{_CN[3:-1]}])"
_D = rf"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[{_CN[3:-1]}])"
_NO_NUMBER = r"(?!机(?![房器电修械])|线(?![上下])|炉|窑|楼)"
"""10月4号机 is machine number four in October."""
_PATTERNS = (
    ("ymd", rf"{_Y}{_SPACE}年{_SPACE}{_M}{_SPACE}月{_SPACE}{_D}{_SPACE}[日号]"),
    (
        "ymd",
        r"(?<![\d.])(?P<y>(?:19|20)\d\d) ?(?P<s>[-/.．－／])(?P<m>1[0-2]|0?[1-9]) ?(?P=s) ?"
        r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)",
    ),
    (
        "ymd",
        r"(?<![\d./A-Za-z-])(?P<y>2\d)(?P<s>[-/.．])(?P<m>1[0-2]|0[1-9])(?P=s)(?P<d>3[01]|[12]\d|0[1-9])"
        r"(?![\d.．/-]|\s*[版%％])",
    ),
    (
        "ymd",
        r"(?:(?<=[：:\s（(，,、|\u4e00-\u9fff])(?<!版本)(?<!版本[ ：:])|"
        r"^(?=2[3-9])(?!2\d[.．]\d{1,2}[.．]\d{1,2}\s+[一-鿿]))"
        r"(?P<y>2\d)(?P<s>[-/.．])(?P<m>1[0-2]|0?[1-9])(?P=s)"
        r"(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.．/-]|\s*[版%％])",
    ),
    ("ymd", r"(?<![\d.])(?P<y>20\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)"),
    ("yq", rf"(?:{_Y}{_SPACE}年?度?{_SPACE})第?(?P<q>[1-4一二三四]){_SPACE}季度"),
    ("yq", r"(?P<y>20\d\d)年?[- ]?[Qq](?P<q>[1-4])"),
    ("yh", rf"{_Y}{_SPACE}年?度?{_SPACE}(?P<h>[上下])半年"),
    ("yend", rf"{_Y}{_SPACE}年{_SPACE}[底末]"),
    ("ymx", rf"{_Y}{_SPACE}年{_SPACE}{_M}{_SPACE}月份?{_SPACE}(?P<x>[上中下]旬|[底末])"),
    ("ym", rf"{_Y}{_SPACE}年{_SPACE}{_M}{_SPACE}月份?"),
    ("ym", r"(?<![\d.])(?<![A-Za-z][-/.])(?<![A-Za-z])(?P<y>20\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?![\d.%％/-])"),
    ("yy", rf"{_Y}{_SPACE}年度?"),
    ("md", rf"(?<![\d个每]){_M}{_SPACE}月{_SPACE}{_D}{_SPACE}(?:日|号{_NO_NUMBER})"),
    ("md", r"(?<=[(（至到~～—–\-])(?P<m>1[0-2]|[1-9])[.](?P<d>3[01]|[12]\d|0?[1-9])(?!\s*[\d.%％版万亿元倍个项])"),
    ("mx", rf"(?<![\d个每]){_M}{_SPACE}月份?{_SPACE}(?P<x>[上中下]旬|[底末])"),
    ("m", r"(?<![\d个每.])(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"),
    ("q", r"(?<![每\d])第?(?P<q>[1-4一二三四])季度|(?<![A-Za-z])[Qq](?P<q2>[1-4])(?!\d)"),
    ("h", r"(?P<h>[上下])半年"),
    ("d", r"(?<=[至到~～—–\-、])\s*(?P<d>3[01]|[12]\d|0?[1-9])[日号]"),
    ("end", r"(?<![每月季])年[底末]"),
)
_EDITION = re.compile(r"\s*版(?![面块式权图心])")
"""2024.12版, 2025年7月版: the edition of a form is no day of what it records."""
_GROUPS = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]


class DateMention(NamedTuple):
    """``text[start:end]`` names the days ``first`` … ``last``; ``inferred`` when the year came from context."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    inferred: bool = False


def chinese_int(text: str) -> int | None:
    """``十二`` → 12, ``二〇二五`` → 2025, ``3`` → 3; None where it is no small number."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    if text and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return None


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def find_dates(text: str, default_year: int | None = None) -> list[DateMention]:
    """All mentions in reading order; one without a year takes the nearest year before it, else ``default_year``."""
    found: list[DateMention] = []
    year, last_day = default_year, None
    for kind, match in _matches(text):
        if _EDITION.match(text, match.end()):
            continue
        parts = match.groupdict()
        own_year = _year(parts.get("y"))
        base = own_year or year
        span = _span(kind, parts, base, last_day)
        if span is None:
            continue
        found.append(DateMention(match.start(), match.end(), span[0], span[1], span[2], own_year is None))
        year = own_year or year
        if span[2] == "day":
            last_day = span[0]
    return found


def first_day(text: str, default_year: int | None = None) -> date | None:
    """The first mention that names one day."""
    return next((m.first for m in find_dates(text, default_year) if m.precision == "day"), None)


def last_day(text: str, default_year: int | None = None) -> date | None:
    """The last day named in ``text``: the end of a range such as 5月20日至22日."""
    days = [m.first for m in find_dates(text, default_year) if m.precision == "day"]
    return days[-1] if days else None


def only_date(text: str, default_year: int | None = None) -> date | None:
    """The day, where ``text`` is one date and nothing else (a weekday or a time may follow)."""
    mentions = find_dates(text.strip(), default_year)
    if len(mentions) != 1 or mentions[0].precision != "day":
        return None
    rest = text.strip()[: mentions[0].start] + text.strip()[mentions[0].end :]
    rest = re.sub(r"星期[一二三四五六日天]|周[一二三四五六日]|[上下]午|\d{1,2}[:：]\d\d(?::\d\d)?|[\s()（）]", "", rest)
    return mentions[0].first if len(rest) <= 1 else None


_BARE_DAY = re.compile(r"(?<![\d./-])(1[0-2]|0?[1-9])[./-](3[01]|[12]\d|0?[1-9])(?![\d./%％-])")


def bare_day(text: str, year: int | None) -> date | None:
    """3/12, 3-12 or 03.12, where a day is what the place asks for: the last one in ``text``."""
    found = list(_BARE_DAY.finditer(text)) if year else []
    if not found or year is None:
        return None
    month, day = int(found[-1][1]), int(found[-1][2])
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def excel_date(text: str) -> date | None:
    """A spreadsheet serial (2000 … 2060) as a day; None for any other number or text."""
    stripped = text.strip()
    if not re.fullmatch(r"\d{5}(?:\.0+)?", stripped):
        return None
    serial = int(float(stripped))
    if not 36526 <= serial <= 58500:
        return None
    return date.fromordinal(date(1899, 12, 30).toordinal() + serial)


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Longest match at the earliest place, never overlapping."""
    hits: list[tuple[int, int, int, str, re.Match[str]]] = []
    for rank, (kind, pattern) in enumerate(_GROUPS):
        hits.extend((m.start(), -m.end(), rank, kind, m) for m in pattern.finditer(text))
    hits.sort(key=lambda h: (h[0], h[1], h[2]))
    reached = 0
    for start, end, _, kind, match in hits:
        if start >= reached:
            reached = -end
            yield kind, match


def _year(text: str | None) -> int | None:
    if not text:
        return None
    value = chinese_int(text)
    if value is None:
        return None
    return value if value >= 1900 else 2000 + value


_Span = tuple[date, date, Precision]


def _span(kind: str, parts: dict[str, str | None], year: int | None, before: date | None) -> _Span | None:
    if kind == "d":
        return _day(before.year, before.month, parts) if before else None
    if year is None:
        return None
    if kind in ("ymd", "md"):
        return _day(year, chinese_int(parts["m"] or "") or 0, parts)
    if kind in ("ym", "m", "ymx", "mx"):
        return _month(year, chinese_int(parts["m"] or "") or 0, parts.get("x"))
    return _long_period(kind, parts, year)


def _long_period(kind: str, parts: dict[str, str | None], year: int) -> _Span:
    if kind in ("yq", "q"):
        quarter = chinese_int(parts.get("q") or parts.get("q2") or "1") or 1
        return date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3), "quarter"
    if kind in ("yh", "h"):
        upper = parts["h"] == "上"
        return date(year, 1 if upper else 7, 1), month_end(year, 6 if upper else 12), "half"
    if kind in ("yend", "end"):
        return date(year, 12, 31), date(year, 12, 31), "decade"
    return date(year, 1, 1), date(year, 12, 31), "year"


def _day(year: int, month: int, parts: dict[str, str | None]) -> _Span | None:
    day = chinese_int(parts["d"] or "") or 0
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return found, found, "day"


def _month(year: int, month: int, part: str | None) -> _Span | None:
    if not 1 <= month <= 12:
        return None
    end = month_end(year, month)
    if part is None:
        return date(year, month, 1), end, "month"
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, end.day)}.get(part[0], (end.day, end.day))
    return date(year, month, first), date(year, month, last), "decade"
