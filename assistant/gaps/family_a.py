"""Family A, the documents themselves: nothing prescribed, not executable, contradictory, dangling, copied, rushed."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Line, Paper, Prescription, Source
from ..facts.identity import codes_in
from ..facts.topics import bigram_share, core_name, fold_name, same_name
from ..text.cadence import WEAK_TIME, period_months
from ..text.calendar import limit_of, workdays_between
from ..text.roles import fold_department, is_generic
from .case import Case
from .linking import about
from .registry import Hit, Parameters, detector

NORMATIVE = ("manual", "procedure", "work_instruction")
_CORE: tuple[tuple[str, str], ...] = (
    ("内部审核", "内审|内部审核"),
    ("管理评审", "管评|管理评审"),
    ("不符合与纠正措施", "不符合|不合格|纠正|整改"),
    ("监视与测量", "监视|测量|监测|统计分析"),
    ("培训", "培训|能力提升"),
    ("文件控制", "(?:文件|制度).{0,20}(?:控制|管理|审批|批准|发放|受控|修订|评审)|受控"),
    ("记录控制", "记录.{0,20}(?:保存|保管|管理|控制|归档|填写)|保存期|保管期"),
)
_VAGUE_ACTOR = re.compile(r"相关部门|有关部门|相关单位|有关单位|相关人员|有关人员|相关科室|有关科室|相关岗位")
_VAGUE_ACT = re.compile(
    r"适当措施|相应措施|必要的?措施|妥善处理|酌情|合理安排|适当处理|尽量|原则上及时|视情(?:况)?处理"
)
_ELSEWHERE = re.compile(
    r"按(?:照|计划|《)?[^，。；]{0,20}(?:规定|计划|要求|执行|办理)|见|详见|附(?:件|表|录)|下表|上表|依据《|遵照"
)


def normative(case: Case) -> list[Paper]:
    """Documents in force."""
    return [p for p in case.facts.papers if p.kind in NORMATIVE and not p.superseded]


def _at(paper: Paper, line: Line, quote: str | None = None) -> Source:
    return Source(file=paper.file, locator=line.locator, quote=quote or line.text, rule="line/1")


@detector("A1", "no-prescription")
def no_prescription(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A core process of the management system no document says anything about."""
    papers = normative(case)
    if (
        len(papers) < 4
        or not any(p.kind == "manual" for p in papers)
        or not case.covered(("document_control",))
        or any(not p.complete for p in papers)
    ):
        return
    for name, words in _CORE:
        pattern = re.compile(words)
        if any(pattern.search(p.text) for p in papers):
            continue
        manual = next(p for p in papers if p.kind == "manual")
        near = next(
            (x for x in manual.lines if re.search("程序文件|支持性文件|文件清单|管理要求|职责", x.text)),
            manual.lines[0],
        )
        yield Hit(
            object=f"{name}没有任何文件规定",
            root=f"missing-rule:{name}",
            document=_at(manual, near),
            values={"process": name},
        )


