"""Family H, audience: trainings for every department that left one out, people who missed one and were not trained."""

import re
from collections.abc import Iterator, Sequence

from ..domain.facts import Record, Source
from ..facts.header_rows import lowest_head
from ..facts.topics import fold_name
from ..text.roles import fold_department
from .case import Case
from .registry import Hit, Parameters, detector
from .trainings import Training, trainings

_DEPARTMENTS = r"(?:职能|业务)?(?:部门|科室|车间|单位)(?:[、和]?车间)?"
_ALL = r"(?:全部|所有|各|每个?|[\d一二两三四五六七八九十]+个)"
_FOR_ALL = re.compile(
    rf"(?P<k>[\u4e00-\u9fff]{{2,8}}?)(?:类)?(?:培训)?(?:应|须|要|必须)?(?:覆盖|涵盖)(?:到)?(?:公司)?(?:全部|所有|各)"
    rf"(?:[\d一二两三四五六七八九十]+个)?{_DEPARTMENTS}|"
    rf"(?P<k2>[\u4e00-\u9fff]{{2,8}}?)(?:类)?(?:培训)?(?:时)?[，,]?{_ALL}{_DEPARTMENTS}(?:都|均)?(?:应|须|要|得|必须)*"
    r"(?:派员|派人|来人|有人|至少|全员|参加|到场|到齐)"
)
_PRESENT = re.compile(r"(?:出席|参加|参训|到会|覆盖|受训)(?:的)?(?:部门|单位)")
_DEPARTMENT = re.compile("(?:部|处|科|室|中心|车间|办)$")


@detector("H1", "training-without-departments", version=2)
def training_without_departments(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A training that must reach every department, whose list or sign-in sheet leaves one or two out."""
    rules = [
        (Source(file=p.file, locator=x.locator, quote=x.text, rule="line/1"), (m["k"] or m["k2"])[-2:])
        for p in case.facts.normative
        for x in p.lines
        if not p.superseded and "培训" in x.text + p.title + x.locator and (m := _FOR_ALL.search(x.text))
    ]
    names = [d.name for d in case.facts.departments if _DEPARTMENT.search(d.name)]
    for rule, kind in rules if len(names) >= _LEAST else []:
        for one in trainings(case):
            if kind in fold_name(one.course + one.kind) and case.in_window(one.on) and (told := _there(one, case)):
                lost = [n for n in names if not any(case.departments.same(n, t) for t in told[0])]
                if 0 < len(lost) <= max(1, len(names) // 3):
                    yield Hit(
                        object=f"{one.on} {one.course}：{'、'.join(lost)}没有参加",
                        root=f"training-departments:{one.on}:{one.course}",
                        document=rule,
                        record=told[1],
                        values={"kind": "、".join(lost)},
                        verdict="suspected" if case.covered(("training",)) else "not_evaluable",
                    )


_LEAST = 4


def _there(one: Training, case: Case) -> tuple[list[str], Source] | None:
    """Departments that came: as listed by the record, else those of the people on the sign-in sheet."""
    listed = next((f for f in one.record.fields if _PRESENT.search(f.name) and f.value), None)
    if listed is not None:
        names = [fold_department(n) for n in re.split(r"[、，,；;\s]", listed.value) if n]
        return None if re.search("各|全体|所有|全部|等", listed.value) else (names, listed.source)
    sheet = sign_in_sheet(one, case)
    if sheet is None:
        return None
    told = [f.value for r in sheet[1] for f in r.fields if re.search("部门|单位|科室", lowest_head(f.name)) and f.value]
    return ([fold_department(n) for n in told], one.source) if len(told) >= _LEAST else None


def sign_in_sheet(one: Training, case: Case) -> tuple[Record, Sequence[Record]] | None:
    """The sign-in sheet of a training with its rows of people: of the same day and course."""
    for head in case.heads:
        about = head.subject or head.text[:200]
        named = fold_name(one.course) in fold_name(about) or fold_name(about) in fold_name(one.course) and about
        if "签到" not in head.title + head.paper or head.event_on != one.on or not one.on or not named:
            continue
        sheet = head.source.locator.split(" › ")[0]
        rows = [
            r
            for r in case.rows.get(head.paper, [])
            if r.title == head.title and r.source.locator.split(" › ")[0] == sheet
        ]
        if any("姓名" in f.name for r in rows for f in r.fields):
            return head, rows
    return None


_MISSED = re.compile(
    r"(?:缺席|缺课|未参加|没参加|没有参加|没来|未到|因故)[^。；]{0,16}(?:补训|补课|补学|补上|重新培训|另行培训)"
)
_MADE_UP = re.compile("补训|补课|补学|补看|线上|视频|分批|两批|多场|另有|第二场")


@detector("H1", "missed-and-not-trained")
def missed_and_not_trained(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Many fewer people than were due came to a training, and no paper tells that the others were trained later,
    where a rule asks for it."""
    rule = next(
        (
            Source(file=p.file, locator=x.locator, quote=x.text, rule="line/1")
            for p in case.facts.normative
            for x in p.lines
            if not p.superseded and _MISSED.search(x.text)
        ),
        None,
    )
    for one in trainings(case) if rule else []:
        due = next((f for f in one.record.fields if "应到" in lowest_head(f.name)), None)
        count = re.match(r"\s*(\d+)", due.value) if due else None
        if count is None or one.present is None or not case.in_window(one.on) or _made_up(one, case):
            continue
        lost = int(count[1]) - one.present
        if lost >= max(_FEW, _SHARE * int(count[1])):
            yield Hit(
                object=f"{one.on} {one.course}：应到{count[1]}人，实到{one.present}人，没有补训",
                root=f"training-missed:{one.on}:{one.course}",
                document=rule,
                record=one.source,
                values={"kind": f"{one.course}（{lost}人）"},
                verdict="suspected" if case.covered(("training",)) else "not_evaluable",
            )


_FEW = 2
_SHARE = 0.1


def _made_up(one: Training, case: Case) -> bool:
    """Whether the row itself, or another paper that names the course, tells of later training."""
    own = any(_MADE_UP.search(f.name) and re.search(r"\d|已|完成", f.value) for f in one.record.fields)
    course = fold_name(one.course)
    said = any(_MADE_UP.search(f.value) for f in one.record.fields)
    later = (r for r in case.facts.records if r.paper != one.record.paper or r.id != one.record.id)
    return own or said or any(_MADE_UP.search(r.text) and course in fold_name(r.text) for r in later if r.row)
