"""Checks on who stands behind a paper: approval, chair, appointment."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.enterprise import FactTable
from ..text.dates import find_dates
from .paper import Line, Paper
from .registry import Context, Hit, at, check, missing
from .words import any_of

Parameters = Mapping[str, Any]

_TOP_WORDS = (
    "总经理|董事长|总裁|厂长|院长|首席执行官|CEO|局长|行长|校长|场长|站长(?=签)|会长|最高管理者|执行董事|"
    "总干事|理事长|矿长|社长|台长|法定代表人|董事会|主席|"
    "(?:General|Managing) (?:Manager|Director)|GM|President|Chairman"
)
_TOP = re.compile(rf"(?<!副)(?:{_TOP_WORDS})(?!助理|办公室|办(?!公会))|总经理办公会|总裁办公会|董事会")
_DEPUTY = re.compile(r"副(?:总经理|总裁|董事长|厂长|院长|总)|助理")
_LOW = re.compile(
    r"部|科|课|室|处|中心|车间|办(?!公会)|主任|部长|科长|(?<!总)经理|主管|专员|管理者代表|管代|组长|员(?!会)|工程师|总监|"
    r"(?<!General )Manager|(?<!Managing )Director|Engineer|Supervisor|Leader|Officer"
)
_CHAIRS = re.compile(
    r"(?:^|[，。；\s午日])(?P<who>[\u4e00-\u9fff]{2,14}?(?:\x20[\u4e00-\u9fff]{2,4}\x20?)?)(?:在[^，。；]{1,14}?)?(?:召集并|亲自)?主持(?:了|召开)?(?=[^人：:|]|$)"
)
_SIGNATURE = re.compile(
    rf"^[^。；，]{{0,24}}?(?:{_TOP_WORDS})\s*(?:签[字名发章])?\s*[:：]?\s*[\u4e00-\u9fff]{{2,4}}\s*(?:（[^）]*）)?\s*(?:20\d\d.{{0,12}})?$"
)


_SIGNS = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,12}(?:部长|主任|(?<!总)经理|科长|总监|主管))(?:\s*[:：]\s*|[ \u3000]+)"
    r"[\u4e00-\u9fff]{2,4}\s*(?:20\d\d.{0,12})?$"
)
"""The last line: somebody's post and name."""
_BY = re.compile(
    r"(?:[Aa]pproved|[Ii]ssued|[Rr]eleased|[Ss]igned) by\s+"
    r"(?P<who>[^·|｜,，。；]{2,30}?)(?=\s*(?:on |[·|｜,，]|20\d\d|$))"
)


