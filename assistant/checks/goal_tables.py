"""Goals in tables: one a row, one a column, or one a card of labels and values."""

import re
from collections.abc import Mapping, Sequence

from ..domain.goal_slots import Slot
from ..text.dates import find_dates
from ..text.quantities import to_number
from .goal_item import GoalItem, SlotText, is_empty
from .goal_labels import YEAR, slot_of
from .grids import Grid, Row
from .paper import Paper

_IDS = ("编号", "序号", "目标编号", "代号", "No.", "NO", "No", "项次")
_VALUES = frozenset({"target", "baseline"})


# -- one goal a row ------------------------------------------------------------------------------------------------


def table_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of tables that name goals and say at least two things about them, among them a value."""
    grids = [(grid, columns) for grid in paper.grids if (columns := _columns(grid, slots))]
    valued = [(grid, columns) for grid, columns in grids if _VALUES & set(columns)]
    parts: dict[str, list[tuple[Row, dict[str, SlotText]]]] = {}
    names: dict[str, str] = {}
    for grid, columns in [*valued, *(pair for pair in grids if pair not in valued)]:
        numbered = (grid, columns) not in valued and "name" not in columns
        for row in grid.rows if valued else ():
            key = _key(grid, row, columns, names)
            known = key in parts and not (numbered and key.isdigit())
            if key and (known or (grid, columns) in valued):
                parts.setdefault(key, []).append((row, _cells(grid, row, columns)))
    return tuple(_merged(key, found) for key, found in parts.items())


def _columns(grid: Grid, slots: Sequence[Slot]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, column in enumerate(grid.columns):
        slot = slot_of(column, slots)
        if slot is None and YEAR.fullmatch(re.sub(r"\s|计划|值|年度", "", column.split(" ")[-1]).replace("年末", "年")):
            slot = "target" if _numeric(grid, index) else None
        if slot == "name" and _numeric(grid, index):
            slot = "target"
        if slot == "target" and "target" in found:
            slot = _earlier(grid, found, index)
        if slot and slot not in found:
            found[slot] = index
    if "target" in found and "baseline" not in found:
        _years(grid, found)
        _column_before(grid, found)
    _shared_columns(grid, slots, found)
    named = "name" in found or _id_column(grid) is not None
    return found if named and len(found) >= 3 else {}


def _years(grid: Grid, found: dict[str, int]) -> None:
    """2025 | 2026 | 2027 as headings: the first is where the goal starts, the last is the target."""
    bare = {i: column.split(" ")[-1].strip() for i, column in enumerate(grid.columns)}
    years = {i: match[1] for i, column in bare.items() if (match := re.fullmatch(r"(20\d\d)年?(?:度|[底末])?", column))}
    if len(years) > 1 and found["target"] in years:
        found["baseline"] = min(years, key=lambda index: years[index])
        if found.get("stages") == found["baseline"]:
            between = [i for i in years if i not in (found["baseline"], found["target"])]
            found.pop("stages")
            if between:
                found["stages"] = between[0]


def _column_before(grid: Grid, found: dict[str, int]) -> None:
    """A column of numbers right before the target, of no other use, holds what was before."""
    index = found["target"] - 1
    head = grid.columns[index] if index >= 0 else ""
    if index not in found.values() and _numeric(grid, index) and not re.search(r"权重|分值|序号|编号|比重", head):
        found["baseline"] = index


def _shared_columns(grid: Grid, slots: Sequence[Slot], found: dict[str, int]) -> None:
    """``计算方法与数据来源`` fills two slots."""
    for index, column in enumerate(grid.columns):
        for part in re.split(r"[与及和、/／]", column) if index in found.values() else ():
            slot = slot_of(part, slots)
            if slot and slot not in found and len(part) > 1:
                found[slot] = index


def _numeric(grid: Grid, index: int) -> bool:
    """A column headed 目标 or 指标 that holds numbers holds targets."""
    cells = [row.cells[index].strip() for row in grid.rows if index < len(row.cells)]
    said = [cell for cell in cells if not is_empty(cell)]
    return bool(said) and all(re.match(r"^[≥≤><＞＜=≈约\s]*[-−]?\d", cell) and len(cell) <= 12 for cell in said)


def _earlier(grid: Grid, found: dict[str, int], index: int) -> str:
    """Of two target columns with years the later one is the target, the other a stage."""
    first, second = (YEAR.search(re.sub(r"\s", "", grid.columns[i])) for i in (found["target"], index))
    if first and second and second[1] > first[1]:
        found.setdefault("stages", found["target"])
        found["target"] = index
    return "stages"


def _id_column(grid: Grid) -> int | None:
    return next((i for i, column in enumerate(grid.columns) if re.sub(r"\s", "", column) in _IDS), None)


def _key(grid: Grid, row: Row, columns: Mapping[str, int], names: dict[str, str]) -> str:
    if sum(1 for cell in row.cells if cell.strip()) < 2:
        return ""
    name = row.cells[columns["name"]].strip() if "name" in columns else ""
    id_column = _id_column(grid)
    key = row.cells[id_column].strip() if id_column is not None else ""
    if key and name:
        names.setdefault(name, key)
    return key or names.get(name, name)


def _cells(grid: Grid, row: Row, columns: Mapping[str, int]) -> dict[str, SlotText]:
    found = {
        slot: SlotText(text=row.cells[index].strip(), quote=row.text, locator=row.locator)
        for slot, index in columns.items()
        if index < len(row.cells) and not is_empty(row.cells[index])
    }
    _from_headings(grid, row, columns, found)
    _arrow(found)
    return found


def _arrow(found: dict[str, SlotText]) -> None:
    """``180分钟→30分钟`` in one cell."""
    slot = next((slot for slot in ("baseline", "target") if slot in found and "→" in found[slot].text), None)
    if slot:
        before, after = found[slot].text.split("→", maxsplit=1)
        for name, text in (("baseline", before), ("target", after)):
            found[name] = found[slot].model_copy(update={"text": text.strip()})


def _from_headings(grid: Grid, row: Row, columns: Mapping[str, int], found: dict[str, SlotText]) -> None:
    """Dates and units that stand in the headings: 基线值（2025年）, 目标值（%）, 2027年目标."""
    for slot in ("baseline", "target", "name"):
        head = re.sub(r"(?<=\d)\s+(?=\d)", "", grid.columns[columns[slot]]) if slot in columns else ""
        bracket = re.search(r"[（(]([^）)]*)[）)]", head)
        inside = bracket[1].strip() if bracket else ""
        dates = find_dates(head) or find_dates(f"{head}年")
        if slot in found and dates and slot != "name":
            date_slot = "baseline_on" if slot == "baseline" else "due"
            text = f"{head}年"[dates[0].start : dates[-1].end]
            found.setdefault(date_slot, SlotText(text=text, quote=row.text, locator=row.locator))
        elif inside and "target" in found and not re.search(r"\d", inside) and len(inside) <= 8:
            found.setdefault("unit", SlotText(text=inside, quote=row.text, locator=row.locator))
    _unit_beside_name(row, found)


def _unit_beside_name(row: Row, found: dict[str, SlotText]) -> None:
    name = found["name"].text if "name" in found else ""
    unit = re.search(r"[（(/／]\s*([%％‰]|[\u4e00-\u9fffA-Za-z/·]{1,8})\s*[)）]?$", name)
    if unit and "target" in found and not re.search(r"升|降|提高|减|OEE|[A-Z]{3}", unit[1]):
        found.setdefault("unit", SlotText(text=unit[1], quote=row.text, locator=row.locator))


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


# -- one goal a column ---------------------------------------------------------------------------------------------


def transposed_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of tables whose first column names the slots and whose other columns are the goals."""
    return tuple(goal for grid in paper.grids if not grid.form for goal in _by_column(grid, slots))


