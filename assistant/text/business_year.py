"""The enterprise's own year and the periods its papers name in it.

``year_start(["年度：每年4月1日至次年3月31日"])`` is 4; with it 2025年第一季度 and FY25-Q1 are April to June 2025.
``named_periods`` also reads ranges of months: 4—6月, 2025年10月—2026年3月.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from .calendar import add_months
from .dates import DateMention, Precision, find_dates, month_end

_MONTH = r"(1[0-2]|0?[1-9])"
_TO = r"\s*(?:日|号)?\s*(?:起)?\s*(?:[—–\-~～－]+|至|到)\s*"
_YEAR = re.compile(
    rf"(?:每年|当年|公历|自|从|为|[：:（(])\s*{_MONTH}月\s*(?:0?1[日号])?{_TO}(?:次|翌|下|第二)一?年(?:的)?\s*{_MONTH}月"
)
_NAMED_YEAR = re.compile(r"年度|财年|财政|会计年|业务年|经营年|FY", re.I)
_HALF = re.compile(rf"{_MONTH}月?\s*(?:[—–\-~～－]+|至|到)\s*(?:次|翌)年\s*{_MONTH}月")
_LABEL = re.compile(r"(?<![A-Za-z])FY\s?(?:20)?(\d\d)(?!\d)(?:年度?)?\s*[-_]?\s*|(20\d\d)\s*财年度?\s*", re.I)
_Y = r"(?:(20\d\d)\s*(?:年|[-./])\s*)?"
_RANGE = re.compile(
    rf"(?<![\d.\-/年]){_Y}{_MONTH}\s*月?(?:份)?(?:0?1[日号])?\s*(?:[—–\-~～－]+|至|到)\s*"
    rf"(?:(次年|翌年)|(20\d\d)\s*(?:年|[-./]))?\s*{_MONTH}\s*(?:月份?(?:(?:28|29|30|31)[日号])?(?![\d]|\s*\d+[日号])|(?=$))"
)
_LENGTHS: dict[int, Precision] = {3: "quarter", 6: "half", 12: "year"}


def year_start(texts: Iterable[str]) -> int:
    """The month the enterprise's year begins in, as its documents define it; January where they do not say."""
    found: Counter[int] = Counter()
    for text in texts:
        for match in _YEAR.finditer(text):
            first, last = int(match[1]), int(match[2])
            if _NAMED_YEAR.search(text[: match.start() + 3]) and (last - first) % 12 == 11:
                found[first] += 2
        for match in _HALF.finditer(text):
            first, last = int(match[1]), int(match[2])
            if "半年" in text and (last - first) % 12 == 5:
                found[(first + 5) % 12 + 1] += 1
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] > 0 else 1


def named_periods(text: str, year: int | None, start: int = 1) -> list[DateMention]:
    """Months, quarters, half-years and whole years named in ``text``, in reading order; days are left out."""
    plain = _plain(text)
    ranges = [m for match in _RANGE.finditer(plain) if (m := _range(match, year, start))]
    rest = "".join(" " if any(m.start <= i < m.end for m in ranges) else c for i, c in enumerate(plain))
    single = [_shifted(m, start) for m in find_dates(rest, year) if m.precision not in ("day", "decade")]
    return sorted([*ranges, *single])


def first_period(
    text: str,
    year: int | None,
    start: int = 1,
    near: date | None = None,
    lengths: tuple[str, ...] = ("month", "quarter", "half"),
) -> DateMention | None:
    """The first period of one of these lengths; one written without its year is the one nearest to ``near``."""
    found = next((m for m in named_periods(text, year, start) if m.precision in lengths), None)
    return nearest(found, near) if found and near else found


def year_named(text: str) -> int | None:
    """The first year written out in ``text``, that of a label such as FY25 or 2025财年 too."""
    return next((m.first.year for m in find_dates(_plain(text)) if not m.inferred), None)


def _plain(text: str) -> str:
    return _LABEL.sub(lambda m: f"{'20' + m[1] if m[1] else m[2]}年", text)


def rolled(found: Sequence[tuple[int, DateMention]]) -> list[tuple[int, date, date]]:
    """Periods in the order of their columns: 10月 11月 12月 1月 go on into the next year where none comes twice."""
    single = len({m.first for _, m in found}) == len(found) and len({m.precision for _, m in found}) == 1
    spans: list[tuple[int, date, date]] = []
    for index, mention in found:
        behind = single and mention.inferred and bool(spans) and mention.first < spans[-1][1]
        real = _moved(mention, 12) if behind else mention
        spans.append((index, real.first, real.last))
    return spans


def nearest(mention: DateMention, near: date) -> DateMention:
    """A period whose year came from context, in the year that brings it closest to a day known of the same record."""
    if not mention.inferred:
        return mention
    return min((_moved(mention, 12 * k) for k in (0, -1, 1)), key=lambda m: _distance(m, near))


def _distance(mention: DateMention, day: date) -> int:
    return max((mention.first - day).days, (day - mention.last).days, 0)


def _moved(mention: DateMention, months: int) -> DateMention:
    last = add_months(mention.last.replace(day=1), months)
    return mention._replace(first=add_months(mention.first, months), last=month_end(last.year, last.month))


def _shifted(mention: DateMention, start: int) -> DateMention:
    return _moved(mention, start - 1) if mention.precision in ("quarter", "half") else mention


def _range(match: re.Match[str], year: int | None, start: int) -> DateMention | None:
    own, a, following, second, b = match.groups()
    if "月" not in match[0] and not second:
        return None
    base = int(own) if own else year
    if base is None:
        return None
    first_month, last_month = int(a), int(b)
    if not own and not second and first_month < start:
        base += 1
    last_year = int(second) if second else base + (1 if following or last_month < first_month else 0)
    if second and not own:
        base = int(second) - (1 if last_month < first_month else 0)
    months = (last_year - base) * 12 + last_month - first_month + 1
    precision: Precision = _LENGTHS.get(months, "decade")
    if not 0 < months <= 12:
        return None
    return DateMention(
        match.start(),
        match.end(),
        date(base, first_month, 1),
        month_end(last_year, last_month),
        precision,
        own is None and second is None,
    )


def period_label(first: date, last: date, year_start: int = 1) -> str:
    """``2025年第三季度``, ``2025年8月``, ``2025年上半年``, ``2025年``; by months in a year of its own."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"{first.year}年{first.month}月"
    if year_start > 1 or (first.month - 1) % min(months, 12):
        later = f"{last.year}年" if last.year > first.year else ""
        return f"{first.year}年{first.month}{'月' if later else ''}—{later}{last.month}月"
    if months == 3:
        return f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度"
    if months == 6:
        return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    return f"{first.year}年" if months == 12 else f"{first:%Y-%m}至{last:%Y-%m}"
