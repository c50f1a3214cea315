"""How often: a small grammar for the cadences of Chinese management documents.

``parse_cadence("每半年至少一次，两次间隔不超过8个月")`` gives period, count, greatest gap and the day due.
"""

import re

from ..domain.facts import Anchor, Cadence, Period
from .anchors import ENDED, NEXT, YEAR_DAY, anchor_of, year_anchor
from .dates import chinese_int
from .named_months import PLAIN_MONTH, named_months
from .spoken_time import plain_time

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})"
_ATLEAST = r"(?P<least>至少|不少于|不得少于|不应少于|应不少于|不低于|最少|须不少于|不小于)?"
_UNIT = r"(?P<u>半年度?|半个?月|季度?|双月|个月|月份?|年度?|周(?!期)|星期|旬|个?工作日|日|天|班次?)"
_EVERY = re.compile(
    rf"(?<!平均)每(?:隔|满)?(?P<k>\d{{1,2}}|[一二两三四六]|十二)?个?(?:自然|会计|财政)?{_UNIT}(?!的?(?:人|项|台|名))"
)
_BARE = re.compile(
    rf"(?<![\d一二三四六每双隔个单数])(?:(?P<k>[一两二三]|半)?(?P<u>年|个?月|个?季度?|周|个?星期)|(?P<all>全年|年内|本年度|一个年度|年度内|当年))(?:内|应|须|度)?(?:[^，。；,;\d]{{0,10}}?(?=至少|不少于|不得少于|不应少于|不低于|最少|须不少于|不小于))?{_ATLEAST}[^，。；,;]{{0,6}}?{_N}(?:次|轮|回|趟|遍)"
)
_SLASH = re.compile(
    rf"(?:≥|不少于|至少)?{_N}次?\s*[/／每]\s*(?P<k>半|两)?(?P<u>年|季度?|月|周|日|天)|(?P<u2>年|半年|季度?|月|周|日|天)\s*[/／]\s*次?(?P<n2>\d?)次?"
)
_ADVERB = re.compile(
    r"(?:逐|按|分)(?P<u>月|季度?|年度?|周|日)(?!期|照|计划|规定|要求|程|时|加严|提[高升]|降低|下降|上升|增[长加]|递[增减]|改[进善]|优化|收紧|缩短|递进)|(?P<x>隔月|双月|单月(?!未|没|不|达|低|偏|超|出现|连续|缺|漏|的?(?:数据|目标|指标|值|实绩))|[奇偶单双]数月)"
)
_CYCLE = re.compile(
    r"以(?P<k>\d{1,2}|[一二两三四六]|十二)?个?(?P<u>半年度?|季度?|年度?|月度?)为一?个?(?:周期|单位|频次)|"
    r"(?:周期|频次|频率)(?:规定|要求)?(?:为|是|：|:)(?P<k2>\d{1,2}|[一二两三四六]|十二)?个?(?P<u2>半年|季度?|年|月)(?!\d|[一二三四五六七八九十]月)|"
    r"(?<![不得应超过大长于\d])(?P<k3>\d{1,2}|[四六]|十二)个月(?:内|应|须|至少|进行|开展|组织)*[一1]次|"
    r"一(?P<u4>年|季|月|周)一(?![日月号])[一-鿿]|"
    r"(?:进行|开展|组织|实施|召开)[^，。；、《》]{0,4}?(?P<u5>月度|季度|半年度)(?=[一-鿿]{2,6}(?:$|[，。；、并（(]))(?!.{0,4}(?:报告|计划|总结|数据|目标|结果|指标))"
)
"""以半年为周期, 周期为两个月, 6个月一次, 一季一报, 进行月度巡检."""
_HALVES = re.compile(r"1月?[-—–~～至到]6月[^，。；]{0,3}?7月?[-—–~～至到]12月[^，。；]{0,4}各")
_CELL = re.compile(
    r"^(?P<u>(?:两个?|每两个?)月|半年度?|季度|季|月度|年度|年|月|周|日常|每日|双月)(?:一次|1次|性|末|底)?(?:$|[，,（(;；])"
)
_COUNT = re.compile(rf"{_ATLEAST}[^，。；,;、\d]{{0,14}}?{_N}(?:次|轮|回|趟|遍)(?P<more>以上|及以上)?")
_GAP = re.compile(
    r"(?:间隔|相隔|相距|两次之?间|(?:相邻|前后|邻近|上下)的?两[次回场期]|距上[一]?次[^，。；]{0,4}|最长(?=间隔)|不(?:能|得|应)(?=隔过))[^，。；]{0,8}?"
    r"(?:(?:不(?:得|应|能|可|要|许|准|宜)?|别)(?:超过|大于|多于|长于)|最长(?:不超过)?|≤|<=|隔过|(?<=最长)间隔|(?=在?\d{1,2}个月[之以]?内))在?\s*(?P<k>\d{1,3}|[一二两三四五六七八九十半]+)\s*个?(?P<u>半年|年|季度|月|周|工作日|日|天)"
    r"|不(?:得|应)?(?:超过|大于|长于)\s*(?P<k2>\d{1,3}|[一二两三四五六七八九十半]+)\s*个?(?P<u2>月|年|天|日)[^，。；]{0,6}一次"
)
_SPELT = re.compile(
    r"(?<=年|季|度|次)[（(](?:[^（）()]{0,6}?\d{1,2}月?[—–~～\-至到](?:次年|翌年)?\d{1,2}月[、，,；;和及]?){2,4}[）)]"
)
_QUARTER_OVER = re.compile(
    r"(?<!连续)(?<!本)季度?(?:末|结束|终了)?(?:之?后|以后)(?:的)?(?:首个?月|第一个?月)(?:的)?(?:\d{1,2}|[一二三十]{1,3})(?:个?工作)?[日号]"
)
"""季后首月18日前."""
_IN_CASE = re.compile(
    r"(?:连续|连着|接连|一连)[^。；]{0,6}(?:个月|个季度|期|次|个周期)|[未没](?:有)?(?:能)?(?:达|完成|实现|做到)|达不到|不达标|不合格|"
    r"低于|超出|偏离|异常|第[二三2-3]个(?:月|季度)?$"
)
"""What has to happen first: a limit counted from the end of such a month comes due only then."""
_AFTER_EVENT = re.compile(r"连续[两二三四五六\d]+个?(?:月|季)|(?:个月|当月|该月|发生|发现|当期)的?$")

