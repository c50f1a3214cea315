"""Every periodic duty with its expected occurrences and what became of them: the heart of B1–B3 and of the
ledger shown."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.declaration import ApprovedException
from ..domain.facts import Prescription, Record
from ..facts.goals import days_filled
from ..facts.topics import bigram_share, core_name, fold_name, topic_of
from ..text.cadence import period_months
from ..text.dates import find_dates
from .case import Case
from .ledger import Expected, Happening, Outcome, expected_of, match
from .linking import SPECIAL, Link, about, hands_in, link
from .signs import Evidence, evidence, noted_days, own_length

_EVENTS = ("internal_audit", "management_review")


class Obligation(NamedTuple):
    """A periodic duty, its records, its outcomes, and why it cannot be judged (empty where it can)."""

    duty: Prescription
    linked: Link
    signs: list[Evidence]
    outcomes: list[Outcome]
    reason: str = ""

    @property
    def key(self) -> str:
        """What the duty is about, the same for every document that prescribes it."""
        code = next((f.code for f in self.duty.forms if f.code), None)
        if self.duty.topic in _EVENTS:
            return self.duty.topic or ""
        form = next((core_name(f.name) for f in self.duty.forms if f.name), "")
        period = self.duty.cadence.period if self.duty.cadence else ""
        return code or form or f"{self.duty.topic or core_name(about(self.duty))}:{period}"


def obligations(case: Case) -> list[Obligation]:
    """All periodic duties of the case, judged; built once."""
    if "obligations" not in case.memo:
        case.memo["obligations"] = [
            _judge(d, case) for d in case.facts.prescriptions if _periodic(d) and not _drawn_up_by_another(d, case)
        ]
    return case.memo["obligations"]


def _periodic(duty: Prescription) -> bool:
    cadence = duty.cadence
    if cadence is None or duty.modality in ("may", "should", "shall_not") and not _certain(duty):
        return False
    if cadence.period is not None and not period_months(cadence.period) and cadence.max_gap_days is None:
        return False
    return (
        not re.search(r"每人|学时|保存[^。]{0,6}年|有效期|工资|奖金|预算(?!执行|分析|完成)", duty.action)
        and duty.topic != "training"
    )


def _drawn_up_by_another(duty: Prescription, case: Case) -> bool:
    """A part handed in to a report that another rule has drawn up in its own time."""
    names = {core_name(f.name) for f in duty.forms if f.name} if hands_in(duty) else set[str]()
    others = (d for d in case.facts.prescriptions if d is not duty and d.cadence and not hands_in(d))
    return any(core_name(f.name) in names for d in others for f in d.forms if f.name)


def _certain(duty: Prescription) -> bool:
    """Permission beside a cadence (可与质量体系内审结合) does not make the duty optional."""
    return duty.modality == "may" and duty.cadence is not None and duty.source.rule.startswith("table-row")


def _judge(duty: Prescription, case: Case) -> Obligation:
    assert duty.cadence is not None
    linked = _or_measured(link(duty, case), duty, case)
    signs = _signs(duty, linked, case)
    reason = _reason(duty, linked, signs, case)
    happened = _happenings(duty, signs)
    begin = duty.effective_from
    practised = begin is not None and any(h.day < begin for h in happened)
    expected = expected_of(
        duty.cadence,
        case.window,
        case.is_workday,
        effective_from=_start(duty),
        effective_to=duty.effective_to,
        practised=practised,
        year_start=case.facts.year_start,
    )
    outcomes = match(
        expected,
        [h for h in happened if h.day <= case.as_of],
        as_of=case.as_of,
        grace=_grace,
        complete=not reason and case.covered((duty.topic,)),
        excepted=lambda e: is_excepted(duty, e, case, signs),
        deadline_known=duty.cadence.anchor is not None and not reason,
    )
    return Obligation(duty, linked, signs, outcomes, reason)


def _grace(one: Expected) -> int:
    return max(3, min(7, round(0.1 * ((one.last - one.first).days + 1))))


def _start(duty: Prescription) -> date | None:
    """自2025年第一季度起 in the duty itself comes before the document's day of effect."""
    match_ = re.search(r"自([^，。；）)]{4,16}?)起", duty.source.quote)
    own = find_dates(match_[1]) if match_ else []
    if own:
        return (
            max(own[0].first, duty.effective_from)
            if duty.effective_from and duty.effective_from > own[0].last
            else own[0].first
        )
    return duty.effective_from


