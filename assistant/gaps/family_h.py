"""Families H and I: training kinds held, training evaluated, slackening after the certificate."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Prescription, Record, Source
from ..facts.topics import bigram_share, fold_name
from ..text.calendar import limit_of
from .case import Case
from .obligations import obligations
from .registry import Hit, Parameters, detector
from .training_kinds import required_kinds
from .trainings import Evaluation, Training, carried_over, evaluated, evaluations, trainings


@detector("H1", "training-kind-missing")
def training_kind_missing(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Kinds of training that must be held and were not; trainings planned and not held."""
    held = trainings(case)
    if not held:
        return
    counted = [t for t in held if case.in_window(t.on) or carried_over(t, case)]
    texts = [fold_name(f"{t.course}{t.kind}") for t in counted]
    kinds = [*required_kinds(case), *_planned(case)]
    keys = [k for k in dict.fromkeys(_kind_key(k) for k, _ in kinds) if k]
    lost = [k for k in keys if not any(_covers(k, t) for t in texts)]
    strange = _unexplained(held, keys, case)
    sure = len(lost) < 0.5 * len(keys) and len(strange) < len(lost)
    complete = case.covered(("training",)) and sure
    told: set[str] = set()
    for kind, source in kinds:
        key = _kind_key(kind)
        if (
            not key
            or any(_covers(key, t) for t in texts)
            or _category(source, case) in {_kind_key(t.kind) for t in counted if t.kind}
            or any(bigram_share(key, k) >= 0.5 or key in k or k in key for k in told)
            or _category(source, case) in told
        ):
            continue
        told.add(key)
        yield Hit(
            object=f"{kind.removesuffix('培训')}培训未举办",
            root=f"training-kind:{key}",
            document=source,
            record=held[0].record and _ledger_title(held[0], case),
            values={"kind": kind},
            verdict="suspected" if complete else "not_evaluable",
        )


def _unexplained(held: Sequence[Training], keys: Sequence[str], case: Case) -> list[str]:
    """Trainings that may be a kind under another name: not those a ledger that names the kinds puts elsewhere."""
    inside = [t for t in held if t.on and case.in_window(t.on)]
    kinds = {fold_name(t.kind) for t in inside if t.kind}
    by_kind = sum(any(_covers(k, t) for t in kinds) for k in keys) >= 0.5 * len(keys)
    texts = [fold_name(f"{t.course}{t.kind}") for t in inside if not (by_kind and t.kind or "《" in t.course)]
    strange = [t for t in dict.fromkeys(texts) if not any(_covers(k, t) for k in keys)]
    strange = [t for t in strange if not _about_a_document(t, case)]
    return [t for t in strange if not _OTHER_SUBJECT.search(t) or any(_near(k, t) for k in keys)]


def _about_a_document(text: str, case: Case) -> bool:
    """A training on one document or its new version, by code or name, is no kind under another name."""
    named = [fold_name(n) for d in case.facts.documents for n in (d.code, d.name)]
    named += [fold_name(n) for p in case.facts.normative for n in (p.code or "", p.title)]
    return bool(_NEW_VERSION.search(text)) or any(len(n) >= 4 and (n in text or text in n) for n in named)


_NEW_VERSION = re.compile(r"[新换改]版|修订|[A-Za-z]/?\d版|^[A-Z]{2,}\d")


_OTHER_SUBJECT = re.compile(
    r"安全|备份|操作|技能|质量|设备|消防|财务|新员工|上岗|法规|环保|急救|软件|报工|数据|第[一二三四五六\d]+版|"
    r"[A-Z]/\d\s*版|[A-Z]{2,}[A-Z\d-]*\d"
)
"""Subjects that are no kind of training of the system itself under another name."""


def _near(key: str, text: str) -> bool:
    return any(key[i : i + 2] in text for i in range(len(key) - 1))


def _ledger_title(training: Training, case: Case) -> Source:
    head = next((r for r in case.heads if r.paper == training.record.paper), None)
    return head.source if head else training.source


def _planned(case: Case) -> list[tuple[str, Source]]:
    """Plan rows whose time has passed."""
    found: list[tuple[str, Source]] = []
    for row in case.facts.records:
        if not row.row or row.topic != "training_plan" or re.search("需求", row.title):
            continue
        end = row.event_on or (row.period[1] if row.period else None)
        named = [
            f
            for f in row.fields
            if re.search("课[程题目名]|科目|专题|内容|主题|名称|类别|项目|[讲学教]什么", f.name) and f.value
        ]
        own = [f for f in named if not re.search("类别|类型|分类", f.name)]
        name = next((f.value for f in (*own, *named)), "")
        cancelled = re.search("取消|调整|顺延|改期|推迟|并入|变更", row.text)
        if name and end and end <= case.as_of - timedelta(days=10) and case.in_window(end) and not cancelled:
            found += [
                (part, row.source)
                for part in re.split(r"[、/]|及(?=[\u4e00-\u9fff]{4})", re.sub(r"[（(].*?[)）]|GB\s*/?\s*T", "", name))
                if len(part) >= 2
            ]
    return found


def _category(source: Source, case: Case) -> str | None:
    """The kind a plan row names beside its course, where it is a kind of the system's own."""
    row = next((r for r in case.facts.records if r.row and r.source == source), None)
    kind = next((f.value for f in row.fields if re.search("类别|类型|分类|种类", f.name)), "") if row else ""
    return None if not kind or re.search("岗位|技能|专业|其他|内部|外部|内训|外训|管理", kind) else _kind_key(kind)


