"""Goals with their slots, and measured values by period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..domain.facts import Goal, Line, Measurement, Paper, Record, Source
from ..text.business_year import first_period, rolled, year_named
from ..text.dates import DateMention
from .goal_sheets import OneGoal, goals_of_forms, is_goal_name, tables_of_one_goal, values_by_column
from .header_rows import lowest_head
from .ledger_rows import below_the_rows, day_of
from .value_columns import value_column

SLOTS: dict[str, re.Pattern[str]] = {
    "unit": re.compile(r"单位(?!名称)|计量|量纲"),
    "baseline": re.compile(
        r"老底|底[数子]|去年|往年|基础值|原来(?:是|的)?|起点|基线|基准|基期|上年|上年度|现状|现值|本底|当前值|起始值|初始值|20\d\d年?度?(?:实际|完成|水平|实绩|值)"
    ),
    "target": re.compile(
        r"(?:今年|要|争取|定)(?:做)?到|要达|目标值|指标值|目标要求|计划值|20\d\d年?度?目标|年度目标|^目标$|应达|(?:承诺|考核|期望|控制|要求)(?:值|目标)"
    ),
    "formula": re.compile(r"怎么算|公式|计算|测算|口径|算法|统计方法|定义"),
    "source": re.compile(r"从哪|哪里?[取来拿]|取自|来源|取数|出处|数据源"),
    "cadence": re.compile(r"多久|频次|频率|频度|周期|监测时间|统计时间"),
    "owner": re.compile(r"谁[报管盯测干做办]|责任|负责|归口|牵头|主管|主责|承担"),
    "due": re.compile(r"期限|完成时间|达成(?:时间|日期)|时限|完成日期|截止"),
    "support": re.compile(r"靠什么|措施|资源|保障|支撑(?!.*能力)|项目|过程|流程|预算"),
    "capability": re.compile(r"能力(?!指标)|竞争优势|方针"),
}
_NAME = re.compile(r"目标名称|指标名称|目标项目|考核指标|关键指标|能力指标|指标|目标|KPI|项目名称|名称", re.I)
_EMPTY = re.compile(r"^[\s/／\\—–\-_＿无暂待定]*$")
_PERIOD_HEAD = re.compile(
    r"(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})\s*月|第?[一二三四1-4]\s*季度?|Q[1-4]|[上下]半年|20\d\d[-./年]\d{1,2}"
)


def goals_of(papers: Sequence[Paper]) -> list[Goal]:
    """Goals of tables that define them (with formula, baseline, cadence or the like), not of measuring ledgers."""
    found: list[Goal] = []
    for paper in papers:
        for line in paper.lines:
            if not line.heads or not _defines_goals(line):
                continue
            goal = _goal(line, paper)
            if goal:
                found.append(goal)
        found += goals_of_forms(paper, SLOTS)
    return _best(found)


def _defines_goals(line: Line) -> bool:
    heads = "/".join(line.heads)
    if sum(bool(_PERIOD_HEAD.search(lowest_head(h))) for h in line.heads) >= 3:
        return False
    slots = {s for s, p in SLOTS.items() if any(p.search(h) for h in line.heads)}
    named = bool(re.search(r"目标|指标|KPI", heads))
    return (
        named
        and "target" in slots
        and len(slots & {"baseline", "formula", "cadence", "source", "unit", "due", "owner"}) >= 3
        and not _measures(line)
    )


def _measures(line: Line) -> bool:
    """A column of measured values that is no baseline: then the table is a report."""
    return any(re.search("实际|实测|得分|完成值|达成情况", h) and not SLOTS["baseline"].search(h) for h in line.heads)


def _goal(line: Line, paper: Paper) -> Goal | None:
    column = _name_column(line)
    if column is None or not line.cells[column].strip() or below_the_rows(line.cells):
        return None
    slots: dict[str, str] = {}
    headed: list[str] = []
    for index, head in enumerate(line.heads):
        if index == column or index >= len(line.cells):
            continue
        for slot, pattern in SLOTS.items():
            if pattern.search(lowest_head(head)) and slot not in slots:
                headed.append(slot)
                value = line.cells[index].strip()
                slots[slot] = "" if _EMPTY.match(value) else value
                if slot not in ("formula", "source"):
                    break
    return Goal(
        name=line.cells[column].strip(),
        slots=tuple(slots.items()),
        headed=tuple(headed),
        source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="goal-row/1"),
    )


def _name_column(line: Line) -> int | None:
    best: tuple[int, int] | None = None
    for index, head in enumerate(line.heads):
        last = lowest_head(head)
        if index >= len(line.cells) or re.search("序号|值$|编号|20\\d\\d|能力|单位|负责|责任|要求$", last):
            continue
        for rank, word in enumerate((
            "指标名称",
            "目标名称",
            "考核指标",
            "关键指标",
            "目标指标",
            "指标",
            "目标项目",
            "目标",
            "KPI",
            "项目名称",
            "名称",
        )):
            if word in last.upper() and (best is None or rank < best[0]):
                best = (rank, index)
    return best[1] if best else None


def _best(goals: Sequence[Goal]) -> list[Goal]:
    """One entry a name: the one with most slots headed."""
    kept: dict[str, Goal] = {}
    for goal in goals:
        key = goal_key(goal.name)
        if key not in kept or len(goal.headed) > len(kept[key].headed):
            kept[key] = goal
    return list(kept.values())


def goal_key(name: str) -> str:
    """A goal's name without brackets, unit and filler, for comparison."""
    plain = re.sub(r"^\s*[A-Za-z]{0,3}\d{1,2}[\s.、．:：\-—]+(?=[^\d\s])", "", name)
    return re.sub(r"[（(].*?[)）]|[\s%％:：]|^\d+[.、]|年度|目标值?|指标", "", plain)


