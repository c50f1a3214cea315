"""Family F, measurement: gaps, misses without action, values that do not follow from their parts."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Measurement, Prescription, Record, Source
from ..facts.goals import goal_key
from ..facts.topics import bigram_share
from ..text.cadence import parse_cadence, period_months
from ..text.dates import chinese_int
from ..text.quantities import Quantity, meets, target_of, to_number
from .case import Case
from .linking import period_label
from .registry import Hit, Parameters, detector

_EXCUSE = re.compile(r"停|检修|无生产|未生产|放假|例外|不适用|N/?A|无数据$|批准", re.I)


@detector("F3", "measurement-gap")
def measurement_gap(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Periods of a goal without a value; goals never measured."""
    duty = _measuring_duty(case)
    complete = case.covered(("monitoring",))
    series = _series(case)
    for goal, values in series.items():
        blanks = [
            m
            for m in values
            if not re.search(r"\d|[√×]|完成|达标", m.text) and not _EXCUSE.search(m.text) and _due(m, duty, case)
        ]
        blanks = [m for m in blanks if not _excepted(m, case)]
        if blanks and any(re.search(r"\d", m.text) for m in values):
            yield Hit(
                object=f"{goal} {'、'.join(period_label(m.first, m.last) for m in blanks)}",
                root=f"measure:{goal_key(goal)}",
                document=duty.source if duty else _goal_source(goal, case),
                record=blanks[0].source,
                values={"periods": "、".join(period_label(m.first, m.last) for m in blanks)},
                verdict="suspected" if complete else "not_evaluable",
            )
    yield from _skipped_periods(series, duty, complete, case)
    yield from _never(series, duty, complete, case)


