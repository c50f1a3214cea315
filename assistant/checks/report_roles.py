"""What each line of a report on a nonconformity is about, however labelled; the reports of a register."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from .english import chinese_for
from .grids import Grid, Row
from .paper import Line, Paper

Role = Literal["facts", "containment", "cause", "action", "spread", "verification", "closing"]
Part = tuple[Role, Line]

NAMES: Mapping[Role, str] = {
    "facts": "不符合事实",
    "containment": "应急处置",
    "cause": "原因分析",
    "action": "纠正措施",
    "spread": "举一反三",
    "verification": "效果验证",
    "closing": "关闭",
}
"""The plain name of each part: what the rules look for."""
_WORDS: tuple[tuple[Role, str], ...] = (
    ("spread", "举一反三|推广|排查|横向|水平|类似|同类|别处|[别旁]的(?!人)|别家|其[他它余](?!说明)|扩展|旁及|类推|推及|"
     "同样的?(?:问题|情况)|[Hh]orizontal"),
    ("closing", "销号|结案|归档|关单|^批准|^(?:批准)?关闭"),
    (
        "verification",
        "验证|效果|有效性?|复[查核验审检]|回[看访]|回头看|跟踪|跟催|追踪|(?:^|管理|部门|措施|实施[和与及])确认|成效|"
        "管不?管用|见效|好没好|改好|灵不灵|"
        "后来|怎么样了|看过没|谁(?:来)?[看验]的?|[Vv]erif|[Ee]ffectiv",
    ),
    (
        "cause",
        "原因|根因|根源|真因|[成起诱病]因|缘[由故]|为什么|为何|为[啥嘛]|何以|怎么会|咋会|咋回事|挖根|[病]根|根子|"
        "症结|由来|剖析|归因|追问|毛病出在|"
        "5\\s*[Ww]hy|会这样|怎么(?:来|弄|搞)的|[Cc]ause",
    ),
    (
        "containment",
        "应急|临时|围堵|遏制|止[血损]|处置|当[场时下日即天]|立即|即时|先(?:做|行|处|怎)|处理(?!单|结果)|补救|抢救|"
        "^纠正(?!措施|与|和|及|预防|行动|动作)|[Cc]ontain|[Cc]orrection(?!s? report)",
    ),
    (
        "action",
        "措施|对策|整改|治本|怎么[改防办]|以后怎么|咋[改办防]|如何防|改[法正善]|矫正|办法|行动|动作|永久|预防|防止|做法|^实施|"
        "改进|[Aa]ction",
    ),
    ("facts", "事实|描述|陈述|不符合|不合格|缺失|问题|现象|偏差|异常|情况|出了|发生|查[到出着]|发现|说事|什么事|啥事|"
     "哪[儿里]不对|经过|[Nn]onconform|[Pp]roblem"),
)  # fmt: skip
_OTHER = re.compile(r"编号|单号|(?:日期|时间|单位|部门|来源|单据|地点|性质|类型|类别|等级|依据|开单|责任|人|员|者)$")
_MARK = re.compile(
    r"^\s*(?:[■◆●▍▶★□◇○►#•·※▌]+\s*|D\d(?:\s*[、/~～—与和及\-]\s*D?\d)*|第[一二三四五六七八九十\d]+[部步项节章]分?|"
    r"(?:步骤|Step|STEP)\s*\d|"
    r"[甲乙丙丁戊己庚辛壬癸](?=[\s　、.．:：）)])|[（(][一二三四五六七八九十\d]{1,2}[)）]|"
    r"[一二三四五六七八九十]{1,2}(?=[\s　、.．:：])|"
    r"\d{1,2}(?=[\s　、.．)）])|[ⅠⅡⅢⅣⅤⅥⅦⅧ]+|[A-H](?=[\s　、.．)）]))[\s　、.．:：)）—]*"
)
_LABEL = re.compile(
    r"^(?:[【〖［\[](?P<a>[^】〗］\]]{2,20})[】〗］\]]\s*[：:]?|(?P<b>[^：:。；，|]{2,22})\s*[：:])\s*(?P<value>.*)$"
)
_TITLE = re.compile(r"\S*(?:单|表|报告|记录|通知书?|台账|汇编)[一二三四五六七八九十\d]{0,2}(?:\s.*|[（(].*)?")
_BEGINS: tuple[tuple[Role, str], ...] = (
    ("verification", r"20\d\d[^。；]{3,40}(?:抽查|抽了|复[查核]|验证|回访)|\d+\s*月\s*\d+\s*日[^。；]{2,30}(?:抽查|"
     r"抽了|复[查核]|验证|回访)"),
    ("spread", r"^[同此]?时?[^，。；]{0,6}(?:对|在|查)[^。；]{2,40}(?:也|同样|一并|逐[一个])|举一反三|排查"),
    ("containment", r"(?:当[日天即场时]|立即|随即|第一时间)[^。；]{0,4}(?:就|把|对|将|停|补|换|隔|更)"),
    ("cause", r"原因|问题出在|经分析|究其|根子|归根|之所以"),
    ("action", r"为此|针对(?:上述|以上|这|该|原因)|(?:采取|制定|落实)[^。；]{0,8}措施|做了[^。；]{0,4}(?:件事|改进|"
     r"调整)|整改措施"),
    ("facts", r"抽?查[^。；]{2,40}\d|不符合|不符|发现"),
)  # fmt: skip
"""How the sentences of a letter begin to speak of a part."""


@lru_cache(maxsize=4096)
def role_of(label: str) -> Role | None:
    """The part a label, a heading or a column heading begins; None where it is none of a report's parts."""
    plain = _MARK.sub("", f"{chinese_for(label)} {label}" if re.search("[A-Za-z]{4}", label) else label).strip(" 　：:")
    if not plain or _TITLE.fullmatch(plain) or _TITLE.fullmatch(re.sub(r"[A-Za-z .]+", "", label)):
        return None
    if _OTHER.search(plain) and not re.search("验证|复[查核验]|确认|效果", plain):
        return None
    if re.match(r"(?:不符合|不合格|问题|纠正)(?:项|与|和|及|的|、)*(?:纠正|预防|整改)", plain):
        return None  # the title of the whole report
    return next((role for role, words in _WORDS if re.search(words, plain)), None)


