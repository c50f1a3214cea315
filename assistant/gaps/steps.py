"""Steps done, as records tell them: what act, about what object, on which day and where it stands."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..domain.facts import Field, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.identity import clean_name
from ..facts.topics import bigram_share, fold_name
from ..text.dates import find_dates
from .acts import Act
from .case import Case
from .family_b_content import started
from .trainings import trainings

PLANNED = re.compile("计划|预计|拟|要求|期限|目标|应|限期|截止|申请")
"""Labels of days that were only meant or asked for."""
_NO_RECORD = re.compile("计划|通知|办法|规定|程序|模板|方案$|目录|清单$")
_MEANT = re.compile("计划|进度|里程碑|方案|目标|分解")
"""Papers whose days are mostly days meant."""
_OBJECT = re.compile("项目|系统|名称|设备|平台|模块|软件|对象|内容|合同|标的|供应商|服务商|课程")
_COMMON = re.compile(
    r"系统|项目|平台|管理|记录|报告|[单表]$|实施|方案|采购|合同|验收|评审|试运行|匹配|调整|性|审批|立项|申请|操作|培训|"
    r"比价|签字|20\d\d年?|[（()）\s\-—_]"
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,6}[-—]?20\d\d[-—]?\d{1,3}(?!\d)")
"""The number of a project, contract or change, by which papers refer to each other."""
IN_PROSE = "clause/1"
"""Reader of days told in running text: often in passing, in a paper about something else."""
_IN_PROSE = ("立项", "合同签订", "采购", "数据切换", "验收", "投入运行")
_DAY_LIKE = re.compile(r"\d\s*[月./-]\s*\d")
_NOT_DONE = re.compile("计划|预计|拟|将|打算|争取|应|须|要求|未|没|前|不迟于|截止|查|抽")
"""Clauses that tell what was meant, or what somebody looked at."""
_PART = re.compile(r"[一二三四五六七八九十\d]+(?=[期批号线])|(?<=第)[一二三四五六七八九十\d]+")
"""Which part of a thing a name is about: 二期, 3号线, 第一批."""


class Step(NamedTuple):
    """A step done: what it is about, its day, where it is told and by which record."""

    about: str
    day: date
    source: Source
    name: str
    record: Record | None = None


def steps(act: Act, case: Case, *, approved: bool = False) -> list[Step]:
    """Everything the records tell of an act, each with its day; ``approved``: the day its paper was signed."""
    key = f"steps:{act.name}:{approved}"
    if key not in case.memo:
        case.memo[key] = [*_steps(act, case, approved)]
    return case.memo[key]


def _steps(act: Act, case: Case, approved: bool) -> Iterator[Step]:
    if act.name == "投入运行":
        yield from (Step(_about(name, ""), day, place.source, name, place) for name, day, place in started(case))
    if act.name == "操作培训":
        yield from (Step(_about(t.course, ""), t.on, t.source, t.course, t.record) for t in trainings(case) if t.on)
        return
    if act.name in _IN_PROSE:
        yield from _told_in_prose(act, case)
    for record in case.facts.records:
        named, file = object_of(record), clean_name(record.paper)
        day, source = _own_day(act, record, approved), record.source
        if day is None:
            meant = case.papers[record.paper].kind == "plan" or _MEANT.search(record.title)
            label = next((f for f in dated(record) if not meant and act.label.search(lowest_head(f.name))), None)
            day, source = (label.on, label.source) if label else (None, source)
        else:
            source = source_of(record, day)
        if day:
            about = _about(named, "" if record.row else file)
            yield Step(about, day, source, named or (record.title if record.row else file), record)


def _told_in_prose(act: Act, case: Case) -> Iterator[Step]:
    """合同5月8日签的: an act beside its day in running text."""
    for told in dated_clauses(case):
        for word in re.finditer(f"{act.told.pattern}|{act.record.pattern}", told.text):
            before, after = told.text[word.end() : told.start], told.text[told.end : word.start()]
            beside = word.end() <= told.start and re.fullmatch("[于在为是：:（(]{0,2}", before)
            if beside or told.end <= word.start() and re.fullmatch("[起已，、]?[^，。；\\d]{0,4}", after):
                file = clean_name(told.record.paper)
                named = object_of(told.record)
                yield Step(_about(named, file), told.day, told.source, named or file, told.record)
                break


class DatedClause(NamedTuple):
    """A clause of a record with the one day it tells, and where in it."""

    text: str
    day: date
    start: int
    end: int
    source: Source
    record: Record


def dated_clauses(case: Case) -> list[DatedClause]:
    """Clauses of records, in running text, that tell of one day each what was done on it."""
    if "dated_clauses" not in case.memo:
        case.memo["dated_clauses"] = [x for r in case.heads if r.days for x in _clauses(r, case)]
    return case.memo["dated_clauses"]


def _clauses(record: Record, case: Case) -> Iterator[DatedClause]:
    paper = case.papers[record.paper]
    if paper.kind not in ("record", "other") or _MEANT.search(record.title):
        return
    for line in case.lines(paper):
        if line.kind == "header_row" or line.heads or not _DAY_LIKE.search(line.text) or line.text not in record.text:
            continue
        source = Source(file=record.paper, locator=line.locator, quote=line.quote, rule=IN_PROSE)
        for clause in re.split("[，。；;|　]", line.text):
            days = [m for m in find_dates(clause, record.days[0].year) if m.precision == "day"]
            if len(days) == 1 and not _NOT_DONE.search(clause):
                yield DatedClause(clause, days[0].first, days[0].start, days[0].end, source, record)


def dated(record: Record) -> Iterator[Field]:
    """Labelled days on which something was done."""
    return (f for f in record.fields if f.on and not PLANNED.search(lowest_head(f.name)))


def _own_day(act: Act, record: Record, approved: bool) -> date | None:
    """The day of an act that has a record of its own; a trial run is done when it ends."""
    name = record.title + clean_name(record.paper)
    if (
        record.row
        or not act.record.search(name)
        or _NO_RECORD.search(record.title)
        or not act.yearly
        and re.search("管理评审", name)
    ):
        return None
    signed = max((s.on for s in record.signatures if s.on and s.role == "批准"), default=None)
    if approved and signed:
        return signed
    ends = re.compile("结束|截止|止$|完成") if act.name == "试运行" else act.label
    label = next((f for f in dated(record) if ends.search(lowest_head(f.name))), None)
    if label:
        return label.on
    day = record.event_until if act.name == "试运行" else record.event_on
    return day if day and act.name != "合同签订" else signed or day or record.filled_on


def source_of(record: Record, day: date) -> Source:
    """Where a record tells a day."""
    places = [f.source for f in record.fields if f.on == day] + [s.source for s in record.signatures if s.on == day]
    return places[0] if places else record.source


def object_of(record: Record) -> str:
    """What a record says it is about."""
    named = (f.value for f in record.fields if f.value and not f.on and _OBJECT.search(lowest_head(f.name)))
    return next(named, record.subject if record.row else "")


def _about(named: str, file: str) -> str:
    """Its name in the form, else what the file is called besides the form, without words many names share."""
    told = [_COMMON.sub("", fold_name(x)) for x in (named, file)]
    return max(told, key=len)[:24]


def same_object(one: Step, other: Step, *, alone: bool) -> bool:
    """Whether two steps are about one thing: one record, one number, or one name."""
    if one.record and other.record and one.record.id == other.record.id:
        return True
    if alone and (len(one.about) < 2 or len(other.about) < 2):
        return True
    parts = [set(_PART.findall(s.name)) for s in (one, other)]
    if all(parts) and not parts[0] & parts[1]:
        return False
    letters = _letters(one.about) & _letters(other.about)
    short, long = sorted((one.about, other.about), key=len)
    return (
        bool(letters or _numbers(one) & _numbers(other))
        or len(short) >= 2
        and (short in long or bigram_share(short, long) >= 0.5)
    )


def _letters(text: str) -> set[str]:
    return set(re.findall("[A-Za-z]{2,}", text.upper()))


def _numbers(step: Step) -> set[str]:
    return set(_NUMBER.findall(step.record.text)) if step.record else set()
