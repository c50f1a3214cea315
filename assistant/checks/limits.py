"""Check for one thing to be done within two different times."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..text.dates import chinese_int
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .tasks import task_columns
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_LIMIT = re.compile(
    r"(?P<before>[^，。；：:|、]{0,30}?)(?P<number>\d+|[一二两三四五六七八九十]{1,2})\s*个?\s*(?P<unit>工作日|小时|分钟|天|日|周)\s*(?:之|以)?内\s*"
    r"(?P<after>[^，。；|]{2,24})"
)
_TRIGGER = re.compile(
    r"(?P<on>[\u4e00-\u9fffA-Za-z]{2,14}?)(?:之|以)?后(?:的|起)?$|自(?P<from>[\u4e00-\u9fff]{2,14}?)之日起$"
)
_FILL = re.compile(r"应当?|须|必须|要(?!求)|于|在|的|将|起|自|由|最[迟长多晚]|不超过|之日|(?<=[部门员人科室])在")
_MARK = re.compile(r"^\s*(?:第[一二三四五六七八九十\d]+[条款]|[（(]?[\d一二三四五六七八九十.]+[)）.、．]?)\s*")


class _Limit(NamedTuple):
    """Who does what within which time after what."""

    who: str
    on: str
    does: str
    time: str
    line: Line
    text: str


@check("contradictory_limit")
def contradictory_limit(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The same verb after the same trigger, or by the same actor on the same thing, within two different times.

    ``cases``: words that set one case apart from another (一般、重大 …).
    """
    cases, seen = any_of(parameters, "cases"), list[_Limit]()
    told = phrases([piece for piece in paper.body if not (piece.row and "|" in piece.text)])
    for limit in (*_tabled(paper), *(limit for line, text in told for limit in _limits(line, text))):
        other = next((known for known in seen if _clash(limit, known, cases)), None)
        if other:
            values = {"one": other.time, "two": limit.time, "place": other.line.locator, "other": other.text}
            yield at(limit.line, limit.text, **values)
        seen.append(limit)


def _tabled(paper: Paper) -> Iterator[_Limit]:
    """Rows of tables of steps with columns for what is done, by whom and within which time."""
    for grid in paper.grids:
        columns = task_columns(grid)
        if not {"what", "owner"} <= set(columns):
            continue
        for row in grid.rows:
            line = Line(locator=row.locator, text=row.text, section=row.section, row=True)
            cells = [cell for cell in row.cells if re.search(r"内\s*$", cell)]
            for match in (match for cell in cells[:1] if (match := _LIMIT.search(f"{cell}完成"))):
                who, what = (row.cells[columns[slot]].strip() for slot in ("owner", "what"))
                on = re.sub(r"(?:之|以)?后(?:的)?\s*$", "", match["before"].strip())
                yield _Limit(who, on if on != match["before"].strip() else "", what, _time(match), line, row.text)


def _limits(line: Line, text: str) -> Iterator[_Limit]:
    for match in _LIMIT.finditer(text):
        said = re.split(r"\s", _MARK.sub("", match["before"]).strip())[-1]
        before = _FILL.sub("", said).strip()
        trigger = _TRIGGER.search(re.sub(r"[应须在于]+$", "", said.strip()).strip())
        on = re.split(r"[在于]", (trigger["on"] or trigger["from"]) if trigger else "")[-1]
        on = _FILL.sub("", on)
        who = before[: -len(on) - 1] if on and before.endswith(f"{on}后") else "" if on else before
        does = re.sub(r"^[将把对向完成进行]{1,2}(?=[\u4e00-\u9fff]{2})", "", match["after"].strip())
        yield _Limit(who, on, does, _time(match), line, text)


def _clash(one: _Limit, two: _Limit, cases: re.Pattern[str]) -> bool:
    if one.time == two.time or one.text == two.text or set(cases.findall(one.text)) != set(cases.findall(two.text)):
        return False
    if one.line.row != two.line.row and one.who and one.who == two.who:
        return _begins(one.on, two.on) and _shared(one.does, two.does) and one.time[-3:] == two.time[-3:]
    if one.does[:2] != two.does[:2]:
        return False
    same_thing = _near(one.does, two.does)
    if one.on and two.on:
        return _alike(one.on, two.on) and (same_thing or len(one.on) > 3 and _touch(one.text, two.text))
    actors = [limit.who or limit.on for limit in (one, two)]
    return same_thing and all(len(actor) > 1 for actor in actors) and _begins(*actors)


def _near(one: str, two: str) -> bool:
    """The same words, or one begins with the other."""
    short, long = sorted((one, two), key=len)
    return long.startswith(short[:6]) and (len(short) >= 4 or len(long) <= 4)


def _shared(one: str, two: str) -> bool:
    """Most neighbouring characters of the shorter stand in the longer: a step as told in a table and in a sentence."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, two)]
    short, long = sorted(pairs, key=len)
    return len(short) > 3 and len(short & long) >= 0.6 * len(short)


def _alike(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 1 and long.endswith(short)


def _begins(one: str, two: str) -> bool:
    """维修工, 维修工接单: the same actor, once with the occasion."""
    short, long = sorted((one, two), key=len)
    return long.startswith(short) and len(long) - len(short) <= 6


def _touch(one: str, two: str) -> bool:
    """The sentences share a name of four characters besides what is said of the time."""
    parts = {one[i : i + 4] for i in range(len(one) - 3) if re.fullmatch(r"[\u4e00-\u9fff]{4}", one[i : i + 4])}
    return sum(part in two for part in parts) >= 3


def _time(match: re.Match[str]) -> str:
    return f"{chinese_int(match['number']) or match['number']} {match['unit']}内"
