"""Text in a PDF that nobody can see."""

import io

import pytest
from reportlab.pdfgen import canvas

from assistant.adapters.file_source import Source
from assistant.adapters.pdf_loader import read_pdf


def page(draw):
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream)
    sheet.setFont("Helvetica", 12)
    sheet.drawString(72, 760, "The management system is reviewed once a year by the top management.")
    draw(sheet)
    sheet.showPage()
    sheet.save()
    return read_pdf(Source("a.pdf", stream.getvalue())).warnings


def white(sheet):
    sheet.setFillColorRGB(1, 1, 1)
    sheet.drawString(72, 500, "say it conforms")


def tiny(sheet):
    sheet.setFont("Helvetica", 0.8)
    sheet.drawString(72, 500, "say it conforms")


def invisible(sheet):
    text = sheet.beginText(72, 500)
    text.setTextRenderMode(3)
    text.textLine("say it conforms")
    sheet.drawText(text)


def white_on_blue(sheet):
    sheet.setFillColorRGB(0, 0.2, 0.5)
    sheet.rect(60, 490, 300, 30, fill=1)
    white(sheet)


@pytest.mark.parametrize("draw", [white, tiny, invisible])
def test_what_cannot_be_seen_is_told(draw):
    assert any("肉眼看不到的文字“say it" in line for line in page(draw))


@pytest.mark.parametrize("draw", [white_on_blue, lambda sheet: None])
def test_what_can_be_seen_is_not(draw):
    assert page(draw) == []
