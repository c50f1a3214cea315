"""Family A, contradictions: two rules in force about one activity with different times, people or years of keeping."""

import re
from collections.abc import Iterator

from ..domain.facts import Prescription
from ..facts.topics import bigram_share, fold_name, same_name
from ..text.cadence import parse_cadence, period_months
from ..text.roles import REPRESENTATIVE, TOP_MANAGER, departments_in, is_generic
from .case import Case
from .family_a import out_of_force
from .linking import about
from .registry import Hit, Parameters, detector
from .retention_terms import retention_clash


@detector("A3", "contradiction")
def contradiction(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Two duties in force about the same activity with different cadence, retention or approver."""
    duties = [d for d in case.facts.prescriptions if not out_of_force(d, case) and d.effective_to is None]
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
        return retention_clash(one, other)
    if actors := _other_actors(one, other):
        return "责任部门", *actors
    if approvers := _other_approvers(one, other):
        return "批准人", *approvers
    if not _same_activity(one, other):
        return None
    a, b = one.cadence, other.cadence
    if a and b and a.period and b.period and (a.period != b.period or a.min_count != b.min_count):
        ways = period_months(a.period) and period_months(b.period)
        satisfied = _stricter_satisfies(one, other)
        if ways and not satisfied:
            return "频次", a.text, b.text
    if one.paper != other.paper and _shared_forms(one, other):
        if limits := _other_limits(one, other):
            return "时限", *limits
        if (
            one.approver
            and other.approver
            and _APPROVED.search(one.source.quote)
            and _APPROVED.search(other.source.quote)
        ):
            return None if _same_post(one.approver, other.approver) else ("批准人", one.approver, other.approver)
    return None


_APPROVED = re.compile("批准|审批|签发")


def _shared_forms(one: Prescription, other: Prescription) -> bool:
    """Whether both name one form: by code, or by name where neither tells a code."""
    codes = {f.code for f in one.forms if f.code} & {f.code for f in other.forms if f.code}
    plain = [{fold_name(f.name) for f in d.forms if not f.code and len(f.name) >= 4} for d in (one, other)]
    return bool(codes or plain[0] & plain[1])


_MADE = re.compile("编制|编写|[写填发交报开](?=[^，。；]{0,4}《)|提交|下发|印发|发布|填写|形成|出具")


def _other_limits(one: Prescription, other: Prescription) -> tuple[str, str] | None:
    """Two limits for making the same form after the same event: 会后10天内发纪要 beside 会后5个工作日内."""
    if len(one.deadlines) != 1 or len(other.deadlines) != 1:
        return None
    a, b = one.deadlines[0], other.deadlines[0]
    if a.at_least or b.at_least or not a.event or fold_name(a.event) != fold_name(b.event):
        return None
    made = set(_MADE.findall(one.source.quote)) & set(_MADE.findall(other.source.quote))
    return (a.text, b.text) if made and (a.amount, a.unit) != (b.amount, b.unit) else None


_MATTER = re.compile(
    r"(?P<m>[一-鿿A-Z]{2,6}?(?:变更|更改|采购|报废|立项|开通|外发|接入|停用|调整|上线|外包|发布|审批权限))"
    r"(?=由|须|应|经|报|，|的?审批|申请)"
)
_BY_CLASS = re.compile(r"重大|重要|一般|普通|紧急|应急|特殊|日常|常规|小额|大额|万元|级|类(?!似)|其[余他]|除")
_POST = re.compile(
    r"(?:由|报|经(?!理)|，|、|^)[^，。；、由报]{0,8}?(?P<p>总经理|最高管理者|董事长|厂长|管理者代表|管代|[一-鿿]{2,8}(?:主任|部长|经理|科长|处长|主管|总监))"
    r"(?:审?批准|审批|核准|签批|批)"
)


def _other_approvers(one: Prescription, other: Prescription) -> tuple[str, str] | None:
    """One matter by name (系统变更) that two documents give to different posts to approve, neither by class or sum."""
    if one.paper == other.paper or not one.approver or not other.approver:
        return None
    quotes = (one.source.quote, other.source.quote)
    matters = [{re.sub("^.*[的和及与、]", "", m["m"]) for m in _MATTER.finditer(q)} for q in quotes]
    posts = [_POST.findall(q) for q in quotes]
    named = {m for m in matters[0] & matters[1] if len(m) >= 4}
    if not named or any(len(p) != 1 for p in posts) or any(map(_BY_CLASS.search, quotes)):
        return None
    high = any(TOP_MANAGER.search(p[0]) or REPRESENTATIVE.search(p[0]) for p in posts)
    return None if not high or _same_post(posts[0][0], posts[1][0]) else (posts[0][0], posts[1][0])


def _same_post(one: str, other: str) -> bool:
    """Whether two words may mean one post: 管代 and 管理者代表, 主任 and 信息中心主任."""
    a, b = fold_name(one), fold_name(other)
    alike = any(p.search(one) and p.search(other) for p in (REPRESENTATIVE, TOP_MANAGER) if "副" not in one + other)
    return a in b or b in a or alike


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
        near = max(bigram_share(a, b), _contained(one, b), _contained(other, a), _acts_alike(one, other))
        return one.paper != other.paper and near >= 0.6 and not _other_object(one, other)
    if one.topic in ("internal_audit", "management_review", "appraisal"):
        return one.paper != other.paper or bigram_share(a, b) >= 0.5
    return one.paper != other.paper and bigram_share(a, b) >= 0.6


def _of_all(duty: Prescription) -> bool:
    """A rule about all accounts, of no one system by name."""
    clause = next((c for c in re.split("[，。；：]", duty.source.quote) if parse_cadence(c)), "")
    every = re.search(r"(?:(?:所有|全部|全厂|各)[^，。；A-Z]{0,6}|[把将对])(?:账号|账户|帐号|权限)", clause)
    plain = _ANY_ACCOUNT.search(clause) and not _SOME_ACCOUNTS.search(clause)
    return bool(every or plain) and not re.search("[A-Z]{2}", clause)


_ANY_ACCOUNT = re.compile(
    r"(?:^|[\d条、.．\s]|次|审核|复核|核对|检查|清理|盘点|信息系统的?|各?系统的?|用户)(?:账号|账户|帐号|权限)"
)
_SOME_ACCOUNTS = re.compile(
    r"特权|管理员|超级|远程|数据库|服务器|临时|外部|关键|重要|核心|财务|门禁|共[用享]|供应商|离职|转岗|调岗"
)
"""Accounts of one sort, which may be looked at by a rule of their own."""


_ACT = re.compile(r"[一-鿿]{2}(?:演练|试验|测试|清理|复查|复核|打分|自评|盘点)")


def _acts_alike(one: Prescription, other: Prescription) -> float:
    """Whether both name one act (恢复试验) of the same systems, or of none by name."""
    acts = [set(_ACT.findall(d.source.quote)) for d in (one, other)]
    systems = [set(re.findall("[A-Z]{2,}", d.source.quote)) for d in (one, other)]
    return float(bool(acts[0] & acts[1]) and systems[0] == systems[1])


def _contained(one: Prescription, text: str) -> float:
    """Share of the character pairs of a row's process that the other duty's words have."""
    name = fold_name(one.process) if one.source.rule.startswith("table-row") else ""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return sum(p in text for p in pairs) / len(pairs) if len(pairs) >= 3 else 0.0


def _other_object(one: Prescription, other: Prescription) -> bool:
    """Different forms or systems named: then two activities, whatever their names share."""
    systems = [set(re.findall(r"(?<![A-Z-])[A-Z]{2,}(?![A-Z-]|\d)", d.source.quote)) for d in (one, other)]
    if systems[0] and systems[1] and not systems[0] & systems[1]:
        return True
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
