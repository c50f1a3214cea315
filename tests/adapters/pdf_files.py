# ruff: noqa: E501
"""PDF files made for tests with reportlab and its built-in Chinese font."""

import io


def pdf_bytes(pages, password=None, size=12):
    """One string a page, its lines from the top down; no pages gives an empty page tree."""
    if not pages:
        return (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF"
        )
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, encrypt=StandardEncryption(password) if password else None)
    for text in pages:
        sheet.setFont("STSong-Light", size)
        for number, line in enumerate(text.split("\n")):
            sheet.drawString(60, 780 - number * size * 1.6, line)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


def picture_pdf(image):
    """A PDF with one page that is nothing but ``image`` (PIL)."""
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "PDF", resolution=144)
    return stream.getvalue()


def table_pdf(rows, spans=(), before="表前文字", after="表后文字", widths=(60, 150, 200), size=10):
    """A ruled table between two paragraphs; ``spans`` as ((column, row), (column, row)); it breaks over pages when long."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=size, leading=16, wordWrap="CJK")
    grid = [("GRID", (0, 0), (-1, -1), 0.5, 0), ("FONT", (0, 0), (-1, -1), "STSong-Light", size)]
    cells = [[Paragraph(text, style) if len(text) > 12 else text for text in row] for row in rows]
    table = Table(cells, colWidths=widths, repeatRows=1, style=TableStyle(grid + [("SPAN", *span) for span in spans]))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build([Paragraph(before, style), table, Paragraph(after, style)])
    return stream.getvalue()
