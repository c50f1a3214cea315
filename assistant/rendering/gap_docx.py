"""The gap report as a DOCX that opens well in Word, WPS and LibreOffice."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row  # pyright: ignore[reportPrivateUsage]
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ..domain.finding import Side
from ..labels import BASIS, OCCURRENCE, SEVERITY
from .gap_charts import bars_png
from .gap_parts import Bars, Block, Bullets, Card, Grid, Heading, Heat, Share, Text, kind_of, objects, short
from .gap_view import Rate
from .gap_words import STATE_MARK, TITLE

_INK, _SOFT, _ACCENT = RGBColor(0x22, 0x30, 0x3A), RGBColor(0x5D, 0x6B, 0x75), RGBColor(0x1F, 0x5C, 0x7A)
_FILL = {"high": "B9382F", "medium": "D99A2B", "low": "6C8EBF"}
_STATE_FILL = {
    "fulfilled": "D5E8DD", "late": "F6DFB8", "missing": "EBB8B3", "not_evaluable": "E3E7EA", "excepted": "D3DEF0",
}  # fmt: skip
_FONT = "微软雅黑"
_WIDTH = 17.0
"""Usable width of the page in centimetres."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


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
    _run(footer, "疑似差距，请核实后使用　·　第 ", 8.5, _SOFT)
    _field(footer, "PAGE")
    _run(footer, " 页", 8.5, _SOFT)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size = Pt(8.5)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)  # pyright: ignore[reportPrivateUsage]


def _styles(document: Docx) -> None:
    sizes = {"Normal": 10.5, "Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "List Bullet": 10.5}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name = _FONT  # pyright: ignore
        style.font.size = Pt(size)  # pyright: ignore
        style.font.color.rgb = _ACCENT if name.startswith(("Heading", "Title")) else _INK  # pyright: ignore
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # pyright: ignore
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(attribute), _FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
    _chinese(document)
    normal = document.styles["Normal"].paragraph_format  # pyright: ignore
    normal.space_after, normal.line_spacing = Pt(4), 1.25


def _chinese(document: Docx) -> None:
    """The language of all text, so that no line begins with a closing mark."""
    for language in document.styles.element.iter(qn("w:lang")):  # pyright: ignore
        for attribute in ("w:val", "w:eastAsia"):
            language.set(qn(attribute), "zh-CN")  # pyright: ignore


def _properties(document: Docx) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.last_modified_by = TITLE, "贯标助手", "", "贯标助手"
    facts.created = facts.modified = datetime.now(UTC).replace(tzinfo=None)
    facts.language = "zh-CN"


def _add(document: Docx, block: Block) -> None:
    match block:
        case Heading(text, level, page):
            heading = document.add_heading(_clean(text), level)
            heading.paragraph_format.page_break_before = page
        case Text(text, tone):
            _text(document, text, tone)
        case Bullets(lines):
            for line in lines:
                document.add_paragraph(_clean(line), "List Bullet")
        case Grid():
            _grid(document, block)
        case Share(numbers):
            _share(document, numbers)
        case Bars(rows):
            picture = bars_png(rows)
            if picture:
                document.add_picture(BytesIO(picture), Cm(_WIDTH))
        case Heat():
            _heat(document, block)
        case Card():
            _card(document, block)


def _text(document: Docx, text: str, tone: str) -> None:
    paragraph = document.add_paragraph()
    run = _run(paragraph, text, 9.5 if tone == "quiet" else 10.5, _SOFT if tone == "quiet" else _INK)
    run.bold = tone == "strong"
    paragraph.paragraph_format.keep_with_next = tone == "quiet"  # a note stands before what it explains


def _run(paragraph: Paragraph, text: str, size: float, colour: RGBColor = _INK, bold: bool = False) -> Run:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb, run.bold = Pt(size), colour, bold
    return run


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _table(document: Docx, rows: int, widths: Sequence[float]) -> tuple[Table, list[list[_Cell]]]:
    """A table with its cells; they are taken once, for python-docx looks for them anew each time."""
    table = document.add_table(rows, len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    cells = [list(row.cells) for row in table.rows]
    for row in cells:
        for cell, width in zip(row, widths, strict=True):
            cell.width = Cm(width)
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))  # pyright: ignore
    if borders is None:
        borders = OxmlElement("w:tblBorders")
        table._tbl.tblPr.append(borders)  # pyright: ignore
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "CBD3D8")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    return table, cells


