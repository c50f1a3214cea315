"""Days told from the day of a meeting: 明年3月15日前, 下月10日前, 月底前, and 1月20日 said in December."""

import re
from collections.abc import Callable
from datetime import date

from .calendar import add_months
from .dates import DateMention, find_dates, month_end

_NAMED: tuple[tuple[re.Pattern[str], Callable[[date], str]], ...] = (
    (
        re.compile(r"(?:明|来|次|下一?)年度?(?=\s*(?:\d|[一二三四五六七八九十]{1,2}月|[底末上下]))"),
        lambda d: f"{d.year + 1}年",
    ),
    (re.compile(r"(?:今|本|当)年度?(?=\s*(?:\d|[一二三四五六七八九十]{1,2}月|[底末上下]))"), lambda d: f"{d.year}年"),
    (
        re.compile(r"(?:下个?|次|翌)月份?(?=\s*(?:\d|[一二三四五六七八九十]|[底末上中下]))"),
        lambda d: _month(add_months(d, 1)),
    ),
    (re.compile(r"(?:本|这个?|当)月份?(?=\s*(?:\d|[一二三四五六七八九十]|[底末上中下]))"), lambda d: _month(d)),
    (re.compile(r"(?<![\d一二三四五六七八九十每个本次下当])月(?=[底末])"), lambda d: _month(d)),
)


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def dated_from(text: str, day: date) -> str:
    """``text`` with the years and months it tells from ``day`` written out."""
    for pattern, said in _NAMED:
        text = pattern.sub(said(day), text)
    return text


def days_ahead(text: str, day: date) -> list[DateMention]:
    """Dates of a text already written out that looks ahead from ``day``: a month gone by is next year's."""
    return [_ahead(m, day) for m in find_dates(text, day.year)]


def _ahead(one: DateMention, day: date) -> DateMention:
    if not one.inferred or one.last.year != day.year or one.last >= day:
        return one
    year = day.year + 1
    last = min(one.last.day, month_end(year, one.last.month).day)
    first = min(one.first.day, month_end(year, one.first.month).day)
    return one._replace(first=date(year, one.first.month, first), last=date(year, one.last.month, last))
