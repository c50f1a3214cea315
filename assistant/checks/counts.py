"""Checks that count: people called, present and tested; things found and what became of them; ranks and scores."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..text.dates import chinese_int
from .grids import Grid
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_Figure = tuple[int, Line, str]
_STATE = (
    r"(?:已|全部|均|按期|如期)*(?:关闭|完成|办结|落实|整改完|验证通过|有效|销号|结案|达[标成到]|做完|办完|到了|没到|"
    r"没有达到)|(?:基本)?不?(?:符合|合格)|观察项?|"
    r"(?:正在|尚在|仍在|还在|尚)?(?:整改|进行|推进|实施|办理)(?:之?中|当中)?|(?:延期|顺延|推迟|转入|遗留|未完成|"
    r"未关闭|未达标|未办结|未达成|待关闭|待验证|逾期)"
)
_SHARED = re.compile(
    r"(?P<all>\d+)\s*(?P<unit>[项个条份起件])(?P<what>[^，,。；;：:（(\d]{0,14})[，,：:（(]?\s*(?:其中|目前|已|"
    r"截至[^，,]{2,12}[，,])?"
    r"(?P<parts>(?:[^，,、。；;|\d]{0,6}\d+\s*(?P=unit)[^，,。；;|\d]{0,24}[，,、；;]?\s*){2,})"
)
_ONE_SHARE = re.compile(
    rf"(?<![\d月])(?P<all>\d+)\s*(?P<unit>[项个条份起件])(?:不符合项?|决议|措施|问题)?[，,、（(]\s*(?:其中|目前|已|"
    rf"现)*(?:{_STATE})[^，。；\d]{{0,3}}"
    r"(?P<part>\d+)\s*(?P=unit)"
)
_COUNTED = re.compile(r"(?<![第其])[一二两三四五六七八九十]{1,3}(?=[项个条件](?![一-龥]?级))")


@check("attendance_disagrees")
def attendance_disagrees(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Figures of people that cannot all be true; ``same``: what → expressions with the number as group ``n``."""
    told = {what: _figures(paper, shapes) for what, shapes in parameters["same"].items()}
    several = re.search(r"第[一二三四五六七八九\d]+[批期次场]|分[两三四\d]?批|补训|补课|两日|两天|第.天", paper.text)
    for what in ("due", "came") if not several else ():
        other = next((figure for figure in told[what] if figure[0] != told[what][0][0]), None)
        if other:
            yield _clash(other, f"此处 {other[0]} 人", told[what][0])
    one = {what: figures[0] for what, figures in told.items() if figures and len({f[0] for f in figures}) == 1}
    came = one.get("came") or one.get("all")
    yield from _unequal(one.get("due"), one.get("came"), one.get("absent"))
    if came:
        listed, tested = (
            None if one.get("signed") else _signatures(paper) or _signed_in_groups(paper),
            one.get("tested"),
        )
        signed = one.get("signed")
        if signed and signed[0] != came[0]:
            yield _clash(signed, f"签到 {signed[0]} 人", came)
        if listed and listed[0] != came[0]:
            yield at(came[1], came[2], said=f"此处 {came[0]} 人", base=f"签到 {listed[0]}", place=listed[1].locator)
        if tested and tested[0] > came[0]:
            yield _clash(tested, f"参加考核 {tested[0]} 人", came)
    yield from _passed_in_table(paper, one.get("passed"), any_of(parameters, "verdict"))
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
        if index < len(row.cells)
        and (cell := row.cells[index].strip())
        and 2 * sum(map(bool, row.cells)) > len(grid.columns)
    ]
    if len(rows) < 3 or re.search(r"(?:部分|节选|摘录|略|等\d)", " ".join(cell for _, cell in rows)):
        return None
    row = rows[-1][0]
    return len(rows), Line(locator=row.locator, text=row.text, section=row.section, row=True), row.text


def _signed_in_groups(paper: Paper) -> _Figure | None:
    """The numbers below 签到人数, group by group; a row of totals is not counted twice."""
    for grid in paper.grids:
        index = grid.column(re.compile(r"^(?:签到|签名|实到|到课)人?[数员]?$"))
        rows = [row for row in grid.rows if not re.match(r"\s*(?:合|总|小|共)\s*计", row.text)]
        figures = [_number(row.cell(index).strip("人名 ")) for row in rows if index is not None]
        if len(figures) > 1 and all(figure is not None for figure in figures):
            row = grid.rows[-1]
            total = round(sum(figure or 0 for figure in figures))
            return total, Line(locator=row.locator, text=row.text, section=row.section, row=True), row.text
    return None


def _passed_in_table(paper: Paper, told: _Figure | None, verdict: re.Pattern[str]) -> Iterator[Hit]:
    """How many passed in the text and in the column of verdicts."""
    for grid in paper.grids if told and not re.search(r"补[考训]|重考|其中", told[2]) else ():
        index = grid.column(verdict)
        cells = [row.cell(index) for row in grid.rows if index is not None]
        passed = sum(bool(re.match(r"合格|及格|通过|达标", cell)) for cell in cells)
        judged = passed + sum(bool(re.match(r"不合格|不及格|未通过|补考", cell)) for cell in cells)
        if told and passed > 2 and judged == len([cell for cell in cells if cell]) and passed != told[0]:
            row = grid.rows[-1]
            yield at(told[1], told[2], said=f"合格 {told[0]} 人", base=f"表中合格 {passed}", place=row.locator)


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


