"""``registers.yaml``: aliases a person has confirmed (or rejected), editable, kept beside the enterprise's files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ..domain.errors import InputError
from ..domain.facts import Alias

_KINDS = ("department", "form", "document", "person")


def read_registers(path: Path) -> list[Alias]:
    """Confirmed aliases: ``aliases: [{kind, name, other}]``; entries with ``confirmed: false`` are left out."""
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError("registers.yaml 无法读取", path.name, "请检查缩进和冒号，并保存为 UTF-8") from error
    entries = data.get("aliases", []) if isinstance(data, Mapping) else []
    return [_alias(e, path.name) for e in entries if not (isinstance(e, Mapping) and e.get("confirmed") is False)]


def _alias(entry: Any, name: str) -> Alias:
    if not isinstance(entry, Mapping) or not entry.get("name") or not entry.get("other"):
        raise InputError(f"别名条目不完整：{entry}", name, "每条写明 kind、name、other")
    kind = str(entry.get("kind", "department"))
    if kind not in _KINDS:
        raise InputError(f"别名的 kind 不认识：{kind}", name, f"可用：{'、'.join(_KINDS)}")
    return Alias(kind=kind, name=str(entry["name"]), other=str(entry["other"]), confirmed=True)  # type: ignore[arg-type]


def write_registers(path: Path, aliases: Sequence[Alias]) -> None:
    """Write proposals and confirmed aliases for a person to edit; proposals carry ``confirmed: false`` and
    their words."""
    seen: dict[tuple[str, str, str], dict[str, object]] = {}
    for one in aliases:
        entry: dict[str, object] = {"kind": one.kind, "name": one.name, "other": one.other, "confirmed": one.confirmed}
        if one.source is not None:
            entry["source"] = f"{one.source.file}：{one.source.quote[:60]}"
        key = (one.kind, one.name, one.other)
        if key not in seen or one.confirmed:
            seen[key] = entry
    text = yaml.safe_dump({"aliases": list(seen.values())}, allow_unicode=True, sort_keys=False)
    path.write_text("# 别名登记：确认的把 confirmed 改为 true，不是同一个的删去该条。\n" + text, encoding="utf-8")
