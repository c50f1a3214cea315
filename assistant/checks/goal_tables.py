"""Goals in tables: one a row, one a column, or one a card of labels and values."""

import re
from collections.abc import Mapping, Sequence

from ..domain.goal_slots import Slot
from ..text.dates import find_dates
from ..text.quantities import to_number
from .goal_columns import goal_columns, id_column, turned
from .goal_contents import is_unit, known_kinds
from .goal_item import GoalItem, SlotText, is_empty
from .goal_labels import label_parts, slot_of, value_for
from .goal_spans import spread, step_columns, steps_in
from .grids import Grid, Row
from .paper import Paper

_VALUES = frozenset({"target", "baseline"})


# -- one goal a row ------------------------------------------------------------------------------------------------


def table_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of tables that name goals and say at least two things about them, among them a value."""
    tables = [grid for grid in paper.grids if not is_card(grid, slots)]
    grids = [(grid, columns) for grid in tables if (columns := goal_columns(grid, slots))]
    valued = [(grid, columns) for grid, columns in grids if _VALUES & set(columns)]
    parts: dict[str, list[tuple[Row, dict[str, SlotText]]]] = {}
    names: dict[str, str] = {}
    for grid, columns in [*valued, *(pair for pair in grids if pair not in valued)]:
        numbered = (grid, columns) not in valued and "name" not in columns
        for row in grid.rows if valued else ():
            key = _key(grid, row, columns, names)
            known = key in parts and not (numbered and key.isdigit())
            found = _cells(grid, row, columns)
            if key and (known or (grid, columns) in valued) and not _another(found, parts.get(key, ())):
                parts.setdefault(key, []).append((row, found))
    return tuple(_merged(key, found) for key, found in parts.items())


def only_steps(paper: Paper, slots: Sequence[Slot]) -> bool:
    """Whether the values of all tables stand below bare days or quarters: steps of goals told elsewhere."""
    read = [(grid, goal_columns(grid, slots)) for grid in paper.grids if not is_card(grid, slots)]
    heads = [grid.columns[columns[slot]] for grid, columns in read for slot in _VALUES & set(columns)]
    return bool(heads) and not any(
        re.sub(r"20\d\d|第?[一二三四\d]季度?|Q\d|[\d年月日底末前半上下中\s\-./]", "", h) for h in heads
    )


_SIGNED = re.compile(r"(?:编制?|审核?|批准?|拟[制稿]?|制[表定]|会签?|核准?|填报|签发)人?[:：]?")
"""First cell of a row of signatures below a table of goals."""


def _another(found: Mapping[str, SlotText], known: Sequence[tuple[Row, Mapping[str, SlotText]]]) -> bool:
    """The code of a known goal with another name beside it: what departments contribute to the goal."""
    names = {slots["name"].text for _, slots in known if "name" in slots}
    return "name" in found and bool(names) and found["name"].text not in names


def _key(grid: Grid, row: Row, columns: Mapping[str, int], names: dict[str, str]) -> str:
    said = [cell.strip() for cell in row.cells if cell.strip()]
    if len(said) < 2 or _SIGNED.fullmatch(said[0]):
        return ""
    name = row.cells[columns["name"]].strip() if "name" in columns else ""
    ids = id_column(grid)
    key = row.cells[ids].strip() if ids is not None else ""
    if key and name:
        names.setdefault(name, key)
    alone = _titled_by(grid.section) if len(grid.rows) == 1 else ""
    return key or names.get(name, name) or alone


def _titled_by(section: str) -> str:
    """The goal a heading right above its only row names: 目标一：交付周期."""
    return re.sub(r"^.{0,4}?[0-9一二三四五六七八九十A-Z]{1,3}\s*[:：、.\s]\s*(?=\S{3})", "", section.strip())


def _cells(grid: Grid, row: Row, columns: Mapping[str, int]) -> dict[str, SlotText]:
    found = {
        slot: SlotText(text=row.cells[index].strip(), quote=row.text, locator=row.locator)
        for slot, index in columns.items()
        if index < len(row.cells) and not is_empty(row.cells[index])
    }
    _from_headings(grid, row, columns, found)
    spread(found)
    _fraction(grid, row, found)
    if way := steps_in(grid, row, step_columns(grid, columns)):
        found["stages"] = way
    return found


def _fraction(grid: Grid, row: Row, found: dict[str, SlotText]) -> None:
    """Columns 分子 and 分母 make one formula."""
    parts = [row.cells[i].strip() for i, head in enumerate(grid.columns) if re.fullmatch(r"分[子母]", head.strip())]
    if len(parts) == 2 and not any(map(is_empty, parts)):
        found["formula"] = SlotText(text="÷".join(parts), quote=row.text, locator=row.locator)


def _from_headings(grid: Grid, row: Row, columns: Mapping[str, int], found: dict[str, SlotText]) -> None:
    """Dates and units that stand in the headings: 基线值（2025年）, 目标值（%）, 2027年目标."""
    for slot in ("baseline", "target", "name"):
        _from_head(slot, grid.columns[columns[slot]] if slot in columns else "", row, found)
    _unit_beside_name(row, found)


def _from_head(slot: str, heading: str, row: Row, found: dict[str, SlotText]) -> None:
    """The date or unit in one heading or label."""
    head = re.sub(r"\s*全年", "年", re.sub(r"(?<=\d)\s+(?=\d)", "", heading))
    bracket = re.search(r"[（(]([^）)]*)[）)]", head)
    inside = bracket[1].strip() if bracket else ""
    dates = find_dates(head) or find_dates(f"{head}年")
    if slot in found and dates and slot != "name":
        date_slot = "baseline_on" if slot == "baseline" else "due"
        text = f"{head}年"[dates[0].start : dates[-1].end]
        found.setdefault(date_slot, SlotText(text=text, quote=row.text, locator=row.locator))
    elif inside and "target" in found and is_unit(inside):
        found.setdefault("unit", SlotText(text=inside, quote=row.text, locator=row.locator))


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
    code = key if re.fullmatch(r"[A-Z]{1,3}[-－]?\d{1,3}(?:[.\-]\d+)?", key) else ""
    text = "\n".join(row.text for row, _ in parts)
    section = first.section if "name" not in slots and len(parts) == 1 else ""
    return GoalItem(
        name=name, quote=first.text, locator=first.locator, slots=slots, text=text, code=code, table=True,
        section=section,
    )  # fmt: skip


# -- one goal a column ---------------------------------------------------------------------------------------------


def transposed_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of tables whose first column names the slots and whose other columns are the goals."""
    tables = (grid for grid in paper.grids if not grid.form and not is_card(grid, slots))
    return tuple(goal for grid in tables for goal in _by_column(grid, slots))


