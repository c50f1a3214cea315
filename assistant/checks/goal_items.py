"""Goals as they stand in a paper: rows of goal tables, blocks, or sentences, each with its slots and its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ..domain.goal_slots import Slot
from ..domain.value import Value
from ..text.dates import DateMention, find_dates
from .paper import Grid, Line, Paper, Row

_EMPTY = re.compile(r"^[\s—–\-－/\\]*$|^(?:无|暂无|待定|待补充|/|N/?A|未定|空)$|【待", re.I)
_START = re.compile(
    r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]\s*)?(?:量化)?(?:目标|指标)\s*[0-9一二三四五六七八九十]*\s*[:：]"
)
_GENERIC = re.compile(
    r"说明|附则|监[视测]|考核|调整|资源|总则|目的|范围|职责|依据|概述|方针|批准|评审|计算|数据来源|修订"
)
_SUBJECT = re.compile(r"目标|能力|指标")


class SlotText(Value):
    """What stands in a slot, verbatim, and where."""

    text: str
    quote: str
    locator: str


class GoalItem(Value):
    """One goal of a paper. A slot that is absent or empty is not in ``slots``."""

    name: str
    quote: str
    """The words that stand for the goal as a whole: its row, or its first sentence."""
    locator: str
    slots: Mapping[str, SlotText]
    text: str
    """Everything the paper says about the goal."""

    def slot(self, name: str) -> str:
        """Text of a slot, empty when absent."""
        return self.slots[name].text if name in self.slots else ""


def goal_items(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """All goals: from tables where the paper has a goal table, else from its prose."""
    tables = [found for grid in paper.grids if (found := _columns(grid, slots))]
    if any("target" in columns or "baseline" in columns for columns in tables):
        return _from_tables(paper, slots)
    return tuple(_from_prose(paper, slots))


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, a dash, 待定, a placeholder."""
    return bool(_EMPTY.search(text.strip()))


def dates_of(text: str) -> list[DateMention]:
    """Dates in a slot."""
    return find_dates(text)


# -- tables --------------------------------------------------------------------------------------------------------


def _columns(grid: Grid, slots: Sequence[Slot]) -> dict[str, int]:
    """Column of each slot; empty unless the table names goals and says at least two things about them."""
    found: dict[str, int] = {}
    for index, column in enumerate(grid.columns):
        slot = _slot_of(column, slots)
        if slot and slot not in found:
            found[slot] = index
    named = "name" in found or _id_column(grid) is not None
    return found if named and len(found) >= 3 else {}


def _slot_of(column: str, slots: Sequence[Slot]) -> str | None:
    flat = re.sub(r"\s|[（(][^）)]*[）)]", "", column)
    words = [(word, slot.name) for slot in slots for word in slot.columns]
    for fits in (flat.__eq__, flat.startswith, flat.endswith):
        candidates = [(len(word), name) for word, name in words if fits(word) and (len(word) > 1 or flat == word)]
        if candidates:
            return max(candidates)[1]
    return None


def _id_column(grid: Grid) -> int | None:
    names = ("编号", "序号", "目标编号", "代号", "No.", "NO")
    return next((i for i, column in enumerate(grid.columns) if column.strip() in names), None)


