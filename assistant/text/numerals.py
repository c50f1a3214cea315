"""Chinese numerals and integers, both ways."""

import re

from .normalize import flat_width

HAN_DIGITS = "〇零○一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
HAN_NUMERAL = f"[{HAN_DIGITS}十百千万廿卅拾佰仟]+"
"""Pattern text of a Chinese numeral (to be used inside other patterns)."""

_DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i + 1 for i, c in enumerate("壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_SHORT = {"廿": "二十", "卅": "三十", "卌": "四十"}
_TOKEN = re.compile(r"\d+|.")
_ORDINAL = re.compile(r"第?\s*(?P<number>[\d〇零○一二两三四五六七八九十百千万廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+)")
_HAN = "零一二三四五六七八九"


def parse_numeral(text: str) -> int | None:
    """Value of ``二十三``, ``一百零三``, ``廿五``, ``二〇二五``, ``贰拾``, ``3千5百``; None for anything else."""
    flat = flat_width(text).strip()
    for short, long in _SHORT.items():
        flat = flat.replace(short, long)
    if not flat:
        return None
    if all(c in _DIGITS or (c.isascii() and c.isdigit()) for c in flat):
        return int("".join(str(_DIGITS.get(c, c)) for c in flat))
    return _with_units(flat)


def _with_units(flat: str) -> int | None:
    total = section = 0
    digit: int | None = None
    last_unit = 1
    for token in _TOKEN.findall(flat):
        if token in _LARGE:
            total = (total + section + (digit or 0)) * _LARGE[token]
            section, digit, last_unit = 0, None, _LARGE[token]
        elif token in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[token]
            digit, last_unit = None, _UNITS[token]
        elif (value := _value(token)) is None or (digit and value):
            return None
        else:
            digit = value
            last_unit = 1 if value == 0 else last_unit
    tail = digit or 0
    return total + section + (tail * last_unit // 10 if last_unit >= 100 else tail)


def _value(token: str) -> int | None:
    if token.isascii() and token.isdigit():
        return int(token)
    return _DIGITS.get(token)


def ordinal(label: str) -> int | None:
    """Number of a label such as ``第十二章``, ``第3条``, ``二十三``; None without one."""
    match = _ORDINAL.match(flat_width(label).strip())
    return parse_numeral(match["number"]) if match else None


def to_han(number: int) -> str:
    """``12`` → ``十二``, ``103`` → ``一百零三``; 0 ≤ number < 10^8, ValueError outside."""
    if not 0 <= number < 100_000_000:
        raise ValueError(f"数字超出范围：{number}")
    if number < 10:
        return _HAN[number]
    high, low = divmod(number, 10_000)
    if not high:
        return _below_ten_thousand(low)
    gap = "零" if 0 < low < 1000 else ""
    return f"{_below_ten_thousand(high)}万{gap}{_below_ten_thousand(low, lead=True) if low else ''}"


def _below_ten_thousand(number: int, *, lead: bool = False) -> str:
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if zero and text else "") + _HAN[digit] + name
        zero = digit == 0
    return text[1:] if text.startswith("一十") and not lead else text