def _by_column(grid: Grid, slots: Sequence[Slot]) -> list[GoalItem]:
    head = Row(locator=grid.rows[0].locator, cells=grid.columns, text=" | ".join(grid.columns)) if grid.rows else None
    rows = [(slot, row) for row in ([head] if head else []) + list(grid.rows) if (slot := slot_of(row.cells[0], slots))]
    labels = {slot for slot, _ in rows}
    if len(labels) < 3 or not _VALUES & labels:
        return []
    width = max(len(row.cells) for _, row in rows)
    return [goal for index in range(1, width) if (goal := _column_goal(grid, rows, index))]


def _column_goal(grid: Grid, rows: Sequence[tuple[str, Row]], index: int) -> GoalItem | None:
    found: dict[str, SlotText] = {}
    for slot, row in rows:
        text = row.cells[index].strip() if index < len(row.cells) else ""
        if text and not is_empty(text):
            found.setdefault(slot, SlotText(text=text, quote=row.text, locator=row.locator))
    if len(found) < 3:
        return None
    title = grid.columns[index] if index < len(grid.columns) else ""
    place = found.get("name") or next(iter(found.values()))
    texts = [row.cells[index] for row in grid.rows if index < len(row.cells)]
    name = found["name"].text if "name" in found else title
    return GoalItem(name=name, quote=place.quote, locator=place.locator, slots=found, text="\n".join([title, *texts]))


# -- one goal a card -----------------------------------------------------------------------------------------------


def card_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of forms, each a column of labels with values; a second name begins the next goal."""
    return tuple(goal for grid in paper.grids if grid.form for goal in _cards(grid, slots))


def _cards(grid: Grid, slots: Sequence[Slot]) -> list[GoalItem]:
    cards: list[list[tuple[str, str, Row]]] = [[]]
    for row in grid.rows:
        for label, value in grid.pairs(row):
            slot = slot_of(label, slots)
            if slot == "name" and any(known == "name" for known, _, _ in cards[-1]):
                cards.append([])
            if slot:
                cards[-1].append((slot, value, row))
    return [goal for card in cards if (goal := _card(grid, card))]


def _card(grid: Grid, card: Sequence[tuple[str, str, Row]]) -> GoalItem | None:
    labels = {slot for slot, _, _ in card}
    if len(labels) < 3 or not (_VALUES & labels):
        return None
    found: dict[str, SlotText] = {}
    for slot, value, row in card:
        if value and not is_empty(value):
            found.setdefault(slot, SlotText(text=value, quote=row.text, locator=row.locator))
    first = next((row for slot, _, row in card if slot == "name"), card[0][2])
    name = found["name"].text if "name" in found else grid.section
    if to_number(name) is not None and "target" not in found and "name" in found:
        found["target"] = found["name"]
    text = "\n".join(dict.fromkeys(row.text for _, _, row in card))
    return GoalItem(name=name, quote=first.text, locator=first.locator, slots=found, text=text)
