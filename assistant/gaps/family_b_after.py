"""Family B, limits from an event: reports, minutes, plans and entries later than the rule allows after it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import Deadline, Field, Prescription, Record, Source
from ..facts.topics import core_name
from ..text.calendar import limit_of
from ..text.dates import find_dates
from .case import Case
from .limits import limits
from .linking import link
from .registry import Hit, Parameters, detector

_PERIOD_ENDS = re.compile(r"(?:季度?|月度?|月份|年度?|半年|周)(?:结束|终了|末|底|过完?|完了?)$")
"""The end of a period is no event of a record: such limits are judged by the ledger of what was due."""


_OF_DECISIONS = re.compile("决议|决定|措施|整改|事项|任务|到期|验证|问题")
"""A limit told from what became of a decision or a measure is none of the meeting's papers."""


@detector("B2", "event-deadline")
def event_deadline(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Reports, minutes, plans and entries later than the limit told from their event."""
    for duty in case.facts.prescriptions:
        if (
            not duty.deadlines
            or duty.topic in ("corrective_action", "deviation", "review_tracking", "training_evaluation")
            or duty.deadlines[0].at_least
            or _PERIOD_ENDS.search(duty.deadlines[0].event)
        ):
            continue
        linked = link(duty, case)
        if linked.strength not in ("code", "name", "topic"):
            continue
        for record in linked.records:
            yield from _late_record(duty, record, case)


def _late_record(duty: Prescription, record: Record, case: Case) -> Iterator[Hit]:
    deadline = _limit_for(duty, record)
    if deadline is None:
        return
    for begin, end, source in _event_and_act(duty, record, deadline, case):
        if not case.in_window(begin) or (duty.effective_from and begin < duty.effective_from):
            continue
        limit = limit_of(deadline, begin, case.is_workday)
        grace = timedelta(days=max(1, deadline.amount // 10))
        if limit is None or end <= limit + grace or (end - limit).days > 200:
            continue
        yield Hit(
            object=f"{record.title}（{begin}）",
            root=f"late-record:{record.id}:{begin}",
            document=duty.source,
            record=source,
            values={"due": str(limit), "day": str(end), "days": str((end - limit).days), "begin": str(begin)},
        )


def _limit_for(duty: Prescription, record: Record) -> Deadline | None:
    """Of several limits the one whose words name the record; the only one there is; else none."""
    told = limits(duty)
    title = core_name(record.title)
    return told[0][0] if len(told) == 1 else next((d for d, words in told if _names(words, title)), None)


def _names(words: str, title: str) -> bool:
    return any(core_name(n) in title or title in core_name(n) for n in re.findall("《([^》]{2,30})》", words)) or (
        title in words
    )


def _event_and_act(
    duty: Prescription, record: Record, deadline: Deadline, case: Case
) -> Iterator[tuple[date, date, Source]]:
    rows = [r for r in case.rows.get(record.paper, []) if r.title == record.title]
    if re.search("录入|登记|填写", duty.action) and rows:
        for row in rows:
            begin = next(
                (
                    f
                    for f in row.fields
                    if f.on and re.search("培训|活动|日期|时间|发生", f.name) and not re.search("录入|登记|填", f.name)
                ),
                None,
            )
            end = next((f for f in row.fields if f.on and re.search("录入|登记|填写|填报", f.name)), None)
            if begin and end and begin.on and end.on:
                last = _last_of(begin)
                yield last, end.on, row.source
        return
    if record.row or not record.event_on:
        return
    asked = duty.process + duty.action + "".join(f.name for f in duty.forms)
    if deadline.before:
        acted = _issued_before(record)
        planned = re.search("计划|通知|方案", record.title)
        if (
            acted
            and planned
            and planned[0] in asked
            and not re.search("年度", record.text[:60])
            and record.event_on != record.filled_on
        ):
            yield record.event_on, acted[0], acted[1]
    elif (
        any(w in record.title and w in asked for w in ("报告", "纪要", "通报", "会议记录", "总结", "分析"))
        and re.search("会|审核|评审|结束|末次|[审开]?完", deadline.event or "会")
        and not _OF_DECISIONS.search(deadline.event)
    ):
        acted = _issued_after(record)
        if acted:
            yield record.event_until or record.event_on, acted[0], acted[1]


def _last_of(field: Field) -> date:
    assert field.on is not None
    days = [m.first for m in find_dates(field.value, field.on.year) if m.precision == "day"]
    return max(days, default=field.on)


def _issued_after(record: Record) -> tuple[date, Source] | None:
    """The day a report or minutes were issued: labelled, or signed."""
    named = next(
        (f for f in record.fields if f.on and re.search("报告日期|编制日期|印发|发文|批准日期|提交日期|签发", f.name)),
        None,
    )
    if named and named.on:
        return named.on, named.source
    signed = [s for s in record.signatures if s.on and s.role in ("批准", "编制", "审核")]
    if signed:
        best = max(signed, key=lambda s: s.on or date.min)
        return (best.on, best.source) if best.on and record.event_on and best.on >= record.event_on else None
    return None


def _issued_before(record: Record) -> tuple[date, Source] | None:
    signed = [s for s in record.signatures if s.on and s.role in ("批准", "编制")]
    best = max(signed, key=lambda s: s.on or date.min, default=None)
    if best and best.on:
        return best.on, best.source
    sent = next((f for f in record.fields if f.on and re.search("发布|下发|通知|编制|发文", f.name)), None)
    return (sent.on, sent.source) if sent and sent.on else None
