"""How a fact is written in a draft: numbers with their unit, dates in Chinese, references by name, lists joined."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from ..domain.enterprise import Advantage, Benchmark, Capability, Fact, FactTable, Goal, Person, Stage
from ..text.quantities import find_quantities
from .material import ProcedureItem
from .references import capabilities_of, find_advantage, find_capability, goals_of

Item = FactTable | Goal | Capability | Advantage | Fact | Benchmark | Stage | Person | ProcedureItem

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$")
_UNITS = {
    "%",
    "个百分点",
    "万元",
    "亿元",
    "元",
    "小时",
    "分钟",
    "秒",
    "天",
    "日",
    "周",
    "个月",
    "次",
    "件",
    "台",
    "套",
    "人",
    "吨",
}
_VERB = r"(?:降|减|缩|压|提|升|上升|下降|增|扩|达|控制|保持|维持|稳定|不再|消除|杜绝)"
_PERIOD = re.compile(r"^(半?年|季度?|半?月|周|日|天|旬|班)$")
_SAME_UNIT = {"％": "%", "日": "天", "百分比": "%"}
_POST = re.compile(r"(?:副?(?:部长|主任|经理|科长|处长|主管|总监|厂长|负责人|组长|站长|所长|室主任|班长|总工程师))$")


def read(facts: FactTable, item: Item, key: str) -> str:
    """The fact ``key`` of ``item`` as text; empty where it is unknown."""
    special = _SPECIAL.get((type(item), key))
    if special:
        return special(facts, item)
    if isinstance(item, Fact) and key != "name":
        return plain(item.detail(key) or (item.id if key == "id" else "") or "")
    return plain(_shown(getattr(item, key, None)))


def plain(text: str) -> str:
    """One line without characters that would break a table or look like markup."""
    flat = re.sub(r"(?<=[，。；：、！？])\s*\n\s*", "", text.strip())
    flat = re.sub(r"\s*\n\s*", "；", flat).replace("|", "｜").replace("`", "'")
    return re.sub(r"^(?:#+|>|[-*+])\s+", "", flat).rstrip("。；;，,")


def chinese_day(text: str) -> str:
    """``2026-12-20`` → 2026年12月20日; other spellings stay as they were written."""
    match = _ISO.match(text.strip())
    if match is None or int(match[2]) > 12:
        return text.strip()
    return f"{match[1]}年{int(match[2])}月" + (f"{int(match[3])}日" if match[3] else "")


def measured(text: str, unit: str | None) -> str:
    """``36`` and ``天`` → ``36 天``; a value that already carries a unit stays as it is."""
    text, unit = text.strip(), (unit or "").strip()
    if not text or not unit or not re.search(r"[\d.]$", text):
        return text
    return f"{text}{unit}" if unit in ("%", "％", "‰", "℃") else f"{text} {unit}"


def beside(words: str, value: str) -> str:
    """``降低到`` and ``36 天`` with a space between, ``降低到`` and ``不高于 3%`` without."""
    space = "" if re.match(r"[\u4e00-\u9fff]", value) else " "
    return f"{words}{space}{value}"


def toward(direction: str, target: str) -> str:
    """``降低`` and ``36 天`` → ``降低到 36 天``; a target with its own verb (降到 36 天, 提高 5%) stays."""
    if not direction or re.match(_VERB, target):
        return target if re.match(_VERB, target) else beside("变为", target)
    return beside(f"{direction}在" if re.search("保持|维持|稳定", direction) else f"{direction}到", target)


def unit_of(text: str) -> str:
    """The unit in ``36 天`` or ``天``, folded; empty where it is none we know."""
    bare = re.sub(r"^[\d\s.,≥≤<>＜＞~～\-]+", "", text.strip())
    bare = _SAME_UNIT.get(bare, bare)
    return bare if bare in _UNITS else ""


def unit_in(text: str) -> str:
    """The unit of the number in ``提升至 95% 以上``; empty where the text tells a change (降低 30%) or none we know."""
    if re.match(r"[降减缩压提增上下][^到至为]{0,2}\d", text.strip()):
        return ""
    return next((unit for quantity in find_quantities(text)[:1] if (unit := unit_of(quantity.unit))), "")


def department_in(facts: FactTable, owner: str) -> str:
    """The department of the fact table that a post belongs to; empty where none is named."""
    names = sorted((department.name for department in facts.departments), key=len, reverse=True)
    return next((name for name in names if name and name in owner), "")


def post_without_department(facts: FactTable, owner: str) -> str:
    """生产计划部部长 with the department taken away: 部长; empty where it is no post of a known department."""
    department = department_in(facts, owner)
    rest = owner.replace(department, "", 1).strip() if department else ""
    return rest if _POST.search(rest) else ""


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return chinese_day(value.isoformat())
    if isinstance(value, Person):
        return f"{value.title or ''} {value.name}".strip()
    if isinstance(value, tuple):
        parts = [plain(getattr(part, "name", None) or str(part)) for part in value]
        return ("；" if any(re.search("[，、]", part) for part in parts) else "、").join(parts)
    return str(value)


def _stages(_: FactTable, goal: Goal) -> str:
    parts = (stage_text(goal, stage) for stage in goal.stages)
    return "；".join(part for part in parts if part)


def stage_text(goal: Goal, stage: Stage) -> str:
    """``2026年6月30日 42 天``."""
    return plain(f"{chinese_day(stage.due_text)} {measured(stage.value_text, goal.unit)}")


def _goal_capability(facts: FactTable, goal: Goal) -> str:
    found = find_capability(facts, goal.capability)
    return plain(found.name if found else goal.capability or "")


def _goal_advantage(facts: FactTable, goal: Goal) -> str:
    capability = find_capability(facts, goal.capability)
    return _capability_advantage(facts, capability) if capability else ""


def _capability_advantage(facts: FactTable, capability: Capability) -> str:
    found = find_advantage(facts, capability.advantage)
    return plain(found.name if found else capability.advantage or "")


def _capability_goals(facts: FactTable, capability: Capability) -> str:
    return "、".join(plain(goal.name) for _, goal in goals_of(facts, capability))


def _advantage_capabilities(facts: FactTable, advantage: Advantage) -> str:
    return "、".join(plain(capability.name) for capability in capabilities_of(facts, advantage))


def _advantage_goals(facts: FactTable, advantage: Advantage) -> str:
    names = (_capability_goals(facts, capability) for capability in capabilities_of(facts, advantage))
    return "、".join(name for name in names if name)


_DIRECTIONS = {
    **dict.fromkeys(("up", "increase", "higher", "越高越好"), "提高"),
    **dict.fromkeys(("down", "decrease", "lower", "越低越好"), "降低"),
    **dict.fromkeys(("keep", "maintain"), "保持"),
}
_SPECIAL: dict[tuple[type, str], Callable[[FactTable, Any], str]] = {
    (FactTable, "headcount"): lambda facts, _: plain(measured(facts.headcount_text or _shown(facts.headcount), "人")),
    (Goal, "target"): lambda _, goal: plain(measured(goal.target_text, goal.unit)),
    (Goal, "baseline"): lambda _, goal: plain(measured(goal.baseline_text, goal.unit)),
    (Goal, "baseline_on"): lambda _, goal: plain(chinese_day(goal.baseline_on_text)),
    (Goal, "due"): lambda _, goal: plain(chinese_day(goal.due_text)),
    (Goal, "stages"): _stages,
    (Goal, "unit"): lambda _, goal: plain(goal.unit or unit_in(goal.target_text) or unit_in(goal.baseline_text)),
    (Goal, "direction"): lambda _, goal: _DIRECTIONS.get((goal.direction or "").lower(), plain(goal.direction or "")),
    (Goal, "capability"): _goal_capability,
    (Goal, "cadence"): lambda _, goal: _PERIOD.sub(r"每\1", plain(goal.cadence or "")),
    (Goal, "advantage"): _goal_advantage,
    (Goal, "department"): lambda facts, goal: department_in(facts, goal.owner or ""),
    (Capability, "advantage"): _capability_advantage,
    (Capability, "goals"): _capability_goals,
    (Advantage, "capabilities"): _advantage_capabilities,
    (Advantage, "goals"): _advantage_goals,
    (Benchmark, "value"): lambda _, benchmark: plain(measured(benchmark.value or "", benchmark.unit)),
}
