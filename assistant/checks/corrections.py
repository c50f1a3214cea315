"""Checks on corrective actions: a true cause, an order of days, somebody else who verifies, like places looked at."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..text.dates import find_dates
from ..text.roles import is_person
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .report_parts import below, label_of
from .verifying import people_in, verified_on, verifiers
from .words import any_of

Parameters = Mapping[str, Any]

_UNIT = r"(?:部|科|课|室|办|处|车间|中心|班|组|站|分厂|人员|员|经理|主任|部长|科长|课长|班长|组长|主管|工程师|代表)"
_ACTOR = re.compile(
    rf"^(?:已?由|经|已)?(?P<who>[\u4e00-\u9fffA-Za-z]{{1,10}}?{_UNIT})(?![长员任理门])(?=对|于|在|已|将|应|负责|组织|补|修|检查|核|实施|完成|进行|"
    rf"按|为|增|设|编|制|更|采|改|重|清|自行|牵头|排查|\d|$)"
)
_POSTED = re.compile(rf"(?:{_UNIT}|长|总监|总)\s+([\u4e00-\u9fff]{{2,3}})(?![\u4e00-\u9fff])")
_CHECKS = r"(?:验证|确认|检查|复核|抽查|查阅|查看|核查|核对|跟踪|评价|审核)"
_SPREAD = "举一反三|推广|排查|横向|水平|类似|同类|别处|扩展"
_NO_YEAR = 2000
_DATE = re.compile(r"\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*(?:\d{1,2}\s*[日号]?)?|\d{1,2}月\d{1,2}日")


_UNHEEDED = re.compile(
    r"(?<![\u4e00-\u9fff])(?![^，。；]*(?:系统|平台|软件|程序|制度|文件|表|接口|设备|探头|网关)[^，。；]{0,4}(?:没|未|不))"
    r"[^，。；]*?(?:没有?|未能?|不)(?:认真|严格|及时|完全)?(?:按照?|照着?|依照?|遵守|执行|落实)[^，。；]*"
)
"""A rule somebody did not keep is no lack of a rule."""


@check("cause_superficial")
def cause_superficial(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The cause blames a person or repeats the fault and names nothing in the system."""
    blame, system = any_of(parameters, "blame"), any_of(parameters, "system")
    person = any_of(parameters, "person")
    lines = below(paper, parameters["section"])
    clauses = [part for line in lines for part in re.split(r"[，。；;|？?]|——", line.text)]
    if any(system.search(_UNHEEDED.sub("", part)) and not blame.search(part) for part in clauses):
        return
    blaming = [(line, match) for line in lines if (match := blame.search(line.text))]
    told = blaming or [(line, match) for line in lines if (match := person.search(line.text))]
    if told:
        line, match = told[-1]  # the last answer of a chain of questions is the root
        yield at(line, None, word=match[0]).model_copy(update={"unsure": not blaming})


