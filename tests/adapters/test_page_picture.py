"""Pictures of pages with a passage marked: on a PDF written here, read back as pixels."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.adapters.page_picture import page_picture

FIRST, SECOND = "办公室每半年至少组织一次内部审核。", "审核组长在十个工作日内提交审核报告。"


@pytest.fixture
def pdf(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path / "程序.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    for line in (FIRST, SECOND):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(40, 500, line)
        canvas.drawString(40, 100, "其他内容")
        canvas.showPage()
    canvas.save()
    return path


def yellow_rows(png):
    """Shares of the page's height at which a pixel is marked."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    rows = {y for y in range(picture.height) for x in range(0, picture.width, 4) if picture.getpixel((x, y))[2] < 120
            and picture.getpixel((x, y))[0] > 200}  # fmt: skip
    return min(rows, default=0) / picture.height, max(rows, default=0) / picture.height


def test_the_passage_is_marked_where_it_stands(pdf):
    found = page_picture(pdf, [1], FIRST)
    top, bottom = yellow_rows(found.png)
    assert (found.page, found.pages) == (1, 2)
    assert 0.13 < top < bottom < 0.19  # the line stands 500 of 600 points above the bottom


def test_a_page_the_passage_is_not_on_gives_way_to_the_one_it_is_on(pdf):
    assert page_picture(pdf, [1, 2], SECOND).page == 2


def test_a_quote_over_cells_and_lines_is_found_piece_by_piece(pdf):
    found = page_picture(pdf, [1], "办公室每半年至少 | 组织一次内部审核\n没有的内容")
    assert found.near is not None


def test_words_that_do_not_stand_on_the_page_leave_it_unmarked(pdf):
    found = page_picture(pdf, [1], "管理评审每年一次")
    assert found.near is None
    assert yellow_rows(found.png) == (0, 0)


def test_a_scanned_picture_is_shown_and_other_files_are_not(tmp_path):
    scan, broken, text = tmp_path / "扫描.png", tmp_path / "坏.pdf", tmp_path / "文.docx"
    Image.new("RGB", (30, 20), "white").save(scan)
    broken.write_bytes(b"%PDF-1.4 nothing")
    text.write_bytes(b"PK")
    assert Image.open(BytesIO(page_picture(scan, [], "字").png)).size == (30, 20)
    assert page_picture(broken, [1], "字") is None
    assert page_picture(text, [1], "字") is None


@pytest.fixture
def scan(pdf, tmp_path):
    """The same pages as pictures only."""
    pages = [page.render(scale=2).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]
    path = tmp_path / "扫描.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=144)
    return path


@pytest.mark.slow
def test_a_passage_of_a_scanned_page_is_marked_where_it_is_recognised(scan, tmp_path):
    found = page_picture(scan, [1], FIRST)
    top, bottom = yellow_rows(found.png)
    assert found.near is not None
    assert 0.12 < top < bottom < 0.2
    picture = tmp_path / "拍照.png"
    Image.open(BytesIO(page_picture(scan, [2], "没有的话").png)).save(picture)
    assert page_picture(picture, [], SECOND).near is not None
