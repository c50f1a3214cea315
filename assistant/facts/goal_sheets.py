"""Goals and values in forms other than one row a goal: a sheet a goal, goals as columns, one goal's own table."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.facts import Goal, Line, Measurement, Paper, Source
from ..text.business_year import first_period
from .papers import pair_fields

_EMPTY = re.compile(r"^[\s/／\\—–\-_＿无暂待定]*$")
_NAME_LABEL = re.compile(r"^(?:目标|指标|考核指标|关键指标)(?:名称|项目)?$|^KPI(?:名称)?$", re.I)
_PERIOD_HEAD = re.compile(r"^(?:统计|监测|考核|测量)?(?:月份?|期间?|期别|季度|年月|周期|时段|时间|月度)$")
_TARGET_ROW = re.compile(r"^(?:年度|20\d\d年)?(?:目标值?|指标值|计划值|标准值?|目标要求)$")
_TARGET_LABEL = re.compile(r"^(?:年度|20\d\d年)?(?:目标值?|指标值|计划值|标准值?|目标要求|控制值)$")
_BESIDE_NAME = re.compile(
    r"(?:目标|指标|要求|控制)值?[：:为]?\s*([≥≤<>＜＞≧≦不大小低高超于过]+\s*\d+(?:\.\d+)?\s*[%％]?)"
)
"""订单准时交付率（目标≥92%）: the target beside the goal's name."""
_UNIT_LABEL = re.compile(r"^(?:计量)?单位$")
_GOAL_NUMBER = re.compile(r"\s*([A-Za-z]{1,4}[-.]?\d{1,3})\s*\|")
_MEASURED = re.compile(
    r"(?:率|度|量|数|周期|时间|用时|时长|天数|成本|费用|能耗|产值|水平|指数|得分|次数|比例?|比重|额|分|效|期|值)$"
)
_TableKey = tuple[int, int | None]
_NO_GOAL = re.compile(r"日期|时间|备注|说明|填报|汇总|审核|编制|序号|人$|部门|合计|状态|分析|达标|结论")


def goals_of_forms(paper: Paper, slots: dict[str, re.Pattern[str]]) -> Iterator[Goal]:
    """A goal told in a form of its own: 目标值 | ≥95 %, 基线值 | 92 %, one label a row."""
    title = ""
    for lines in _tables(paper):
        before = [x for x in paper.lines[: lines[0].index] if x.part == lines[0].part and not x.cells]
        title = before[-1].text if before else lines[0].locator.split(" › ")[0]
        found: dict[str, tuple[str, Line]] = {}
        name = ""
        for line in lines:
            for label, value in pair_fields(line):
                if _NAME_LABEL.match(label) and len(value) >= 3 and not re.search(r"\d", value):
                    name = value
                slot = next((s for s, p in slots.items() if p.search(label)), None)
                if slot and slot not in found:
                    found[slot] = ("" if _EMPTY.match(value) else value, line)
        if "target" in found and len(set(found) - {"target", "support", "capability"}) >= 3:
            line = found["target"][1]
            yield Goal(
                name=name or title,
                slots=tuple((s, v) for s, (v, _) in found.items()),
                headed=tuple(found),
                source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="goal-form/1"),
            )


def _tables(paper: Paper) -> Iterator[list[Line]]:
    """Runs of label–value rows of one table."""
    run: list[Line] = []
    for line in paper.lines:
        same = bool(run) and (line.part, line.table) == (run[-1].part, run[-1].table)
        if line.kind == "row" and not line.heads and line.cells and (same or not run):
            run.append(line)
            continue
        if len(run) >= 4:
            yield run
        run = [line] if line.kind == "row" and not line.heads and line.cells else []
    if len(run) >= 4:
        yield run


def values_by_column(paper: Paper, known: Sequence[str], year: int, start: int = 1) -> Iterator[Measurement]:
    """Values of tables whose rows are periods and whose columns are goals."""
    groups: dict[tuple[int, int | None, tuple[str, ...]], list[Line]] = {}
    for line in paper.lines:
        if len(line.heads) >= 2 and line.cells and _PERIOD_HEAD.match(line.heads[0]):
            groups.setdefault((line.part, line.table, line.heads), []).append(line)
    for (_, _, heads), lines in groups.items():
        targets = next((x for x in lines if _TARGET_ROW.match(x.cells[0])), None)
        units = next((x for x in lines if x.cells[0] in ("单位", "计量单位")), None)
        for column, head in enumerate(heads):
            wanted = targets is not None and column < len(targets.cells) and targets.cells[column].strip(" /／—-")
            named = next((k for k in known if k and (k in head.replace(" ", "") or head in k)), "")
            if column and not _PERIOD_HEAD.match(head) and (named or wanted and not _NO_GOAL.search(head)):
                given = (named or _below(head), _cell(targets, column), _cell(units, column))
                yield from _column(paper, lines, column, given, year, start)


