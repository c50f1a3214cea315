# ruff: noqa: E501  (XML written in place)
"""Reading Word files: tables, revisions, notes, text boxes, hidden text, headers, contents, properties."""

import io
from datetime import UTC, datetime

from assistant.adapters.docx_loader import read_docx
from assistant.adapters.file_source import Source
from tests.adapters.office_files import docx_bytes, p, part, relations, tbl, tc, tr, zip_bytes


def read(body, **parts):
    return read_docx(Source("a.docx", docx_bytes(body, **parts)))


def rows(block):
    return [[("^" if cell.merged else "") + cell.text for cell in row] for row in block.table.rows]


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_headings_come_from_style_names_outline_levels_and_wps_ids():
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="公司标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    )
    parsed = read(
        p("手册", style="t") + p("范围", style="2") + p("总则", style="x") + p("要求", outline=2) + p("正文"),
        styles=styles,
    )
    assert [(block.kind, block.level) for block in parsed.blocks] == [
        ("heading", None), ("heading", 1), ("heading", 2), ("heading", 3), ("paragraph", None),
    ]  # fmt: skip


def test_merged_cells_stand_on_every_position_and_once_in_the_text():
    table = tbl(
        tr("部门", tc("职责", span=2)),
        tr(tc("企管部", merge="restart"), "体系", "内审"),
        tr(tc(merge=""), "评审", "改进"),
    )
    block = read(p("前") + table + p("后")).blocks[1]
    assert rows(block) == [["部门", "职责", "^职责"], ["企管部", "体系", "内审"], ["^企管部", "评审", "改进"]]
    assert block.text == "部门 | 职责\n企管部 | 体系 | 内审\n评审 | 改进"


def test_rows_in_content_controls_and_grid_gaps_are_read():
    wrapped = f"<w:sdt><w:sdtContent>{tr('甲', '乙')}</w:sdtContent></w:sdt>"
    block = read(tbl(tr("列一", "列二"), wrapped, tr("丙", more='<w:gridBefore w:val="1"/>'))).blocks[0]
    assert rows(block) == [["列一", "列二"], ["甲", "乙"], ["", "丙"]]


def test_two_heading_rows_are_found_and_forms_have_none():
    ledger = tbl(
        tr(tc("编号", merge="restart"), tc("日期", span=2), tc("状态", merge="restart")),
        tr(tc(merge=""), "发现", "关闭", tc(merge="")),
        tr("NC-01", "2025-05-21", "2025-06-13", "关闭"),
        tr("NC-02", "2025-07-01", "2025-07-20", "关闭"),
    )
    form = tbl(tr("文件名称", "培训管理办法"), tr("申请日期", "2025.5.27"), tr("批准人", "陆明"))
    found = [block.table.header_rows for block in read(ledger + form).blocks]
    assert found == [2, 0]


def test_marked_heading_rows_are_believed():
    mark = "<w:tblHeader/>"
    block = read(tbl(tr("1", "2", more=mark), tr("3", "4", more=mark), tr("5", "6"))).blocks[0]
    assert block.table.header_rows == 2


def test_a_nested_table_becomes_lines_of_its_cell_and_is_told():
    parsed = read(tbl(tr("外", tc(tbl(tr("内一", "内二")), p()))))
    assert rows(parsed.blocks[0]) == [["外", "内一 | 内二"]]
    assert "嵌套表格" in parsed.warnings[0]


def test_insertions_are_read_and_deletions_kept_apart():
    inserted = f"<w:ins>{run('十')}</w:ins>"
    deleted = "<w:del><w:r><w:delText>三十</w:delText></w:r></w:del>"
    parsed = read(p("应在", extra=inserted + deleted + run("日内完成")))
    assert parsed.blocks[0].text == "应在十日内完成"
    assert parsed.blocks[0].deleted == "三十"
    assert "修订" in parsed.warnings[0]


def test_a_wholly_deleted_paragraph_hangs_on_the_one_before():
    gone = "<w:del><w:r><w:delText>本条作废</w:delText></w:r></w:del>"
    parsed = read(p("第一条") + p(extra=gone) + p("第二条"))
    assert [block.text for block in parsed.blocks] == ["第一条", "第二条"]
    assert parsed.blocks[0].deleted == "本条作废"


def test_moved_text_stands_only_where_it_went():
    source = f"<w:moveFrom>{run('移动句')}</w:moveFrom>"
    target = f"<w:moveTo>{run('移动句')}</w:moveTo>"
    parsed = read(p("甲", extra=source) + p("乙", extra=target))
    assert [block.text for block in parsed.blocks] == ["甲", "乙移动句"]


