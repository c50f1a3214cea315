"""Checks on procedures: can it be done as written, does it contradict itself, are its records known."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from ..text.roles import departments_in, posts_in
from .paper import Line, Paper
from .registry import Context, Hit, at, check, missing
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_MODAL = re.compile(r"应|须|必须|不得|负责|要求")
_FORM = re.compile(
    r"《(?P<name>[^》]{2,24}(?:表|单|记录|台账|报告|计划|清单|登记|书|票|卡|月报|周报|日报|目录|方案))》\s*"
    r"(?:[（(]\s*(?P<code>[A-Za-z][A-Za-z0-9./\-]{2,20})\s*[)）])?"
)
_NUMBERED = re.compile(
    r"\s*(?:[（(]?\d|第[一二三四五六七八九十\d]+[条步]|[①-⑳]|[（(]?[一二三四五六七八九十]{1,2}[)）、])"
)
_FRONT = r"目的|范围|职责|职权|依据|定义|术语|引用|相关文件|记录|附则"
_CODE = re.compile(
    r"(?<![A-Za-z0-9\-/])(?P<family>[A-Z]{1,5}(?:[-/][A-Z0-9]{1,6}){0,3}?)"
    r"(?:[-/]\d{1,4}|(?<=[A-Z]{2}) \d{3,4})(?![\d\-/])"
)
_LISTED = re.compile(r"记录|输出|出什么|出去什么|表单|单子|凭[据证]|留(?:下|什么|啥)|附件|附表|附录|相关文件|有关文件")


@check("vague_requirement")
def vague_requirement(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A requirement whose subject is nobody in particular, or whose time is a vague word, defined nowhere.

    ``who``: expressions for the subject; ``when``: words of time; ``unless``: what makes a time clear (a trigger).
    """
    who, when, clear = any_of(parameters, "who"), any_of(parameters, "when"), any_of(parameters, "unless")
    for line, text in phrases(paper.body):
        bare = re.sub(r"“[^”]*”", "", text)  # what is quoted is spoken of, not required
        subject, time = who.search(bare), when.search(bare)
        if time and (_defined(time[0], paper.text) or _timed(bare, time.end(), clear)):
            time = None
        if subject and _defined(subject[0].strip("，。；： "), paper.text):
            subject = None
        numbered = subject or _NUMBERED.match(f"{line.number or ''}{line.text}")
        step = bool(time or subject) and numbered and not re.search(_FRONT, line.section)
        if (subject or time) and (_MODAL.search(text) or step):
            words = [match[0].strip("，。；：:| ") for match in (subject, time) if match]
            yield at(line, text, words="、".join(words))


