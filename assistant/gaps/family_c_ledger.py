"""Family C, who: rows of a ledger signed by somebody of another department than the one prescribed."""

import re
from collections.abc import Iterator

from ..domain.facts import Prescription, Record
from ..facts.header_rows import lowest_head
from ..facts.signatures import people_in
from ..facts.topics import PARENT
from .case import Case
from .family_c import DELEGATED
from .linking import link
from .registry import Hit, Parameters, detector


def _holders(duty: Prescription, case: Case) -> set[str]:
    """People who hold the post a duty names (信息员, 计量员): by post or by the note beside it."""
    people = {p.person for p in case.facts.posts}
    if duty.actors and all(a in people for a in duty.actors):
        return set(duty.actors)
    posts = [
        a
        for a in duty.actors
        if not case.departments.known(a)
        and re.search("(?:员|师|班长|主管|专员|网管|会计|出纳|机修|跟单|电工|统计)$", a)
    ]
    if not posts or len(posts) != len(duty.actors):
        return set()
    return {p.person for p in case.facts.posts if any(a in p.post or a in p.note for a in posts)}


@detector("C1", "wrong-role-in-ledger")
def wrong_role_in_ledger(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Rows of a ledger signed by somebody of another department than the one prescribed."""
    for duty in case.facts.prescriptions:
        actors = {case.departments.of(d) for a in duty.actors if (d := case.department_in(a))}
        if PARENT.get(duty.topic or "", duty.topic) in ("internal_audit", "management_review", "corrective_action"):
            continue  # those who check come from other departments by design
        holders = _holders(duty, case)
        named = actors and len(actors) == len({*map(case.departments.of, duty.actors)})
        if not (named or holders) or re.search("会同|各部门|配合|参与", duty.action[:80]):
            continue
        linked = link(duty, case)
        papers = {r.paper for r in linked.records} if linked.strength in ("code", "name") else set[str]()
        told, forms = set[str](), [r.form for r in linked.records[: None if len(duty.forms) == 1 else 1]]
        for row in (r for p in papers for r in case.rows.get(p, []) if r.form in forms):
            cell = next((f for f in row.fields if _does(lowest_head(f.name), duty)), None)
            people = [p for p in people_in(cell.value) if p not in told] if cell else []
            strangers = [
                p
                for p in people
                if p not in holders
                and (own := case.departments_of(p, row.event_on))
                and (holders or not own & (actors | _sharing(duty, case)))
            ]
            explained = DELEGATED.search(row.text) or _absent(row, holders, actors, case)
            if cell and strangers and len(strangers) == len(people_in(cell.value)) and not explained:
                told.add(strangers[0])
                yield Hit(
                    object=f"{row.title} {row.event_on or ''}：{strangers[0]}",
                    root=f"role:{row.paper}:{strangers[0]}",
                    document=duty.source,
                    record=row.source,
                    values={"person": strangers[0], "prescribed": "、".join(duty.actors)},
                    series=duty.id,
                )


_AWAY = r"(?:[请休病事年产婚丧调轮]{1,2}假|[调轮]休|休息|出差|外出|公出|住院|不在|外地|回老家)"


def _absent(row: Record, holders: set[str], actors: set[str], case: Case) -> bool:
    """Whether the row itself names one who should have done it as away, or as stood in for: 张三出差, 替李四."""
    own = holders or {p.person for p in case.facts.posts if case.departments_of(p.person, row.event_on) & actors}
    return any(re.search(rf"{re.escape(p)}[^，。；|]{{0,2}}{_AWAY}|[代替]{re.escape(p)}", row.text) for p in own if p)


_DOER = re.compile(
    r"(?:巡检|巡查|检查|点检|复核|测量|统计|记录|操作|执行|备份|承办|组织|实施|清理|做|干|办)的?(?:人|人员|者)|"
    r"谁(?:去|来)?(?:看|做|查|检|巡|测|点|清|试|管|写|记|补|盘|弄|打|填|干|办)的?"
)
_OTHER_HAND = re.compile("审|批|复|确认|会签|验证|监督|见证|陪|负责|责任|申请|参加|被|受|整改|联系|接收|领")


def _does(head: str, duty: Prescription) -> bool:
    """Whether a column names those who do what the duty asks: 检查人, 谁看的, or 抽查人 where the duty says 抽查."""
    named = re.fullmatch(r"(?P<v>[一-鿿]{1,3})的?(?:人|人员|者|员)", head)
    verb = named["v"] if named and len(named["v"]) >= 2 and not _OTHER_HAND.search(named["v"]) else ""
    return bool(_DOER.fullmatch(head)) or bool(verb) and verb in duty.source.quote


def _sharing(duty: Prescription, case: Case) -> set[str]:
    """Departments that other duties tell to fill in the same form."""
    codes = {f.code for f in duty.forms if f.code}
    others = [d for d in case.facts.prescriptions if codes & {f.code for f in d.forms}]
    return {case.departments.of(n) for d in others for a in d.actors if (n := case.department_in(a))}