def test_footnotes_and_comments_follow_their_paragraph():
    refs = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    parsed = read(
        p("正文", extra=refs) + p("下段"),
        footnotes=f'<w:footnote w:id="0" w:type="separator">{p("—")}</w:footnote><w:footnote w:id="2">{p("脚注内容")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="审核员甲" w:date="2025-03-02T08:00:00Z">{p("请补充依据")}</w:comment>',
    )
    assert [(block.style, block.text) for block in parsed.blocks if block.kind == "note"] == [
        ("footnote", "脚注内容"),
        ("comment", "批注（审核员甲 2025-03-02）：请补充依据"),
    ]
    assert parsed.blocks[-1].text == "下段"


def test_a_text_box_is_read_once_though_the_file_holds_it_twice():
    box = f"<w:txbxContent>{p('受控文件')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    parsed = read(p("封面", extra=twice))
    assert [(block.kind, block.text) for block in parsed.blocks] == [("paragraph", "封面"), ("note", "受控文件")]


def test_hidden_text_becomes_a_note_and_is_told():
    parsed = read(p("可见", extra=run("不可见的话", "<w:vanish/>")))
    assert parsed.blocks[0].text == "可见"
    assert (parsed.blocks[1].kind, parsed.blocks[1].text) == ("note", "不可见的话")
    assert any("隐藏文字" in line for line in parsed.warnings)


def test_white_text_is_told_unless_it_stands_on_colour():
    white = '<w:color w:val="FFFFFF"/>'
    assert any("白色" in line for line in read(p("看不见", run=white)).warnings)
    shaded = tbl(tr(tc(p("表头", run=white), more='<w:shd w:val="clear" w:fill="1F4E79"/>'), "乙"))
    assert read(shaded).warnings == []


def test_contents_fields_are_marked_and_field_codes_left_out():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    parsed = read(p(extra=begin + separate + run("1 范围 3")) + p("2 职责 5", extra=end) + p("正文"))
    assert [(block.kind, block.text) for block in parsed.blocks] == [
        ("toc", "1 范围 3"),
        ("toc", "2 职责 5"),
        ("paragraph", "正文"),
    ]


def test_check_boxes_and_symbols_show_their_state():
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    assert read(p(extra=box + end + run("合格") + symbol + run("不合格"))).blocks[0].text == "☑合格☐不合格"


def test_soft_line_ends_divide_blocks():
    parsed = read(p("第一行", extra="<w:r><w:br/><w:t>第二行</w:t></w:r>"))
    assert [block.text for block in parsed.blocks] == ["第一行", "第二行"]


def test_headers_and_footers_are_read_once_each():
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    body = p("一", extra="") + f"<w:p><w:pPr>{section}</w:pPr></w:p>" + p("二") + section
    parsed = read(body, header1=p("文件编号：QP-01") + tbl(tr("版本", "B/0")), footer1=p("第 1 页"))
    assert [(block.kind, block.text) for block in parsed.blocks] == [
        ("header", "文件编号：QP-01"), ("header", "版本 | B/0"), ("paragraph", "一"), ("paragraph", "二"), ("footer", "第 1 页"),
    ]  # fmt: skip


def test_fractions_and_powers_of_formulas_stay_readable():
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    quotient = (
        "<m:f><m:num><m:r><m:t>按期交付订单数</m:t></m:r></m:num><m:den><m:r><m:t>应交付订单数</m:t></m:r></m:den></m:f>"
        "<m:r><m:t>×100%</m:t></m:r>"
    )
    power = "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    parsed = read(
        p("准时率=", extra=f"<m:oMath {math}>{quotient}</m:oMath>")
        + p("面积 ", extra=f"<m:oMath {math}>{power}</m:oMath>")
    )
    assert [block.text for block in parsed.blocks] == ["准时率=按期交付订单数/应交付订单数×100%", "面积 m^2"]


def test_a_watermark_is_read():
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    mark = p(extra='<w:r><w:pict><v:shape><v:textpath string="作废"/></v:shape></w:pict></w:r>')
    parsed = read(p("正文") + section, header1=mark)
    assert [(block.kind, block.text) for block in parsed.blocks] == [("header", "水印：作废"), ("paragraph", "正文")]


