"""Reading a grid: which rows are titles, headings, label–value pairs or data, and what heads each column."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from ..domain.document import Cell, Table
from ..text.roles import is_person
from .header_rows import (
    above_header,
    asks,
    goes_on,
    headed_by_body,
    is_masthead,
    is_question,
    opens,
    signs_off,
    values_down,
    without_aside,
)  # fmt: skip

RowKind = Literal["title", "header", "pair", "data"]

_LABEL_WORDS = (
    "序号|编号|文号|名称|日期|时间|年月|部门|单位|人员|姓名|职务|岗位|内容|要求|频次|频率|时机|周期|表单|表格|记录|责任|负责|备注|结果|结论|状态|措施|期限|时限|完成|"
    "目标|指标|基线|基准|公式|方法|口径|来源|版本|版次|版号|现行版|旧版|类别|类型|对象|人数|讲师|课程|主题|地点|主持|签名|签字|签到|审核|审批|批准|编制|起草|意见|评价|得分|"
    "平均分|分数|证据|条款|过程|活动|事项|议题|原因|分析|验证|关闭|发现|登记|发布|实施|生效|启用|作废|保存|保管|说明|现状|实际|应到|实到|月份|季度|数量|系统|检查|情况|"
    "处理|处置|电话|简称|曾用名|别名|评审|会签|申请|联系|提出|数据|工作|项目|阶段|进度|节点|条件|依据|流程|环节|步骤|输入|输出|职责|角色|权限|账号|设备|事实|描述|"
    "整改|纠正|效果|考核|任职|起始|起止|学历|形式|方式|重点|范围|受审|被审|组长|组员|成员|决议|跟踪|核实|报告|汇报|判定|抽样|单号|标题|题目|标准|供应商|服务商|投运|"
    "上线|验收|参加|缺席|出席|请假|正文|程度|等级|级别|计划|监视|测量|监测|单项|子项|权重|实测|趋势|更新|修订|更改|变更|分发|发放|回收|份数|页数|载体|年限|处理人|经办|"
    "旧称|到岗|离岗|入职|离职|在岗|离任|证书|资格|资质|受审|发起|拟稿|签批|流水|主题|摘要|复核|盘点|巡检|点检|备份|演练|培训|参训|主办|承办|参与|配合|牵头|措施人|确认|签发|记录人|支撑|能力|方针|资源|保障|投入|金额|预算|覆盖|次数|开始|结束|起|止|题|要点|是否符合|是否|文件|明细|清单|内容及要求|简历|版|手机|部室|科室|车间"
)
_LABEL = re.compile(
    rf"(?:{_LABEL_WORDS})(?:值|号|项|人|员|组|栏|数|率|情况|名|者|部门|单位|量|简述|说明|日|时间|日期|[（(].*[)）]|%|％)?$"
)
_PLAIN_LABELS = frozenset(("毛病", "办法", "勾掉", "改完", "别的", "看到的", "碰到的"))
_MONTH_HEAD = re.compile(
    r"^(?:20\d\d年)?\s*(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月(?:份)?$|^(?:第?[一二三四1-4]季度|Q[1-4]|[上下]半年|全年|合计)$"
)
_YEAR_MONTH = re.compile(r"^(?:20\d\d[-./]\d{1,2}|\d{1,2}月?[—–~～\-]\d{1,2}月)$")
_VALUE = re.compile(r"[。；;！]|\d{4}[-/.年]\d|^[-\d.,%％≥≤<>＜＞+/ ]+$|[A-Z]{1,8}[-/][A-Z0-9]+-?\d")


class GridRow(NamedTuple):
    """One row as understood. ``heads`` are the column headings in force; ``cells`` are merged-expanded texts."""

    kind: RowKind
    cells: tuple[str, ...]
    heads: tuple[str, ...]
    dates: tuple[date | None, ...]
    line: str


def row_line(row: Sequence[Cell]) -> str:
    """The cells of a row joined by `` | `` as the stored text has them: merged copies and trailing blanks left out."""
    texts = [" ".join(cell.text.split("\n")).strip() for cell in row if not cell.merged]
    while texts and not texts[-1]:
        texts.pop()
    return " | ".join(texts)


def is_label(text: str) -> bool:
    """Whether a cell's text looks like a heading or a field name rather than a value."""
    flat = _native(text)
    if not flat or len(flat) > 18:
        return False
    if _MONTH_HEAD.match(flat):
        return True
    if flat.endswith(("：", ":")) or flat in _PLAIN_LABELS or _asked(flat):
        return True
    if _LABEL.fullmatch(flat):
        return True
    if _VALUE.search(flat):
        return False
    return bool(_LABEL.search(flat)) and len(flat) <= 14


def _asked(flat: str) -> bool:
    """谁去看, 看到什么 — and no person called 何."""
    return len(flat) <= 8 and is_question(flat) and not re.match("何(?![时人处事地物种])", flat)


def _native(text: str) -> str:
    """活动 Activity → 活动: a heading without blanks and without its second language."""
    flat = re.sub(r"\s+", "", text)
    return re.sub(r"(?<=[\u4e00-\u9fff])[（(]?[A-Z]?[a-z]{2,}(?:/?[A-Z]?[a-z]+)*[)）]?$", "", flat)


