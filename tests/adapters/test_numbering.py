# ruff: noqa: E501  (XML written in place)
"""Automatic numbers of Word files."""

import pytest

from assistant.adapters.docx_loader import read_docx
from assistant.adapters.file_source import Source
from assistant.adapters.numbering import UNDETERMINED, format_value
from tests.adapters.office_files import abstract, docx_bytes, lvl, num, p, tbl, tc, tr


def numbers(body, numbering, styles=""):
    parsed = read_docx(Source("a.docx", docx_bytes(body, numbering=numbering, styles=styles)))
    return [block.number for block in parsed.blocks], parsed


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (3, "decimal", "3"), (7, "decimalZero", "07"), (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"), (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"), (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCountingThousand", "一百一十"),
        (1010, "chineseCountingThousand", "一千零一十"), (11, "japaneseCounting", "十一"), (21, "japaneseCounting", "二十一"),
        (3, "ideographTraditional", "丙"), (12, "ideographZodiac", "亥"), (5, "decimalEnclosedCircle", "⑤"),
        (21, "decimalEnclosedCircle", "㉑"), (3, "decimalEnclosedFullstop", "⒊"), (4, "decimalEnclosedParen", "⑷"),
        (12, "decimalFullWidth", "１２"), (3, "chineseLegalSimplified", "叁"), (20, "chineseLegalSimplified", "贰拾"),
        (10, "ideographDigital", "一〇"), (5, "numberInDash", "- 5 -"), (5, "none", ""), (5, "hebrew1", None),
    ],
)  # fmt: skip
def test_a_number_is_written_in_its_format(value, style, shown):
    assert format_value(value, style) == shown


OUTLINE = abstract(
    0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3"), lvl(3, "lowerLetter", "%4)")
) + num(1, 0)


def test_levels_restart_below_a_higher_one():
    levels = [0, 1, 1, 2, 2, 3, 1, 2, 0, 1]
    found, _ = numbers("".join(p(f"段{i}", number=1, level=x) for i, x in enumerate(levels)), OUTLINE)
    assert found == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "a)", "1.3", "1.3.1", "2", "2.1"]


def test_a_level_without_its_parents_shows_their_first_values():
    found, _ = numbers(p("孤立", number=1, level=1) + p("后来", number=1, level=0), OUTLINE)
    assert found == ["1.1", "1"]


def test_start_values_and_chinese_article_labels():
    numbering = abstract(0, lvl(0, "chineseCountingThousand", "第%1条", start=9)) + num(1, 0)
    found, _ = numbers("".join(p("内容", number=1) for _ in range(3)), numbering)
    assert found == ["第九条", "第十条", "第十一条"]


def test_lists_of_one_definition_count_on_unless_an_override_starts_anew():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, lvl(0, "decimal", "%1、")) + num(1, 0) + num(2, 0) + num(3, 0, restart)
    found, _ = numbers("".join(p("项", number=n) for n in (1, 1, 2, 3, 3)), numbering)
    assert found == ["1、", "2、", "3、", "1、", "2、"]


def test_an_override_may_replace_the_level():
    other = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "(%1)")}</w:lvlOverride>'
    found, _ = numbers(p("甲", number=2), abstract(0, lvl(0, "decimal", "%1")) + num(2, 0, other))
    assert found == ["(A)"]


def test_restart_rules_never_and_after_a_given_level():
    never = lvl(1, "decimal", "（%2）", more='<w:lvlRestart w:val="0"/>')
    numbering = abstract(0, lvl(0, "decimal", "%1"), never) + num(1, 0)
    found, _ = numbers("".join(p("项", number=1, level=x) for x in (0, 1, 1, 0, 1)), numbering)
    assert found == ["1", "（1）", "（2）", "2", "（3）"]
    after_first = lvl(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>')
    numbering = abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2"), after_first) + num(1, 0)
    found, _ = numbers("".join(p("项", number=1, level=x) for x in (0, 1, 2, 1, 2, 0, 2)), numbering)
    assert found[4] == "2)"
    assert found[6] == "1)"


def test_legal_numbering_writes_chinese_chapters_as_digits():
    numbering = abstract(0, lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", more="<w:isLgl/>")) + num(
        1, 0
    )
    found, _ = numbers(p("总则", number=1) + p("总则", number=1) + p("目的", number=1, level=1), numbering)
    assert found == ["第一章", "第二章", "2.1"]


def test_a_style_brings_numbering_at_the_level_linked_to_it_and_inherits_it():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="公司二级"/><w:basedOn w:val="H2"/></w:style>'
    )
    link = '<w:pStyle w:val="H1"/>'
    numbering = abstract(
        0, lvl(0, "decimal", "%1", more=link), lvl(1, "decimal", "%1.%2", more='<w:pStyle w:val="H2"/>')
    ) + num(1, 0)
    found, parsed = numbers(p("范围", style="H1") + p("总则", style="H2") + p("其他", style="Own"), numbering, styles)
    assert found == ["1", "1.1", "1.2"]
    assert [block.level for block in parsed.blocks] == [1, 2, 2]


def test_number_id_zero_takes_the_number_of_the_style_away():
    styles = '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="列表"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    found, _ = numbers(p("有号", style="L") + p("无号", style="L", number=0) + p("有号", style="L"), OUTLINE, styles)
    assert found == ["1", None, "2"]


def test_empty_numbered_paragraphs_count_and_bullets_give_no_number():
    numbering = OUTLINE + abstract(5, lvl(0, "bullet", "\uf0b7")) + num(9, 5)
    found, parsed = numbers(p("一", number=1) + p(number=1) + p("三", number=1) + p("点", number=9), numbering)
    assert found == ["1", "3", None]
    assert parsed.blocks[-1].kind == "list_item"


def test_a_numbered_empty_cell_shows_its_number():
    table = tbl(tr("序号", "措施"), tr(tc(p(number=1)), "修订程序"), tr(tc(p(number=1)), "组织培训"))
    _, parsed = numbers(table, abstract(0, lvl(0, "decimal", "%1")) + num(1, 0))
    assert parsed.blocks[0].text == "序号 | 措施\n1 | 修订程序\n2 | 组织培训"


def test_format_none_keeps_the_words_of_the_label():
    found, _ = numbers(p("表格", number=1), abstract(0, lvl(0, "none", "附件")) + num(1, 0))
    assert found == ["附件"]


def test_custom_format_with_leading_zeros():
    zeros = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/><w:lvlText w:val="R%1"/></w:lvl>'
    found, _ = numbers(p("记录", number=1), abstract(0, zeros) + num(1, 0))
    assert found == ["R003"]


def test_a_numbering_style_leads_to_the_definition_with_the_levels():
    linked = abstract(1, more='<w:numStyleLink w:val="Outline"/>')
    real = abstract(0, lvl(0, "decimal", "§%1"), more='<w:styleLink w:val="Outline"/>')
    found, _ = numbers(p("条", number=7), real + linked + num(1, 0) + num(7, 1))
    assert found == ["§1"]


@pytest.mark.parametrize("numbering", ["", abstract(0, lvl(0, "hebrew2", "%1.")) + num(4, 0), num(4, 77)])
def test_an_undetermined_number_is_shown_and_told(numbering):
    found, parsed = numbers(p("要求", number=4), numbering)
    assert found == [UNDETERMINED]
    assert any("编号未能确定" in line for line in parsed.warnings)
