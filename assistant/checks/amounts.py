"""Checks that add up: parts and their total, weights, those expected and those who came."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..text.quantities import to_number
from .grids import Grid, Row
from .paper import Paper
from .registry import Context, Hit, at, check
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_UNIT = r"(?:万元|亿元|元|人(?!次)|人次|项|份|台|套|个|件|条|次|批|家|学时|课时|小时|天)"
_WHOLE = re.compile(
    rf"(?:总|共|合计|预算|资金|投资|费用|投入|经费)[^，。；：:\d]{{0,8}}[：:]?\s*(?P<total>{_NUMBER})\s*(?P<unit>{_UNIT})"
    rf"[^，。；：（(\d]{{0,6}}(?:[，,：:（(]\s*(?P<of>其中|包括|含)|[：:（(]\s*(?:分别为)?)[：:为]?(?P<parts>[^。；）)]+)"
)
_PARTS = re.compile(
    rf"(?P<parts>(?:[^，。；、\d]{{1,16}}{_NUMBER}\s*(?P<unit>{_UNIT})[、，和及]\s*){{2,}})(?:以上)?(?:合计|总计|共计?|总共)[^，。；\d]{{0,4}}(?P<total>{_NUMBER})\s*(?P=unit)"
)
_TOTAL_ROW = re.compile(
    r"^(?:[Tt]otal\b|[Ss]um\b)?\s*(?:(?:费用|投资|预算|金额|经费|人数|全部)?(?:合\s*计|总\s*计|共\s*计)|总(?:费用|投资|预算|金额|投入|经费|额|数)(?:[（(].*)?$)|^[Tt]otal$"
)
_LISTED = re.compile(
    rf"(?:^|[。；\s])(?:需要?|要|约|花)?\s*(?P<total>{_NUMBER})\s*(?P<unit>万元|元|人)\s*[：:]\s*"
    rf"(?P<parts>(?:[^。；、，\d]{{1,16}}{_NUMBER}\s*(?P=unit)[、，；]?\s*){{2,}})"
)
_CAME = re.compile(
    rf"应[到参][^，。；\d]{{0,8}}(?P<due>{_NUMBER})\s*人?[^。；\d]{{0,6}}实[到参][^，。；\d]{{0,6}}(?P<came>{_NUMBER})"
    rf"|应到\s*[/／]\s*实到[^\d]{{0,6}}(?P<due2>{_NUMBER})\s*人?\s*[/／]\s*(?P<came2>{_NUMBER})"
)


@check("parts_of_whole")
def parts_of_whole(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """Parts told beside their total: no more than it; as much, unless only one or two are told as ``其中``."""
    for line, text in phrases(paper.pieces):
        if len(text) > 1000:
            continue  # no sentence: the parts of a list are sought in vain again and again
        for match in _WHOLE.finditer(text):
            parts = _values(match["parts"], match["unit"])
            total = to_number(match["total"]) or 0.0
            short = (not match["of"] or len(parts) > 2) and sum(parts) < total * 0.999
            if len(parts) > 1 and (sum(parts) > total * 1.001 or short):
                yield at(line, text, total=f"{total:g}", sum=f"{sum(parts):g}", unit=match["unit"])
        for match in (*_PARTS.finditer(text), *_LISTED.finditer(text)):
            parts, total = _values(match["parts"], match["unit"]), to_number(match["total"]) or 0.0
            if abs(sum(parts) - total) > 0.005 * max(total, 1):
                yield at(line, text, total=f"{total:g}", sum=f"{sum(parts):g}", unit=match["unit"])


@check("column_sum")
def column_sum(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """The row of totals must be the sum of the rows above it."""
    for grid in paper.grids:
        subtotals = [i for i, row in enumerate(grid.rows) if "小计" in row.text]
        index = next((i for i, row in enumerate(grid.rows) if _TOTAL_ROW.match(_first(row.cells))), None)
        if index is None and len(subtotals) == 1:
            index, subtotals = subtotals[0], []
        if index is None or index < 2 or subtotals:
            continue
        total = grid.rows[index]
        for column, cell in enumerate(total.cells):
            parts = _column(grid, column, index) or _only_figures(grid, total, index)
            wanted = _bare(cell)
            if wanted is not None and len(parts) > 1 and abs(sum(parts) - wanted) > 0.005 * max(abs(wanted), 1):
                yield Hit(
                    locator=total.locator, quote=total.text,
                    values={"total": f"{wanted:g}", "sum": f"{sum(parts):g}", "unit": ""},
                    sure=len(parts) == index > 2 and not any("其中" in row.text for row in grid.rows),
                )  # fmt: skip
                break


def _only_figures(grid: Grid, total: Row, index: int) -> list[float]:
    """The one column of figures, where merged cells moved the total to another column than its parts."""
    moved = sum(bool(cell.strip()) for cell in total.cells) < len(total.cells) and not total.cells[-1].strip()
    figures = [parts for i in range(len(grid.columns)) if len(parts := _column(grid, i, index)) == index]
    return figures[0] if moved and len(figures) == 1 else []


@check("weights_whole")
def weights_whole(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Weights of one list (a sentence, or a column headed 权重) make 100 %."""
    about = any_of(parameters, "any")
    for line, text in phrases(paper.lines):
        shares = [float(share) for share in re.findall(r"(\d{1,3}(?:\.\d+)?)\s*[%％]", text)]
        if about.search(text) and len(shares) > 1 and 80 <= sum(shares) <= 130 and abs(sum(shares) - 100) > 0.5:
            yield at(line, text, sum=f"{sum(shares):g}%")
    for grid in paper.grids:
        for index, head in enumerate(grid.columns):
            rows = [row for row in grid.rows if not _TOTAL_ROW.match(_first(row.cells))]
            parts = [v for row in rows if index < len(row.cells) and (v := _bare(row.cells[index])) is not None]
            whole = 100.0 if sum(parts) > 2 else 1.0
            if (
                head.strip().startswith("权重")
                and len(parts) > 1
                and 0.01 * whole < abs(sum(parts) - whole) < whole / 2
            ):
                yield Hit(locator=grid.locator, quote=rows[0].text, values={"sum": f"{sum(parts):g}"})


@check("more_came")
def more_came(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """More people came than were expected."""
    for line in paper.pieces:
        match = _CAME.search(line.text.replace(" | ", " "))
        if match and float(match["came"] or match["came2"]) > float(match["due"] or match["due2"]):
            yield at(line, None, due=match["due"] or match["due2"], came=match["came"] or match["came2"])


def _values(text: str, unit: str) -> list[float]:
    numbers = re.findall(rf"({_NUMBER})\s*{unit}", text)
    return [value for number in numbers if (value := to_number(number)) is not None]


def _column(grid: Grid, column: int, end: int) -> list[float]:
    cells = [row.cells[column] for row in grid.rows[:end] if column < len(row.cells)]
    return [value for cell in cells if (value := _bare(cell)) is not None]


def _bare(cell: str) -> float | None:
    """A cell that is a plain amount; no dates, percentages, ranges or numbering."""
    match = re.fullmatch(rf"\s*({_NUMBER})\s*(?:{_UNIT}|%|％)?\s*", cell)
    return to_number(match[1]) if match else None


def _first(cells: tuple[str, ...]) -> str:
    return next((cell.strip() for cell in cells if cell.strip()), "")
