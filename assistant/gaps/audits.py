"""Internal audits as the papers tell them: who was to be audited, by whom, and what was."""

import re
from dataclasses import dataclass, field
from datetime import date

from ..domain.facts import Prescription, Record, Source
from ..facts.signatures import people_in
from ..text.roles import departments_in, fold_department
from .case import Case


@dataclass
class Assignment:
    """A row of a plan or checklist: department audited, auditors, day."""

    departments: list[str]
    auditors: list[str]
    on: date | None
    source: Source
    planned: bool
    note: str = ""


@dataclass
class Audits:
    """All audits of the case."""

    planned: dict[str, Source] = field(default_factory=dict[str, Source])
    until: dict[str, date] = field(default_factory=dict[str, date])
    covered: dict[str, Source] = field(default_factory=dict[str, Source])
    assignments: list[Assignment] = field(default_factory=list[Assignment])
    checklists: list[tuple[Record, list[Record]]] = field(default_factory=list[tuple[Record, list[Record]]])
    reports: list[tuple[Record, Source]] = field(default_factory=list[tuple[Record, Source]])

    def report_for(self, department: str) -> Source | None:
        """The scope sentence of the last report."""
        return self.reports[-1][1] if self.reports else None


_AUDITED = re.compile(
    r"哪一?[块摊片]|查哪|去哪|[审查][哪谁]|哪个部门|[受被][审检查]|检查对象|审核对象|审核部门|部门|^科室$|^车间$|^单位$|审核区域|^覆盖"
)
_AUDITOR = re.compile(
    r"谁(?:去|来)?[审查]|谁去|[审查]的人|查的|内检员|检查组|审核员|审核人|内审员|审核组|实施人|检查人|检查员"
)
_SCOPE = re.compile(
    r"^覆盖(?:的?部门|范围)?(?=[\s|：:])|(?:受审|被审核?|审核|受检|被检查?|查)(?:了|的)?(?:部门|范围|对象)?[：:为是]?"
)
_TOPICS = ("audit_plan", "audit_checklist", "audit_report", "internal_audit")


def audits(case: Case) -> Audits:
    """The audits of the case; built once."""
    if "audits" not in case.memo:
        case.memo["audits"] = _build(case)
    return case.memo["audits"]


def duty_about(case: Case, topic: str, words: str) -> Prescription | None:
    """The first duty of a topic whose process or action has one of the words; table rows before sentences."""
    pattern = re.compile(words)
    found = [d for d in case.facts.prescriptions if d.topic == topic and pattern.search(d.process + d.action)]
    if not found:
        found = [
            d
            for d in case.facts.prescriptions
            if pattern.search(d.source.quote) and (d.topic or "").split("_")[0] == topic.split("_")[0]
        ]
    return min(found, key=lambda d: (not re.search(words, d.process), -d.source.confidence), default=None)


def _build(case: Case) -> Audits:
    view = Audits()
    for head in case.heads:
        if head.topic not in _TOPICS or not (
            head.event_on is None or head.event_on >= case.window[0] or case.in_window(head.filled_on)
        ):
            continue
        if re.search("签到", head.title + head.paper):
            continue  # who sat in the meetings was not audited there
        plan = _plans(head)
        rows = [r for r in case.rows.get(head.paper, []) if r.title == head.title]
        for row in rows or [head]:
            _read_row(view, row, head, plan, case)
        if not plan:
            _read_topmost(view, head, case)
            _read_told(view, head, case)
        if not plan and re.search("检查表|检查记录|审核记录", head.title + head.paper) and rows:
            view.checklists.append((head, rows))
        if not rows or re.search("报告", head.title):
            _read_scope(view, head, plan, case)
    return view


def _read_topmost(view: Audits, head: Record, case: Case) -> None:
    """被审部门 | 模具车间 as the first line of a sheet, which then looks like a heading."""
    for line in case.lines(case.papers[head.paper]):
        told = list(dict.fromkeys(c.strip() for c in line.cells if c.strip()))
        if line.kind == "header_row" and len(told) == 2 and _AUDITED.search(told[0]):
            source = Source(file=head.paper, locator=line.locator, quote=line.quote, rule="audit-scope/1")
            for name in _departments(told[1], case):
                view.covered.setdefault(name, source)


