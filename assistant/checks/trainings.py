"""Training records: who taught and who judged the effect, what came first, and heads counted group by group."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ..text.dates import find_dates
from .grids import Grid, Row
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .structures import days_in, event_days
from .verifying import people_in
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_TAUGHT = (
    r"讲师|主讲人?|授课人?|教员|教师|谁(?:来)?讲|讲的人|谁教的?|培训师|授课老师|[Tt]rainer|[Ii]nstructor|[Ll]ecturer"
)
_LABEL = re.compile(
    rf"(?:{_TAUGHT})\s*(?:[\u4e00-\u9fff]{{2,3}}\s*)?(?:[】\]]|[:：|])\s*(?P<who>[^。；，,|【（(　]{{2,24}})|"
    r"由(?P<by>[^。；，]{2,16}?)(?:主讲|讲授|授课|讲解)"
)
_LOOKS = r"现场|跟|到|抽|看|查|观察|评|验|于|在|对|巡"
_DAY = r"20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?|(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*日"
_ORGANISED = r"(?:组织|举办|开展|实施|进行|办)[^。；]{0,24}培训"


@check("trainer_judges")
def trainer_judges(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The one who taught judges the effect of the training (lines with ``effect``)."""
    effect, unless = any_of(parameters, "effect"), any_of(parameters, "unless")
    for name in sorted(set(_trainers(paper))):
        signs = rf"(?:跟踪|评[价估]|验证|观察|检查|确认)(?:人|者)?(?:员)?\s*(?:[:：|】])\s*[^|。；，]*{name}"
        looks = rf"{name}\s*(?:老师)?(?:[（(][^）)]*[）)])?\s*(?:{_DAY})?\s*(?:{_LOOKS})"
        for line, text in phrases(paper.body):
            about = effect.search(text) or effect.search(line.section)
            if about and not unless.search(text) and (re.search(signs, text) or re.search(looks, text)):
                yield at(line, text, who=name)
                return


def _trainers(paper: Paper) -> Iterator[str]:
    for piece in paper.pieces:
        for match in _LABEL.finditer(piece.text):
            yield from _name(match["who"] or match["by"])
    for grid in paper.grids:
        heads = [index for index, head in enumerate(grid.columns) if re.search(_TAUGHT, head) and len(head) <= 12]
        cells = [row.cells[index] for row in grid.rows for index in heads if index < len(row.cells)]
        for cell in cells:
            yield from _name(re.split(r"[（(，]", cell)[0])


def _name(text: str) -> list[str]:
    """The person at the end of ``信息部 管鲍``, ``设备部工程师左丘``."""
    last = re.split(r"[\s　]+", text.strip())[-1]
    alone = [last] if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", last) and " " in text.strip() else []
    return people_in(f"：{text.strip()}") or alone


@check("used_before_trained")
def used_before_trained(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """What was taught went into use (``use``) before the training."""
    event, unless = any_of(parameters, "event"), any_of(parameters, "unless")
    use = any_of(parameters, "use").pattern
    year = next((mention.first.year for mention in find_dates(paper.text)), None)
    told = re.compile(rf"(?P<day>{_DAY})[^，。；]{{0,8}}?{_ORGANISED}")
    days = [*event_days(paper, event, unless, year), *_days_of(paper, told, year)]
    shapes = (
        rf"(?:{use})[^，。；|\d]{{0,8}}(?P<day>{_DAY})",
        rf"(?P<day>{_DAY})\s*(?:起|已|就|便|开始)*(?:正式)?(?:{use})",
    )
    for line, text in phrases(paper.pieces) if days else ():
        for match in (m for shape in shapes for m in re.finditer(shape, text)):
            used = days_in(match["day"], year)
            if used and not unless.search(text) and max(used) < min(days):
                yield at(line, text, used=max(used).isoformat(), trained=min(days).isoformat())
                return


def _days_of(paper: Paper, shape: re.Pattern[str], year: int | None) -> list[date]:
    return [day for _, text in phrases(paper.body) for m in shape.finditer(text) for day in days_in(m["day"], year)]


@check("heads_disagree")
def heads_disagree(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A group whose number is not that of its names; a total that is not the sum; a cell without signature."""
    came = [
        (int(match["n"]), line, text)
        for line, text in phrases(paper.pieces)
        for match in re.finditer(any_of(parameters, "came").pattern, text)
    ]
    for grid in paper.grids:
        count, names, signed = (grid.column(any_of(parameters, key)) for key in ("count", "names", "signed"))
        yield from _unsigned(grid, signed)
        groups = [group for row in grid.rows if (group := _group(row, count, names))]
        totals = [group for group in groups if re.match(r"\s*(?:合|总|共|小)\s*计", group.line.text)]
        groups = [group for group in groups if group not in totals]
        whole = sum(group.number for group in groups)
        for group in groups:
            if group.listed and group.number != group.listed:
                yield at(group.line, None, said=f"人数 {group.number}", base=f"名单 {group.listed}")
        for total in totals[:1] if len(groups) > 1 else ():
            if total.number != whole and len(totals) == 1:
                yield at(total.line, None, said=f"合计 {total.number} 人", base=f"各组相加 {whole}")
        one = len({figure[0] for figure in came}) == 1 and len(groups) > 1 and not totals
        if one and came[0][0] != whole:
            yield at(came[0][1], came[0][2], said=f"实到 {came[0][0]} 人", base=f"各组相加 {whole}")


class _Group(NamedTuple):
    line: Line
    number: int
    listed: int


def _group(row: Row, count: int | None, names: int | None) -> _Group | None:
    told = re.fullmatch(r"(\d+)\s*[人名]?", row.cell(count))
    listed = _listed(row.cell(names))
    line = Line(locator=row.locator, text=row.text, section=row.section, row=True)
    return _Group(line, int(told[1]), listed) if told else None


def _unsigned(grid: Grid, signed: int | None) -> Iterator[Hit]:
    """Rows without a signature where most have one and nothing excuses them."""
    if signed is None:
        return
    empty = [row for row in grid.rows if signed < len(row.cells) and not row.cells[signed].strip()]
    for row in empty if 2 * len(empty) < len(grid.rows) else ():
        if not re.search(r"缺席|请假|未到|缺勤|补[训考]|出差|其余", row.text):
            yield Hit(locator=row.locator, quote=row.text, values={"said": "这一行没有签到", "base": "在册却未签到"})


def _listed(cell: str) -> int:
    """How many names a cell lists; none where it says that more follow."""
    names = [part for part in re.split(r"[、，,;；\s]+", cell.strip()) if part]
    named = all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name) for name in names)
    return len(names) if len(names) > 1 and named and not re.search(r"等|略|见", cell) else 0
