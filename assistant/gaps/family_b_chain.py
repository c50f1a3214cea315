"""Family B, order across papers: the steps of a project, each on a record of its own, against the order a rule sets."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from ..domain.facts import Prescription, Record, Source
from ..facts.identity import clean_name
from ..facts.topics import bigram_share, fold_name
from .case import Case
from .family_b_content import started
from .registry import Hit, Parameters, detector


class Act(NamedTuple):
    """A step of a project: how rules speak of it, what its record is called, and the label of its day."""

    name: str
    told: re.Pattern[str]
    record: re.Pattern[str]
    label: re.Pattern[str]


def _act(name: str, told: str, record: str, label: str = "$^") -> Act:
    return Act(name, re.compile(told), re.compile(record), re.compile(label))


_ACTS = (
    _act("立项", "立项", "立项"),
    _act("匹配性评审", "匹配性?(?:评审|评估|确认)", "匹配性?(?:评审|评估|确认)"),
    _act("匹配调整", "匹配性?(?:的)?调整", "匹配性?调整"),
    _act("方案评审", "方案[^，。；|]{0,6}评审|^评审|[，；]评审", "方案[^，。]{0,4}评审|方案会审"),
    _act("比价", "比价|询价|招标|比选", "比价|询价|招标|比选|开标"),
    _act("合同签订", "[签订][^，。；|]{0,8}合同|合同(?:的)?签[订署]", "合同", "签[订署约]|合同日期"),
    _act("试运行", "试运行|试用(?!期)", "试运行|试用(?!期)", "结束|截止|止$|完成"),
    _act("验收", "验收", "验收"),
    _act("投入运行", "上线|正式(?:运行|使用|用|投用)|投用|投运", "$^"),
)
_JUDGED = {("验收", "投入运行")}
"""Orders that have a detector of their own."""
_ORDERS = (
    re.compile(
        r"(?P<a>[^。；]{2,40}?)(?:之后|以后|后)[，,]?[^，。；]{0,8}?(?:方可|方能|方得|才能|才可以?|才准|才|再)(?P<b>[^，。；]{2,20})"
    ),
    re.compile(
        r"(?:未经?|没有?|不)(?:通过|完成|做|经过|组织|进行)?(?P<a>[^，。；]{2,16}?)(?:的|就)?[^，。；]{0,6}?"
        r"(?:不得|不能|不许|不准|不可)(?P<b>[^，。；]{2,16})"
    ),
    re.compile(
        r"(?P<a>[^，。；]{2,20}?)(?:未|没有?|不)(?:通过|完成|做完?|合格|结束)[^，。；]{0,8}(?:不得|不能|不许|不准|不可)"
        r"(?P<b>[^，。；]{2,16})"
    ),
    re.compile(
        r"(?P<b>[^，。；|]{2,16}?)(?:应|须|必须|要|放|安排)*在(?P<a>[^。；|]{2,30}?)(?:之后|以后|后)(?:进行|开展|组织|做)"
    ),
)
_CELL = re.compile(r"^(?P<o>[^。；|]{2,30}?)(?P<w>之后|以后|后|之前|以前|前)$")
_COMMON = re.compile(
    r"系统|项目|平台|管理|记录|报告|[单表]$|实施|方案|采购|合同|验收|评审|试运行|匹配|调整|性|审批|立项|申请|"
    r"比价|签字|20\d\d年?|[（()）\s\-—_]"
)


@detector("B4", "step-before-its-condition")
def step_before_its_condition(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A step of a project done before the step a rule puts first, each told by a record of its own."""
    told: set[tuple[str, str]] = set()
    for duty in case.facts.prescriptions:
        for first, then in _orders(duty):
            for early, late in _turned(first, then, case):
                if not case.in_window(late.day) or duty.effective_from and early.day < duty.effective_from:
                    continue
                root = (f"{first.name}:{then.name}", late.about)
                if root in told:
                    continue
                told.add(root)
                yield Hit(
                    object=f"{early.name}：{early.day}{then.name}，{late.day}才{first.name}",
                    root=f"step-order:{first.name}:{then.name}:{late.about}",
                    document=duty.source,
                    record=early.source,
                    values={"first": str(early.day), "second": str(late.day), "step": first.name, "next": then.name},
                )