def _read_row(view: Audits, row: Record, head: Record, plan: bool, case: Case) -> None:
    audited = next((f.value for f in row.fields if _AUDITED.search(f.name) and not _AUDITOR.search(f.name)), "")
    auditor = next((f.value for f in row.fields if _AUDITOR.search(f.name)), "")
    departments = _departments(audited, case)
    if not departments:
        return
    for name in departments:
        if plan:
            view.planned.setdefault(name, row.source)
            end = row.event_on or (row.period[1] if row.period else head.event_until)
            if end:
                view.until[name] = max(end, view.until.get(name, end))
        elif not re.search("报告", head.title):
            view.covered.setdefault(name, row.source)
    if auditor:
        view.assignments.append(
            Assignment(departments, people_in(auditor), row.event_on or head.event_on, row.source, plan, row.text)
        )


_NOT_YET = re.compile(r"下一?次|[未没]有?[能曾]?[审查]|建议|应[当该]?(?:重点)?[审查]")
"""未审核财务部, 下次应重点审核…: what a report says was not done."""


def _read_scope(view: Audits, head: Record, plan: bool, case: Case) -> None:
    for line in case.lines(case.papers[head.paper]):
        if line.heads or not _SCOPE.search(line.text) or not plan and _NOT_YET.search(line.text):
            continue
        departments = _departments(re.split(_SCOPE, line.text, maxsplit=1)[-1], case)
        if len(departments) < 2:
            continue
        source = Source(file=head.paper, locator=line.locator, quote=line.quote, rule="audit-scope/1")
        if plan:
            for name in departments:
                view.planned.setdefault(name, source)
                if head.event_until:
                    view.until.setdefault(name, head.event_until)
        else:
            view.reports.append((head, source))
            for name in departments:
                view.covered.setdefault(name, source)
        return


_LABEL = re.compile(
    r"(?:受审|被审|受检|被检|审核)核?(?:部门|单位|区域|科室|车间|对象|方)\s*[：:|]\s*(?P<t>[^：:|。]{2,40})"
)
_WENT = re.compile(r"[审检抽]查|审核|走访|查看|查阅|访谈|覆盖")
_NOT_WENT = re.compile(
    r"会议|参加|到会|签到|出席|抄送|分发|发[至放送]|[未没]|不符合|不合格|责任|整改|计划|拟|建议|应|下次|组[长员]"
)
_LEADS = (
    r"^[\s　]*(?:[（(]?[\d一二三四五六七八九十]{{1,3}}[)）、.．\s]|第[一二三四五六七八九十]+部分)?[\s　]*"
    r"(?P<d>{names})(?=[\s　（(：:]|$)"
)
_MANY = 3


def _read_told(view: Audits, head: Record, case: Case) -> None:
    """Departments a checklist or report tells as audited: behind a label, as a heading of their own, as a sheet's name,
    or many in one sentence about where the auditors went."""
    names = _registered(case)
    if names is None:
        return
    leads = re.compile(_LEADS.format(names=names.pattern))
    asked = re.search("检查表|检查记录|审核记录", head.title + head.paper)
    for line in case.lines(case.papers[head.paper]):
        if line.text not in head.text:
            continue
        told = {n for m in _LABEL.finditer(line.text) for n in names.findall(m["t"])}
        if asked:
            told |= set(names.findall(sheet) if names.fullmatch(sheet := line.locator.split(" › ")[0]) else ())
            told |= {m["d"] for m in leads.finditer(line.text) if line.kind in ("text", "heading")}
        elif _WENT.search(line.text) and not _NOT_WENT.search(line.text):
            went = set(names.findall(line.text))
            told |= went if len(went) >= _MANY else set()
        source = Source(file=head.paper, locator=line.locator, quote=line.quote, rule="audit-scope/2")
        for name in told:
            view.covered.setdefault(case.departments.of(name), source)


def _registered(case: Case) -> re.Pattern[str] | None:
    """Names and short names of the firm's departments, the longest first; the leaders are asked for apart."""
    names = {n for d in case.facts.departments for n in (d.name, *d.aliases) if len(n) >= 2 and not LEADERS.search(n)}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True))) if names else None