def read_grid(table: Table) -> list[GridRow]:
    """All rows in order; ``同上`` and ditto marks are resolved from the cell above."""
    rows: list[GridRow] = []
    heads: tuple[str, ...] = ()
    header_open = False
    above: list[str] = []
    for index, row in enumerate(table.rows):
        texts = [_clean(cell.text) for cell in row]
        line = row_line(row)
        if not line:
            continue
        kind = _kind(row, texts, table, index, heads, header_open)
        if kind == "header":
            heads = _join(heads, texts, row) if header_open else tuple(texts)
            header_open = True
        else:
            header_open = False
            if kind == "pair" and heads and not rows_are_pairs(rows):
                heads = ()
            if kind == "data":
                texts = [_ditto(text, above[i] if i < len(above) else "") for i, text in enumerate(texts)]
                above = texts
        dates = tuple(cell.value_on for cell in row)
        rows.append(GridRow(kind, tuple(texts), heads if kind == "data" else (), dates, line))
    return rows


def rows_are_pairs(rows: Sequence[GridRow]) -> bool:
    """Whether the last row read was a label–value row."""
    return bool(rows) and rows[-1].kind == "pair"


def _kind(
    row: Sequence[Cell], texts: Sequence[str], table: Table, index: int, heads: tuple[str, ...], header_open: bool
) -> RowKind:
    distinct = distinct_cells(texts)
    filled = [t for t in distinct if t]
    if not heads and is_masthead(table.rows, index):
        return "title"
    if (
        len(filled) == 1
        and not heads
        and is_label(filled[0])
        and texts[0] == filled[0]
        and not row[-1].merged
        and len(row) > 1
    ):
        return "pair"
    if len(filled) == 1 and (len(row) > 1):
        return "title" if not heads or len(filled[0]) > 12 or len(row) > 2 and _spans(row) else _single(texts, heads)
    if _is_header(row, texts, filled, table, index, heads, header_open):
        return "header"
    if heads and not _looks_pair(row, texts, heads) and not signs_off(texts, table.rows[:index]):
        return "data"
    return "pair"


def _single(texts: Sequence[str], heads: tuple[str, ...]) -> RowKind:
    return "data" if heads and texts[0] else "title"


def _spans(row: Sequence[Cell]) -> bool:
    return sum(cell.merged for cell in row) >= len(row) - 1


def _is_header(
    row: Sequence[Cell],
    texts: Sequence[str],
    filled: Sequence[str],
    table: Table,
    index: int,
    heads: tuple[str, ...],
    header_open: bool,
) -> bool:
    paired = _pairwise([t for t in texts if t] if len(filled) == len([t for t in texts if t]) else filled, texts)
    if len(filled) < 2 or paired and not values_down(row, table.rows[index + 1 :]):
        return False
    spans = [t for t in filled if _YEAR_MONTH.match(t)]
    months = set(spans if len(spans) >= 3 else ())
    labels = sum(is_label(t) or t in months or is_question(t) for t in filled)
    if header_open:
        vertical = any(cell.merged and text == head for cell, text, head in zip(row, texts, heads, strict=False))
        return vertical and labels >= 0.6 * len(filled) or goes_on(row, heads, table.rows[index + 1 :])
    if heads:
        return False
    below = next((r for r in table.rows[index + 1 :] if row_line(r)), None)
    if below is None and len(filled) < 3:
        return False
    opening = opens(table.rows, index) and not above_header(row, below, is_label)
    if opening and (headed_by_body(row, table.rows[index + 1 :], is_label) or asks(texts)):
        return True
    if len(filled) == 2:
        return labels == 2 and below is not None and not _mostly_pairs(table, index) and not _pairs_above(table, index)
    bare = [without_aside(re.sub(r"\s+", "", t)) for t in filled]
    if any(_VALUE.search(t) and not _MONTH_HEAD.match(t) and t not in months for t in bare):
        return False
    if _periods_down(texts, table, index):
        return True
    if opening and (_typed(below) or _even(table, index, len(filled))):
        return labels >= max(2, 0.4 * len(filled)) and all(len(_native(t)) <= 14 for t in bare)
    if any(is_person(t) and not is_label(t) for t in filled):
        return False
    share = 1.0 if len(filled) <= 4 else 0.65
    return labels >= max(2, share * len(filled)) and not _alternates(filled, below)


def _pairwise(filled: Sequence[str], texts: Sequence[str]) -> bool:
    """Label, value, label, value — or label, blank, label, anything."""
    if len(texts) >= 4 and is_label(texts[0]) and not texts[1] and texts[2] and is_label(texts[2]) and len(filled) <= 3:
        return True
    odd, even = filled[0::2], filled[1::2]
    return len(filled) in (4, 6) and all(map(is_label, odd)) and not any(map(is_label, even))


