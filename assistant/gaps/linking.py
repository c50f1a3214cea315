"""Which records show that a duty was done: by form code, by name, by topic — strict, because a wrong link accuses."""

import re
from typing import Literal, NamedTuple

from ..domain.facts import Prescription, Record
from ..facts.identity import clean_name
from ..facts.topics import PARENT, bigram_share, core_name, fold_name, same_name, topic_of
from ..text.cadence import period_months
from .case import Case

Strength = Literal["code", "name", "topic", "weak", "none"]
_HELD: dict[str, tuple[str, ...]] = {
    "internal_audit": ("audit_report", "audit_checklist"),
    "management_review": ("review_minutes",),
}
SPECIAL = {
    "backup_drill",
    "emergency_drill",
    "access_review",
    "outsourcing",
    "assessment",
    "appraisal",
    "deviation",
    "training_plan",
    "audit_report",
    "review_minutes",
    "audit_plan",
    "review_plan",
}


class Link(NamedTuple):
    """The records of a duty and how surely they are its records."""

    strength: Strength
    records: list[Record]


_HANDS_IN = re.compile(
    r"[列纳写汇编并收]入(?:到|至)?[^，。；《》]{0,8}《[^》]*(?:报告|纪要|汇编|总结|计划|方案|通报|材料|月报|季报|年报)》|"
    r"[在于]《[^》]*(?:报告|纪要|汇编|总结|通报|材料)》中(?:予以|加以|一并)?(?:反映|体现|说明|列示|列明|通报|报告)"
)


def hands_in(duty: Prescription) -> bool:
    """Whether those named hand in a part of a report, and draw up none: 数据分析结果列入《运行分析报告》."""
    return _HANDS_IN.search(duty.source.quote) is not None


def link(duty: Prescription, case: Case) -> Link:
    """The head records of a duty."""
    if duty.topic in _HELD:
        held = _by_topic(duty, case)
        if held:
            return Link("topic", held)
    for form in duty.forms:
        coded = [r for r in case.heads if form.code and r.form.code == form.code]
        if coded:
            return Link("code", _with_named(coded, duty, case))
    names = [f.name for f in duty.forms if f.name]
    named = [r for r in case.heads if any(_named(r, n) for n in names)]
    if named:
        return Link("name", named)
    topical = _by_topic(duty, case)
    if topical:
        return Link("topic", topical)
    weak = [r for r in case.heads if case.papers[r.paper].kind in ("record", "plan") and _weak(r, duty)]
    if any(f.code for f in duty.forms) and _codes_kept(case):
        weak = [r for r in weak if not r.form.code]
    series = _series(weak, duty)
    if series:
        return Link("name", series)
    return Link("weak" if weak else "none", weak)


def _codes_kept(case: Case) -> bool:
    """Whether this enterprise writes form codes on its records as a rule: then a code nowhere seen means something."""
    records = list({r.paper: r for r in case.heads if case.papers[r.paper].kind in ("record", "plan")}.values())
    return len(records) >= 6 and sum(bool(r.form.code) for r in records) >= 0.6 * len(records)


def _series(weak: list[Record], duty: Prescription) -> list[Record]:
    """Records of one title, one a period of the duty's own length: a series kept under a name of its own."""
    months = period_months(duty.cadence.period) if duty.cadence and duty.cadence.period else 0
    if not months:
        return []
    entered = re.search("填入|登记|录入|记入", duty.action)
    groups: dict[str, list[Record]] = {}
    for record in weak:
        if entered and re.search("报告|分析|总结", record.title):
            continue
        if record.period and abs((record.period[1] - record.period[0]).days + 1 - 30.4 * months) < 6:
            groups.setdefault(fold_name(record.title), []).append(record)
    best = max(groups.values(), key=lambda g: len({r.period for r in g}), default=[])
    return best if len({r.period for r in best}) >= 2 and len(groups) == 1 else []


