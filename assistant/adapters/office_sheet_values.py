"""Spreadsheet values to text: the stored value as text, and what a person sees where that differs."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ..domain.document import Cell

_PERCENT = re.compile(r"0(?:\.(0+))?%")
_ZEROS = re.compile(r"^0{2,}$")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_EPOCH = date(1899, 12, 30)


def cell_of(value: Any, ref: str, number_format: str) -> Cell:
    """The cell for a stored ``value``: dates as ``2025-05-20``, whole numbers without ``.0``."""
    text = value_text(value)
    shown = shown_text(value, number_format)
    return Cell(text=text, ref=ref, value_on=_date(value), shown="" if shown == text else shown)


def value_text(value: Any) -> str:
    """The stored value as text."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and abs(value) < 1e15 and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()


def shown_text(value: Any, number_format: str) -> str:
    """What a person sees, for the formats that matter: percent, leading zeros, months, clock times; else ""."""
    if isinstance(value, datetime | date):
        return _shown_date(value, number_format)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return ""
    percent = _PERCENT.search(number_format)
    if percent:
        return f"{value * 100:.{len(percent.group(1) or '')}f}%"
    if _ZEROS.match(number_format) and float(value).is_integer():
        return str(int(value)).zfill(len(number_format))
    return ""


def serial_date(value: str) -> date | None:
    """The date of a bare serial number between 1982 and 2064; None for other text."""
    if not re.fullmatch(r"\d{5}(?:\.\d+)?", value):
        return None
    number = float(value)
    return _EPOCH + timedelta(days=int(number)) if 30000 <= number < 60000 else None


def _shown_date(value: datetime | date, number_format: str) -> str:
    pattern = _QUOTED.sub("", number_format).lower()
    if "y" in pattern and "d" not in pattern:
        return f"{value.year}年{value.month}月"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value:%Y-%m-%d %H:%M}"
    return ""


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
