"""``facts.yaml`` → FactTable. People write loosely: strings or mappings, numbers with units, dates of any spelling."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from ..domain.enterprise import Advantage, Benchmark, Capability, Fact, FactTable, Goal, Person, Stage
from ..domain.errors import InputError
from ..text.dates import find_dates
from ..text.quantities import to_number
from ..text.roles import TOP_MANAGER, is_person
from .facts_text import Twice, read_yaml_text

Raw = Mapping[str, Any]

_TABLE_SYNONYMS = {"benchmarks": "competitors_benchmarks", "company": "name", "mr": "management_representative"}
_GOAL_SYNONYMS = {
    "baseline_date": "baseline_on", "baseline_at": "baseline_on", "data_source": "source", "responsible": "owner",
    "responsible_person": "owner", "deadline": "due", "due_on": "due", "due_date": "due", "frequency": "cadence",
    "resource": "resources", "policy": "policy_phrase", "milestones": "stages", "target_value": "target",
    "baseline_value": "baseline",
}  # fmt: skip
_CAPABILITY_SYNONYMS = {"current": "description", "advantages": "advantage"}
_LISTS = (
    "products", "sites", "strengths", "weaknesses", "opportunities", "threats", "departments", "existing_systems",
    "information_systems", "processes",
)  # fmt: skip
_TEXTS = ("name", "industry", "vision", "strategy", "policy")
_OTHERS = (
    "aliases",
    "headcount",
    "as_of",
    "top_management",
    "management_representative",
    "competitors_benchmarks",
    "advantages",
    "capabilities",
    "goals",
)
_GOAL_TEXTS = (
    "id",
    "capability",
    "policy_phrase",
    "indicator",
    "direction",
    "formula",
    "unit",
    "baseline_source",
    "owner",
    "source",
    "cadence",
    "resources",
)
_GOAL_KEYS = {*_GOAL_TEXTS, "name", "baseline", "baseline_on", "target", "due", "stages", "advantage"}
_CAPABILITY_KEYS = {"id", "name", "advantage", "priority", "description", "processes", "systems"}


def load_facts(path: Path) -> FactTable:
    """Read a fact table. Raises InputError naming the place when the file cannot be used."""
    return parse_facts(read_yaml_text(path) or {}, str(path))


def parse_facts(data: Any, where: str = "facts") -> FactTable:
    """Build a fact table from plain data; unknown keys are kept in ``unknown``, keys given twice in ``conflicts``."""
    if not isinstance(data, dict):
        raise InputError("事实表的最外层应是“键: 值”", where, "对照 facts init 生成的示例改写")
    raw, twice = _one_spelling(cast(Raw, data), _TABLE_SYNONYMS)
    goals = list(_items(raw.get("goals")))
    capabilities = [_one_spelling(item, _CAPABILITY_SYNONYMS)[0] for item in _items(raw.get("capabilities"))]
    unknown = {str(key): _text(value) or "" for key, value in raw.items() if key not in {*_TEXTS, *_LISTS, *_OTHERS}}
    unknown |= {key: _text(raw.get(key)) or "" for key in ("headcount", "as_of") if _unread(key, raw.get(key))}
    unknown |= _unknown_in("goals", [_one_spelling(item, _GOAL_SYNONYMS)[0] for item in goals], _GOAL_KEYS)
    unknown |= _unknown_in("capabilities", capabilities, _CAPABILITY_KEYS)
    plain: dict[str, Any] = {key: _content(raw.get(key)) for key in _TEXTS}
    lists: dict[str, Any] = {key: tuple(_facts(raw.get(key))) for key in _LISTS}
    return FactTable(
        **plain,
        **lists,
        aliases=tuple(_strings(raw.get("aliases"))),
        headcount=_integer(raw.get("headcount")),
        as_of=_day(raw.get("as_of")),
        top_management=_person(raw.get("top_management")),
        management_representative=_person(raw.get("management_representative")),
        benchmarks=tuple(map(_benchmark, _items(raw.get("competitors_benchmarks")))),
        advantages=tuple(map(_advantage, _items(raw.get("advantages")))),
        capabilities=tuple(map(_capability, capabilities)),
        goals=tuple(map(_goal, goals)),
        unknown=tuple(unknown.items()),
        conflicts=tuple(twice),
    )


def _unread(key: str, value: Any) -> bool:
    """Whether something was written that is neither a number nor a day."""
    return bool(_text(value)) and (_integer(value) if key == "headcount" else _day(value)) is None


def _unknown_in(kind: str, items: Sequence[Raw], known: set[str]) -> dict[str, str]:
    return {
        f"{kind}[{_text(item.get('id')) or at}].{key}": _text(value) or ""
        for at, item in enumerate(items, start=1)
        for key, value in item.items()
        if key not in known
    }


def _one_spelling(raw: Raw, synonyms: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Keys in one spelling; a key given twice with different contents is reported with both."""
    item: dict[str, Any] = {}
    twice: list[tuple[str, str]] = []
    for key, given in raw.items():
        slot = synonyms.get(str(key), str(key))
        for value in given if isinstance(given, Twice) else [given]:
            before, after = _text(item.get(slot)), _text(value)
            if before and after and before != after:
                twice.append((slot, f"{before}、{after}"))
            item[slot] = item[slot] if before else value
    return item, twice


# -- plain values --------------------------------------------------------------------------------------------------


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return "；".join(filter(None, map(_text, cast(Sequence[Any], value)))) or None
    if isinstance(value, dict):
        pairs = ((key, _text(item)) for key, item in cast(Raw, value).items())
        return "，".join(f"{key}：{item}" for key, item in pairs if item) or None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"[ \t]*\n[ \t]*", "\n", str(value)).strip() or None