def _by_column(grid: Grid, slots: Sequence[Slot]) -> list[GoalItem]:
    if not grid.rows:
        return []
    head = Row(locator=grid.rows[0].locator, cells=grid.columns, text=" | ".join(grid.columns))
    table = [head, *grid.rows]
    rows = [(slot, table[index]) for slot, index in goal_columns(turned(grid), slots).items()]
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
    for slot, row in rows:
        if slot in ("baseline", "target", "name"):
            _from_head(slot, row.cells[0], row, found)
    spread(found)
    if len(found) < 3:
        return None
    title = grid.columns[index] if index < len(grid.columns) else ""
    place = found.get("name") or next(iter(found.values()))
    texts = [row.cells[index] for row in grid.rows if index < len(row.cells)]
    name = re.sub(
        r"^(?:目标|指标)\s*[A-Z0-9一二三四五六七八九十]{0,2}\s*[:：、.]?\s*(?=\S{3})",
        "",
        found["name"].text if "name" in found else title,
    )
    return GoalItem(
        name=name, quote=place.quote, locator=place.locator, slots=found, text="\n".join([title, *texts]), table=True
    )


# -- one goal a card -----------------------------------------------------------------------------------------------


def card_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of forms, each a column of labels with values; a second name begins the next goal."""
    stacked = [(grid, card, name) for grid in paper.grids for name, card in stacked_cards(grid, slots)]
    grids = [grid for grid in paper.grids if (grid.form or is_card(grid, slots)) and not stacked]
    cards = [(grid, card, above) for grid in grids for card, above in _cards(grid, slots, _above(paper, grid))]
    cards += stacked
    valued = [card for _, card, _ in cards if _VALUES & {slot for slot, *_ in card}]
    alike = len(valued) > 1 or any(len(card) > 4 for card in valued)
    return tuple(goal for grid, card, above in cards if (goal := _card(grid, card, above, valued=not alike)))


def stacked_cards(grid: Grid, slots: Sequence[Slot]) -> list[tuple[str, "_Card"]]:
    """Goals one below the other in three columns: the goal (merged or told once), a label, its value."""
    rows = [row for row in grid.rows if len(row.cells) >= 3]
    labels = [slot_of(row.cells[-2], slots) for row in rows]
    if grid.form or len(grid.columns) != 3 or len(rows) < 6 or sum(map(bool, labels)) < 0.8 * len(rows):
        return []
    cards: dict[str, list[tuple[str, str, Row]]] = {}
    name = ""
    for row, slot in zip(rows, labels, strict=True):
        name = row.cells[0].strip() or name
        if slot and name:
            value = "" if row.cells[-1] == row.cells[-2] else row.cells[-1].strip()
            cards.setdefault(name, []).append((slot, value, row))
    return [(name, card) for name, card in cards.items() if len({slot for slot, *_ in card}) > 3]


def _above(paper: Paper, grid: Grid) -> str:
    """The short line right above a card, which names its goal: 指标 K1　不良数."""
    lines = [line.text.strip() for line in paper.lines if line.order == grid.order - 1 and len(line.text.strip()) <= 30]
    text = lines[0] if lines and not re.search(r"[。；，：:]", lines[0]) else ""
    return re.sub(r"^.{0,12}?(?:[A-Z]{0,2}-?[0-9一二三四五六七八九十]{1,3})\s*[:：、.\s　]\s*(?=\S{3})", "", text)


def is_card(grid: Grid, slots: Sequence[Slot]) -> bool:
    """Labels and values side by side in every row, the first row too, though none of the labels is a common one."""
    rows = [grid.columns, *(row.cells for row in grid.rows)]
    if len(grid.columns) not in (4, 6) or len(rows) < 3:
        return False
    labels = [cells[i].strip() for cells in rows for i in range(0, len(cells), 2) if cells[i].strip()]
    named = [slot for label in labels if len(label) <= 10 and (slot := slot_of(label, slots))]
    return len(named) >= 0.7 * len(labels) and len(set(named)) >= 4 and bool(_VALUES & set(named))


_Card = Sequence[tuple[str, str, Row]]


def _cards(grid: Grid, slots: Sequence[Slot], above: str) -> list[tuple[_Card, str]]:
    """The cards of a form, each with the name it has where it tells none."""
    cards: list[list[tuple[str, str, Row]]] = [[]]
    head = [Row(locator=grid.locator, cells=grid.columns, text=" | ".join(grid.columns))] if grid.columns else []
    for row in (*head, *grid.rows):
        for label, value in grid.pairs(row):
            said = {known for known, _, _ in cards[-1]}
            named = [slot for part in label_parts(label, slots) if (slot := slot_of(part, slots))]
            kind = "" if named else known_kinds(value, said)
            for slot in named or ([kind] if kind else []):
                if slot == "name" and any(known == "name" for known, _, _ in cards[-1]):
                    cards.append([])
                cards[-1].append((slot, value_for(slot, named, value), row))
    names = [_numbered(grid), above] if len(cards) == 1 else []
    return [(card, next(filter(None, names), "")) for card in cards]


def _numbered(grid: Grid) -> str:
    """The value beside 卡片1, 目标二 in the first row."""
    label, value = next(iter(grid.pairs(grid.rows[0])), ("", "")) if grid.rows else ("", "")
    return value if re.fullmatch(r"[\u4e00-\u9fffA-Z]{0,4}\s*[0-9一二三四五六七八九十]{1,3}", label) else ""


def _card(grid: Grid, card: _Card, called: str, *, valued: bool) -> GoalItem | None:
    """A goal; a card without any value is one where others of its kind are (not ``valued``)."""
    labels = {slot for slot, _, _ in card}
    if len(labels) < 3 or not (_VALUES & labels or (not valued and {"name", "owner"} <= labels)):
        return None
    found: dict[str, SlotText] = {}
    for slot, value, row in card:
        if value and not is_empty(value):
            found.setdefault(slot, SlotText(text=value, quote=row.text, locator=row.locator))
    spread(found)
    first = next((row for slot, _, row in card if slot == "name"), card[0][2])
    name = found["name"].text if "name" in found else called or grid.section
    if to_number(name) is not None and "target" not in found and "name" in found:
        found["target"] = found["name"]
    text = "\n".join(dict.fromkeys(row.text for _, _, row in card))
    return GoalItem(name=name, quote=first.text, locator=first.locator, slots=found, text=text)
