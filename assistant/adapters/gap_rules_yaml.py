"""Reads the rule data of the gap detectors (``corpus/rules/gaps/*.yaml``)."""

from pathlib import Path
from typing import Any

import yaml

from ..domain.errors import CorpusError
from ..gaps.registry import RuleText


def read_gap_rules(folder: Path) -> dict[str, RuleText]:
    """All rules by detector id; raises CorpusError naming the file and key that is wrong."""
    rules: dict[str, RuleText] = {}
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in (data or {}).get("rules", []):
            rule = _rule(entry, path)
            rules[rule.id] = rule
    if not rules:
        raise CorpusError("没有找到差距规则", str(folder), "请检查安装是否完整")
    return rules


def read_subjects(folder: Path) -> dict[str, str]:
    """Clause key → pattern of the words it is about (``clauses.yaml``), in the order of the standard."""
    path = folder / "clauses.yaml"
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["subjects"]
        return {entry["key"]: "|".join(map(str, entry["words"])) for entry in entries}
    except (OSError, KeyError, TypeError) as error:
        raise CorpusError(f"要求对照的用词读不出：{error}", str(path), "请检查安装是否完整") from error


def _rule(entry: dict[str, Any], path: Path) -> RuleText:
    try:
        return RuleText(
            id=entry["id"],
            title=entry["title"],
            severity=entry["severity"],
            explanation=entry["explanation"],
            innocent=tuple(entry["innocent"]),
            suggestion=entry["suggestion"],
            clauses=tuple(entry["clauses"]),
            parameters=dict(entry.get("parameters") or {}),
        )
    except (KeyError, TypeError) as error:
        raise CorpusError(f"差距规则缺少内容：{error}", path.name, "请对照其他规则补齐") from error
