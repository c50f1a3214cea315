"""Family B, order and content: things done before their condition, hollow records; retention."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import Deadline, Field, Prescription, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.identity import clean_name
from ..facts.ledger_rows import day_of
from ..facts.topics import core_name
from ..text.calendar import limit_of
from .audits import duty_about
from .case import Case
from .limits import limits
from .linking import link
from .registry import Hit, Parameters, detector


@detector("B4", "operation-before-acceptance")
def operation_before_acceptance(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Put into operation before it was accepted, where the papers ask for acceptance first."""
    duty = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"(?:上线|运行|投用|投运)[^。]{0,8}在[^。]{0,6}验收[^。]{0,6}后|(?:没有|未取得|未出具|无)[^。]{0,12}验收[^。]{0,24}不[得能准][^。]{0,14}(?:上线|投用|运行)|"
                r"(?:上线|正式[使运]?用|正式运行|投用|投运)[^。|]{0,6}\|[^。]{0,40}\|\s*(?:[^。|]{0,4}在)?验收[^。|]{0,8}后\s*(?:$|\|)|"
                r"验收[^。]{0,8}是[^。]{0,10}(?:上线|投用|运行)[^。]{0,4}前提|"
                r"验收(?:合格|通过)?[^。]{0,60}(?:方可|后|才能|之后|之前)[^。]{0,24}(?:运行|上线|使用|投用|投运)|(?:未经|未)验收[^。]{0,14}(?:不得|不能)|(?:上线|运行|使用|投运|投用|启用)(?:之)?前[^。]{0,20}验收|验收、上线[^。]{0,20}(?:上线|投运|投用)之?前|先[^。]{0,12}验收[^。]{0,60}再[^。]{0,30}上线",
                d.source.quote.replace("\n", ""),
            )
        ),
        None,
    )
    if duty is None:
        return
    accepted: dict[str, tuple[date, Source]] = {}
    for record in case.heads:
        if record.topic == "acceptance" and record.event_on and re.search("验收", record.title):
            name = next(
                (f.value for f in record.fields if re.search("系统|项目|名称", f.name) and f.value), record.title
            )
            source = next((f.source for f in record.fields if f.on == record.event_on), record.source)
            accepted[system_key(name)] = (record.event_on, source)
    for name, day_of_use, place in started(case):
        day, source = _acceptance(name, accepted, place)
        if (
            day
            and day_of_use < day
            and (not duty.effective_from or day_of_use >= duty.effective_from or case.in_window(day_of_use))
        ):
            yield Hit(
                object=f"{name}：{day_of_use}投入运行，{day}验收",
                root=f"operation:{system_key(name)}",
                document=duty.source,
                record=source or place.source,
                values={"first": str(day_of_use), "second": str(day)},
            )


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


def _acceptance(name: str, accepted: dict[str, tuple[date, Source]], row: Record) -> tuple[date | None, Source | None]:
    key = system_key(name)
    for other, (day, source) in accepted.items():
        if other == key or other.startswith(key) or key.startswith(other) and len(other) >= 3:
            return day, source
    own = next((f.on for f in row.fields if f.on and "验收" in f.name), None)
    return own, None


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
    from ..text.dates import find_dates

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
