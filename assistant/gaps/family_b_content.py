"""Family B, order and content: things done before their condition, hollow records; retention."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Field, Prescription, Record, Source
from ..facts.records import day_of
from ..text.calendar import limit_of
from ..text.quantities import to_number
from .audits import duty_about
from .case import Case
from .linking import about, link
from .registry import Hit, Parameters, detector

_PLACEHOLDER = re.compile(
    r"^[\s（(]*(?:[XxＸ×]{2,}[^\u4e00-\u9fff]{0,4}|待补(?:充)?|待填(?:写)?|TBD|待定|【[^】]*】|[*＊]{2,}|同上次|略|示例|某某|\?{2,}|？{2,})[\s）)。]*$|[XxＸ×]{3,}"
)
_OPTIONAL = re.compile(
    r"备注|说明|附件|其他|补充|下次|后续|延期|变更|替代|传真|邮编|缺席|请假|列席|抄送|页码|第.*页|签收|存档|归档号|密级"
)
_CRITICAL = re.compile(
    r"结论|结果|意见|评价|验证|批准|审核|签名|签字|日期|人数|数量|账号数|明细|措施|原因|证据|情况|内容|得分|平均分"
)
_FUTURE = re.compile(r"未到期|未发生|进行中|停|例外|不适用|无$|取消|未开展|——|—")


@detector("B4", "operation-before-acceptance")
def operation_before_acceptance(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Put into operation before it was accepted, where the papers ask for acceptance first."""
    duty = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"验收(?:合格|通过)?[^。]{0,60}(?:方可|后|才能|之后|之前)[^。]{0,24}(?:运行|上线|使用|投用|投运)|(?:未经|未)验收[^。]{0,14}(?:不得|不能)|(?:上线|运行|使用)(?:之)?前[^。]{0,20}验收|先[^。]{0,12}验收[^。]{0,60}再[^。]{0,30}上线",
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
            accepted[_system(name)] = (record.event_on, source)
    for name, started, place in _started(case):
        day, source = _acceptance(name, accepted, place)
        if (
            day
            and started < day
            and (not duty.effective_from or started >= duty.effective_from or case.in_window(started))
        ):
            yield Hit(
                object=f"{name}：{started}投入运行，{day}验收",
                root=f"operation:{_system(name)}",
                document=duty.source,
                record=source or place.source,
                values={"first": str(started), "second": str(day)},
            )


def _started(case: Case) -> Iterator[tuple[str, date, Record]]:
    for rows in case.rows.values():
        for row in rows:
            start = next(
                (
                    f.on
                    for f in row.fields
                    if f.on and re.search("正式运行|投运|上线|启用|投用|运行日期|运行时间", f.name.split("/")[-1])
                ),
                None,
            )
            name = next((f.value for f in row.fields if f.value and re.search("系统|名称|项目", f.name)), row.subject)
            if start and name:
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
        name = next((f.value for f in record.fields if re.search("系统|项目|名称", f.name) and f.value), record.title)
        if start:
            yield name, start, record


def _told_start(record: Record) -> date | None:
    """自2025/9/1起正式上线 in running text."""
    year = record.event_on.year if record.event_on else None
    for clause in re.split(r"[，。；;\n|]", record.text):
        if re.search(r"(?:正式|投入)(?:投入)?(?:正式)?(?:上线|运行|使用|投用)", clause):
            day = day_of(clause, year)
            if day and re.search("起|于|自|从", clause):
                return day
    return None


def _acceptance(name: str, accepted: dict[str, tuple[date, Source]], row: Record) -> tuple[date | None, Source | None]:
    key = _system(name)
    for other, (day, source) in accepted.items():
        if other == key or other.startswith(key) or key.startswith(other) and len(other) >= 3:
            return day, source
    own = next((f.on for f in row.fields if f.on and "验收" in f.name), None)
    return own, None


def _system(name: str) -> str:
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


