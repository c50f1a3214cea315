"""Family B, response: an event that a rule says must lead to something, without a sign of that something."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..domain.facts import Prescription, Record, Source
from ..facts.topics import bigram_share, fold_name
from ..text.quantities import to_number
from .case import Case
from .family_b_content import started, system_key
from .linking import about, link
from .registry import Hit, Parameters, detector
from .trainings import trainings

_TRAIN_FIRST = re.compile(
    r"(?:新)?系统[^。；]{0,24}(?:上线|使用|投用|投运|启用|运行)(?:之)?前[^。；]{0,24}培训|"
    r"(?:上线|投用|投运|启用|上)了?[^。；]{0,6}(?:新)?系统[^。；]{0,30}培训|培训[^。；]{0,16}(?:合格|后)[^。；]{0,8}(?:方可|才能|再)?(?:上线|投用|使用系统)"
)
_TURN = (
    r"(?:流程|组织机构|组织结构|组织|信息系统|系统|业务|岗位|工艺|做法)(?:[^。；]{0,20}?)"
    r"(?:变化|变动|变更|变革|调整|优化|上线|改变|改进|改动|投用|投运|启用|切换|升级|重组|再造|更替|有变|变了|换了)"
)
_REVISION = (
    r"(?:(?:更改|修改|修订|更新|换版|改动)[^。；]{0,12}(?:文件|制度|规程|指导书)|"
    r"(?:文件|制度|规程|指导书)[^。；]{0,30}?(?:更改|修改|修订|更新|换版|改))"
)
_SOON = (
    r"(?:文件|制度|规程)[^。；]{0,12}(?:更改|修改|修订|更新)[^。；]{0,40}(?:变化|变动|变更)(?:发生|生效)?"
    r"之?后\s*\d+个?(?:工作)?日"
)
_REVISE = re.compile(rf"{_TURN}[^。；]{{0,60}}{_REVISION}|{_REVISION}[^。；]{{0,40}}{_TURN}|{_SOON}")
_CHANGED = re.compile(
    r"(?:原[^，。；]{1,14}(?:停用|取消|作废|不再)|不再(?:使用|填写|手工)|由[^，。；]{2,14}改为|取代|代替原|"
    r"替代(?:原|纸|手工)|改用|停止使用|改变了?[^，。；]{0,10}(?:流程|方式|做法))"
)


@detector("B5", "system-without-training")
def system_without_training(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A system put into use in the window without the training on it that a rule asks for beforehand."""
    duty = next((d for d in case.facts.prescriptions if _TRAIN_FIRST.search(d.source.quote)), None)
    held = [t for t in trainings(case) if t.on]
    if duty is None or not held:
        return
    complete = case.covered(("training",))
    told: set[str] = set()
    for name, day, place in started(case):
        key = _core(name)
        if not case.in_window(day) or len(key) < 2 or key in told:
            continue
        told.add(key)
        near = [t for t in held if t.on and -200 <= (t.on - day).days <= 60]
        if any(_about(key, f"{t.course}{t.audience}{t.record.text}") for t in near):
            continue
        yield Hit(
            object=f"{name}（{day}投用）没有操作培训",
            root=f"system-training:{system_key(name)}",
            document=duty.source,
            record=place.source,
            values={"event": f"{name}于{day}投用", "response": "使用前的操作培训"},
            verdict="suspected" if complete else "not_evaluable",
        )


