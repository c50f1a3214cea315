"""What the DOCX of the gap report is made of: runs, fields, tables and cells in one look."""

import re
from collections.abc import Sequence

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row  # pyright: ignore[reportPrivateUsage]
from docx.text.paragraph import Paragraph
from docx.text.run import Run

INK, SOFT, ACCENT = RGBColor(0x22, 0x30, 0x3A), RGBColor(0x5D, 0x6B, 0x75), RGBColor(0x1F, 0x5C, 0x7A)
WIDTH = 17.0
"""Usable width of the page in centimetres."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field of Word, such as ``PAGE``."""
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


def in_chinese(document: Docx) -> None:
    """The language of all text, so that no line begins with a closing mark."""
    for language in document.styles.element.iter(qn("w:lang")):  # pyright: ignore
        for attribute in ("w:val", "w:eastAsia"):
            language.set(qn(attribute), "zh-CN")  # pyright: ignore


def add_run(paragraph: Paragraph, text: str, size: float, colour: RGBColor = INK, bold: bool = False) -> Run:
    """A run of text; ``size`` in points."""
    run = paragraph.add_run(without_controls(text))
    run.font.size, run.font.color.rgb, run.bold = Pt(size), colour, bold
    return run


def without_controls(text: str) -> str:
    """The text without what no XML file may hold."""
    return _CONTROL.sub(" ", text)


def add_table(document: Docx, rows: int, widths: Sequence[float]) -> tuple[Table, list[list[_Cell]]]:
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


def keep_together(row: _Row, head: bool = False) -> None:
    """The row is not split over pages; a head row is repeated."""
    properties = row._tr.get_or_add_trPr()  # pyright: ignore[reportPrivateUsage]
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        properties.append(OxmlElement(name))


def write_cell(cell: _Cell, text: str, size: float = 9, bold: bool = False, colour: RGBColor = INK) -> None:
    """Text into the first paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.1
    add_run(paragraph, text, size, colour, bold)


def fill_cell(cell: _Cell, colour: str) -> None:
    """Colour a cell; ``colour`` as RRGGBB."""
    cell._tc.get_or_add_tcPr().append(_shade(colour))  # pyright: ignore[reportPrivateUsage]


def shade_last(paragraph: Paragraph, colour: str) -> None:
    """Colour behind the last run of a paragraph; ``colour`` as RRGGBB."""
    paragraph.runs[-1]._r.get_or_add_rPr().append(_shade(colour))  # pyright: ignore[reportPrivateUsage]


def narrow_margins(table: Table) -> None:
    """Cells with hardly any margin, so that a month fits."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # pyright: ignore[reportPrivateUsage]


def add_air(document: Docx) -> None:
    """A little air after a table."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 0.7


def _shade(colour: str) -> BaseOxmlElement:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    return shade
