"""Family A, release of documents: too little time between release and effect, training only after effect."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Line, Paper, Prescription, Source
from ..facts.topics import core_name, fold_name
from ..text.calendar import limit_of, workdays_between
from .case import Case
from .family_a import normative, place_at
from .registry import Hit, Parameters, detector
from .trainings import trainings


@detector("A6", "rushed-release")
def rushed_release(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Less time between release and effect than the rule asks, or effect before release."""
    rule = _least_interval(case)
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
            or (rule and paper.kind != "manual" and _too_short(rule, paper, case))
            or (rule is None and days == 0)
        ):
            line = _date_line(paper)
            yield Hit(
                object=f"{paper.code or ''} {paper.title}：{paper.released_on}发布，{paper.effective_on}实施".strip(),
                root=f"release:{paper.code or paper.file}",
                document=place_at(paper, line),
                record=_elsewhere(paper, case) or (rule.source if rule else None),
                values={"days": str(days)},
            )
    yield from _trained_late(case)


def _least_interval(case: Case) -> Prescription | None:
    """The rule that asks for time between release and effect."""
    duties = case.facts.prescriptions
    return next((d for d in duties if any(x.at_least and x.event == "发布" for x in d.deadlines)), None)


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
        (
            x
            for x in paper.lines[:16]
            if re.search("实施|生效|施行|执行|启用|起照|照这", x.text) and re.search(r"\d", x.text)
        ),
        paper.lines[0],
    )


def _bare_title(paper: Paper) -> str:
    return re.sub(r"[\s（(]*第[一二三四五六七八九十\d]+版[)）]?", "", paper.title)


def _elsewhere(paper: Paper, case: Case) -> Source | None:
    """The change request that tells the same days."""
    for record in case.heads:
        if (
            record.topic == "document_control"
            and (paper.code and paper.code in record.text or _bare_title(paper) in record.text)
            and not case.rows.get(record.paper, [])
            or record.topic == "document_control"
            and "申请" in record.title
            and paper.title in record.text
        ):
            for line in case.papers[record.paper].lines:
                if (
                    re.search("实施|生效|执行", line.text)
                    and re.search("发布|签字|批准", line.text)
                    and re.search(r"\d{4}", line.text)
                ):
                    return Source(file=record.paper, locator=line.locator, quote=line.quote, rule="line/1")
    return None


def _trained_late(case: Case) -> Iterator[Hit]:
    """Training on a document after it took effect, where a rule asks for training before."""
    rule = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"(?:实施|生效|施行|执行|启用)(?:日|日期|之日)?(?:之|以)?前[^。；]{0,20}(?:培训|宣贯|学习|学一遍|教|讲)|"
                r"(?:培训|宣贯|学习|讲)[^。；]{0,12}(?:后|合格|完|好)[^。；]{0,6}(?:方可|方能|再|才可?能?|才准)?(?:实施|生效|执行|启用|施行)|"
                r"(?:未经?|没有?)(?:过|经过)?(?:培训|宣贯)[^。；]{0,6}不(?:得|能|准|许)(?:实施|生效|执行|启用|施行)|"
                r"先(?:培训|宣贯)[，、,]?(?:再|后)(?:实施|执行|启用)",
                d.source.quote,
            )
        ),
        None,
    )
    if rule is None:
        return
    titles = [p.title for p in normative(case)]
    for paper in normative(case):
        if not paper.effective_on or not case.in_window(paper.effective_on):
            continue
        days: list[tuple[date, Source]] = [
            (t.on, t.source) for t in trainings(case) if t.on and _teaches(t.course, paper, titles)
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


def _teaches(course: str, paper: Paper, titles: list[str]) -> bool:
    """Whether a course is about a document: by title, code, or the end of its title no other document shares."""
    if (
        paper.title in course
        or core_name(paper.title) in fold_name(course)
        or (paper.code is not None and paper.code in course)
    ):
        return True
    named = re.findall(r"[一-鿿]{3,}?(?:规定|办法|程序|制度|手册|规程|细则|规范)", course)
    return any(len(n) >= 5 and [t for t in titles if t.endswith(n)] == [paper.title] for n in named)