@check("unlisted_form")
def unlisted_form(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """A form with a code is used in the text but stands in no list of records of the paper."""
    rows = _list_rows(paper)
    listed = [piece for piece in paper.pieces if _is_listing(piece, rows)]
    kept = [piece for piece in listed if re.search(r"^\W*[\d一二三四五六七八九十.、 ]*记录", piece.section)]
    own = kept if any(_CODE.search(piece.text) for piece in kept) and len(kept) > 1 else listed
    listing = "\n".join(piece.text for piece in own)
    if not listing or not _FORM.search(listing) and not re.search(r"[表单录账告]", listing):
        return
    used: dict[str, tuple[Line, str, re.Match[str]]] = {}
    for line, text in phrases([piece for piece in paper.body if not _is_listing(piece, rows)]):
        for match in _FORM.finditer(text):
            if match["code"]:
                used.setdefault(match["name"], (line, text, match))
    lacking = [(name, at_) for name, at_ in used.items() if at_[2]["code"] not in listing and not _named(name, listing)]
    if 2 * len(lacking) > len(used) and len(lacking) > 1:
        return  # not a list of this paper's records
    for name, (line, text, match) in lacking:
        yield at(line, text, form=name, code=match["code"])
    yield from _bare_codes(paper, {match["code"] for _, (_, _, match) in lacking})


def _named(name: str, listing: str) -> bool:
    """The name stands in the list by itself, not as a part of another: 分析计划 in 年度分析计划."""
    return bool(re.search(rf"(?<![\u4e00-\u9fff]){re.escape(name)}", listing))


def _bare_codes(paper: Paper, told: set[str]) -> Iterator[Hit]:
    """Codes of the same family as two listed ones, used in the text and not listed."""
    listed, rows = dict[str, set[str]](), _list_rows(paper)
    cover = [piece.text for piece in paper.pieces[:4] if re.search(r"编号|文件号|版[次本]|批准|[A-Z]/\d", piece.text)]
    told |= {match[0] for text in cover for match in _CODE.finditer(text)}
    for piece in paper.pieces:
        of_records = _is_listing(piece, rows) and not re.search(r"相关文件|有关文件|引用", piece.section)
        for match in _CODE.finditer(piece.text) if of_records else ():
            listed.setdefault(match["family"], set()).add(match[0])
    for line, text in phrases([piece for piece in paper.body if not _is_listing(piece, rows)]):
        for match in _CODE.finditer(text):
            known = listed.get(match["family"], set())
            if len(known) > 1 and match[0] not in known and match[0] not in told:
                told.add(match[0])
                yield at(line, text, form=match[0], code=match[0])


@check("monitoring_told")
def monitoring_told(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A paper in chapters has one on monitoring (``title``) or somewhere a measure with a limit (``measure``).

    One without chapters must say ``any`` of watching at all; ``outside``: chapters that speak of other things.
    """
    title, measure, said = (any_of(parameters, key) for key in ("title", "measure", "any"))
    outside = any_of(parameters, "outside")
    heads = [line.text for line in paper.lines if line.heading] + [piece.section for piece in paper.pieces]
    lines = [piece for piece in paper.pieces if not outside.search(piece.section)]
    chaptered = sum(line.heading for line in paper.lines) > 4
    named = any(title.search(text) for text in (*heads, *(piece.text[:14] for piece in paper.pieces)))
    told = any((measure if chaptered else said).search(text) for _, text in phrases(lines))
    if not named and not told:
        yield missing()


@check("form_without_code")
def form_without_code(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """A form named in the text carries no code anywhere in the paper."""
    coded = {match["name"] for match in _FORM.finditer(paper.text) if match["code"]}
    near = re.compile(r"[（(|｜\s]\s*[A-Za-z][A-Za-z0-9./\-]{2,20}")
    seen: set[str] = set()
    for line, text in phrases(paper.body):
        for match in _FORM.finditer(text):
            name = match["name"]
            bare = any(near.match(paper.text[m.end() :]) for m in re.finditer(re.escape(name), paper.text))
            if name not in coded and name not in seen and not bare and re.search(r"[表单账录卡]$", name):
                yield at(line, text, form=name)
            seen.add(name)


@check("same_day_effect")
def same_day_effect(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Approved and effective on the same day; with ``before``: effective before it was approved."""
    approved = _dated(
        paper,
        r"(?:批准|发布|颁布|签发|核准|签批|会通过|审议通过|(?<=[｜|　 ])批(?=[ 　:：])|[Aa]pproved(?: by)?)"
        r"(?:人)?(?:[/／]?(?:日期|时间|日))?",
    )
    effective = _dated(
        paper,
        r"(?:(?:起|开始|正式)?(?:实施|生效|执行|施行|[实试]行|[启起使]用)|开始用|起?照(?:此|这个|着)?(?:办|做)|"
        r"[Ee]ffective|[Vv]alid from)(?:日期|时间|之日|日)?",
    )
    early = approved and effective and effective[1] < approved[1]
    same = approved and effective and effective[1] == approved[1]
    if approved and effective and (early if parameters.get("before") else same):
        yield at(effective[0], None, approved=approved[1].isoformat(), effective=effective[1].isoformat())


@check("step_without_actor")
def step_without_actor(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A step of the working section whose requirement names nobody who does it.

    The occasion before it (``员工调岗后``) is no subject.
    """
    actor = any_of(parameters, "actor")
    for line, text in phrases([piece for piece in paper.body if re.search(parameters["section"], piece.section)]):
        match = re.search(r"(?<![对相供反响适效感呼因理答])(?:应(?!急|用|收|付|答|变)|须|必须)", text)
        if not match or line.row or len(text) <= 8:
            continue
        subject = re.sub(
            r"[^，。：:]*?(?:后|时|前|的|调岗|转岗|离职|入职|到期)(?=$|[，,])|^[^：:]{1,10}[：:]",
            "",
            text[: match.start()],
        )
        if not actor.search(subject) and not _doer(text):
            yield at(line, text)


def _doer(text: str) -> str:
    """Whoever is named with ``由`` or begins a clause."""
    named = re.findall(r"[由经报]([^，。；]{2,12})", text)
    return "、".join([*named, *(post for clause in re.split(r"[，。；：:]", text) for post in _first_actor(clause))])


def _first_actor(clause: str) -> list[str]:
    bare = re.sub(r"^[\d.、\s（()）]*", "", clause)
    post = re.match(
        r"[\u4e00-\u9fff]{0,8}?(?:讲师|[管操文计统检审调驾值安编执训理]\w{0,2}员|责任人|负责人|主管|专员)", bare
    )
    known = [who for who in (*posts_in(bare), *departments_in(bare)) if bare.startswith(who)]
    return [post[0]] if post and not known else known


@check("step_without_record")
def step_without_record(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A step that says who does what when, but leaves no trace, where the steps around it do."""
    record, outside = any_of(parameters, "record"), any_of(parameters, "outside")
    steps = [piece for piece in paper.body if not piece.row and _STEP_TIME.search(piece.text) and _doer(piece.text)]
    asked = [piece for piece in steps if not outside.search(piece.section + piece.text[:12])]
    lacking = [piece for piece in asked if not record.search(piece.text)]
    if len(asked) - len(lacking) >= 3:
        for piece in lacking[:3]:
            yield at(piece, None)


def _defined(word: str, text: str) -> bool:
    return bool(re.search(rf"[“\"「]?{re.escape(word)}[”\"」]?\s*(?:是指|指的?是|系指|指|为|即|：|:)", text))


def _timed(text: str, end: int, clear: re.Pattern[str]) -> bool:
    """A limit or an occasion up to the end of its clause, or a clause behind it that says how long at most."""
    clause = re.match(r"[^，。；;]*[，；;]?", text[end:])
    told = text[: end + (clause.end() if clause else 0)]
    most = re.match(
        r"\s*(?:最[迟长晚多]|不超过|不得|一般|原则上|即|间隔|[但并]?[^，。；]{0,6}(?:不少于|至少))", text[len(told) :]
    )
    return _has_time(told) or bool(clear.search(told)) or bool(most and _has_time(text))


def _has_time(text: str) -> bool:
    fixed = parse_cadence(text)
    limit = re.search(r"\d+\s*个?(?:工作)?(?:日|天|小时|分钟|周|月)[内前]|当[日天月班]|\d+\s*[日号]前", text)
    return bool((fixed and fixed.period) or limit)


def _is_listing(piece: Line, rows: frozenset[str]) -> bool:
    labelled = re.search(
        r"(?:^\s*(?:(?:第[一二三四五六七八九十\d]+条|[（(]?[\d一二三四五六七八九十]+[)）.、．]?)[\s\u3000]*)?(?:记录|附件|附表|表单|留存|单子|凭[据证])[^：:，。《]{0,6}|输出)\s*[:：]",
        piece.text,
    )
    return bool(labelled or _LISTED.search(piece.section) or (piece.row and piece.locator in rows))


def _list_rows(paper: Paper) -> frozenset[str]:
    """Rows of tables that have a column of codes and say nothing of who acts: lists of records by whatever title."""
    found: list[str] = []
    for grid in paper.grids:
        coded = [
            sum(bool(_CODE.fullmatch(row.cells[i].strip())) for row in grid.rows if i < len(row.cells))
            for i in range(len(grid.columns))
        ]
        steps = re.search(r"步骤|动作|活动|谁|做什么|干[什啥]么?|时限|何时", " ".join(grid.columns))
        if max(coded, default=0) > max(1, 0.6 * len(grid.rows)) and not steps:
            found += [row.locator for row in grid.rows]
    return frozenset(found)


_STEP_TIME = re.compile(
    r"每[日天周月季年班]|\d+\s*个?(?:工作)?(?:日|天|小时|分钟|周|月)[内前后]?|当[日天月班]|[日月底末后]前|\d+月\d+日|次日"
)
_DATE_LABEL = re.compile(
    r"(?:起用|批准|发布|颁布|签发|实施|生效|执行|施行|启用|编制|审核|审定|修订|起草|拟制|[Ee]ffective|[Aa]pproved|[Vv]alid)"
)


def _below_head(paper: Paper, words: str) -> tuple[Line, Any] | None:
    """批准日期 | 生效日期 as headings, the days below."""
    head = re.compile(rf"(?:{words})$")
    for grid in (grid for grid in paper.grids[:3] if len(grid.rows) == 1):  # more rows are a list of revisions
        for index, column in enumerate(grid.columns):
            cell = grid.rows[0].cells[index] if grid.rows and index < len(grid.rows[0].cells) else ""
            days = [m for m in find_dates(cell) if m.precision == "day"]
            if head.search(re.sub(r"\s", "", column)) and days:
                row = grid.rows[0]
                return Line(locator=row.locator, text=row.text, order=grid.order, row=True), days[0].first
    return None


def _dated(paper: Paper, words: str) -> tuple[Line, Any] | None:
    behind = re.compile(
        rf"(?P<day>20\d\d[^。；，,]{{4,10}}日|20\d\d[-./]\d\d?[-./]\d\d?|\d{{1,2}}月\d{{1,2}}日)[^，。；,｜|\d]{{0,16}}?(?:{words})(?!\s*(?:日期|时间|[:：|]))"
    )
    if told := _below_head(paper, words):
        return told
    for line in paper.pieces[:20]:
        year = next((m.first.year for m in find_dates(line.text)), None)
        first = next(iter(find_dates(line.text)), None)
        before = first is not None and _DATE_LABEL.search(line.text, 0, first.start)
        label = _DATE_LABEL.pattern if before else "日期"
        labelled = rf"(?:日期|时间|(?<![日\d]){label})\s*[:：|]?\s*$|[:：|]\s*$"
        for match in behind.finditer(line.text):
            days = [m for m in find_dates(match["day"], year) if m.precision == "day"]
            if days and not re.search(labelled, line.text[: match.start()]):
                return line, days[0].first
        for match in re.finditer(rf"(?:{words})\s*[:：|]?\s*(?![，,。])(?=(?P<day>[^;；\n]{{6,40}}))", line.text):
            value = _DATE_LABEL.split(match["day"], maxsplit=1)[0]
            days = [m for m in find_dates(value) if m.precision == "day"]
            if days:
                return line, days[0].first
    return None
