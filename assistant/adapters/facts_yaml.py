"""``facts.yaml`` → FactTable. People write loosely: strings or mappings, numbers with units, dates of any spelling."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from ..domain.enterprise import Advantage, Benchmark, Capability, Fact, FactTable, Goal, Person, Stage
from ..domain.errors import InputError
from ..text.dates import find_dates
from ..text.quantities import to_number

Raw = Mapping[str, Any]

_GOAL_SYNONYMS = {"baseline_date": "baseline_on", "data_source": "source", "responsible": "owner", "deadline": "due"}
_LISTS = (
    "products", "sites", "strengths", "weaknesses", "opportunities", "threats", "departments", "existing_systems",
    "information_systems", "processes",
)  # fmt: skip
_TEXTS = ("name", "industry", "vision", "strategy", "policy")


def load_facts(path: Path) -> FactTable:
    """Read a fact table. Raises InputError naming the place when the file cannot be used."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        fix = "检查路径；可用 guanbiao facts init 生成一份空表"
        raise InputError("找不到或读不了事实表", str(path), fix) from error
    except UnicodeDecodeError as error:
        raise InputError("事实表不是 UTF-8 编码", str(path), "用编辑器另存为 UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path} 第 {mark.line + 1} 行" if mark else str(path)
        raise InputError("事实表不是有效的 YAML", where, "检查缩进、冒号后的空格和引号") from error
    return parse_facts(data or {}, str(path))


def parse_facts(data: Any, where: str = "facts") -> FactTable:
    """Build a fact table from plain data; unknown keys are kept in ``unknown``."""
    if not isinstance(data, dict):
        raise InputError("事实表的最外层应是“键: 值”", where, "对照 facts init 生成的示例改写")
    known: dict[str, Any] = {key: _text(data.get(key)) for key in _TEXTS}
    known |= {key: tuple(_facts(data.get(key))) for key in _LISTS}
    known["aliases"] = tuple(_strings(data.get("aliases")))
    known["headcount"] = _integer(data.get("headcount"))
    known["as_of"] = _day(data.get("as_of"))
    known["top_management"] = _person(data.get("top_management"))
    known["management_representative"] = _person(data.get("management_representative"))
    known["benchmarks"] = tuple(map(_benchmark, _items(data.get("competitors_benchmarks") or data.get("benchmarks"))))
    known["advantages"] = tuple(map(_advantage, _items(data.get("advantages"))))
    known["capabilities"] = tuple(map(_capability, _items(data.get("capabilities"))))
    known["goals"] = tuple(map(_goal, _items(data.get("goals"))))
    seen = {*known, "competitors_benchmarks"}
    known["unknown"] = tuple((str(k), _text(v) or "") for k, v in data.items() if k not in seen)
    return FactTable(**known)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return "；".join(filter(None, map(_text, value))) or None
    if isinstance(value, dict):
        return "，".join(f"{k}：{_text(v) or ''}" for k, v in value.items()) or None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or None


def _strings(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    yield from filter(None, map(_text, values))


def _items(value: Any) -> Iterator[Raw]:
    values = value if isinstance(value, list) else [value] if value else []
    for item in values:
        mapping = item if isinstance(item, dict) else {"name": item}
        if any(_text(v) for v in mapping.values()):
            yield mapping


def _facts(value: Any) -> Iterator[Fact]:
    for item in _items(value):
        name = _text(item.get("name") or item.get("id"))
        details = tuple((str(k), _text(v) or "") for k, v in item.items() if k not in ("name", "id"))
        yield Fact(name=name or (details[0][1] if details else ""), id=_text(item.get("id")), details=details)


def _person(value: Any) -> Person | None:
    item = next(_items(value), None)
    name = _text(item.get("name")) if item else None
    return Person(name=name, title=_text(item.get("title") or item.get("post"))) if item and name else None


def _benchmark(item: Raw) -> Benchmark:
    return Benchmark(
        name=_text(item.get("name")) or "", indicator=_text(item.get("indicator") or item.get("item")),
        value=_text(item.get("value")), unit=_text(item.get("unit")), source=_text(item.get("source")),
    )  # fmt: skip


def _advantage(item: Raw) -> Advantage:
    name = _text(item.get("name") or item.get("id")) or ""
    return Advantage(name=name, id=_text(item.get("id")), policy_phrase=_text(item.get("policy_phrase")))


def _capability(item: Raw) -> Capability:
    return Capability(
        name=_text(item.get("name") or item.get("id")) or "", id=_text(item.get("id")),
        advantage=_text(item.get("advantage")), priority=_text(item.get("priority")),
        description=_text(item.get("description") or item.get("current")),
        processes=tuple(_strings(item.get("processes"))), systems=tuple(_strings(item.get("systems"))),
    )  # fmt: skip


def _goal(raw: Raw) -> Goal:
    item, duplicates = _one_spelling(raw)
    name = _text(item.get("name") or item.get("indicator") or item.get("id")) or ""
    texts = ("id", "capability", "policy_phrase", "indicator", "direction", "formula", "unit", "baseline_source")
    return Goal(
        name=name, duplicates=duplicates, **{key: _text(item.get(key)) for key in texts},
        baseline=_number(item.get("baseline")), baseline_text=_text(item.get("baseline")) or "",
        baseline_on=_day(item.get("baseline_on")), baseline_on_text=_text(item.get("baseline_on")) or "",
        target=_number(item.get("target")), target_text=_text(item.get("target")) or "",
        due=_day(item.get("due")), due_text=_text(item.get("due")) or "",
        stages=tuple(map(_stage, _items(item.get("stages")))), owner=_text(item.get("owner")),
        source=_text(item.get("source")), cadence=_text(item.get("cadence")), resources=_text(item.get("resources")),
    )  # fmt: skip


def _one_spelling(raw: Raw) -> tuple[dict[str, Any], tuple[str, ...]]:
    item: dict[str, Any] = {}
    duplicates: list[str] = []
    for key, value in raw.items():
        slot = _GOAL_SYNONYMS.get(str(key), str(key))
        if isinstance(value, list) and slot not in ("stages", "resources") and len({_text(v) for v in value}) > 1:
            duplicates.append(f"{slot}：{'、'.join(filter(None, map(_text, value)))}")
        if _text(item.get(slot)) and _text(value) and _text(item[slot]) != _text(value):
            duplicates.append(f"{slot}：{_text(item[slot])}、{_text(value)}")
        item[slot] = item.get(slot) if _text(item.get(slot)) else value
    return item, tuple(duplicates)


def _stage(item: Raw) -> Stage:
    due = item.get("due") or item.get("date") or item.get("name")
    value = item.get("value") if item.get("value") is not None else item.get("target")
    return Stage(due=_day(due), due_text=_text(due) or "", value=_number(value), value_text=_text(value) or "")


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return to_number(value) if isinstance(value, str) else None


def _integer(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    mentions = find_dates(str(value)) if value else []
    return mentions[0].last if mentions else None