@check("action_only")
def action_only(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """All measures are of the soft kind (``soft``) and none changes anything (``firm``)."""
    lines = below(paper, parameters["section"], parameters.get("outside", ""))
    said = "".join(line.text for line in lines)
    match = any_of(parameters, "soft").search(said)
    if match and not any_of(parameters, "firm").search(re.sub(r"《[^》]*》", "", said)):
        yield at(next(line for line in lines if match[0] in line.text), None, word=match[0])


@check("measure_lacks")
def measure_lacks(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The measures as a whole must say ``any`` of something (a day, somebody responsible)."""
    lines = below(paper, parameters["section"], parameters.get("outside", ""))
    if lines and not any_of(parameters, "any").search("\n".join(line.text for line in lines)):
        yield at(lines[0], None)


@check("verified_before_done")
def verified_before_done(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The verification bears a day that is not after the last measure."""
    year = _year(paper)
    lines = below(paper, parameters["verification"])
    verified = verified_on(lines, year) or _days(_verifying(lines), year)
    done = _days(_as_done(paper, below(paper, parameters["action"], parameters["verification"])), year)
    if not verified or not done:
        return
    line, day = max(verified, key=lambda item: item[1])
    last = max(day for _, day in done)
    if day < last or (day == last and parameters.get("same_day_counts")):
        yield at(line, None, verified=_told(day), done=_told(last))


@check("done_before_found")
def done_before_found(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A measure bears a day before the fault was found."""
    year = _year(paper)
    told = re.compile(
        r"(?:查出|发现|审核|检查|开具|提出|开单|开立|开出|下达)(?:的)?(?:日期|时间|日子)\s*[:：|]\s*([^，。；|"
        r"　]{6,14})"
    )
    dated = (piece.model_copy(update={"text": m[1]}) for piece in paper.pieces for m in told.finditer(piece.text))
    found = [day for _, day in _days([*below(paper, parameters["facts"]), *dated], year)]
    done = _days(below(paper, parameters["action"], parameters["verification"]), year)
    early = [(line, day) for line, day in done if found and day < min(found)]
    if len(early) < len(done):
        early = [(line, day) for line, day in early if day in _finished(line.text, year)]
    if early:
        yield at(early[0][0], None, done=_told(early[0][1]), found=_told(min(found)))


_FINISHED = re.compile(
    r"(?:于|在|完成(?:日期|时间)?[:：|]?|[，,；;]|\|)\s*(?P<a>(?:20\d\d|\d{1,2}\s*月)[^，。；|]{3,10}?)(?:之前|以前|前|完成|改完|做完|$|[。；;|"
    r"）)])|"
    r"(?P<b>(?:20\d\d|\d{1,2}\s*月)[^，。；]{4,10}?)(?:已经?|就|全部)[^，。；]{0,4}完"
)


def _finished(text: str, year: int) -> set[date]:
    """The days on which a measure was done or was to be done."""
    told = (match["a"] or match["b"] for match in _FINISHED.finditer(text))
    return {m.first for part in told for m in find_dates(part, year) if m.precision == "day"}


@check("verifier_is_doer")
def verifier_is_doer(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Whoever verifies belongs to those who carried the measures out."""
    doers = set(_doers(paper, parameters))
    measures = below(paper, parameters["action"], f"{parameters['verification']}|{_SPREAD}")
    did = {name for line in measures for name in people_in(line.text)}
    did |= {name for line in measures for doer in _actors(line.text) for name in people_in(doer)}
    looked = below(paper, parameters["verification"])
    for line, who in verifiers(looked):
        if who in did:
            yield at(line, None, who=who, doer=who).model_copy(update={"sure": True})
            return
    for line in looked:
        for who in _verifiers(line.text):
            same = next((doer for doer in sorted(doers) if len(doer) > 1 and (doer in who or who in doer)), None)
            if same:
                certain = len(who) > 4 and re.sub(r"\s", "", who) in doers
                yield at(line, None, who=who, doer=same).model_copy(update={"sure": certain})
                return


def _verifying(lines: list[Line]) -> list[Line]:
    """The sentences that tell of a look at the facts; those that only close or approve, where there are no others."""
    parts = [
        line.model_copy(update={"text": text})
        for line in lines
        for text in re.split(r"(?<=[。；;])", line.text)
        if text.strip()
    ]
    looked = [part for part in parts if not re.search(r"关闭|销号|归档|批准|同意|结案", part.text)]
    return looked if any(find_dates(part.text) for part in looked) else lines


def _as_done(paper: Paper, lines: list[Line]) -> list[Line]:
    """Of rows with a column for the actual day only that day: the planned one may lie later."""
    actual = {
        row.locator: row.cells[index]
        for grid in paper.grids
        for index, head in enumerate(grid.columns)
        if re.search(r"实际|^实[完办]|完成情况", head)
        for row in grid.rows
        if index < len(row.cells) and find_dates(row.cells[index])
    }
    told = re.compile(r"(?:实际|实[完办]|已于|完成于)(?:完成)?(?:日期|时间)?[:：于]?\s*([^，。；]{4,16})")
    spoken = {line.locator: " ".join(told.findall(line.text)) for line in lines if not line.row}
    days = {place: text for place, text in spoken.items() if find_dates(text, _year(paper))}
    return [
        line.model_copy(update={"text": actual.get(line.locator, days.get(line.locator, line.text))}) for line in lines
    ]


@check("cause_restates")
def cause_restates(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A sentence of the cause says in other words what the fault is (``facts``), not how it came about."""
    facts = _pairs("".join(line.text for line in below(paper, parameters["facts"], parameters["section"])))
    reason = any_of(parameters, "system")
    for line in below(paper, parameters["section"]):
        for clause in re.split(r"[。；;]", line.text):
            said = re.sub(r"^[^：:|]{1,14}[：:|]|因为|由于|所以|因此|导致|造成|致使|原因(?:是|为|在于)?", "", clause)
            own = _pairs(said)
            if len(own) >= 4 and facts and len(own & facts) >= 0.6 * len(own) and not reason.search(said):
                yield at(line, clause.strip())
                return


def _pairs(text: str) -> set[str]:
    """Neighbouring Chinese characters."""
    han = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {han[i : i + 2] for i in range(len(han) - 1)}


@check("fact_vague")
def fact_vague(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The fault is told without any number, day, code or name of a document."""
    lines = below(paper, parameters["facts"], parameters["outside"])
    parts = [part for line in lines for part in re.split(r"(?<=[。；;])", line.text)]
    said = "".join(part for part in parts if not re.search(r"依据|条款|规定|要求|标准|^\s*不符合《", part))
    vague = any_of(parameters, "vague").search(said)
    if lines and vague and not re.search(r"\d|[一二两三四五六七八九十]+[份批次件台条处个张]|《", said):
        yield at(next(line for line in lines if vague[0] in line.text), None, word=vague[0])


@check("verification_hollow")
def verification_hollow(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The verification tells that things were done (``done``), not whether the fault is gone (``effect``)."""
    lines = below(paper, parameters["verification"])
    said = "".join(line.text for line in lines)
    match = any_of(parameters, "done").search(said)
    if match and not any_of(parameters, "effect").search(said):
        yield at(next(line for line in lines if match[0] in line.text), None, word=match[0])


def _year(paper: Paper) -> int:
    """The year of the first day told; that of no year where the report tells days without any."""
    mentions = find_dates(paper.text)
    return mentions[0].first.year if mentions else _NO_YEAR


def _told(day: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == _NO_YEAR else day.isoformat()


def _days(lines: list[Line], year: int | None) -> list[tuple[Line, date]]:
    return [(line, m.first) for line in lines for m in find_dates(line.text, year) if m.precision == "day"]


def _doers(paper: Paper, parameters: Parameters) -> Iterator[str]:
    for line in below(paper, parameters["action"], parameters["verification"]):
        yield from _actors(line.text)
    for grid in paper.grids:
        heads = [i for i, head in enumerate(grid.columns) if re.match(r"责任|负责|实施人|执行人", head.strip())]
        yield from (re.sub(r"\s", "", row.cells[i]) for row in grid.rows for i in heads if i < len(row.cells))
    for line in below(paper, parameters["action"], parameters["verification"]):
        yield from (name for name in _POSTED.findall(line.text) if is_person(name))
    named = re.compile(r"(?:责任(?:部门|单位|人)|负责人|实施人|整改人|完成人)\s*[:：|]?\s*([\u4e00-\u9fff]{2,10})")
    for piece in paper.pieces:
        if not re.search(parameters["verification"], label_of(piece)):
            yield from named.findall(piece.text)


def _actors(text: str) -> Iterator[str]:
    undated = _DATE.sub("，", text)
    for part in re.split(r"[，。；;：:、|\s①-⑳]+|\d[.．）)]|[（()）]", undated):
        match = _ACTOR.match(part)
        if match:
            yield match["who"]


def _verifiers(text: str) -> Iterator[str]:
    undated = re.sub(rf"(?P<word>[于在]\s*)?(?:{_DATE.pattern})", lambda match: "" if match["word"] else "，", text)
    for match in re.finditer(rf"由(?P<who>[^，。；由]{{2,24}}?)(?:进行|负责)?(?:现场|自行)?{_CHECKS}", undated):
        yield match["who"].strip()
    home = (
        rf"(?:^|[，。；;:：|\s])(?P<who>[\u4e00-\u9fffA-Z]{{1,8}}\s?{_UNIT}\s+"
        rf"[\u4e00-\u9fff]{{2,3}}?)\s*(?:自行|现场)?{_CHECKS}"
    )
    for match in re.finditer(home, undated):
        yield match["who"].replace(" ", "")
    for match in re.finditer(
        rf"(?:^|[，。；;:：|\s])(?P<who>[\u4e00-\u9fff]{{2,12}}?)(?:自行|现场)?{_CHECKS}", undated
    ):
        yield match["who"].strip()
    posted = re.finditer(rf"{_POSTED.pattern}\s*(?:[（(][^）)]*[）)])?\s*(?:自行|现场)?{_CHECKS}", undated)
    yield from (match[1] for match in posted if is_person(match[1]))
    for match in re.finditer(
        r"(?:验证人|验证者|确认人|验证部门|检查人)(?:员)?(?:[及与和/／、](?:日期|时间))?\s*[:：|]\s*(?P<who>[^|，。；\n]{2,16})",
        text,
    ):
        yield match["who"].strip()
