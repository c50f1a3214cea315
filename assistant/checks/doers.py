"""Who does something and by when, read broadly: any department, post or person, any limit of time."""

import re
from collections.abc import Sequence

from ..text.dates import find_dates
from ..text.roles import departments_in, is_person, posts_in
from .goal_items import is_empty
from .grids import Grid

_POST = (
    r"(?:(?<![全内外局大干])部|办|室|处|科|课|中心|车间|站|组|办公室|经理|部长|主任|科长|课长|处长|厂长|总监|"
    r"代表|总工程师|主管|专员|员|长|总|公司|厂)"
)
OWNER_IN_TEXT = re.compile(
    r"由[^，。；]{2,24}?(?:负责|牵头|组织|编制|修订|完成|落实|承办|实施|提出|制定|开展|办理|跟进|主导|会同|评价|验证|检查|考核|验收|批准|统计|汇总|监督|跟踪|确认|审批)|"
    r"(?:责任人|负责人|责任部门|责任单位|牵头部门|牵头人|责任|主责|承办)\s*(?:为|是)?\s*[:：]?\s*[^，。；\s]{2,}|"
    rf"[\u4e00-\u9fffA-Za-z]{{1,10}}{_POST}(?:负责|牵头|带队|主持|主抓|组织|于|在|应|须|要|会同|按|对|完成|提出|落实|编制|修订|制定|将|增|设|采购|招聘|开展)|"
    r"[\u4e00-\u9fff]{2,10}(?:负责|牵头)|"
    rf"[\u4e00-\u9fffA-Za-z]{{1,10}}{_POST}(?![\u4e00-\u9fff]?[门分位件理])[\u4e00-\u9fff]{{2,4}}?(?:负责|牵头|带队|主持|主抓|于|在|应|须|按|对|将|20\d\d|\d{{1,2}}月)|"
    rf"[（(【\[][^）)】\]]{{0,16}}{_POST}[^）)】\]]{{0,60}}[）)】\]]|[—\-]{{1,2}}\s*[\u4e00-\u9fff]{{1,8}}{_POST}"
)

_NUMBER = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳]|[-•●◆■]|[A-Z]\d{1,2}[.、]?\s)\s*")
_LABELLED = re.compile(r"(?:主办|组织部门|责任人|责任部门|负责人|承办|牵头部门)(?:单位)?\s*[:：]\s*[^，。；\s]{2,16}")
_BRACKETED = re.compile(
    rf"[（(【\[](?![^）)】\]]*[A-Z]{{2,}}[-/])[^）)】\]]{{0,16}}{_POST}[^）)】\]]{{0,20}}[）)】\]]|[^，。；]{{2,12}}(?:负责|牵头|承办)(?=$|[，。；])"
)
_TAKES_ON = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,10}?)(?:来?办|来?抓|来?管|来?盯|来?带|来?跟|来?做|去办|承办|认领|兜底|落实|扛|接|搞定|出|给|交)(?=[，。；,;）)\s、]|$)"
)
_HANDED = re.compile(
    r"(?:@|＠|→|⇒|—{1,2}|-{2}|[:：|｜])\s*(?P<who>[\u4e00-\u9fffA-Za-z]{2,12})\s*(?=[，。；,;|｜（(\s]|20\d\d|\d{1,2}[月/.]|$)"
)
_TIME = re.compile(
    r"\d+\s*个?(?:工作)?[日天周月]之?内|(?:月|年|季)(?:度)?[底末]前?|\d{1,2}\s*月(?:份)?(?:\s*\d{1,2}\s*[日号]|[上中下]旬|[底末初])?|第?[一二三四]季度|"
    r"[上下]半年|立即|即日|当[天日场]|下次[^，。]{1,10}前|次月|下月|本月|年内|(?:本|下|上|这)?(?:周|星期|礼拜)[一二三四五六日天末]|[Qq][1-4]|"
    r"(?:春节|国庆|五一|元旦|中秋|端午)前|(?<![\d./])(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])(?![\d./%])|"
    r"[^，。；\d]{2,8}(?:会议?|评审|审核|投产|上线|开工|大修|检修|验收)之?前"
)