@detector("A2", "not-executable")
def not_executable(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A duty whose time, actor or act is left open and defined nowhere."""
    defined = _defined_terms(case)
    for duty in case.facts.prescriptions:
        if (
            duty.modality in ("may", "should", "shall_not")
            or duty.deadlines
            or (duty.cadence and duty.cadence.concrete)
            or _in_force_no(duty, case)
        ):
            continue
        score, said = _openness(duty, defined, case)
        if score >= float(parameters.get("threshold", 3)):
            yield Hit(
                object=f"{about(duty)}：{'、'.join(said)}",
                root=f"vague:{duty.id}",
                document=duty.source,
                values={"said": "、".join(said)},
            )


def _openness(duty: Prescription, defined: set[str], case: Case) -> tuple[float, list[str]]:
    text = duty.source.quote
    strong = [w for w in duty.vague if w not in WEAK_TIME and w not in defined]
    actors = [w for w in _VAGUE_ACTOR.findall(text) if w not in defined]
    acts = _VAGUE_ACT.findall(text)
    weak = [w for w in duty.vague if w in WEAK_TIME and w not in defined]
    if not strong and weak and actors and not duty.forms and not _ELSEWHERE.search(text) and not _specific(duty):
        return 3, list(dict.fromkeys([*actors, *weak, *acts]))
    if not strong or _ELSEWHERE.search(text) or _rule_elsewhere(duty, case):
        return 0, []
    score = (
        2
        + bool(actors)
        + bool(acts)
        + 0.5 * bool(set(duty.vague) & set(WEAK_TIME))
        + 1.0 * (not duty.forms and not duty.actors and not actors)
    )
    score += 0.5 * (not duty.forms)
    return score + 0.5 * (len(strong) > 1), list(dict.fromkeys([*strong, *actors, *acts]))


def _specific(duty: Prescription) -> bool:
    """Whether somebody in particular is named as well."""
    return any(not is_generic(a) and not _VAGUE_ACTOR.search(a) for a in duty.actors)


def _in_force_no(duty: Prescription, case: Case) -> bool:
    return case.papers[duty.paper].superseded


def _rule_elsewhere(duty: Prescription, case: Case) -> bool:
    """Another duty about the same activity has a concrete time."""
    for other in case.facts.prescriptions:
        if other is duty or not ((other.cadence and other.cadence.concrete) or other.deadlines):
            continue
        shared = {f.code for f in duty.forms if f.code} & {f.code for f in other.forms if f.code}
        if shared or bigram_share(core_name(duty.action[:40]), core_name(other.process + other.action[:40])) >= 0.45:
            return True
        near = bigram_share(core_name(duty.action[:40]), core_name(other.process + other.action[:40])) >= 0.25
        if duty.topic and duty.topic == other.topic and other.cadence and near:
            return True
    return False


def _defined_terms(case: Case) -> set[str]:
    terms: set[str] = set()
    for paper in normative(case):
        for match in re.finditer(
            r"[“\"「]?(定期|不定期|适时|及时|必要时|相关部门|有关部门|相关人员|有关人员|相关单位)[”\"」]?[，,]?(?:一词)?(?:在[^，。]{2,12}中)?(?:均)?\s*(?:是指|指(?!标|导|定)|系指)",
            paper.text,
        ):
            terms.add(match[1])
    return terms


@detector("A3", "contradiction")
def contradiction(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Two duties in force about the same activity with different cadence, retention or approver."""
    duties = [d for d in case.facts.prescriptions if not _in_force_no(d, case) and d.effective_to is None]
    seen: set[str] = set()
    for i, one in enumerate(duties):
        for other in duties[i + 1 :]:
            slot = _clash(one, other)
            key = (
                f"contradiction:{'|'.join(sorted((one.paper, other.paper)))}:{about(one)[:6]}:{slot[0] if slot else ''}"
            )
            if slot and key not in seen:
                seen.add(key)
                yield Hit(
                    object=f"{_activity(one, other)}：{slot[1]} / {slot[2]}",
                    root=key,
                    document=one.source,
                    record=other.source,
                    values={"one": slot[1], "other": slot[2], "slot": slot[0]},
                )


def _activity(one: Prescription, other: Prescription) -> str:
    return about(one) if len(about(one)) <= len(about(other)) else about(other)


def _clash(one: Prescription, other: Prescription) -> tuple[str, str, str] | None:
    if one.id == other.id or one.modality in ("may", "should") and one.source.rule.startswith("sentence"):
        return None
    if one.retention and other.retention and one.paper != other.paper:
        return _retention_clash(one, other)
    if not _same_activity(one, other):
        return None
    a, b = one.cadence, other.cadence
    if a and b and a.period and b.period and (a.period != b.period or a.min_count != b.min_count):
        ways = period_months(a.period) and period_months(b.period)
        satisfied = _stricter_satisfies(one, other)
        if ways and not satisfied:
            return "频次", a.text, b.text
    if (
        one.paper != other.paper
        and one.approver
        and other.approver
        and fold_name(one.approver) != fold_name(other.approver)
    ):
        shared = {f.code for f in one.forms if f.code} & {f.code for f in other.forms if f.code}
        if shared and re.search("批准|审批|签发", one.source.quote) and re.search("批准|审批|签发", other.source.quote):
            return "批准人", one.approver, other.approver
    return None


def _stricter_satisfies(one: Prescription, other: Prescription) -> bool:
    """每年至少一次 beside 每半年一次 is no contradiction: the stricter one satisfies both."""
    assert one.cadence
    assert other.cadence
    assert one.cadence.period
    assert other.cadence.period
    rate = {
        d.id: d.cadence.min_count / period_months(d.cadence.period)
        for d in (one, other)
        if d.cadence and d.cadence.period
    }
    looser = min((one, other), key=lambda d: rate[d.id])
    return rate[one.id] == rate[other.id] or (looser.cadence is not None and looser.cadence.at_least)


def _same_activity(one: Prescription, other: Prescription) -> bool:
    shared = {f.code or f.name for f in one.forms} & {f.code or f.name for f in other.forms}
    a, b = _act_key(one), _act_key(other)
    if shared:
        return one.paper != other.paper and (
            bigram_share(a, b) >= 0.3
            or one.topic == other.topic
            and one.topic not in ("monitoring", "corrective_action", "training")
        )
    if one.topic != other.topic or one.topic is None:
        return False
    if one.topic in ("internal_audit", "management_review", "backup_drill", "appraisal"):
        return one.paper != other.paper or bigram_share(a, b) >= 0.5
    return one.paper != other.paper and bigram_share(a, b) >= 0.6


def _act_key(duty: Prescription) -> str:
    text = re.sub(
        r"《[^》]*》|[（(][^（()）]*[)）]|每[^，。；]{1,6}(?:一次|次)?|由|填写|编制|组织|一次|进行|开展|负责",
        "",
        duty.process + duty.action[:40],
    )
    for name in (*duty.actors,):
        text = text.replace(name, "")
    return fold_name(text)


def _retention_clash(one: Prescription, other: Prescription) -> tuple[str, str, str] | None:
    what = [
        re.findall(
            r"(内部审核|内审|管理评审|培训|监测|目标监测|不符合|纠正措施|检查|备份|巡检|账号|审核)[^，。；]{0,8}记录",
            d.source.quote,
        )
        for d in (one, other)
    ]
    shared = {fold_name(w) for w in what[0]} & {fold_name(w) for w in what[1]}
    if not shared or one.retention is None or other.retention is None:
        return None
    a, b = (re.sub("[年以上]", "", r) for r in (one.retention, other.retention))
    from ..text.dates import chinese_int

    return ("保存期限", one.retention, other.retention) if (chinese_int(a) or a) != (chinese_int(b) or b) else None


@detector("A4", "unknown-department")
def unknown_department(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A duty given to a department that no organisation list and no alias knows."""
    if len(case.facts.departments) < 4:
        return
    seen: set[str] = set()
    for duty in case.facts.prescriptions:
        for actor in duty.actors:
            name = fold_department(actor)
            if (
                name in seen
                or not re.search(r"[一-鿿]{2,}(?:部|处|科|室|中心|办|局)$", name)
                or is_generic(name)
                or _excused(name, case)
            ):
                continue
            seen.add(name)
            yield Hit(
                object=name,
                root=f"department:{name}",
                document=duty.source,
                record=case.facts.departments[0].source,
                values={"name": name, "kind": "部门"},
            )


def _excused(name: str, case: Case) -> bool:
    if case.departments.known(name) or re.search(
        r"车间$|班组|组$|委员会|公司$|厂$|站$|所$|院$|集团|机构|供应商|领导小组|仓库|库$", name
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
    """A form or document a rule cites by code or name that no register and no file knows."""
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
                    and not any(k and (k.startswith(form.code) or form.code.startswith(k)) for k in known)
                )
                lost = lost and not (
                    form.name and any(same_name(form.name, n) for n in names) and not registers["form"]
                )
            else:
                lost = (
                    registers["form"]
                    and _looks_form(form.name)
                    and re.search("填写|形成|记入|登记|编制|使用", duty.source.quote) is not None
                    and not _name_known(form.name, names)
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


@detector("A5", "copied-text", kind="statistic")
def copied_text(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Another organisation's name, or placeholder residue, where a document speaks of its own scope."""
    own = {case.enterprise.name, *case.enterprise.aliases} - {""}
    for paper in normative(case):
        for line in paper.lines:
            name = _foreign(line.text, own, case)
            if name:
                yield Hit(
                    object=f"{paper.title}：{name}",
                    root=f"copied:{paper.file}",
                    document=_at(paper, line),
                    values={"name": name},
                )
                break


_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团)")
_RESIDUE = re.compile(
    r"(?:[XＸxⅩ×]{2,4}|[某○]{2,3}|\*{2,4}|_{3,})(?:有限|股份|集团)?公司|【(?:公司|企业|单位)名称?】|\[(?:公司|企业|单位)名称?\]|企业名称[A-Z]|(?:[XＸ×]{2,4})(?:部|车间|厂|企业)"
)
_SCOPE = re.compile(r"适用于|本(?:程序|规定|办法|手册|制度|公司)|我公司|为了?规范|公司简介|成立于|发布")


def _foreign(text: str, own: set[str], case: Case) -> str | None:
    residue = _RESIDUE.search(text)
    if residue:
        return residue[0]
    if not own or not _SCOPE.search(text):
        return None
    for match in _COMPANY.finditer(text):
        name = re.sub(r"^.*?(?:适用于|属于|规范|为|是|由|与|和|向|对|及|在|到|了)(?=[\u4e00-\u9fff]{4,})", "", match[0])
        known = any(name in o or o in name or bigram_share(name, o) > 0.6 for o in own)
        if (
            known
            or len(name) < 6
            or re.search(r"委托|供应商|客户|服务商|控股|股东|母公司|上级|咨询|评定|隶属|子公司|投资", text)
        ):
            continue
        return name
    return None


@detector("A6", "rushed-release")
def rushed_release(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Less time between release and effect than the rule asks, or effect before release."""
    rule, least = _least_interval(case)
    for paper in normative(case):
        if (
            paper.effective_on is None
            or paper.released_on is None
            or not (case.in_window(paper.effective_on) or case.in_window(paper.released_on))
        ):
            continue
        days = (paper.effective_on - paper.released_on).days
        if (
            days < 0
            or (rule and least and paper.kind != "manual" and _too_short(least, paper, case))
            or (rule is None and days == 0)
        ):
            line = _date_line(paper)
            yield Hit(
                object=f"{paper.code or ''} {paper.title}：{paper.released_on}发布，{paper.effective_on}实施".strip(),
                root=f"release:{paper.code or paper.file}",
                document=_at(paper, line),
                record=_elsewhere(paper, case) or (rule.source if rule else None),
                values={"days": str(days)},
            )
    yield from _trained_late(case)


def _least_interval(case: Case) -> tuple[Prescription | None, Prescription | None]:
    duty = next(
        (d for d in case.facts.prescriptions if any(x.at_least and x.event == "发布" for x in d.deadlines)), None
    )
    return duty, duty


def _too_short(duty: Prescription, paper: Paper, case: Case) -> bool:
    limit = next(x for x in duty.deadlines if x.at_least)
    assert paper.released_on
    assert paper.effective_on
    if limit.unit == "workday":
        count = workdays_between(paper.released_on, paper.effective_on, case.is_workday)
        return count is not None and count < limit.amount
    due = limit_of(limit, paper.released_on, case.is_workday)
    return due is not None and paper.effective_on < due


def _date_line(paper: Paper) -> Line:
    return next(
        (x for x in paper.lines[:16] if re.search("实施|生效|施行", x.text) and re.search(r"\d", x.text)),
        paper.lines[0],
    )


def _elsewhere(paper: Paper, case: Case) -> Source | None:
    """The change request that tells the same days."""
    for record in case.heads:
        if (
            record.topic == "document_control"
            and (paper.code and paper.code in record.text or paper.title in record.text)
            and not case.rows.get(record.paper, [])
            or record.topic == "document_control"
            and "申请" in record.title
            and paper.title in record.text
        ):
            for line in case.papers[record.paper].lines:
                if (
                    re.search("实施|生效", line.text)
                    and re.search("发布", line.text)
                    and re.search(r"\d{4}", line.text)
                ):
                    return Source(file=record.paper, locator=line.locator, quote=line.text, rule="line/1")
    return None


def _trained_late(case: Case) -> Iterator[Hit]:
    """Training on a document after it took effect, where a rule asks for training before."""
    rule = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"(?:实施|生效|施行)(?:之)?前[^。；]{0,20}培训|培训[^。；]{0,12}(?:后|合格)[^。；]{0,6}(?:方可|再)?(?:实施|生效)",
                d.source.quote,
            )
        ),
        None,
    )
    if rule is None:
        return
    from .trainings import trainings

    for paper in normative(case):
        if not paper.effective_on or not case.in_window(paper.effective_on):
            continue
        days: list[tuple[date, Source]] = [
            (t.on, t.source)
            for t in trainings(case)
            if t.on
            and (
                paper.title in t.course
                or core_name(paper.title) in fold_name(t.course)
                or (paper.code and paper.code in t.course)
            )
        ]
        days = [d for d in days if d[0] >= paper.effective_on.replace(year=paper.effective_on.year - 1)]
        if days and min(d[0] for d in days) > paper.effective_on:
            first = min(days, key=lambda d: d[0])
            yield Hit(
                object=f"{paper.code or ''} {paper.title}：{paper.effective_on}实施，{first[0]}才培训".strip(),
                root=f"release:{paper.code or paper.file}",
                document=rule.source,
                record=first[1],
                values={"days": ""},
            )


def cited(case: Case) -> set[str]:
    """Codes cited in documents."""
    return {c for p in normative(case) for line in p.lines for c in codes_in(line.text)}
