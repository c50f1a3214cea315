# ruff: noqa: E501  (texts of files written in place)
"""Reading PDF files: paragraphs, running lines, contents, bookmarks, pages without a usable text layer."""

import pytest
from PIL import Image, ImageDraw

from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.adapters.pdf_layout import Outline, PageLines, begins_anew, glued, layout_blocks, unspaced
from assistant.adapters.pdf_loader import read_pdf
from assistant.adapters.pdf_quality import text_state
from assistant.adapters.pdf_tables import Piece
from tests.adapters.pdf_files import pdf_bytes, picture_pdf, table_pdf

FULL = "为了规范公司两化融合管理体系的内部审核工作，验证体系运行是否符合策划的安排，确保体系得到有效"


class Recorded:
    """Text recognition that always finds the same lines."""

    def __init__(self, *lines):
        self.found = list(lines)

    def lines(self, image):
        return self.found


def layout(*pages, outline=None):
    return layout_blocks([PageLines(number, tuple(lines)) for number, lines in enumerate(pages, 1)], outline)


def test_wrapped_lines_are_joined_without_a_space_and_numbers_begin_anew():
    blocks = layout(["1 目的", FULL, "实施和保持，制定本程序。", "2 范围", FULL, "2.1 适用于全公司。", "3 职责"])
    assert [block.text for block in blocks] == [
        "1 目的",
        FULL + "实施和保持，制定本程序。",
        "2 范围",
        FULL,
        "2.1 适用于全公司。",
        "3 职责",
    ]


def test_latin_words_keep_a_space_where_lines_meet():
    line = "The organization shall establish and maintain procedures for the internal audit"
    assert (
        layout([line, "of the system at planned intervals.", line])[0].text
        == line + " of the system at planned intervals."
    )


def test_a_sentence_goes_on_over_the_page_end_past_running_lines():
    pages = [
        ["某公司 QP-01 内部审核程序", name * 12, name[::-1] * 12, f"- {n} -"]
        for n, name in enumerate(("体系文件", "过程绩效", "目标分解"), 1)
    ]
    blocks = layout(*pages)
    assert [(b.kind, b.text) for b in blocks if b.kind != "paragraph"] == [
        ("header", "某公司 QP-01 内部审核程序"),
        ("footer", "- 1 -"),
    ]
    assert [b.text for b in blocks if b.kind == "paragraph"] == [
        "体系文件" * 12 + "件文系体" * 12 + "过程绩效" * 12 + "效绩程过" * 12 + "目标分解" * 12 + "解分标目" * 12
    ]


def test_bare_numbers_are_page_numbers_only_where_they_run_with_the_pages():
    running = layout(*([f"内容{'甲乙丙'[page]}结束。", f"- {page + 5} -"] for page in range(3)))
    assert [block.text for block in running if block.kind == "footer"] == ["- 5 -"]
    values = layout(["合计", "12"], ["合计数", "7"], ["总计", "3"])
    assert [block.kind for block in values] == ["paragraph"] * 6


@pytest.mark.parametrize("mark", ["第 3 页 共 9 页", "第3页，共9页", "3/9", "Page 3 of 9", "第三页"])
def test_page_numbers_are_no_text(mark):
    blocks = layout(["正文一段。", mark], ["正文二段。", "别的"])
    assert (blocks[-1].kind, blocks[-1].text) == ("footer", mark)


def test_clause_numbers_at_the_page_edge_stay_text():
    blocks = layout(["4.1", "总则内容。"], ["5.2", "方针内容。"], ["6.3", "策划内容。"])
    assert [block.kind for block in blocks] == ["paragraph"] * 6


def test_like_lines_that_differ_in_a_clause_number_stay_text():
    blocks = layout(*([f"第{page * 2}条 按本程序执行。", f"第{page * 2 + 1}条 保存三年。"] for page in range(1, 5)))
    assert [block.kind for block in blocks] == ["paragraph"] * 8


