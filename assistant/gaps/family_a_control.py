"""Family A, control of documents: unknown departments and forms."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..domain.facts import Prescription, Source
from ..facts.topics import bigram_share, core_name, fold_name, same_name
from ..text.roles import fold_department, is_generic
from .case import Case
from .family_a import normative, place_at
from .registry import Hit, Parameters, detector


@detector("A4", "unknown-department")
def unknown_department(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A duty given to a department that no organisation list and no alias knows."""
    if len(case.facts.departments) < 4:
        return
    seen: set[str] = set()
    duties = [(d.source, (*d.actors, *_receivers(d))) for d in case.facts.prescriptions]
    for source, names in (*duties, *_said_elsewhere(case)):
        for actor in names:
            name = re.sub(r"^.*(?:[一-鿿]交给?|[一-鿿]送给?)(?=[一-鿿]{2,}[部处科室]$)", "", fold_department(actor))
            if (
                name in seen
                or not re.search(rf"[一-鿿]{{2,}}(?:部|处|科|室|中心|办|局|{_BODY})$", name)
                or is_generic(name)
                or _ANY_OF_THEM.search(name)
                or _excused(name, case)
            ):
                continue
            seen.add(name)
            yield Hit(
                object=name,
                root=f"department:{name}",
                document=source,
                record=case.facts.departments[0].source,
                values={"name": name, "kind": "部门"},
            )


_ANY_OF_THEM = re.compile(
    "的|[别本各哪]|^(?:使用|需求|提出|申请|承办|发生|填报|接单|开单|被查|主管|有关)(?:[科处]室?|车间)$"
)
"""Words for whichever department it is: 使用科室, 别的科."""
_BODY = r"领导小组|委员会|推进组|攻关组|专班|推进小组|专项组"
"""Bodies set up across departments: known where more than one paper, or one twice, speaks of them."""
_RECEIVER = re.compile(
    r"(?:报|抄送|送|提交|通知)(?:至|给)?(?P<n>[一-鿿]{2,12}?(?:部|处|科|室|中心|办|办公室|领导小组))(?:备案|备查|审核|审查|确认|存档|汇总|登记)"
)


def _receivers(duty: Prescription) -> list[str]:
    """Departments a report goes to for the record: 报…备案, 抄送…备案."""
    return [m["n"] for m in _RECEIVER.finditer(duty.source.quote)]


_ENDS = r"(?:部|处|科|室|中心|办|办公室|委员会|领导小组|推进组|攻关组|专班|推进小组|专项组)"
_DOES = "审定|审批|批准|会签|确认|备案|裁定|论证|评定|签发|牵头|负责|组织|归口|统筹|汇总|主管|受理|协调|验收|发布"
_GIVEN_TO = re.compile(
    rf"(?<!自)由(?P<n>[一-鿿]{{2,10}}?{_ENDS})(?={_DOES}|统一|每|逐|定期|核对|检查|汇报|审核|审查|管理|保管)|"
    r"(?:归口|主管|主责|牵头|责任)(?:管理)?(?:部门|单位)(?:为|是|：)(?P<m>[一-鿿]{2,10}?(?:部|处|科|室|中心|办))(?=[，。；、（(]|$)|"
    rf"(?:^|[，。；：])(?P<k>[一-鿿]{{3,10}}?(?:办公室|委员会|中心|推进[部处])(?=(?:{_DOES})[。；，]))"
)


def _said_elsewhere(case: Case) -> Iterator[tuple[Source, tuple[str, ...]]]:
    """Departments a sentence gives something to that was read as no duty: 方案由…处统一审定."""
    for paper in normative(case):
        for line in paper.lines:
            if line.kind == "text" and (names := [m["n"] or m["m"] or m["k"] for m in _GIVEN_TO.finditer(line.text)]):
                yield place_at(paper, line), tuple(names)