@check("score_against_pass")
def score_against_pass(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A score below the one pass ``mark`` judged ``good``, or one that reaches it judged ``bad``."""
    marks = {number for number, _, _ in _figures(paper, parameters["mark"])}
    good, bad = any_of(parameters, "good"), any_of(parameters, "bad")
    marks |= {round(number) for grid in paper.grids for number in _marks_below(grid, any_of(parameters, "mark_column"))}
    if len(marks) != 1:
        return
    yield from _lowest(paper, min(marks))
    mark = marks.pop()
    for score, verdict, line in _judged(paper, parameters):
        low = score < mark and bool(good.fullmatch(verdict))
        if low or (score >= mark and bad.fullmatch(verdict)):
            more = "：低于合格线，应判不合格" if low else ""
            yield at(line, None, score=f"{score:g}", mark=str(mark), verdict=verdict, more=more)


def _marks_below(grid: Grid, head: re.Pattern[str]) -> Iterator[float]:
    """The pass mark repeated in every row."""
    index = grid.column(head)
    for row in grid.rows:
        if (number := _number(row.cell(index))) is not None:
            yield number


def _lowest(paper: Paper, mark: int) -> Iterator[Hit]:
    """``9 人全部及格，最低 62 分``: the lowest score lies below the mark all are said to have reached."""
    for line, text in phrases(paper.pieces):
        lowest = re.search(r"最低(?:分|成绩|得分)?(?:为|是|[:：])?\s*(\d{2,3})\s*分", text)
        passed = re.search(
            r"(?:人|全部|均|都|全)[^，。；]{0,4}(?<![不未])(?:合格|及格|过了|过关|通过|达标|过(?=[，。；]|$))", text
        )
        if lowest and passed and int(lowest[1]) < mark and not re.search("补考|未合格|不合格|未过|没过", text):
            yield at(line, text, score=lowest[1], mark=str(mark), verdict=passed[0], more="：低于合格线，应判不合格")


def _judged(paper: Paper, parameters: Parameters) -> Iterator[tuple[float, str, Line]]:
    """Scores with what they were judged: in columns of a table, or ``寇平 71 分，合格``."""
    for grid in paper.grids:
        marked = grid.column(any_of(parameters, "mark_column"))
        verdict = grid.column(any_of(parameters, "verdict"), marked)
        scores = [
            i
            for i, head in enumerate(grid.columns)
            if any_of(parameters, "score").search(head) and i not in (verdict, marked)
        ]
        scores = [i for i in scores if re.search(r"总|综合|最终|平均", grid.columns[i])] or scores
        for row in grid.rows if verdict is not None else ():
            figures = [number for i in scores if (number := _number(row.cell(i))) is not None]
            line = Line(locator=row.locator, text=row.text, section=row.section, row=True)
            if figures:
                yield max(figures), row.cell(verdict), line  # of several scores the best: no wrong alarm
    told = re.compile(
        r"[\u4e00-\u9fff]{2,4}\s*(\d{2,3})(?:\s*分[，,、（(\s]*|[\s　]+)(合格|不合格|及格|不及格|通过|"
        r"未通过)(?=[，。；、）)\s]|$)"
    )
    for line in paper.lines:
        yield from ((float(m[1]), m[2], line.model_copy(update={"text": line.text})) for m in told.finditer(line.text))


@check("shares_of_whole")
def shares_of_whole(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """``5 项，3 项已关闭，1 项整改中``: what became of the parts must add up to the whole, where each has its state."""
    for line, said in phrases(paper.pieces):
        text = _COUNTED.sub(lambda match: f"{chinese_int(match[0]) or match[0]}", said)
        for match in _ONE_SHARE.finditer(text):
            if int(match["part"]) > int(match["all"]):
                yield at(line, said, total=match["all"], sum=match["part"], unit=match["unit"])
        for match in _SHARED.finditer(text):
            parts = re.findall(rf"([^，,、。；;\d]*)(\d+)\s*{match['unit']}([^，,。；;\d]*)", match["parts"])
            stated = all(re.search(_STATE, before + after) for before, _, after in parts)
            total, whole = sum(int(number) for _, number, _ in parts), int(match["all"])
            if stated and total != whole:
                yield at(line, said, total=match["all"], sum=str(total), unit=match["unit"])


@check("over_full_score")
def over_full_score(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A score above the full score of its row."""
    for grid in paper.grids:
        score, full = (grid.column(any_of(parameters, key)) for key in ("score", "full"))
        if score is None or full is None or score == full:
            continue
        for row in grid.rows:
            got, most = _number(row.cell(score)), _number(row.cell(full))
            if got is not None and most is not None and got > most > 0:
                yield Hit(locator=row.locator, quote=row.text, values={"score": f"{got:g}", "full": f"{most:g}"})


@check("ranks_disagree")
def ranks_disagree(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Ranks 1…n of a table: none twice where the scores differ, and none against the scores."""
    for grid in paper.grids:
        rank, score = (grid.column(any_of(parameters, key)) for key in ("rank", "score"))
        if rank is None or score is None or rank == score:
            continue
        rows = [
            (row, r, s)
            for row in grid.rows
            if (r := _number(row.cell(rank))) is not None and (s := _number(row.cell(score))) is not None
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


def _number(cell: str) -> float | None:
    match = re.fullmatch(r"\s*第?(\d+(?:\.\d+)?)\s*[分位名]?\s*", cell)
    return float(match[1]) if match else None