def _with_named(coded: list[Record], duty: Prescription, case: Case) -> list[Record]:
    """Copies of the same form that carry no code count too."""
    names = [f.name for f in duty.forms if f.name]
    extra = [r for r in case.heads if r.form.code is None and any(_named(r, n) for n in names)]
    return coded + [r for r in extra if r not in coded]


def _named(record: Record, name: str) -> bool:
    return same_name(name, record.title) or same_name(name, clean_name(record.paper)) or _inside(name, record)


def _inside(name: str, record: Record) -> bool:
    core = core_name(name)
    if record.topic in ("training", "training_evaluation", "training_plan") and not (
        topic_of(name) or "training"
    ).startswith("training"):
        return False
    return len(core) >= 4 and core in fold_name(record.title + clean_name(record.paper))


def _by_topic(duty: Prescription, case: Case) -> list[Record]:
    held = _HELD.get(duty.topic or "")
    if held:
        return [r for r in case.heads if r.topic in held and not _planned_only(r)]
    if duty.topic in SPECIAL:
        own = [r for r in case.heads if r.topic == duty.topic]
        core = "" if _GENERIC_HEAD.search(duty.process) else core_name(duty.process)
        return [
            r
            for r in own
            if len(core) < 2
            or bigram_share(core, core_name(r.title)) > 0
            or duty.topic in ("backup_drill", "emergency_drill", "assessment", "appraisal")
        ]
    core = core_name(duty.process or "")
    return [r for r in case.heads if len(core) >= 4 and core in fold_name(r.title + clean_name(r.paper))]


def _planned_only(record: Record) -> bool:
    return bool(re.search("计划|方案|通知", record.title))


_KINDS = (
    (r"销毁|报废|清退|注销", "处置"),
    (r"绩效|评分|打分|兑现|奖惩", "考核"),
    (r"意向|征集|调查|调研", "需求"),
    (r"盘查|清查|清点", "盘点"),
    (r"走访|回访", "满意"),
    (r"点检|巡查|巡视|查看", "巡检"),
)
"""Words that firms use for one kind of record."""


def _kind(name: str) -> str:
    for words, one in _KINDS:
        name = re.sub(words, one, name)
    return name


def _weak(record: Record, duty: Prescription) -> bool:
    """Records that may be those of the duty under another name: enough to stay silent, not enough to judge."""
    topics = {record.topic, PARENT.get(record.topic or "")} - {None}
    if duty.topic and (duty.topic in topics or PARENT.get(duty.topic) in topics):
        return True
    cores = [_kind(core_name(n)) for n in (duty.process, *(f.name for f in duty.forms)) if n]
    own = _kind(fold_name(record.title + clean_name(record.paper)))
    return any(
        bigram_share(core, _kind(core_name(record.title))) >= 0.34 or (len(core) >= 2 and core[:4] in own)
        for core in cores
        if len(core) >= 2
    )


def about(duty: Prescription) -> str:
    """A short name of a duty for people: its process, form or first words."""
    form = next((f.name for f in duty.forms if f.name), "")
    process = (
        duty.process
        if topic_of(duty.process) or (not form and len(duty.process) >= 3 and not _GENERIC_HEAD.search(duty.process))
        else ""
    )
    return process or form or TOPIC_LABELS.get(duty.topic or "") or duty.action[:18]


_GENERIC_HEAD = re.compile("时机|要求|总则|职责|程序$|附则|管理$|实施$|内容$|输出|准备|工作")
TOPIC_LABELS = {
    "internal_audit": "内部审核",
    "management_review": "管理评审",
    "training": "培训",
    "training_plan": "培训计划",
    "training_evaluation": "培训效果评价",
    "audit_plan": "审核方案或计划",
    "audit_report": "审核报告",
    "review_minutes": "管理评审纪要",
    "corrective_action": "纠正措施",
    "monitoring": "监视与测量",
    "assessment": "考核",
    "appraisal": "评估与诊断",
    "document_control": "文件评审",
    "backup_drill": "恢复演练",
    "emergency_drill": "应急演练",
    "access_review": "权限复核",
    "outsourcing": "外包评价",
    "inspection": "检查",
    "meeting": "例会",
    "deviation": "偏差分析",
}
