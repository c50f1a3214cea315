"""The gap report as a workbook to work in: a list to filter and to fill, the calendar, the ledger, the files.

Words of the examined files are written as text, whatever they begin with: no cell is ever a formula.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..domain import finding as domain
from ..labels import BASIS, FINDING_CHANGE, FINDING_STATE, OCCURRENCE, SEVERITY
from ..workflows.gaps import GapReport
from .gap_parts import Block, Bullets, Grid, Heading, Heat, Share, Text, kind_of, place_of
from .gap_sides import side_names
from .gap_view import Item, priorities, suspected, undecided
from .gap_words import PAPER_KIND, READ, STATE_MARK, TITLE

_LINE = Side(style="thin", color="CBD3D8")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="EEF4F7")
_TONE = {"high": "EBB8B3", "medium": "F6DFB8", "low": "D3DEF0"}
_STATE = {"fulfilled": "D5E8DD", "late": "F6DFB8", "missing": "EBB8B3", "not_evaluable": "E3E7EA", "excepted": "D3DEF0"}
_FONT = "微软雅黑"
_LIMIT = 32_000
Value = str | int | date


def xlsx_report(report: GapReport, blocks: Sequence[Block], clauses: Mapping[str, str]) -> bytes:
    """The file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _front(book.create_sheet("概要"), blocks)
    _list(book.create_sheet("差距清单"), [*suspected(report), *undecided(report)], clauses)
    _order(book.create_sheet("先做什么"), suspected(report))
    _calendar(book.create_sheet("活动日历"), blocks)
    _ledger(book.create_sheet("应发生清单"), report)
    for name, title in (("要求对照", "要求—文件—记录对照"), ("不再出现", "上次列出、这次不再出现")):
        _grid_under(book, name, blocks, title)
    _files(book.create_sheet("材料阅读"), report)
    book.properties.creator = book.properties.lastModifiedBy = "贯标助手"
    book.properties.title = TITLE
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Value, bold: bool = False, fill: str = "") -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LIMIT]
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    else:
        cell.value = value
        cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _BORDER
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    return cell


def _table(
    sheet: Worksheet, head: Sequence[str], rows: Sequence[Sequence[Value]], widths: Sequence[int], top: int = 1
) -> None:
    for column, text in enumerate(head, 1):
        _put(sheet, top, column, text, True).fill = _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1]
    for n, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            _put(sheet, n, column, value)
        sheet.row_dimensions[n].height = _height(row, widths)
    sheet.freeze_panes = f"A{top + 1}"
    if rows:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(head))}{top + len(rows)}"
    sheet.print_title_rows = f"{top}:{top}"
    _fit(sheet, "landscape")


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Room for the longest cell, up to a dozen lines; a Chinese character takes two columns."""
    lines = (
        sum(
            1 + (len(part.encode("gb18030")) - 1) // max(4, width - 1) if part else 1 for part in str(value).split("\n")
        )
        for value, width in zip(row, widths, strict=True)
    )
    return 14.5 * min(12, max(lines, default=1)) + 2


def _fit(sheet: Worksheet, orientation: Literal["landscape", "portrait"]) -> None:
    """Print on pages of full width."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # pyright: ignore