def _even(table: Table, index: int, width: int) -> bool:
    """Two rows or more below with as many filled cells (one more or less): a list, not a form."""
    below = [len([c for c in r if c.text.strip() and not c.merged]) for r in table.rows[index + 1 : index + 6]]
    return width >= 3 and len(below) >= 2 and sum(abs(n - width) <= 1 for n in below) >= 0.8 * len(below)


def _typed(below: Sequence[Cell] | None) -> bool:
    """Whether the next row starts with or holds plain values: days, numbers, names, three cells or more."""
    texts = [_clean(c.text) for c in below or () if _clean(c.text)]
    values = sum(bool(_VALUE.search(t)) or is_person(t) for t in texts)
    return (
        len(texts) >= 3
        and values >= 2
        and not (
            is_label(texts[0])
            and not _MONTH_HEAD.match(texts[0])
            and len(texts) in (2, 4, 6)
            and not _VALUE.search(texts[0])
        )
    )


def _alternates(filled: Sequence[str], below: Sequence[Cell] | None) -> bool:
    """A form row whose values happen to be label-like: 责任部门 | 信息部 | 来源 | 内审."""
    if below is None or len(filled) not in (4, 6):
        return False
    under = [t for t in distinct_cells([_clean(c.text) for c in below]) if t]
    odd, even = under[0::2], under[1::2]
    return len(under) in (2, 4, 6) and all(map(is_label, odd)) and not any(map(is_label, even))


def _periods_down(texts: Sequence[str], table: Table, index: int) -> bool:
    """月份 | 准时率 | 周转: whatever the other columns are called, months go down the first."""
    below = [_clean(r[0].text) for r in table.rows[index + 1 : index + 9] if r and row_line(r)]
    flat = [re.sub(r"\s|^20\d\d年度?(?=\D)", "", t) for t in below]
    periods = sum(bool(_MONTH_HEAD.match(t)) or bool(re.match(r"20\d\d[-.年/]\d", t)) for t in flat)
    named = re.fullmatch(r"(?:统计|监测|考核|测量)?(?:月份?|期间|季度|年月|周期|时段|时间|月度)", texts[0])
    return bool(named) and len([t for t in texts if t]) >= 3 and periods >= 2


def _pairs_above(table: Table, index: int) -> bool:
    """In a two-column form the row 结论 | 关闭 goes on with the labels above it."""
    above = [[_clean(c.text) for c in r] for r in table.rows[:index] if row_line(r)]
    two = [r for r in above if len([t for t in distinct_cells(r) if t]) <= 2]
    return len(two) >= 2 and sum(is_label(r[0]) for r in two) >= 0.6 * len(two)


def _mostly_pairs(table: Table, index: int) -> bool:
    """In a two-column grid: do labels go on down the first column?"""
    firsts = [_clean(r[0].text) for r in table.rows[index + 1 :] if r and row_line(r)]
    return bool(firsts) and sum(map(is_label, firsts)) > 0.5 * len(firsts)


def _looks_pair(row: Sequence[Cell], texts: Sequence[str], heads: Sequence[str]) -> bool:
    """A footer of a ledger such as 编制 | 张三 | 审核 | 李四."""
    filled = [t for t in distinct_cells(texts) if t]
    if len(filled) < 2 or len(filled) > 8:
        return False
    odd, even = filled[0::2], filled[1::2]
    short = [re.sub(r"[（(].*?[)）]", "", t) for t in odd]
    labels = all(_SIGNED.match(t) and len(t) <= 6 for t in short)
    return len(heads) > 2 and (labels and not any(_SIGNED.match(t) for t in even) or _signed_by(filled, heads))


_SIGNED = re.compile(r"^(?:[编审批填]$|编制|审核|批准|制表|填表|复核|记录|审批|签字|日期|备注|说明|结论|检查人|负责人)")
_SIGNER = re.compile(
    r"^(?:编制|审核|批准|制表|填表|复核|记录|检查|核对|点检|测量|统计|确认|巡检|汇总)(?:人|者|人签字)$"
)


def _signed_by(filled: Sequence[str], heads: Sequence[str]) -> bool:
    """复核人 | 张三 | 2025.3.26 | 确认 | 李四 below the rows of a table that lists no people or steps."""
    person = re.split(r"[\s　\d]", filled[1])[0]
    return (
        bool(_SIGNER.match(filled[0])) and is_person(person) and not is_label(heads[0]) | bool(_SIGNER.match(heads[0]))
    )


def _join(heads: Sequence[str], texts: Sequence[str], row: Sequence[Cell]) -> tuple[str, ...]:
    joined: list[str] = []
    for i, text in enumerate(texts):
        upper = heads[i] if i < len(heads) else ""
        joined.append(upper if not text or text == upper else f"{upper}/{text}" if upper else text)
    return tuple(joined)


def distinct_cells(texts: Sequence[str]) -> list[str]:
    """Neighbouring repeats (merged cells) once; blanks kept."""
    return [t for i, t in enumerate(texts) if i == 0 or t != texts[i - 1] or not t]


def _clean(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text).strip()


def _ditto(text: str, above: str) -> str:
    return above if text in ("同上", "″", "〃", "”", '"', "同前") and above else text