@detector("B5", "change-without-revision")
def change_without_revision(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A record that tells of a changed way of working, with no document changed in the months around it."""
    duty = next((d for d in case.facts.prescriptions if _REVISE.search(d.source.quote)), None)
    if duty is None:
        return
    complete = case.covered(("document_control",))
    days = _revisions(duty, case)
    for record in case.heads:
        if record.topic not in ("acceptance", None) or not re.search("上线|投用|投运|匹配|切换", record.title):
            continue
        day = record.event_on
        line = next((x for x in case.lines(case.papers[record.paper]) if _CHANGED.search(x.text)), None)
        if line is None or not case.in_window(day) or day is None or day + timedelta(days=60) > case.as_of:
            continue
        if any(-60 <= (d - day).days <= 90 for d in days) or re.search(
            r"(?:文件|制度|规程)[^，。；]{0,12}(?:已|不用|无需|不需)", record.text
        ):
            continue
        yield Hit(
            object=f"{record.title}（{day}）之后没有文件更改",
            root=f"response-revision:{record.id}",
            document=duty.source,
            record=Source(file=record.paper, locator=line.locator, quote=line.quote, rule="response/1"),
            values={"event": "做法已经改变", "response": "文件更改"},
            verdict="suspected" if complete else "not_evaluable",
        )


@detector("B5", "no-response")
def no_response(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Evaluations below the line that ask for a further step, without a sign of it."""
    for duty in case.facts.prescriptions:
        match = re.search(
            r"(?:低于|不足|不到|不满|未达到?|小于)\s*(\d{1,3}(?:\.\d)?)\s*分[^，。；]{0,6}的?[^。；]{0,6}[，,]?[^。；]{0,24}(?P<a>补训|重新|整改|列[入进]|再次|不再续签|终止)",
            duty.source.quote,
        )
        if not match:
            continue
        limit = float(match[1])
        rated = re.search("效果评价|培训评价|评价平均", duty.source.quote[: match.end()])
        rated = bool(rated) or (duty.topic or "").startswith("training")
        own = "training_evaluation" if rated else duty.topic
        graded = [r for r in case.facts.records if r.topic == own and (rated or not r.row)]
        for record in (not rated and link(duty, case).records) or graded:
            score = next(
                (
                    f
                    for f in record.fields
                    if re.search("平均分|总分|得分|合计|成绩", f.name) and re.match(r"\d", f.value)
                ),
                None,
            )
            if score is None or (to_number(score.value) or 0) >= limit or _followed(record, match["a"], case):
                continue
            yield Hit(
                object=f"{about(duty)}：{record.event_on or ''}得分{score.value}低于{match[1]}分",
                root=f"response:{record.id}",
                document=duty.source,
                record=score.source,
                values={"limit": match[1]},
                verdict="suspected" if case.covered((duty.topic,)) else "not_evaluable",
            )


def _speaks_of(subject: str, text: str) -> bool:
    """Whether a later paper names a course, whole or by four signs of it that stand together."""
    name = re.sub(r"[（(].*?[)）]|[《》\s]|培训$", "", subject)
    flat, size = re.sub(r"\s", "", text), min(4, len(name))
    return any(name[i : i + size] in flat for i in range(len(name) - size + 1))


def _followed(record: Record, word: str, case: Case) -> bool:
    if re.search(word, record.text):
        return True
    day = max(record.event_on or date.min, record.filled_on or date.min)
    subject = next((f.value for f in record.fields if re.search("课程|服务商|供应商|名称|内容", f.name)), "")
    return any(
        r.event_on and r.event_on > day and r.paper != record.paper and subject and _speaks_of(subject, r.text)
        for r in case.facts.records
    )


def _revisions(duty: Prescription, case: Case) -> list[date]:
    """Days on which documents changed: change requests, and new versions taking effect in the window."""
    linked = link(duty, case)
    records: list[Record] = linked.records if linked.strength in ("code", "name") else []
    requests = [r for r in case.heads if re.search("更改|修改|修订|变更", r.title) and r.topic == "document_control"]
    rows = [r for head in [*records, *requests] for r in case.rows.get(head.paper, []) if r.form == head.form]
    days = [d for r in [*records, *requests, *rows] for d in (r.event_on, r.filled_on) if d]
    versions = [d for p in case.facts.normative for d in (p.released_on, p.effective_on) if d and case.in_window(d)]
    return [*days, *versions]


def _about(key: str, text: str) -> bool:
    flat = fold_name(text)
    initials = re.findall("[A-Za-z]{2,}", key)
    return (
        key in flat
        or any(re.search(rf"(?<![A-Za-z]){i}(?![A-Za-z])", flat, re.I) for i in initials)
        or bigram_share(key, flat[: len(key) + 4]) >= 0.6
        or any(key[i : i + 4] in flat for i in range(len(key) - 3))
    )


def _core(name: str) -> str:
    return fold_name(re.sub(r"系统|平台|项目|建设|模块|上线|二期|一期|[（(].*?[)）]", "", name))