def owner_in(text: str) -> str:
    """Who does it: by a word of duty, else a department, post or person that begins or is a clause, or takes it on."""
    match = _LABELLED.search(text) or OWNER_IN_TEXT.search(text)
    if match:
        return match[0]
    bare = _NUMBER.sub("", text)
    clauses = re.split(r"[，。；;：:）)】、\s]|(?<=[前内底末日月])(?=[\u4e00-\u9fff])", bare)
    named = (
        who
        for clause in clauses
        for who in (*posts_in(clause), *departments_in(clause))
        if clause.startswith(who) and not re.search(r"[全内外局]部$", who)
    )
    alone = (clause for clause in clauses if is_person(clause))
    handed = (m["who"] for shape in (_TAKES_ON, _HANDED) for m in shape.finditer(bare) if names_somebody(m["who"]))
    return next(named, "") or next(alone, "") or next(handed, "")


def told_apart(text: str) -> str:
    """Who does it by a label, a bracket or a sign of handing over, anywhere in the text."""
    labelled = _LABELLED.search(text) or _BRACKETED.search(text)
    if labelled:
        return labelled[0]
    handed = (m["who"] for shape in (_TAKES_ON, _HANDED) for m in shape.finditer(text) if names_somebody(m["who"]))
    return next(handed, "")


def names_somebody(text: str) -> bool:
    """A department, a post or a person, possibly one behind the other: 生产科计然, 质量部 王洁."""
    parts = [part for part in re.split(r"[\s、，,/／（）()]+", text.strip()) if part]
    return any(posts_in(part) or departments_in(part) or is_person(part) or is_person(part[-3:]) for part in parts)


def time_in(text: str) -> str:
    """The words that say by when; empty where none do."""
    match = _TIME.search(text)
    return match[0] if match else ""


def by_contents(grid: Grid, found: dict[str, int]) -> None:
    """Columns no heading explains, told from their cells: days are the deadline, people the owner."""
    _days_by_contents(grid, found)
    for index in range(len(grid.columns)):
        if index in found.values() or _AFTERWARDS.search(grid.columns[index]):
            continue
        cells = [row.cells[index].strip() for row in grid.rows if index < len(row.cells)]
        said = [cell for cell in cells if not is_empty(cell)]
        if (
            "due" not in found
            and "span" not in found
            and _mostly(said, [bool(find_dates(c)) and len(c) < 24 for c in said])
        ):
            found["due"] = index
        elif "owner" not in found and _mostly(said, [len(c) < 20 and names_somebody(c) for c in said]):
            found["owner"] = index

    if "what" not in found and {"owner", "due"} <= set(found):
        rest = [i for i in range(len(grid.columns)) if i not in [found[s] for s in found if s != "deliverable"]]
        wide = {i: sum(len(row.cells[i]) for row in grid.rows if i < len(row.cells)) for i in rest}
        if wide:
            found["what"] = max(wide, key=wide.__getitem__)
            if found.get("deliverable") == found["what"]:
                found.pop("deliverable")


def _days_by_contents(grid: Grid, found: dict[str, int]) -> None:
    """Two columns of days side by side whose headings say nothing known: the first begins, the second ends."""
    if {"start", "due", "span"} & set(found):
        return
    dated = [
        index
        for index, head in enumerate(grid.columns)
        if index not in found.values()
        and not _AFTERWARDS.search(head)
        and len(said := [row.cells[index].strip() for row in grid.rows if index < len(row.cells)]) > 1
        and _mostly(said, [bool(find_dates(cell)) and len(cell) < 14 for cell in said])
    ]
    if len(dated) == 2 and dated[1] == dated[0] + 1:
        found["start"], found["due"] = dated


_AFTERWARDS = re.compile(r"实际|上[次年期]|结果|现状|状态|编号|序号|来源|发现|提出")


def _mostly(said: Sequence[str], fits: Sequence[bool]) -> bool:
    return len(said) > 1 and sum(fits) >= 0.7 * len(said)
