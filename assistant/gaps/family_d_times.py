"""Family D, time: signed while away, many together on a public holiday. Always 请核实."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..facts.leaves import Absence
from ..facts.signatures import people_in
from .absences import absences
from .case import Case
from .registry import Hit, Parameters, detector


@detector("D4", "impossible-time", version=2, kind="statistic")
def impossible_time(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Signed after leaving or before being hired — on a record, or in a row of a ledger."""
    yield from _rows_while_away(case)
    for record in case.heads:
        for sign in record.signatures:
            day = sign.on or (record.event_on if sign.role in ("主持", "检查", "审核员", "巡检", "记录") else None)
            away = _away(sign.person, day, min(record.days, default=day), case)
            if day and away and not _STOOD_IN.search(sign.source.quote):
                yield Hit(
                    object=f"{sign.person} {day}签署{record.title}",
                    root=f"gone:{sign.person}:{record.id}",
                    document=away.source,
                    record=sign.source,
                    values={"person": sign.person, "day": str(day)},
                )


def _away(person: str, day: date | None, earliest: date | None, case: Case) -> Absence | None:
    """Why a person cannot have been there on a day: all the record's days lie in it."""
    return next(
        (a for a in absences(case) if day and earliest and a.person == person and a.covers(day) and a.covers(earliest)),
        None,
    )


_STOOD_IN = re.compile("代签|代为|委托|授权|电话|线上|远程|视频|[（(][^（()）]{0,6}代[^（()）]{0,6}[)）]")


_SAT_TOGETHER = (
    "training",
    "internal_audit",
    "audit_report",
    "review_minutes",
    "meeting",
    "backup_drill",
    "emergency_drill",
)
_HOLIDAY_NOTED = re.compile(
    "加班|值班|调休|节假日|假期|放假|节日|休息日|国庆|春节|元旦|清明|五一|端午|中秋|周[六日末]|星期[六日天]"
)


@detector("D4", "on-holiday", kind="statistic")
def on_holiday(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Several people together on a public holiday (not a mere weekend) without a word about it."""
    for record in case.heads:
        day = record.event_on
        if record.topic not in _SAT_TOGETHER or not day or not case.in_window(day) or not _public_holiday(day, case):
            continue
        place = next((f for f in record.fields if f.on == day), None)
        people = {n for f in record.fields for n in people_in(f.value)} | {s.person for s in record.signatures}
        if _HOLIDAY_NOTED.search(record.text) or len(people - {""}) < 3 or re.search("计划|通知|方案", record.title):
            continue
        yield Hit(
            object=f"{record.title}（{day}）",
            root=f"holiday:{record.id}",
            record=place.source if place else record.source,
            severity="low",
            values={"day": str(day)},
        )


def _public_holiday(day: date, case: Case) -> bool:
    """A day off in a run of days off that takes in a day of the working week."""
    run = [day]
    for step in (-1, 1):
        near = day + timedelta(days=step)
        while case.is_workday(near) is False and abs((near - day).days) <= 9:
            run.append(near)
            near += timedelta(days=step)
    return case.is_workday(day) is False and len(run) >= 3 and any(d.weekday() < 5 for d in run)


def _rows_while_away(case: Case) -> Iterator[Hit]:
    told: set[tuple[str, str]] = set()
    for row in (r for rows in case.rows.values() for r in rows if r.event_on):
        people = {n for f in row.fields if _SIGNER.search(f.name) for n in people_in(f.value)}
        for person in sorted(people):
            away = _away(person, row.event_on, min(row.days, default=None), case)
            if away and (person, row.paper) not in told and not _STOOD_IN.search(row.text):
                told.add((person, row.paper))
                yield Hit(
                    object=f"{person} {row.event_on}在{row.title}署名",
                    root=f"gone:{person}:{row.paper}",
                    document=away.source,
                    record=row.source,
                    values={"person": person, "day": str(row.event_on)},
                )


_SIGNER = re.compile("[人员者]$|签字|签名|签认|确认(?!日期|时间)")
