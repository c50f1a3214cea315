"""Family D, leave: signed on a day on which the signer was on leave. Always 请核实."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Record, Source
from ..facts.header_rows import lowest_head
from ..facts.leaves import Absence, leaves_of
from ..facts.signatures import people_in
from .case import Case
from .registry import Hit, Parameters, detector

_ACTS = re.compile(r"(?:人|员|者|谁)$|签|审核|批准|编制|检查|复核|验证|确认|记录|填")
_NO_ACT = re.compile("责任|申请|参加|出席|姓名|对象|联系|名单|培训人|请假|离职|被|受审")
_EXPLAINED = re.compile("请假|缺席|未到|代签|代为|委托|授权|电话|线上|远程|补签")


@detector("D4", "signed-on-leave", kind="statistic")
def signed_on_leave(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A signature, or a name in a column for who did it, on a day on which that person was away."""
    told: set[tuple[str, str]] = set()
    for leave in leaves_of(case.facts.papers):
        for record in case.facts.records:
            place = _signed(record, leave, case)
            if place is None or (leave.person, record.paper) in told:
                continue
            told.add((leave.person, record.paper))
            yield Hit(
                object=f"{leave.person} {place[0]}签署{record.title}",
                root=f"leave:{leave.person}:{record.paper}",
                document=leave.source,
                record=place[1],
                values={"person": leave.person, "day": str(place[0]), "span": f"{leave.first}至{leave.last}"},
            )


def _signed(record: Record, leave: Absence, case: Case) -> tuple[date, Source] | None:
    if case.papers[record.paper].kind not in ("record", "form", "register") or record.paper == leave.source.file:
        return None
    if _EXPLAINED.search(record.text) or re.search("计划|方案|通知|名单|名册|一览", record.title):
        return None
    for sign in record.signatures:
        if sign.person == leave.person and sign.on and _within(sign.on, leave):
            return sign.on, sign.source
    if record.row and record.event_on and _within(record.event_on, leave):
        cells = (f for f in record.fields if _ACTS.search(lowest_head(f.name)) and not _NO_ACT.search(f.name))
        own = next((f for f in cells if f.value == leave.person or leave.person in people_in(f.value)), None)
        return (record.event_on, own.source) if own else None
    return None


def _within(day: date, leave: Absence) -> bool:
    return leave.first < day < leave.last
