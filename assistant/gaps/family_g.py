"""Family G, audit and correction: coverage, the chain of correction, shallow causes, repetition."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import Deadline, Prescription, Source
from ..facts.topics import bigram_share
from ..text.calendar import limit_of
from .audits import audits, duty_about
from .case import Case
from .limits import limits
from .nonconformities import nonconformities
from .registry import Hit, Parameters, detector
from .slips import Nonconformity

_SHALLOW = re.compile(
    r"工作疏忽|粗心|意识不强|意识淡薄|责任心不强|不够重视|重视不够|疏忽大意|马虎|工作忙|忘记|不认真|不仔细"
)
_ONLY_TRAINING = re.compile(
    r"^(?:加强|开展|组织|进行|强化|提高)?[^，。；]{0,10}(?:培训|教育|管理|学习|监督|宣贯|批评|提醒|责任心|责任感|意识)[^，。；]{0,12}[。；]?$|"
    r"^(?:要求|督促|告诫|叮嘱|强调|责令|提醒)[^，。；]{0,14}(?:认真|仔细|按时|及时|严格|注意|重视|负责|遵守|履行|改正)[^，。；]{0,10}$|"
    r"^(?:今后|以后|下次|日后)[^，。；]{0,4}(?:注意|改正|重视|避免|杜绝|认真|不再)[^，。；]{0,8}$|"
    r"^(?:引起重视|加以注意|举一反三|严格要求|认真对待)$"
)


_WHO_WHEN = re.compile(
    r"^[\s　]*(?:完成(?:日期|时间|期限)?[：:]?)?(?:责任人[：:]?)?"
    r"(?:[一-鿿]{2,4}?[\s　、（(]*)?(?:于|在)?(?:20\d\d\s*[年./-]\s*)?"
    r"\d{1,2}\s*[月./-]\s*\d{1,2}日?\s*(?:之?前|以前|底前)?(?:完成)?[)）]?$"
)
"""Behind an action, who does it and by when: 张三12月8日前."""


@detector("G3", "correction-chain")
def correction_chain(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A nonconformity whose chain found → cause → action → verified → closed is broken."""
    for one in nonconformities(case).values():
        fault = _fault(one, case)
        if fault:
            sub, said, source = fault
            yield Hit(
                object=f"{one.number} {said}",
                root=f"nc:{one.number}",
                document=_rule(case, sub),
                record=source or one.source,
                values={"number": one.number, "said": said},
                verdict="not_evaluable" if sub == "a" and not case.covered(("corrective_action",)) else "suspected",
                series=sub,
                among=len(nonconformities(case)),
            )


def _fault(one: Nonconformity, case: Case) -> tuple[str, str, Source | None] | None:
    if one.form is None and one.row is None:
        known = any(o.form or o.row for o in nonconformities(case).values())
        return ("a", "审核发现后没有登记", next(iter(one.mentions), None)) if known and len(one.mentions) > 0 else None
    done, verified = one.days.get("done"), one.days.get("verified")
    if one.form is not None and verified and one.form_texts.get("verified") == "" and one.form_places.get("verified"):
        return "d", "没有写明验证情况", one.form_places["verified"]
    if one.closed is not None:
        if "verified" in one.texts and not one.texts["verified"] and not verified:
            return "d", "没有验证记录即关闭", one.places.get("verified") if one.form else one.closed
        if one.form is not None and not verified and not one.verifiers and not one.texts.get("verified"):
            return "d", "没有验证人和验证记录即关闭", one.closed
        if "cause" in one.texts and not one.texts["cause"] and one.form is not None:
            return "b", "没有原因分析", one.places.get("cause")
    if done and verified and verified < done:
        return "f", f"验证日期{verified}早于完成日期{done}", one.places.get("verified") or one.source
    late = _overdue(one, case)
    return ("c", late, one.places.get("done") or one.source) if late else None


def _overdue(one: Nonconformity, case: Case) -> str | None:
    """Open past the limit written in the form, or in the rule counted from registration."""
    limit = one.days.get("limit")
    if one.closed or one.days.get("done") or one.extended or limit is None:
        return None
    return f"整改期限{limit}已过仍未完成" if limit + timedelta(days=5) < case.as_of else None


_SUB = {"a": "登记", "b": "原因", "c": "完成|期限", "d": "验证|关闭|勾掉|去看|复查|销", "f": "验证"}


def _rule(case: Case, sub: str) -> Source | None:
    duty = duty_about(case, "corrective_action", _SUB[sub])
    return duty.source if duty else None


