"""Trainings held and their evaluations as the papers tell them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain.facts import Line, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.ledger_rows import below_the_rows
from ..facts.topics import bigram_share, fold_name
from ..text.dates import find_dates
from .case import Case


@dataclass
class Training:
    """One training held: last day, course, kind, head counts."""

    on: date | None
    first_on: date | None
    course: str
    kind: str
    audience: str
    present: int | None
    source: Source
    record: Record


@dataclass
class Evaluation:
    """One evaluation of a training."""

    on: date | None
    trained_on: date | None
    course: str
    present: int | None
    source: Source
    record: Record


_TAUGHT = r"(?:讲|学|教|培训|上)(?:了|的|的是)?(?:什么|啥)"
"""讲什么: the course, in a heading as people talk."""
_COURSE = rf"课程|课题|科目|专题|主题|名称|题目|{_TAUGHT}"
_HELD_ON = "培训(?:日期|时间)|授课|举办|开课|上课|开班|实施(?:日期|时间)"
_EVALUATED_ON = "(?:评价|评估|评定)(?:日期|时间)|考核日期|哪天(?:考|问|看|测)|(?:考|问|测)的?(?:日期|时间)"


def trainings(case: Case) -> list[Training]:
    """Trainings of ledgers, else of single training records."""
    if "trainings" not in case.memo:
        rows = [t for r in case.facts.records if r.row and _held_row(r) and (t := _of_row(r))]
        papers = [t for r in case.heads if _held_paper(r) and (t := _of_paper(r))]
        extra = [t for t in papers if not any(_same(t, o) for o in rows)]
        case.memo["trainings"] = rows + extra
    return case.memo["trainings"]


def _held_row(record: Record) -> bool:
    heads = "/".join(f.name for f in record.fields)
    held = record.topic == "training" or record.topic == "training_evaluation" and not re.search("评|分|考|效果", heads)
    return (
        held
        and not re.search(
            "计划|需求|签到|方案|(?:文件|记录|表单)[^，。]{0,6}(?:清单|目录)", record.title.replace("台账签到", "台账")
        )
        and bool(re.search(f"{_COURSE}|内容|项目|类别|培训", heads))
        and bool(re.search("日期|时间|哪天|几号|什么时候", heads))
    )


def _held_paper(record: Record) -> bool:
    return (
        record.topic == "training"
        and bool(re.search("签到|记录|登记|实施|小结|总结", record.title))
        and not re.search("台账|计划|制度|程序", record.title)
    )


def _of_row(record: Record) -> Training | None:
    day = next((f for f in record.fields if f.on and not re.search("录入|登记|评价", f.name)), None)
    course = _value(record, f"{_COURSE}|内容") or _value(record, "项目|培训(?!日期|时间|方式|对象|地点|人数|讲师)")
    if day is None or not course:
        return None
    days = [m.first for m in find_dates(day.value, day.on.year if day.on else None) if m.precision == "day"] or [day.on]
    return Training(
        max(d for d in days if d),
        min(d for d in days if d),
        course,
        _value(record, "类别|类型|分类|种类"),
        _value(record, "对象|参加|范围"),
        _present(record),
        record.source,
        record,
    )


def _of_paper(record: Record) -> Training | None:
    course = record.subject or next(
        (f.value for f in record.fields if re.search(f"{_COURSE}|内容|培训项目", f.name) and f.value), ""
    )
    if not record.event_on or not course:
        return None
    number = next((f.value for f in record.fields if re.search("实到|人数", f.name)), "")
    kind = next((f.value for f in record.fields if re.search("类别|类型", f.name)), "")
    audience = next((f.value for f in record.fields if re.search("对象|参加", f.name)), "")
    return Training(record.event_until, record.event_on, course, kind, audience, _number(number), record.source, record)


_CARRIED = re.compile(
    r"(?:上一?|前一|头)年(?:度|末|底|第?四季度|1[0-2]月份?|十[一二]?月份?)?[^。；;]{0,24}(?:算|计|记|列|归|视)[^。；;，]{0,4}(?:当|本|次|这一|第二)年"
)
_HELD_BEFORE = re.compile("已(?:经)?(?:办|开展|完成|举办|培训|实施)")
_ALIKE = 0.6
_BEFORE = timedelta(days=92)
"""How far before the window a training may lie that is carried over."""


def carried_over(one: Training, case: Case) -> bool:
    """A training of the months before that a rule counts to this year, or this year's plan lists as held."""
    if one.on is None or not case.window[0] - _BEFORE <= one.on < case.window[0]:
        return False
    if any(_CARRIED.search(x.text) and "训" in x.text for p in case.facts.normative for x in case.lines(p)):
        return True
    rows = (r for r in case.facts.records if r.row and r.topic == "training_plan" and _HELD_BEFORE.search(r.text))
    return any(bigram_share(fold_name(one.course), fold_name(f.value)) >= _ALIKE for r in rows for f in r.fields)


