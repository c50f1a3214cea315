"""What is chosen about an enterprise before its year begins."""

from dataclasses import dataclass, field
from typing import Any

from .world import DEPARTMENTS, Numbers

POSTS = (
    "gm",
    "mr",
    *(f"{d}.head" for d in DEPARTMENTS),
    "digital.staff",
    "digital.it",
    "quality.staff",
    "tech.staff",
    "prod.staff",
    "hr.staff",
    "equip.staff",
    "sales.staff",
)


@dataclass
class Profile:
    """What is chosen before the year begins."""

    name: str
    short: str
    industry: dict[str, Any]
    departments: dict[str, str]
    names: list[str]
    code: str = "QJ"
    headcount: int = 286
    numbers: Numbers = field(default_factory=Numbers)
    renamed: bool = True
    combined: bool = True
    small: bool = False
    seed: int = 1
