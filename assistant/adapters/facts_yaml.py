"""``facts.yaml`` → FactTable. People write loosely: strings or mappings, numbers with units, dates of any spelling."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from ..domain.enterprise import Advantage, Benchmark, Capability, Fact, FactTable, Goal, Person, Stage
from ..domain.errors import InputError
from ..text.dates import find_dates
from ..text.roles import TOP_MANAGER, is_person
from .facts_plain import Raw, content_of, day_of, integer_of, items_of, number_of, strings_of, text_of
from .facts_text import Twice, read_yaml_text

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
    goals = list(items_of(raw.get("goals")))
    capabilities = [_one_spelling(item, _CAPABILITY_SYNONYMS)[0] for item in items_of(raw.get("capabilities"))]
    unknown = {str(key): text_of(value) or "" for key, value in raw.items() if key not in {*_TEXTS, *_LISTS, *_OTHERS}}
    unknown |= {key: text_of(raw.get(key)) or "" for key in ("headcount", "as_of") if _unread(key, raw.get(key))}
    unknown |= _unknown_in("goals", [_one_spelling(item, _GOAL_SYNONYMS)[0] for item in goals], _GOAL_KEYS)
    unknown |= _unknown_in("capabilities", capabilities, _CAPABILITY_KEYS)
    plain: dict[str, Any] = {key: content_of(raw.get(key)) for key in _TEXTS}
    lists: dict[str, Any] = {key: tuple(_facts(raw.get(key))) for key in _LISTS}
    return FactTable(
        **plain,
        **lists,
        aliases=tuple(strings_of(raw.get("aliases"))),
        headcount=integer_of(raw.get("headcount")),
        as_of=day_of(raw.get("as_of")),
        top_management=_person(raw.get("top_management")),
        management_representative=_person(raw.get("management_representative")),
        benchmarks=tuple(map(_benchmark, items_of(raw.get("competitors_benchmarks")))),
        advantages=tuple(map(_advantage, items_of(raw.get("advantages")))),
        capabilities=tuple(map(_capability, capabilities)),
        goals=tuple(map(_goal, goals)),
        unknown=tuple(unknown.items()),
        conflicts=tuple(twice),
    )


def one_spelled(raw: Raw) -> dict[str, Any]:
    """The table with its own keys in one spelling, everything else as written."""
    return _one_spelling(raw, _TABLE_SYNONYMS)[0]


def spelled_items(key: str, value: Any) -> list[dict[str, Any]]:
    """The items of a list as mappings with their keys in one spelling."""
    synonyms = {"goals": _GOAL_SYNONYMS, "capabilities": _CAPABILITY_SYNONYMS}.get(key, {})
    items = (_spread(item) if key == "goals" else item for item in items_of(value))
    return [_one_spelling(item, synonyms)[0] for item in items]


def _unread(key: str, value: Any) -> bool:
    """Whether something was written that is neither a number nor a day."""
    return bool(text_of(value)) and (integer_of(value) if key == "headcount" else day_of(value)) is None


def _unknown_in(kind: str, items: Sequence[Raw], known: set[str]) -> dict[str, str]:
    return {
        f"{kind}[{text_of(item.get('id')) or at}].{key}": text_of(value) or ""
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
            before, after = text_of(item.get(slot)), text_of(value)
            if before and after and before != after:
                twice.append((slot, f"{before}、{after}"))
            item[slot] = item[slot] if before else value
    return item, twice


def _facts(value: Any) -> Iterator[Fact]:
    if isinstance(value, str) and re.search(r"[、；;]", value) and not re.search(r"[。，]", value):
        value = [part for part in re.split(r"[、；;]", value) if part.strip()]
    for item in items_of(value):
        name = text_of(item.get("name") or item.get("item") or item.get("text") or item.get("id"))
        details = tuple((str(k), text_of(v) or "") for k, v in item.items() if k not in ("name", "id"))
        yield Fact(name=name or (details[0][1] if details else ""), id=text_of(item.get("id")), details=details)


def _person(value: Any) -> Person | None:
    if isinstance(value, dict) and len(cast(Raw, value)) == 1 and "name" not in value:
        title, name = next(iter(cast(Raw, value).items()))
        return Person(name=text_of(name) or "", title=str(title)) if text_of(name) else None
    item = next(items_of(value), None)
    name = text_of(item.get("name")) if item else None
    title = text_of(item.get("title") or item.get("post") or item.get("position")) if item else None
    if not name:
        return None
    return Person(name=name, title=title) if title else _titled(name)


def _titled(written: str) -> Person:
    """``总经理 李原`` · ``李原（总经理）`` · ``李原，总经理`` · ``李原``."""
    parts = [part for part in re.split(r"[\s（）()，,、：:/]+", written) if part]
    person = next((part for part in parts if is_person(part) and not TOP_MANAGER.search(part)), None)
    title = next((part for part in parts if part != person), None)
    return Person(name=person, title=title) if person and len(parts) == 2 else Person(name=written)


# -- items ---------------------------------------------------------------------------------------------------------


def _benchmark(item: Raw) -> Benchmark:
    return Benchmark(
        name=text_of(item.get("name")) or "", indicator=text_of(item.get("indicator") or item.get("item")),
        value=text_of(item.get("value")), unit=text_of(item.get("unit")), source=text_of(item.get("source")),
    )  # fmt: skip


def _advantage(item: Raw) -> Advantage:
    name = text_of(item.get("name") or item.get("id")) or ""
    return Advantage(name=name, id=text_of(item.get("id")), policy_phrase=text_of(item.get("policy_phrase")))


def _capability(item: Raw) -> Capability:
    return Capability(
        name=text_of(item.get("name") or item.get("id")) or "", id=text_of(item.get("id")),
        advantage=text_of(item.get("advantage")), priority=text_of(item.get("priority")),
        description=text_of(item.get("description")),
        processes=tuple(strings_of(item.get("processes"))), systems=tuple(strings_of(item.get("systems"))),
    )  # fmt: skip


def _goal(raw: Raw) -> Goal:
    item, twice = _one_spelling(_spread(raw), _GOAL_SYNONYMS)
    lists = {
        key: value for key, value in item.items() if isinstance(value, list) and key not in ("stages", "resources")
    }
    for key, value in lists.items():
        texts = list(dict.fromkeys(filter(None, map(text_of, cast(list[Any], value)))))
        if len(texts) > 1 and key in ("baseline", "target", "due", "formula", "unit", "baseline_on", "direction"):
            twice.append((key, "、".join(texts)))
            item[key] = texts[0]
    return Goal(
        name=text_of(item.get("name") or item.get("indicator") or item.get("id")) or "",
        duplicates=tuple(f"{key}：{values}" for key, values in twice),
        **{key: text_of(item.get(key)) for key in _GOAL_TEXTS},
        baseline=number_of(item.get("baseline")), baseline_text=text_of(item.get("baseline")) or "",
        baseline_on=day_of(item.get("baseline_on")), baseline_on_text=text_of(item.get("baseline_on")) or "",
        target=number_of(item.get("target")), target_text=text_of(item.get("target")) or "",
        due=day_of(item.get("due")), due_text=text_of(item.get("due")) or "", stages=tuple(_stages(item.get("stages"))),
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
    for item in items_of(value):
        yield _stage(item)


def _stage(item: Raw) -> Stage:
    due = item.get("due") or item.get("date") or item.get("due_on") or item.get("name")
    value = item.get("value") if item.get("value") is not None else item.get("target")
    if value is None and isinstance(due, str):
        due, value = _split_stage(due)
    return Stage(due=day_of(due), due_text=text_of(due) or "", value=number_of(value), value_text=text_of(value) or "")


def _split_stage(written: str) -> tuple[str, str | None]:
    """``2026-06-30：42 天`` → the date and the rest."""
    mention = next(iter(find_dates(written)), None)
    if mention is None:
        return written, None
    rest = re.sub(r"^[\s：:，,前达到至]+", "", written[mention.end :])
    return written[mention.start : mention.end], rest or None
