"""The fact table as a form: fields made from its schema, and what a person changed put back into the table.

What was not changed stays exactly as it was written, keys the schema does not know included.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

import yaml

from .facts_plain import Raw, text_of
from .facts_schema import facts_schema
from .facts_text import Twice
from .facts_yaml import one_spelled, spelled_items

FieldKind = Literal["text", "long", "lines", "person", "rows"]
Row = dict[str, str]
_LONG = frozenset(("strategy", "policy", "vision"))
_SPELLINGS = frozenset(("current", "baseline_date", "benchmarks"))
"""Second spellings the schema allows; the form shows the first."""
_PARTS = {"processes": re.compile(r"[、；;\n]"), "systems": re.compile(r"[、；;\n]"), "stages": re.compile(r"[；;\n]")}
"""Cells that hold several values."""
_DETAILS = {"headcount": "人数", "head": "负责人", "id": "编号", "title": "职务", "note": "说明"}
"""Further keys of an item as people read them."""


class FormField(NamedTuple):
    """One field: what it is called, how it is filled in, and the columns of a table."""

    key: str
    label: str
    kind: FieldKind
    columns: tuple[tuple[str, str], ...] = ()


def form_fields() -> dict[str, FormField]:
    """All fields of the schema by key."""
    return {key: _field(key, rule) for key, rule in facts_schema()["properties"].items()}


def _field(key: str, rule: Mapping[str, Any]) -> FormField:
    label = str(rule.get("description") or key)
    if "properties" in rule:
        return FormField(key, {"top_management": "最高管理者"}.get(key, "管理者代表"), "person")
    options = cast(list[dict[str, Any]], rule.get("items", {}).get("anyOf", []))
    columns = next((option["properties"] for option in options if "properties" in option), {})
    if set(columns) - {"name", "id"}:
        named = ((name, str(column.get("description") or name)) for name, column in columns.items())
        return FormField(key, label, "rows", tuple((name, text) for name, text in named if name not in _SPELLINGS))
    if columns or "array" in rule["type"]:
        return FormField(key, label, "lines")
    return FormField(key, label, "long" if key in _LONG else "text")


def keys_given_twice(value: Any, where: str = "") -> list[str]:
    """Keys with two values; a person must decide in the text of the table before the form can be used."""
    if isinstance(value, Twice):
        return [where]
    if isinstance(value, Mapping):
        return [found for key, item in cast(Raw, value).items() for found in keys_given_twice(item, str(key))]
    items = cast(list[Any], value) if isinstance(value, list) else []
    return [found for item in items for found in keys_given_twice(item, where)]


def lines_shown(raw: Raw, field: FormField) -> str:
    """A text, or a list one item a line."""
    value = one_spelled(raw).get(field.key)
    if field.kind == "lines":
        return "\n".join(_line(item) for item in _listed(value))
    if field.kind == "person":
        return _person(value)
    return text_of(value) or ""


def rows_shown(raw: Raw, field: FormField) -> list[Row]:
    """The items of a list as rows of text; keys beyond the schema come last."""
    items = spelled_items(field.key, one_spelled(raw).get(field.key))
    return [{key: _cell(value) for key, value in item.items()} for item in items]


def with_text(raw: Raw, field: FormField, written: str) -> dict[str, Any]:
    """The table with a text or list as written in the form."""
    table = one_spelled(raw)
    if written.strip() == lines_shown(raw, field).strip():
        return table
    if field.kind != "lines":
        return {**table, field.key: written.strip() or None}
    known = {_line(item): item for item in _listed(table.get(field.key))}
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    return {**table, field.key: [known.get(line, line) for line in lines]}


def with_rows(raw: Raw, field: FormField, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The table with the rows of a list as the form holds them now; empty rows are dropped."""
    table = one_spelled(raw)
    shown = rows_shown(raw, field)
    wanted = [clean for row in rows if (clean := {key: text.strip() for key, text in row.items() if text.strip()})]
    before = [{key: text for key, text in row.items() if text} for row in shown]
    if wanted == before:
        return table
    items = spelled_items(field.key, table.get(field.key))
    return {**table, field.key: [items[before.index(row)] if row in before else _item(row) for row in wanted]}


def table_text(raw: Raw) -> str:
    """The table as YAML a person can read on."""
    return yaml.safe_dump(dict(raw), allow_unicode=True, sort_keys=False, width=1000)


def _item(row: Row) -> dict[str, Any]:
    return {
        key: [part.strip() for part in _PARTS[key].split(text) if part.strip()] if key in _PARTS else text
        for key, text in row.items()
    }


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[、；;]", value) if part.strip()]
    if isinstance(value, Mapping):
        return spelled_items("", value)
    return [item for item in cast(list[Any], value or []) if text_of(item)]


def _line(item: Any) -> str:
    if isinstance(item, Mapping):
        mapping = cast(Raw, item)
        rest = text_of({_DETAILS.get(key, key): value for key, value in mapping.items() if key != "name"})
        return f"{text_of(mapping.get('name')) or ''}{f'（{rest}）' if rest else ''}".replace("\n", " ")
    return (text_of(item) or "").replace("\n", " ")


def _person(value: Any) -> str:
    if isinstance(value, Mapping):
        mapping = cast(Raw, value)
        parts = (text_of(mapping.get("title")), text_of(mapping.get("name")))
        return " ".join(part for part in parts if part) or text_of(mapping) or ""
    return text_of(value) or ""


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "；".join(filter(None, map(_pair, cast(list[Any], value))))
    return _pair(value)


def _pair(value: Any) -> str:
    """A stage ``{due, value}`` as ``due：value``, anything else as text."""
    if isinstance(value, Mapping):
        texts = [text for item in cast(Raw, value).values() if (text := text_of(item))]
        return "：".join(texts)
    return text_of(value) or ""
