"""Checks on lists of things to do: plans, decisions, measures — who, by when, with what result."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..domain.value import Value
from ..text.dates import find_dates
from .goal_items import is_empty
from .paper import Grid, Line, Paper
from .registry import Context, Hit, check, missing
from .words import any_of

Parameters = Mapping[str, Any]

_COLUMNS = {
    "owner": r"责任人|负责人|责任部门|责任单位|牵头|承办|主责|执行人|责任岗位|担当",
    "start": r"^开始|起始|启动(?:时间|日期)|开工|计划开始",
    "due": r"完成(?:期限|时间|日期|时限)|^结束|截止|期限|计划完成|时限|^完成$",
    "deliverable": r"交付物|输出|成果|验收标准|验收依据|完成标志",
    "verifier": r"验证人|验证|跟踪人|督办",
    "what": r"任务|工作内容|决议|措施|事项|活动|内容|项目|改进",
}
_BULLET = re.compile(r"^(?:[（(]?\d{1,2}[)）.、．]|[①-⑳]|[-•●◆])\s*")
_OWNER_IN_TEXT = re.compile(
    r"由[^，。；]{2,20}?(?:负责|牵头|组织|编制|修订|完成|落实|承办|实施|提出)|(?:责任人|负责人|责任部门|牵头部门)\s*[:：]?\s*[^，。；\s]{2,}"
    r"|[\u4e00-\u9fff]{2,8}(?:部|办|室|处|科|中心|车间|经理|部长|主任|代表)(?:负责|牵头|组织|于|在|应|须)"
)


class Task(Value):
    """One thing to do, from a table row or a numbered line."""

    what: str
    quote: str
    locator: str
    owner: str = ""
    start: str = ""
    due: str = ""
    deliverable: str = ""
    verifier: str = ""
    table: bool = False
    columns: tuple[str, ...] = ()


def tasks(paper: Paper, section: str) -> tuple[Task, ...]:
    """Tasks of the paper: rows of task tables, and numbered lines below headings matching ``section``."""
    rows = [task for grid in paper.grids for task in _rows(grid)]
    lines = [task for line in paper.lines if re.search(section, line.section) and (task := _line(line))]
    return (*rows, *lines)


@check("has_tasks")
def has_tasks(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """There must be at least one task or decision."""
    if not tasks(paper, parameters["section"]):
        yield missing()


@check("task_lacks")
def task_lacks(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Every task needs all of ``slots``; one hit names what is lacking. ``in_tables_only`` spares prose."""
    labels: dict[str, str] = parameters["slots"]
    for task in tasks(paper, parameters["section"]):
        if parameters.get("in_tables_only") and not task.table:
            continue
        lacking = [label for slot, label in labels.items() if _lacks(task, slot, parameters)]
        if lacking:
            yield Hit(locator=task.locator, quote=task.quote, values={"what": task.what, "lacking": "、".join(lacking)})


@check("task_dates_reversed")
def task_dates_reversed(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A task must not end before it starts."""
    for task in tasks(paper, parameters["section"]):
        start, due = _first(task.start), _last(task.due)
        if start and due and due < start:
            values = {"what": task.what, "start": task.start, "due": task.due}
            yield Hit(locator=task.locator, quote=task.quote, values=values)


@check("task_owner_vague")
def task_owner_vague(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """相关部门, 有关人员, 各部门 answer for nothing."""
    vague = any_of(parameters, "any")
    for task in tasks(paper, parameters["section"]):
        match = vague.search(task.owner) if task.owner else None
        if match:
            yield Hit(locator=task.locator, quote=task.quote, values={"what": task.what, "owner": task.owner})


@check("task_due_past")
def task_due_past(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The deadline of a decision lies before the day the paper itself bears."""
    made = _made_on(paper, any_of(parameters, "day"))
    for task in tasks(paper, parameters["section"]):
        due = _last(task.due)
        if made and due and due < made:
            yield Hit(locator=task.locator, quote=task.quote, values={"what": task.what, "due": task.due})


def _lacks(task: Task, slot: str, parameters: Parameters) -> bool:
    if slot == "verifier" and task.table and "verifier" not in task.columns and parameters.get("verifier_elsewhere"):
        return False
    return not getattr(task, slot)


def _rows(grid: Grid) -> Iterator[Task]:
    columns = _columns(grid)
    if "what" not in columns or not {"owner", "due"} & set(columns):
        return
    for row in grid.rows:
        filled = {slot: row.cells[i] for slot, i in columns.items() if i < len(row.cells)}
        cells = {slot: text.strip() for slot, text in filled.items() if not is_empty(text)}
        if cells.get("what"):
            yield Task(quote=row.text, locator=row.locator, table=True, columns=tuple(columns), **cells)


def _columns(grid: Grid) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, column in enumerate(grid.columns):
        slot = next((slot for slot, words in _COLUMNS.items() if re.search(words, column.strip())), None)
        if slot and slot not in found:
            found[slot] = index
    return found


def _line(line: Line) -> Task | None:
    text = line.text.strip()
    numbered = line.number or _BULLET.match(text)
    if line.heading or not numbered or len(text) < 8:
        return None
    owner = _OWNER_IN_TEXT.search(text)
    due = [mention for mention in find_dates(text) if mention.precision != "year"]
    limit = re.search(r"\d+\s*个?(?:工作)?[日天周月]内|(?:月|年|季)[底末]前?", text)
    return Task(
        what=_BULLET.sub("", text)[:60], quote=line.text, locator=line.locator,
        owner=owner[0] if owner else "", due=text[due[-1].start : due[-1].end] if due else limit[0] if limit else "",
    )  # fmt: skip


def _first(text: str) -> date | None:
    mentions = find_dates(text)
    return mentions[0].first if mentions else None


def _last(text: str) -> date | None:
    mentions = find_dates(text)
    return mentions[-1].last if mentions else None


def _made_on(paper: Paper, words: re.Pattern[str]) -> date | None:
    for line in paper.lines[:12]:
        match = re.search(rf"(?:{words.pattern})\s*[:：]\s*(.{{6,16}})", line.text)
        if match and (day := _first(match[1])):
            return day
    return None
