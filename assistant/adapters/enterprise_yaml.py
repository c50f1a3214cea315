"""Reads ``enterprise.yaml``: window, as-of day, coverage declarations, exceptions. Everything in it is optional."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from ..domain.errors import InputError
from ..domain.facts import ApprovedException, Enterprise
from ..text.dates import find_dates

_KNOWN = {
    "name",
    "aliases",
    "window",
    "as_of",
    "headcount",
    "certified_on",
    "coverage",
    "exceptions",
    "authenticity",
}


def read_enterprise(path: Path) -> Enterprise:
    """The values of one file; raises InputError with the key that cannot be understood. Unknown keys become notes."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError("enterprise.yaml 无法读取", path.name, "请检查缩进和冒号，并保存为 UTF-8") from error
    if data is None:
        return Enterprise()
    if not isinstance(data, Mapping):
        raise InputError("enterprise.yaml 的内容不是键值表", path.name, "请写成“name: …”的形式")
    return _enterprise({str(k): v for k, v in data.items()}, path.name)


def _enterprise(data: dict[str, Any], name: str) -> Enterprise:
    window = data.get("window") or {}
    first, last = _day(window.get("from"), name, "window.from"), _day(window.get("to"), name, "window.to")
    if first and last and last < first:
        raise InputError("window 的结束早于开始", name, "请检查 window.from 与 window.to")
    coverage = data.get("coverage") or {}
    pairs = coverage.items() if isinstance(coverage, Mapping) else [("default", coverage)]
    return Enterprise(
        name=str(data.get("name") or ""),
        aliases=tuple(str(a) for a in _list(data.get("aliases"))),
        window=(first, last) if first and last else None,
        as_of=_day(data.get("as_of"), name, "as_of"),
        headcount=_count(data.get("headcount"), name),
        certified_on=_day(data.get("certified_on"), name, "certified_on"),
        coverage=tuple((str(k), str(v)) for k, v in pairs),
        exceptions=tuple(_exception(e, name) for e in _list(data.get("exceptions"))),
        authenticity=bool(data.get("authenticity", False)),
        notes=tuple(f"未识别的项目：{k}" for k in data if k not in _KNOWN),
    )


def _exception(entry: Any, name: str) -> ApprovedException:
    if isinstance(entry, Mapping):
        return ApprovedException(
            what=str(entry.get("what") or ""),
            reason=str(entry.get("reason") or ""),
            approved_by=str(entry.get("approved_by") or ""),
            approved_on=_day(entry.get("approved_on"), name, "exceptions.approved_on"),
        )
    return ApprovedException(what=str(entry))


def _day(value: Any, name: str, key: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = [m.first for m in find_dates(str(value)) if m.precision == "day"]
    if not found:
        raise InputError(f"{key} 不是日期：{value}", name, "请写成 2025-12-31 的形式")
    return found[0]


def _count(value: Any, name: str) -> int | None:
    if value is None:
        return None
    digits = "".join(c for c in str(value) if c.isdigit())
    if not digits:
        raise InputError(f"headcount 不是人数：{value}", name, "请写成整数")
    return int(digits)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
