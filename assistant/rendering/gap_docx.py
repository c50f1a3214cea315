"""The gap report as a DOCX that opens well in Word, WPS and LibreOffice."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell  # pyright: ignore[reportPrivateUsage]

from ..domain.finding import Side
from ..labels import BASIS, OCCURRENCE, SEVERITY
from .gap_charts import bars_png
from .gap_docx_parts import (
    ACCENT,
    INK,
    SOFT,
    WIDTH,
    add_air,
    add_field,
    add_run,
    add_table,
    fill_cell,
    in_chinese,
    keep_together,
    narrow_margins,
    shade_last,
    without_controls,
    write_cell,
)  # fmt: skip
from .gap_parts import Bars, Block, Bullets, Card, Grid, Heading, Heat, Share, Text, kind_of, objects, short
from .gap_sides import side_names
from .gap_view import Rate
from .gap_words import STATE_MARK, TITLE

_FILL = {"high": "B9382F", "medium": "D99A2B", "low": "6C8EBF"}
_STATE_FILL = {
    "fulfilled": "D5E8DD", "late": "F6DFB8", "missing": "EBB8B3", "not_evaluable": "E3E7EA", "excepted": "D3DEF0",
}  # fmt: skip
_FONT = "微软雅黑"


def docx_report(blocks: Sequence[Block]) -> bytes:
    """The file."""
    document = Document()
    _page(document)
    _styles(document)
    for block in blocks:
        _add(document, block)
    _properties(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: Docx) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(footer, "疑似差距，请核实后使用　·　第 ", 8.5, SOFT)
    add_field(footer, "PAGE")
    add_run(footer, " 页", 8.5, SOFT)


def _styles(document: Docx) -> None:
    sizes = {"Normal": 10.5, "Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "List Bullet": 10.5}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name = _FONT  # pyright: ignore
        style.font.size = Pt(size)  # pyright: ignore
        style.font.color.rgb = ACCENT if name.startswith(("Heading", "Title")) else INK  # pyright: ignore
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # pyright: ignore
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(attribute), _FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
    in_chinese(document)
    normal = document.styles["Normal"].paragraph_format  # pyright: ignore
    normal.space_after, normal.line_spacing = Pt(4), 1.25


def _properties(document: Docx) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.last_modified_by = TITLE, "贯标助手", "", "贯标助手"
    facts.created = facts.modified = datetime.now(UTC).replace(tzinfo=None)
    facts.language = "zh-CN"


def _add(document: Docx, block: Block) -> None:
    match block:
        case Heading(text, level, page):
            heading = document.add_heading(without_controls(text), level)
            heading.paragraph_format.page_break_before = page
        case Text(text, tone):
            _text(document, text, tone)
        case Bullets(lines):
            for line in lines:
                document.add_paragraph(without_controls(line), "List Bullet")
        case Grid():
            _grid(document, block)
        case Share(numbers):
            _share(document, numbers)
        case Bars(rows):
            picture = bars_png(rows)
            if picture:
                document.add_picture(BytesIO(picture), Cm(WIDTH))
        case Heat():
            _heat(document, block)
        case Card():
            _card(document, block)


def _text(document: Docx, text: str, tone: str) -> None:
    paragraph = document.add_paragraph()
    run = add_run(paragraph, text, 9.5 if tone == "quiet" else 10.5, SOFT if tone == "quiet" else INK)
    run.bold = tone == "strong"
    paragraph.paragraph_format.keep_with_next = tone == "quiet"  # a note stands before what it explains


def _grid(document: Docx, grid: Grid) -> None:
    widths = [WIDTH * w / 100 for w in grid.widths]
    offset = 1 if grid.head else 0
    table, cells = add_table(document, len(grid.rows) + offset, widths)
    lines = list(table.rows)
    if grid.head:
        for cell, text in zip(cells[0], grid.head, strict=True):
            write_cell(cell, text, 9, True)
            fill_cell(cell, "EEF4F7")
        keep_together(lines[0], head=True)
    tones = grid.tones or ("",) * len(grid.rows)
    for n, (row, tone) in enumerate(zip(grid.rows, tones, strict=True), offset):
        for column, text in enumerate(row):
            write_cell(cells[n][column], text, 9, not grid.head and column == 0)
        if not grid.head:
            fill_cell(cells[n][0], "EEF4F7")
        elif tone:
            fill_cell(cells[n][0], {"high": "EBB8B3", "medium": "F6DFB8", "low": "D3DEF0"}[tone])
        keep_together(lines[n])
    add_air(document)


def _share(document: Docx, numbers: Rate) -> None:
    _, (tops, bottoms) = add_table(document, 2, [WIDTH / 5] * 5)
    cells = (
        ("执行符合率", numbers.percent, "EEF4F7"), *(
            (OCCURRENCE[state], str(getattr(numbers, state)), _STATE_FILL[state])
            for state in ("fulfilled", "late", "missing", "not_evaluable")
        ),
    )  # fmt: skip
    for n, (label, value, colour) in enumerate(cells):
        top, bottom = tops[n], bottoms[n]
        write_cell(top, label, 9.5)
        write_cell(bottom, value, 18, True)
        for cell in (top, bottom):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            fill_cell(cell, colour)
    add_air(document)


def _heat(document: Docx, heat: Heat) -> None:
    count = len(heat.months)
    table, cells = add_table(document, len(heat.rows) + 1, [4.6] + [(WIDTH - 4.6) / count] * count)
    narrow_margins(table)
    lines = list(table.rows)
    first = heat.months[0][0]
    names = [f"{'次年' if year != first else ''}{month}月" for year, month in heat.months]
    for cell, text in zip(cells[0], ("应发生的活动", *names), strict=True):
        write_cell(cell, text, 8, True)
        fill_cell(cell, "EEF4F7")
    keep_together(lines[0], head=True)
    for n, row in enumerate(heat.rows, 1):
        write_cell(cells[n][0], row.obligation, 8.5)
        for cell, states in zip(cells[n][1:], row.cells, strict=True):
            if states:
                worst = next(s for s in ("missing", "late", "not_evaluable", "excepted", "fulfilled") if s in states)
                write_cell(cell, "".join(STATE_MARK[s] for s in states), 8)
                fill_cell(cell, _STATE_FILL[worst])
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        keep_together(lines[n])
    add_air(document)


def _card(document: Docx, card: Card) -> None:
    item, first = card.item, card.item.first
    told = [("判断", "\n".join(dict.fromkeys(f.explanation for f in item.findings)))]
    told.append(("可能的正常解释", "；".join(first.innocent_explanations) or "—"))
    told.append(("请核实与建议", first.suggestion))
    told += card.told
    told += [("对应要求", "、".join(card.clauses))] if card.clauses else []
    table, cells = add_table(document, 3 + len(told), [2.9, 5.6, 8.5])
    _card_head(cells[0][0].merge(cells[0][2]), card)
    left, below = cells[1][0].merge(cells[1][1]), cells[2][0].merge(cells[2][1])
    names = side_names(first)
    for cell, label in zip((left, cells[1][2]), names.told, strict=True):
        write_cell(cell, label, 9, True, SOFT)
        fill_cell(cell, "EEF4F7")
    _sides(below, item.documents)
    _sides(cells[2][2], item.records, names.absent)
    for (label, text), row in zip(told, cells[3:], strict=True):
        write_cell(row[0], label, 9, True, SOFT)
        write_cell(row[1].merge(row[2]), text, 9.5)
    for row, line in zip(cells, table.rows, strict=True):
        keep_together(line)
        row[0].paragraphs[0].paragraph_format.keep_with_next = row is not cells[-1]
    add_air(document)


def _card_head(cell: _Cell, card: Card) -> None:
    first = card.item.first
    write_cell(cell, f"{card.item.number}. {kind_of(card.item)}　", 11, True)
    add_run(cell.paragraphs[0], f" {SEVERITY[first.severity]} ", 9.5, RGBColor(255, 255, 255), True)
    shade_last(cell.paragraphs[0], _FILL[first.severity])
    add_run(cell.paragraphs[0], f"　{BASIS[first.basis]}", 9, SOFT)
    add_run(cell.add_paragraph(), objects(card.item), 10, INK, True)
    fill_cell(cell, "F5F7F8")


def _sides(cell: _Cell, sides: Sequence[Side], absent: str = "所提供材料中未见") -> None:
    if not sides:
        write_cell(cell, absent, 9.5, colour=SOFT)
    for n, side in enumerate(sides):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        add_run(paragraph, f"{side.file}　{side.locator}", 8, SOFT)
        quote = cell.add_paragraph()
        quote.paragraph_format.space_after = Pt(3)
        add_run(quote, f"“{short(side.quote, 500)}”", 9.5)
