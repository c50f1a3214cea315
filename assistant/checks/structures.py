"""Checks that look at particular columns, titles and lists."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from ..text.dates import find_dates
from ..text.roles import is_person
from .paper import Paper
from .registry import Context, Hit, at, check
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_MARK = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|[-•●])\s*")


@check("title_forbids")
def title_forbids(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The title must not match ``any`` unless ``unless`` stands there too."""
    title = next((line for line in paper.lines if line.text.strip()), None)
    bad, excuse = any_of(parameters, "any"), any_of(parameters, "unless")
    if title and len(title.text) <= 60 and bad.search(title.text) and not excuse.search(title.text):
        yield at(title)


@check("system_as_capability")
def system_as_capability(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Names of capabilities (in a column, or listed below such a heading) that are systems or projects."""
    column, system = any_of(parameters, "column"), any_of(parameters, "system")
    for grid in paper.grids:
        index = next((i for i, head in enumerate(grid.columns) if column.search(head)), None)
        for row in grid.rows if index is not None else ():
            name = row.cells[index].strip() if index is not None and index < len(row.cells) else ""
            if name and system.search(name) and "能力" not in name:
                yield Hit(locator=row.locator, quote=row.text, values={"name": name})
    for line in paper.lines:
        if not re.search(parameters["section"], line.section) or not (line.number or _MARK.match(line.text)):
            continue
        name = re.split(r"[:：，。；（(]", _MARK.sub("", line.text).strip("* "), maxsplit=1)[0].strip("* ")
        if name and len(name) <= 20 and system.search(name) and "能力" not in name:
            yield at(line, None, name=name)
    for line in paper.lines:
        match = _CAPABILITY.fullmatch(line.text.strip())
        if match and system.search(match["name"]) and "能力" not in match["name"]:
            yield at(line, None, name=match["name"])


_CAPABILITY = re.compile(
    r"(?:新型)?能力\s*[一二三四五六七八九十\d]{1,2}\s*[：:、.\s\u3000]\s*(?P<name>[^。；，：:]{2,20})"
)


@check("cards_tell")
def cards_tell(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Of sections with headings of one kind (``head``) some tell a thing (``any``), this one does not."""
    head, wanted = any_of(parameters, "head"), any_of(parameters, "any")
    titles = [line for line in paper.lines if line.heading and head.search(line.text)]
    told = {
        line.text: "\n".join(piece.text for piece in paper.pieces if line.text in (piece.section, piece.above))
        for line in titles
    }
    tell = {title: bool(wanted.search(text)) for title, text in told.items()}
    for line in titles if len(tell) > 1 and any(tell.values()) else ():
        if not tell[line.text]:
            yield at(line, None)


@check("report_before_event")
def report_before_event(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The report (a sentence with ``report``) is due before the event it tells of (beside ``event``) is over."""
    event, report = any_of(parameters, "event"), any_of(parameters, "report")
    year = next((mention.first.year for mention in find_dates(paper.text)), None)
    days = [day for text in told_beside(paper, event, report) for day in days_in(text, year)]
    for line, text in phrases(paper.pieces) if days else ():
        due = days_in(text, year) if report.search(text) else []
        if due and max(due) < max(days):
            yield at(line, text, report=max(due).isoformat(), event=max(days).isoformat())


def told_beside(paper: Paper, event: re.Pattern[str], report: re.Pattern[str]) -> Iterator[str]:
    """What stands behind the words of an event in lines, or below them in tables."""
    for line in paper.lines:
        match = event.search(line.text)
        if match and not report.search(line.text):
            yield line.text[match.end() :]
    for grid in paper.grids:
        indexes = [index for index, head in enumerate(grid.columns) if event.search(head.strip())]
        pairs = (pair for row in grid.rows if grid.form for pair in grid.pairs(row))
        yield from (value for label, value in pairs if event.search(label))
        loose = (pair for row in grid.rows if not grid.form for pair in pairwise(row.cells))
        yield from (value for label, value in loose if len(label) <= 8 and event.search(label) and find_dates(value))
        yield from (row.cells[index] for row in grid.rows for index in indexes if index < len(row.cells))


def event_days(paper: Paper, event: re.Pattern[str], report: re.Pattern[str], year: int | None) -> list[date]:
    """The days that stand beside the words of an event, first and last of a span."""
    told = [text[:40] for text in told_beside(paper, event, report)]
    return [day for text in told for m in find_dates(text, year) if m.precision == "day" for day in (m.first, m.last)]


def days_in(text: str, year: int | None) -> list[date]:
    """The days in a text, the last of a span."""
    return [mention.last for mention in find_dates(text, year) if mention.precision == "day"]


@check("self_audit")
def self_audit(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The auditor's own department (in brackets, or told above) is the audited one."""
    home = dict(re.findall(r"([\u4e00-\u9fff]{2,4})[（(]([\u4e00-\u9fff]{2,10})(?:\s[^）)]{2,12})?[）)]", paper.text))
    for grid in paper.grids:
        where = _column(grid.columns, any_of(parameters, "department"))
        who = _column(grid.columns, any_of(parameters, "auditor"))
        if where is None or who is None or where == who:
            continue
        for row in grid.rows:
            department, auditors = row.cells[where], row.cells[who]
            for name, own in home.items():
                if name in auditors and len(own) >= 2 and own in department:
                    values = {"who": auditors.strip(), "department": department.strip()}
                    yield Hit(locator=row.locator, quote=row.text, values=values)


@check("self_audit_form")
def self_audit_form(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Beside the labels: an auditor whose own department (in brackets) is the audited one."""
    text = "\n".join(line.text for line in paper.pieces).replace(" | ", "：")
    department = re.search(
        rf"(?:{any_of(parameters, 'department').pattern})(?:门|方|单位)?\s*[:：]\s*"
        r"(?:[A-Za-z][A-Za-z&/ ]*\s)?([\u4e00-\u9fffA-Z]{2,12})",
        text,
    )
    label = re.compile(rf"(?:{any_of(parameters, 'auditor').pattern})(?:\s*[:：|]|\s+(?=[\u4e00-\u9fff]))")
    for line in paper.pieces if department else ():
        if not label.search(line.text):
            continue
        part = re.split(r"陪同|受审|被审|联系人", label.split(line.text, maxsplit=1)[-1])[0]
        for name, own in _with_home(part):
            if department and (own in department[1] or department[1] in own):
                yield at(line, None, who=f"{name}（{own}）", department=department[1])


def _with_home(text: str) -> list[tuple[str, str]]:
    """Names with their departments: 谷雨（采购部 专员）, 采购部 谷雨."""
    behind = re.findall(r"([\u4e00-\u9fff]{2,4})\s*[（(]([\u4e00-\u9fff]{2,10})(?:\s[^）)]{2,12})?[）)]", text)
    before = re.findall(
        r"([\u4e00-\u9fff]{2,8}(?:[一二三四五六七八九十]?部|科|课|室|处|中心|车间))\s+"
        r"(?:[\u4e00-\u9fff]{2,8}[师员长管任理]\s+)?([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])",
        text,
    )
    return [*behind, *((name, home) for home, name in before if is_person(name))]


def _column(columns: tuple[str, ...], wanted: re.Pattern[str]) -> int | None:
    return next((i for i, head in enumerate(columns) if wanted.search(head)), None)