_ONCE_PAST = re.compile(
    r"(?<![每隔])届?满(?:半|\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?:月|季度?|年度?)(?:之?后|以后|时)|"
    r"(?<![每隔满第\d一二两三四五六七八九十])(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个月(?:之?后|以后)"
)
"""关闭满3个月后, 运行满半年后: a time that has to pass once, from something that happened."""

_UNITS: dict[str, Period] = {
    "半年": "half_year",
    "半年度": "half_year",
    "半月": "half_month",
    "半个月": "half_month",
    "旬": "half_month",
    "季": "quarter",
    "季度": "quarter",
    "双月": "two_months",
    "两个月": "two_months",
    "两月": "two_months",
    "隔月": "two_months",
    "单月": "two_months",
    "奇数月": "two_months",
    "偶数月": "two_months",
    "单数月": "two_months",
    "双数月": "two_months",
    "个月": "month",
    "月": "month",
    "月份": "month",
    "月度": "month",
    "年": "year",
    "年度": "year",
    "周": "week",
    "星期": "week",
    "工作日": "day",
    "个工作日": "day",
    "日": "day",
    "天": "day",
    "班": "day",
    "班次": "day",
    "日常": "day",
    "每日": "day",
}
_MONTHS: dict[int, Period] = {
    1: "month",
    2: "two_months",
    3: "quarter",
    6: "half_year",
    12: "year",
    24: "two_years",
    36: "three_years",
}
_LENGTH: dict[Period, int] = {
    "month": 1,
    "two_months": 2,
    "quarter": 3,
    "half_year": 6,
    "year": 12,
    "two_years": 24,
    "three_years": 36,
}