def test_a_footer_is_known_by_its_shape_though_its_page_number_differs():
    blocks = layout(*([f"内容{'甲乙丙丁'[page]}结束。", f"某公司管理手册 A/0 {page + 1}"] for page in range(4)))
    assert [block.text for block in blocks if block.kind == "footer"] == ["某公司管理手册 A/0 1"]
    assert sum(block.kind == "paragraph" for block in blocks) == 4


def test_contents_lines_and_bookmarks_are_marked():
    blocks = layout(["1 范围 ........ 3", "2 职责……………5", "1 范围", "内容。"], outline=Outline({"1范围": 1}))
    assert [(block.kind, block.level) for block in blocks] == [
        ("toc", None),
        ("toc", None),
        ("heading", 1),
        ("paragraph", None),
    ]


def test_characters_set_apart_are_closed_up():
    assert unspaced("第 一 章 总 则 和 范 围") == "第一章总则和范围"
    assert unspaced("编制 张三 审核 李四") == "编制 张三 审核 李四"


def test_text_pages_are_read_with_page_numbers():
    parsed = read_pdf(
        Source("a.pdf", pdf_bytes(["第一章 总则\n本程序适用于全公司各部门。", "第二章 职责\n企管部负责归口管理。"]))
    )
    assert [(block.page, block.text) for block in parsed.blocks] == [
        (1, "第一章 总则"), (1, "本程序适用于全公司各部门。"), (2, "第二章 职责"), (2, "企管部负责归口管理。"),
    ]  # fmt: skip
    assert (parsed.pages, parsed.warnings) == (2, [])


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "none"), ("  \n", "none"), ("内部审核每半年进行一次，由企管部组织实施，审核员不得审核本部门的工作，审核结果应当形成报告并提交管理者代表审批后下发各部门执行。", "good"),
        ("扫描全能王 创建于手机", "thin"), ("\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" * 5, "garbled"), ("ÄÚ²¿ÉóºË¹ÜÀí³ÌÐò ÎÄ¼þ±àºÅ" * 3, "garbled"),
        ("\ue123\ue456\ue789" * 20, "garbled"), ("(cid:12)(cid:34)(cid:56)" * 10, "garbled"), ("�" * 30, "garbled"),
        ("The quick brown fox jumps over the lazy dog and goes on to audit the management system.", "good"),
        ("冇亾偂傐儏兪冿凧剬劶勪匃卄厃叞咞哛啀喡嗧嘦噑噥嚄" * 3, "garbled"),
    ],
)  # fmt: skip
def test_the_text_layer_is_judged(text, state):
    assert text_state(text) == state


ROWS = [
    ["序号", "过程", "要求"],
    ["1", "年度策划", "每年二月底前编制年度内审方案并报管理者代表批准后下发"],
    ["2", "内部审核", "每半年一次"],
]


def cells(block):
    return [[("^" if cell.merged else "") + cell.text for cell in row] for row in block.table.rows]


def test_a_ruled_table_is_read_cell_by_cell_between_its_paragraphs():
    blocks = read_pdf(Source("a.pdf", table_pdf(ROWS))).blocks
    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph"]
    assert cells(blocks[1]) == ROWS
    assert blocks[1].table.header_rows == 1
    assert [block.text for block in blocks[::2]] == ["表前文字", "表后文字"]


def test_merged_cells_of_a_ruled_table_are_expanded():
    rows = [
        ["部门", "日期", ""],
        ["", "计划", "实际"],
        ["企管部", "2025-05-20", "2025-05-21"],
        ["信息部", "2025-06-01", "2025-06-03"],
    ]
    block = read_pdf(Source("a.pdf", table_pdf(rows, spans=[((1, 0), (2, 0)), ((0, 0), (0, 1))]))).blocks[1]
    assert cells(block)[:2] == [["部门", "日期", "^日期"], ["^部门", "计划", "实际"]]
    assert block.table.header_rows == 2