def _same(one: Training, other: Training) -> bool:
    near = one.on is not None and other.on is not None and abs((one.on - other.on).days) <= 3
    return near and (bigram_share(fold_name(one.course), fold_name(other.course)) >= 0.3 or one.course == "")


def evaluations(case: Case) -> list[Evaluation]:
    """All evaluations: forms, sheets, rows of a summary, or an evaluation column in the training ledger itself."""
    if "evaluations" not in case.memo:
        case.memo["evaluations"] = [
            e
            for r in case.facts.records
            if r.topic == "training_evaluation" and not (r.row and _held_row(r)) and (e := _evaluation(r, case))
        ]
    return case.memo["evaluations"]


def _evaluation(record: Record, case: Case) -> Evaluation | None:
    if (
        not record.row
        and len(case.rows.get(record.paper, [])) >= 2
        and not any(re.search("培训日期|课程|课题|科目", f.name) for f in record.fields)
    ):
        return None
    course = next(
        (f.value for f in record.fields if re.search(f"{_COURSE}|培训内容|项目", f.name) and f.value),
        "",
    )
    trained = next((f for f in record.fields if f.on and re.search(_HELD_ON, f.name)), None)
    evaluated = next(
        (f for f in record.fields if f.on and re.search(_EVALUATED_ON, f.name)),
        None,
    )
    if not course and not trained and not record.event_on:
        return None
    present = next((f.value for f in record.fields if re.search("参训|人数|实到", f.name)), "")
    day = evaluated.on if evaluated else (record.filled_on if trained else record.event_on)
    source = trained.source if trained else record.source
    days = (
        [m.first for m in find_dates(trained.value, trained.on.year if trained.on else None)]
        if trained and trained.on
        else []
    )
    return Evaluation(
        day,
        max(days) if days else None,
        course or record.text[:80],
        _number(present),
        evaluated.source if evaluated else source,
        record,
    )


def evaluated(training: Training, case: Case) -> Evaluation | None:
    """The evaluation of a training: by its day, or by its course."""
    best: tuple[float, Evaluation] | None = None
    for one in evaluations(case):
        near = training.on is not None and one.trained_on is not None and abs((training.on - one.trained_on).days) <= 2
        near = near or one.trained_on is None and not one.record.row and training.on in one.record.days[:-1]
        share = bigram_share(fold_name(training.course), fold_name(one.course))
        text = fold_name(training.course) in fold_name(one.record.text + one.record.paper)
        after = one.on is None or training.first_on is None or one.on >= training.first_on
        score = 2.0 * near + share + 0.8 * text
        if after and (near or share >= 0.5 or text and not one.trained_on) and (best is None or score > best[0]):
            best = (score, one)
    return best[1] if best else None


def _value(record: Record, pattern: str) -> str:
    return next((f.value for f in record.fields if re.search(pattern, f.name) and f.value), "")


def _present(record: Record) -> int | None:
    """How many came: a column of its own under 应到/实到, or the second figure of a cell 60/58."""
    named = [f for f in record.fields if f.value and re.search("实到|出勤|参训人数|参加人数", f.name)]
    own = [f for f in named if re.search("实到|出勤|人数", lowest_head(f.name)) and "应到" not in lowest_head(f.name)]
    cell = next(iter(own or named), None)
    both = re.search(r"\d+\s*[/／]\s*(\d+)", cell.value) if cell else None
    return int(both[1]) if both else _number(cell.value if cell else _value(record, "人数|几个人"))


def signed_in(training: Training, case: Case) -> tuple[int, Source] | None:
    """The head count the sign-in sheet of the same days states in words: 实到8人."""
    for record in case.heads:
        days = {d for d in (record.event_on, record.event_until, record.filled_on) if d}
        about = fold_name(training.course) in fold_name(record.text) or _same_day_only(record, training, case)
        if "签到" not in record.title + record.paper or training.on not in days or not about:
            continue
        for line in case.papers[record.paper].lines:
            match = _CAME.search(line.text) if line.text in record.text and _beside(line) else None
            if match:
                place = Source(file=record.paper, locator=line.locator, quote=line.text, rule="sign-in/1")
                return int(match[1] or match[2]), place
    return None


def _beside(line: Line) -> bool:
    return not line.heads or below_the_rows(line.cells)


_CAME = re.compile(
    r"实到\s*[：:]?\s*(\d{1,3})\s*人?|(?:到会|出席|参训|参加)(?:人数|人员)?(?:共|计|为|：|:)\s*(\d{1,3})\s*人"
)


def _same_day_only(record: Record, training: Training, case: Case) -> bool:
    """A sign-in sheet of a day with a single training is about that training."""
    return record.topic == "training" and sum(t.on == training.on for t in trainings(case)) == 1


def _number(text: str) -> int | None:
    match = re.search(r"\d+", text)
    return int(match[0]) if match else None


def headcount_place(record: Record) -> Source | None:
    """The line that tells how many took part."""
    counted = (f for f in record.fields if re.search("人数|实到|参训", f.name) and re.search(r"\d", f.value))
    return next((f.source for f in counted), None)