def _excused(name: str, case: Case) -> bool:
    if re.search(f"(?:{_BODY})$", name):
        papers = [p for p in case.facts.papers if name in p.text]
        return len(papers) > 1 or bool(papers) and papers[0].text.count(name) > 1 or len(name) < 7
    if case.departments.known(name) or re.search(
        r"车间$|班组|组$|公司$|厂$|站$|所$|院$|集团|机构|供应商|领导小组|仓库|库$", name
    ):
        return True
    known = [d.name for d in case.facts.departments] + [a for d in case.facts.departments for a in d.aliases]
    if any(case.departments.same(name, k) or name in k or k in name for k in known):
        return True
    listed = re.compile(rf"{re.escape(name)}")
    return any(
        listed.search(line.text)
        and (line.heads or line.kind == "row")
        and re.search("部门|组织|机构|职责", "/".join(line.heads))
        for p in case.facts.papers
        if p.kind in ("register", "manual")
        for line in p.lines
    )


@detector("A4", "unregistered-citation")
def unregistered_citation(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A form or document a rule cites by code or name that no register and no file knows. Where the list knows too few
    of the forms cited, it is not the whole list, or was not read as one: nothing is suspected."""
    lost = list(_unregistered(case))
    cited = {f.code for d in case.facts.prescriptions for f in d.forms if f.code}
    partly = len(lost) > max(_LEAST_LOST, _SHARE_LOST * len(cited))
    yield from (replace(hit, verdict="not_evaluable") if partly else hit for hit in lost)


_LEAST_LOST, _SHARE_LOST = 3, 0.25


def _unregistered(case: Case) -> Iterator[Hit]:
    known = (
        {f.code for f in case.facts.forms}
        | {d.code for d in case.facts.documents}
        | {p.code for p in case.facts.papers if p.code}
    )
    names = (
        [f.name for f in case.facts.forms]
        + [d.name for d in case.facts.documents]
        + [p.title for p in case.facts.papers]
    )
    registers = {"form": len(case.facts.forms) >= 4, "document": len(case.facts.documents) >= 3}
    prefixes = {_prefix(c) for c in known if c}
    seen: set[str] = set()
    cited = [f for d in case.facts.prescriptions for f in d.forms if f.name]
    coded = sum(bool(f.code) for f in cited) >= 0.8 * len(cited)
    for duty in case.facts.prescriptions:
        for form in duty.forms:
            key = form.code or form.name
            if key in seen or not (registers["form"] or registers["document"]):
                continue
            if form.code:
                foreign = _prefix(form.code) not in prefixes and not (
                    registers["form"] and _looks_form(form.name) and not _name_known(form.name, names)
                )
                lost = (
                    form.code not in known
                    and not foreign
                    and not any(k and _shorter(form.code, k, known) for k in known)
                )
                lost = lost and not (
                    form.name and any(same_name(form.name, n) for n in names) and not registers["form"]
                )
            else:
                lost = (
                    registers["form"]
                    and _looks_form(form.name)
                    and re.search("填写|形成|记入|登记|编制|使用|[填写记录开登](?=[在到上好入]?《)", duty.source.quote)
                    is not None
                    and not _name_known(form.name, names)
                    and (f"《{form.name}" in duty.source.quote or not coded)
                )
            if lost:
                seen.add(key)
                label = " ".join(filter(None, (form.code, form.name)))
                register = case.facts.forms[0] if case.facts.forms else case.facts.documents[0]
                yield Hit(
                    object=label,
                    root=f"citation:{key}",
                    document=duty.source,
                    record=register.source,
                    values={"name": label, "kind": "文件或表单"},
                )


def _shorter(code: str, other: str, known: set[str]) -> bool:
    """Whether one code is the other with parts left out; LH303 is not LH303-J05 where forms are listed as LH303-J01."""
    short, long = sorted((code, other), key=len)
    children = any(k not in (code, other) and k.startswith((f"{short}-", f"{short}/")) for k in known)
    return long.startswith(short) and not (children and code == long)


def _prefix(code: str) -> str:
    return re.sub(r"[\d.]+$", "", re.sub(r"[-.]?\d+$", "", code)) or code[:2]


def _looks_form(name: str) -> bool:
    return bool(re.search(r"(?:表|单|记录|台账|登记簿)$", name)) and not re.search("清单|计划|一览", name)


def _name_known(name: str, names: list[str]) -> bool:
    core = core_name(name)
    return any(
        same_name(name, n) or (len(core) >= 3 and core in fold_name(n)) or bigram_share(core, core_name(n)) >= 0.5
        for n in names
    )
