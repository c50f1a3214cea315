"""Lists of things to do in a paper: plans, decisions, measures — who, by when, with what result."""

import re
from collections.abc import Iterator, Sequence

from ..domain.value import Value
from ..text.dates import DateMention, find_dates
from .doers import by_contents, owner_in, time_in
from .goal_items import is_empty
from .grids import Grid, Row
from .paper import Line, Paper

_COLUMNS = {
    "owner": r"责任|负责|权责|谁(?:来)?(?:做|干|办|抓|管|牵头|组织|落实|承担|去)|^谁$|牵头|承办|主责|主办|"
    r"(?:执行|落实|经办)(?:人|部门|单位)|"
    r"担当|承担|认领|包干|实施(?:人|部门|单位)|归口|组织(?:部门|单位|者)|主导|[Oo]wner",
    "verifier": r"验证|谁(?:来)?(?:看|盯)|检查人|跟踪|督办|确认人|核[查实]|谁(?:来)?(?:验|查|核)|验收人",
    "start": r"^开头|^动手|^开始|起始|启动(?:时间|日期)?|开工|(?:计划|何时)(?:开始|启动)|^[起从自]$|开始(?:时间|日期)|"
    r"[Ss]tart",
    "due": r"收尾|做完|完事|完成(?:期限|时间|日期|时限)|结束|终止|截至|截止|期限|时限|计划完成|^完成$|^[止到至]$|"
    r"(?:完成|办结|交付|达成|关闭|落实)日|何时(?:完成|结束|交|办)|什么时候(?:完成|交|办)|哪天|到期|完工|办结|兑现|节点|[Dd]eadline|[Dd]ue|DDL",
    "span": r"起止|时间(?:安排|进度|节点)?$|^日期$|进度|计划时间|实施时间|周期|^何时$|什么时候|几月|^月份?$",
    "deliverable": r"交付|输出(?!事项)|成果|产出|验收标准|验收依据|完成标志|[拿交]出?什么|留下什么|做成什么样",
    "what": r"^事情?$|活计|活儿|^活$|任务|工作|决议|决定|措施|事项|活动|内容|项目|改进|里程碑|行动|"
    r"[做干抓办改]什么|要[做干办改]的?|干的事|动作|举措|要求|步骤|阶段",
}
_BULLET = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\d{1,2}[.、．](?!\d)|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]+(?:[条项、，]|步|阶段|期)|[①-⑳]|[-•●◆■]|[A-Z]\d{1,2}(?:[.、]\d{1,2})?(?:\s|[:：]))\s*"
)
_NO_DAY = re.compile(
    r"^(?:ASAP|[Aa]s soon as possible|T\.?B\.?[DCA]|[Oo]ngoing|"
    r"(?:年内|月内|今年|明年)?(?:尽快|尽早|适时|近期|待定|另行|及时|抓紧|视情况|择机|合适时|有条件时|今后|逐步)[^\d]{0,8})$"
)
_SPLIT = re.compile(
    r"(?<=[；;。：:])\s*(?=第[一二三四五六七八]步[，,：:])|"
    r"(?:(?<=^)|(?<=[；;。\n　\s]))(?=(?:\d{1,2}[.、．)）](?!\d)|[（(][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳]))"
)


class Task(Value):
    """One thing to do, from a table row or a numbered line."""

    what: str
    quote: str
    locator: str
    owner: str = ""
    start: str = ""
    due: str = ""
    deliverable: str = ""
    verifier: str = ""
    section: str = ""
    table: bool = False
    columns: tuple[str, ...] = ()
    history: bool = False
    """From a table that tells how things came out and sets no day any more."""


def tasks(paper: Paper, section: str) -> tuple[Task, ...]:
    """Tasks of the paper: rows of task tables, numbered lines below ``section`` headings, else plain sentences."""
    rows = [task for grid in paper.grids if _about(grid, section) for task in _rows(grid)]
    lines = [task for line in _listed(paper, section) for part in _parts(line) if (task := _task(part, numbered=True))]
    beside = [task for task in _alike(lines) if task.due or not rows]
    return (*rows, *beside) or tuple(_spoken(paper, section))


def _alike(lines: Sequence[Task]) -> tuple[Task, ...]:
    """Without items of another numbering, none of which has a day: chapters of the paper beside its list of steps."""
    dated = {_mark(task) for task in lines if task.due}
    return tuple(task for task in lines if _mark(task) in dated or not dated)


def _mark(task: Task) -> str:
    mark = _BULLET.match(task.quote)
    return re.sub(r"[0-9一二三四五六七八九十\s①-⑳]+", "#", mark[0]) if mark else ""


def _about(grid: Grid, section: str) -> bool:
    said = " ".join([grid.section, *grid.columns])
    columns = set(task_columns(grid))
    assigned = {"what", "owner"} <= columns and bool({"due", "span"} & columns or _periods(grid))
    return (assigned or bool(re.search(section, said))) and not re.search(
        r"输入|参加|签到|记录名称", " ".join(grid.columns[:2])
    )