def test_pages_are_known_only_from_rendered_breaks():
    assert read(p("一") + p("二")).blocks[1].page is None
    broken = p(extra="<w:r><w:lastRenderedPageBreak/><w:t>第二页首段</w:t></w:r>")
    parsed = read(p("一") + broken + p("三"))
    assert [block.page for block in parsed.blocks] == [1, 2, 2]
    assert parsed.pages == 2


def test_bold_is_true_when_all_letters_are():
    parsed = read(p("全粗", run="<w:b/>") + p("半", run="<w:b/>", extra=run("细")) + p("不粗", run='<w:b w:val="0"/>'))
    assert [block.bold for block in parsed.blocks] == [True, False, False]


def test_properties_of_word_and_wps_are_read():
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:t="t"><dc:creator>张工</dc:creator><cp:lastModifiedBy>李工</cp:lastModifiedBy>'
        "<t:created>2025-03-01T01:02:03Z</t:created><cp:revision>7</cp:revision></cp:coreProperties>"
    )
    app = "<Properties><Application>WPS Office</Application><AppVersion>12.0</AppVersion><TotalTime>15</TotalTime></Properties>"
    custom = '<Properties><property name="KSOProductBuildVer"><v>2052-12.1.0.1</v></property></Properties>'
    rsids = '<w:rsids><w:rsidRoot w:val="00AA"/><w:rsid w:val="00BB"/><w:rsid w:val="00CC"/></w:rsids>'
    parts = {
        "[Content_Types].xml": "<Types/>", "word/document.xml": part("document", f"<w:body>{p('文')}</w:body>"),
        "docProps/core.xml": core, "docProps/app.xml": app, "docProps/custom.xml": custom, "word/settings.xml": part("settings", rsids),
    }  # fmt: skip
    facts = read_docx(Source("a.docx", zip_bytes(parts))).facts
    assert (facts["author"], facts["last_modified_by"]) == ("张工", "李工")
    assert facts["created"] == datetime(2025, 3, 1, 1, 2, 3, tzinfo=UTC)
    assert (facts["revision"], facts["edit_minutes"], facts["application"]) == (7, 15, "WPS Office")
    assert facts["custom"] == (("KSOProductBuildVer", "2052-12.1.0.1"),)
    assert (facts["rsid_root"], facts["rsids"]) == ("00AA", ("00BB", "00CC"))


def test_a_broken_side_part_is_told_and_the_text_still_read():
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": part("document", f"<w:body>{p('正文')}</w:body>"),
        "word/styles.xml": "<w:sty",
    }
    parsed = read_docx(Source("a.docx", zip_bytes(parts)))
    assert [block.text for block in parsed.blocks] == ["正文"]
    assert "已损坏" in parsed.warnings[0]
    assert not parsed.complete


class Recorded:
    """Text recognition that always finds the same lines."""

    def lines(self, image):
        return ["签到表", "张三"]


def with_picture(text):
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(stream, "PNG")
    drawing = '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="image1"/></w:drawing></w:r>'
    parts = {
        "[Content_Types].xml": "<Types/>", "word/document.xml": part("document", f"<w:body>{p(text, extra=drawing)}</w:body>"),
        "word/_rels/document.xml.rels": relations(image1="media/image1.png"), "word/media/image1.png": stream.getvalue(),
    }  # fmt: skip
    return read_docx(Source("a.docx", zip_bytes(parts), ocr=Recorded()))


def test_pictures_are_recognised_where_there_is_hardly_any_text():
    parsed = with_picture("附：签到")
    assert [block.text for block in parsed.blocks] == ["附：签到", "签到表", "张三"]
    assert "已用 OCR" in parsed.warnings[0]


def test_pictures_of_a_full_document_are_only_told():
    parsed = with_picture("正文内容" * 100)
    assert len(parsed.blocks) == 1
    assert parsed.warnings == ["含图片 1 张，图片中的文字未读取"]


def test_a_title_row_above_the_heading_becomes_the_title_of_the_table():
    parsed = read(
        tbl(
            tr(tc("会议签到表", span=3)),
            tr("姓名", "部门", "签名"),
            tr("张三", "企管部", "张三"),
            tr("李四", "信息部", "李四"),
        )
    )
    assert [(block.kind, block.text.split("\n")[0]) for block in parsed.blocks] == [
        ("paragraph", "会议签到表"),
        ("table", "姓名 | 部门 | 签名"),
    ]
    assert (parsed.blocks[1].table.title, parsed.blocks[1].table.header_rows) == ("会议签到表", 1)
