"""Family B in ledgers: rows that hold the day of an event and the day of the answer to it."""

import re
from collections.abc import Iterator
from datetime import timedelta

from ..domain.facts import Field, Prescription, Record
from ..facts.header_rows import lowest_head
from ..facts.topics import bigram_share
from ..text.calendar import limit_of
from .case import Case
from .linking import link
from .registry import Hit, Parameters, detector

_STEPS = ("corrective_action", "deviation", "review_tracking", "training_evaluation")
"""Activities whose steps have detectors of their own."""
_AFTER = re.compile(r"收到|接到|得到|通知|申请|发现|报修|报告|提出|受理|离职|调岗|上线|停用|变更|入职|到货|完成")


@detector("B2", "row-deadline")
def row_deadline(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Rows of the prescribed ledger whose second day comes later than the duty allows after the first."""
    for duty in case.facts.prescriptions:
        if not _answers(duty):
            continue
        linked = link(duty, case)
        if linked.strength != "code" and linked.strength != "name":
            continue
        forms = {f.code for f in duty.forms if f.code}
        for record in linked.records:
            for row in case.rows.get(record.paper, []):
                if row.title == record.title and (not forms or row.form.code in forms):
                    yield from _late(duty, row, case)


def _answers(duty: Prescription) -> bool:
    if not duty.deadlines or duty.topic in _STEPS or duty.cadence is not None:
        return False
    deadline = duty.deadlines[0]
    return not deadline.before and not deadline.at_least and bool(_AFTER.search(deadline.event)) and bool(duty.forms)


def _late(duty: Prescription, row: Record, case: Case) -> Iterator[Hit]:
    deadline = duty.deadlines[0]
    dated = [f for f in row.fields if f.on and re.search("日期|时间|日$", f.name)]
    begins = [f for f in dated if _about(f, deadline.event)]
    ends = [f for f in dated if f not in begins and _done(f, duty) and not re.search("录入|登记|填", f.name)]
    if len(begins) != 1 or len(ends) != 1 or begins[0].on is None or ends[0].on is None:
        return
    begin, end = begins[0].on, ends[0].on
    if not case.in_window(begin) or duty.effective_from and begin < duty.effective_from:
        return
    limit = limit_of(deadline, begin, case.is_workday)
    if limit is None or end <= limit + timedelta(days=max(1, deadline.amount // 10)):
        return
    yield Hit(
        object=f"{row.subject or row.title}：{begins[0].name}{begin}，{ends[0].name}{end}",
        root=f"row-late:{row.id}",
        document=duty.source,
        record=row.source,
        values={"due": str(limit), "day": str(end), "days": str((end - limit).days), "begin": str(begin)},
    )


def _about(field: Field, event: str) -> bool:
    """Whether a column of days tells the event a limit counts from: 通知日期 of 收到通知."""
    name = _bare(field)
    return len(name) >= 2 and any(name[i : i + 2] in event for i in range(len(name) - 1))


def _done(field: Field, duty: Prescription) -> bool:
    """Whether a column of days tells the act the duty asks for after its limit."""
    name = _bare(field)
    act = duty.action.split(duty.deadlines[0].text)[-1] if duty.deadlines[0].text else duty.action
    return len(name) >= 2 and (name in act or bigram_share(name, act) >= 0.6)


def _bare(field: Field) -> str:
    return re.sub(r"日期|时间|日$|实际|[A-Za-z]", "", lowest_head(field.name))
