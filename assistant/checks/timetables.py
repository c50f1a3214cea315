"""Checks on days and hours: what must come before or after an event, timetables that overlap, days outside a period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ..text.dates import find_dates
from .grids import Grid
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .structures import days_in, event_days
from .tasks import Task, tasks
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_SPAN = re.compile(
    r"(?<!\d)(?P<h1>[01]?\d|2[0-3])\s*[:：点时]\s*(?P<m1>[0-5]\d)?\s*分?\s*[-—–~～至到]+\s*(?P<h2>[01]?\d|2[0-3])\s*[:：点时]\s*(?P<m2>[0-5]\d)?"
)


class Slot(NamedTuple):
    """An hour of a timetable."""

    day: str
    start: int
    end: int
    who: frozenset[str]
    locator: str
    quote: str


@check("outside_event")
def outside_event(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A sentence with ``about`` bears a day before the event began, or (``late``) one after it.

    ``event``: labels or headings of columns beside which the days of the event stand; it lasts ``most`` days at most.
    """
    event, about = any_of(parameters, "event"), any_of(parameters, "about")
    excuse = any_of(parameters, "unless")
    year = next((mention.first.year for mention in find_dates(paper.text)), None)
    days = event_days(paper, event, about, year)
    if not days or (max(days) - min(days)).days > parameters.get("most", 5):
        return
    late = bool(parameters.get("late"))
    for line, text in phrases(paper.pieces):
        told = days_in(text, year) if about.search(text) and not excuse.search(text) else []
        if told and (told[-1] > max(days) if late else told[0] < min(days)):
            yield at(
                line,
                text,
                day=told[-1 if late else 0].isoformat(),
                event=(max(days) if late else min(days)).isoformat(),
            )


