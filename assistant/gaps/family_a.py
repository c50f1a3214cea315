"""Family A, the documents themselves: nothing prescribed, not executable, contradictory, dangling, copied, rushed."""

import re
from collections.abc import Iterator

from ..domain.facts import Line, Paper, Prescription, Source
from ..facts.topics import bigram_share, core_name, fold_name, same_name
from ..text.cadence import parse_cadence, period_months
from ..text.roles import departments_in, is_generic
from ..text.vague import WEAK_TIME
from .case import Case
from .linking import about
from .registry import Hit, Parameters, detector

NORMATIVE = ("manual", "procedure", "work_instruction")
_VAGUE_ACTOR = re.compile(r"相关部门|有关部门|相关单位|有关单位|相关人员|有关人员|相关科室|有关科室|相关岗位")
_VAGUE_ACT = re.compile(
    r"适当措施|相应措施|必要的?措施|妥善处理|酌情|合理安排|适当处理|尽量|原则上及时|视情(?:况)?处理"
)
_ELSEWHERE = re.compile(
    r"按(?:照|计划|《)?[^，。；]{0,20}(?:规定|计划|要求|执行|办理)|见|详见|附(?:件|表|录)|下表|上表|依据《|遵照"
)


def normative(case: Case) -> list[Paper]:
    """Documents in force."""
    return [p for p in case.facts.normative if not p.superseded]


def place_at(paper: Paper, line: Line, quote: str | None = None) -> Source:
    """A line of a paper as a source."""
    return Source(file=paper.file, locator=line.locator, quote=quote or line.text, rule="line/1")


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
    if weak and _OPEN_ACT.search(duty.action) and duty.source.rule.startswith("table-row"):
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


_OPEN_ACT = re.compile(r"(?:相关|有关)(?:部门|单位|人员|科室|岗位)[^，。；]{0,6}(?:及时|尽快|适时|视情)")
"""Nobody and no time in the words of the act itself, whatever department the row is given to."""


def _specific(duty: Prescription) -> bool:
    """Whether somebody in particular is named as well."""
    return any(not is_generic(a) and not _VAGUE_ACTOR.search(a) for a in duty.actors)


def _in_force_no(duty: Prescription, case: Case) -> bool:
    return case.documents[duty.paper].superseded


def _rule_elsewhere(duty: Prescription, case: Case) -> bool:
    """Another duty about the same activity has a concrete time."""
    for other in case.facts.prescriptions:
        if other is duty or not ((other.cadence and other.cadence.concrete) or other.deadlines):
            continue
        shared = {f.code for f in duty.forms if f.code} & {f.code for f in other.forms if f.code}
        if (
            shared
            and not _OPEN_ACT.search(duty.action)
            or bigram_share(core_name(duty.action[:40]), core_name(other.process + other.action[:40])) >= 0.45
        ):
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
            if slot and slot[0] == "责任部门" and case.departments.same(slot[1], slot[2]):
                continue
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
    if actors := _other_actors(one, other):
        return "责任部门", *actors
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


_DRILLS = ("backup_drill", "emergency_drill", "access_review", "outsourcing", "appraisal")
_LED_BY = re.compile(
    r"^[\d.、（()）一二三四五六七八九十\s]*(?P<what>[\u4e00-\u9fff]{2,12}?)由[^，。；]{2,14}(?:组织|负责|牵头|主办|归口)"
)


def _other_actors(one: Prescription, other: Prescription) -> tuple[str, str] | None:
    """One yearly activity that two documents give to two different departments, each alone and by name."""
    if one.paper == other.paper or one.topic not in _DRILLS:
        return None
    first, second = _LED_BY.search(one.source.quote), _LED_BY.search(other.source.quote)
    if not first or not second or not same_name(first["what"], second["what"]):
        return None
    if len(one.actors) != 1 or len(other.actors) != 1:
        return None
    a, b = (departments_in(d.actors[0]) for d in (one, other))
    alike = not a or not b or set(a) & set(b) or any(is_generic(n) for n in (*a, *b))
    return None if alike else (a[0], b[0])


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
    if one.topic == "access_review" and one.paper != other.paper and _of_all(one) and _of_all(other):
        return True
    if one.topic in (
        "access_review",
        "assessment",
        "outsourcing",
        "document_control",
        "backup_drill",
        "emergency_drill",
    ):
        near = max(bigram_share(a, b), _contained(one, b), _contained(other, a))
        return one.paper != other.paper and near >= 0.6 and not _other_object(one, other)
    if one.topic in ("internal_audit", "management_review", "appraisal"):
        return one.paper != other.paper or bigram_share(a, b) >= 0.5
    return one.paper != other.paper and bigram_share(a, b) >= 0.6


def _of_all(duty: Prescription) -> bool:
    """A rule about all accounts, of no one system by name."""
    clause = next((c for c in re.split("[，。；：]", duty.source.quote) if parse_cadence(c)), "")
    return bool(re.search(r"(?:所有|全部|全厂|各)[^，。；A-Z]{0,6}(?:账号|账户|帐号|权限)", clause)) and not re.search(
        "[A-Z]{2}", clause
    )


def _contained(one: Prescription, text: str) -> float:
    """Share of the character pairs of a row's process that the other duty's words have."""
    name = fold_name(one.process) if one.source.rule.startswith("table-row") else ""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return sum(p in text for p in pairs) / len(pairs) if len(pairs) >= 3 else 0.0


def _other_object(one: Prescription, other: Prescription) -> bool:
    """Different forms named: then two activities, whatever their names share."""
    a, b = ({f.code for f in d.forms if f.code} for d in (one, other))
    return bool(a) and bool(b) and not a & b


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
    what = [_kept(d.source.quote) for d in (one, other)]
    shared = what[0] & what[1]
    if not shared or one.retention is None or other.retention is None:
        return None
    a, b = (re.sub("[年以上]", "", r) for r in (one.retention, other.retention))
    from ..text.dates import chinese_int

    return ("保存期限", one.retention, other.retention) if (chinese_int(a) or a) != (chinese_int(b) or b) else None


_KEPT = re.compile(r"内部审核|内审|管理评审|管评|培训|目标监测|监测|不符合|纠正措施|检查|备份|巡检|账号|审核|考核|演练")


def _kept(quote: str) -> set[str]:
    """What records a sentence about keeping names: 内审、管评记录, 培训和考核资料."""
    named = re.findall(r"([一-鿿、和及与]{2,30})(?:的)?(?:记录|资料|档案|报告)", quote)
    return {fold_name(w) for part in named for w in _KEPT.findall(part)}