def _signs(duty: Prescription, linked: Link, case: Case) -> list[Evidence]:
    measured = _wide_ledgers(case)
    ledgers = [r for r in linked.records if r.paper in measured or _undated_ledger(r.paper, case)]
    plain = Link(linked.strength, [r for r in linked.records if r not in ledgers])
    signs = evidence(duty, plain, case)
    return signs or noted_days(duty, linked, case) or _of_own_length(_measured(ledgers, measured, case), duty)


def _or_measured(linked: Link, duty: Prescription, case: Case) -> Link:
    """A duty to measure whose ledger bears no name of its own is shown by the ledgers that hold values."""
    if (
        linked.strength in ("code", "name")
        or duty.topic != "monitoring"
        or not re.search("测量|采集|统计|登记|监测|实绩", duty.process + duty.action)
    ):
        return linked
    files = _wide_ledgers(case)
    found = [h for h in case.heads if h.paper in files]
    return Link("name", found) if found else linked


def _measured(ledgers: Sequence[Record], measured: set[str], case: Case) -> list[Evidence]:
    """A measuring ledger shows a period done when any goal has a value for it, on the day noted beside it."""
    heads = {r.paper: r for r in ledgers if r.paper in measured}
    spans = {
        (m.first, m.last, m.source.file)
        for m in case.facts.measurements
        if m.source.file in heads and re.search(r"\d", m.text)
    }
    noted: dict[tuple[str, date, date | None], date] = {}
    for file in heads:
        days = days_filled(case.papers[file], case.window[0].year, case.facts.year_start)
        noted |= {(file, first, None): day for first, day in days.items()}
        for row in case.rows.get(file, []):
            if row.period and row.filled_on:
                key = (file, *row.period)
                noted[key] = max(row.filled_on, noted.get(key, row.filled_on))
    return [
        Evidence(noted.get((file, first, last)) or noted.get((file, first, None)), (first, last), heads[file])
        for first, last, file in sorted(spans)
    ]


def _of_own_length(signs: list[Evidence], duty: Prescription) -> list[Evidence]:
    """Of a ledger that holds months and quarters, those of the duty's own length where there are any."""
    own = [s for s in signs if _own_length(s.period, duty)]
    return own or signs


def drifted(one: Obligation, times: int) -> list[Outcome]:
    """The late occurrences of a duty that is late every time it is done, so that the rule itself is in question."""
    late = [o for o in one.outcomes if o.state == "late"]
    done = sum(o.state in ("late", "fulfilled") for o in one.outcomes)
    return late if len(late) >= times and len(late) >= 0.9 * done else []


def _wide_ledgers(case: Case) -> set[str]:
    """Files that hold values of three periods or more: running ledgers, not monthly reports."""
    spans: dict[str, set[date]] = {}
    for m in case.facts.measurements:
        spans.setdefault(m.source.file, set()).add(m.first)
    return {
        f
        for f, firsts in spans.items()
        if len(firsts) >= 3 and not re.search("报告|分析|纪要|通报|总结", case.papers[f].title)
    }


def _undated_ledger(paper: str, case: Case) -> bool:
    rows = case.rows.get(paper, [])
    return (
        len(rows) >= 3
        and not any(r.event_on or r.period for r in rows)
        and bool(re.search("台账|登记|清单", case.papers[paper].title))
    )


