"""Reads rule packs, goal slots and their checks from ``corpus/rules``."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.goal_slots import Slot
from ..domain.rule import Rule


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """All rules of ``folder/*.yaml``. Raises CorpusError for a broken file, a double id, a rule without examples."""
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yaml")):
        for raw in _read(path).get("rules", []):
            rule = _rule(path, raw)
            if rule.id in rules:
                raise CorpusError("规则编号重复", f"{path.name} {rule.id}", "改用另一个编号")
            rules[rule.id] = rule
    return tuple(rules.values())


def load_goal_slots(path: Path) -> tuple[Slot, ...]:
    """The slots of a goal and how papers write them."""
    return tuple(Slot(name=name, **value) for name, value in _read(path).items())


def _read(path: Path) -> dict[str, Any]:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        raise CorpusError("规则文件不是有效的 YAML", path.name, str(error).splitlines()[-1]) from error


def _rule(path: Path, raw: dict[str, Any]) -> Rule:
    try:
        rule = Rule.model_validate({**raw, "ok": _examples(raw.get("ok")), "bad": _examples(raw.get("bad"))})
    except (ValidationError, TypeError) as error:
        detail = "；".join(str(error).splitlines()[1:3])
        raise CorpusError("规则写法不对", f"{path.name} {raw.get('id')}", detail) from error
    if not rule.ok or not rule.bad:
        raise CorpusError("规则缺少 ok 或 bad 示例", f"{path.name} {rule.id}", "各写至少一个示例")
    return rule


def _examples(values: Any) -> list[Any]:
    items = values if isinstance(values, list) else [values] if values else []
    return [{"text": item} if isinstance(item, str) else item for item in items]