def measurements_of(
    papers: Sequence[Paper], records: Sequence[Record], goals: Sequence[Goal], year: int | None, start: int = 1
) -> list[Measurement]:
    """Values by goal and period: from ledgers with months as columns or as rows, from rows with a period, from
    monthly reports."""
    heads = {r.paper: r for r in reversed(records) if not r.row}
    sheets = {(r.paper, r.source.locator.split(" › ")[0]): r for r in reversed(records) if not r.row}
    found: list[Measurement] = []
    for paper in papers:
        if paper.kind in ("procedure", "work_instruction"):
            continue
        record = heads.get(paper.file)
        own_year = _year(paper) or year
        if not own_year:
            continue
        found += values_by_column(paper, [goal_key(g.name) for g in goals], own_year, start)
        tables = tables_of_one_goal(paper, goals, goal_key)
        columns = _columns(paper, tables, goals)
        for line in paper.lines:
            if line.heads:
                given, sheet = tables[line.part, line.table], line.locator.split(" › ")[0]
                values = columns[line.part, line.table, line.heads]
                found += list(_wide(line, paper, own_year, start)) or list(
                    _long(line, paper, own_year, start, sheets.get((paper.file, sheet), record), given, values)
                )
    return _once(found)


def _once(found: Sequence[Measurement]) -> list[Measurement]:
    """One measurement a cell: of two readings of it the one that knows the target."""
    kept: dict[tuple[str, date, date, str, str], Measurement] = {}
    for m in found:
        key = (goal_key(m.goal), m.first, m.last, m.source.file, m.source.locator)
        if key not in kept or m.target and not kept[key].target:
            kept[key] = m
    return list(kept.values())


def _year(paper: Paper) -> int | None:
    texts = (paper.file.rsplit("/", 1)[-1], *(x.text for x in paper.lines[:5]))
    return next((year for text in texts if (year := year_named(text))), None)


_ABOUT_SHEET = re.compile(
    r"^(?:填报|填写|汇总|统计|制表|编制|审核|批准|复核|上报|报送|确认|签)[^，。]{0,6}(?:人|者|日期|时间|部门|签字|字)?$"
)
"""Rows below the values that tell who filled in the sheet and when."""


def _wide(line: Line, paper: Paper, year: int, start: int) -> Iterator[Measurement]:
    periods = rolled([(i, found) for i, head in enumerate(line.heads) if (found := _head_period(head, year, start))])
    column = _name_column(line)
    if len(periods) < 3 or column is None or not line.cells[column]:
        return
    name, target = line.cells[column], _value(line, "目标值|指标值|目标$|计划值|标准")
    if not is_goal_name(name) or re.search("分子|分母|说明|备注|合计|核查", name) or _ABOUT_SHEET.search(name):
        return
    for index, first, last in periods:
        if index < len(line.cells):
            yield Measurement(
                goal=name,
                first=first,
                last=last,
                text=line.cells[index].strip(),
                target=target,
                unit=_value(line, "单位"),
                source=_source(line, paper),
            )