def _column(
    paper: Paper, lines: Sequence[Line], column: int, given: tuple[str, str, str], year: int, start: int
) -> Iterator[Measurement]:
    for line in lines:
        span = period_of(line.cells[0], year, start)
        if span and column < len(line.cells):
            source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="measurement/2")
            yield Measurement(
                goal=given[0], first=span[0], last=span[1], text=line.cells[column].strip(),
                target=given[1], unit=given[2], source=source,
            )  # fmt: skip


def _below(head: str) -> str:
    """供销部/按期交货率 → 按期交货率: the upper heading of a two-row head left out."""
    upper, _, lower = head.partition("/")
    return lower if lower and re.search(r"(?:部|科|处|室|中心|车间|类|组)$", upper) else head


def period_of(text: str, year: int, start: int = 1) -> tuple[date, date] | None:
    """The month, quarter or half-year a cell names; a bare 1 … 12 is a month."""
    bare = re.fullmatch(r"\s*(1[0-2]|0?[1-9])\s*", text)
    mention = first_period(f"{bare[1]}月" if bare else text, year, start)
    return (mention.first, mention.last) if mention else None


def _cell(line: Line | None, column: int) -> str:
    text = line.cells[column].strip() if line is not None and column < len(line.cells) else ""
    return "" if _EMPTY.match(text) else text


class OneGoal(NamedTuple):
    """The goal a table of periods is about, with the target and unit told above the table."""

    name: str
    target: str = ""
    unit: str = ""
    counted: str = ""
    """The unit the table of goals gives it."""


def tables_of_one_goal(paper: Paper, goals: Sequence[Goal], key: Callable[[str], str]) -> dict[_TableKey, OneGoal]:
    """Tables without a column of goals: whose values they hold, as a label, the title, the sheet, the heading or the
    file's name tells — by the goal's name, by its number in the table of goals, or as a name of its own."""
    found: dict[_TableKey, OneGoal] = {}
    above: list[Line] = []
    for line in paper.lines:
        if above and line.part != above[-1].part:
            above = []
        if not line.heads:
            above.append(line)
        else:
            if (line.part, line.table) not in found:
                found[line.part, line.table] = _one_goal(line, above[-8:], paper, goals, key)
            above = []
    return found


def _one_goal(
    line: Line, above: Sequence[Line], paper: Paper, goals: Sequence[Goal], key: Callable[[str], str]
) -> OneGoal:
    told = [pair for x in above for pair in pair_fields(x)]
    labelled = [v for label, v in told if _NAME_LABEL.match(label) and is_goal_name(v)]
    titles = [x.text for x in reversed(above) if x.kind in ("text", "heading") and len(x.text) <= 40]
    place = line.locator.split(" › ")[0]
    texts = [*labelled, *titles, place, paper.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]]
    known = next((g.name for t in texts for g in goals if names_goal(t, g, key)), "")
    named = known or next(iter(labelled), "") or next((n for t in (*titles, place) if (n := _own_name(t))), "")
    counted = next((dict(g.slots).get("unit", "") for g in goals if g.name == known), "")
    target = _told(told, _TARGET_LABEL) or next((m[1] for t in texts if (m := _BESIDE_NAME.search(t))), "")
    return OneGoal(named, target, _told(told, _UNIT_LABEL), counted)


def names_goal(text: str, goal: Goal, key: Callable[[str], str]) -> bool:
    """Whether a title tells a goal: by its name, or by the number the table of goals gives it (G3, ZB-02)."""
    name, flat = key(goal.name), key(text)
    number = _GOAL_NUMBER.match(goal.source.quote)
    coded = bool(number) and bool(re.search(rf"(?<![A-Za-z\d]){re.escape(number[1])}(?![\d])", text))
    return len(name) >= 3 and (name in flat or len(flat) >= 4 and flat in name) or coded


def _own_name(text: str) -> str:
    """订单准时交付率（月度）监测表 → 订单准时交付率; nothing where no measured thing is named."""
    plain = re.sub(r"[（(].*?[)）]|20\d\d年?度?|[\s《》]|^[A-Za-z]{1,3}-?\d{1,3}[.、．:：\-—]?", "", text)
    plain = re.sub(
        r"(?:(?:月度|季度|年度|逐月)?(?:目标|指标)?(?:监测|统计|测量|监视|考核|完成情况|数据|实测)*(?:台[账帐]|记录表?|表|汇总|明细))$",
        "",
        plain,
    )
    return plain if is_goal_name(plain) and _MEASURED.search(plain) else ""


def is_goal_name(text: str) -> bool:
    """A name, not a required value: ≥95.0, 98 % and ≤3 天 name nothing."""
    return len(re.findall(r"[\u4e00-\u9fffA-Za-z]", text)) >= 2 and not re.match(
        r"\s*[≥≤<>＜＞=不大小超低高]*\s*\d", text
    )


def _told(pairs: Sequence[tuple[str, str]], label: re.Pattern[str]) -> str:
    return next((v for name, v in pairs if label.match(name) and v and not _EMPTY.match(v)), "")
