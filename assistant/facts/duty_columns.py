"""Which column of a table of duties holds the time, the form, who acts and what is done: by heading first, by
what the cells hold second."""

import re
from collections.abc import Callable, Sequence

from ..domain.facts import Line
from ..text.cadence import parse_cadence
from ..text.deadlines import find_deadlines
from ..text.roles import departments_in, is_generic, posts_in
from .identity import codes_in

_HEADS = {
    "time": re.compile(
        r"时机|频次|频率|周期|时间|时限|期限|何时|什么时候|几时|哪天|完成日|(?<!流程)节点|时点|时段|时效|频度|次数|多久"
    ),
    "form": re.compile(r"表单|记录|表格|表式|输出|凭证|留痕|载体|形成|证据|见证|佐证|留什么|留下|填什么"),
    "approver": re.compile(r"审批|批准|审核人|审定"),
    "retention": re.compile(r"保存(?!部门|地点|单位|人|形式|方式|位置)|保管期|留存(?!部门|地点)"),
    "actor": re.compile(r"部门|责任|负责|岗位|主责|主办|执行|单位|角色|谁|人员|承办|牵头|主体|归口|科室|担当"),
    "action": re.compile(
        r"内容|要求|做法|说明|描述|标准|要点|管控|方法|动作|工作(?!事项|项目|名称|环节)|任务|怎么做|怎样做|如何做|注意|[做干管办]什么"
    ),
    "process": re.compile(r"过程|活动|环节|步骤|流程|事项|工作项目|工作名称|项目|阶段|工作事项|业务|名称"),
}
_TRIGGER = re.compile(r"(?:时|前|后|内|当日|当天|之日|随时|即时|日常|及时|适时|定期|必要时)$")
_FORM_END = re.compile(r"(?:表|单|记录|报告|台账|计划|方案|纪要|清单|通知|簿|书|通报)$")
_BLANK = ("", "—", "-", "/", "／", "无", "——")
_SHARE = 0.6

Columns = dict[str, int]


def columns_of(lines: Sequence[Line]) -> dict[tuple[int | None, tuple[str, ...]], Columns]:
    """Column of each slot, by table and headings."""
    tables: dict[tuple[int | None, tuple[str, ...]], list[Line]] = {}
    for line in lines:
        if line.heads and line.cells:
            tables.setdefault((line.table, line.heads), []).append(line)
    return {key: _columns(key[1], rows) for key, rows in tables.items()}


def _first_is_process(found: Columns, heads: Sequence[str]) -> Columns:
    """工作内容 | … | 要求: of two columns that tell what is done, the first names the process."""
    later = (i for i in range(found["action"] + 1, len(heads)) if i not in found.values())
    second = next((i for i in later if _HEADS["action"].search(heads[i])), None)
    return {} if second is None else {"process": found["action"], "action": second}


def _columns(heads: Sequence[str], rows: Sequence[Line]) -> Columns:
    found: Columns = {}
    for slot, pattern in _HEADS.items():
        for index, head in enumerate(heads):
            if index in found.values() or re.fullmatch("序号|编号|备注|条款", head):
                continue
            if pattern.search(head) and not (slot == "actor" and re.search("职责|内容|要求|保存|保管|归档|存放", head)):
                found[slot] = index
                break
    if "process" not in found and "action" in found:
        found |= _first_is_process(found, heads)
    for slot, holds in (("time", _is_time), ("form", _is_form), ("actor", _is_actor)):
        if slot not in found and (slot == "time" or "time" in found):
            index = _by_content(holds, heads, rows, set(found.values()) - _displaceable(found))
            if index is not None:
                found = {s: i for s, i in found.items() if i != index} | {slot: index}
    return found


def _displaceable(found: Columns) -> set[int]:
    """Columns whose heading told only that something is done: what they hold decides."""
    return {found[s] for s in ("action", "process") if s in found}


def _by_content(holds: Callable[[str], bool], heads: Sequence[str], rows: Sequence[Line], used: set[int]) -> int | None:
    best: tuple[float, int] | None = None
    for index in range(len(heads)):
        cells = [r.cells[index].strip() for r in rows if index < len(r.cells) and r.cells[index].strip() not in _BLANK]
        if index in used or len(cells) < 2 or re.search("依据|引用|文件|备注|条款|保存|保管|归档|存放", heads[index]):
            continue
        share = sum(map(holds, cells)) / len(cells)
        if share >= _SHARE and (best is None or share > best[0]):
            best = (share, index)
    return best[1] if best else None


def _is_time(cell: str) -> bool:
    if len(cell) > 40 or codes_in(cell):
        return False
    cadence = parse_cadence(cell, cell=True)
    told = len(cadence.text) if cadence else 0
    told += sum(len(d.text) for d in find_deadlines(cell))
    return told >= 0.5 * len(cell) or len(cell) <= 14 and bool(_TRIGGER.search(cell))


def _is_form(cell: str) -> bool:
    return "《" in cell or bool(codes_in(cell)) or len(cell) <= 16 and bool(_FORM_END.search(cell))


def _is_actor(cell: str) -> bool:
    flat = re.sub(r"[（(].*?[)）]", "", cell).strip()
    return len(flat) <= 16 and (is_generic(flat) or departments_in(flat)[:1] == [flat] or bool(posts_in(flat)))
