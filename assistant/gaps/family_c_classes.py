"""Family C, approval by class: a matter of a higher class approved by the one who may approve lower classes."""

import re
from collections.abc import Iterator

from ..domain.facts import Prescription, Record, Signature
from ..facts.approval_classes import classes_in
from ..facts.header_rows import lowest_head
from ..facts.signatures import people_in
from ..text.roles import REPRESENTATIVE, TOP_MANAGER
from .case import Case
from .family_c import DELEGATED, may_approve
from .linking import link
from .registry import Hit, Parameters, detector

_CLASS_FIELD = re.compile(r"类别|级别|等级|类型|分类|分级|性质")


@detector("C2", "approval-by-class")
def approval_by_class(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Forms and ledger rows whose class asks for a higher approver than the one who signed."""
    for duty in case.facts.prescriptions:
        wanted = {c: w for c, w in classes_in(duty.source.quote).items() if _high(w)}
        told: set[str] = set()
        for record in _records(duty, case) if wanted else ():
            found = _overstepped(record, wanted, case)
            if found and found[1].person and record.id not in told:
                told.add(record.id)
                yield Hit(
                    object=f"{record.title} {_number(record)}：{found[1].person}批准{found[0]}事项",
                    root=f"approval:{_number(record) or record.id}",
                    document=duty.source,
                    record=found[1].source,
                    values={"person": found[1].person, "prescribed": wanted[found[0]]},
                )


def _high(approver: str) -> bool:
    return bool(TOP_MANAGER.search(approver) or REPRESENTATIVE.search(approver))


def _records(duty: Prescription, case: Case) -> list[Record]:
    """The duty's own forms first, then the rows of the ledgers the same document names."""
    own = link(duty, case)
    if own.strength not in ("code", "name"):
        return []
    kin = [d for d in case.facts.prescriptions if d.paper == duty.paper and d.forms]
    ledgers = {r.paper for d in kin if (linked := link(d, case)).strength == "code" for r in linked.records}
    return [*own.records, *(row for paper in sorted(ledgers) for row in case.rows.get(paper, []))]


def _overstepped(record: Record, wanted: dict[str, str], case: Case) -> tuple[str, Signature] | None:
    kind = next((f.value.strip() for f in record.fields if _CLASS_FIELD.search(f.name) and f.value), "")
    name = next((c for c in wanted if kind.startswith(c)), None)
    if name is None or not case.in_window(record.filled_on or record.event_on) or DELEGATED.search(record.text):
        return None
    sign = approved_by(record)
    return None if sign is None or may_approve(sign, wanted[name], record, case) else (name, sign)


def approved_by(record: Record) -> Signature | None:
    """Who approved a form or the matter of a ledger row."""
    signed = next((s for s in record.signatures if s.role == "批准"), None)
    if signed or not record.row:
        return signed
    cell = next((f for f in record.fields if re.fullmatch(r"(?:批准|审批|核准)(?:人|者)?", lowest_head(f.name))), None)
    people = people_in(re.sub(r"\d.*", "", cell.value)) if cell else []
    return Signature(role="批准", person=people[0], source=record.source) if people else None


def _number(record: Record) -> str:
    """The number the form and its ledger row share."""
    told = next((f.value for f in record.fields if re.search("编号|单号", f.name) and f.value), "")
    return told or next(iter(re.findall(r"[A-Z]{1,4}-\d{2,4}-\d{1,3}", f"{record.text[:200]} {record.paper}")), "")
