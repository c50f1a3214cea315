"""Who held which post in which department: rosters, lists of several people in one cell, letters of appointment."""

import re
from collections.abc import Sequence
from datetime import date

from ..domain.facts import Line, Paper, Post, Source
from ..text.dates import find_dates
from ..text.roles import fold_department
from .header_rows import lowest_head
from .ledger_rows import day_of
from .signatures import people_in

NOT_ORG = re.compile(r"会签|签到|签名|受审|审核员(?!证|资[格质])|评分|得分|对象|课程|完成|措施|期限|时机|频次|表单")
"""Headings of tables that are no roster."""
PLACE = r"部门|单位|科室|车间|在哪|哪一?[块摊片]|哪个组"
"""Headings that tell where somebody works."""
_WORK = r"岗位|职务|职位|任职|干什么|做什么|干啥|管什么"


def posts_of(papers: Sequence[Paper]) -> list[Post]:
    """Who held which post in which department, from–to, from tables with a name column and from letters of
    appointment."""
    found: list[Post] = []
    for paper in papers:
        above: tuple[tuple[object, ...], str] = ((), "")
        for line in paper.lines:
            if line.heads:
                above = _department_above(line, above)
                found += _posts_of_row(line, paper, above[1])
            elif paper.kind in ("record", "other", "manual", "register"):
                found += _appointments(line, paper)
    return found


def _department_above(line: Line, above: tuple[tuple[object, ...], str]) -> tuple[tuple[object, ...], str]:
    """The department of a row; a roster that leaves it blank means the one above in the same table."""
    table = (line.part, line.table, line.heads)
    own = column_of(line, PLACE)
    roster = bool(column_of(line, "姓名")) and any(re.search(_WORK, h) for h in line.heads)
    return table, own or (above[1] if roster and table == above[0] else "")


def _posts_of_row(line: Line, paper: Paper, department: str) -> list[Post]:
    heads = "/".join(line.heads)
    if NOT_ORG.search(heads) or not re.search(f"岗位|职务|{PLACE}|{_WORK}", heads):
        return []
    person = column_of(line, "(?:姓名|名字|人员|任职[人者]|负责人|部长|主管|科长|主任)(?!签|确认|意见|审)")
    if not person:
        return []
    post = column_of(line, _WORK)
    start = day_under(line, "起|任命|任职日期|任职时间|到岗|上岗|入职|聘任")
    end = day_under(line, "止|离任|离职|离岗|离厂|退休|卸任|调离|免职") or _left_on(column_of(line, "备注|说明"))
    listed = posts_with_people(person) if post == person else {}
    return [
        Post(
            person=name,
            post=listed.get(name) or _beside(person, name) or post or ("负责人" if re.search("负责人", heads) else ""),
            department=fold_department(department),
            start=start,
            end=end,
            note=" ".join(filter(None, (column_of(line, "备注|说明|资格|兼"), _left(line) if end else ""))),
            source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="post/1"),
        )
        for name in people_in(person)
    ]


def posts_with_people(cell: str) -> dict[str, str]:
    """主任 张三、文员、内审员 李四 → the posts told before (or in brackets behind) each name."""
    found: dict[str, str] = {}
    posts: list[str] = []
    for piece in re.split(r"[、，,；;/\n]", cell):
        names = people_in(piece)
        if not names:
            posts.append(piece.strip())
            continue
        before, _, behind = piece.partition(names[0])
        own = " ".join(filter(None, (w.strip(" 　：:") for w in (before, behind.strip("（）() ")))))
        found[names[0]] = "、".join(filter(None, (*posts, own)))
        posts = []
    return found


def _left_on(note: str) -> date | None:
    """2025-08-29离职 in the remarks: the day a post ended."""
    match = re.search(r"(?:离职|离岗|离厂|退休|辞职|调离|卸任)", note)
    days = [m.first for m in find_dates(note[: match.start()]) if m.precision == "day"] if match else []
    return days[-1] if days and not re.search("拟|计划|将于", note) else None


def _left(line: Line) -> str:
    """The words of a row or its headings that tell that somebody left the firm, as against a post: 离岗, 离职, 退休."""
    words = (*line.heads, *line.cells)
    return next((m[0] for text in words if (m := re.search("离职|离岗|离厂|退休|辞职", text))), "")


def _beside(cell: str, name: str) -> str:
    """The post written in brackets behind a name: 张三（总经理）."""
    match = re.search(rf"{re.escape(name)}\s*[（(]([^（()）]{{2,24}})[)）]", cell)
    return match[1] if match and re.search("经理|代表|主任|长|总|主管|董事", match[1]) else ""


def _appointments(line: Line, paper: Paper) -> list[Post]:
    match = re.search(
        r"(?:任命|聘任|指定|授权|委托)\s*([\u4e00-\u9fff]{2,3})(?:同志|先生|女士)?\s*(?:为|担任|任)\s*(?:公司|"
        r"本公司)?(管理者代表|[\u4e00-\u9fff]{2,12}?(?:部长|主任|经理|科长|组长|代表))",
        line.text,
    )
    if not match or not people_in(match[1]):
        return []
    source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="appointment/1")
    return [Post(person=match[1], post=match[2], start=day_of(line.text, None), source=source)]


def column_of(line: Line, pattern: str) -> str:
    """The cell of the first column whose heading has the pattern."""
    for index, head in enumerate(line.heads):
        if re.search(pattern, lowest_head(head)) and index < len(line.cells):
            return line.cells[index]
    return ""


def day_under(line: Line, pattern: str) -> date | None:
    """The day of the first column whose heading has the pattern."""
    lower = [i for i, h in enumerate(line.heads) if re.search(pattern, lowest_head(h))]
    for index in lower or [i for i, h in enumerate(line.heads) if re.search(pattern, h)]:
        if index < len(line.cells):
            real = line.dates[index] if index < len(line.dates) else None
            return real or day_of(line.cells[index], None)
    return None
