"""Family B, order and content: things done before their condition, hollow records; retention."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Record
from ..facts.header_rows import lowest_head
from ..facts.identity import clean_name
from ..facts.ledger_rows import day_of
from .audits import duty_about
from .case import Case
from .registry import Hit, Parameters, detector

_FORM_NAME = re.compile(r"(?:表|单|记录|台账|报告|纪要|清单|通知|程序|规定|办法|制度|手册)(?:[（(].*)?$")
"""Registers of forms and documents tell from when a version is used; that is no system put to use."""


def started(case: Case) -> Iterator[tuple[str, date, Record]]:
    """Systems put to use: name, day, the row or record that says so."""
    for rows in case.rows.values():
        for row in rows:
            if _of_a_form(row):
                continue
            start = next(
                (
                    f.on
                    for f in row.fields
                    if f.on
                    and re.search("正式运行|正式用|投运|上线|启用|投用|开始用|运行日期|运行时间", lowest_head(f.name))
                ),
                None,
            )
            name = next((f.value for f in row.fields if f.value and re.search("系统|名称|项目", f.name)), row.subject)
            if start and name and not _FORM_NAME.search(name):
                yield name, start, row
    for record in case.heads:
        start = _told_start(record) if record.topic == "acceptance" else None
        if start is None and record.topic == "acceptance":
            start = next(
                (
                    f.on
                    for f in record.fields
                    if f.on and re.search("上线|投运|启用|投用|正式运行|投入", f.name) and "验收" not in f.name
                ),
                None,
            )
        name = next((f.value for f in record.fields if re.search("系统|项目|名称", f.name) and f.value), "")
        name = name or _named_by_file(record)
        if start:
            yield name, start, record


def _named_by_file(record: Record) -> str:
    """What a form without a name in it is about: what its file's name says besides the form's, else the title."""
    rest = re.sub(r"[\s\-—_]", "", clean_name(record.paper).replace(record.title, ""))
    return rest if len(rest) >= 2 else record.title


def _of_a_form(row: Record) -> bool:
    """A row of the list of forms or documents: what is put to use there is no system."""
    names = [f.name for f in row.fields]
    return any(re.search("版[次本号]|表号", n) for n in names) and not any("系统" in n for n in names)


def _told_start(record: Record) -> date | None:
    """自2025/9/1起正式上线 in running text."""
    year = record.event_on.year if record.event_on else None
    for clause in re.split(r"[，。；;\n|]", record.text):
        if re.search(r"(?:正式|投入)(?:投入)?(?:正式)?(?:上线|运行|使用|投用|开?用)", clause):
            day = day_of(clause, year)
            if day and re.search("起|于|自|从", clause):
                return day
    return None


def system_key(name: str) -> str:
    """A system's name for comparison."""
    return re.sub(r"[（(].*?[)）]|系统|项目|\s", "", name).upper()


@detector("B4", "plan-after-start")
def plan_after_start(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A plan dated after what it plans, and a report dated before what it reports."""
    for record in case.heads:
        if (
            record.topic not in ("audit_plan", "review_plan")
            or not re.search("计划|通知", record.title)
            or re.search("年度", record.title)
        ):
            continue
        if (
            not record.event_on
            or not record.filled_on
            or not case.in_window(record.event_on)
            or record.filled_on <= record.event_on
            or any(s.on == record.event_on for s in record.signatures)
        ):
            continue
        if (
            not any(s.on == record.filled_on for s in record.signatures)
            or (record.filled_on - record.event_on).days > 120
        ):
            continue
        duty = duty_about(case, record.topic or "", "计划|通知")
        source = next(s.source for s in record.signatures if s.on == record.filled_on)
        yield Hit(
            object=f"{record.title}：计划日期{record.filled_on}晚于实施日期{record.event_on}",
            root=f"late-record:{record.id}:{record.event_on}",
            document=duty.source if duty else None,
            record=source,
            values={"first": str(record.event_on), "second": str(record.filled_on)},
        )
