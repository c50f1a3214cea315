"""Family B, what an event must be followed by: a paper due within some days of it, and none there."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.facts import Deadline, Field, FormRef, Prescription, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.identity import clean_name
from ..facts.phrases import forms_in
from ..facts.topics import core_name, fold_name, same_name, topic_of
from ..text.calendar import limit_of
from ..text.deadlines import find_deadlines
from .case import Case
from .registry import Hit, Parameters, detector

_JUDGED = (
    "corrective_action", "deviation", "review_tracking", "training_evaluation", "audit_report", "review_minutes",
    "training", "audit_plan", "review_plan",
)  # fmt: skip
"""Topics whose limits have detectors of their own."""
_DONE = (
    r"处置|处理|完毕|完成|结束|批准|批下来|批[了完]|批复|审批|签订|签署|签字|签[了完]|验收|合格|通过|发生|离职|离岗|调离|到货|入职|竣工|"
    r"交付|投用|投运|上线|下达|关闭|确认|中标|开工|停用|评审|发现|受理|退货|启用"
)
_ACT = re.compile(_DONE)
_AMOUNT = re.compile(r"(?:\d+|[一二两三四五六七八九十半]+)个?(?:工作日|自然日|日|天|周|星期|月)")
_APPROVED = re.compile("批|签字|通过|下达")
_STILL = timedelta(days=60)
"""So long after the limit a paper is late, not missing; what comes later is about something else."""


class _Event(NamedTuple):
    """An event of the kind a rule names, with its day, its place and what tells it from others."""

    day: date
    source: Source
    name: str
    record: Record


class _Answer(NamedTuple):
    """What a clause asks for after an event, and the event in its words: 事件处置完毕."""

    deadline: Deadline
    form: FormRef
    event: str


@detector("B5", "event-without-paper")
def event_without_paper(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """An event a rule says must be followed by a paper within some days, and no such paper about that time."""
    told: set[tuple[str, date]] = set()
    for duty in case.facts.prescriptions:
        for answer in _answers(duty):
            papers = [r for r in case.facts.records if _is(r, answer.form)]
            for event in _unanswered(_events(duty, answer, case), answer, papers, case):
                key = (fold_name(answer.form.name), event.day)
                if key in told or duty.effective_from and event.day < duty.effective_from:
                    continue
                told.add(key)
                yield _hit(duty, answer, event, case)


def _hit(duty: Prescription, answer: _Answer, event: _Event, case: Case) -> Hit:
    topic = topic_of(answer.form.name) or duty.topic
    return Hit(
        object=f"{event.name}（{event.day}）之后没有{answer.form.name}",
        root=f"unanswered:{core_name(answer.form.name)}:{event.day}",
        document=duty.source,
        record=event.source,
        values={"event": f"{event.name}（{event.day}）", "response": answer.form.name, "limit": answer.deadline.text},
        verdict="suspected" if case.covered((topic,)) else "not_evaluable",
    )


def _answers(duty: Prescription) -> Iterator[_Answer]:
    """The papers asked for behind a limit told from an event, sentence by sentence."""
    if duty.topic in _JUDGED or duty.source.rule.startswith("table"):
        return
    for clause in re.split("[。；;\n]", duty.source.quote):
        limits = [d for d in find_deadlines(clause) if d.event and not d.before and not d.at_least]
        amount = _AMOUNT.search(clause)
        event = _worded(limits[0]) if len(limits) == 1 and limits[0].unit != "hour" else ""
        if not _ACT.search(event):
            continue
        named = [f for f in forms_in(clause[amount.end() :] if amount else "") if f.name and "《" + f.name in clause]
        if len(named) == 1 and topic_of(named[0].name) not in _JUDGED:
            yield _Answer(limits[0], named[0], event)


def _worded(limit: Deadline) -> str:
    """The event of a limit with the act that may stand behind it: 技术方案批下来."""
    before = _AMOUNT.split(limit.text)[0]
    return re.sub(r"(?:之?后|以后|之?日起)的?$", "", before[max(0, before.find(limit.event)) :])


def _is(record: Record, form: FormRef) -> bool:
    if form.code and record.form.code:
        return form.code == record.form.code
    core = core_name(form.name)
    names = (record.title, record.form.name, clean_name(record.paper))
    return any(same_name(form.name, n) or len(core) >= 4 and core in fold_name(n) for n in names)


def _unanswered(events: Sequence[_Event], answer: _Answer, papers: Sequence[Record], case: Case) -> Iterator[_Event]:
    """Events with no paper about their time; one paper answers one event."""
    left = list(papers)
    for event in sorted(events, key=lambda e: e.day):
        limit = limit_of(answer.deadline, event.day, case.is_workday)
        if limit is None or not case.in_window(event.day):
            continue
        own = next((p for p in left if _about(p, event, limit)), None)
        if own is not None:
            left.remove(own)
        elif limit + timedelta(days=max(7, answer.deadline.amount)) < case.as_of:
            yield event


def _about(paper: Record, event: _Event, limit: date) -> bool:
    """Dated in the time for it, or undated; or by the name of the event."""
    days = [d for d in (*paper.days, paper.event_on, paper.filled_on) if d]
    if any(event.day - timedelta(days=3) <= d <= limit + _STILL for d in days) or not days:
        return True
    return len(event.name) >= 4 and event.name in paper.text


def _events(duty: Prescription, answer: _Answer, case: Case) -> list[_Event]:
    """Events on record: a column for the very act, or a paper of the very thing that was approved."""
    phrase = answer.event
    found: dict[tuple[date, str], _Event] = {}
    for record in case.facts.records:
        if _is(record, answer.form) or case.papers[record.paper].kind in ("procedure", "manual", "work_instruction"):
            continue
        for event in (_by_column(record, phrase, duty, case), _by_paper(record, phrase)):
            if event:
                found.setdefault((event.day, event.record.paper), event)
    return list(found.values())


def _by_column(record: Record, phrase: str, duty: Prescription, case: Case) -> _Event | None:
    """事件处置完毕后… of a ledger with a column 处置完毕日期, kept on a form of the same document or named alike."""
    field = next((f for f in record.fields if f.on and _tells(lowest_head(f.name), phrase)), None)
    if field is None or field.on is None or not _akin(record, phrase, duty, case):
        return None
    return _Event(field.on, field.source, _name(record, field), record)


def _tells(label: str, phrase: str) -> bool:
    core = re.sub(r"(?:日期|时间|年月日|日)$", "", label)
    return len(core) >= 2 and core != label and core in phrase and _ACT.search(core) is not None


def _akin(record: Record, phrase: str, duty: Prescription, case: Case) -> bool:
    listed = {f.code for d in case.facts.prescriptions if d.paper == duty.paper for f in d.forms if f.code}
    noun = _ACT.split(phrase)[0]
    return record.form.code in listed or len(noun) >= 2 and noun[-2:] in record.title


def _by_paper(record: Record, phrase: str) -> _Event | None:
    """技术方案批准后… of a paper titled 技术方案, by the day it was approved."""
    noun = re.sub(r"^.*的", "", _ACT.split(phrase)[0])
    title = re.sub(r"\s", "", record.title)
    if record.row or len(noun) < 3 or not re.search(rf"{re.escape(noun)}(?:书|表|单|报告)?$", title):
        return None
    if not _APPROVED.search(phrase):
        return None
    sign = next((s for s in record.signatures if s.role == "批准" and s.on), None)
    return _Event(sign.on, sign.source, title, record) if sign and sign.on else None


def _name(record: Record, field: Field) -> str:
    named = (
        f.value for f in record.fields if re.search("编号|单号|名称|项目|合同|姓名", f.name) and f.value and not f.on
    )
    return next(named, "") or record.subject or record.title