@check("timetable_overlaps")
def timetable_overlaps(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Two entries of one day overlap; with ``who``: only where the same person of such a column stands in both."""
    by_person = any_of(parameters, "who") if "who" in parameters else None
    slots = [slot for grid in paper.grids for slot in _slots(grid, by_person)]
    if not slots and by_person is None:
        slots = list(_spoken(paper.lines))
    for index, slot in enumerate(slots):
        if slot.end <= slot.start and slot.end:
            yield Hit(locator=slot.locator, quote=slot.quote, values={"other": "开始晚于结束", "who": ""})
            continue
        clash = next((other for other in slots[:index] if _overlap(slot, other, by_person is not None)), None)
        if clash:
            shared = "、".join(sorted(slot.who & clash.who))
            yield Hit(locator=slot.locator, quote=slot.quote, values={"other": clash.quote, "who": shared})


def _overlap(one: Slot, two: Slot, by_person: bool) -> bool:
    same = one.day == two.day and one.start < two.end and two.start < one.end
    return same and (bool(one.who & two.who) if by_person else True)


def _slots(grid: Grid, who: re.Pattern[str] | None) -> Iterator[Slot]:
    """Rows with a span of hours, with their day and the people in the column wanted."""
    heads = [re.sub(r"\s", "", head) for head in grid.columns]
    index = next((i for i, head in enumerate(heads) if who and who.search(head)), None)
    day = ""
    for row in grid.rows:
        cell = next((cell for cell in row.cells if _SPAN.search(cell)), "")
        day = next((text[m.start : m.end] for text in row.cells for m in find_dates(text)), "") or _short_day(
            row.cells, day
        )
        match = _SPAN.search(cell)
        people = (
            re.findall(r"[\u4e00-\u9fff]{2,4}", row.cells[index])
            if index is not None and index < len(row.cells)
            else []
        )
        if match:
            group = frozenset(name for name in people if not re.search(r"全体|审核组|各|组$", name))
            yield Slot(day, *_minutes(match), group, row.locator, row.text)


def _short_day(cells: Sequence[str], before: str) -> str:
    """``03-15`` beside the hours, or the day of the row above."""
    for cell in cells:
        if match := re.search(r"(?<![\d:：])(?:\d{1,2}[-/.]\d{1,2}|\d{1,2}月\d{1,2}日)(?![\d:：])", cell):
            return match[0]
    return before


def _spoken(lines: Sequence[Line]) -> Iterator[Slot]:
    day = ""
    for line in lines:
        day = next((line.text[m.start : m.end] for m in find_dates(line.text)), day)
        match = _SPAN.match(line.text.strip())
        if match:
            yield Slot(day, *_minutes(match), frozenset(), line.locator, line.text)


def _minutes(match: re.Match[str]) -> tuple[int, int]:
    start = 60 * int(match["h1"]) + int(match["m1"] or 0)
    return start, 60 * int(match["h2"]) + int(match["m2"] or 0)


@check("row_outside_period")
def row_outside_period(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A row of the schedule bears a day outside the period the paper gives itself (``period``: its labels)."""
    label = re.compile(rf"(?:{any_of(parameters, 'period').pattern})\s*[:：|]\s*(?P<days>[^|；;。\n　]{{8,44}})")
    year = next((mention.first.year for mention in find_dates(paper.text)), None)
    said = next((m for line in paper.pieces for m in label.finditer(line.text)), None)
    days = days_in(said["days"], year) if said else []
    starts = [mention.first for mention in find_dates(said["days"], year)] if said else []
    if not days or not re.search(r"[至到~～—–]|、", said["days"] if said else ""):
        return
    first, last = min([*starts, *days]), max(days)
    for grid in (grid for grid in paper.grids if len(grid.rows) > 2):
        index = next((i for i, head in enumerate(grid.columns) if re.search(r"日期|时间|[Dd]ate", head)), None)
        for row in grid.rows if index is not None else ():
            told = _row_days(row.cells[index or 0], first.year)
            if told and not first <= told[0] <= last:
                values = {"day": told[0].isoformat(), "first": first.isoformat(), "last": last.isoformat()}
                yield Hit(locator=row.locator, quote=row.text, values=values)


def _row_days(cell: str, year: int) -> list[date]:
    if found := days_in(cell, year):
        return found
    match = re.match(r"\s*(\d{1,2})[-/.](\d{1,2})(?![\d:：])", cell)
    return days_in(f"{match[1]}月{match[2]}日", year) if match else []


@check("task_after_goal")
def task_after_goal(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A task ends after the day on which the goal of the plan is due (``goal``: sentences that tell it)."""
    goal, excuse = any_of(parameters, "goal"), any_of(parameters, "unless")
    rows = {task.quote for task in tasks(paper, parameters["section"])}
    told = [text for line, text in phrases(paper.pieces) if line.text not in rows and goal.search(text)]
    ends = [mention.last for text in told for mention in find_dates(text) if mention.last]
    if not ends:
        return
    due = max(ends)
    for task in tasks(paper, parameters["section"]):
        days = find_dates(task.due, due.year)
        if task.table and days and days[-1].last > due and not excuse.search(task.what):
            values = {"what": task.what, "due": task.due, "goal": due.isoformat()}
            yield Hit(locator=task.locator, quote=task.quote, values=values)


@check("task_order")
def task_order(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A task of a later ``order`` of work is over before one of an earlier kind begins: 验收 before 上线."""
    kinds = [re.compile(words) for words in parameters["order"]]
    told: list[tuple[int, Task, date, date]] = []
    for task in tasks(paper, parameters["section"]):
        kind = [index for index, words in enumerate(kinds) if words.search(task.what)]
        days = [find_dates(text) for text in (task.start or task.due, task.due)]
        if len(kind) == 1 and all(days):
            told.append((kind[0], task, days[0][0].first, days[1][-1].last))
    for kind, task, _start, due in told:
        other = next((known for earlier, known, start, _due in told if earlier < kind and due < start), None)
        if other:
            values = {"what": task.what, "due": task.due, "other": other.what, "start": other.start or other.due}
            yield Hit(locator=task.locator, quote=task.quote, values=values)


@check("budget_differs")
def budget_differs(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """The sum told in the text is none of the totals of the table of costs."""
    totals = {value for grid in paper.grids for value in _money_totals(grid)}
    said = re.compile(
        r"(?<![\u4e00-\u9fff])(?:总)?(?:资金|预算|投资|投入|经费|费用)(?:总额|合计|总计)?(?:共计?|约|为|计|预算)*\s*[:：]?\s*(?P<sum>\d[\d,.]*)\s*万元"
        r"|^\s*(?:以上)?(?:合计|总计|共计?)\s*(?P<all>\d[\d,.]*)\s*万元(?=[，,][^。；]{0,12}(?:列入|列支|预算|自筹|自有))"
    )
    for line, text in phrases(paper.lines) if totals else ():
        match = said.search(text)
        told = (match["sum"] or match["all"]) if match else ""
        if told and float(told.replace(",", "").rstrip(".")) not in totals:
            yield at(line, text, said=told, total="、".join(f"{total:g}" for total in sorted(totals)))


def _money_totals(grid: Grid) -> Iterator[float]:
    for index, head in enumerate(grid.columns):
        if not re.search(r"万元", head):
            continue
        for row in grid.rows:
            match = re.fullmatch(r"\s*(\d[\d,.]*)\s*(?:万元)?\s*", row.cells[index] if index < len(row.cells) else "")
            if match and re.match(r"\s*(?:合\s*计|总\s*计|共\s*计)", row.text):
                yield float(match[1].replace(",", ""))
