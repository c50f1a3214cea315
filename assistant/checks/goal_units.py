"""Checks of a goal's units: baseline and target in one unit, the one the formula gives."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .goal_contents import UNIT
from .goals import goal_hit, goals_of, undated
from .paper import Paper
from .registry import Context, Hit, check

_UNIT_AFTER = re.compile(rf"\d\s*(?P<unit>{UNIT}|个百分点|ppm|PPM)(?![\u4e00-\u9fff]{{0,1}}[以之]?[前后])")
_SAME = {
    "日": "天", "h": "小时", "个小时": "小时", "min": "分钟", "分": "分钟", "s": "秒", "工作日": "个工作日",
    "kg": "千克", "公斤": "千克", "t": "吨", "％": "%", "个百分点": "%", "PPM": "ppm",
}  # fmt: skip
_MEASURED = (
    frozenset({"天", "小时", "分钟", "秒", "周", "个月", "个工作日"}), frozenset({"元", "万元", "亿元"}),
    frozenset({"%", "‰", "ppm"}), frozenset({"千克", "吨"}),
)  # fmt: skip
_PERCENT = re.compile(r"(?:[×xX*]\s*)?100\s*[%％]|百分(?:比|率)$|占比$")


@check("goal_units_differ")
def goal_units_differ(paper: Paper, _: Mapping[str, Any], context: Context) -> Iterator[Hit]:
    """Baseline, target and the unit told apart are of one unit, where each is one of measure."""
    for goal in goals_of(paper, context):
        base, target = (_unit(goal.slot(slot)) for slot in ("baseline", "target"))
        apart = _plain(goal.slot("unit"))
        for slot, one, two in (("baseline", base, target), ("baseline", base, apart), ("target", target, apart)):
            if _measured(one) and _measured(two) and one != two:
                yield goal_hit(goal, goal.slots[slot].quote, one=one, two=two)
                break


@check("goal_formula_unit")
def goal_formula_unit(paper: Paper, _: Mapping[str, Any], context: Context) -> Iterator[Hit]:
    """A formula of per cent does not give a target in days, nor in pieces of money."""
    for goal in goals_of(paper, context):
        unit = _unit(goal.slot("target")) or _plain(goal.slot("unit"))
        formula = goal.slot("formula")
        measured = _measured(unit) and unit not in _MEASURED[2]
        if measured and _PERCENT.search(re.sub(r"[。；;，,\s]+$", "", formula)):
            yield goal_hit(goal, goal.slots["formula"].quote, unit=unit, formula=formula)


def _unit(text: str) -> str:
    match = _UNIT_AFTER.search(undated(re.sub(r"[（(][^）)]*[）)]", " ", text)))
    tail = match and re.match(r"\s*[/／]", undated(re.sub(r"[（(][^）)]*[）)]", " ", text))[match.end("unit") :])
    return _plain(match["unit"]) if match and not tail else ""


def _plain(unit: str) -> str:
    bare = re.sub(r"\s", "", unit)
    return _SAME.get(bare, bare)


def _measured(unit: str) -> bool:
    return any(unit in family for family in _MEASURED)