def _kind_key(kind: str) -> str:
    return re.sub(r"培训|两化融合|两化|GB/?T?\d*|23001|学习|知识|专题|[《》“”\s]", "", fold_name(kind))


def _covers(key: str, text: str) -> bool:
    grams = {key[i : i + 2] for i in range(len(key) - 1)} or {key}
    return key in text or sum(g in text for g in grams) / len(grams) >= 0.5


@detector("H2", "training-not-evaluated")
def training_not_evaluated(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Trainings without an evaluation past the limit, or evaluated late."""
    duty = _evaluation_duty(case)
    if duty is None or not evaluations(case):
        return
    complete = case.covered(("training",))
    inside = [t for t in trainings(case) if t.on is not None and case.in_window(t.on)]
    for one in inside:
        if one.on is None or re.search("评价|评估|考核", _own_evaluation(one.record)):
            continue
        evaluation = evaluated(one, case)
        limit = _limit(duty, one.on, case)
        if evaluation is None and (limit is None or limit + timedelta(days=3) < case.as_of):
            yield Hit(
                object=f"{one.on} {one.course}",
                root=f"evaluation:{one.on}:{one.course}",
                document=duty.source,
                record=one.source,
                values={"course": one.course, "due": str(limit or "")},
                verdict="suspected" if complete else "not_evaluable",
                series="evaluation",
                among=len(inside),
            )


@detector("B2", "evaluation-late")
def evaluation_late(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A training evaluated later than the limit in force on its day."""
    duty = _evaluation_duty(case)
    if duty is None or not duty.deadlines:
        return
    for one in trainings(case):
        evaluation = evaluated(one, case) if one.on and case.in_window(one.on) else None
        if evaluation is None or evaluation.on is None or one.on is None or evaluation.trained_on is None:
            continue
        limit = _limit(duty, one.on, case)
        if limit and evaluation.on > limit + timedelta(days=max(1, duty.deadlines[0].amount // 10)):
            yield _late(duty, one, evaluation, limit, len(evaluations(case)))


def _late(duty: Prescription, one: Training, evaluation: Evaluation, limit: date, among: int) -> Hit:
    assert evaluation.on is not None
    return Hit(
        object=f"{one.on} {one.course} 效果评价",
        root=f"evaluation:{one.on}:{one.course}",
        document=duty.source,
        record=evaluation.source,
        values={"due": str(limit), "day": str(evaluation.on), "days": str((evaluation.on - limit).days)},
        series="evaluation-late",
        among=among,
    )


def _own_evaluation(record: Record) -> str:
    """A filled evaluation column of the ledger row itself."""
    return next(
        (f"评价{f.value}" for f in record.fields if re.search("效果|评价|评估|考核结果|成绩", f.name) and f.value), ""
    )


def _evaluation_duty(case: Case) -> Prescription | None:
    found = [
        d
        for d in case.facts.prescriptions
        if d.topic == "training_evaluation"
        and d.modality not in ("may", "should")
        and re.search("评价|评估|考核|效果", d.process + d.action)
    ]
    return max(found, key=lambda d: (bool(d.deadlines), bool(d.forms)), default=None)


def _limit(duty: Prescription, on: date, case: Case) -> date | None:
    """The limit in force on the day of the training; none where an older version of the rule applied."""
    if not duty.deadlines:
        return on + timedelta(days=90)
    limit = limit_of(duty.deadlines[0], on, case.is_workday)
    if duty.effective_from and on < duty.effective_from:
        return None if limit is None else limit + timedelta(days=60)
    return limit


@detector("H2", "evaluations-alike", kind="statistic")
def evaluations_alike(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Evaluations of different trainings with the same words."""
    texts: dict[str, list[Evaluation]] = {}
    for one in evaluations(case):
        words = next(
            (
                f.value
                for f in one.record.fields
                if re.search("意见|评价内容|效果|结论|描述", f.name) and len(f.value) >= 12
            ),
            "",
        )
        if words:
            texts.setdefault(fold_name(re.sub(r"\d+", "", words)), []).append(one)
    duty = _evaluation_duty(case)
    for same in texts.values():
        courses = {e.course for e in same}
        if len(courses) >= 3:
            yield Hit(
                object=f"{len(courses)}次培训的效果评价文字相同",
                root="evaluations-alike",
                document=duty.source if duty else None,
                record=same[-1].record.source,
                severity="low",
                values={"course": "、".join(sorted(courses)[:3])},
            )


@detector("I1", "slackening", kind="statistic")
def slackening(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Occurrences fulfilled much less often after the certificate than before, with all families declared complete."""
    certified = case.enterprise.certified_on
    if certified is None or not case.covered(()):
        return
    before, after = [0, 0], [0, 0]
    last: Prescription | None = None
    for one in obligations(case):
        for outcome in one.outcomes:
            due = outcome.expected.due or outcome.expected.last
            if outcome.state in ("fulfilled", "late", "missing"):
                side = before if due <= certified else after
                side[0] += outcome.state != "missing"
                side[1] += 1
                last = one.duty if outcome.state == "missing" else last
    least = int(parameters.get("least", 8))
    if (
        min(before[1], after[1]) >= least
        and last
        and before[0] / before[1] - after[0] / after[1] >= float(parameters.get("drop", 0.4))
    ):
        yield Hit(
            object=f"发证{certified}前{before[0]}/{before[1]}，之后{after[0]}/{after[1]}",
            root="slackening",
            document=last.source,
            values={"before": f"{before[0]}/{before[1]}", "after": f"{after[0]}/{after[1]}"},
        )