_FILLED = re.compile(r"^(?:登记|填报|填写|统计|测量|采集|上报|录入|报送)[^，。]{0,4}(?:日期|时间|日)$")


def days_filled(paper: Paper, year: int, start: int) -> dict[date, date]:
    """Of a ledger with periods as columns: first day of each period → the day its column was filled in."""
    found: dict[date, date] = {}
    for line in paper.lines:
        column = _name_column(line) if line.heads else None
        if column is None or not _FILLED.match(line.cells[column].strip()):
            continue
        own = _year(paper) or year
        periods = rolled([(i, p) for i, head in enumerate(line.heads) if (p := _head_period(head, own, start))])
        for index, first, _ in periods if len(periods) >= 3 else []:
            day = (line.dates[index] if index < len(line.dates) else None) or day_of(line.cells[index], own)
            if day:
                found[first] = day
    return found


def _head_period(head: str, year: int, start: int) -> DateMention | None:
    last = lowest_head(head)
    if len(last) > 10 or re.search("全年|累计|平均|合计|目标", last):
        return None
    mention = first_period(last, year, start)
    return mention if mention and mention.end - mention.start >= len(last) - 3 else None


def _long(
    line: Line, paper: Paper, year: int, start: int, record: Record | None, given: OneGoal, actual: int | None
) -> Iterator[Measurement]:
    column = _name_column(line)
    if actual is None or actual == column or actual >= len(line.cells):
        return
    name = line.cells[column] if column is not None else given.name
    if column is not None and not _is_name(name) and given.name:
        name = given.name
    span = None
    for index, head in enumerate(line.heads):
        if re.search("月份|期间|季度|周期|时段|月$|时间|年月|(?<!日)(?<!到)(?<!工)期别?$", head) and index < len(
            line.cells
        ):
            mention = first_period(line.cells[index], year, start)
            span = (mention.first, mention.last) if mention else span
    span = span or (record.period if record else None)
    target = _value(line, "目标|指标值|计划值") or (given.target if name == given.name else "")
    several = len(re.findall(r"\d+(?:\.\d+)?%?\s*(?=[、；;/]\s*\d)", line.cells[actual])) >= 1
    if span and name and not several and (target or re.search(r"\d", line.cells[actual])):
        yield Measurement(
            goal=name,
            first=span[0],
            last=span[1],
            text=line.cells[actual].strip(),
            target=target,
            unit=_value(line, "单位") or (given.unit if name == given.name else ""),
            source=_source(line, paper),
        )


def _columns(
    paper: Paper, tables: Mapping[tuple[int, int | None], OneGoal], goals: Sequence[Goal]
) -> dict[tuple[int, int | None, tuple[str, ...]], int | None]:
    """The column of values of each table."""
    groups: dict[tuple[int, int | None, tuple[str, ...]], list[Line]] = {}
    for line in paper.lines:
        if line.heads:
            groups.setdefault((line.part, line.table, line.heads), []).append(line)
    wanted = {goal_key(g.name): dict(g.slots).get("target", "") for g in goals}
    found: dict[tuple[int, int | None, tuple[str, ...]], int | None] = {}
    for key, lines in groups.items():
        given = tables[key[:2]]
        targets = [_wanted(x, given, wanted) for x in lines]
        found[key] = value_column(lines, targets, given.unit or given.counted, given.counted)
    return found


def _wanted(line: Line, given: OneGoal, wanted: Mapping[str, str]) -> str:
    """The target of a row: its own cell, the table's, or the one the table of goals tells."""
    column = _name_column(line)
    name = line.cells[column] if column is not None and _is_name(line.cells[column]) else given.name
    return _value(line, "目标|指标值|计划值") or given.target or wanted.get(goal_key(name), "")


def _is_name(text: str) -> bool:
    return len(re.findall(r"[\u4e00-\u9fff]", text)) >= 3


def _value(line: Line, pattern: str) -> str:
    for index, head in enumerate(line.heads):
        named = index == _name_column(line) or re.search("名称|责任", head)
        if not named and re.search(pattern, lowest_head(head)) and index < len(line.cells):
            return line.cells[index]
    return ""


def _source(line: Line, paper: Paper) -> Source:
    return Source(file=paper.file, locator=line.locator, quote=line.quote, rule="measurement/1")