def parts(paper: Paper) -> tuple[Part, ...]:
    """Lines with the part they belong to; empty where the paper names too few parts to be sure."""
    if "parts" not in paper.kept:
        marked = tuple(labelled(paper))
        told = marked if _enough(marked) else tuple(_told(paper))
        paper.kept["parts"] = told if _enough(told) else ()
    return paper.kept["parts"]


def _enough(told: Sequence[Part]) -> bool:
    found = {role for role, _ in told}
    return "action" in found and "cause" in found and len(found) >= 4


def labelled(paper: Paper) -> Iterator[Part]:
    """By headings, labels before a colon, first cells of forms and headings of columns."""
    current: Role | None = None
    tables: list[tuple[Grid, Role | None]] = [(grid, _column_role(grid)) for grid in paper.grids if not grid.form]
    columns: dict[tuple[int, str], Role | None] = {
        (grid.order, row.locator): role for grid, role in tables for row in grid.rows
    }
    titles = 0
    for piece in paper.pieces:
        if piece.row and (role := columns.get((piece.order, piece.locator))):
            yield role, piece
            continue
        begun, titled = _begins(piece)
        if titled:
            titles += 1
            current = begun
            continue
        match = _LABEL.match(_MARK.sub("", piece.text))
        current = begun or (None if piece.row and _other(piece) and not titles else current)
        if current and not (match and re.match("编号|单号|单据|来源", match["a"] or match["b"])):
            yield current, piece


def _other(piece: Line) -> bool:
    return bool(_OTHER.search(piece.text.split(" | ")[0].strip()))


