"""Which words of a duty each of its limits belongs to: 3日内开出不符合报告，7日内提交审核报告 are two."""

import re

from ..domain.facts import Deadline, Prescription
from ..text.spoken_time import plain_time


def limits(duty: Prescription) -> list[tuple[Deadline, str]]:
    """Every limit of a duty with the words it is about; one that stands alone is about the whole of it."""
    if len(duty.deadlines) < 2:
        return [(d, duty.action) for d in duty.deadlines]
    told = plain_time(re.sub(r"\s+", "", duty.action))
    starts = [_start(told, d.text) for d in duty.deadlines]
    if -1 in starts or starts != sorted(set(starts)):
        return [(duty.deadlines[0], duty.action)]
    return [(d, told[a:b]) for d, a, b in zip(duty.deadlines, starts, [*starts[1:], len(told)], strict=True)]


def _start(told: str, limit: str) -> int:
    """Where the phrase begins that holds the limit."""
    tail = re.split("[，,、；;。]", limit)[-1]
    place = told.find(tail)
    return place if place < 0 else max(told.rfind(mark, 0, place) for mark in "，；。") + 1
