"""Facts that contradict each other, found before anything is drafted from them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from ..domain.draft import Violation
from ..domain.enterprise import Capability, FactTable, Goal
from ..text.normalize import fold_text
from ..text.quantities import find_quantities
from ..text.roles import departments_in
from .goal_contradictions import goal_contradictions
from .references import find_advantage, find_capability, goal_path, is_id
from .violations import violation


def contradictions(facts: FactTable) -> tuple[Violation, ...]:
    """Every contradiction, errors first. An ``error`` blocks a draft; a ``warning`` wants a look."""
    found = [*_table(facts), *_references(facts)]
    for position, goal in enumerate(facts.goals, start=1):
        found.extend(goal_contradictions(goal, goal_path(goal, position), facts))
    return tuple(sorted(found, key=lambda item: item.severity != "error"))


def unknown_keys(facts: FactTable) -> tuple[Violation, ...]:
    """A hint for every key the schema does not know and every value that cannot be what the key asks for."""
    return tuple(
        violation("facts-unknown-key", key, value, *_unread(key, value), "hint") for key, value in facts.unknown
    )


def _unread(key: str, value: str) -> tuple[str, str]:
    """What is wrong with a key or value that was not read, and what to do."""
    kind, _, slot = key.partition("].")
    kind = kind.split("[")[0]
    if not slot and kind in _PERSONS:
        return (
            f"“{key}”是第二个人，这里只用第一个；内容已保留，但不会写进草案。",
            "只写一位；确实由两人分担的，写在同一行里。",
        )
    if key == "as_of":
        return ("“as_of”要写日期，这里读不出日期；内容已保留，但不会写进草案。", "写成 2026-05-18 或 2026年5月18日。")
    if not slot and kind in FactTable.model_fields:
        return (f"“{key}”要写文字，这里只有数字或开关；内容已保留，但不会写进草案。", "写出名称或事实，不知道就留空。")
    meant = _meant(slot or key, kind if slot else "")
    guess = f"可能是想写“{meant}”，确认后改过来；" if meant else ""
    return (
        f"“{key}”不是事实表认识的键；内容已保留，但不会写进草案。",
        f"{guess}其余对照 guanbiao facts init 的示例改正拼写，或忽略本提示。",
    )


_PERSONS = ("top_management", "management_representative")
_FIELDS = {"": FactTable, "goals": Goal, "capabilities": Capability}


def _meant(key: str, kind: str) -> str:
    """The key of the schema that looks most like ``key``; empty where none does."""
    known = [name for name in _FIELDS.get(kind, FactTable).model_fields if name not in ("unknown", "conflicts")]
    return next(iter(get_close_matches(key.lower(), known, 1, 0.75)), "")


# -- the table as a whole ------------------------------------------------------------------------------------------


def _table(facts: FactTable) -> Iterator[Violation]:
    for key, values in facts.conflicts:
        yield violation(
            "facts-given-twice", key, values, f"“{key}”写了两次而内容不同：{values}。", "核实后只保留一个。"
        )
    for kind, items in (("goals", facts.goals), ("capabilities", facts.capabilities), ("advantages", facts.advantages)):
        for identity in _repeated(item.id for item in items):
            yield violation(
                "facts-same-id",
                f"{kind}[{identity}]",
                identity,
                f"编号 {identity} 用了两次，引用时分不清。",
                "改用不同的编号。",
            )
    yield from _same_indicator(facts.goals)
    yield from _headcount(facts)


def _repeated(values: Iterable[str | None]) -> list[str]:
    return [value for value, count in Counter(values).items() if value and count > 1]


def _same_indicator(goals: tuple[Goal, ...]) -> Iterator[Violation]:
    first: dict[str, Goal] = {}
    for position, goal in enumerate(goals, start=1):
        other = first.setdefault(fold_text(goal.indicator or goal.name), goal)
        if other is goal:
            continue
        for slot, label in (("target_text", "目标值"), ("baseline_text", "基线"), ("formula", "公式")):
            mine, theirs = str(getattr(goal, slot) or ""), str(getattr(other, slot) or "")
            if mine and theirs and fold_text(mine) != fold_text(theirs):
                yield violation(
                    "facts-indicator-twice",
                    goal_path(goal, position),
                    mine,
                    f"目标“{goal.name}”出现两次，{label}不一致：{theirs} 与 {mine}。",
                    "一个指标只留一个口径，确认后删去另一个。",
                )


def _headcount(facts: FactTable) -> Iterator[Violation]:
    counts = [
        quantity[0].value for site in facts.sites if (quantity := find_quantities(site.detail("headcount") or ""))
    ]
    if facts.headcount and sum(counts) > facts.headcount:
        yield violation(
            "facts-headcount",
            "headcount",
            str(facts.headcount),
            f"各场所人数之和 {sum(counts):g} 大于企业总人数 {facts.headcount}。",
            "核对人数的统计口径和日期。",
            "warning",
        )


def _references(facts: FactTable) -> Iterator[Violation]:
    for position, goal in enumerate(facts.goals, start=1):
        if goal.capability and facts.capabilities and not find_capability(facts, goal.capability):
            yield _dangling(
                f"{goal_path(goal, position)}.capability", goal.capability, f"目标“{goal.name}”", "新型能力"
            )
        phrase = goal.policy_phrase
        if phrase and facts.policy and fold_text(phrase) not in fold_text(facts.policy):
            yield violation(
                "facts-phrase-not-in-policy",
                f"{goal_path(goal, position)}.policy_phrase",
                phrase,
                f"目标“{goal.name}”对应的方针语句“{phrase}”在现行方针中找不到。",
                "核对方针原文，或改成方针中确有的语句。",
                "warning",
            )
        if facts.departments and (stranger := _stranger(goal.owner or "", facts)):
            yield _dangling(f"{goal_path(goal, position)}.owner", stranger, f"目标“{goal.name}”", "责任部门")
    for position, capability in enumerate(facts.capabilities, start=1):
        if capability.advantage and facts.advantages and not find_advantage(facts, capability.advantage):
            locator = f"capabilities[{capability.id or position}].advantage"
            yield _dangling(locator, capability.advantage, f"新型能力“{capability.name}”", "可持续竞争优势")


def _stranger(owner: str, facts: FactTable) -> str:
    """The department in charge that is none of the table's; empty where it is one, or none is named."""
    named = departments_in(re.sub(r"(?<=[部科处室组])[部科处室组]?长", "", owner))
    known = [fold_text(department.name) for department in facts.departments]
    return "" if any(k in fold_text(d) or fold_text(d) in k for d in named for k in known) else next(iter(named), "")


def _dangling(locator: str, quote: str, who: str, what: str) -> Violation:
    return violation(
        "facts-unknown-reference",
        locator,
        quote,
        f"{who}引用的{what}“{quote}”不在事实表中。",
        f"补上这项{what}，或改成已有的编号或名称。",
        "error" if is_id(quote) else "warning",
    )
