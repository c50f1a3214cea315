"""Orders hidden in facts. A fact is data: a sentence that reads like an order stays out and is reported."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..domain.draft import Place, Violation
from ..domain.enterprise import FactTable
from ..domain.value import Value
from ..text.normalize import flat_width

_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?\n]*")
_BRACKETED = re.compile(r"[（(\[【][^（(\[【）)\]】]*[）)\]】]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e]")


class Suspicion(Value):
    """Words that read like an order, and the path of the fact that holds them."""

    path: str
    quote: str


def order_pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression for all patterns of ``corpus/facts/suspicions.yaml``."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


def cleansed(facts: FactTable, orders: re.Pattern[str]) -> tuple[FactTable, tuple[Suspicion, ...]]:
    """The fact table without sentences that read like orders, and what was left out."""
    found: list[Suspicion] = []
    plain = _clean(facts.model_dump(), "", orders, found)
    if not found:
        return facts, ()
    return FactTable.model_validate(plain), tuple(dict.fromkeys(found))


def suspicion_violations(suspicions: Sequence[Suspicion]) -> tuple[Violation, ...]:
    """What a person must see: the words, where they stand, and that nothing was done about them."""
    return tuple(
        Violation(
            rule="facts-suspected-order",
            severity="warning",
            where=Place(locator=suspicion.path, quote=suspicion.quote),
            message="事实表此处有疑似指令的文字，不是企业事实；没有执行，也没有写进草案。",
            suggestion="核对这段文字从哪里来；确实是企业情况的，改写成陈述句，否则删除。",
        )
        for suspicion in suspicions
    )


def _clean(value: Any, path: str, orders: re.Pattern[str], found: list[Suspicion]) -> Any:
    if isinstance(value, str):
        return _clean_text(value, path, orders, found)
    if isinstance(value, dict):
        return _clean_mapping(value, path, orders, found)
    if path == "unknown":
        pairs = [[key, _clean_text(text, key, orders, found)] for key, text in value]
        return [pair for pair in pairs if pair[1]]
    if isinstance(value, (list, tuple)):
        items = [_clean(item, _item_path(path, item, at), orders, found) for at, item in enumerate(value, start=1)]
        return [item for item, was in zip(items, value, strict=True) if not _is_void(item, was)]
    return value


def _clean_mapping(value: Mapping[str, Any], path: str, orders: re.Pattern[str], found: list[Suspicion]) -> Any:
    cleaned = {key: _clean(item, f"{path}.{key}" if path else key, orders, found) for key, item in value.items()}
    if cleaned.get("name") == "" and value.get("name") and cleaned.get("id") and "indicator" in cleaned:
        cleaned["name"] = cleaned["id"]
    return None if path in ("top_management", "management_representative") and not cleaned.get("name") else cleaned


def _clean_text(text: str, path: str, orders: re.Pattern[str], found: list[Suspicion]) -> str:
    if not orders.search(_folded(text)):
        return text
    for match in reversed(list(_BRACKETED.finditer(text))):
        if orders.search(_folded(match[0])):
            found.append(Suspicion(path=path, quote=match[0]))
            text = text[: match.start()] + text[match.end() :]
    kept: list[str] = []
    for match in _SENTENCE.finditer(text):
        if orders.search(_folded(match[0])):
            found.append(Suspicion(path=path, quote=match[0].strip()))
        else:
            kept.append(match[0])
    rest = "".join(kept)
    if orders.search(_folded(rest)) or not found:
        found.append(Suspicion(path=path, quote=text))
        return ""
    return rest.strip()


def _folded(text: str) -> str:
    return flat_width(_INVISIBLE.sub("", text))


def _item_path(path: str, item: Any, position: int) -> str:
    named = item.get("id") if isinstance(item, dict) else None
    return f"{path}[{named or position}]"


def _is_void(item: Any, was: Any) -> bool:
    """Nothing is left of it: an empty text, a named thing without its name, a pair without its value."""
    if isinstance(item, dict):
        return item.get("name") == ""
    return item == "" or (isinstance(item, list) and len(item) < len(was))
