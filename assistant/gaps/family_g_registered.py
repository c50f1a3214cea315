"""Family G, correction: what a checklist judged nonconforming and nobody put on a slip or into the ledger."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Prescription, Record
from ..facts.topics import bigram_share, fold_name
from .case import Case
from .nonconformities import nonconformities, numbers_in
from .registry import Hit, Parameters, detector
from .slips import Nonconformity

_JUDGED = re.compile("判定|结果|结论|评价|符合")
_AGAINST = re.compile(r"^(?:一般|轻微|严重)?(?:不符合|不合格)(?:项)?$|^[×✗]$")
_WHERE = re.compile("(?:受审|被审|责任)?(?:部门|科室|单位|车间)")
_SLIP = re.compile(
    r"(?:不符合|不合格|问题)[^。；]{0,24}(?:开[具出]?|填写?|签发|登记|下发)[^。；]{0,12}(?:单|报告|通知书?|卡|台账)"
)
_BEFORE, _AFTER = timedelta(days=3), timedelta(days=30)


@detector("G3", "finding-not-registered")
def finding_not_registered(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A row of a checklist judged nonconforming, of a department that got no slip, where others of that audit did."""
    duty = next((d for d in case.facts.prescriptions if _SLIP.search(d.source.quote)), None)
    kept = [n for n in nonconformities(case).values() if n.form or n.row]
    for row in (r for rows in case.rows.values() for r in rows if r.topic == "audit_checklist"):
        day, where = _day(row, case), _department(row)
        if duty is None or day is None or not where or not case.in_window(day) or not _against(row):
            continue
        near = [n for n in kept if (on := _found(n)) and day - _BEFORE <= on <= day + _AFTER]
        if not near or numbers_in(row.text) or any(_of(n, where, row, case) for n in near):
            continue
        yield _hit(duty, row, where, day, case)


def _hit(duty: Prescription, row: Record, where: str, day: date, case: Case) -> Hit:
    return Hit(
        object=f"{day}内审：{where}判为不符合，没有开单、没有登记",
        root=f"unregistered:{row.id}",
        document=duty.source,
        record=row.source,
        values={"step": "登记", "number": where},
        verdict="suspected" if case.covered(("corrective_action",)) else "not_evaluable",
    )


def _against(row: Record) -> bool:
    return any(_JUDGED.search(f.name) and _AGAINST.match(re.sub(r"\s", "", f.value)) for f in row.fields)


def _department(row: Record) -> str:
    return next((f.value for f in row.fields if _WHERE.search(f.name) and f.value), "")


def _day(row: Record, case: Case) -> date | None:
    head = next((r for r in case.heads if r.paper == row.paper and r.title == row.title), None)
    return row.event_on or (head.event_on if head else None)


def _found(one: Nonconformity) -> date | None:
    return one.days.get("found") or one.days.get("registered") or (one.form.event_on if one.form else None)


def _of(one: Nonconformity, where: str, row: Record, case: Case) -> bool:
    """Of the department, or, whatever it is put down to, of what was found."""
    texts: Sequence[str] = [r.text for r in (one.form, one.row) if r]
    if one.department and case.departments.same(one.department, where) or any(where in t for t in texts):
        return True
    told = max((f.value for f in row.fields), key=len, default="")
    if not one.fact:
        return not one.department
    return bigram_share(fold_name(told), fold_name(one.fact)) >= _SAME


_SAME = 0.4
