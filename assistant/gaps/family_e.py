"""Family E, versions: withdrawn forms in use, the register against the papers; practice that moved away
from the rule."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import FormEntry, Record, Source
from ..facts.identity import fold_version
from ..facts.topics import same_name
from ..text.dates import chinese_int, find_dates, month_end
from .case import Case
from .ledger import Outcome
from .linking import about
from .obligations import Obligation, by_key, drifted
from .registry import Hit, Parameters, detector

_TRANSITION = re.compile(r"过渡期|过渡使用|用完为止|可继续使用|库存表单|允许使用至|并行使用")


@detector("E1", "withdrawn-form")
def withdrawn_form(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A record on a version of its form that was withdrawn before the record was made."""
    told: set[tuple[str, str]] = set()
    for record in case.heads:
        entry = _entry(record, case)
        day = record.filled_on or record.event_on or min(record.days, default=None)
        if entry is None or not record.form.version or day is None or not case.in_window(day):
            continue
        version = fold_version(record.form.version)
        gone = _gone(entry, version, record)
        if (record.paper, version) in told:
            continue
        if gone and gone <= min(x for x in (day, record.event_on or day)) and not _in_transition(entry, day, case):
            place = _version_place(record, case)
            told.add((record.paper, version))
            yield Hit(
                object=f"{record.title}（{day}）使用{version}版",
                root=f"version:{record.id}",
                document=_rule(entry, case),
                record=place,
                values={"version": version, "current": entry.version or "", "gone": str(gone)},
                series=f"{entry.code or entry.name}:{version}",
            )


def _entry(record: Record, case: Case) -> FormEntry | None:
    return next(
        (
            f
            for f in case.facts.forms
            if (f.code and f.code == record.form.code)
            or (not f.code or not record.form.code)
            and f.name
            and same_name(f.name, record.title)
        ),
        None,
    )


def _gone(entry: FormEntry, version: str, record: Record) -> date | None:
    for old, day in entry.withdrawn:
        if old == version:
            return day or (entry.effective_on if version != fold_version(entry.version or "") else None)
    if (
        entry.version
        and version != fold_version(entry.version)
        and _older(version, entry.version)
        and entry.effective_on
    ):
        return entry.effective_on
    return None


def _older(one: str, other: str) -> bool:
    a, b = re.findall(r"[A-Z]|\d+", one), re.findall(r"[A-Z]|\d+", fold_version(other))
    return len(a) == len(b) and [x.zfill(4) for x in a] < [x.zfill(4) for x in b]


def _in_transition(entry: FormEntry, day: date, case: Case) -> bool:
    for paper in case.facts.papers:
        for line in case.lines(paper):
            if _TRANSITION.search(line.text) and (
                entry.name
                and entry.name in line.text
                or entry.code
                and entry.code in line.text
                or re.search("旧版|原表|旧表", line.text)
            ):
                ends = [m.last for m in find_dates(line.text)]
                begin = entry.effective_on
                if begin and re.search("当月[底末]|月底", line.text):
                    ends.append(month_end(begin.year, begin.month))
                spell = re.search(
                    r"(?<![\d年月])(\d{1,3}|[一二两三六])\s*(个月|天|日|周|个?工作日)(?=之?内|以内|的?过渡|后)",
                    line.text,
                )
                if begin and spell:
                    ends.append(
                        begin
                        + timedelta(
                            days=(chinese_int(spell[1]) or 1)
                            * {"个月": 31, "周": 7, "工作日": 2, "个工作日": 2}.get(spell[2], 1)
                        )
                    )
                if not ends or day <= max(ends):
                    return True
    return False


def _version_place(record: Record, case: Case) -> Source:
    for line in case.papers[record.paper].lines:
        if (
            record.form.version
            and re.sub(r"\s", "", record.form.version) in re.sub(r"\s", "", line.text)
            and (line.text in record.text or line.kind == "margin")
        ):
            return Source(file=record.paper, locator=line.locator, quote=line.quote, rule="version/1")
    return record.source


def _rule(entry: FormEntry, case: Case) -> Source:
    """A document that says the old version is withdrawn, else the register's line."""
    for paper in case.facts.papers:
        for line in case.lines(paper):
            if (
                paper.kind in ("manual", "procedure", "work_instruction")
                and re.search("作废|停用|停止使用", line.text)
                and (entry.name and entry.name in line.text or entry.code and entry.code in line.text)
            ):
                return Source(file=paper.file, locator=line.locator, quote=line.quote, rule="version/1")
    return entry.source


@detector("E1", "register-against-paper")
def register_against_paper(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The version on a controlled document differs from the one registered as current."""
    for entry in case.facts.documents:
        papers = [
            p
            for p in case.facts.papers
            if p.code == entry.code and p.kind in ("manual", "procedure", "work_instruction")
        ]
        if len(papers) != 1 or not entry.version or not papers[0].version:
            continue
        own, listed = fold_version(papers[0].version), fold_version(entry.version)
        if own == listed or not re.fullmatch(r"[A-Z]/\d+", own) or not re.fullmatch(r"[A-Z]/\d+", listed):
            continue
        line = next((x for x in papers[0].lines if own in fold_version(x.text)), papers[0].lines[0])
        yield Hit(
            object=f"{entry.code} {entry.name}：清单{listed}，文件{own}",
            root=f"register:{entry.code}",
            document=Source(file=papers[0].file, locator=line.locator, quote=line.quote, rule="version/1"),
            record=entry.source,
            values={"version": own, "current": listed, "gone": ""},
        )


@detector("E2", "practice-moved", kind="statistic")
def practice_moved(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Every occurrence of a duty late in the same way: the rule may be out of date rather than the people."""
    for one in by_key(case, lambda o: not o.reason):
        late = drifted(one, int(parameters.get("times", 4)))
        if late:
            yield Hit(
                object=f"{about(one.duty)} 连续{len(late)}次同向偏离规定",
                root=f"late:{one.key}:{late[0].expected.first}",
                document=one.duty.source,
                record=_first_late(late[0], one),
                severity="low",
            )


def _first_late(outcome: Outcome, one: Obligation) -> Source | None:
    """The row or record that shows the first late occurrence, on its day where it tells one."""
    sign = next(
        (s for s in one.signs if s.period and s.period[0] == outcome.expected.first or s.record.id in outcome.keys),
        None,
    )
    return sign.record.source if sign else None
