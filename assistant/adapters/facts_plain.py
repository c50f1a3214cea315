"""Plain values of a fact table: texts, numbers, days, and the ways people write a list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from ..text.dates import find_dates
from ..text.quantities import to_number

Raw = Mapping[str, Any]
_ITEM_KEYS = {"name", "id", "item", "indicator", "text", "due", "date", "value", "title", "post"}
"""Keys that show a mapping to be one item and not several."""


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
    return re.sub(r"[ \t]*\n[ \t]*", "\n", str(value)).strip() or None


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
    for item in values:
        mapping = cast(Raw, item) if isinstance(item, dict) else {"name": item}
        if any(text_of(v) for v in mapping.values()):
            yield mapping


def _keyed(value: Raw) -> Iterator[Raw]:
    """Items written as a mapping: ``{G1: {name: …}}`` (the key is the id), ``{信息部: 王工}`` (it is the name)."""
    for key, content in value.items():
        item: Raw = cast(Raw, content) if isinstance(content, dict) else {"detail": content}
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