@detector("B2", "event-deadline")
def event_deadline(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Reports, minutes, plans and entries later than the limit told from their event."""
    for duty in case.facts.prescriptions:
        if (
            not duty.deadlines
            or duty.topic in ("corrective_action", "deviation", "review_tracking", "training_evaluation")
            or duty.deadlines[0].at_least
        ):
            continue
        linked = link(duty, case)
        if linked.strength not in ("code", "name", "topic"):
            continue
        for record in linked.records:
            yield from _late_record(duty, record, case)


def _late_record(duty: Prescription, record: Record, case: Case) -> Iterator[Hit]:
    for begin, end, source in _event_and_act(duty, record, case):
        deadline = duty.deadlines[0]
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


def _event_and_act(duty: Prescription, record: Record, case: Case) -> Iterator[tuple[date, date, Source]]:
    deadline = duty.deadlines[0]
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
    elif any(w in record.title and w in asked for w in ("报告", "纪要", "通报")) and re.search(
        "会|审核|评审|结束|末次|完成", deadline.event or "会"
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


@detector("B6", "hollow-record")
def hollow_record(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Placeholders, and blank fields that the same form has filled elsewhere or a rule says must not be blank."""
    for record in case.heads:
        if (
            record.paper not in case.papers
            or case.papers[record.paper].kind not in ("record",)
            or record.topic in ("corrective_action", "review_tracking")
        ):
            continue
        faults = _blank_fields(record, case)
        if faults:
            yield _hollow(record, faults, case)
    for paper, rows in case.rows.items():
        if case.papers[paper].kind != "record" or any(
            r.topic in ("corrective_action", "review_tracking") for r in rows[:1]
        ):
            continue
        if any(m.source.file == paper for m in (*case.facts.measurements, *case.facts.goals)):
            continue
        for row, faults in _blank_rows(rows):
            yield _hollow(row, faults, case)


def _hollow(record: Record, faults: Sequence[Field], case: Case) -> Hit:
    names = "、".join(dict.fromkeys(f.name.split("/")[-1] for f in faults))
    return Hit(
        object=f"{record.title} {record.subject or record.event_on or ''}：{names}".replace("  ", " "),
        root=f"hollow:{record.id}",
        document=_no_blank_rule(case, record),
        record=faults[0].source,
        values={"fields": names},
    )


def _blank_fields(record: Record, case: Case) -> list[Field]:
    placeholders = [f for f in record.fields if _PLACEHOLDER.search(f.value)]
    siblings = [r for r in case.heads if r.id != record.id and r.form == record.form and record.form.code]
    filled = [f for f in record.fields if f.value]
    if len(record.fields) < 3 or len(filled) < 2:
        return placeholders
    strict = _no_blank_rule(case, record) is not None
    blanks = [
        f
        for f in record.fields
        if not f.value
        and not _OPTIONAL.search(f.name)
        and not _repeated(f, record)
        and f.source.quote.strip()
        and (_elsewhere(f, siblings) or (strict and _CRITICAL.search(f.name) and _cell_field(f)))
    ]
    return [*placeholders, *blanks]


def _cell_field(field: Field) -> bool:
    return field.source.rule == "field/1" and (
        " | " in field.source.quote
        or re.search(rf"{re.escape(field.name)}\s*[：:]\s*(?:$|[\s　]{{2,}})", field.source.quote) is not None
    )


def _repeated(field: Field, record: Record) -> bool:
    return any(f.name == field.name and f.value for f in record.fields)


def _elsewhere(field: Field, siblings: Sequence[Record]) -> bool:
    return bool(siblings) and sum(any(f.name == field.name and f.value for f in s.fields) for s in siblings) >= max(
        1, len(siblings) // 2
    )


def _blank_rows(rows: Sequence[Record]) -> Iterator[tuple[Record, list[Field]]]:
    if len(rows) < 4:
        return
    width = {f.name for r in rows for f in r.fields}
    usual = {n for n in width if sum(any(f.name == n and f.value for f in r.fields) for r in rows) >= 0.75 * len(rows)}
    for row in rows:
        placeholders = [f for f in row.fields if _PLACEHOLDER.search(f.value)]
        blanks = [f for f in row.fields if not f.value and f.name in usual and not _OPTIONAL.search(f.name)]
        if placeholders or (blanks and not _FUTURE.search(row.text) and sum(bool(f.value) for f in row.fields) >= 2):
            yield row, [*placeholders, *blanks]


def _no_blank_rule(case: Case, record: Record) -> Source | None:
    """The rule that says a record's fields must be filled: the duty's own, else the general one."""
    own = next(
        (d for d in case.facts.prescriptions if record.form.code and any(f.code == record.form.code for f in d.forms)),
        None,
    )
    if own and re.search("不得空缺|不得空白|不得为空|填写完整|逐项填写|写明|各栏", own.source.quote):
        return own.source
    general = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"(?:栏目|各栏|记录|空白|表单)[^。；]{0,24}(?:不得(?:空缺|空白|留空|漏填)|填写完整|完整填写|逐项填写)",
                d.source.quote,
            )
        ),
        None,
    )
    return general.source if general else None


