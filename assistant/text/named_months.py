"""Months a rule names one by one: 2、4、6月各一次, 每年的5月和11月."""

import re

from .anchors import MONTH
from .dates import chinese_int

PLAIN_MONTH = MONTH.replace("?P<m>", "?:")
_MONTHS_NAMED = re.compile(
    rf"(?<!\d)(?P<ms>{PLAIN_MONTH}(?:月份?)?(?:[、，,/／和及与]{PLAIN_MONTH}(?:月份?)?)+(?<=[月份]))(?:底|末|[上中下]旬)?(?P<each>各|分别|都|均)?"
)


def _yearly_in(text: str, match: re.Match[str]) -> bool:
    """每年 right before the months, and no day or limit behind them: 每年6月、12月前 is none."""
    before, after = text[: match.start()], text[match.end() :]
    return bool(re.search(r"每年的?(?:应|须|要|至少)?(?:分别)?[于在]?$", before)) and not re.match(
        r"[\d之以底末]*[前至到日号]", after
    )


def named_months(text: str, cell: bool) -> tuple[tuple[int, ...], tuple[int, int]] | None:
    """2、4、6、8、10、12月各一次, 每年的5月和11月: the months named; a cell may leave 各一次 out."""
    match = _MONTHS_NAMED.search(text)
    if not match or not (
        match["each"] or _yearly_in(text, match) or cell and match.end() == len(text) and match.start() <= 2
    ):
        return None
    months = [chinese_int(m) or 0 for m in re.findall(PLAIN_MONTH, match["ms"])]
    return (tuple(months), match.span()) if months == sorted(set(months)) else None