@check("approver_is_top")
def approver_is_top(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The one who approves must be the top manager; silent when none stands there (another rule).

    ``about``: a sentence ``由某某批准`` counts only when it speaks of one of these.
    """
    about = any_of(parameters, "about")
    for line, who, sentence in roles(paper, any_of(parameters, "role")):
        said = sentence is not None
        if said and parameters.get("about") and not about.search(sentence or ""):
            continue
        if not _is_top(who, paper, context.facts) and not re.search(r"授权|委托|受托", line.text):
            yield at(line, sentence, who=who)


@check("has_approver")
def has_approver(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Somebody must stand behind 批准/主持 …: a name or post beside the word, or a top manager's signature."""
    role = any_of(parameters, "role")
    stated = re.compile(
        rf"(?:{_TOP_WORDS})[^。；，,]{{0,30}}(?:{role.pattern})|(?:(?:{role.pattern})\s+|(?<![\u4e00-\u9fff])批\s*[:：]\s*)(?:{_TOP_WORDS})"
    )
    signed = parameters.get("signature") and any(_SIGNATURE.match(line.text.strip()) for line in paper.pieces)
    decided = re.compile(r"(?:董事会|股东会|理事会|办公会|党委会?|联席会)[^。]{0,80}(?:通过|审定|决议|批准)")
    signed = signed or any(decided.search(piece.text) for piece in paper.pieces)
    if not signed and not next(roles(paper, role), None) and not any(stated.search(p.text) for p in paper.pieces):
        labelled = re.search(rf"(?:{role.pattern})(?:人|者)?\s*[:：|\t　]", paper.text)
        yield missing().model_copy(update={"unsure": bool(labelled)})


@check("appointer_is_top")
def appointer_is_top(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A letter of appointment is signed by the top manager."""
    tail = "\n".join(line.text for line in paper.pieces if not re.search(r"报告|汇报|负责|协调", line.text))
    if not _TOP.search(_DEPUTY.sub("", tail)) and not (
        context.facts and context.facts.top_management and context.facts.top_management.name in tail
    ):
        yield missing()


@check("appointee_level")
def appointee_level(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The appointed person must belong to the decision level (``level``)."""
    level = any_of(parameters, "level")
    for line in paper.pieces:
        match = re.search(
            r"(?:任命|委任|聘任|指定|由|兹任)(?P<who>[^，。；]{2,30}?)(?:同志|先生|女士)?(?:为|担任|兼任)[^。；]{0,12}管理者代表",
            line.text,
        )
        if match and not level.search(match["who"]):
            yield at(line, None, who=match["who"])
            return


def roles(paper: Paper, role: re.Pattern[str]) -> Iterator[tuple[Line, str, str | None]]:
    """Line, who and (for ``由某某批准``) the sentence, from labels, form cells, table columns and sentences."""
    label = re.compile(
        rf"(?:{role.pattern})(?:[、并和与及/]?(?:发布|签发|颁布|实施))?(?:人|者|领导|单位)?(?:\s*[/／]\s*(?:日期|时间))?\s*[:：|]\s*"
        r"(?P<who>[^\s,，;；|。:：]+(?: {1,2}(?!\d)[^\s,，;；|。:：\d]+(?![^\s]*[:：]))?)"
    )
    said = re.compile(
        rf"(?:由|报|(?<!总)经(?!理))(?P<who>[^，。；,;由经报]{{2,20}}?)(?:负责|签字|审核后|同意后|审议|审定)?(?:{role.pattern})(?!的|日期)"
    )
    signed = re.compile(
        rf"(?:^|[，。；、：:\s研究论由经])(?P<who>(?:[\u4e00-\u9fffA-Z]{{0,8}}(?:{_LOW.pattern}|长)|{_TOP_WORDS})\s*[\u4e00-\u9fff]{{2,3}})\s*(?:于\s*)?20\d\d[^，。；]{{4,10}}[日\d]\s*(?:{role.pattern})"
    )
    spaced = re.compile(
        rf"(?:^|[\s|、.．])(?:{role.pattern})(?:人|者)?[\x20\u3000]+(?P<who>(?:[\u4e00-\u9fffA-Za-z]{{0,10}}(?:{_LOW.pattern}|长)|"
        rf"{_TOP_WORDS})(?:\x20{{1,2}}[\u4e00-\u9fff]{{2,4}})?)(?=[\s，。；（(|]|$)"
    )
    for line in paper.pieces:
        yield from ((line, m["who"].strip(), None) for m in spaced.finditer(line.text))
        yield from ((line, m["who"].strip(), None) for m in _BY.finditer(line.text) if role.search("批准"))
        for match in label.finditer(line.text.replace("\t", " | ")):
            if not re.match(r"^(?:日期|时间|\d|_|—|-|/|【)", match["who"]) and len(match["who"]) <= 24:
                yield line, match["who"].strip(), None
        for match in _CHAIRS.finditer(line.text) if role.search("主持") else ():
            who = re.sub(r"^.*由|^本次(?:会议|评审)?", "", match["who"])
            if len(who) >= 2 and not re.search(r"会议?$|评审$", who):
                yield line, who, None
        for sentence in re.split(r"(?<=[。；;])", line.text):
            yield from ((line, match["who"].strip(), sentence) for match in signed.finditer(sentence))
            for match in said.finditer(sentence):
                if not re.search(r"[报请送交]$", match["who"]):
                    yield line, match["who"].strip(), sentence
    yield from _columns(paper, role)
    yield from _last_line(paper) if role.search("批准") else ()


def _last_line(paper: Paper) -> Iterator[tuple[Line, str, str | None]]:
    """A post with a name below the text: who signed."""
    last = paper.lines[-3:]
    for line in last if not any(_SIGNATURE.match(line.text.strip()) for line in last) else ():
        if match := _SIGNS.match(line.text.strip()):
            yield line, match["who"], None


def _columns(paper: Paper, role: re.Pattern[str]) -> Iterator[tuple[Line, str, str | None]]:
    """编制 | 审核 | 批准 as column headings, the names below."""
    for grid in paper.grids:
        for index, column in enumerate(grid.columns):
            if not re.fullmatch(rf"(?:{role.pattern})(?:人|者)?", re.sub(r"\s", "", column)) or len(column) > 6:
                continue
            for row in grid.rows[:2]:
                text = row.cells[index].strip() if index < len(row.cells) else ""
                if text and not find_dates(text):
                    line = Line(locator=row.locator, text=row.text, section=row.section, order=grid.order, row=True)
                    yield line, text, None


def _is_top(who: str, paper: Paper, facts: FactTable | None) -> bool:
    top = facts.top_management if facts else None
    if top and (top.name in who or who in top.name or (top.title and top.title in who and not _DEPUTY.search(who))):
        return True
    plain = _DEPUTY.sub("副", who)
    if _TOP.search(plain):
        return True
    if _DEPUTY.search(who) or _LOW.search(who):
        return False
    return _post_of(who, paper) is not False


def _post_of(name: str, paper: Paper) -> bool | None:
    """For a bare name: whether the paper gives it a top post; None when it gives it none."""
    word, own = r"[\u4e00-\u9fff]{2,12}", re.escape(name)
    found = re.findall(rf"({word})\s*[:：]?\s*{own}", paper.text)
    found += re.findall(rf"{own}\s*[（(，]?\s*(?:职[务位]\s*[:：]\s*)?({word})", paper.text)
    if any(_TOP.search(_DEPUTY.sub("副", post)) for post in found):
        return True
    posts = [post for post in found if re.search(r"(?:主任|部长|科长|经理|主管|总监|工程师)$", post)]
    return False if posts else None
