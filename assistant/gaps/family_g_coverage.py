"""Family G, coverage of audits: departments and leaders that were to be audited and were not."""

import re
from collections.abc import Iterator

from ..domain.facts import Source
from .audits import LEADERS, audits, leaders_reached, leaders_wanted, rule_for_all
from .case import Case
from .family_b import too_wide
from .obligations import obligations
from .registry import Hit, Parameters, detector


@detector("G1", "audit-coverage")
def audit_coverage(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Departments planned for audit in the cycle that no checklist or report covers."""
    view = audits(case)
    if not view.covered or not view.planned:
        return
    done = {case.departments.of(d) for d in view.covered}
    if not done or _audit_lacking(case):
        return
    complete = case.covered(("internal_audit",))
    rule = rule_for_all(case)
    for name, source in {**view.planned, **_all_departments(case, done)}.items():
        key = case.departments.of(name)
        if key in done or any(case.departments.same(key, d) for d in done):
            continue
        if view.until.get(name) and view.until[name] >= case.as_of or LEADERS.search(name) and leaders_reached(case):
            continue
        yield Hit(
            object=f"{name} 未被审核覆盖",
            root=f"audit-coverage:{key}",
            document=rule or source,
            record=view.report_for(name) or next(iter(view.covered.values())),
            values={"department": name},
            verdict="suspected" if complete else "not_evaluable",
        )


_TOP = re.compile("^(?:总?经理|董事[长会]|厂长|总裁|院长|公司?领导)(?:室|办)$")
"""The leaders' own office: whether they were audited is asked apart."""


def _all_departments(case: Case, done: set[str]) -> dict[str, Source]:
    """Registered departments, where a rule asks that all be audited and most of them were."""
    rule = rule_for_all(case)
    names = [
        d.name
        for d in case.facts.departments
        if re.search("(?:部|处|科|室|中心|车间|办)$", d.name) and not _TOP.search(d.name)
    ]
    audited = [n for n in names if any(case.departments.same(n, d) for d in done)]
    if rule is None or len(names) < 4 or len(audited) < 0.7 * len(names):
        return {}
    return dict.fromkeys(names, rule)


def _audit_lacking(case: Case) -> bool:
    """Whether a whole audit is missing: then that is the finding, not each department."""
    for one in obligations(case):
        if one.duty.topic == "internal_audit" and (
            any(o.state == "missing" for o in one.outcomes) or too_wide(one, case)
        ):
            return True
    return False


@detector("G1", "leaders-not-audited")
def leaders_not_audited(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Leaders whom a rule or a plan wants audited and no checklist or report speaks of."""
    view, wanted = audits(case), leaders_wanted(case)
    told = any(LEADERS.search(n) for n in (*view.covered, *view.planned))
    if wanted is None or not view.covered or told or leaders_reached(case) or _audit_lacking(case):
        return
    yield Hit(
        object="最高管理层（领导层） 未被审核覆盖",
        root="audit-coverage:leaders",
        document=wanted,
        record=view.report_for("") or next(iter(view.covered.values())),
        values={"department": "最高管理层"},
        verdict="suspected" if case.covered(("internal_audit",)) else "not_evaluable",
    )
