"""``facts.yaml`` → FactTable. People write loosely: strings or mappings, numbers with units, dates of any spelling."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from ..domain.enterprise import Advantage, Benchmark, Capability, Fact, FactTable, Goal, Person, Stage
from ..domain.errors import InputError
from ..text.dates import find_dates
from ..text.roles import TOP_MANAGER, is_person
from .facts_keys import CAPABILITY_KEYS, GOAL_KEYS, ITEM_KEYS, TABLE_KEYS, key_spelled
from .facts_plain import (
    Raw,
    aim_of,
    content_of,
    day_of,
    items_of,
    number_of,
    parted,
    people_of,
    strings_of,
    text_of,
    wordless,
)
from .facts_text import Twice, read_yaml_text

_LISTS = (
    "products", "sites", "strengths", "weaknesses", "opportunities", "threats", "departments", "existing_systems",
    "information_systems", "processes",
)  # fmt: skip
_NAMED_LISTS = frozenset(("products", "sites", "departments", "existing_systems", "information_systems", "processes"))
_PERIOD_BEHIND = re.compile(r"([^（(]*\d[^（(]*)[（(]((?:截至)?(?:19|20)\d\d[^（()）]*)[）)]")
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


def load_facts(path: Path) -> FactTable:
    """Read a fact table. Raises InputError naming the place when the file cannot be used."""
    return parse_facts(read_yaml_text(path) or {}, str(path))


def parse_facts(data: Any, where: str = "facts") -> FactTable:
    """Build a fact table from plain data; unknown keys are kept in ``unknown``, keys given twice in ``conflicts``."""
    if not isinstance(data, dict):
        raise InputError("事实表的最外层应是“键: 值”", where, "对照 facts init 生成的示例改写")
    raw, twice = _one_spelling(cast(Raw, data), TABLE_KEYS)
    goals = list(items_of(raw.get("goals")))
    capabilities = [_one_spelling(item, CAPABILITY_KEYS)[0] for item in items_of(raw.get("capabilities"))]
    unknown = {str(key): text_of(value) or "" for key, value in raw.items() if key not in {*_TEXTS, *_LISTS, *_OTHERS}}
    unknown |= {"as_of": text_of(raw.get("as_of")) or ""} if _unread(raw.get("as_of")) else {}
    unknown |= _unknown_in("goals", [_one_spelling(item, GOAL_KEYS)[0] for item in goals], GOAL_KEYS)
    unknown |= _unknown_in("capabilities", capabilities, CAPABILITY_KEYS)
    unknown |= dict(_wordless(raw))
    unknown |= dict(_second_persons(raw))
    plain: dict[str, Any] = {key: None if key in unknown else content_of(raw.get(key)) for key in _TEXTS}
    lists: dict[str, Any] = {key: tuple(_facts(raw.get(key), key)) for key in _LISTS}
    return FactTable(
        **plain,
        **lists,
        aliases=tuple(strings_of(raw.get("aliases"))),
        headcount=people_of(text_of(raw.get("headcount")) or ""),
        headcount_text=text_of(raw.get("headcount")) or "",
        as_of=day_of(raw.get("as_of")),
        top_management=_person(raw.get("top_management")),
        management_representative=_person(raw.get("management_representative")),
        benchmarks=tuple(map(_benchmark, _items(raw.get("competitors_benchmarks")))),
        advantages=tuple(map(_advantage, _items(raw.get("advantages")))),
        capabilities=tuple(map(_capability, capabilities)),
        goals=tuple(map(_goal, goals)),
        unknown=tuple(unknown.items()),
        conflicts=tuple(twice),
    )


def _items(value: Any) -> Iterator[dict[str, Any]]:
    return (_one_spelling(item, ITEM_KEYS)[0] for item in items_of(value))


def one_spelled(raw: Raw) -> dict[str, Any]:
    """The table with its own keys in one spelling, everything else as written."""
    return _one_spelling(raw, TABLE_KEYS)[0]


def spelled_items(key: str, value: Any) -> list[dict[str, Any]]:
    """The items of a list as mappings with their keys in one spelling."""
    synonyms = {"goals": GOAL_KEYS, "capabilities": CAPABILITY_KEYS}.get(key, {})
    items = (_spread(item) if key == "goals" else item for item in items_of(value))
    return [_one_spelling(item, synonyms)[0] for item in items]


def _unread(value: Any) -> bool:
    """Whether something was written that is no day."""
    return bool(text_of(value)) and day_of(value) is None


def _wordless(raw: Raw) -> Iterator[tuple[str, str]]:
    """Bare numbers and switches where words belong: kept for the hint, not for the drafts."""
    yield from ((key, text_of(raw.get(key)) or "") for key in _TEXTS if wordless(raw.get(key)))
    for key in _LISTS:
        names = [text_of(item.get("name")) or "" for item in items_of(raw.get(key))]
        yield from ((f"{key}[{at}]", name) for at, name in enumerate(names, start=1) if wordless(name))


def _second_persons(raw: Raw) -> Iterator[tuple[str, str]]:
    """Only one person can be named; the others are mentioned, not dropped in silence."""
    for key in ("top_management", "management_representative"):
        value = raw.get(key)
        persons = cast(list[Any], value) if isinstance(value, list) else []
        yield from ((f"{key}[{at}]", text_of(person) or "") for at, person in enumerate(persons[1:], start=2))


def _unknown_in(kind: str, items: Sequence[Raw], known: Mapping[str, str]) -> dict[str, str]:
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
        slot = key_spelled(str(key), synonyms, raw)
        for value in given if isinstance(given, Twice) else [given]:
            before, after = text_of(item.get(slot)), text_of(value)
            if before and after and before != after:
                twice.append((slot, f"{before}、{after}"))
            item[slot] = item[slot] if before else value
    return item, twice


def _facts(value: Any, key: str = "") -> Iterator[Fact]:
    for written in items_of(parted(value, key in _NAMED_LISTS) if isinstance(value, str) else value):
        item = _one_spelling(written, ITEM_KEYS)[0]
        name = text_of(item.get("name") or item.get("item") or item.get("text") or item.get("id"))
        details = tuple((str(k), text_of(v) or "") for k, v in item.items() if k not in ("name", "id"))
        if not wordless(name):
            yield Fact(name=name or (details[0][1] if details else ""), id=text_of(item.get("id")), details=details)


def _person(value: Any) -> Person | None:
    if isinstance(value, dict) and len(cast(Raw, value)) == 1 and "name" not in value:
        title, name = next(iter(cast(Raw, value).items()))
        return Person(name=text_of(name) or "", title=str(title)) if text_of(name) else None
    item = next((_one_spelling(item, ITEM_KEYS)[0] for item in items_of(value)), None)
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
    item, twice = _one_spelling(_dated(_spread(raw)), GOAL_KEYS)
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
        target=aim_of(item.get("target")), target_text=text_of(item.get("target")) or "",
        due=day_of(item.get("due")), due_text=text_of(item.get("due")) or "", stages=tuple(_stages(item.get("stages"))),
    )  # fmt: skip


def _dated(raw: Raw) -> Raw:
    """``baseline: 88.5%（2025年全年）`` as value and day, where no day is given apart."""
    keys = {GOAL_KEYS.get(str(key), str(key)): key for key in raw}
    told = _PERIOD_BEHIND.fullmatch(text_of(raw.get(keys.get("baseline", ""))) or "")
    if not told or text_of(raw.get(keys.get("baseline_on", ""))):
        return raw
    return {**raw, keys["baseline"]: told[1].strip(), keys.get("baseline_on", "baseline_on"): told[2].strip()}


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