def period_months(period: Period) -> int:
    """Months of a period of at least one month; 0 for shorter ones."""
    return _LENGTH.get(period, 0)


def parse_cadence(text: str, *, cell: bool = False) -> Cadence | None:
    """The cadence said in ``text``; ``cell`` allows bare 月度, 每季, 年 as a table's frequency column has them."""
    squeezed = _ONCE_PAST.sub("届满后", plain_time(_SPELT.sub("", re.sub(r"\s+", "", text))))
    gap_days, gap_months, gap_text = _gap(squeezed)
    period, count, least, where = _frequency(squeezed, cell)
    period, count = _each_once(squeezed, period, count)
    named = named_months(squeezed, cell) if period in ("year", None) else None
    anchor = None
    if named:
        period, count, where = "year", len(named[0]), where if period else named[1]
        anchor = Anchor(month=named[0][-1])
    elif period is None:
        period, anchor, where = _implied(squeezed, cell)
    elif period in _LENGTH:
        anchor = anchor_of(squeezed[where[0] :], period) or (anchor_of(squeezed, period) if cell else None)
    if period is None and gap_days is None and gap_months is None:
        return None
    shown = squeezed[where[0] : where[1]] if period else gap_text
    return Cadence(
        period=period,
        min_count=count,
        at_least=least,
        max_gap_days=gap_days,
        max_gap_months=gap_months,
        anchor=anchor,
        months=named[0] if named else (),
        text=shown,
    )


_Frequency = tuple[Period | None, int, bool, tuple[int, int]]


def _frequency(text: str, cell: bool) -> _Frequency:
    for match in _EVERY.finditer(text):
        if re.match(r"的(?!\d|\d*月|月底|首月)", text[match.end() :]) or text[match.end() : match.end() + 1] in ("份",):
            continue
        period = _times(match["k"], match["u"])
        count, least, end = _count_after(text, match.end())
        if period:
            return period, count, least, (match.start(), end)
    return _short_frequency(text, cell)


def _each_once(text: str, period: Period | None, count: int) -> tuple[Period | None, int]:
    """上、下半年各一次 is half-yearly; 每年6月、12月各一次 is twice a year."""
    if period not in ("year", None):
        return period, count
    if _HALVES.search(text):
        return "half_year", 1
    if re.search(r"上半?年?[、和及与]下半年(?:应|须|至少)?[^，。；]{0,6}各[^，。；]{0,4}[一1]次", text):
        return "half_year", 1
    if period is None and re.search("上半年.*下半年", text):
        return "half_year", 1
    return period, count


def _short_frequency(text: str, cell: bool) -> _Frequency:
    cycle = _CYCLE.search(text)
    if cycle:
        return _cycle(cycle, text)
    slash = _SLASH.search(text)
    if slash:
        unit = ("半" if slash["k"] == "半" else "") + (slash["u"] or slash["u2"] or "")
        number = chinese_int(slash["n"] or slash["n2"] or "1") or 1
        return _UNITS.get(unit), number, "≥" in slash[0] or "少" in slash[0], slash.span()
    bare = _BARE.search(text)
    if bare:
        period = "year" if bare["all"] else _times(bare["k"], bare["u"].lstrip("个"))
        least = bool(bare["least"]) or bool(re.match("以上|及以上", text[bare.end() :]))
        return period, chinese_int(bare["n"]) or 1, least, bare.span()
    adverb = _ADVERB.search(text)
    if adverb:
        return _UNITS.get(adverb["u"] or adverb["x"]), 1, False, adverb.span()
    whole = _CELL.search(text) if cell else None
    if whole:
        return _UNITS.get(whole["u"]), 1, False, whole.span()
    return None, 1, False, (0, 0)


