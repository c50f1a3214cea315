"""Family C, who: role, approval and chair, independence, work done by a few."""

import re
from collections.abc import Iterator

from ..domain.facts import Prescription, Record, Signature, Source
from ..facts.approval_amounts import amounts_in
from ..facts.approval_classes import classes_in
from ..facts.people import called
from ..text.roles import DEPUTY, REPRESENTATIVE, TOP_MANAGER, is_person
from .case import Case
from .in_force import in_force_on
from .linking import hands_in, link
from .registry import Hit, Parameters, detector

_AUTHOR = ("编制", "填表", "填写", "测量", "统计", "检查", "巡检", "复核", "评价", "考核")
DELEGATED = re.compile(r"(?<!未)(?<!没有)(?<!无)(?<!未出具)(?:授权|委托|代理|代为|受托|代签|代班|顶岗)")
"""Words that tell somebody acted for another."""
_DENIED = re.compile(r"(?:未|没有|无|也未|均未)[^，。；]{0,6}(?:授权|委托)")


@detector("C1", "wrong-role")
def wrong_role(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A record written by people of a department other than the one prescribed."""
    for duty in case.facts.prescriptions:
        actors = {case.departments.of(a) for a in duty.actors if case.departments.known(a)}
        if not actors or not duty.forms or re.search("会同|各部门|配合|参与|相关部门", duty.action[:80]):
            continue
        if hands_in(duty):
            continue
        linked = link(duty, case)
        if linked.strength not in ("code", "name"):
            continue
        for record in linked.records:
            sign = _stranger(record, actors, duty, case) or _chair(record, actors, duty, case)
            if sign:
                yield Hit(
                    object=f"{record.title}：{_department_of(sign, record, case)} {sign.person}",
                    root=f"role:{record.id}",
                    document=duty.source,
                    record=sign.source,
                    values={"person": sign.person, "prescribed": "、".join(sorted(actors))},
                    series=f"{duty.id}:{_department_of(sign, record, case)}",
                )


_CHAIRS = re.compile(r"(?:^|[，。、\d.\s])(?P<d>[一-鿿]{2,8})主持")


def _chair(record: Record, actors: set[str], duty: Prescription, case: Case) -> Signature | None:
    """Who chaired a meeting the duty tells a department to chair, where it was somebody of another one."""
    told = _CHAIRS.search(duty.source.quote)
    sign = next((s for s in record.signatures if s.role == "主持" and s.person), None)
    if sign is None or told is None or not any(told["d"].endswith(a) for a in duty.actors):
        return None
    if DELEGATED.search(record.text) or not in_force_on(duty, record.event_on, case):
        return None
    own = case.departments_of(sign.person, record.event_on)
    return sign if own and not own & actors else None


def _department_of(sign: Signature, record: Record, case: Case) -> str:
    return sign.department or "、".join(sorted(case.departments_of(sign.person, record.event_on)))


def _stranger(record: Record, actors: set[str], duty: Prescription, case: Case) -> Signature | None:
    day = record.filled_on or record.event_on
    if not in_force_on(duty, day, case) or DELEGATED.search(record.text):
        return None
    signs = [s for s in record.signatures if s.role in _AUTHOR and s.person]
    first = next((role for role in _AUTHOR if any(s.role == role for s in signs)), None)
    signs = [s for s in signs if s.role == first]
    if not signs or len(signs) > 1 and first == "评价":
        return None
    for sign in signs:
        own = (
            {case.departments.of(sign.department)}
            if sign.department and case.departments.known(sign.department)
            else case.departments_of(sign.person, day)
        )
        if not own or own & actors or any(case.departments.same(a, b) for a in own for b in actors):
            return None
    return signs[0]


@detector("C2", "chair")
def chair(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A meeting the top manager must chair, chaired by somebody else without a letter of delegation."""
    duty = next(
        (
            d
            for d in case.facts.prescriptions
            if (d.topic or "").startswith(("management_review", "review")) and _top_chairs(d, case)
        ),
        None,
    )
    rule = duty.source if duty else _chair_line(case)
    if rule is None:
        return
    for record in case.heads:
        if record.topic != "review_minutes" and not (
            record.topic == "management_review" and re.search("纪要|报告", record.title)
        ):
            continue
        sign = next((s for s in record.signatures if s.role == "主持" and s.person), None)
        if (
            sign is None
            or not case.in_window(record.event_on)
            or _is_top(sign, record, case)
            or _authorised(record, case)
        ):
            continue
        yield Hit(
            object=f"{record.event_on}{record.title}主持人：{sign.person}",
            root=f"review-chair:{record.paper}",
            document=rule,
            record=sign.source,
            values={"person": sign.person},
        )


_TOP = r"(?:总经理|最高管理者|董事长|厂长|院长|总裁)(?!助理|办)"
_TOP_CHAIRS = re.compile(
    rf"{_TOP}[^，。；]{{0,6}}主持|{_TOP}(?:是|为|任|担任|系)[^，。；]{{0,10}}主持|"
    rf"主持(?:人|者|工作)?[^，。；]{{0,3}}(?:为|是|由|：|:|须是|应由)\s*(?:公司|本公司)?{_TOP}|主持[^，。；]{{2,8}}(?:系|是|由){_TOP}"
)


def _top_chairs(duty: Prescription, case: Case) -> bool:
    """Whether the duty says, or its row says, that the top manager chairs."""
    if _says_top_chairs(duty.source.quote, case):
        return True
    return "主持" in duty.process + duty.action[:30] and any(TOP_MANAGER.search(a) for a in duty.actors)


def _says_top_chairs(text: str, case: Case) -> bool:
    """By the post, or as people call who holds it: 总经理主持, 沈总主持."""
    if "top_called" not in case.memo:
        names, tops = called(case.facts.posts, case.facts.papers), case.top_managers(None)
        case.memo["top_called"] = [name for name, person in names.items() if person in tops]
    spoken = (rf"{re.escape(n)}[^，。；]{{0,4}}主持" for n in case.memo["top_called"])
    return bool(_TOP_CHAIRS.search(text)) or any(re.search(p, text) for p in spoken)


def _chair_line(case: Case) -> Source | None:
    """A line of a review's procedure that names the chair without the words of a duty."""
    for paper in case.facts.normative:
        for line in case.lines(paper):
            if re.search("管理评审|管评", paper.title + line.text) and _says_top_chairs(line.text, case):
                return Source(file=paper.file, locator=line.locator, quote=line.text, rule="line/1")
    return None


def _is_top(sign: Signature, record: Record, case: Case) -> bool:
    if TOP_MANAGER.search(sign.department) and not DEPUTY.search(sign.department):
        return True
    tops = case.top_managers(record.event_on)
    named = _named_tops(case)
    if tops:
        return sign.person in tops or (sign.person in named and not case.posts_on(sign.person, record.event_on))
    return (
        sign.person in named
        or not named
        and not (REPRESENTATIVE.search(sign.department) or DEPUTY.search(sign.department))
    )


def _named_tops(case: Case) -> set[str]:
    """People papers call 总经理张三 or sign for as 总经理：张三."""
    if "named_tops" not in case.memo:
        found: set[str] = set()
        for paper in case.facts.papers:
            for match in re.finditer(
                r"(?<!副)(?:总经理|董事长|厂长|总裁|院长)[：:\s　]{0,3}([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])|"
                r"(?<!副)(?:总经理|董事长|厂长|总裁|院长)([\u4e00-\u9fff]{2,3}?)(?=主持|出席|同志|签发|批准|指出|"
                r"参加)",
                paper.text,
            ):
                name = match[1] or match[2]
                if is_person(name):
                    found.add(name)
        case.memo["named_tops"] = found
    return case.memo["named_tops"]


def _authorised(record: Record, case: Case) -> bool:
    if _DENIED.search(record.text):
        return False
    if DELEGATED.search(record.text):
        return True
    return any(
        re.search("授权|委托", r.title)
        and r.event_on
        and record.event_on
        and abs((record.event_on - r.event_on).days) <= 60
        for r in case.heads
    )


@detector("C2", "approval")
def approval(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Approved by a lower post than prescribed, or the place for the approval left blank."""
    for duty in case.facts.prescriptions:
        approver = duty.approver or ""
        named = any(p.person == approver for p in case.facts.posts)
        high = named or TOP_MANAGER.search(approver) or REPRESENTATIVE.search(approver)
        if not duty.forms or not high or classes_in(duty.source.quote) or amounts_in(duty.source.quote):
            continue
        linked = link(duty, case)
        if linked.strength not in ("code", "name"):
            continue
        for record in linked.records:
            sign = next((s for s in record.signatures if s.role == "批准"), None)
            if (
                sign is None
                or not case.in_window(record.filled_on or record.event_on)
                or may_approve(sign, approver, record, case)
                or DELEGATED.search(record.text)
            ):
                continue
            yield Hit(
                object=f"{record.title} {record.event_on or ''}：{'批准栏空白' if not sign.person else sign.person}",
                root=f"review-chair:{record.paper}" if record.topic == "review_minutes" else f"approval:{record.id}",
                document=duty.source,
                record=sign.source,
                values={"person": sign.person or "（空白）", "prescribed": approver},
            )


def may_approve(sign: Signature, approver: str, record: Record, case: Case) -> bool:
    """Whether the signer holds the post prescribed, a higher one, or one nobody knows."""
    if not sign.person:
        return False
    if any(p.person == approver for p in case.facts.posts):
        return sign.person == approver or sign.person in case.top_managers(None)
    posts = " ".join(p.post for p in case.posts_on(sign.person, record.filled_on or record.event_on)) + sign.department
    if not posts.strip() or sign.person in case.top_managers(None):
        return True
    if TOP_MANAGER.search(approver):
        return sign.person in case.top_managers(record.filled_on or record.event_on) or not case.top_managers(None)
    return bool(REPRESENTATIVE.search(posts)) or not any(REPRESENTATIVE.search(p.post) for p in case.facts.posts)
