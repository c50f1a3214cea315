"""Numbers with a comparison and a unit: ≥95%, 不低于98.5％, ≤30分钟, 由91.2提高到96."""

import re
from typing import Literal, NamedTuple

Comparison = Literal["ge", "le", "gt", "lt", "eq"]

_WORDS: tuple[tuple[str, Comparison], ...] = (
    (
        "不低于|不少于|不小于|至少|达到|达|以上|提高到|提升到|提升至|提高至|大于等于|大于或等于|≥|>=|＞=|≧|不得低于|增至",
        "ge",
    ),
    (
        "不高于|不超过|不大于|不多于|至多|控制在|以内|以下|降到|降至|缩短到|缩短至|小于等于|小于或等于|≤|<=|＜=|≦|不得超过|不得高于|减至",
        "le",
    ),
    ("大于|高于|超过|>|＞", "gt"),
    ("小于|低于|少于|<|＜", "lt"),
)
_NUMBER = r"[-−－]?\d[\d,，]*(?:[.．]\d+)?"
_UNIT = (
    r"(?:%|％|‰|个百分点|百分点|万元|亿元|元|小时|分钟|秒|天|日|个工作日|工作日|个月|周|年|次|件|台|套|个|人|吨|kg|千克|"
    r"kWh|度|批|单|项|家|分|倍|ppm|PPM|米|公里|℃|h|min|d)?"
)
_QUANTITY = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})")


class Quantity(NamedTuple):
    """A number as written, with unit (may be empty) and comparison; ``start``/``end`` include the comparison sign."""

    value: float
    unit: str
    comparison: Comparison | None
    start: int
    end: int


def to_number(text: str) -> float | None:
    """``98.5％`` → 98.5, ``１，２００`` → 1200; None where the text holds no number."""
    match = re.search(_NUMBER, text.replace("．", "."))
    if not match:
        return None
    plain = re.sub("[,，]", "", match[0]).translate(str.maketrans("０１２３４５６７８９．−－", "0123456789.--"))
    try:
        return float(plain)
    except ValueError:
        return None


def find_quantities(text: str) -> list[Quantity]:
    """All numbers with their comparison (from the words just before or after) and unit."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        value = to_number(match["number"])
        if value is None:
            continue
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 3]
        comparison, width = _comparison(before, after)
        unit = match["unit"].replace("％", "%")
        found.append(Quantity(value, unit, comparison, match.start() - width, match.end()))
    return found


def target_of(text: str) -> Quantity | None:
    """The target in a target cell or phrase: the last number with a comparison, else the only number."""
    quantities = find_quantities(text)
    compared = [q for q in quantities if q.comparison]
    if compared:
        return compared[-1]
    return quantities[0] if len(quantities) == 1 else None


def meets(value: float, target: Quantity, higher_is_better: bool | None = None) -> bool | None:
    """Whether ``value`` meets ``target``; None where the direction is unknown."""
    comparison = target.comparison
    if comparison is None:
        if higher_is_better is None:
            return None
        comparison = "ge" if higher_is_better else "le"
    checks = {
        "ge": value >= target.value,
        "le": value <= target.value,
        "gt": value > target.value,
        "lt": value < target.value,
        "eq": value == target.value,
    }
    return checks[comparison]


def _comparison(before: str, after: str) -> tuple[Comparison | None, int]:
    for words, comparison in _WORDS:
        match = re.search(rf"(?:{words})\s*(?:到|至|在|为)?\s*$", before)
        if match:
            return comparison, len(match[0])
    if re.match(r"(?:及|含)?以上", after):
        return "ge", 0
    if re.match(r"(?:及|含)?以[下内]", after):
        return "le", 0
    return None, 0
