"""Reading presentations: order of slides, titles, tables, notes."""

import io

from pptx import Presentation
from pptx.util import Inches

from assistant.adapters.file_source import Source
from assistant.adapters.pptx_loader import read_pptx


def read(fill):
    show = Presentation()
    fill(show)
    stream = io.BytesIO()
    show.save(stream)
    return read_pptx(Source("a.pptx", stream.getvalue()))


def slide(show, title, *lines):
    page = show.slides.add_slide(show.slide_layouts[1])
    page.shapes.title.text = title
    page.placeholders[1].text = "\n".join(lines)
    return page


def test_titles_head_their_slides_in_showing_order():
    def fill(show):
        slide(show, "启动大会", "目的", "安排")
        slide(show, "职责", "企管部牵头")
        order = show.slides._sldIdLst
        order.insert(0, order[1])

    parsed = read(fill)
    assert [(b.kind, b.sheet, b.text) for b in parsed.blocks] == [
        ("heading", "第1张", "职责"), ("paragraph", "第1张", "企管部牵头"),
        ("heading", "第2张", "启动大会"), ("paragraph", "第2张", "目的"), ("paragraph", "第2张", "安排"),
    ]  # fmt: skip
    assert parsed.pages == 2


def test_tables_and_speaker_notes_are_read():
    def fill(show):
        page = slide(show, "计划")
        table = page.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
        for row, texts in enumerate([("时间", "内容"), ("3月", "培训"), ("5月", "内审")]):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        page.notes_slide.notes_text_frame.text = "强调时间节点"

    blocks = read(fill).blocks
    table = next(block.table for block in blocks if block.table)
    assert [[cell.merged for cell in row] for row in table.rows] == [[False, False], [False, False], [True, False]]
    assert table.header_rows == 1
    assert ("note", "强调时间节点") in [(block.kind, block.text) for block in blocks]


def test_a_hidden_slide_is_told():
    def fill(show):
        slide(show, "备用", "底稿")._element.set("show", "0")

    assert "隐藏" in read(fill).warnings[0]