@detector("B7", "retention")
def retention(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Records destroyed before the retention period is over, as disposal lists tell."""
    kept = [d for d in case.facts.prescriptions if d.retention]
    for rows in case.rows.values():
        for row in rows:
            gone = next((f for f in row.fields if f.on and re.search("销毁|处置", f.name)), None)
            made = next(
                (f for f in row.fields if f.on and f is not gone and re.search("形成|年度|归档|起始|产生", f.name)),
                None,
            )
            years = next(
                (
                    int(m[1])
                    for f in row.fields
                    if re.search("保存|保管", f.name) and (m := re.match(r"(\d+)年?$", f.value))
                ),
                None,
            )
            if gone and made and gone.on and made.on and years and (gone.on - made.on).days < 365 * years - 31:
                yield Hit(
                    object=f"{row.subject} 提前销毁",
                    root=f"retention:{row.id}",
                    document=kept[0].source if kept else None,
                    record=row.source,
                    values={"years": str(years)},
                )


@detector("B5", "no-response")
def no_response(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Evaluations below the line that ask for a further step, without a sign of it."""
    for duty in case.facts.prescriptions:
        match = re.search(
            r"(?:低于|不足|未达到?|小于)\s*(\d{1,3}(?:\.\d)?)\s*分[^，。；]{0,6}的?[^。；]{0,6}[，,]?[^。；]{0,24}(?P<a>补训|重新|整改|列入|再次|不再续签|终止)",
            duty.source.quote,
        )
        if not match:
            continue
        limit = float(match[1])
        for record in link(duty, case).records or [r for r in case.heads if r.topic == duty.topic]:
            score = next(
                (
                    f
                    for f in record.fields
                    if re.search("平均分|总分|得分|合计|成绩", f.name) and re.match(r"\d", f.value)
                ),
                None,
            )
            if score is None or (to_number(score.value) or 0) >= limit or _followed(record, match["a"], case):
                continue
            yield Hit(
                object=f"{about(duty)}：{record.event_on or ''}得分{score.value}低于{match[1]}分",
                root=f"response:{record.id}",
                document=duty.source,
                record=score.source,
                values={"limit": match[1]},
                verdict="suspected" if case.covered((duty.topic,)) else "not_evaluable",
            )


def _followed(record: Record, word: str, case: Case) -> bool:
    if re.search(word, record.text):
        return True
    day = record.event_on or date.min
    subject = next((f.value for f in record.fields if re.search("课程|服务商|供应商|名称", f.name)), "")
    return any(
        r.event_on and r.event_on >= day and r.paper != record.paper and subject and subject[:6] in r.text
        for r in case.facts.records
    )
