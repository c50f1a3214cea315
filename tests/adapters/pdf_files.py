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