def _skipped_periods(
    series: dict[str, list[Measurement]], duty: Prescription | None, complete: bool, case: Case
) -> Iterator[Hit]:
    """Monthly rows or reports that leave a month out altogether."""
    for goal, values in series.items():
        months = {(m.last - m.first).days // 28 for m in values}
        if len(values) < 4 or months != {1}:
            continue
        have = {(m.first.year, m.first.month) for m in values}
        first, last = min(m.first for m in values), max(m.first for m in values)
        lost: list[date] = []
        day = first
        while day <= last:
            if (day.year, day.month) not in have and case.in_window(day):
                lost.append(day)
            day = (day.replace(day=28) + timedelta(days=5)).replace(day=1)
        lost = [d for d in lost if not any(_covers(e.what + e.reason, d) for e in case.enterprise.exceptions)]
        if lost:
            label = "、".join(f"{d.year}年{d.month}月" for d in lost)
            yield Hit(
                object=f"{goal} {label}",
                root=f"measure:{goal_key(goal)}",
                document=duty.source if duty else _goal_source(goal, case),
                record=values[-1].source,
                values={"periods": label},
                verdict="suspected" if complete else "not_evaluable",
            )


def _never(
    series: dict[str, list[Measurement]], duty: Prescription | None, complete: bool, case: Case
) -> Iterator[Hit]:
    keys = [goal_key(g) for g in series]
    for goal in case.facts.goals if len(series) >= 2 else []:
        key, cadence = goal_key(goal.name), parse_cadence(dict(goal.slots).get("cadence", ""), cell=True)
        if any(key == k or key in k or k in key or bigram_share(key, k) >= 0.6 for k in keys):
            continue
        if cadence is None or not cadence.period or period_months(cadence.period) > 3:
            continue
        yield Hit(
            object=f"{goal.name} 从未测量",
            root=f"goal:{key}",
            document=goal.source,
            record=next(iter(series.values()))[0].source,
            values={"periods": "全部期间"},
            verdict="suspected" if complete else "not_evaluable",
        )


def _series(case: Case) -> dict[str, list[Measurement]]:
    found: dict[str, list[Measurement]] = {}
    for m in case.facts.measurements:
        if m.first >= case.window[0] and m.last <= case.window[1]:
            found.setdefault(m.goal, []).append(m)
    return {g: _preferred(v) for g, v in found.items()}


def _preferred(values: Sequence[Measurement]) -> list[Measurement]:
    """One value a period: of several sources the one that has a number."""
    best: dict[tuple[date, date], Measurement] = {}
    for m in values:
        key = (m.first, m.last)
        if key not in best or (not re.search(r"\d", best[key].text) and re.search(r"\d", m.text)):
            best[key] = m
    return [best[k] for k in sorted(best)]


def _measuring_duty(case: Case) -> Prescription | None:
    found = [
        d
        for d in case.facts.prescriptions
        if d.topic == "monitoring"
        and d.cadence
        and re.search("测量|统计|监测|采集|录入|填报|监视", d.process + d.action)
    ]
    order = {"month": 0, "quarter": 1, "half_year": 2, "year": 3}
    return min(found, key=lambda d: order.get(d.cadence.period or "", 4) if d.cadence else 9, default=None)


def _due(m: Measurement, duty: Prescription | None, case: Case) -> bool:
    return m.last + timedelta(days=20) < case.as_of


def _excepted(m: Measurement, case: Case) -> bool:
    return any(
        re.search("监[视测]|测量|指标|目标|停产|停工|统计", e.what + e.reason) and _covers(e.what + e.reason, m.first)
        for e in case.enterprise.exceptions
    )


def _covers(text: str, day: date) -> bool:
    from ..text.dates import find_dates

    return any(x.first <= day + timedelta(days=27) and x.last >= day for x in find_dates(text, day.year))


def _goal_source(goal: str, case: Case) -> Source | None:
    return next((g.source for g in case.facts.goals if goal_key(g.name) == goal_key(goal)), None)


@detector("F5", "miss-without-action")
def miss_without_action(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A run of misses as long as the rule names, without an analysis or action on that goal."""
    duty = _deviation_duty(case)
    times = _times(duty) if duty else int(parameters.get("times", 3))
    complete = case.covered(("monitoring", "corrective_action"))
    for goal, values in _series(case).items():
        for run in _runs(values, goal, case):
            if (
                len(run) < times
                or not _analysis_due(run[times - 1], duty, case)
                or _handled(goal, run, case, bool(duty and duty.forms))
            ):
                continue
            yield Hit(
                object=f"{goal} {_span(run)}未达标",
                root=f"miss:{goal_key(goal)}:{run[0].first}",
                document=duty.source if duty else _goal_source(goal, case),
                record=run[0].source,
                values={"values": "、".join(m.text for m in run), "times": str(len(run))},
                verdict="suspected" if complete else "not_evaluable",
            )


def _span(run: Sequence[Measurement]) -> str:
    return f"{period_label(run[0].first, run[0].last)}至{period_label(run[-1].first, run[-1].last)}"


def _deviation_duty(case: Case) -> Prescription | None:
    return next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"未(?:达到?|完成|达成|实现)[^，。；]{0,6}目标|目标[^，。；]{0,8}未(?:达|完成)|未达标|低于目标|"
                r"偏离目标|偏差",
                d.source.quote,
            )
            and re.search("分析|措施|整改|原因|说明|报告单|改进", d.source.quote)
        ),
        None,
    )


def _times(duty: Prescription) -> int:
    match = re.search(r"连续\s*([\d一二两三四五六])\s*个?(?:月|季度|次|期)", duty.source.quote)
    return (chinese_int(match[1]) or 1) if match else 1


def _runs(values: Sequence[Measurement], goal: str, case: Case) -> list[list[Measurement]]:
    target = _target(goal, values, case)
    if target is None:
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
    begin, limit = run[0].first, run[-1].last + timedelta(days=120)
    for record in case.heads:
        day = record.filled_on or record.event_on
        if (
            record.topic
            not in (("deviation", "corrective_action") if strict else ("deviation", "corrective_action", "monitoring"))
            or not day
            or not begin <= day <= limit
        ):
            continue
        if record.paper == run[0].source.file or not re.search("原因|措施|分析|整改", record.text):
            continue
        if (
            any(_names(key, line.text) and not line.heads for line in case.papers[record.paper].lines)
            or any(
                _names(key, r.text) and re.search("原因|措施", "".join(f.name for f in r.fields))
                for r in case.rows.get(record.paper, [])
            )
        ) and (record.topic != "monitoring" or re.search(f"{re.escape(key[:4])}[^。]*未达|未达标", record.text)):
            return True
    return False


def _names(key: str, text: str) -> bool:
    flat = re.sub(r"[\s（）()]", "", text)
    return (
        key in flat
        or (len(key) >= 6 and (key[-6:] in flat or key[:5] in flat))
        or bool(re.search(r"OEE", key) and "OEE" in flat)
    )


@detector("F4", "value-against-parts", kind="rule")
def value_against_parts(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A rate that its own numerator and denominator do not give."""
    for rows in case.rows.values():
        for row in rows:
            top, bottom, rate = (
                _number_of(row, p)
                for p in (
                    r"分子|准时(?:批次|数|订单)|合格(?:数|批次)|完成数|达成数",
                    r"分母|总(?:批次|数|订单)|应(?:交|到)(?:批次|数)|检验数|计划数",
                    r"(?:率|达成值|实际值|实际)[（(]?%?[)）]?$",
                )
            )
            if top is None or not bottom or rate is None or not 0 < top <= bottom:
                continue
            real = 100 * top / bottom
            if abs(real - rate) > 0.6 and abs(real / 100 - rate) > 0.006:
                yield Hit(
                    object=f"{row.subject} {row.period[0] if row.period else ''}：{rate}",
                    root=f"parts:{row.id}",
                    document=None,
                    record=row.source,
                    values={"real": f"{real:.1f}"},
                )


def _number_of(row: Record, pattern: str) -> float | None:
    return next(
        (
            to_number(f.value)
            for f in row.fields
            if re.search(pattern, f.name.split("/")[-1]) and re.search(r"\d", f.value) and not f.on
        ),
        None,
    )
