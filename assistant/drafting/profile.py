"""What kind of enterprise, indicator or capability this is, and which department plays which role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ..domain.enterprise import Capability, FactTable, Goal
from .material import Hints, Material
from .values import plain


class Post(NamedTuple):
    """A department or person of the fact table and its path."""

    name: str
    path: str


@dataclass(frozen=True)
class Profile:
    """Classes chosen by the words of the facts; the class without ``match`` is the general one and stands last."""

    facts: FactTable
    material: Material

    def industry(self) -> Hints:
        """Hints for the industry."""
        said = " ".join([self.facts.industry or "", *(product.name for product in self.facts.products)])
        return _best(self.material.industries, [self.facts.industry or "", said, self.facts.name or ""])

    def indicator(self, goal: Goal) -> Hints:
        """Hints for what a goal measures."""
        return _best(self._of_sector(self.material.indicators), [goal.name, goal.indicator or "", goal.formula or ""])

    def sectors(self) -> tuple[str, ...]:
        """``industrial``, ``process``, ``service``, ``utility``: what kinds of work are done here."""
        return self.industry().get("sector") or ("industrial",)

    def small(self) -> bool:
        """Whether so few people work here that one of them wears several hats."""
        return 0 < (self.facts.headcount or 0) < _FEW

    def capability(self, capability: Capability) -> Hints:
        """Hints for what a capability is about in this sector."""
        return _best(self._of_sector(self.material.capabilities), [capability.name, capability.description or ""])

    def _of_sector(self, classes: Sequence[Hints]) -> list[Hints]:
        ours = set(self.sectors())
        return [hints for hints in classes if ours & set(hints.get("sector") or ours)]

    def derived(self, kind: str, item: Any, key: str) -> str:
        """What the class of an item calls to mind under ``key``: no fact, a hint."""
        if kind == "departments":
            roles = self._roles_like(plain(item.name))[:3] or ["general"]
            duties = [hints for hints in self.material.duties if hints.id in roles]
            return "、".join(dict.fromkeys(text for hints in duties for text in hints.get(key)))
        if kind == "information_systems":
            return "、".join(_best(self.material.systems, [item.name]).get(key))
        hints = {"capabilities": self.capability, "goals": self.indicator}.get(kind)
        return "、".join(hints(item).get(key)) if hints else ""

    def called(self, text: str) -> str:
        """``text`` of a template with 公司 replaced by what an enterprise of this name calls itself."""
        if "公司" not in text or not self.facts.name:
            return text
        bare = re.sub(r"[（(][^（）()]*[）)]", "", self.facts.name).strip()
        found = _best(self.material.selves, [bare])
        return text.replace("本公司", found.get("own")[0]).replace("公司", found.get("word")[0])

    def department(self, role: str) -> Post | None:
        """Who plays ``role``: a person for the top, else the department whose name fits best; None when none does."""
        person = _PERSONS.get(role)
        if person:
            found = getattr(self.facts, person)
            return Post(role if role == "管理者代表" else plain(found.title or found.name), person) if found else None
        for pattern in self.material.roles.get(role, ()):
            for position, department in enumerate(self.facts.departments, start=1):
                if _compiled(pattern).search(department.name):
                    return Post(plain(department.name), f"departments[{department.id or position}]")
        return None

    def known(self, department: str) -> bool:
        """Whether the name of a department tells what it does."""
        return bool(self._roles_like(department))

    def _roles_like(self, department: str) -> list[str]:
        """Roles whose surest names the department bears, be it the one that plays them or not."""
        sure = {role: patterns[:2] for role, patterns in self.material.roles.items()}
        return [role for role, patterns in sure.items() if any(_compiled(p).search(department) for p in patterns)]

    def roles_of(self, department: str) -> list[str]:
        """Roles a department plays."""
        roles = (role for role in self.material.roles if role not in _PERSONS)
        return [role for role in roles if (post := self.department(role)) and post.name == plain(department)]


_FEW = 100
_PERSONS = {"最高管理者": "top_management", "管理者代表": "management_representative"}


def _best(classes: Sequence[Hints], texts: Sequence[str]) -> Hints:
    """The first class that matches the first text, else the second …; the last class when none does."""
    for text in texts:
        for hints in classes:
            if any(_compiled(pattern).search(text) for pattern in hints.match):
                return hints
    return classes[-1]


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
