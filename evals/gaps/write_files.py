"""Papers → files. Every property of a file is written on purpose, the same way in clean and in mutated sets."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from pypdf import PdfReader, PdfWriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as PdfTable

from .paper import Heading, Paper, Sheet, Table, numbered_blocks
from .write_docx import docx_bytes, office_properties
from .write_scan import scan_bytes

_FONT = "STSong-Light"


def write_paper(paper: Paper, root: Path) -> Path:
    """Write one paper under ``root``; returns the path."""
    path = root / paper.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(paper_bytes(paper))
    return path


def paper_bytes(paper: Paper) -> bytes:
    """The bytes of the file in the paper's format."""
    if paper.format == "docx":
        return docx_bytes(paper)
    if paper.format == "xlsx":
        return _xlsx(paper)
    if paper.format == "pdf":
        return _pdf(paper)
    if paper.format == "scan":
        return _with_pdf_facts(scan_bytes(plain_text(paper)), paper)
    if paper.format == "txt":
        return plain_text(paper).replace("\n", "\r\n").encode("gb18030")
    return _markdown(paper).encode()


def plain_text(paper: Paper) -> str:
    """The paper as lines; cells of a row joined by two spaces."""
    lines = [paper.title, *([paper.header] if paper.header else []), ""]
    for block, number in numbered_blocks(paper):
        if isinstance(block, Table):
            lines += ["  ".join(cell.replace("\n", " ") for cell in row) for row in block.rows]
        else:
            lines.append(number + block.text)
    return "\n".join(lines) + "\n"


def _markdown(paper: Paper) -> str:
    lines = [f"# {paper.title}", "", paper.header, ""]
    for block, number in numbered_blocks(paper):
        if isinstance(block, Table):
            head, *rest = [f"| {' | '.join(row)} |" for row in block.rows]
            lines += [head, "|" + " --- |" * len(block.rows[0]), *rest, ""]
        elif isinstance(block, Heading):
            lines += ["#" * (block.level + 1) + f" {number}{block.text}", ""]
        else:
            lines += [number + block.text, ""]
    return "\n".join(lines)


def _xlsx(paper: Paper) -> bytes:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for sheet in paper.sheets:
        _sheet(book, sheet)
    raw = BytesIO()
    book.save(raw)
    return _rewritten(raw.getvalue(), paper)


def _sheet(book: openpyxl.Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title)
    line = Side(style="thin")
    for r, row in enumerate(sheet.rows, 1):
        for c, value in enumerate(row, 1):
            cell = page.cell(r, c, value)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if hasattr(value, "year"):
                cell.number_format = "yyyy-mm-dd"
            if r == 1:
                cell.font = Font(bold=True)
    for r0, c0, r1, c1 in sheet.merges:
        page.merge_cells(start_row=r0 + 1, start_column=c0 + 1, end_row=r1 + 1, end_column=c1 + 1)
    for c in range(1, max((len(row) for row in sheet.rows), default=1) + 1):
        page.column_dimensions[get_column_letter(c)].width = 16


def _rewritten(data: bytes, paper: Paper) -> bytes:
    properties = office_properties(paper, "WPS 表格")
    del properties["docProps/custom.xml"]
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, paper.facts.modified.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, properties.get(name, old.read(name)))
    return buffer.getvalue()


def _pdf(paper: Paper) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = BytesIO()
    template = SimpleDocTemplate(buffer, pagesize=A4, invariant=1)
    template.build(_flow(paper))
    return _with_pdf_facts(buffer.getvalue(), paper)


def _flow(paper: Paper) -> list[Flowable]:
    body = ParagraphStyle("b", fontName=_FONT, fontSize=10.5, leading=17, wordWrap="CJK")
    head = ParagraphStyle("h", parent=body, fontSize=12, spaceBefore=6)
    title = ParagraphStyle("t", parent=body, fontSize=16, leading=28, alignment=1)
    flow: list[Flowable] = [Paragraph(escape(paper.title), title), Paragraph(escape(paper.header), body), Spacer(1, 8)]
    for block, number in numbered_blocks(paper):
        if isinstance(block, Table):
            cells = [[Paragraph(escape(cell), body) for cell in row] for row in block.rows]
            table = PdfTable(cells, colWidths=_widths(block), repeatRows=1)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
            flow += [table, Spacer(1, 6)]
        else:
            flow.append(Paragraph(escape(number + block.text), head if isinstance(block, Heading) else body))
    return flow


def _widths(table: Table) -> list[float]:
    """Column widths by the longest text of each column, in points."""
    columns = range(max(len(row) for row in table.rows))
    longest = [max(len(row[c]) if c < len(row) else 0 for row in table.rows) for c in columns]
    weights = [min(max(n, 5), 26) for n in longest]
    return [450 * weight / sum(weights) for weight in weights]


def _with_pdf_facts(data: bytes, paper: Paper) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(data)))
    writer.metadata = {
        "/Author": paper.facts.author,
        "/Creator": "WPS 文字",
        "/Producer": "",
        "/CreationDate": _pdf_time(paper.facts.created),
        "/ModDate": _pdf_time(paper.facts.modified),
    }
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _pdf_time(when: datetime) -> str:
    return when.strftime("D:%Y%m%d%H%M%S+08'00'")
