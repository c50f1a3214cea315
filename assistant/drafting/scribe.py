"""Writes one section: fills places from the facts, notes which facts were used and what is still open."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..domain.enterprise import FactTable
from ..domain.framework import Requirement
from .material import Material
from .profile import Profile
from .references import goal_path
from .relations import related
from .values import Item, read

BLANK = "【待填写】"
_QUOTED_OPEN = re.compile(r"“(【待补充[^】]*】)”")
_PLACE = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)(\?)?\}")


class Scoped(NamedTuple):
    """An item of the fact table under its path, ``goals[G1]``."""

    path: str
    item: Item


@dataclass(frozen=True)
class Brief:
    """What a draft is made from."""

    facts: FactTable
    material: Material
    profile: Profile


@dataclass
class Scribe:
    """The pen of one section. ``scope`` holds the items that templates call by a short name."""

    brief: Brief
    scope: Mapping[str, Scoped] = field(default_factory=dict[str, Scoped])
    used: list[str] = field(default_factory=list[str])
    open: list[str] = field(default_factory=list[str])

    @property
    def facts(self) -> FactTable:
        """The fact table."""
        return self.brief.facts

    def within(self, item: Scoped) -> "Scribe":
        """The same section with ``item`` under that name."""
        return Scribe(self.brief, {**self.scope, "item": item}, self.used, self.open)

    def fill(self, text: str) -> str:
        """``text`` with every ``{place}`` filled; an unknown fact becomes an open point, ``{place?}`` stays silent."""
        filled = _PLACE.sub(self._filled, self.brief.profile.called(text))
        return _QUOTED_OPEN.sub(r"\1", filled)

    def _filled(self, match: re.Match[str]) -> str:
        found = self.value(match[1], optional=bool(match[2]))
        quoted = match.string[: match.start()].endswith("“")
        return found.replace("“", "‘").replace("”", "’") if quoted and not found.startswith("【") else found

    def value(self, place: str, optional: bool = False) -> str:
        """The fact at ``place`` (``strategy`` or ``item.target``), noted as used, or an open point."""
        found, path = self.peek(place)
        if found:
            self.note(*filter(None, path.split(" ")))
            return found
        return "" if optional else self.missing(place)

    def short(self, place: str) -> str:
        """The fact at ``place``, or a short mark where the full open point stands elsewhere in the draft."""
        found = self.value(place, optional=True)
        name, _, key = place.partition(".")
        kind = self.scope[name].path.split("[")[0] if key and name in self.scope else ""
        return found or f"【待补充：{self.brief.material.asks[f'{kind}.{key}' if kind else name].label}】"

    def peek(self, place: str) -> tuple[str, str]:
        """The fact at ``place`` and its path, without noting it; a hint of its class has no path."""
        name, _, key = place.partition(".")
        if key.startswith("near_") and name in self.scope:
            near = self.near(self.scope[name], key.removeprefix("near_"))
            return "；".join(read(self.facts, item.item, "name") for item in near), " ".join(item.path for item in near)
        if key and name in self.scope:
            scoped = self.scope[name]
            found = read(self.facts, scoped.item, key)
            return (found, f"{scoped.path}.{key}") if found else (self._derived(scoped, key), "")
        return read(self.facts, self.facts, name), name

    def near(self, scoped: Scoped, kind: str) -> list[Scoped]:
        """Items of another list that share words with an item, the closest three."""
        said = f"{read(self.facts, scoped.item, 'name')} {read(self.facts, scoped.item, 'description')}"
        return related(said, self.items(kind))[:3]

    def _derived(self, scoped: Scoped, key: str) -> str:
        return self.brief.profile.derived(scoped.path.split("[")[0], scoped.item, key)

    def missing(self, place: str) -> str:
        """An open point for the fact at ``place``."""
        name, _, key = place.partition(".")
        kind = self.scope[name].path.split("[")[0] if key and name in self.scope else ""
        ask = self.brief.material.asks[f"{kind}.{key}" if kind else name]
        return self.ask(f"{self._whose(name, kind)}{ask.label}", ask.how)

    def ask(self, label: str, how: str) -> str:
        """An open point with how to get what is missing."""
        point = f"【待补充：{label}（怎样取得：{how}）】"
        if point not in self.open:
            self.open.append(point)
        return point

    def note(self, *paths: str) -> None:
        """Facts that stand in the section."""
        self.used.extend(path for path in paths if path not in self.used)

    def takes(self, scratch: "Scribe", text: str) -> str:
        """``text`` written with a scratch pen: of that pen only the open points in the text and the posts count."""
        self.open.extend(point for point in scratch.open if point in text and point not in self.open)
        self.note(*(path for path in scratch.used if path.partition("[")[0] in _WHO))
        return text

    def items(self, kind: str) -> list[Scoped]:
        """Items of a list of the fact table with their paths."""
        values: Sequence[Item] = getattr(self.facts, kind)
        return [Scoped(item_path(kind, item, at), item) for at, item in enumerate(values, start=1)]

    def names(self, kind: str, mark: str = "") -> str:
        """Names of a list joined with 、, all noted; empty where the list is."""
        found: list[str] = []
        for scoped in self.items(kind):
            self.note(f"{scoped.path}.name" if kind in _PARTED else scoped.path)
            found.append(
                f"“{read(self.facts, scoped.item, 'name')}”" if mark else read(self.facts, scoped.item, "name")
            )
        return ("；" if any(re.search("[，、]", name) for name in found) else "、").join(found)

    def role(self, role: str) -> str:
        """The department (or person) that plays a role in this enterprise, or an open point."""
        found = self.brief.profile.department(role)
        if found:
            self.note(found.path)
            return found.name
        ask = self.brief.material.asks["role"]
        return self.ask(f"承担“{role}”职责的部门或岗位", ask.how)

    def roles(self, text: str) -> str:
        """``text`` with ``<role>`` marks replaced by the departments that play them."""
        return re.sub(r"<([^<>]+)>", lambda match: self.role(match[1]), text)

    def _whose(self, name: str, kind: str) -> str:
        labels = {"goals": "目标", "capabilities": "新型能力", "advantages": "竞争优势", "benchmarks": "标杆"}
        if kind not in labels:
            return ""
        return f"{labels[kind]}“{read(self.facts, self.scope[name].item, 'name')}”的"


_WHO = frozenset({"departments", "top_management", "management_representative"})
_PARTED = frozenset({"goals", "capabilities", "advantages", "benchmarks"})


def item_path(kind: str, item: Item, position: int) -> str:
    """``goals[G1]``; ``strengths[2]`` where an item has no id."""
    if kind == "goals":
        return goal_path(item, position)  # pyright: ignore[reportArgumentType]
    return f"{kind}[{getattr(item, 'id', None) or position}]"


def table(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    heads = list(columns)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("\n", "；") or "—" for cell in line) + " |" for line in lines)


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def clause(requirement: Requirement) -> str:
    """``第 6.1 条（待核对）`` as it stands in a text; chapters as ``第 6 章``."""
    kind = "条" if "." in requirement.number else "章"
    return f"第 {requirement.number} {kind}" + ("（待核对）" if requirement.number_confidence == "low" else "")
