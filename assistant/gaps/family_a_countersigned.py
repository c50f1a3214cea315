"""Family A, review of documents: a department the document gives work to, and which did not sign it."""

import re
from collections.abc import Iterator

from ..domain.facts import Department, Line, Paper, Record, Source
from .case import Case
from .orders import other_lines
from .registry import Hit, Parameters, detector

_NAMED = r"(?:点到名|提到|写到|涉及的(?:所有|全部|每))[^。；|]{0,10}(?:部门|科室|车间|单位)"
_RULE = re.compile(rf"{_NAMED}[^。；|]{{0,16}}会签|会签[^。；|]{{0,16}}{_NAMED}")
"""Only a rule that wants every department a document names: whom 相关部门 are, a firm may judge."""
_EVERYBODY = re.compile("各部门|各单位|全部部门|所有部门|各科室|各车间")


@detector("A6", "not-countersigned")
def not_countersigned(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A document issued without the signature of a department it gives duties to, where a rule asks for all of them."""
    told = [*(d.source for d in case.facts.prescriptions), *(source for source, _ in other_lines(case))]
    rule = next((x for x in told if _RULE.search(x.quote.replace("\n", ""))), None)
    if rule is None:
        return
    for record in case.heads:
        line = _signing_line(record, case)
        paper = _issued(record, case) if line else None
        if line is None or paper is None or _EVERYBODY.search(_signed_text(record)):
            continue
        signed = [d for d in case.facts.departments if _signs(d, record, case)]
        missing = [d.name for d in case.facts.departments if d not in signed and _has_work(d, paper, case)]
        if len(signed) >= 2 and missing:
            yield Hit(
                object=f"{paper.code or ''} {paper.title}：会签缺{'、'.join(missing)}".strip(),
                root=f"countersigned:{paper.key}",
                document=rule,
                record=Source(file=record.paper, locator=line.locator, quote=line.quote, rule="line/1"),
                values={"missing": "、".join(missing)},
            )


def _signing_line(record: Record, case: Case) -> Line | None:
    lines = case.lines(case.papers[record.paper])
    if "会签" not in record.text or case.papers[record.paper].kind not in ("record", "form", "other"):
        return None
    told = [x for x in lines if "会签" in x.text and x.text in record.text]
    return next((x for x in told if x.text != record.title), told[0] if told else None)


def _issued(record: Record, case: Case) -> Paper | None:
    """The one document in force, new in the window, a form of approval is about."""
    day = max(record.days, default=None)
    about = [
        p
        for p in case.facts.normative
        if not p.superseded
        and (p.code and p.code in record.text or p.title in record.text)
        and p.effective_on
        and case.in_window(p.effective_on)
        and day
        and abs((p.effective_on - day).days) <= 60
    ]
    return about[0] if len(about) == 1 else None


def _signed_text(record: Record) -> str:
    return record.text[record.text.index("会签") :]


def _names(department: Department) -> list[str]:
    return [n for n in (department.name, *department.aliases) if len(n) >= 2]


_REASONS = re.compile("原因|内容|改什么|为[啥什]|理由|事由|说明")
"""Lines of a form that tell why and what, and nobody's consent."""


def _signs(department: Department, record: Record, case: Case) -> bool:
    """Whether a form names the department or one of its people, as asking for the document or as consenting."""
    told = "\n".join(x for x in record.text.split("\n") if not _REASONS.search(x) or "会签" in x)
    people = {p.person for p in case.facts.posts if department.name == case.departments.of(p.department)}
    return any(n in told for n in (*_names(department), *people))


def _has_work(department: Department, paper: Paper, case: Case) -> bool:
    """Whether the document names the department, outside what it says of its own signing."""
    if re.search("领导|经理层|公司|厂办|总经办", department.name):
        return False
    texts = [x.text for x in case.lines(paper) if not re.search("会签|批准|审核|编制|起草|归口|修订", x.text)]
    return any(department.name in text for text in texts)