def _content(value: Any) -> str | None:
    """The text of a fact that may be wrapped in a mapping (``policy: {text: …}``)."""
    if isinstance(value, dict):
        item = cast(Raw, value)
        return _text(next((item[key] for key in ("text", "content", "statement", "name") if item.get(key)), value))
    return _text(value)


def _strings(value: Any) -> Iterator[str]:
    values = cast(list[Any], value) if isinstance(value, list) else [value]
    for text in filter(None, map(_text, values)):
        yield from filter(None, (part.strip() for part in re.split(r"[、；;]", text))) if len(values) == 1 else [text]


def _items(value: Any) -> Iterator[Raw]:
    values = cast(list[Any], value) if isinstance(value, list) else [value] if value else []
    for item in values:
        mapping = cast(Raw, item) if isinstance(item, dict) else {"name": item}
        if any(_text(v) for v in mapping.values()):
            yield mapping


def _facts(value: Any) -> Iterator[Fact]:
    if isinstance(value, str) and re.search(r"[、；;]", value) and not re.search(r"[。，]", value):
        value = [part for part in re.split(r"[、；;]", value) if part.strip()]
    for item in _items(value):
        name = _text(item.get("name") or item.get("item") or item.get("text") or item.get("id"))
        details = tuple((str(k), _text(v) or "") for k, v in item.items() if k not in ("name", "id"))
        yield Fact(name=name or (details[0][1] if details else ""), id=_text(item.get("id")), details=details)


def _person(value: Any) -> Person | None:
    item = next(_items(value), None)
    name = _text(item.get("name")) if item else None
    title = _text(item.get("title") or item.get("post") or item.get("position")) if item else None
    if not name:
        return None
    return Person(name=name, title=title) if title else _titled(name)


def _titled(written: str) -> Person:
    """``总经理 李原`` · ``李原（总经理）`` · ``李原，总经理`` · ``李原``."""
    parts = [part for part in re.split(r"[\s（）()，,、：:/]+", written) if part]
    person = next((part for part in parts if is_person(part) and not TOP_MANAGER.search(part)), None)
    title = next((part for part in parts if part != person), None)
    return Person(name=person, title=title) if person and len(parts) == 2 else Person(name=written)


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


# -- items ---------------------------------------------------------------------------------------------------------


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
        description=_text(item.get("description")),
        processes=tuple(_strings(item.get("processes"))), systems=tuple(_strings(item.get("systems"))),
    )  # fmt: skip


def _goal(raw: Raw) -> Goal:
    item, twice = _one_spelling(_spread(raw), _GOAL_SYNONYMS)
    lists = {
        key: value for key, value in item.items() if isinstance(value, list) and key not in ("stages", "resources")
    }
    for key, value in lists.items():
        texts = list(dict.fromkeys(filter(None, map(_text, cast(list[Any], value)))))
        if len(texts) > 1 and key in ("baseline", "target", "due", "formula", "unit", "baseline_on", "direction"):
            twice.append((key, "、".join(texts)))
            item[key] = texts[0]
    return Goal(
        name=_text(item.get("name") or item.get("indicator") or item.get("id")) or "",
        duplicates=tuple(f"{key}：{values}" for key, values in twice),
        **{key: _text(item.get(key)) for key in _GOAL_TEXTS},
        baseline=_number(item.get("baseline")), baseline_text=_text(item.get("baseline")) or "",
        baseline_on=_day(item.get("baseline_on")), baseline_on_text=_text(item.get("baseline_on")) or "",
        target=_number(item.get("target")), target_text=_text(item.get("target")) or "",
        due=_day(item.get("due")), due_text=_text(item.get("due")) or "", stages=tuple(_stages(item.get("stages"))),
    )  # fmt: skip


def _spread(raw: Raw) -> Raw:
    """``baseline: {value: 47, date: …, source: …}`` as keys of the goal."""
    item = dict(raw)
    inner = {"value": "{}", "date": "{}_on", "on": "{}_on", "due": "due", "source": "{}_source", "unit": "unit"}
    for slot in ("baseline", "target"):
        nested = item.get(slot)
        if isinstance(nested, dict):
            found = {inner[str(k)].format(slot): v for k, v in cast(Raw, nested).items() if str(k) in inner}
            item = {**{k: v for k, v in item.items() if k != slot}, **found}
            if slot == "target" and "target_on" in item:
                item.setdefault("due", item.pop("target_on"))
    return item


def _stages(value: Any) -> Iterator[Stage]:
    if isinstance(value, dict) and not {"due", "value", "date", "target"} & set(cast(Raw, value)):
        value = [{"due": due, "value": amount} for due, amount in cast(Raw, value).items()]
    for item in _items(value):
        yield _stage(item)


def _stage(item: Raw) -> Stage:
    due = item.get("due") or item.get("date") or item.get("due_on") or item.get("name")
    value = item.get("value") if item.get("value") is not None else item.get("target")
    if value is None and isinstance(due, str):
        due, value = _split_stage(due)
    return Stage(due=_day(due), due_text=_text(due) or "", value=_number(value), value_text=_text(value) or "")


def _split_stage(written: str) -> tuple[str, str | None]:
    """``2026-06-30：42 天`` → the date and the rest."""
    mention = next(iter(find_dates(written)), None)
    if mention is None:
        return written, None
    rest = re.sub(r"^[\s：:，,前达到至]+", "", written[mention.end :])
    return written[mention.start : mention.end], rest or None
