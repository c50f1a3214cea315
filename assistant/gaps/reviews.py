"""Management reviews and their decisions as the papers tell them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..domain.facts import Record, Source
from ..text.dates import find_dates
from ..text.relative_dates import dated_from, days_ahead
from ..text.roles import is_person
from .case import Case

DECISION = re.compile(
    r"(?:决议|决定|措施|事项)[^\n]{0,12}(?:责任人|负责人|责任部门)[^\n]{0,14}(?:时限|期限|完成|时间)|"
    r"(?:由|责成|请)[^，。；]{2,24}(?:负责|牵头|落实|组织)[^。；]{0,40}(?:月|日|季度|年底|前)|责任(?:人|部门)[：:][^，。；]{2,12}.{0,40}(?:期限|时间|前)|完成(?:期限|时间)[：:]|"
    r"[^，。；]{2,14}(?:负责|牵头)[，,]?[^，。；]{0,12}(?:月底?|日|季度|年底)之?前|"
    r"(?:定的事|定了|议定|决定)[^\n]{0,4}[：:][^\n]{4,80}?\d{1,2}月\d{1,2}日|"
    r"[^，。；]{2,20}(?:于|在)?\d{1,2}月(?:\d{1,2}日|底)?前(?:完成|提交|落实|整改|拿出)"
)
_ACTION = re.compile(
    r"^事情?$|[做干办](?:啥|什么)|要[干办]|行动|待办|议定|定的|定了什么|什么事|做什么|要做的|措施|决议|决定|事项|改进|内容|要求|任务"
)
_OWNER = re.compile(r"^谁|谁做|谁负责|责任|负责|承办|牵头|主办|主责|落实(?:部门|单位|人)")
_DUE = re.compile(
    r"[几哪][号天日]以?前|哪天|几号|多久|什么时候|何时|期限|完成时间|时限|(?:计划|要求|预计|应)完成|完成(?:日期|时点)|计划时间|时间节点|截止|时间要求"
)
_PROGRESS = re.compile(
    r"做完|办完|(?:执行|办理|实施|推进)(?:情况|结果)|(?:做|办)得|(?:做|办)到哪|怎么?样|看到(?:什么|了什么|啥)|(?:哪天|谁)(?:去)?问|问的|核$|核对|报.{0,2}总|报(?:经理|领导)|报告|完成情况|进展|"
    r"跟踪|核实|验证|落实|实际完成|状态|结果|效果|反馈|闭环|确认"
)
_UNDER_WAY = re.compile(
    r"\s*(?:正在|仍在|尚在|还在)?[^，。；]{0,4}(?:进行|推进|实施|办理|商谈|洽谈|协调|研究)中?\s*$|"
    r"\s*未完成\s*$"
)
_DONE = re.compile(r"(?<!未)(?<!没)(?<!没有)完成|已|关闭|闭环|办结|落实|达成|[未没]到期")
_PENDING = re.compile(r"[未没]到期|延期|顺延|申请延|调整至|转入|未完成，|部分完成")


_YEAR = 366


@dataclass
class Review:
    """One management review: its day and its papers."""

    on: date
    minutes: list[Record] = field(default_factory=list[Record])
    inputs: list[Record] = field(default_factory=list[Record])
    signins: list[Record] = field(default_factory=list[Record])
    plans: list[Record] = field(default_factory=list[Record])
    special: bool = False


@dataclass
class Decision:
    """One decision: from the minutes, or a row of the tracking table (``tracked``)."""

    action: str
    owner: str
    due: date | None
    source: Source
    review_on: date | None = None
    tracked: bool = False
    done: bool = False
    due_told: str = ""


def reviews(case: Case) -> list[Review]:
    """Reviews in the window by day; papers within 25 days before and 10 after belong together."""
    if "reviews" not in case.memo:
        case.memo["reviews"] = _build(case)
    return case.memo["reviews"]


def _build(case: Case) -> list[Review]:
    found: list[Review] = []
    family = [
        r for r in case.heads if r.topic in ("review_minutes", "review_input", "management_review", "review_plan")
    ]
    minutes = [
        r
        for r in family
        if r.topic == "review_minutes"
        or r.topic == "management_review"
        and re.search("纪要|报告|记录|会议", r.title)
        and "签到" not in r.title
    ]
    for record in minutes:
        if record.event_on and case.in_window(record.event_on):
            same = next((v for v in found if abs((v.on - record.event_on).days) <= 10), None)
            if same is None:
                same = Review(record.event_on, special="专题" in record.title or "专题" in record.text[:80])
                found.append(same)
            same.minutes.append(record)
    for record in family:
        day = record.event_on
        near = _nearest(found, day) if day else None
        if near is None or day is None or record in minutes or not -60 <= (day - near.on).days <= 15:
            continue
        group = (
            near.signins
            if "签到" in record.title
            else near.plans
            if record.topic == "review_plan"
            else near.inputs
            if record.topic == "review_input"
            else None
        )
        if group is not None:
            group.append(record)
    for review in found:
        review.minutes.sort(key=lambda r: "纪要" not in r.title)
    return sorted(found, key=lambda v: v.on)


def _nearest(found: list[Review], day: date) -> Review | None:
    return min(found, key=lambda v: abs((v.on - day).days), default=None)


def decisions(case: Case) -> list[Decision]:
    """Decisions of all reviews: rows of minutes and of tracking tables."""
    if "decisions" not in case.memo:
        found = [d for r in reviews(case) for m in r.minutes for d in _of_minutes(m, r.on, case)]
        found += [d for m, on in _earlier(case) for d in _of_minutes(m, on, case) if d.due and case.in_window(d.due)]
        tracking = [
            h
            for h in case.heads
            if h.topic == "review_tracking" or re.search("决议.*(?:跟踪|落实)|(?:评审|管评).*(?:跟踪|改进)", h.title)
        ]
        for head in tracking:
            if head.source.quote == head.text and head.subject:
                found.append(Decision(head.subject, "", None, head.source, None, True, True))
            found += [
                d for row in case.rows.get(head.paper, []) if row.title == head.title and (d := _of_row(row, True))
            ]
        case.memo["decisions"] = found
    return case.memo["decisions"]


def _earlier(case: Case) -> Iterator[tuple[Record, date]]:
    """Minutes of the reviews before the window: their decisions may fall due inside it."""
    for record in case.heads:
        day = record.event_on
        if record.topic == "review_minutes" and day and 0 < (case.window[0] - day).days <= _YEAR:
            yield record, day


def _of_minutes(minutes: Record, review_on: date, case: Case) -> list[Decision]:
    rows = [d for row in case.rows.get(minutes.paper, []) if (d := _of_row(row, False))]
    rows = rows or list(_of_prose(minutes, case))
    for one in rows:
        one.review_on = review_on
    return rows


def _of_prose(minutes: Record, case: Case) -> Iterator[Decision]:
    """会议决定：一、制造部张三负责，8月底前完成…"""
    decided = False
    held = minutes.event_on
    for line in case.lines(case.papers[minutes.paper]):
        decided = decided or bool(re.search(r"决定|决议|确定|议定|要求|定了|定的|定下|说定|敲定", line.text))
        if not decided or line.heads:
            continue
        for said in re.split(r"[；;。]", re.split(r"决定[:：]|决议[:：]|确定[:：]|议定[:：]|如下", line.text)[-1]):
            clause = dated_from(_COUNTED.sub("", said), held) if held else said
            due = next(
                (
                    m.last
                    for m in (days_ahead(clause, held) if held else find_dates(clause))
                    if re.match(r"\s*(?:之?前|以前)", clause[m.end :]) or re.search("期限|时间", clause[: m.start])
                ),
                None,
            )
            owner = re.search(r"由?([\u4e00-\u9fff]{2,14}?)(?:负责|牵头|落实)", clause) or _named_owner(clause)
            if due and owner and len(clause) >= 8:
                source = Source(file=minutes.paper, locator=line.locator, quote=line.quote, rule="decision/1")
                yield Decision(
                    re.sub(r"^[^\u4e00-\u9fff]*[一二三四五六七八九十]?[、.]", "", clause).strip(), owner[1], due, source
                )


_COUNTED = re.compile(r"^[^，。：:\d]{0,12}[：:](?=\s*[（(]?[\d一二三①])")
"""定下四件事：1. …: what opens the first of the decisions."""


def _named_owner(clause: str) -> re.Match[str] | None:
    """扫码枪备5把，余春林，1月30日前: what, who and by when, with commas between them."""
    match = re.search(
        r"[，,：:\s](?P<o>[\u4e00-\u9fff]{2,4}(?:[、和跟][\u4e00-\u9fff]{2,4})*)\s*[，,（(\s]\s*(?=[\d二本今明])",
        clause,
    )
    if match is None or not all(is_person(n) for n in re.split("[、和跟]", match["o"])):
        return None
    return re.search(f"({match['o']})", clause)


def _of_row(row: Record, tracking: bool) -> Decision | None:
    action = next(
        (
            f
            for f in row.fields
            if _ACTION.search(f.name) and f.value and not _OWNER.search(f.name) and not _PROGRESS.search(f.name)
        ),
        None,
    )
    owner = next((f.value for f in row.fields if _OWNER.search(f.name)), "")
    due = next((f for f in row.fields if _DUE.search(f.name)), None)
    if action is None or (due is None and not owner):
        return None
    day = due.on if due else None
    if due and not day:
        mention = next((m for m in find_dates(due.value, row.days[0].year if row.days else None)), None)
        day = mention.last if mention else None
    progress = [f for f in row.fields if _PROGRESS.search(f.name)]
    done = [f for f in progress if f.value and not re.fullmatch(r"[—\-/／]+", f.value)]
    told = bool(done) and (
        len(done) >= max(1, len(progress) - 1) or any(re.search("完成|已|关闭|落实", f.value) for f in done)
    )
    states = [f.value for f in progress if not f.on]
    told = told and not (any(map(_UNDER_WAY.match, states)) and not any(map(_DONE.search, states)))
    pending = bool(_PENDING.search(row.text))
    kept = tracking and bool(progress)
    return Decision(action.value, owner, day, row.source, None, kept, told or pending, due.value if due else "")
