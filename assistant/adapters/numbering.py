"""Automatic numbers as Word shows them: formats and counters of multi-level lists (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

UNDETERMINED = "（编号未能确定）"

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_PLAIN = {"decimal", "decimalHalfWidth", "arabicAbjad", "arabicAlpha"}
_COUNTING = {"chineseCounting", "taiwaneseCounting", "koreanDigital2"}
_THOUSAND = {"chineseCountingThousand", "taiwaneseCountingThousand", "koreanCounting"}
_DIGITAL = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"}
_ENCLOSED = {
    "decimalEnclosedFullstop": (0x2488, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
_PLACEHOLDER = re.compile(r"%([1-9])")


def format_value(value: int, style: str) -> str | None:
    """``value`` written in the number format ``style`` of OOXML; None where the format is not known to us."""
    if value < 0:
        return None
    return _latin(value, style) if style in _LATIN_STYLES else _chinese(value, style)


_LATIN_STYLES = _PLAIN | {
    "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalFullWidth", "decimalFullWidth2",
    "numberInDash", "none", "bullet", "ordinal",
}  # fmt: skip


def _latin(value: int, style: str) -> str | None:
    if style in ("none", "bullet"):
        return ""
    if style.endswith("Roman"):
        return _roman(value, style.startswith("upper"))
    if style.endswith("Letter"):
        return _letters(value, style.startswith("upper"))
    written = {"decimalZero": f"{value:02d}", "numberInDash": f"- {value} -", "ordinal": _ordinal(value)}
    if style.startswith("decimalFullWidth"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return written.get(style, str(value))


def _roman(value: int, upper: bool) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for size, letters in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text if upper else text.lower()


def _letters(value: int, upper: bool) -> str:
    """a … z, aa, bb … as Word repeats letters."""
    if value == 0:
        return ""
    letter = chr(ord("A" if upper else "a") + (value - 1) % 26)
    return letter * ((value - 1) // 26 + 1)


def _ordinal(value: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{value}{'th' if value % 100 in (11, 12, 13) else endings.get(value % 10, 'th')}"


def _chinese(value: int, style: str) -> str | None:
    if style in _COUNTING:
        return _counting(value) if value < 100 else _digits(value)
    if style in _THOUSAND:
        return _counting(value)
    if style == "japaneseCounting":
        return _counting(value, zero="").replace("一百", "百").replace("一千", "千")
    if style in _DIGITAL:
        return _digits(value)
    if style == "chineseLegalSimplified":
        return _legal(value, _LEGAL_SIMPLIFIED, "拾佰仟万")
    if style in ("ideographLegalTraditional", "japaneseLegal"):
        return _legal(value, _LEGAL_TRADITIONAL, "拾佰仟萬")
    if style in ("ideographTraditional", "ideographZodiac"):
        cycle = _STEMS if style == "ideographTraditional" else _BRANCHES
        return cycle[value - 1] if 0 < value <= len(cycle) else str(value)
    return _enclosed(value, style)


def _enclosed(value: int, style: str) -> str | None:
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        for first, low, high in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
            if low <= value <= high:
                return chr(first + value - low)
        return str(value)
    if style in _ENCLOSED:
        first, count = _ENCLOSED[style]
        return chr(first + value - 1) if 0 < value <= count else str(value)
    return None


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _counting(value: int, zero: str = "零") -> str:
    """一, 十, 十一, 二十, 一百零一, 一千零一十, 一万 …"""
    text = _legal(value, "零" + _DIGITS[1:], "十百千万", zero)
    return text.removeprefix("一") if 10 <= value < 20 else text


def _legal(value: int, digits: str, units: str, zero: str = "零") -> str:
    if value == 0:
        return digits[0]
    if value >= 10000:
        rest = value % 10000
        gap = zero if 0 < rest < 1000 else ""
        return (
            _legal(value // 10000, digits, units, zero)
            + units[3]
            + (gap + _legal(rest, digits, units, zero) if rest else "")
        )
    text, pending = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit == 0:
            pending = bool(text)
            continue
        text += (zero if pending else "") + digits[digit] + (units[power - 1] if power else "")
        pending = False
    return text


@dataclass(frozen=True)
class Level:
    """One level of a list; ``restart_after``: 1-based level whose use restarts this one, 0 never, None any."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    restart_after: int | None = None
    paragraph_style: str = ""
    zeros: int = 0
    """Digits of a custom format such as ``001``."""


@dataclass(frozen=True)
class Numbering:
    """A list instance: its definition, and the levels and first values it overrides."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict[int, int])

    def level_of_style(self, style_id: str) -> int | None:
        """The level linked to a paragraph style."""
        return next(
            (index for index, level in self.levels.items() if style_id and level.paragraph_style == style_id), None
        )


@dataclass
class Counters:
    """Running counters of all lists of one document story; instances of one definition count together, as in Word."""

    numberings: Mapping[str, Numbering]
    _values: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    _started: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])

    def next_label(self, number_id: str, index: int) -> str:
        """Count one paragraph and give its label: ``5.1``, ``第三条``, "" for bullets and none, or UNDETERMINED."""
        numbering = self.numberings.get(number_id)
        level = numbering.levels.get(index) if numbering else None
        if numbering is None or level is None:
            return UNDETERMINED
        values = self._values.setdefault(numbering.definition, {})
        values[index] = self._next_value(number_id, numbering, index, values)
        for deeper in [key for key in values if key > index and _restarts(numbering.levels.get(key), index)]:
            del values[deeper]
        return _label(numbering, level, values)

    def _next_value(self, number_id: str, numbering: Numbering, index: int, values: Mapping[int, int]) -> int:
        first_use = (number_id, index) not in self._started
        self._started.add((number_id, index))
        if first_use and index in numbering.starts:
            return numbering.starts[index]
        return values[index] + 1 if index in values else numbering.levels[index].start


def _restarts(level: Level | None, used: int) -> bool:
    """Whether ``level`` starts again after a paragraph of level ``used`` (0-based)."""
    if level is None or level.restart_after is None:
        return True
    return used < level.restart_after


def _label(numbering: Numbering, level: Level, values: Mapping[int, int]) -> str:
    """The level's text with its placeholders filled; upper levels never used show their first value."""
    if level.style == "bullet":
        return ""
    unknown = False

    def fill(match: re.Match[str]) -> str:
        nonlocal unknown
        index = int(match.group(1)) - 1
        shown = numbering.levels.get(index, Level())
        value = values.get(index, numbering.starts.get(index, shown.start))
        style = "decimal" if level.legal and shown.style not in ("none", "bullet") else shown.style
        written = format_value(value, style)
        if shown.zeros and not level.legal:
            written = str(value).zfill(shown.zeros)
        unknown = unknown or written is None
        return written or ""

    text = _PLACEHOLDER.sub(fill, level.text)
    return UNDETERMINED if unknown else text.strip(" \t\u3000")