def test_a_table_goes_on_over_the_page_end_without_its_repeated_heading():
    rows = [["序号", "事项", "结果"], *([str(n), f"事项{n}", "完成"] for n in range(1, 60))]
    parsed = read_pdf(Source("a.pdf", table_pdf(rows)))
    tables = [block for block in parsed.blocks if block.table]
    assert parsed.pages > 1
    assert [len(block.table.rows) for block in tables] == [60]


def test_a_table_that_the_two_readers_see_differently_stays_lines(monkeypatch):
    monkeypatch.setattr("assistant.adapters.pdf_loader.characters", lambda page: [Piece("错", 100.0, 700.0)] * 3)
    monkeypatch.setattr(
        "assistant.adapters.pdf_tables.Grid.region", lambda grid, piece: 0 if piece.text in "错1" else 1
    )
    blocks = read_pdf(Source("a.pdf", table_pdf(ROWS))).blocks
    assert not any(block.table for block in blocks)
    assert "每半年一次" in [block.text for block in blocks]


def scan():
    image = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(image).rectangle((50, 60, 300, 90), fill="black")
    return picture_pdf(image)


def test_a_scanned_page_is_recognised_and_told():
    parsed = read_pdf(Source("a.pdf", scan(), ocr=Recorded("签到表", "张三")))
    assert [(block.page, block.text) for block in parsed.blocks] == [(1, "签到表"), (1, "张三")]
    assert parsed.warnings == ["第 1 页无文字层，已用 OCR"]
    assert parsed.complete


def test_without_text_recognition_a_scan_is_told_as_unread():
    parsed = read_pdf(Source("a.pdf", scan()))
    assert parsed.warnings == ["第 1 页无文字层，未启用 OCR，未能读取"]
    assert not parsed.complete


def test_a_garbled_page_is_recognised(monkeypatch):
    monkeypatch.setattr("assistant.adapters.pdf_loader.text_state", lambda text: "garbled")
    parsed = read_pdf(Source("a.pdf", pdf_bytes(["乱码一页"]), ocr=Recorded("管理评审报告")))
    assert [block.text for block in parsed.blocks] == ["管理评审报告"]
    assert parsed.warnings == ["第 1 页文字层乱码，已用 OCR"]


def test_a_blank_page_needs_no_word():
    parsed = read_pdf(Source("a.pdf", pdf_bytes(["首页内容文字在此处", ""]), ocr=Recorded("不应出现")))
    assert parsed.warnings == []


@pytest.mark.slow
def test_a_real_scan_is_read_by_the_shipped_models(tmp_path):
    import pypdfium2

    text_page = pypdfium2.PdfDocument(pdf_bytes(["INTERNAL AUDIT REPORT 2025\nPlan No. QR-0701"], size=20))[0]
    path = tmp_path / "scan.pdf"
    path.write_bytes(picture_pdf(text_page.render(scale=2).to_pil()))
    found = FileLoader().load(path)
    assert "INTERNAL AUDIT REPORT 2025" in " ".join(block.text for block in found.blocks)
    assert found.warnings == ("第 1 页无文字层，已用 OCR",)


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("停机率1.46、1.8", "2、1.41，2月未达到。", "停机率1.46、1.82、1.41，2月未达到。"),
        ("合格率为98.", "5%，比上月高。", "合格率为98.5%，比上月高。"),
        ("各月完成情况如下", "2、质量科", None),
        ("执行GB/T 23001", "2、检查表", None),
        ("ME-JL-06-02 版本：A/0", "培训内容：内审员培训 培训日期：2025/5/14 学时：12", None),
        ("每次评审都要说明下列", "两项内容：一是目标 二是资源", "每次评审都要说明下列两项内容：一是目标 二是资源"),
    ],
)
def test_a_number_parted_by_a_line_end_is_one_and_an_item_is_none(left: str, right: str, whole: str | None):
    assert begins_anew(left, right) == (whole is None)
    if whole:
        assert glued(left, right) == whole