def _front(sheet: Worksheet, blocks: Sequence[Block]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 95
    sheet.sheet_view.showGridLines = False
    _fit(sheet, "portrait")
    row = 1
    for block in blocks:
        if isinstance(block, Heading) and block.page:
            break
        for line in _front_lines(block):
            for column, text in enumerate(line, 1):
                cell = _put(sheet, row, column, text, isinstance(block, Heading) or (len(line) == 2 and column == 1))
                cell.border = _BORDER if len(line) == 2 else Border()
                if isinstance(block, Heading):
                    cell.font = Font(name=_FONT, size=18 - 3 * block.level, bold=True, color="1F5C7A")
            sheet.row_dimensions[row].height = _height(line, (22, 95) if len(line) == 2 else (117,)) + 2
            if len(line) == 1:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
            if isinstance(block, Heading):
                sheet.row_dimensions[row].height = 30
            row += 1


def _front_lines(block: Block) -> list[tuple[str, ...]]:
    match block:
        case Heading(text, _, _) | Text(text, _):
            return [(text,)]
        case Bullets(lines):
            return [(f"· {line}",) for line in lines]
        case Grid(head, rows, _, _) if len(rows[0]) > 2:
            return [(row[0], "　".join(f"{h} {v}" for h, v in zip(head[1:], row[1:], strict=True))) for row in rows]
        case Grid(_, rows, _, _):
            return list(rows)
        case Share(n):
            return [("执行符合率", n.percent), ("按期 / 逾期 / 缺失", f"{n.fulfilled} / {n.late} / {n.missing}"),
                    ("不可评价", f"{n.not_evaluable} 次")]  # fmt: skip
        case _:
            return []


def _list(sheet: Worksheet, items: Sequence[Item], clauses: Mapping[str, str]) -> None:
    head = (
        "序号", "编号", "类型", "等级", "结论", "类别", "事项", "两边各是", "左边文件", "左边位置", "左边原文",
        "右边文件", "右边位置", "右边原文", "判断",
        "可能的正常解释", "请核实与建议", "对应要求", "依据",
        "与上次相比", "核实情况", "核实说明", "待复核", "事实依据", "责任部门", "计划完成",
    )  # fmt: skip
    widths = (6, 12, 6, 6, 10, 22, 32, 18, 26, 18, 40, 26, 18, 40, 40, 30, 40, 24, 10, 10, 14, 30, 24, 24, 12, 12)
    rows = [_row(item, f, clauses) for item in items for f in item.findings]
    _table(sheet, head, rows, widths)
    for n, row in enumerate(rows, 2):
        tone = next(key for key, label in SEVERITY.items() if label == row[3])
        sheet.cell(n, 4).fill = PatternFill("solid", fgColor=_TONE[tone])
    sheet.freeze_panes = "H2"


def _row(item: Item, f: domain.Finding, clauses: Mapping[str, str]) -> tuple[Value, ...]:
    names = side_names(f)
    sides = [
        (s.file, s.locator, s.quote) if s else ("", "", absent)
        for s, absent in ((f.document, "未见"), (f.record, names.absent))
    ]
    return (
        item.number, f.id, f.type, SEVERITY[f.severity], "疑似差距" if f.verdict == "suspected" else "不可评价",
        kind_of(item), f.object, f"{names.first}／{names.second}",
        *sides[0], *sides[1], f.explanation, "；".join(f.innocent_explanations), f.suggestion,
        "、".join(clauses.get(c, c) for c in f.clauses), BASIS[f.basis],
        FINDING_CHANGE[f.change] if f.change else "", FINDING_STATE[f.state], _said(f), f.recheck,
        "；".join(s.confirmed for s in (f.document, f.record) if s and s.confirmed), "", "",
    )  # fmt: skip


def _said(f: domain.Finding) -> str:
    return f"{f.note.comment}（{f.note.by}，{f.note.at:%Y-%m-%d}）" if f.note else ""


def _order(sheet: Worksheet, items: Sequence[Item]) -> None:
    rows = [
        (n, p.process, *p.counts, f"{p.cumulative:.0%}", "；".join(kind_of(i) for i in p.items), place_of(p.items[0]))
        for n, p in enumerate(priorities(items), 1)
    ]
    _table(sheet, ("次序", "环节", "高", "中", "低", "累计占比", "差距", "先看"), rows, (6, 28, 6, 6, 6, 10, 60, 40))


def _calendar(sheet: Worksheet, blocks: Sequence[Block]) -> None:
    heat = next((b for b in blocks if isinstance(b, Heat)), None)
    if heat is None:
        _put(sheet, 1, 1, "没有能够排出日程的规定")
        return
    first = heat.months[0][0]
    head = ("应发生的活动", *(f"{'次年' if year != first else ''}{month}月" for year, month in heat.months))
    rows = [(r.obligation, *("".join(STATE_MARK[s] for s in c) for c in r.cells)) for r in heat.rows]
    _table(sheet, head, rows, (34, *[8] * len(heat.months)))
    for n, row in enumerate(heat.rows, 2):
        for column, states in enumerate(row.cells, 2):
            if states:
                worst = next(s for s in ("missing", "late", "not_evaluable", "excepted", "fulfilled") if s in states)
                sheet.cell(n, column).fill = PatternFill("solid", fgColor=_STATE[worst])
                sheet.cell(n, column).alignment = Alignment(horizontal="center")
    sheet.freeze_panes = "B2"


def _ledger(sheet: Worksheet, report: GapReport) -> None:
    rows = [
        (x.obligation, x.due, OCCURRENCE[x.state], x.record or "", x.document.file, x.document.quote)
        for x in sorted(report.ledger, key=lambda x: (x.due, x.obligation))
    ]
    _table(sheet, ("应发生的活动", "到期日", "状态", "记录", "规定文件", "规定原文"), rows, (36, 12, 12, 40, 36, 60))


def _files(sheet: Worksheet, report: GapReport) -> None:
    ordered = sorted(report.files, key=lambda f: (f.read == "ok", f.read != "failed", f.file))
    rows = [(f.file, PAPER_KIND.get(f.kind, f.kind), READ[f.read], f.reason or "") for f in ordered]
    _table(sheet, ("文件", "种类", "阅读", "原因"), rows, (60, 14, 12, 40))


def _grid_under(book: Workbook, name: str, blocks: Sequence[Block], title: str) -> None:
    """A sheet with the table of a section; none where the report has no such section."""
    place = next((n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == title), None)
    grid = next((b for b in blocks[place:] if isinstance(b, Grid)), None) if place is not None else None
    if grid:
        _table(book.create_sheet(name), grid.head, grid.rows, [max(8, w) for w in grid.widths])
