"""Family B, order of steps: what a rule lets begin only after another thing, begun before it."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Record, Source
from ..facts.header_rows import lowest_head
from ..facts.topics import core_name
from .acts import Act
from .case import Case
from .linking import link
from .orders import Order, orders, pairs_of
from .registry import Hit, Parameters, detector
from .steps import Step, dated, same_object, steps

_LONGEST = 200
"""Days between two steps beyond which they are hardly those of one run of things."""
_ROUND = 120
"""The same for what the whole firm does once or twice a year."""


@detector("B4", "step-before-its-condition", version=2)
def step_before_its_condition(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A step done before the step a rule puts first, of one object or one year."""
    told: set[str] = set()
    for order in orders(case):
        for first, then in pairs_of(order):
            for early, late in _turned(first, then, order, case):
                root = _root(first, then, early, late)
                if root in told or not case.in_window(early.day) and not case.in_window(late.day):
                    continue
                told.add(root)
                yield Hit(
                    object=f"{early.name}：{early.day}{then.name}，{late.day}才{first.name}",
                    root=root,
                    document=order.source,
                    record=late.source,
                    values={"first": str(early.day), "second": str(late.day), "step": first.name, "next": then.name},
                )


def _root(first: Act, then: Act, early: Step, late: Step) -> str:
    """One cause for one pair of days; of acts of the whole firm the one that other rules find too."""
    pair = f"{first.name}:{then.name}:{early.day}"
    return f"activity-order:{pair}" if first.yearly else f"step-order:{pair}:{late.day}"


def _turned(first: Act, then: Act, order: Order, case: Case) -> Iterator[tuple[Step, Step]]:
    """The second act done before the first, of one object."""
    if first.yearly != then.yearly:
        return
    firsts, thens = steps(first, case, approved=order.approved or first.yearly and order.finished), steps(then, case)
    for done in thens:
        if order.since and done.day < order.since:
            continue
        if first.yearly:
            yield from _in_round(done, firsts)
            continue
        same = [f for f in firsts if same_object(f, done, alone=len(firsts) == len(thens) == 1)]
        begun = (max if first.name == "试运行" else min)(same, key=lambda f: f.day, default=None)
        if begun and done.day < begun.day and (begun.day - done.day).days < _LONGEST:
            yield done, begun


def _in_round(done: Step, firsts: list[Step]) -> Iterator[tuple[Step, Step]]:
    """Of acts of the whole firm: none in the half-year before, and one soon after."""
    apart = [
        ((f.day - done.day).days, f) for f in firsts if f.record and done.record and f.record.paper != done.record.paper
    ]
    if any(-_LONGEST <= days <= 0 for days, _ in apart):
        return
    after = min((x for x in apart if 0 < x[0] <= _ROUND), key=lambda x: x[0], default=None)
    if after:
        yield done, after[1]


@detector("B4", "begun-before-approval", version=2)
def begun_before_approval(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Two days of one record or row that stand in the order its rule turns round."""
    told: set[str] = set()
    for order in orders(case):
        for record in case.facts.records:
            if record.id in told or not _concerns(order, record, case):
                continue
            early, late = _then(order, record), _first(order, record)
            if early is None or late is None or early[0] == late[0]:
                continue
            (then, begun, _), (first, done, source) = early, late
            if not begun < done or not case.in_window(begun) and not case.in_window(done):
                continue
            told.add(record.id)
            yield Hit(
                object=f"{_called(record)}：{begun}{then}，{done}才{first}",
                root=f"approval-order:{record.id}",
                document=order.source,
                record=source,
                values={"first": str(begun), "second": str(done), "step": first, "next": then},
            )


def _called(record: Record) -> str:
    return f"{record.title}（{record.subject}）" if record.row and record.subject else record.title


_AROUND = re.compile(r"日期|时间|完成|实际|开始|起始|起$|日$|情况|结果|人$|[（(].*?[)）]|\s")
"""What the label of a day says besides the act."""
_APPROVAL = re.compile("批准|审批|签批|审定|同意")


def _concerns(order: Order, record: Record, case: Case) -> bool:
    """Whether a rule is about records of this kind: it names their form, or speaks of what they are called after."""
    duty = order.duty
    if duty and duty.forms:
        linked = link(duty, case)
        if linked.strength in ("code", "name"):
            return any(
                r.id == record.id or record.row and r.paper == record.paper and r.title == record.title
                for r in linked.records
            )
    core = core_name(record.title)
    return len(core) >= 2 and core in order.source.quote


def _then(order: Order, record: Record) -> tuple[str, date, Source] | None:
    return next(_labelled(order.then, order.first, record), None)


def _first(order: Order, record: Record) -> tuple[str, date, Source] | None:
    """What had to come first: its approval, signed or labelled, or the day of its own label."""
    told = list(_labelled(order.first, order.then, record))
    if order.approved:
        signed = [("批准", s.on, s.source) for s in record.signatures if s.on and s.role == "批准"]
        told = signed + [
            ("批准", f.on, f.source) for f in dated(record) if f.on and _APPROVAL.search(lowest_head(f.name))
        ]
    return min(told, key=lambda x: x[1], default=None)


def _labelled(words: str, others: str, record: Record) -> Iterator[tuple[str, date, Source]]:
    for field in dated(record):
        label = _AROUND.sub("", lowest_head(field.name))
        if field.on and len(label) >= 2 and label in words and label not in others:
            yield label, field.on, field.source
