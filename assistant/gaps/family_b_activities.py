"""Family B, order of activities: what a rule puts before the review, and was done after it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..domain.facts import Record, Source
from ..facts.topics import PARENT
from .case import Case
from .registry import Hit, Parameters, detector


class _Activity(NamedTuple):
    name: str
    words: str
    topics: tuple[str, ...]
    report: str
    """What the title of the paper says that closes the activity."""


_ACTIVITIES = (
    _Activity("评估", r"(?:两化融合|自|年度|自我)?评估(?!诊断规范)", ("appraisal",), "评估|自评"),
    _Activity("内部审核", r"内部审核|内审(?!员)", ("internal_audit",), "报告"),
    _Activity("考核", r"(?:年度|绩效|目标)?考核", ("assessment",), "考核"),
    _Activity("管理评审", r"管理评审|管评", ("management_review",), "报告|纪要|记录"),
)
_ORDERS = tuple(
    (first, then, re.compile(
        rf"(?:{first.words})[^。；;，]{{0,10}}(?:在|于|赶在|放在)(?:当年|本年|年度|每年)?(?:度)?(?:的)?(?:{then.words})"
        rf"(?:会议|会)?(?:召开|开始|举行|进行)?(?:之|以)?前|"
        rf"先(?:做|开展|进行|完成|搞)?[^。；;，]{{0,4}}(?:{first.words})[^。；;]{{0,10}}(?:再|后|才)[^。；;]{{0,6}}(?:{then.words})|"
        rf"(?:{then.words})[^。；;，]{{0,10}}(?:在|于|放在|安排在)(?:{first.words})[^。；;，]{{0,6}}(?:之|以)?后"
    ))
    for first in _ACTIVITIES for then in _ACTIVITIES if first != then
)  # fmt: skip


@detector("B4", "activity-before-its-condition")
def activity_before_its_condition(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """An activity reported after another one that a rule says must come later."""
    told: set[tuple[str, str, date]] = set()
    for rule, text in _rules(case):
        for first, then, order in _ORDERS:
            if not order.search(text):
                continue
            for held in _closed(then, case):
                early = held.event_on or held.filled_on
                late = _after(first, early, case) if case.in_window(early) and early else None
                if late is None or early is None or (first.name, then.name, early) in told:
                    continue
                told.add((first.name, then.name, early))
                yield Hit(
                    object=f"{then.name}{early}，{first.name}{late[0]}才完成",
                    root=f"activity-order:{first.name}:{then.name}:{early}",
                    document=rule,
                    record=late[1],
                    values={"first": str(early), "second": str(late[0]), "step": first.name, "next": then.name},
                )


def _rules(case: Case) -> Iterator[tuple[Source, str]]:
    """Lines of the documents in force that speak of what comes before or after."""
    for paper in case.facts.normative:
        for line in () if paper.superseded else case.lines(paper):
            text = line.text.replace("\n", "")
            if re.search("前|后|再", text):
                yield Source(file=paper.file, locator=line.locator, quote=line.quote, rule="order/1"), text


def _closed(activity: _Activity, case: Case) -> list[Record]:
    return [
        r
        for r in case.heads
        if PARENT.get(r.topic or "", r.topic) in activity.topics
        and re.search(activity.report, r.title)
        and not re.search("计划|方案|通知|输入|检查表|签到|跟踪|程序|办法|规定", r.title)
    ]


def _after(first: _Activity, day: date, case: Case) -> tuple[date, Source] | None:
    """When the first activity of that year was done, where every paper of it is dated behind the other."""
    own = [(r.filled_on or r.event_on, r) for r in _closed(first, case)]
    same = [(d, r) for d, r in own if d and d.year == day.year]
    if not same or any(d <= day for d, _ in same):
        return None
    done, record = min(same, key=lambda x: x[0])
    place = next((s.source for s in record.signatures if s.on == done), record.source)
    return done, place
