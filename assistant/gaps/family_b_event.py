"""Family B, response: a paper that a rule asks for after an event, the event told by records and the paper nowhere."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import Deadline, FormRef, Prescription, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.identity import clean_name
from ..facts.topics import bigram_share, core_name, same_name
from ..text.calendar import limit_of
from .acts import ACTS
from .case import LEFT_FIRM, Case
from .registry import Hit, Parameters, detector
from .steps import IN_PROSE, Step, dated, dated_clauses, same_object, steps

_TOLD_ELSEWHERE = (
    "corrective_action", "deviation", "review_tracking", "review_minutes", "review_plan", "review_input",
    "management_review", "internal_audit", "audit_plan", "audit_report", "training", "training_evaluation", "meeting",
)  # fmt: skip
"""Subjects whose papers after an event have detectors of their own."""
_AFTER = re.compile(
    r"(?P<e>[^。；|]{2,80}?)(?:\d+|[一二两三四五六七八九十]+)\s*个?(?:工作日|日|天|月|小时|周)(?:之?内|以内)"
)
"""An event, and the limit told from it."""
_NEAR = 120
"""Days after an event in which a paper may still be its answer."""
_CHANGED = re.compile(r"(?:机构|部门|组织|职责|名称)[^，。；]{0,12}(?:变化|变更|调整|变动|更名|撤并|改名)")
_RENAMED = re.compile(
    r"更名|改名|机构[^，。]{0,6}(?:调整|变更|设置)|部门[^，。]{0,6}(?:调整|撤销|合并|设立)|职责[^，。]{0,4}调整"
)
_LEFT = re.compile("离职|离厂|调离|离岗")
_MISHAPS = ("故障", "事故", "事件", "投诉", "中断", "停机", "停用", "异常")
_GRAVE = re.compile("重大|较大|严重|[一二三ⅠⅡⅢ]级|重要")
_SYSTEM = re.compile("系统|平台|网络|服务器|机房|(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])")
_NO_MISHAP = re.compile("计划|检修|演练|试验|测试|保养|模拟|无|未发生")
_AMOUNT = r"(?P<n>\d+(?:\.\d+)?)\s*个?(?P<u>小时|分钟)"
_FROM = (
    re.compile(rf"(?:超过|达到?|大于|满)\s*{_AMOUNT}"),
    re.compile(rf"{_AMOUNT}(?:及以上|以上)"),
)


@detector("B5", "paper-after-event")
def paper_after_event(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """An event of the window whose paper, due since, is not there."""
    told: set[str] = set()
    for duty in case.facts.prescriptions:
        form = next((f for f in duty.forms if _names_one_paper(f, duty)), None)
        limit = next((d for d in duty.deadlines if not d.before and not d.at_least), None)
        if form is None or limit is None or duty.topic in _TOLD_ELSEWHERE or duty.cadence:
            continue
        papers = [r for r in case.facts.records if r.days and _of_form(r, form)]
        for event in sorted(_events(duty, limit, case), key=lambda e: e.day):
            root = f"unanswered:{core_name(form.name)}:{event.day}"
            if root in told or not _due(event.day, limit, duty, case):
                continue
            told.add(root)  # an event told in several papers is one
            if _answered(event, papers, form):
                continue
            yield Hit(
                object=f"{event.name}（{event.day}）之后没有《{form.name}》",
                root=root,
                document=duty.source,
                record=event.source,
                values={"event": f"{event.name}（{event.day}）", "response": form.name},
                verdict="suspected" if case.covered((duty.topic,)) else "not_evaluable",
            )


def _names_one_paper(form: FormRef, duty: Prescription) -> bool:
    """Whether a name tells one kind of paper: long enough, or set in title marks; 技术方案 alone may be any."""
    core = core_name(form.name)
    return len(core) >= 3 or len(core) == 2 and f"《{form.name}》" in duty.source.quote


def _due(day: date, limit: Deadline, duty: Prescription, case: Case) -> bool:
    """Whether the paper was due before the case is looked at, by a rule in force on the day of the event."""
    due = limit_of(limit, day, case.is_workday)
    ruled = not duty.effective_from or day >= duty.effective_from
    return ruled and case.in_window(day) and due is not None and due + timedelta(days=10) < case.as_of


def _events(duty: Prescription, limit: Deadline, case: Case) -> list[Step]:
    """What the records tell of the event a rule waits for."""
    quote = re.sub(r"\s+", "", duty.source.quote)
    match = _AFTER.search(quote)
    words = (match["e"] if match else "") + limit.event
    if len(words) < 2:
        return []
    kinds = (_of_organisation, _of_people, _of_mishaps, _of_papers, _of_acts)
    return next((found for kind in kinds if (found := kind(words, duty, case)) is not None), [])


def _of_acts(words: str, duty: Prescription, case: Case) -> list[Step] | None:
    found = [(m.start(), act) for act in ACTS if not act.yearly for m in act.told.finditer(words)]
    told = steps(max(found, key=lambda x: x[0])[1], case) if found else []
    return [s for s in told if s.source.rule != IN_PROSE] if found else None


def _of_papers(words: str, duty: Prescription, case: Case) -> list[Step] | None:
    """Approval of a paper: 技术方案批下来10天内."""
    found: list[Step] = []
    for record in case.heads:
        kind = re.sub(r"[（(].*?[)）]", "", record.title)[-4:]
        signed = next((s for s in record.signatures if s.on and s.role == "批准"), None)
        if len(kind) == 4 and re.search(rf"{re.escape(kind)}[^，。；]{{0,6}}批", words) and signed and signed.on:
            found.append(Step(core_name(record.title)[: -len(kind)], signed.on, signed.source, record.title, record))
    return found or None


def _of_organisation(words: str, duty: Prescription, case: Case) -> list[Step] | None:
    if not _CHANGED.search(words):
        return None
    notices = [r for r in case.heads if r.event_on and _RENAMED.search(r.title) and "规定" not in r.title]
    return [Step("", r.event_on, _telling(r, case), r.title, r) for r in notices if r.event_on]


def _of_people(words: str, duty: Prescription, case: Case) -> list[Step] | None:
    if not _LEFT.search(words):
        return None
    gone = [p for p in case.facts.posts if p.end and LEFT_FIRM.search(p.source.quote + p.note)]
    return [Step(p.person, p.end, p.source, f"{p.person}离职") for p in gone if p.end]


def _of_mishaps(words: str, duty: Prescription, case: Case) -> list[Step] | None:
    """What went wrong: rows of a ledger of such things, or, told in prose, so long as the rule says."""
    kinds = [w for w in _MISHAPS if w in words]
    if not kinds:
        return None
    least = next((m for p in _FROM if (m := p.search(words))), None)
    if least:
        return list(_stops(kinds, least, case)) if _SYSTEM.search(words) else []
    return [] if _GRAVE.search(words) else list(_logged(words, duty, case))


def _stops(kinds: list[str], least: re.Match[str], case: Case) -> Iterator[Step]:
    """Stops of a system told with their length: 8月19日MES停机3小时."""
    for told in dated_clauses(case):
        length = re.search(
            rf"(?:{'|'.join(kinds)}|宕机|故障)[^，。；\d]{{0,6}}(\d+(?:\.\d+)?)\s*个?{least['u']}", told.text
        )
        if (
            length
            and _SYSTEM.search(told.text)
            and not _NO_MISHAP.search(told.text)
            and float(length[1]) >= float(least["n"])
        ):
            yield Step("", told.day, told.source, told.text.strip(), told.record)


def _logged(words: str, duty: Prescription, case: Case) -> Iterator[Step]:
    """Rows of a ledger named as the rule names the event, on the day the rule counts from."""
    for record in case.facts.records:
        core = core_name(record.title)
        named = len(core) >= 4 and core in duty.source.quote or _beside(record, words, duty, case)
        if not record.row or not named or _NO_MISHAP.search(record.text):
            continue
        days = [f for f in dated(record) if (label := re.sub("日期|时间", "", lowest_head(f.name))) and label in words]
        number = next((f.value for f in record.fields if re.search("编号", f.name)), record.subject)
        if days and days[0].on:
            yield Step(number, days[0].on, record.source, f"{core}{number}", record)


def _beside(record: Record, words: str, duty: Prescription, case: Case) -> bool:
    """Whether a ledger is on a form of the same document and called after the thing: 停线故障台账 of 故障排除完毕."""
    listed = {f.code for d in case.facts.prescriptions if d.paper == duty.paper for f in d.forms if f.code}
    return record.form.code in listed and any(kind in record.title for kind in _MISHAPS if kind in words)


def _telling(record: Record, case: Case) -> Source:
    """The line of a notice that tells what changed."""
    for line in case.lines(case.papers[record.paper]):
        if _RENAMED.search(line.text) and re.search(r"\d", line.text):
            return Source(file=record.paper, locator=line.locator, quote=line.quote, rule="line/1")
    return record.source


def _answered(event: Step, papers: list[Record], form: FormRef) -> bool:
    """Whether one of the papers may be the answer: about the same thing, or near in time and about no other; a paper
    that answers by its time alone answers one event."""
    for record in papers:
        if event.record and record.paper == event.record.paper:
            return True
        near = [d for d in record.days if -10 <= (d - event.day).days <= _NEAR]
        if not near:
            continue
        one = Step(core_name(record.subject or record.title), max(record.days), record.source, record.title, record)
        told = event.about and (event.about in record.text or same_object(event, one, alone=False))
        if told:
            return True
        if not event.about or len(event.about) < 2 or _speaks_of_none(record, form):
            papers.remove(record)
            return True
    return False


def _of_form(record: Record, form: FormRef) -> bool:
    if form.code and record.form.code:
        return record.form.code == form.code
    names = (record.title, clean_name(record.paper))
    return any(
        same_name(form.name, n) or core_name(form.name) in n or bigram_share(core_name(form.name), core_name(n)) >= 0.5
        for n in names
    )


def _speaks_of_none(record: Record, form: FormRef) -> bool:
    """Whether a paper names no object of its own that could be another one."""
    return not record.row and len(core_name(record.title).replace(core_name(form.name), "")) < 2 and not record.subject
