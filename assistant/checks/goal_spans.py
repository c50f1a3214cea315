"""Where a goal starts and ends in one cell (``从88%（2025年）提高到95%``), and what it is to reach on the way."""

import re
from collections.abc import Mapping, Sequence

from ..text.dates import find_dates
from .goal_item import SlotText, is_empty
from .goal_timeline import PERIOD
from .grids import Grid, Row

_VERB = r"提高|提升|增加|增[长至]?|上升|升高|扩大|降低|下降|减少|缩短|压缩|压减|缩减|[降升提减缩压拉]"
_SPAN = re.compile(
    rf"(?:(?P<name>[^\d由从自→]{{2,24}}?)\s*(?:[，,：:]|(?=[由从自])))?(?P<start>[由从自]\s*)?(?P<before>(?![由从自])[^，。；→\n]{{1,40}}?)\s*[，,]?"
    rf"(?:→|—>|->|⇒|=>|➜|(?P<verb>{_VERB})(?:到|至|为)|(?<![\d年月日])(?:到|至)(?!\s*\d{{1,2}}\s*[月日]))\s*(?P<after>[^，。；→\n]+.*)",
    re.DOTALL,
)
_COLUMN = re.compile(r"权重|分值|实际|实绩|完成(?:值|情况|率)|得分|序号|编号|备注")


def spans(cells: Sequence[str]) -> bool:
    """Whether more than half of the filled cells tell a start and an end."""
    said = [cell for cell in cells if not is_empty(cell)]
    return bool(said) and 2 * sum(bool(_split(cell)) for cell in said) > len(said)


def spread(found: dict[str, SlotText]) -> None:
    """Divide a slot that tells start and end into ``baseline`` and ``target``; a name before them stays the name."""
    for slot in ("target", "baseline", "name"):
        match = _split(found[slot].text) if slot in found else None
        if match is None or (slot == "name" and "target" in found and found["target"].text != found["name"].text):
            continue
        whole = found[slot]
        parts = {"baseline": match["before"], "target": match["after"]}
        if slot == "name" or found.get("name", whole).text == whole.text:
            parts["name"] = match["name"] or ""
        for name, text in parts.items():
            if text.strip():
                found[name] = whole.model_copy(update={"text": text.strip(" ，,：:")})
        days = find_dates(match["after"])
        if days:
            found.setdefault("due", whole.model_copy(update={"text": match["after"][days[-1].start : days[-1].end]}))
        if match["verb"]:
            found.setdefault("direction", whole.model_copy(update={"text": match["verb"]}))
        return


def _split(cell: str) -> re.Match[str] | None:
    text = cell.strip()
    match = _SPAN.fullmatch(text)
    told = match and (match["start"] or re.search(r"→|—>|->|⇒|=>|➜", text))
    dates = [(day.start, day.end) for day in find_dates(text)]
    if not match or not (told or (match["verb"] and _figure(match["before"]))):
        return None
    within = any(start < match.end("before") < end for start, end in dates)
    return match if not within and (_figure(match["before"]) or _figure(match["after"])) else None


def _figure(text: str) -> bool:
    for mention in reversed(find_dates(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return bool(re.search(r"\d", re.sub(r"20\d\d\s*年", " ", text)))


def step_columns(grid: Grid, columns: Mapping[str, int]) -> list[int]:
    """Columns headed by a quarter, month, half-year or year that hold values on the way to the target."""
    used = {index for slot, index in columns.items() if slot != "stages"}
    return [
        index
        for index, head in enumerate(grid.columns)
        if index not in used and PERIOD.search(head) and not _COLUMN.search(head) and _valued(grid, index)
    ]


def _valued(grid: Grid, index: int) -> bool:
    cells = [row.cells[index].strip() for row in grid.rows if index < len(row.cells)]
    said = [cell for cell in cells if not is_empty(cell)]
    return bool(said) and all(re.fullmatch(r"[≥≤><＞＜=≈约\s]*[-−]?\d[\d,.]*\s*[^\d]{0,6}", cell) for cell in said)


def steps_in(grid: Grid, row: Row, indexes: Sequence[int]) -> SlotText | None:
    """``Q1：89；Q2：91`` from the columns of steps of a row."""
    told = [(grid.columns[i], row.cells[i].strip()) for i in indexes if i < len(row.cells)]
    text = "；".join(f"{_period(head)}：{cell}" for head, cell in told if not is_empty(cell))
    return SlotText(text=text, quote=row.text, locator=row.locator) if text else None


def _period(head: str) -> str:
    return re.sub(r"\s|[：；:]", "", head)
