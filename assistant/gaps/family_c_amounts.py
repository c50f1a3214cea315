"""Family C, approval by sum: a sum that is the top manager's to approve, approved by somebody below."""

import re
from collections.abc import Iterator

from ..domain.facts import Prescription, Record
from ..facts.approval_amounts import AmountRule, amounts_in, yuan_in
from ..text.roles import REPRESENTATIVE, TOP_MANAGER
from .case import Case
from .family_c import DELEGATED, may_approve
from .family_c_classes import approved_by
from .linking import link
from .registry import Hit, Parameters, detector

_SUM = re.compile(r"金额|概算|预算|总价|合同价|报价|造价|总?投资|费用|花费?多少|多少钱|总额|价款|用款|请款|款额|投入")
_NO_SUM = re.compile(r"节约|节省|降低|效益|收益|年度预算|累计|余额|已付|首付|质保金|注册资[本金]")
_SAID = re.compile(
    r"(?:金额|概算|预算|总价|合同价|造价|投资|费用|总额|价款|投入|需要?资金|花)[^，。；\n\d]{0,8}\d[\d,，.]*\s*(?:亿|百万|万|千)?元"
)
_MATTER = re.compile(r"立项|方案|合同|采购|项目|投资|支出|付款|用款|开支")


@detector("C2", "approval-by-sum")
def approval_by_sum(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Forms whose sum asks for a higher approver than the one who signed."""
    told: set[str] = set()
    for duty in case.facts.prescriptions:
        rules = [r for r in amounts_in(duty.source.quote) if TOP_MANAGER.search(r.approver) or _deputed(r)]
        for record in _records(duty, case) if rules else ():
            sign, rule = approved_by(record), _rule_for(record, rules)
            if (
                rule is None
                or sign is None
                or not sign.person
                or record.id in told
                or not case.in_window(sign.on or record.filled_on or record.event_on)
                or DELEGATED.search(record.text)
                or may_approve(sign, rule.approver, record, case)
            ):
                continue
            told.add(record.id)
            yield Hit(
                object=f"{record.title} {record.event_on or ''}：{sign.person}",
                root=f"approval:{record.id}",
                document=duty.source,
                record=sign.source,
                values={"person": sign.person, "prescribed": rule.approver},
            )


def _deputed(rule: AmountRule) -> bool:
    return bool(REPRESENTATIVE.search(rule.approver)) and rule.least is not None


def _rule_for(record: Record, rules: list[AmountRule]) -> AmountRule | None:
    """The rule of the highest span the record's sum falls into."""
    amount = _sum_of(record)
    if amount is None:
        return None
    fitting = [r for r in rules if (r.least or 0) <= amount and (r.most is None or amount <= r.most)]
    return max(fitting, key=lambda r: r.least or 0, default=None)


def _sum_of(record: Record) -> float | None:
    """The sum the form is about: of a field named so, else told in its text; the greatest where parts stand beside."""
    for field in record.fields:
        if _SUM.search(field.name) and not _NO_SUM.search(field.name):
            unit = re.search(r"万元|亿元|千元|元", field.name)
            bare = re.fullmatch(r"\s*\d[\d,，]*(?:\.\d+)?\s*", field.value)
            sums = yuan_in(field.value + unit[0] if unit and bare else field.value)
            if sums:
                return max(sums)
    said = [m for m in _SAID.finditer(record.text) if not _NO_SUM.search(record.text[max(0, m.start() - 6) : m.end()])]
    return max((s for m in said for s in yuan_in(m[0])), default=None)


def _records(duty: Prescription, case: Case) -> list[Record]:
    """The records of the forms the rule names; where it names none, of the forms of its document on the same matter."""
    matter = set(_MATTER.findall(duty.source.quote))
    kin = [duty] if any(f.name for f in duty.forms) else [
        d for d in case.facts.prescriptions
        if d.paper == duty.paper and any(matter & set(_MATTER.findall(f.name)) for f in d.forms)
    ]  # fmt: skip
    linked = [link(d, case) for d in kin]
    found = {r.id: r for one in linked if one.strength in ("code", "name") for r in one.records}
    return [r for r in found.values() if len(kin) == 1 or matter & set(_MATTER.findall(r.title)) or duty in kin]
