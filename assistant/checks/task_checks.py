"""Checks on lists of things to do."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from ..text.roles import departments_in
from .approval_days import approved_on
from .paper import Paper
from .registry import Context, Hit, check, missing
from .tasks import Task, tasks
from .words import any_of

Parameters = Mapping[str, Any]


@check("has_tasks")
def has_tasks(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """There must be at least one task or decision."""
    if not tasks(paper, parameters["section"]):
        listed = any(len(grid.rows) > 1 for grid in paper.grids) or len(find_dates(paper.text)) > 3
        yield missing().model_copy(update={"unsure": listed and bool(parameters.get("doubt"))})


@check("task_lacks")
def task_lacks(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Every task needs all of ``slots``; one hit names what is lacking.

    ``outside``: headings of lists that are no plan.
    ``in_tables_only``: prose is asked only for what most of its other items say too.
    """
    labels: dict[str, str] = parameters["slots"]
    outside = any_of(parameters, "outside")
    read = tasks(paper, parameters["section"])
    found = tuple(task for task in read if not task.history and not outside.search(task.section))
    usual = _usual(found, labels) if parameters.get("in_tables_only") else set(labels)
    for task in found:
        asked = {slot for slot in labels if _asked(slot, task, usual) and not _told_elsewhere(slot, task, found)}
        lacking = [labels[slot] for slot in labels if slot in asked and not getattr(task, slot)]
        if lacking:
            unread = len(found) > 1 and not any(getattr(other, slot) for other in found for slot in asked)
            doubt = unread or ("due" in asked and not task.due and _repeated(task.quote))
            yield _hit(task, lacking="、".join(lacking)).model_copy(update={"unsure": doubt})


@check("task_dates_reversed")
def task_dates_reversed(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A task must not end before it starts."""
    for task in tasks(paper, parameters["section"]):
        start, due = _first(task.start), _last(task.due)
        if start and due and due < start:
            yield _hit(task, start=task.start, due=task.due)


@check("task_owner_vague")
def task_owner_vague(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """相关部门, 有关人员, 各部门 answer for nothing."""
    vague = any_of(parameters, "any")
    for task in tasks(paper, parameters["section"]):
        if task.owner and vague.search(task.owner):
            yield _hit(task, owner=task.owner)


@check("task_verifier_same")
def task_verifier_same(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Whoever verifies a task belongs to those who do it."""
    for task in tasks(paper, parameters["section"]):
        home = next(iter(departments_in(task.owner)), task.owner)
        if task.verifier and task.owner and (task.verifier in task.owner or home in task.verifier):
            yield _hit(task, owner=task.owner, verifier=task.verifier)


@check("task_due_past")
def task_due_past(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The deadline lies before the day the paper itself bears."""
    made = _made_on(paper, any_of(parameters, "day"))
    for task in tasks(paper, parameters["section"]):
        due = _last(task.due)
        if made and due and due < made:
            yield _hit(task, due=task.due, made=made.isoformat())


def _hit(task: Task, **values: str) -> Hit:
    return Hit(locator=task.locator, quote=task.quote, values={"what": task.what, **values})


def _asked(slot: str, task: Task, usual: set[str]) -> bool:
    """A table is asked for what it has a column for (or would need), prose for what is usual in it."""
    if slot == "verifier":
        return task.table and "verifier" in task.columns
    if slot == "due" and task.table and task.due:
        return False
    if slot == "deliverable":
        return task.table and "deliverable" in task.columns
    return task.table or slot in usual


def _repeated(text: str) -> bool:
    """Done again and again rather than by a day."""
    cadence = parse_cadence(text)
    return bool(cadence and cadence.period)


def _told_elsewhere(slot: str, task: Task, found: tuple[Task, ...]) -> bool:
    """The table has no such column, but another table of the paper has: who is named here, when is told there."""
    lacks = task.table and slot not in task.columns and not (slot == "due" and "span" in task.columns)
    return lacks and any(other.table and {slot, "span"} & set(other.columns) for other in found)


def _usual(found: tuple[Task, ...], labels: Mapping[str, str]) -> set[str]:
    """What at least half of the items outside tables say."""
    prose = [task for task in found if not task.table]
    return {slot for slot in labels if prose and 2 * sum(bool(getattr(task, slot)) for task in prose) >= len(prose)}


def _first(text: str) -> date | None:
    mentions = find_dates(text)
    return mentions[0].first if mentions else None


def _last(text: str) -> date | None:
    mentions = find_dates(text)
    return mentions[-1].last if mentions else None


def _made_on(paper: Paper, words: re.Pattern[str]) -> date | None:
    """The day beside a label, the day of the meeting in a sentence, else that of the approval."""
    for line in paper.pieces[:14]:
        match = re.search(rf"(?:{words.pattern})(?:\s*[:：|]|(?=\s*20\d\d))\s*(.{{6,16}})", line.text)
        if match and (day := _first(match[1])):
            return day
    held = re.compile(r"召开|主持|举行|会议|评审会")
    said = (line.text for line in paper.pieces[:8] if held.search(line.text))
    return next((m.first for text in said for m in find_dates(text) if m.precision == "day"), approved_on(paper))