def _from_tables(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    parts: dict[str, list[tuple[Row, dict[str, SlotText]]]] = {}
    for grid in paper.grids:
        columns = _columns(grid, slots)
        for row in grid.rows if columns else ():
            key = _key(grid, row, columns)
            if key:
                parts.setdefault(key, []).append((row, _cells(grid, row, columns)))
    return tuple(_merged(key, found) for key, found in parts.items())


def _key(grid: Grid, row: Row, columns: Mapping[str, int]) -> str:
    id_column = _id_column(grid)
    if id_column is not None and row.cells[id_column].strip():
        return row.cells[id_column].strip()
    return row.cells[columns["name"]].strip() if "name" in columns else ""


def _cells(grid: Grid, row: Row, columns: Mapping[str, int]) -> dict[str, SlotText]:
    found = {
        slot: SlotText(text=row.cells[index].strip(), quote=row.text, locator=row.locator)
        for slot, index in columns.items()
        if index < len(row.cells) and not is_empty(row.cells[index])
    }
    in_heading = {slot: _bracket(grid.columns[index]) for slot, index in columns.items()}
    if (inside := in_heading.get("baseline", "")) and find_dates(inside) and "baseline" in found:
        found.setdefault("baseline_on", SlotText(text=inside, quote=row.text, locator=row.locator))
    unit = in_heading.get("target", "") or in_heading.get("name", "")
    if unit and "target" in found and not find_dates(unit) and len(unit) <= 6:
        found.setdefault("unit", SlotText(text=unit, quote=row.text, locator=row.locator))
    return found


def _bracket(column: str) -> str:
    match = re.search(r"[（(]([^）)]*)[）)]", column)
    return match[1].strip() if match else ""


def _merged(key: str, parts: Sequence[tuple[Row, dict[str, SlotText]]]) -> GoalItem:
    slots: dict[str, SlotText] = {}
    for _, found in parts:
        for slot, text in found.items():
            slots.setdefault(slot, text)
    first = parts[0][0]
    name = slots["name"].text if "name" in slots else key
    return GoalItem(
        name=name, quote=first.text, locator=first.locator, slots=slots, text="\n".join(row.text for row, _ in parts)
    )


# -- prose ---------------------------------------------------------------------------------------------------------


def _from_prose(paper: Paper, slots: Sequence[Slot]) -> Iterator[GoalItem]:
    for heading, lines in _units(paper.lines):
        text = "\n".join(line.text for line in lines)
        found = {slot.name: hit for slot in slots if (hit := _find(slot, lines))}
        if _is_goal(heading, text, found):
            yield GoalItem(
                name=_name(heading, text, found), quote=lines[0].text, locator=lines[0].locator, slots=found, text=text
            )


def _units(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    heading, unit = "", list[Line]()
    for line in lines:
        if line.heading or _short_title(line.text):
            if unit:
                yield heading, unit
            heading, unit = line.text, []
        elif _START.match(line.text) and unit:
            yield heading, unit
            unit = [line]
        else:
            unit.append(line)
    if unit:
        yield heading, unit


def _short_title(text: str) -> bool:
    return bool(re.match(r"^\s*[一二三四五六七八九十]{1,3}\s*[、.．]", text)) and len(text) <= 24 and "。" not in text


def _find(slot: Slot, lines: Sequence[Line]) -> SlotText | None:
    for cue in slot.cues:
        for line in lines:
            match = _compiled(cue).search(line.text)
            if match and not is_empty(match["value"]):
                quote = _sentence_around(line.text, match)
                return SlotText(text=match["value"].strip(), quote=quote, locator=line.locator)
    return None


@lru_cache(maxsize=256)
def _compiled(cue: str) -> re.Pattern[str]:
    return re.compile(cue)


def _sentence_around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;\n") + 1
    ends = [end for mark in "。；;\n" if (end := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def _is_goal(heading: str, text: str, found: Mapping[str, SlotText]) -> bool:
    if _GENERIC.search(heading) and not _SUBJECT.search(heading):
        return False
    said = set(found) & {"target", "baseline", "owner", "source", "cadence", "due", "formula"}
    named = bool(_SUBJECT.search(heading)) or bool(_START.match(text)) or "target" in said
    return named and len(said) >= 2


def _name(heading: str, text: str, found: Mapping[str, SlotText]) -> str:
    if "name" in found:
        return found["name"].text
    subject = re.search(r"(?:^|[。；，,\s：:])([^。；，,：:\s]{2,24}?)(?:由|从)[^。]{0,24}?\d", text)
    if subject:
        return subject[1]
    return re.sub(r"^\s*(?:[一二三四五六七八九十\d]+[、.．]?|第.节)\s*", "", heading).strip() or text[:20]
