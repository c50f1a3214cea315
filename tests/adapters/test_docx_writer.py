"""Drafts as Word documents: our own form, the customer's template, comments at the place."""

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from assistant.adapters.docx_comments import annotate, annotated_bytes
from assistant.adapters.docx_markup import blocks_of
from assistant.adapters.docx_writer import write_docx
from assistant.adapters.facts_yaml import parse_facts
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.template_docx import fill_template
from assistant.domain.draft import Draft, DraftSection, Place, Violation
from assistant.domain.errors import InputError

FACTS = parse_facts({"name": "禾屿机电有限公司", "policy": "数据贯通 & <快交>", "departments": ["计划部"]})
TEXT = (
    "目标如下：**周期**由 30 天缩短到 20 天。\n\n"
    "| 要素 | 内容 |\n| --- | --- |\n| 目标值 | 20 天 |\n| 责任人 | 【待补充：责任人】 |"
    "\n\n- 第一项\n- 第二项"
)
DRAFT = Draft(
    kind="goals",
    title="禾屿机电有限公司新型能力目标",
    status="incomplete",
    sections=(
        DraftSection(heading="编制依据", text="依据方针。", clauses=("5.2",)),
        DraftSection(heading="目标", text=TEXT),
    ),
)
MAKER = "贯标助手 9.9"


@pytest.fixture
def written(tmp_path):
    target = tmp_path / "目标.docx"
    write_docx(DRAFT, FACTS, target, MAKER)
    return target


def xml(path, part="word/document.xml"):
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


def test_the_document_can_be_read_again_with_headings_tables_and_lists(written):
    blocks = FileLoader().load(written).blocks
    headings = [block.text for block in blocks if block.kind == "heading"]
    assert headings == ["1  编制依据", "2  目标"]
    rows = [cell.text for block in blocks if block.table for row in block.table.rows for cell in row]
    assert {"要素", "目标值", "20 天", "【待补充：责任人】", "修订内容"} <= set(rows)
    assert [block.text for block in blocks if block.kind == "list_item"] == ["第一项", "第二项"]


def test_cover_revisions_contents_header_and_page_numbers_are_there(written):
    body = xml(written)
    assert "文件编号：LHRH-MB" in body
    assert "（草案，待评审）" in body
    assert "修订记录" in body
    assert "TOC \\o" in body
    headers = "".join(xml(written, name) for name in zipfile.ZipFile(written).namelist() if "header" in name)
    footers = "".join(xml(written, name) for name in zipfile.ZipFile(written).namelist() if "footer" in name)
    assert "新型能力目标" in headers
    assert "PAGE" in footers
    assert "NUMPAGES" in footers


def test_approval_is_blank(written):
    word = docx.Document(str(written))
    approval = word.tables[0]
    assert [cell.text for cell in approval.rows[2].cells] == ["批准", "【待填写】", "日期", "【待填写】"]


def test_chinese_fonts_are_set_by_name(written):
    styles = xml(written, "word/styles.xml")
    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="黑体"' in styles


def test_tables_have_borders_repeat_their_header_and_keep_rows_whole(written):
    table = docx.Document(str(written)).tables[-1]
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_properties_are_ours_and_name_the_tool(written):
    core = docx.Document(str(written)).core_properties
    assert core.author == core.last_modified_by == "贯标助手"
    assert core.title == DRAFT.title
    assert datetime.now(UTC).replace(tzinfo=None) - core.created.replace(tzinfo=None) < timedelta(minutes=5)
    assert "python-docx" not in xml(written, "docProps/core.xml")
    loaded = FileLoader().load(written)
    assert dict(loaded.facts.custom)["生成工具"] == MAKER


def test_blocks_are_told_apart():
    assert [block.kind for block in blocks_of(TEXT)] == ["paragraph", "table", "item", "item"]


def drafted_with(columns, rows=2):
    line = "| " + " | ".join(f"列{at}" for at in range(columns)) + " |"
    text = "\n".join([line, "| " + " | ".join(["---"] * columns) + " |", *[line] * rows])
    return DRAFT.model_copy(update={"sections": (*DRAFT.sections, DraftSection(heading="矩阵", text=text))})


def test_only_a_section_with_a_table_of_many_columns_is_turned_on_its_side(tmp_path):
    for columns, turned in ((9, False), (14, True)):
        target = tmp_path / f"{columns}.docx"
        write_docx(drafted_with(columns), FACTS, target, MAKER)
        last = docx.Document(str(target)).sections[-1]
        assert (last.page_width > last.page_height) is turned


