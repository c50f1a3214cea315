"""Family C, independence: own department audited, verifier and doer, work done by a few."""

import re
from collections import Counter
from collections.abc import Iterator

from ..domain.facts import Source
from .audits import Assignment, audits, duty_about
from .case import Case
from .nonconformities import nonconformities
from .registry import Hit, Parameters, detector


@detector("C3", "own-department-audited")
def own_department_audited(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """An auditor who audited the own department."""
    duty = duty_about(
        case, "internal_audit", r"不得审核(?:本|自己|所在)|(?:本部门|自己的工作|所在部门)|回避|独立"
    ) or next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"不(?:得|能|应|许|准|可|要)?(?:由|去|来)?[审查](?:核|查)?(?:本|自己|自家|其|所在)|独立性|与受审[^，。]{0,8}无|自己审自己|回避|本部门[^，。]{0,6}不(?:得|能|应)",
                d.source.quote,
            )
        ),
        None,
    )
    seen: dict[tuple[str, str], Hit] = {}
    for one in sorted(audits(case).assignments, key=lambda a: a.planned):
        for person in one.auditors if len(one.auditors) == 1 or _sent(one, case) else []:
            own = case.departments_of(person, one.on)
            for name in one.departments:
                key = case.departments.of(name)
                if key in own and (person, key) not in seen:
                    seen[person, key] = Hit(
                        object=f"{person} 审核本人所在的{name}",
                        root=f"independence:{person}:{key}:{one.on and one.on.year}",
                        document=duty.source if duty else None,
                        record=one.source,
                        values={"person": person, "department": name},
                    )
    yield from seen.values()


def _sent(one: Assignment, case: Case) -> bool:
    """Two sent to one department, chosen for it: other rows of the table send others."""
    others = {tuple(a.auditors) for a in audits(case).assignments if a.source.file == one.source.file}
    return len(one.departments) == 1 and len(one.auditors) == 2 and len(others) >= 4


@detector("C3", "verifier-is-doer")
def verifier_is_doer(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A correction verified by those who carried it out, or from the department responsible where the rule
    forbids it."""
    rule = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(r"验证|去看|来看|复查|核实|勾掉|销号", d.process + d.action)
            and re.search(
                r"(?:没有?|不是|别让|不能让)(?:动手)?(?:参与)?(?:改|做|整改)的(?:那个)?人|(?:别|不许|不准|不能)[^，。；]{0,6}自己(?:看|查)|换(?:个|一个)?人(?:去|来)?(?:看|查)|自己(?:验|验证|检查)自己|(?:自行|自己)验(?:证)?|回避|非责任部门|非(?:整改|实施)|独立|不(?:得|能|应|可|准|许)(?:是|为|由)[^，。；]{0,4}(?:同一|责任|整改|实施|本部门)|其他部门的?(?:审核员|内审员)|(?:责任|整改|实施|本)(?:部门|单位|车间|人)?[之以]外的?|"
                r"不得由(?:责任|整改|实施)",
                d.source.quote,
            )
        ),
        None,
    )
    for one in nonconformities(case).values():
        verifiers, doers = set(one.verifiers), set(one.doers)
        same = verifiers & doers
        record = one.form or one.row
        if record is None:
            continue
        if not same and rule and one.department and one.verifiers:
            same = {
                v
                for v in verifiers
                if any(
                    case.departments.same(d, one.department) for d in case.departments_of(v, one.days.get("verified"))
                )
            }
            same = same if same == verifiers else set()
        if same:
            person = sorted(same)[0]
            duty = rule or duty_about(case, "corrective_action", "验证")
            yield Hit(
                object=f"{one.number} 验证人{person}",
                root=f"nc-verifier:{one.number}",
                document=duty.source if duty else None,
                record=_place(one.places.get("verified"), person, case) or one.source,
                values={"person": person, "number": one.number},
            )


def _place(source: Source | None, person: str, case: Case) -> Source | None:
    if source is None or person in source.quote:
        return source
    line = next((x for x in case.papers[source.file].lines if person in x.text and "验证" in x.text), None)
    return Source(file=source.file, locator=line.locator, quote=line.quote, rule="verifier/1") if line else source


@detector("C4", "few-do-all", kind="statistic")
def few_do_all(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Most records of many departments' processes written by one or two people."""
    owners: Counter[str] = Counter()
    processes: set[str] = set()
    for record in case.heads:
        authors = {s.person for s in record.signatures if s.role in ("编制", "填表", "记录", "检查") and s.person}
        owners.update(authors)
        if authors and record.topic:
            processes.add(record.topic)
    total = sum(owners.values())
    top = owners.most_common(2)
    if total < 20 or len(case.facts.departments) < 5 or len(processes) < 6 or not top:
        return
    share = sum(n for _, n in top) / total
    if share >= float(parameters.get("share", 0.9)):
        record = next(r for r in case.heads if any(s.person == top[0][0] for s in r.signatures))
        yield Hit(
            object="、".join(p for p, _ in top),
            root="few",
            record=record.source,
            severity="low",
            values={"share": f"{share:.0%}"},
        )
