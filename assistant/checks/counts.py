"""Checks that count: people called, present and tested; things found and what became of them; ranks and scores."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .grids import Grid
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_Figure = tuple[int, Line, str]
_STATE = (
    r"(?:已|全部|均|按期|如期)*(?:关闭|完成|办结|落实|整改完|验证通过|有效|销号|结案|达标|达成|做完|办完)|"
    r"(?:正在|尚在|仍在|还在|尚)?(?:整改|进行|推进|实施|办理)(?:之?中|当中)?|(?:延期|顺延|推迟|转入|遗留|未完成|未关闭|未达标|未办结|未达成|待关闭|待验证|逾期)"
)
_SHARED = re.compile(
    r"(?P<all>\d+)\s*(?P<unit>[项个条份起件])(?P<what>[^，,。；;：:（(\d]{0,14})[，,：:（(]\s*(?:其中|目前|已|截至[^，,]{2,12}[，,])?"
    r"(?P<parts>(?:[^，,、。；;\d]{0,6}\d+\s*(?P=unit)[^，,。；;\d]{0,24}[，,、；;]?\s*){2,})"
)


@check("attendance_disagrees")
def attendance_disagrees(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Figures of people that cannot all be true; ``same``: what → expressions with the number as group ``n``."""
    told = {what: _figures(paper, shapes) for what, shapes in parameters["same"].items()}
    one = {what: figures[0] for what, figures in told.items() if figures and len({f[0] for f in figures}) == 1}
    came = one.get("came") or one.get("all")
    yield from _unequal(one.get("due"), one.get("came"), one.get("absent"))
    if came:
        signed, tested = one.get("signed") or _signatures(paper), one.get("tested")
        if signed and signed[0] != came[0]:
            yield _clash(signed, f"签到 {signed[0]} 人", came)
        if tested and tested[0] > came[0]:
            yield _clash(tested, f"参加考核 {tested[0]} 人", came)
    base = one.get("tested") or came
    passed, failed, rate = one.get("passed"), one.get("failed"), one.get("rate")
    if base and passed:
        if passed[0] > base[0] or (failed and passed[0] + failed[0] != base[0]):
            yield _clash(passed, f"合格 {passed[0]} 人、不合格 {failed[0] if failed else 0} 人", base)
        elif rate and abs(100 * passed[0] / max(base[0], 1) - rate[0]) >= 1:
            yield _clash(rate, f"合格率 {rate[0]}%、合格 {passed[0]} 人", base)


def _signatures(paper: Paper) -> _Figure | None:
    """Rows of the list of signatures: people below 姓名 in a table with a column or heading 签到."""
    rows = [
        (row, cell)
        for grid in paper.grids
        if re.search(r"签[到名字]", " ".join([grid.section, *grid.columns]))
        for index, head in enumerate(grid.columns)
        if re.search(r"姓\s*名|[Nn]ame", head)
        for row in grid.rows
        if index < len(row.cells) and (cell := row.cells[index].strip())
    ]
    if len(rows) < 3 or re.search(r"(?:部分|节选|摘录|略|等\d)", " ".join(cell for _, cell in rows)):
        return None
    row = rows[-1][0]
    return len(rows), Line(locator=row.locator, text=row.text, section=row.section, row=True), row.text


def _unequal(due: _Figure | None, came: _Figure | None, absent: _Figure | None) -> Iterator[Hit]:
    if due and came and absent and due[0] >= came[0] and due[0] - came[0] != absent[0]:
        yield _clash(absent, f"应到 {due[0]} 人、缺席 {absent[0]} 人", came)


def _clash(figure: _Figure, said: str, base: _Figure) -> Hit:
    return at(figure[1], figure[2], said=said, base=str(base[0]), place=base[1].locator)


def _figures(paper: Paper, shapes: list[str]) -> list[_Figure]:
    return [
        (round(float(match["n"])), line, text)
        for line, text in phrases(paper.pieces)
        for shape in shapes
        for match in re.finditer(shape, text)
    ]


@check("shares_of_whole")
def shares_of_whole(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """``5 项，3 项已关闭，1 项整改中``: what became of the parts must add up to the whole, where each has its state."""
    for line, text in phrases(paper.pieces):
        for match in _SHARED.finditer(text):
            parts = re.findall(rf"([^，,、。；;\d]*)(\d+)\s*{match['unit']}([^，,。；;\d]*)", match["parts"])
            stated = all(re.search(_STATE, before + after) for before, _, after in parts)
            total, whole = sum(int(number) for _, number, _ in parts), int(match["all"])
            if stated and total != whole:
                yield at(line, text, total=match["all"], sum=str(total), unit=match["unit"])


@check("over_full_score")
def over_full_score(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A score above the full score of its row."""
    for grid in paper.grids:
        score, full = (_column(grid, any_of(parameters, key)) for key in ("score", "full"))
        if score is None or full is None or score == full:
            continue
        for row in grid.rows:
            got, most = _number(row.cells[score]), _number(row.cells[full])
            if got is not None and most is not None and got > most > 0:
                yield Hit(locator=row.locator, quote=row.text, values={"score": f"{got:g}", "full": f"{most:g}"})


@check("ranks_disagree")
def ranks_disagree(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Ranks 1…n of a table: none twice where the scores differ, and none against the scores."""
    for grid in paper.grids:
        rank, score = (_column(grid, any_of(parameters, key)) for key in ("rank", "score"))
        if rank is None or score is None or rank == score:
            continue
        rows = [
            (row, r, s)
            for row in grid.rows
            if (r := _number(row.cells[rank])) is not None and (s := _number(row.cells[score])) is not None
        ]
        for index, (row, place, points) in enumerate(rows):
            before = rows[:index]
            twice = next((o for o, r, s in before if r == place and s != points), None)
            against = next(
                (o for o, r, s in before if (r < place) == (s < points) and r != place and s != points), None
            )
            if twice or against:
                said = "名次重复（并列）" if twice else "名次与得分不符"
                values = {"said": said, "other": (twice or against or row).text}
                yield Hit(locator=row.locator, quote=row.text, values=values)
                break


@check("verdict_against_finding")
def verdict_against_finding(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A row judged to conform (``good`` below ``verdict``) whose finding tells of things that do not (``bad``)."""
    verdict, good = any_of(parameters, "verdict"), any_of(parameters, "good")
    bad, excuse = any_of(parameters, "bad"), any_of(parameters, "unless")
    for grid in paper.grids:
        index = _column(grid, verdict)
        found = _column(grid, any_of(parameters, "finding"))
        if index is None or found is None or found == index:
            continue
        for row in grid.rows:
            said = row.cells[found]
            match = bad.search(excuse.sub("", said))
            if match and good.fullmatch(row.cells[index].strip()):
                yield Hit(locator=row.locator, quote=row.text, values={"word": match[0], "verdict": row.cells[index]})


def _column(grid: Grid, wanted: re.Pattern[str]) -> int | None:
    heads = [re.sub(r"\s", "", column) for column in grid.columns]
    return next((index for index, head in enumerate(heads) if wanted.search(head)), None)


def _number(cell: str) -> float | None:
    match = re.fullmatch(r"\s*第?(\d+(?:\.\d+)?)\s*[分位名]?\s*", cell)
    return float(match[1]) if match else None