@detector("B2", "correction-late")
def correction_late(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Steps of a correction later than the limit the procedure sets from the step before."""
    duties = [d for d in case.facts.prescriptions if d.topic == "corrective_action" and d.deadlines]
    for one in nonconformities(case).values():
        for duty in duties:
            for late in filter(None, (_late_step(one, duty, d, words, case) for d, words in limits(duty))):
                step, begin, end, limit = late
                yield Hit(
                    object=f"{one.number} {step}",
                    root=f"nc-late:{one.number}:{step}",
                    document=duty.source,
                    record=one.places.get(_step_key(step)) or one.source,
                    values={"due": str(limit), "day": str(end), "days": str((end - limit).days), "begin": str(begin)},
                    series=f"{duty.id}:{step}",
                    among=len(nonconformities(case)),
                )


_STEPS = (("registered", "登记"), ("cause", "原因分析"), ("done", "完成"), ("verified", "验证"))


def _told_step(process: str) -> str | None:
    """The step a table row's process names."""
    return next(
        (
            k
            for k, w in (("verified", "验证"), ("cause", "原因"), ("done", "实施|完成"), ("registered", "登记"))
            if re.search(w, process)
        ),
        None,
    )


def _step_key(name: str) -> str:
    return next(k for k, n in _STEPS if n == name)


def _late_step(
    one: Nonconformity, duty: Prescription, deadline: Deadline, words: str, case: Case
) -> tuple[str, date, date, date] | None:
    begin_key = next(
        (
            k
            for k, w in (
                ("found", "发现|审核结束|末次会议|开具"),
                ("registered", "登记|收到|下发|接到"),
                ("done", "完成|实施后|整改"),
            )
            if re.search(w, deadline.event)
        ),
        None,
    )
    what = re.sub("《[^》]*》", "", words)[:60]
    end_key = next(
        (
            k
            for k, w in (
                ("verified", "验证|关闭"),
                ("cause", "原因"),
                ("done", "实施|完成|整改"),
                ("registered", "登记|[送发][到达给交]?责任"),
            )
            if re.search(w, what if words != duty.action or _told_step(duty.process) is None else duty.process)
        ),
        None,
    )
    if begin_key is None and not deadline.event and end_key in ("cause", "registered"):
        begin_key = "registered" if "registered" in one.days and end_key == "cause" else "found"
    received = begin_key == "registered" and "registered" not in one.days
    begin, end = one.days.get("found" if received else begin_key or ""), one.days.get(end_key or "")
    if not begin or not end or begin_key == end_key or deadline.before or not what:
        return None
    if duty.effective_from and begin < duty.effective_from or end_key == "done" and one.extended:
        return None
    limit = limit_of(deadline, begin, case.is_workday)
    grace = max(1, deadline.amount // 10) + 2 * received
    if limit is None or end <= limit + timedelta(days=grace):
        return None
    return dict(_STEPS)[end_key or ""], begin, end, limit


@detector("G4", "shallow-cause", kind="model")
def shallow_cause(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A cause that blames carelessness with nothing but training as action."""
    for one in nonconformities(case).values():
        cause = one.texts.get("cause", "")
        if one.form is None or not cause or len(cause) > 60 or not _SHALLOW.search(cause):
            continue
        measures = [
            x for x in case.lines(case.papers[one.form.paper]) if re.match(r"^(?:纠正|整改)?(?:预防)?措施", x.text)
        ]
        actions = (
            re.split(r"[：:|]", measures[0].text)[1].strip()
            if measures and re.search("[：:|]", measures[0].text)
            else ""
        )
        clauses = [c for c in re.split("[，。；;]", actions) if c.strip() and not _WHO_WHEN.match(c.strip())]
        if any(not _ONLY_TRAINING.match(c.strip()) and not re.search("杜绝|避免|防止|提高", c) for c in clauses):
            continue
        yield Hit(
            object=f"{one.number} 原因分析",
            root=f"nc-cause:{one.number}",
            document=_rule(case, "b"),
            record=one.places.get("cause") or one.source,
            severity="low",
            values={"number": one.number},
        )


@detector("G5", "repeated-finding")
def repeated_finding(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The same fault in the same department again after an effective closure."""
    known = [o for o in nonconformities(case).values() if (o.form or o.fact) and o.department]
    for index, first in enumerate(known):
        for second in known[index + 1 :]:
            early, late = sorted((first, second), key=lambda o: o.days.get("found", date.min))
            shut = early.closed or early.days.get("verified")
            if not case.departments.same(first.department, second.department) or not shut:
                continue
            a, b = (_fact(o, case) for o in (early, late))
            if a and b and bigram_share(a, b) >= 0.6 and early.days.get("found") != late.days.get("found"):
                yield Hit(
                    object=f"{early.number} 与 {late.number}",
                    root=f"nc-again:{late.number}",
                    document=early.source,
                    record=late.source,
                    values={"number": late.number},
                )


def _fact(one: Nonconformity, case: Case) -> str:
    if one.fact or one.form is None:
        return re.sub(r"\d+|[\s，。、；]", "", one.fact)
    for line in case.lines(case.papers[one.form.paper]):
        told = line.text if line.kind != "row" else " | ".join(line.text.split(" | ")[:2])
        match = re.match(r"^(?:不符合)?(?:事实|描述|事实描述)[：:\s|]*(.{8,})", told)
        if match and line.text in one.form.text:
            return re.sub(r"\d+|[\s，。、；]", "", match[1])
    return ""


@detector("G2", "idle-audit", kind="statistic")
def idle_audit(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A checklist where all is in conformity and no cell names a sample, a number or a record."""
    for head, rows in audits(case).checklists:
        judged = [r for r in rows if any(re.search("判定|结果|结论|符合", f.name) and f.value for f in r.fields)]
        evidence = [f for r in judged for f in r.fields if re.search("证据|记录|抽样|情况|发现|描述|事实|所见", f.name)]
        conform = [r for r in judged if any(re.fullmatch(r"\s*(?:符合|合格|√|Y|是)\s*", f.value) for f in r.fields)]
        evidence = [f for f in evidence if not re.fullmatch(r"\s*(?:不?符合|不?合格|√|×)\s*", f.value)]
        empty = [f for f in evidence if not re.search(r"\d|《|号", f.value)]
        same = len({f.value for f in evidence}) <= max(2, len(evidence) // 4)
        if (
            len(judged) >= 5
            and len(conform) >= 0.8 * len(judged)
            and len(evidence) >= 5
            and len(empty) == len(evidence)
            and same
        ):
            duty = duty_about(case, "audit_checklist", "证据|抽样|记录")
            yield Hit(
                object=head.title,
                root=f"idle-audit:{head.id}",
                document=duty.source if duty else None,
                record=judged[0].source,
                values={"rows": str(len(judged))},
            )
