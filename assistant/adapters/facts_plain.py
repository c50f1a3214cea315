"""Plain values of a fact table: texts, numbers, days, and the ways people write a list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from ..text.dates import find_dates
from ..text.numerals import parse_numeral
from ..text.quantities import target_of, to_number

Raw = Mapping[str, Any]
_ITEM_KEYS = frozenset(("name", "id", "item", "indicator", "text", "due", "date", "value", "title", "post")) | {
    "名称", "姓名", "编号", "职务", "指标", "能力名称", "目标名称"
}  # fmt: skip
"""Keys that show a mapping to be one item and not several."""
_NOTHING = re.compile(
    r"(?:暂?无|没有|暂?未定|暂?不(?:详|清楚|知道|明)|未知|未提供|待[定补填确][^，。；]{0,3}"
    r"|T\.?B\.?[DC]\.?|TODO|N/?A|略|[?？xX×*_/／\-—…. ]+)[。.!！]?",
    re.I,
)
"""What people write where they do not know: 待定, 暂无, N/A, ？"""
_ID = re.compile(r"[A-Za-z]{0,4}[-_.]?\d{1,3}")
_ARROW, _SHORT_NAME = "→|[-—=]+>|＞|➜", 12
_SWITCH = re.compile(r"true|false|yes|no|on|off|是|否|[\d.,\s]+", re.I)
"""A number or a switch where words belong."""


def text_of(value: Any) -> str | None:
    """Any value as text; None where it says nothing."""
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return "；".join(filter(None, map(text_of, cast(Sequence[Any], value)))) or None
    if isinstance(value, dict):
        pairs = ((key, text_of(item)) for key, item in cast(Raw, value).items())
        return "，".join(f"{key}：{item}" for key, item in pairs if item) or None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", str(value)).strip()
    return None if _NOTHING.fullmatch(text) else text or None


def wordless(value: Any) -> bool:
    """Whether a value that ought to be words is a bare number or a switch."""
    text = text_of(value)
    return bool(text) and _SWITCH.fullmatch(text or "") is not None


def content_of(value: Any) -> str | None:
    """The text of a fact that may be wrapped in a mapping (``policy: {text: …}``)."""
    if isinstance(value, dict):
        item = cast(Raw, value)
        return text_of(next((item[key] for key in ("text", "content", "statement", "name") if item.get(key)), value))
    return text_of(value)


def strings_of(value: Any) -> Iterator[str]:
    """Texts of a list, or of one text with 、 between."""
    values = cast(list[Any], value) if isinstance(value, list) else [value]
    for text in filter(None, map(text_of, values)):
        yield from filter(None, (part.strip() for part in re.split(r"[、；;]", text))) if len(values) == 1 else [text]


def items_of(value: Any) -> Iterator[Raw]:
    """Items of a list as mappings; a plain text becomes ``{name: text}``, an empty item is left out."""
    if isinstance(value, dict) and value and not _ITEM_KEYS & set(cast(Raw, value)):
        yield from _keyed(cast(Raw, value))
        return
    values = cast(list[Any], value) if isinstance(value, list) else [value] if value else []
    for item in _flat(values):
        mapping = cast(Raw, item) if isinstance(item, dict) else {"name": item}
        if any(text_of(v) for v in mapping.values()):
            yield mapping


def _flat(values: list[Any]) -> Iterator[Any]:
    for value in values:
        yield from _flat(cast(list[Any], value)) if isinstance(value, list) else [value]


def _keyed(value: Raw) -> Iterator[Raw]:
    """Items of a mapping: ``{G1: {name: …}}``, ``{G1: 周期}`` (the key is the id), ``{信息部: 王工}`` (the name)."""
    for key, content in value.items():
        plain: Raw = {"name": content} if _ID.fullmatch(str(key)) else {"detail": content}
        item: Raw = cast(Raw, content) if isinstance(content, dict) else plain
        yield {"id": key, **item} if item.get("name") or item.get("indicator") else {"name": key, **item}


def number_of(value: Any) -> float | None:
    """The first number in a value."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return to_number(value) if isinstance(value, str) else None


def integer_of(value: Any) -> int | None:
    """The first number, whole."""
    number = number_of(value)
    return int(number) if number is not None else None


def day_of(value: Any) -> date | None:
    """The day a value names; of a period its last day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    mentions = find_dates(str(value)) if value else []
    return mentions[0].last if mentions else None


def parted(written: str, names_only: bool) -> list[str]:
    """The items of a list written as one text: by arrows, semicolons, lines, 、, or commas between short names."""
    if re.search(_ARROW, written):
        return _parts(_ARROW, written)
    pieces = _parts(r"[；;\n]", written)
    if len(pieces) > 1 or re.search("[，,。]", written):
        names = _parts("[，,、]", written)
        short = names_only and len(names) > 2 and max(map(len, names)) <= _SHORT_NAME
        return names if short and len(pieces) == 1 else pieces
    return _parts("、", written)


def _parts(by: str, written: str) -> list[str]:
    return [part.strip() for part in re.split(by, written) if part.strip()]


def people_of(written: str) -> int | None:
    """``1,180``, ``约2300人``, ``四十来人``: the number in it."""
    bare = re.sub("[来多余约近]", "", written)
    han = re.search("[一二三四五六七八九十百千两]+", bare)
    return integer_of(bare) or (parse_numeral(han[0]) if han else None)


def aim_of(value: Any) -> float | None:
    """The number aimed at: of 2027年底由20天降到15天 the 15."""
    found = target_of(text_of(value) or "")
    return found.value if found else number_of(value)
