"""Values a summary lists one a month: 返工率：2.3、2.9、2.1."""

import re
from collections.abc import Iterator
from datetime import date

from ..domain.facts import Line, Measurement, Record, Source
from ..text.quantities import to_number
from .case import Case
from .registry import Hit

_LISTED = (
    r"(?:[（(][^（()）]{{1,8}}[)）])?\s*[：:为是]?\s*(?P<v>\d+(?:\.\d+)?(?:\s*[、，,]\s*\d+(?:\.\d+)?){{{more}}})"
    r"(?![\d.]|\s*[、/]\s*\d)"
)


def listed(line: Line, record: Record, table: dict[tuple[str, date, date], Measurement], case: Case) -> Iterator[Hit]:
    """返工率：2.3、2.9、2.1 in the summary of a quarter: one value a month."""
    if record.period is None or not 80 <= (record.period[1] - record.period[0]).days <= 190:
        return
    goals = {goal for goal, _, _ in table}
    months = sorted({
        (a, b) for _, a, b in table if record.period[0] <= a and b <= record.period[1] and (b - a).days < 32
    })
    for goal in goals:
        match = re.search(rf"(?<![\u4e00-\u9fff]){re.escape(goal)}" + _LISTED.format(more=len(months) - 1), line.text)
        if not match or len(goal) < 2 or len(months) < 3:
            continue
        for (first, last), told in zip(months, re.findall(r"\d+(?:\.\d+)?", match["v"]), strict=True):
            known = table.get((goal, first, last))
            value = to_number(known.text) if known else None
            if (
                known
                and value is not None
                and abs(value - float(told)) > 0.051
                and abs(value * 100 - float(told)) > 0.051
            ):
                yield Hit(
                    object=f"{goal} {case.label(first, last)}：{told} / {known.text}",
                    root=f"value:{goal}:{first}",
                    document=Source(file=record.paper, locator=line.locator, quote=line.text, rule="value/1"),
                    record=known.source,
                    values={"one": told, "other": known.text},
                )