def _fill(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # pyright: ignore[reportPrivateUsage]


def _write(cell: _Cell, text: str, size: float = 9, bold: bool = False, colour: RGBColor = _INK) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.1
    _run(paragraph, text, size, colour, bold)


def _keep(row: _Row, head: bool = False) -> None:
    """The row is not split over pages; a head row is repeated."""
    properties = row._tr.get_or_add_trPr()  # pyright: ignore[reportPrivateUsage]
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        properties.append(OxmlElement(name))


def _grid(document: Docx, grid: Grid) -> None:
    widths = [_WIDTH * w / 100 for w in grid.widths]
    offset = 1 if grid.head else 0
    table, cells = _table(document, len(grid.rows) + offset, widths)
    lines = list(table.rows)
    if grid.head:
        for cell, text in zip(cells[0], grid.head, strict=True):
            _write(cell, text, 9, True)
            _fill(cell, "EEF4F7")
        _keep(lines[0], head=True)
    tones = grid.tones or ("",) * len(grid.rows)
    for n, (row, tone) in enumerate(zip(grid.rows, tones, strict=True), offset):
        for column, text in enumerate(row):
            _write(cells[n][column], text, 9, not grid.head and column == 0)
        if not grid.head:
            _fill(cells[n][0], "EEF4F7")
        elif tone:
            _fill(cells[n][0], {"high": "EBB8B3", "medium": "F6DFB8", "low": "D3DEF0"}[tone])
        _keep(lines[n])
    _after(document)


def _after(document: Docx) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 0.7


def _share(document: Docx, numbers: Rate) -> None:
    _, (tops, bottoms) = _table(document, 2, [_WIDTH / 5] * 5)
    cells = (
        ("执行符合率", numbers.percent, "EEF4F7"), *(
            (OCCURRENCE[state], str(getattr(numbers, state)), _STATE_FILL[state])
            for state in ("fulfilled", "late", "missing", "not_evaluable")
        ),
    )  # fmt: skip
    for n, (label, value, colour) in enumerate(cells):
        top, bottom = tops[n], bottoms[n]
        _write(top, label, 9.5)
        _write(bottom, value, 18, True)
        for cell in (top, bottom):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            _fill(cell, colour)
    _after(document)


def _heat(document: Docx, heat: Heat) -> None:
    count = len(heat.months)
    table, cells = _table(document, len(heat.rows) + 1, [4.6] + [(_WIDTH - 4.6) / count] * count)
    _narrow(table)
    lines = list(table.rows)
    first = heat.months[0][0]
    names = [f"{'次年' if year != first else ''}{month}月" for year, month in heat.months]
    for cell, text in zip(cells[0], ("应发生的活动", *names), strict=True):
        _write(cell, text, 8, True)
        _fill(cell, "EEF4F7")
    _keep(lines[0], head=True)
    for n, row in enumerate(heat.rows, 1):
        _write(cells[n][0], row.obligation, 8.5)
        for cell, states in zip(cells[n][1:], row.cells, strict=True):
            if states:
                worst = next(s for s in ("missing", "late", "not_evaluable", "excepted", "fulfilled") if s in states)
                _write(cell, "".join(STATE_MARK[s] for s in states), 8)
                _fill(cell, _STATE_FILL[worst])
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _keep(lines[n])
    _after(document)


def _narrow(table: Table) -> None:
    """Cells with hardly any margin, so that a month fits."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # pyright: ignore[reportPrivateUsage]


def _card(document: Docx, card: Card) -> None:
    item, first = card.item, card.item.first
    told = [("判断", "\n".join(dict.fromkeys(f.explanation for f in item.findings)))]
    told.append(("可能的正常解释", "；".join(first.innocent_explanations) or "—"))
    told.append(("请核实与建议", first.suggestion))
    told += card.told
    told += [("对应要求", "、".join(card.clauses))] if card.clauses else []
    table, cells = _table(document, 3 + len(told), [2.9, 5.6, 8.5])
    _card_head(cells[0][0].merge(cells[0][2]), card)
    left, below = cells[1][0].merge(cells[1][1]), cells[2][0].merge(cells[2][1])
    for cell, label in ((left, "规定怎么说"), (cells[1][2], "记录怎么样")):
        _write(cell, label, 9, True, _SOFT)
        _fill(cell, "EEF4F7")
    _sides(below, item.documents)
    _sides(cells[2][2], item.records)
    for (label, text), row in zip(told, cells[3:], strict=True):
        _write(row[0], label, 9, True, _SOFT)
        _write(row[1].merge(row[2]), text, 9.5)
    for row, line in zip(cells, table.rows, strict=True):
        _keep(line)
        row[0].paragraphs[0].paragraph_format.keep_with_next = row is not cells[-1]
    _after(document)


def _card_head(cell: _Cell, card: Card) -> None:
    first = card.item.first
    _write(cell, f"{card.item.number}. {kind_of(card.item)}　", 11, True)
    _run(cell.paragraphs[0], f" {SEVERITY[first.severity]} ", 9.5, RGBColor(255, 255, 255), True)
    _shade_last(cell.paragraphs[0], _FILL[first.severity])
    _run(cell.paragraphs[0], f"　{BASIS[first.basis]}", 9, _SOFT)
    _run(cell.add_paragraph(), objects(card.item), 10, _INK, True)
    _fill(cell, "F5F7F8")


def _shade_last(paragraph: Paragraph, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    paragraph.runs[-1]._r.get_or_add_rPr().append(shade)  # pyright: ignore[reportPrivateUsage]


def _sides(cell: _Cell, sides: Sequence[Side]) -> None:
    if not sides:
        _write(cell, "所提供材料中未见", 9.5, colour=_SOFT)
    for n, side in enumerate(sides):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        _run(paragraph, f"{side.file}　{side.locator}", 8, _SOFT)
        quote = cell.add_paragraph()
        quote.paragraph_format.space_after = Pt(3)
        _run(quote, f"“{short(side.quote, 500)}”", 9.5)