def test_a_short_table_stays_on_one_page(tmp_path):
    for rows, kept in ((3, [True, True, True, False]), (9, [True, *[False] * 9])):
        target = tmp_path / f"{rows}.docx"
        write_docx(drafted_with(3, rows), FACTS, target, MAKER)
        table = docx.Document(str(target)).tables[-1]
        assert [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows] == kept


# -- the customer's template ---------------------------------------------------------------------------------------


@pytest.fixture
def template(tmp_path):
    word = docx.Document()
    word.styles["Heading 1"].font.name = "楷体"
    word.sections[0].header.paragraphs[0].text = "QB-HY-07 第 A 版　{{ name }}"
    word.add_paragraph("{{ title }}")
    word.add_paragraph("方针：{{ policy }}；密级：{{ 密级 }}")
    word.add_paragraph("{{ body }}")
    word.add_paragraph("附：用印页")
    path = tmp_path / "模板.docx"
    word.save(str(path))
    return path


def test_a_template_keeps_its_header_styles_and_order(template, tmp_path):
    target = tmp_path / "out.docx"
    assert fill_template(DRAFT, FACTS, template, target, MAKER) == ()
    word = docx.Document(str(target))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[0] == DRAFT.title
    assert texts[-1] == "附：用印页"
    assert texts.index("编制依据") < texts.index("目标") < len(texts) - 1
    assert word.sections[0].header.paragraphs[0].text == "QB-HY-07 第 A 版　禾屿机电有限公司"
    heading = next(paragraph for paragraph in word.paragraphs if paragraph.text == "编制依据")
    assert heading.style.name == "Heading 1"
    assert heading.style.font.name == "楷体"
    assert not any("§§" in text or "{{" in text for text in texts)


def widths_of(table):
    return [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]


def test_tables_take_the_width_of_the_section_the_body_stands_in(tmp_path):
    word = docx.Document()
    word.add_paragraph("{{ title }}")
    turned = word.add_section()
    turned.page_width, turned.page_height = turned.page_height, turned.page_width
    word.add_paragraph("{{ body }}")
    path, target = tmp_path / "t.docx", tmp_path / "o.docx"
    word.save(str(path))
    fill_template(DRAFT, FACTS, path, target, MAKER)
    room = (turned.page_width - turned.left_margin - turned.right_margin) // 635
    assert abs(sum(widths_of(docx.Document(str(target)).tables[0])) - room) < 20


def test_a_table_too_wide_for_a_column_of_text_is_set_upright(tmp_path):
    word = docx.Document()
    word.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), "3")
    word.add_paragraph("{{ body }}")
    path, target = tmp_path / "t.docx", tmp_path / "o.docx"
    word.save(str(path))
    fill_template(drafted_with(7), FACTS, path, target, MAKER)
    narrow, wide = docx.Document(str(target)).tables
    assert len(narrow.columns) == len(wide.columns) == 2
    assert [cell.text for cell in wide.columns[0].cells][:3] == ["项目", "列0", "列1"]
    assert len(wide.rows) == 1 + 2 * 7


def test_places_nobody_knows_become_open_points_and_markup_in_facts_is_text(template, tmp_path):
    target = tmp_path / "out.docx"
    fill_template(DRAFT, FACTS, template, target, MAKER)
    assert docx.Document(str(target)).paragraphs[1].text == "方针：数据贯通 & <快交>；密级：【待补充：密级】"


def test_a_template_without_a_body_gets_the_sections_at_its_end_and_a_warning(tmp_path):
    path, target = tmp_path / "t.docx", tmp_path / "o.docx"
    word = docx.Document()
    word.add_paragraph("{{ title }}")
    word.save(str(path))
    (warning,) = fill_template(DRAFT, FACTS, path, target, MAKER)
    assert "body" in warning
    assert "编制依据" in [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]


@pytest.mark.parametrize("text", ["{{ name", "{{ ''.__class__.__mro__ }}", "{% for x in %}"])
def test_a_template_that_does_more_than_name_places_is_refused(tmp_path, text):
    path = tmp_path / "t.docx"
    word = docx.Document()
    word.add_paragraph(text)
    word.save(str(path))
    with pytest.raises(InputError):
        fill_template(DRAFT, FACTS, path, tmp_path / "o.docx", MAKER)


def test_a_template_that_is_no_word_file_is_refused(tmp_path):
    path = tmp_path / "t.docx"
    path.write_text("文本", encoding="utf-8")
    with pytest.raises(InputError, match="Word"):
        fill_template(DRAFT, FACTS, path, tmp_path / "o.docx", MAKER)
    with pytest.raises(InputError, match="原模板"):
        fill_template(DRAFT, FACTS, path, path, MAKER)