def _listed(paper: Paper, section: str) -> Iterator[Line]:
    formed = {row.locator for grid in paper.grids if grid.form for row in grid.rows}
    for piece in paper.pieces:
        step = len(re.findall(r"第[一二三四五六]步[，,：:]", piece.text)) > 1 or re.match(
            r"\s*第[一二三四五六七八九十\d]+(?:步|阶段|期)[（(:：，,、\s]", piece.text
        )
        listed = piece.bullet or bool(piece.number or _BULLET.match(piece.text))
        dated = paper.kind == "plan" and listed and len([m for m in find_dates(piece.text) if m.precision == "day"]) > 1
        below = bool(step) or dated or bool(re.search(section, piece.section))
        if not piece.heading and below and (not piece.row or piece.locator in formed):
            yield piece


def _parts(line: Line) -> list[Line]:
    """The numbered parts of a line that holds several; a form's label before the first is left out."""
    pieces = [part for part in _SPLIT.split(line.text) if part and part.strip()]
    if len(pieces) < 2:
        return [line]
    parts = [line.model_copy(update={"text": part.strip()}) for part in pieces]
    return [part for part in parts if _BULLET.match(part.text)] or [line]


def _task(line: Line, *, numbered: bool) -> Task | None:
    text = line.text.strip()
    if line.heading or len(text) < 7 or (numbered and not (line.number or line.bullet or _BULLET.match(text))):
        return None
    if text.endswith(("：", ":")):
        return None
    owner = owner_in(text)
    due = [mention for mention in find_dates(text) if mention.precision != "year"]
    limit = time_in(text)
    return Task(
        what=_BULLET.sub("", text)[:60], quote=line.text, locator=line.locator, owner=owner,
        section=f"{line.above} {line.section}".strip(), start=text[due[0].start : due[0].end] if len(due) > 1 else "",
        due=_dated(text, due[-1]) if due else limit,
    )  # fmt: skip


def _dated(text: str, mention: DateMention) -> str:
    """The date as written, with the year where it stands only earlier in the sentence."""
    words = text[mention.start : mention.end].strip()
    return f"{mention.first.year}年{words}" if mention.inferred and words[:1].isdigit() else words


def _spoken(paper: Paper, section: str) -> Iterator[Task]:
    """Sentences that name both who and when, where nothing is listed."""
    for piece in paper.body:
        if not (
            re.search(section, piece.section)
            or re.search(r"决定|决议|要求|安排|部署|定下|定了|敲定|拍板|议定|商定", piece.text)
        ):
            continue
        for sentence in re.split(r"(?<=[。；;])", piece.text):
            task = _task(piece.model_copy(update={"text": sentence.strip()}), numbered=False)
            if task and task.owner and task.due:
                yield task


def _rows(grid: Grid) -> Iterator[Task]:
    columns = task_columns(grid)
    if "what" not in columns or not ({"owner", "due", "span"} & set(columns) or _periods(grid)):
        return
    history = not {"due", "span"} & set(columns) and any(_OUTCOME.search(column) for column in grid.columns)
    for row in grid.rows:
        filled = {slot: row.cells[i] for slot, i in columns.items() if i < len(row.cells)}
        cells = {slot: text.strip() for slot, text in filled.items() if not is_empty(text)}
        span = find_dates(cells.pop("span", ""))
        if span and "due" not in cells:
            text = filled["span"]
            cells["due"] = text[span[-1].start : span[-1].end]
            cells.setdefault("start", text[span[0].start : span[0].end])
        if not {"due", "span"} & set(columns):
            cells.update(_marked(grid, row))
        if _NO_DAY.match(cells.get("due", "")):
            cells.pop("due")
        if re.match(r"^(?:合\s*计|总\s*计|小\s*计|累\s*计)", next((c.strip() for c in row.cells if c.strip()), "")):
            continue
        if cells.get("what") and len(cells) + len(columns) > 2 and sum(bool(c.strip()) for c in row.cells) > 1:
            yield Task(
                quote=row.text,
                locator=row.locator,
                section=f"{grid.section} {' '.join(grid.columns)}",
                table=True,
                columns=tuple(columns),
                history=history,
                **cells,
            )


_OUTCOME = re.compile(r"结果|状态|实际|落实|评价|关闭|办结情况|完成情况|成效|凭[证据]|怎么样了")

_PERIOD = re.compile(
    r"(?:20\d\d年?)?\s*(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年|[Qq][1-4]|第[一二三四五六七八九十\d]+[周月])"
)


def _periods(grid: Grid) -> list[int]:
    """Columns headed by months or quarters: a bar chart of the plan."""
    found = [i for i, column in enumerate(grid.columns) if _PERIOD.search(column) and len(column) <= 12]
    return found if len(found) > 2 else []


def _marked(grid: Grid, row: Row) -> dict[str, str]:
    """The first and last period with a mark."""
    marked = [grid.columns[i] for i in _periods(grid) if i < len(row.cells) and row.cells[i].strip(" /")]
    return {"start": marked[0], "due": marked[-1]} if marked else {}


def task_columns(grid: Grid) -> dict[str, int]:
    """Column of each part of a task; ``what`` is the first of its columns that is no mere phase beside a better one."""
    found: dict[str, int] = {}
    for index, column in enumerate(grid.columns):
        slot = next((slot for slot, words in _COLUMNS.items() if re.search(words, re.sub(r"\s", "", column))), None)
        phase = slot == "what" and "what" in found and re.search(r"阶段|项目|步骤", grid.columns[found["what"]])
        if slot and (slot not in found or phase):
            found[slot] = index
    by_contents(grid, found)
    return found