def _reason(duty: Prescription, linked: Link, signs: Sequence[Evidence], case: Case) -> str:
    if linked.strength == "weak":
        return "有名称相近的记录，未能确认是否为规定的记录"
    if linked.strength == "none" and not any(f.name for f in duty.forms) and duty.topic not in (*SPECIAL, *_EVENTS):
        return "未规定记录名称，无法识别对应记录"
    if linked.strength != "none" and not signs:
        return "记录未写明日期"
    if signs and not _happenings(duty, signs):
        return "记录所属期间与规定的周期长短不同，无法对应"
    if not case.heads:
        return "未提供记录"
    return ""


def _happenings(duty: Prescription, signs: Sequence[Evidence]) -> list[Happening]:
    found: list[Happening] = []
    for sign in signs:
        day = sign.day or (sign.period[1] if sign.period else None)
        if sign.period and not sign.day and _for_next(duty) and _own_length(sign.period, duty):
            found.append(Happening(sign.period[0] - timedelta(days=1), None, sign.record.id))
        elif day and (sign.day or _own_length(sign.period, duty)):
            found.append(Happening(day, sign.period, sign.record.id))
    if duty.topic in _EVENTS:
        return _clustered(found)
    return list(dict.fromkeys(found))


def _for_next(duty: Prescription) -> bool:
    """A plan, budget or list of needs for the next year is drawn up in this one."""
    yearly = duty.cadence is not None and duty.cadence.period == "year"
    return yearly and bool(re.search("下一?年度?|次年|来年|明年", duty.source.quote))


def _own_length(period: tuple[date, date] | None, duty: Prescription) -> bool:
    """A sign known by its period alone tells of a duty of that length only: a quarter's value is no month's."""
    months = period_months(duty.cadence.period) if duty.cadence and duty.cadence.period else 0
    return period is None or not months or own_length(period, duty)


def _clustered(found: Sequence[Happening]) -> list[Happening]:
    """Papers of one audit or review within 25 days are one event."""
    kept: list[Happening] = []
    for one in sorted(found, key=lambda h: h.day):
        if kept and (one.day - kept[-1].day).days <= 25:
            continue
        kept.append(one._replace(period=None))
    return kept


def is_excepted(duty: Prescription, one: Expected, case: Case, signs: Sequence[Evidence]) -> bool:
    """Whether an approved exception covers the occurrence."""
    if any(_covers(exception, duty, one, case) for exception in case.enterprise.exceptions):
        return True
    for rows in (case.rows.get(p, []) for p in {r.record.paper for r in signs}):
        for row in rows:
            if row.period == (one.first, one.last) and re.search(r"(?:批准|例外|同意)(?!.{0,6}未)", row.text):
                return True
    return False


def _covers(exception: ApprovedException, duty: Prescription, one: Expected, case: Case) -> bool:
    spans = [(m.first, m.last) for m in find_dates(exception.what, case.window[0].year)] or [
        (m.first, m.last) for m in find_dates(exception.reason, case.window[0].year)
    ]
    if spans and not any(
        a <= one.last and b >= one.first and (b - a) <= (one.last - one.first) + timedelta(days=3) for a, b in spans
    ):
        return False
    what = core_name(exception.what)
    names = [core_name(n) for n in (duty.process, about(duty), *(f.name for f in duty.forms), duty.action[:30]) if n]
    similar = any(len(n) >= 2 and (n in what or what in n or bigram_share(n, what) >= 0.4) for n in names)
    topic = topic_of(exception.what)
    return similar or (topic is not None and topic == duty.topic) or fold_name(exception.what) in fold_name(duty.action)


def by_key(case: Case, pick: Callable[[Obligation], bool]) -> list[Obligation]:
    """Obligations that ``pick`` accepts, the one with most occurrences first for each activity, others left out."""
    best: dict[str, Obligation] = {}
    for one in filter(pick, obligations(case)):
        old = best.get(one.key)
        if old is None or len(one.outcomes) > len(old.outcomes):
            best[one.key] = one
    return list(best.values())