def _cycle(match: re.Match[str], text: str) -> _Frequency:
    number, unit = match["k"] or match["k2"] or match["k3"], match["u"] or match["u2"] or match["u4"] or match["u5"]
    count, least, end = _count_after(text, match.end()) if match["u"] or match["u2"] else (1, False, match.end())
    inside = re.search(rf"每(?:个|一)?周期[^，。；]{{0,4}}{_ATLEAST}{_N}(?:次|轮)", text)
    if inside:
        count, least = chinese_int(inside["n"]) or 1, bool(inside["least"])
    return _times(number, unit or "月"), count, least, (match.start(), end)


def _times(number: str | None, unit: str) -> Period | None:
    base = _UNITS.get(unit)
    if number == "半":
        return {"年": "half_year", "月": "half_month"}.get(unit)  # type: ignore[return-value]
    factor = chinese_int(number) if number else 1
    if base is None or factor in (None, 1):
        return base
    if base in _LENGTH:
        return _MONTHS.get(_LENGTH[base] * factor)
    return "half_month" if base == "week" and factor == 2 else None


def _count_after(text: str, start: int) -> tuple[int, bool, int]:
    rest = re.split(r"[。；;]|，(?!至少|不少于|不得少于)", text[start:], maxsplit=1)[0]
    if rest.startswith("次"):
        return 1, False, start
    match = _COUNT.match(rest)
    if match:
        least = bool(match["least"] or match["more"]) or bool(
            re.search("至少|不少于|不得少于|不低于", rest[: match.start("n")])
        )
        return chinese_int(match["n"]) or 1, least, start + match.end()
    return 1, bool(re.match("至少|不少于", rest)), start


def _gap(text: str) -> tuple[int | None, int | None, str]:
    match = _GAP.search(text)
    if not match:
        return None, None, ""
    amount, unit = match["k"] or match["k2"], match["u"] or match["u2"]
    if unit == "半年" or (amount == "半" and unit == "年"):
        return None, 6, match[0]
    number = chinese_int(amount)
    if number is None:
        return None, None, ""
    if unit in ("年", "季度", "月"):
        return None, number * {"年": 12, "季度": 3, "月": 1}[unit], match[0]
    return number * (7 if unit == "周" else 1), None, match[0]


def _implied(text: str, cell: bool) -> tuple[Period | None, Anchor | None, tuple[int, int]]:
    """次月10日前 alone means monthly; in a cell 2月底前 means yearly."""
    ended = ENDED.search(text)
    if ended and not _IN_CASE.search(text[: ended.start()]):
        unit = re.match("半年|季|月", ended[0])
        period: Period | None = {"季": "quarter", "月": "month", "半年": "half_year"}.get(unit[0]) if unit else None  # type: ignore[assignment]
        return period, anchor_of(text, period) if period else None, ended.span()
    head = _QUARTER_OVER.search(text)
    if head:
        return "quarter", anchor_of(text, "quarter"), head.span()
    match = NEXT.search(text)
    if match and (match["d"] or match["m"]) and not _AFTER_EVENT.search(text[: match.start()]):
        after_quarter = re.search(r"季度?(?:结束|终了|末|之?后)+的?$", text[: match.start()])
        period = "quarter" if after_quarter else _UNITS.get(match["u"])
        return period, anchor_of(text, period) if period else None, match.span()
    whole = re.fullmatch(rf"(?:每年)?{PLAIN_MONTH}月份?(?:底|末|[上中下]旬)?", text) if cell else None
    if whole:
        return "year", anchor_of(text, "year"), whole.span()
    early = re.search(r"年初[，,（(]?(?=\d|[一二三四]月)", text)
    year_day = YEAR_DAY.search(text[early.end() :] if early else text) if cell or early else None
    if year_day and year_day.start() <= 2 and re.search("[前内]", text) and not re.match(r"\d{4}年", text):
        return "year", year_anchor(text), year_day.span()
    return None, None, (0, 0)
