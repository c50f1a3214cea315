"""The day by which a periodic duty is due, told from its period: 次月5个工作日内, 每年2月底前, 季末."""

import re

from ..domain.facts import Anchor, Period
from .dates import chinese_int

_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9]|三十|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
NEXT = re.compile(
    rf"(?:次|下|翌)个?(?P<u>月|季度?|年)度?(?:的)?(?:首月|首个月|第[一1]个?月|头一?个?月|首|初|头|(?P<m>1[0-2]|[1-9])月)?(?:的|前|第)?{_DAY}?"
    r"\s*(?P<w>个?工作日)?(?:日|号|天)?(?:之?前|以前|内|以内)?"
)
_QUARTER_HEAD = re.compile(
    rf"(?:首月|第[一1]个?月|首个月|头一?个?月)(?:的)?{_DAY}\s*(?P<w>个?工作日)?(?:日|号)?(?:前|内|以前|之前)"
)
_MONTH_DAY = re.compile(rf"每月(?:初|头)?(?:的|前)?{_DAY}\s*(?:(?P<w>个工作日)|[日号]|(?=之?前))(?:之?前|以前|内)?")
YEAR_DAY = re.compile(rf"{MONTH}月(?:份)?(?:的)?(?:{_DAY}[日号]|(?P<end>底|末|下旬|中旬|上旬))?(?:之?前|以前|内|左右)?")
ENDED = re.compile(
    rf"(?:季度?|月度?|半年度?)(?:度)?(?:末?(?:结束|终了|期满)(?:之?后|起)?|(?:末|一?过完?|完了?)(?:之?后|起)|之?后)(?:的)?{_DAY}\s*(?P<u>个?工作日|日|天)(?:之?内|以内|前)"
)
ENDED_THEN = re.compile(
    rf"(?:季度?|个?月|半年)(?:度)?(?:完了|结束|终了)(?:之?后|以后)?[，,][^，。；\d]{{0,16}}?{_DAY}\s*(?P<u>个?工作日)(?:之?内|以内)"
)
_ENDED_MONTHS = re.compile(
    r"(?:季度?|月度?|半年度?)(?:末?(?:结束|终了|期满)|末|一?过完?|完了?)?(?:之?后|起)(?:的)?"
    r"(?P<n>[1-6一二两三四五六])个月(?:之?内|以内)"
)
"""季后一个月内: up to the last day of that month."""
_NEXT_END = re.compile(r"(?:季度?|月|半年)度?(?:结束|终了|期满|过)?(?:之?后)?(?:的)?(?:次|下|翌)个?月(?:月?底|月?末)")
"""半年结束后次月底前: up to the last day of the month behind the period."""
_LAST = re.compile(r"(?:季度?|季末|月|半年|年|期)(?:末|底)|末月|最后一个月")


def anchor_of(text: str, period: Period) -> Anchor | None:
    """The day due that ``text`` tells for a duty of that period, if any."""
    if period == "year" or period.endswith("years"):
        return year_anchor(text)
    ended = ENDED.search(text) or ENDED_THEN.search(text)
    if ended:
        unit = ended["u"] or ""
        day = chinese_int(ended["d"])
        return Anchor(shift=1, month=1, day=day, working="工作日" in unit)
    months = _ENDED_MONTHS.search(text)
    if months:
        return Anchor(shift=1, month=chinese_int(months["n"]))
    if _NEXT_END.search(text):
        return Anchor(shift=1, month=1)
    following = NEXT.search(text)
    if following and following["d"] and not (period == "half_year" and following["u"] == "年"):
        return Anchor(shift=1, month=1, day=chinese_int(following["d"]), working=bool(following["w"]))
    head = _QUARTER_HEAD.search(text)
    if head:
        return Anchor(shift=1, month=1, day=chinese_int(head["d"]), working=bool(head["w"]))
    if period == "month":
        return _month_anchor(text)
    if period == "half_year":
        return _half_anchor(text)
    if _LAST.search(text):
        return Anchor()
    return None


def _month_anchor(text: str) -> Anchor | None:
    match = _MONTH_DAY.search(text)
    if match:
        previous = bool(re.search("上个?月|前一?月|上一月|上一?期|前一?期", text))
        day = chinese_int(match["d"])
        return Anchor(shift=1 if previous or match["w"] else 0, month=1, day=day, working=bool(match["w"]))
    return Anchor() if _LAST.search(text) else None


def _half_anchor(text: str) -> Anchor | None:
    days = [(chinese_int(m["m"]), chinese_int(m["d"]) if m["d"] else None) for m in YEAR_DAY.finditer(text)]
    first = days[0] if days else None
    if first and first[0] and (first[0] == 7 or "次年" in text):
        return Anchor(shift=1, month=(first[0] - 1) % 6 + 1, day=first[1])
    if first and first[0] and len(days) > 1:
        return Anchor(month=(first[0] - 1) % 6 + 1, day=first[1])
    return Anchor() if _LAST.search(text) else None


def _times_named(text: str) -> int:
    """每年两次 → 2: how many times the words themselves name."""
    count = re.search(r"(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:次|轮|回)", text)
    return (chinese_int(count[1]) or 1) if count else 1


def year_anchor(text: str) -> Anchor | None:
    """The day of a year, or of the next one, that ``text`` tells."""
    following = re.search(rf"次年(?:度)?{MONTH}月(?:{_DAY}[日号]|底|末)?", text)
    if following:
        day = chinese_int(following["d"]) if following["d"] else None
        return Anchor(shift=1, month=chinese_int(following["m"]), day=day)
    days = list(YEAR_DAY.finditer(text))
    several = re.search(r"月[^，。；]{0,3}各", text) or len(days) > 1 and _times_named(text) == len(days)
    ranged = len(days) > 1 and re.fullmatch(r"\s*(?:至|到|—|–|～|~|-)\s*", text[days[0].end() : days[1].start()])
    match = next(iter(days[-1:] if several else days[1:] if ranged else days), None)
    if match and not re.search(r"第?[一二三四1-4]季度", text[: match.start()]):
        part = match["end"] or ""
        day = chinese_int(match["d"]) if match["d"] else {"上旬": 10, "中旬": 20}.get(part)
        return Anchor(month=chinese_int(match["m"]), day=day)
    quarter = re.search(r"第?([一二三四1-4])季度", text)
    if quarter:
        return Anchor(month=(chinese_int(quarter[1]) or 4) * 3, counted=True)
    return Anchor() if re.search("年[底末]前?", text) else None
