"""Dated signs that a duty was done: rows of a ledger, a record, days told in a paper that binds several."""

import re
from datetime import date
from typing import NamedTuple

from ..domain.facts import Prescription, Record
from ..facts.ledger_rows import EVENT_LABEL
from ..facts.topics import core_name, fold_name
from ..text.cadence import period_months
from ..text.dates import find_dates
from .case import Case
from .linking import Link

_LEDGER = re.compile(r"台账|记录|登记|清单|日志|汇总|一览|表|本子?$|簿|册|账$|合订")


class Evidence(NamedTuple):
    """A dated sign that a duty was done."""

    day: date | None
    period: tuple[date, date] | None
    record: Record


def evidence(duty: Prescription, linked: Link, case: Case) -> list[Evidence]:
    """Dated signs: rows of a ledger that has dated rows, else the record itself; in free text the days beside
    the activity."""
    found: list[Evidence] = []
    late = duty.cadence is not None and duty.cadence.anchor is not None and duty.cadence.anchor.shift == 1
    for head in linked.records:
        rows = [r for r in case.rows.get(head.paper, []) if r.form == head.form and r.title == head.title]
        once = _one_period(head, duty) or _drawn_up(head, duty)
        dated = [] if once else [r for r in rows if (r.event_on or r.period) and not _only_due(r)]
        series = len({(r.event_on or r.period[0]).strftime("%Y-%m") for r in dated if r.event_on or r.period}) >= 3  # type: ignore[index]
        kept = series and not re.search("审核|内审|评审|计划|方案|报告|纪要", head.title)
        if (
            len(dated) >= 2
            and (_LEDGER.search(head.title) or _day_by_day(dated))
            and (kept or not _names_one_event(head))
        ):
            found += [Evidence(r.event_on, r.period, r) for r in rows if _filled(r)]
            continue
        held = held_days(head) or _gone_over(head)
        if held:
            found += [Evidence(day, None, head) for day in held]
            continue
        signed = late or _drawn_up(head, duty)
        day = (head.filled_on or head.event_on) if signed else (head.event_on or head.filled_on)
        told = late or not day or _written_after(head, duty, day)
        if day or head.period:
            found.append(Evidence(day, head.period if told else None, head))
    return found


def _only_due(row: Record) -> bool:
    """A row whose days are all limits still to come (完成期限) tells nothing of when it was written."""
    days = [f for f in row.fields if f.on]
    return bool(days) and all(
        re.search("期限|时限|截止|到期|(?:要求|计划|应|拟)[^/]{0,2}(?:完成|达成)", f.name) for f in days
    )


def _written_after(head: Record, duty: Prescription, day: date) -> bool:
    """A report about a quarter drawn up after its end is that quarter's, not the next one's."""
    return head.period is not None and own_length(head.period, duty) and day > head.period[1]


def own_length(period: tuple[date, date], duty: Prescription) -> bool:
    """Whether a period is as long as the duty's own."""
    months = period_months(duty.cadence.period) if duty.cadence and duty.cadence.period else 0
    return months > 0 and abs((period[1] - period[0]).days + 1 - 30.4 * months) < 6


def _day_by_day(rows: list[Record]) -> bool:
    """Rows that each begin with the day of something: a ledger, whatever it is called."""
    return all(r.fields and r.fields[0].on for r in rows) and len({r.fields[0].on for r in rows}) == len(rows)


def held_days(head: Record) -> list[date]:
    """Days of a paper that binds several meetings or checks together, each with a table that gives its own day."""
    days: dict[str, date] = {}
    for field in head.fields:
        table = re.search(r"表\d+", field.source.locator)
        if field.on and table and EVENT_LABEL.search(field.name):
            days.setdefault(table[0], field.on)
    found = sorted(set(days.values()))
    return found if len(found) >= 2 and re.search("纪要|记录|会议|例会|检查|巡|汇编", head.title) else []


_YEARS = re.compile(r"20\d\d\s*[—–~～\-至到]+\s*20\d\d|[三四五]年(?:规划|计划|打算|行动|滚动)")


def _gone_over(head: Record) -> list[date]:
    """Days told in a plan for several years: when it was drawn up and when it was gone over again."""
    if not _YEARS.search(head.text[:60] + head.paper.rsplit("/", 1)[-1]):
        return []
    return sorted({m.first for m in find_dates(head.text) if m.precision == "day" and not m.inferred})


def _one_period(head: Record, duty: Prescription) -> bool:
    """A paper that names one period of the duty's own length is one occurrence, whatever its rows hold."""
    longer = duty.cadence is not None and duty.cadence.period != "month"
    return head.period is not None and longer and own_length(head.period, duty)


def _drawn_up(head: Record, duty: Prescription) -> bool:
    """A yearly list, plan or budget is drawn up once; the days in its rows are not when."""
    yearly = duty.cadence is not None and duty.cadence.period == "year" and duty.cadence.min_count == 1
    return yearly and bool(
        re.search(
            r"(?:清单|目录|一览表?|计划表?|方案|目标书|预算表?|(?:目标|指标)[一-鿿]{0,4}表|需求(?:汇总|调查|统计)?表?)$",
            head.title,
        )
    )


def _names_one_event(head: Record) -> bool:
    return bool(re.search("纪要|报告|检查表|计划|方案|签到|申请", head.title)) or any(
        f.on and re.search("评审|会议|审核|演练|验收", f.name) for f in head.fields
    )


def _filled(row: Record) -> bool:
    """A row that holds more than its period and a blank form."""
    filled = [f for f in row.fields if f.value and not re.search("月份|序号|季度|期间", f.name)]
    return bool(row.event_on) or len(filled) >= 2 and not re.search("停|未开展|未进行|取消|例外|未到期", row.text)


def noted_days(duty: Prescription, linked: Link, case: Case) -> list[Evidence]:
    """For duties noted inside another ledger: days of the lines that name the activity."""
    core = core_name(duty.process)
    if len(core) < 2:
        return []
    found: list[Evidence] = []
    for head in linked.records:
        for line in case.lines(case.papers[head.paper]):
            if core in fold_name(line.text) and not line.heads:
                year = head.days[0].year if head.days else case.window[0].year
                found += [Evidence(m.first, None, head) for m in find_dates(line.text, year) if m.precision == "day"]
    return found
