"""Family F, misses: runs of values off target without analysis or action."""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from ..domain.facts import Measurement, Prescription, Record
from ..facts.goals import goal_key
from ..text.dates import chinese_int
from ..text.quantities import Quantity, meets, target_of, to_number
from .case import Case
from .family_f_measurement import goal_source, series_of
from .registry import Hit, Parameters, detector


@detector("F5", "miss-without-action")
def miss_without_action(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A run of misses as long as the rule names, without an analysis or action on that goal."""
    duty = _deviation_duty(case)
    times = _times(duty) if duty else int(parameters.get("times", 3))
    complete = case.covered(("monitoring", "corrective_action"))
    for goal, values in series_of(case).items():
        for run in _runs(values, goal, case):
            if (
                len(run) < times
                or not _analysis_due(run[times - 1], duty, case)
                or _handled(goal, run, case, bool(duty and duty.forms))
            ):
                continue
            yield Hit(
                object=f"{goal} {_span(run, case)}未达标",
                root=f"miss:{goal_key(goal)}:{run[0].first}",
                document=duty.source if duty else goal_source(goal, case),
                record=run[0].source,
                values={"values": "、".join(m.text for m in run), "times": str(len(run))},
                verdict="suspected" if complete else "not_evaluable",
            )


def _span(run: Sequence[Measurement], case: Case) -> str:
    return f"{case.label(run[0].first, run[0].last)}至{case.label(run[-1].first, run[-1].last)}"


def _deviation_duty(case: Case) -> Prescription | None:
    found = [
        d
        for d in case.facts.prescriptions
        if _MISSED.search(d.source.quote) and re.search("分析|措施|整改|原因|说明|报告单|改进|改善", d.source.quote)
    ]
    return max(
        found,
        key=lambda d: (
            bool(re.search("连续|连着|接连", d.source.quote)),
            bool(_CLEARLY.search(d.source.quote)),
            bool(d.deadlines),
        ),
        default=None,
    )


_CLEARLY = re.compile(
    r"未(?:能)?(?:达到?|完成|达成|实现)[^，。；]{0,6}目标|目标[^，。；]{0,8}(?:未(?:能)?(?:达|完成)|达不到|没(?:有)?达到|没到)|未达标|没(?:有)?达到[^，。；]{0,4}(?:目标|指标)|"
    r"(?:低于|高于|偏离|达不到|未达)[^，。；]{0,3}(?:目标|指标|要求)|不达标"
)
_MISSED = re.compile(
    rf"{_CLEARLY.pattern}|(?:出现|发生|存在|有)[^，。；]{{0,6}}偏差|偏差[^，。；]{{0,10}}(?:时|的，|超过|大于)"
)


def _times(duty: Prescription) -> int:
    match = re.search(
        r"(?:连续|连着|接连)\s*([\d一二两三四五六])\s*个?(?:监测|测量|统计|考核|评价|监视)?(?:月|季度|次|周?期)",
        duty.source.quote,
    )
    match = match or re.search(r"([\d二两三四五六])个?(?:月|季度|次|期)(?:连续|接连)", duty.source.quote)
    return (chinese_int(match[1]) or 1) if match else 1


def _runs(values: Sequence[Measurement], goal: str, case: Case) -> list[list[Measurement]]:
    target = _target(goal, values, case)
    if target is None or _LAST_COUNTS.search(_told_target(goal, values, case)):
        return []
    runs: list[list[Measurement]] = []
    current: list[Measurement] = []
    for m in values:
        number = to_number(m.text) if re.search(r"\d", m.text) else None
        missed = number is not None and meets(number, target) is False
        if missed:
            current.append(m)
        elif current:
            runs.append(current)
            current = []
    return [*runs, current] if current else runs


_LAST_COUNTS = re.compile(r"按?(?:第?四季度|4季度|Q4|年末|年底|12月份?|全年|年度?累计|期末)(?:的?(?:值|数|累计|平均))?")
"""≥90（按四季度值）: the target is one of the last period alone."""


def _told_target(goal: str, values: Sequence[Measurement], case: Case) -> str:
    defined = (dict(g.slots).get("target", "") for g in case.facts.goals if goal_key(g.name) == goal_key(goal))
    return f"{values[0].target or ''} {next(defined, '')}"


def _target(goal: str, values: Sequence[Measurement], case: Case) -> Quantity | None:
    own = target_of(values[0].target) if values[0].target else None
    if own and own.comparison:
        return own
    defined = next(
        (dict(g.slots).get("target", "") for g in case.facts.goals if goal_key(g.name) == goal_key(goal)), ""
    )
    known = target_of(defined) if defined else None
    if known and known.comparison:
        return known
    quantity = own or known
    if quantity is None:
        return None
    baseline = next(
        (to_number(dict(g.slots).get("baseline", "")) for g in case.facts.goals if goal_key(g.name) == goal_key(goal)),
        None,
    )
    if baseline is not None and baseline != quantity.value:
        return quantity._replace(comparison="ge" if quantity.value > baseline else "le")
    up = re.search("合格率|准时率|达成率|完成率|满意|利用率|采集率|效率|准确率|及时率|覆盖率|产值", goal)
    down = re.search("周期|用时|时间|成本|不良|故障|能耗|投诉|差错|损耗|天数|废品", goal)
    return (
        quantity._replace(comparison="ge")
        if up and not down
        else quantity._replace(comparison="le")
        if down and not up
        else None
    )


def _analysis_due(last: Measurement, duty: Prescription | None, case: Case) -> bool:
    days = duty.deadlines[0].amount if duty and duty.deadlines and duty.deadlines[0].unit in ("day", "workday") else 30
    return last.last + timedelta(days=10 + round(days * 1.5)) < case.as_of


def _handled(goal: str, run: Sequence[Measurement], case: Case, strict: bool) -> bool:
    """A record of deviation, correction or analysis after the run began that names the goal with causes or measures."""
    key = goal_key(goal)
    begin, limit = run[0].last - timedelta(days=5), run[-1].last + timedelta(days=120)
    for record in case.heads:
        day = record.filled_on or record.event_on
        if (
            record.topic
            not in (("deviation", "corrective_action") if strict else ("deviation", "corrective_action", "monitoring"))
            or not day
            or not begin <= day <= limit
        ):
            continue
        if record.paper == run[0].source.file or not re.search("原因|措施|分析|整改|怎么办|办法", record.text):
            continue
        if (
            _names_whole(goal, key, record)
            or any(_names(key, line.text) and not line.heads for line in case.lines(case.papers[record.paper]))
            or any(
                _names(key, r.text) and re.search("原因|措施", "".join(f.name for f in r.fields))
                for r in case.rows.get(record.paper, [])
            )
        ) and (record.topic != "monitoring" or re.search(f"{re.escape(key[:4])}[^。]*未达|未达标", record.text)):
            return True
    return False


def _names_whole(goal: str, key: str, record: Record) -> bool:
    """A record of one row: its text names the goal, or its subject the goal's own short code (T2, KPI-03)."""
    if record.source.quote != record.text:
        return False
    code = re.match(r"\s*([A-Za-z]{1,3}[-.]?\d{1,2})(?![\d.])", goal)
    said = bool(code) and bool(re.search(rf"(?<![A-Za-z\d]){re.escape(code[1])}(?!\d)", record.subject))
    return said or _names(key, record.text)


def _names(key: str, text: str) -> bool:
    flat = re.sub(r"[\s（）()]", "", text)
    return (
        key in flat
        or (len(key) >= 6 and (key[-6:] in flat or key[:5] in flat))
        or bool(re.search(r"OEE", key) and "OEE" in flat)
    )


@detector("F5", "target-lowered")
def target_lowered(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A ledger that goes on with a softer target, where a rule forbids it without approval and no paper tells one."""
    rules = [d for d in case.facts.prescriptions if _NO_SOFTENING.search(d.source.quote)]
    rule = max(rules, key=lambda d: "不" in d.source.quote, default=None)
    if rule is None:
        return
    complete = case.covered(("monitoring", "document_control"))
    for goal, values in series_of(case).items():
        for before, after in itertools.pairwise(values):
            if _softer(before, after) and not _approved(goal, before, after, case):
                yield Hit(
                    object=f"{goal}目标值由{before.target}改为{after.target}",
                    root=f"target:{goal_key(goal)}",
                    document=rule.source,
                    record=after.source,
                    values={"values": f"{before.target} → {after.target}", "times": "1"},
                    verdict="suspected" if complete else "not_evaluable",
                )
                break


_NO_SOFTENING = re.compile(
    r"目标值?[^。；]{0,12}(?:不得|不能|不应|严禁)[^。；]{0,8}(?:降低|调低|下调|放宽|调整|更改|修改)|"
    r"目标值?[^。；]{0,16}(?:降低|调整|更改|修改|变更)[^。；]{0,20}(?:批准|审批)"
)


def _softer(before: Measurement, after: Measurement) -> bool:
    """From ≥92 to ≥90, from ≤3 to ≤5, in one ledger."""
    one, other = (target_of(m.target) if m.target else None for m in (before, after))
    if before.source.file != after.source.file or one is None or other is None or one.comparison != other.comparison:
        return False
    return (one.comparison == "ge" and other.value < one.value) or (one.comparison == "le" and other.value > one.value)


def _approved(goal: str, before: Measurement, after: Measurement, case: Case) -> bool:
    """Any other paper about a change that names the goal, or a line that tells its new target."""
    key = goal_key(goal)
    value = next(iter(re.findall(r"\d+(?:\.\d+)?", after.target)), "")
    for record in case.heads:
        if record.paper == after.source.file or not _names(key, record.text):
            continue
        lines = [x.text for x in case.papers[record.paper].lines if value in x.text]
        if re.search("调整|变更|更改|修订", record.title) or any(map(_RESET.search, lines)):
            return True
    return False


_RESET = re.compile(
    "(?:目标|指标)[^。；]{0,20}(?:调整|调到|改为|改到|降为|降到|定为|修订|变更)|(?:调整|改为|降为)[^。；]{0,12}目标"
)