def _departments(text: str, case: Case) -> list[str]:
    """Departments named in a cell: registered ones, and 领导层 / 管理层 as such."""
    text = re.sub(r"[（(].*?[)）]", "", text)
    whole = fold_department(text)
    if case.departments.known(whole):
        return [whole]
    joined = [d.name for d in case.facts.departments if re.search("[和及与]", d.name) and d.name in text]
    for name in joined:
        text = text.replace(name, "、")
    names = [*joined] + [
        re.sub(r"^(?:复审|审核|受审|对|了|的)+(?=[\u4e00-\u9fff]{2})", "", fold_department(n))
        for n in re.split(r"[、，,；;/\s。]|和|及|与", text)
    ]
    found = [n for n in names if case.departments.known(n) or departments_in(n) == [n]]
    return list(dict.fromkeys(n for n in found if n))


_ALL = re.compile(
    r"(?:所有|全部|全体|各个?|每一?个|哪个|任何)(?:[\d一二两三四五六七八九十]+个)?(?:的)?(?:职能|业务|相关|体系所涉|有关|受审)*(?:部门|科室|车间|单位|处室|部室)|部门全覆盖|部门(?:一个|个个)(?=[都也]?不)|全部门|"
    r"体系(?:覆盖|涉及|所涉|范围内?)(?:的|各)*(?:部门|单位)|(?:逐个|逐一)(?:对)?(?:部门|单位)|[\d两三四五六七八九十]+个(?:部门|科室|车间|单位|处室)"
)
_REACHED = re.compile(
    r"覆盖|涵盖|包括|包含|涉及|[都全均]?查[到遍]|[审查][核查到]?[到遍]|遍及|囊括|遗漏|[不能得]+漏|不少|死角|空白|接受(?:内部)?审核|受审|被审|逐[个一项]{1,2}审|"
    r"(?:审核|内审)(?:的)?(?:对象|范围)|都要?审|均[应须]?[^，。；]{0,4}审|(?:对|针对)[^，。；]{2,14}(?:实施|进行)(?:审核)?(?!整改)|全部门审核"
)


LEADERS = re.compile(r"最高管理[层者]|领导层|管理层|公司领导|厂领导|领导班子|经营班子|高管|高层|^领导$")


def leaders_reached(case: Case) -> bool:
    """Whether any checklist or report of an audit speaks of the leaders as audited."""
    view = audits(case)
    names = {p.person for p in case.facts.posts if re.search("总经理|董事长|厂长|总裁", p.post) and "副" not in p.post}
    people = "".join(f"|{re.escape(n)}" for n in names)
    top = rf"(?:[一-鿿]总(?![体经部公结量会工])|总经理(?!办)|董事长|厂长{people})"
    asked = re.compile(rf"(?:问(?!题)|访谈|面谈|座谈)[^。；，]{{0,4}}{top}|[查审](?:核)?了?{top}")
    for head in case.heads:
        if head.topic not in ("audit_checklist", "audit_report") or _plans(head):
            continue
        for line in case.lines(case.papers[head.paper]):
            audited = line.heads and line.cells and re.search("总经理(?!办)|董事长|厂长", line.cells[0])
            if LEADERS.search(line.text) or asked.search(line.text) or audited:
                return True
    return any(LEADERS.search(name) for name in view.covered)


def _plans(head: Record) -> bool:
    return bool(re.search("计划|方案|安排|通知", head.title))


def leaders_wanted(case: Case) -> Source | None:
    """Where a rule or a plan says that the leaders are audited too."""
    rule = rule_for_all(case)
    if rule and LEADERS.search(re.sub("[（(][^（()）]*所在[^（()）]*[)）]", "", rule.quote)):
        return rule
    return next((s for name, s in audits(case).planned.items() if LEADERS.search(name)), None)


def asks_for_all(duty: Prescription, case: Case) -> bool:
    """Whether a rule about audits says that they reach every department."""
    return _for_all(case.documents[duty.paper].title, duty.source.quote)


def _for_all(title: str, text: str) -> bool:
    told = title + text
    if re.search("管理评审|管评", text) or not re.search("审核|内审|内部检查|内检", told):
        return False
    return any(_ALL.search(c) and _REACHED.search(c) for c in re.split("[。；;]", text))


def rule_for_all(case: Case) -> Source | None:
    """Where the papers say that audits reach every department, as a duty or in passing."""
    duty = next((d.source for d in case.facts.prescriptions if asks_for_all(d, case)), None)
    if duty:
        return duty
    for paper in case.facts.normative:
        for line in case.lines(paper):
            clause = next((c for c in re.split("(?<=[。；;])", line.text) if _for_all(paper.title, c)), None)
            if clause and line.kind == "text":
                return Source(file=paper.file, locator=line.locator, quote=clause.strip(), rule="audit-scope/2")
    return None