class _Done(NamedTuple):
    """A step done: what project it is about, its day and where it is told."""

    about: str
    day: date
    source: Source
    name: str


def _orders(duty: Prescription) -> list[tuple[Act, Act]]:
    """Pairs of steps, the first of which a rule puts before the second."""
    quote = duty.source.quote.replace("\n", "")
    spans = [(m["a"], m["b"]) for p in _ORDERS for c in re.split("[。；;|]", quote) for m in p.finditer(c)]
    if duty.source.rule.startswith("table-row"):
        own = duty.process or duty.action
        for cell in quote.split(" | "):
            match = _CELL.match(cell.strip())
            if match:
                spans.append((match["o"], own) if "后" in match["w"] else (own, match["o"]))
    pairs = [pair for a, b in spans for pair in product(_acts_in(a), _acts_in(b)[:1])]
    return [p for p in dict.fromkeys(pairs) if p[0] != p[1] and (p[0].name, p[1].name) not in _JUDGED]


def _acts_in(text: str) -> list[Act]:
    found = [(match.start(), at) for at, act in enumerate(_ACTS) if (match := act.told.search(text.strip()))]
    return [_ACTS[at] for _, at in sorted(found)]


def _turned(first: Act, then: Act, case: Case) -> Iterator[tuple[_Done, _Done]]:
    """The second step done before the first, of one project."""
    firsts, thens = _done(first, case), _done(then, case)
    for late in thens:
        same = [f for f in firsts if _same(f.about, late.about, alone=len(firsts) == len(thens) == 1)]
        begun = max(same, key=lambda f: f.day, default=None) if first.name == "试运行" else None
        begun = begun or min(same, key=lambda f: f.day, default=None)
        if begun and late.day < begun.day and (begun.day - late.day).days < 200:
            yield late, begun


def _done(act: Act, case: Case) -> list[_Done]:
    if act.name == "投入运行":
        return [_Done(_about(name, ""), day, place.source, name) for name, day, place in started(case)]
    found: list[_Done] = []
    for record in case.heads:
        name = record.title + clean_name(record.paper)
        if not act.record.search(name) or re.search("计划|通知|管理评审|办法|规定|程序|模板", name) or record.row:
            continue
        day, source = _day(act, record)
        if day:
            named, file = _named(record), clean_name(record.paper)
            found.append(_Done(_about(named, file), day, source, named or file))
    return found


def _day(act: Act, record: Record) -> tuple[date | None, Source]:
    """The day a step was done: labelled, or the record's own; a trial run is done when it ends."""
    label = next((f for f in record.fields if f.on and act.label.search(f.name)), None)
    if label:
        return label.on, label.source
    day = record.event_until if act.name == "试运行" else record.event_on
    if day is None or act.name == "合同签订":
        signed = max((s.on for s in record.signatures if s.on and s.role == "批准"), default=None)
        day = signed or day or record.filled_on
    source = next((f.source for f in record.fields if f.on == day), None)
    return day, source or next((s.source for s in record.signatures if s.on == day), record.source)


def _named(record: Record) -> str:
    return next((f.value for f in record.fields if re.search("项目|系统|名称", f.name) and f.value and not f.on), "")


def _about(named: str, file: str) -> str:
    """What project a record is about: its name in the form, else what the file is called besides the form."""
    told = [_COMMON.sub("", fold_name(x)) for x in (named, file)]
    return max(told, key=len)[:24]


def _same(one: str, other: str, *, alone: bool) -> bool:
    if alone and (len(one) < 2 or len(other) < 2):
        return True
    letters = set(re.findall("[A-Za-z]{2,}", one.upper())) & set(re.findall("[A-Za-z]{2,}", other.upper()))
    short, long = sorted((one, other), key=len)
    return bool(letters) or len(short) >= 2 and (short in long or bigram_share(short, long) >= 0.5)