def _begins(piece: Line) -> tuple[Role | None, bool]:
    """The part a piece begins, and whether it is the title of one."""
    text = piece.text.strip()
    if piece.row:
        first = text.split(" | ")[0]
        return (role_of(first) if len(first) <= 24 else None), False
    if piece.heading:
        return role_of(text), True
    bare = _MARK.sub("", text)
    label = _LABEL.match(bare)
    if label and (label["value"] or label["a"] or text.endswith(("：", ":"))):
        return role_of(label["a"] or label["b"]), False
    marked = len(bare) < len(text)
    short = len(bare) <= (16 if marked else 8) and not re.search(r"[。；，：:\d]", bare)
    role = role_of(bare) if short else None
    return role, role is not None


def _column_role(grid: Grid) -> Role | None:
    """The part a whole table tells of: by the first of its columns that names one; none for a register."""
    heading = role_of(grid.section.split(" ")[-1]) if grid.section else None
    found = [role for column in grid.columns if (role := role_of(column))]
    return heading or next((role for role in found if role in ("cause", "action", "spread", "verification")), None)


def _told(paper: Paper) -> Iterator[Part]:
    """Of a letter without labels: sentence by sentence, a part going on until the next begins."""
    for line in paper.lines:
        current: Role | None = None
        begun: Role | None
        for sentence in re.split(r"(?<=[。；;])", line.text):
            begun = next((role for role, words in _BEGINS if re.search(words, sentence)), None)
            if begun in ("facts", "verification") and current in ("cause", "action"):
                begun = begun if begun == "verification" else current
            current = begun or current
            if current and sentence.strip():
                yield current, line.model_copy(update={"text": sentence.strip()})


def reports_in(paper: Paper) -> tuple[Paper, ...]:
    """The reports of a paper, read once."""
    if "reports" not in paper.kept:
        paper.kept["reports"] = _reports(paper)
    return paper.kept["reports"]


def _reports(paper: Paper) -> tuple[Paper, ...]:
    """The reports of a paper: one for each row of a register, one for each run of slips below each other."""
    rows = [(grid, row) for grid in paper.grids if _is_register(grid) for row in grid.rows if _filled(row) > 3]
    if rows:
        return tuple(_slip(paper, grid, row) for grid, row in rows)
    starts = _starts(paper)
    if len(starts) < 2:
        return (paper,)
    ends = [*starts[1:], 10**9]
    return tuple(_cut(paper, first, last) for first, last in zip([-1, *starts[1:]], ends, strict=True))


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _is_register(grid: Grid) -> bool:
    found = {role for column in grid.columns if (role := role_of(column))}
    return not grid.form and {"facts", "cause", "action"} <= found and len(found) > 3


def _slip(paper: Paper, grid: Grid, row: Row) -> Paper:
    """A row of a register as a report of its own: every cell a labelled line that is quoted by the whole row."""
    lines = [
        Line(locator=row.locator, text=f"{column}：{cell.strip()}", section=column, order=order)
        for order, (column, cell) in enumerate(zip(grid.columns, row.cells, strict=False))
        if column.strip() and cell.strip()
    ]
    part = Paper(kind=paper.kind, name=paper.name, lines=tuple(lines), grids=())
    part.kept["quote"] = (row.locator, row.text)
    return part


def _starts(paper: Paper) -> list[int]:
    """Where reports begin: the heading or table before the fault is told anew after a cause and a measure."""
    starts: list[int] = []
    seen: set[Role] = set()
    edge = -1
    last: Role | None = None
    for piece in paper.pieces:
        begun, _ = _begins(piece)
        if piece.heading and begun is None:
            edge = piece.order
        if begun == "facts" and piece.row and (not seen or {"cause", "action"} <= seen) and last != "facts":
            starts.append(edge if edge > (starts[-1] if starts else -2) else piece.order)
            seen = set()
        last = begun or last
        seen |= {begun} if begun else set()
    return starts


def _cut(paper: Paper, first: int, last: int) -> Paper:
    lines = tuple(line for line in paper.lines if first <= line.order < last)
    grids = tuple(grid for grid in paper.grids if first <= grid.order < last)
    return Paper(kind=paper.kind, name=paper.name, lines=lines, grids=grids)