# -- comments ------------------------------------------------------------------------------------------------------


def violation(quote, rule="goal-vague"):
    return Violation(
        rule=rule,
        severity="error",
        where=Place(locator="第 2 段", quote=quote),
        message="说得含糊。",
        suggestion="写数值。",
    )


@pytest.fixture
def paper(tmp_path):
    word = docx.Document()
    word.add_heading("目标", 1)
    paragraph = word.add_paragraph("到年底")
    paragraph.add_run("大幅提高").bold = True
    paragraph.add_run("交付水平，由计划部负责。")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "合格率", "尽快提升"
    path = tmp_path / "原文.docx"
    word.save(str(path))
    return path


def commented(path):
    """(comment text, the words it stands at) of every comment."""
    word = docx.Document(str(path))
    found = []
    for comment in word.comments:
        runs, inside = [], False
        for element in word.element.body.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                runs.append(element.text)
        found.append((comment.text, "".join(runs)))
    return found


def test_a_comment_stands_exactly_at_the_quote_even_across_runs_and_in_cells(paper, tmp_path):
    target = tmp_path / "批注.docx"
    assert annotate(paper, target, [violation("底大幅提高交付"), violation("合格率 | 尽快提升")]) == 2
    (first, second) = commented(target)
    assert first[1] == "底大幅提高交付"
    assert "说得含糊。" in first[0]
    assert "建议：写数值。" in first[0]
    assert second[1] == "尽快提升"


def test_a_quoted_row_is_commented_in_that_row_and_not_where_its_words_stand_first(tmp_path):
    word = docx.Document()
    word.add_paragraph("交付周期缩短是本年的重点。")
    for owner in ("计划部", "采购部"):
        table = word.add_table(rows=2, cols=2)
        table.cell(1, 0).text, table.cell(1, 1).text = "交付周期缩短", owner
    source, target = tmp_path / "原文.docx", tmp_path / "批注.docx"
    word.save(str(source))
    found = violation("交付周期缩短 | 采购部")
    assert annotate(source, target, [found]) == 1
    rows = [row for table in docx.Document(str(target)).tables for row in table.rows]
    marked = [at for at, row in enumerate(rows) if row._tr.findall(f".//{qn('w:commentRangeStart')}")]
    assert marked == [3]


def test_of_rows_that_read_alike_the_one_the_locator_names_is_commented(tmp_path):
    word = docx.Document()
    table = word.add_table(rows=3, cols=2)
    for row in table.rows:
        row.cells[0].text, row.cells[1].text = "周期", "待定"
    source, target = tmp_path / "原文.docx", tmp_path / "批注.docx"
    word.save(str(source))
    found = violation("周期 | 待定").model_copy(update={"where": Place(locator="表 1 第 3 行", quote="周期 | 待定")})
    annotate(source, target, [found])
    rows = docx.Document(str(target)).tables[0].rows
    assert [bool(row._tr.findall(f".//{qn('w:commentRangeStart')}")) for row in rows] == [False, False, True]


def test_the_text_and_the_bold_run_are_unchanged(paper, tmp_path):
    target = tmp_path / "批注.docx"
    annotate(paper, target, [violation("幅提")])
    before, after = docx.Document(str(paper)), docx.Document(str(target))
    assert [p.text for p in before.paragraphs] == [p.text for p in after.paragraphs]
    bold = "".join(run.text for run in after.paragraphs[1].runs if run.bold)
    assert bold == "大幅提高"


def test_what_is_absent_is_said_on_the_first_paragraph_with_its_locator(paper, tmp_path):
    target = tmp_path / "批注.docx"
    assert annotate(paper, target, [violation(""), violation("不在文中的话")]) == 0
    assert [at for _, at in commented(target)] == ["目标", "目标"]
    assert "（第 2 段）" in commented(target)[0][0]


def test_the_original_is_never_overwritten(paper):
    with pytest.raises(InputError, match="原文件"):
        annotate(paper, paper, [])


def test_a_paper_that_is_no_word_file_is_set_anew_with_the_comments_in_it(tmp_path):
    source = tmp_path / "方针.md"
    text = "第一行\n大幅提高交付水平\x07。"
    source.write_text(text, encoding="utf-8")
    word = docx.Document(BytesIO(annotated_bytes(source, text, [violation("大幅提高")])))
    assert [paragraph.text for paragraph in word.paragraphs] == ["第一行", "大幅提高交付水平 。"]
    assert len(list(word.comments)) == 1
