import pytest

from assistant.text.clauses import canonical, heading, parse_reference


def numbers(text: str) -> list[str]:
    return [reference.canonical for reference in parse_reference(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.2讲什么", ["5.2"]),
        ("5．2 和5.3有什么不同？", ["5.2", "5.3"]),
        ("五点二说的是什么", ["5.2"]),
        ("第5.2条怎么理解", ["5.2"]),
        ("第五章", ["第五章"]),
        ("第12条", ["第十二条"]),
        ("附录a有什么", ["附录A"]),
        ("A.1怎么写", ["A.1"]),
        ("第2章第5节", ["第五节"]),
        ("条款4.4.3", ["4.4.3"]),
        ("4.1-4.3", ["4.1", "4.3"]),
        ("4.1、4.2和4.3", ["4.1", "4.2", "4.3"]),
        ("第4条款", ["4"]),
        ("手册第4.2.3节", ["4.2.3"]),
        ("民法典第三十二条之一", ["第三十二条之一"]),
        ("第七条和第八条", ["第七条", "第八条"]),
    ],
)
def test_clause_numbers_are_found_in_any_spelling(text: str, expected: list[str]):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025.3.12发布",
        "2025年3月12日",
        "提高12.5%",
        "3.5吨钢",
        "V1.2版",
        "版本1.2",
        "下午五点二十",
        "五点二十分开会",
        "百分之三点五",
        "得分3.5",
        "ABC-B-7.3-01",
        "Q/XX G0203-2025",
        "192.168.1.1",
        "Python 3.11",
        "3.15晚会",
        "12.31前完成",
        "10.2元",
        "每天8.5小时",
        "2.5版",
        "二〇二五年",
        "约3.5",
        "一点五倍",
        "三点一线",
        "第三方评估",
        "第一节课",
        "QP-09",
        "4.3个",
        "23001标准",
    ],
)
def test_dates_amounts_versions_times_and_codes_are_no_clauses(text: str):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "clause", "document", "edition"),
    [
        ("GB/T 23001 的 4.4.3", "4.4.3", "GB/T 23001", None),
        ("GB/T 23001—2017的5.2条", "5.2", "GB/T 23001", "2017"),
        ("ISO9001:2015 的 7.2", "7.2", "ISO 9001", "2015"),
        ("《民法典》第三十二条", "第三十二条", "民法典", None),
        ("请问劳动合同法第5条", "第五条", "劳动合同法", None),
        ("《公司法》（2023修订）第十条", "第十条", "公司法", "2023"),
        ("2018年版公司法第十条", "第十条", "公司法", "2018"),
        ("文件控制程序5.2规定了什么", "5.2", "文件控制程序", None),
        ("4.4.3 在 GB/T 23001 里", "4.4.3", "GB/T 23001", None),
        ("标准里5.2说什么", "5.2", None, None),
        ("涉外民事关系法律适用法第十五条", "第十五条", "涉外民事关系法律适用法", None),
        ("宪法修正案2004年第二十七条", "第二十七条", "宪法修正案", "2004"),
        ("该管理制度第三条", "第三条", "管理制度", None),
    ],
)
def test_the_document_named_with_a_clause_is_known(text: str, clause: str, document: str | None, edition: str | None):
    reference = parse_reference(text)[0]
    assert (reference.canonical, reference.document, reference.edition) == (clause, document, edition)


def test_a_document_named_later_does_not_claim_an_earlier_clause():
    first, second = parse_reference("4.4.3 和 ISO 9001 的 7.2有什么区别")
    assert (first.document, second.document) == (None, "ISO 9001")


def test_larger_and_smaller_units_are_kept_beside_the_clause():
    reference = parse_reference("第三章第十二条第二款第一项是什么")[0]
    assert (reference.canonical, reference.parents, reference.detail) == ("第十二条", ("第三章",), "第二款第一项")
    assert reference.text == "第三章第十二条第二款第一项"


def test_offsets_point_into_the_text_as_written():
    text = "请讲５．２和 第 七 条"
    for reference in parse_reference(text):
        assert text[reference.start : reference.end] == reference.text
    assert parse_reference(text)[0].text == "５．２"


@pytest.mark.parametrize(
    ("line", "kind", "number", "title"),
    [
        ("第一章　总 则", "chapter", "第一章", "总 则"),
        ("第 十二 条 【范围】本规定", "article", "第十二条", "【范围】本规定"),
        ("4 总体要求", "arabic", "4", "总体要求"),
        ("4.1　职责", "decimal", "4.1", "职责"),
        ("4．1.2职责", "decimal", "4.1.2", "职责"),
        ("4.1.2.3", "decimal", "4.1.2.3", ""),
        ("一、概述", "han", "一", "概述"),
        ("（一）总体", "han_paren", "（一）", "总体"),
        ("1）甲", "arabic_paren", "1）", "甲"),
        ("1.目的", "arabic", "1", "目的"),
        ("a) 甲", "letter", "a)", "甲"),
        ("附 录 B", "annex", "附录B", ""),
        ("附录A（规范性）表", "annex", "附录A", "（规范性）表"),
        ("A.1.2 总", "annex_decimal", "A.1.2", "总"),
        ("➤ 要点", "bullet", "➤", "要点"),
        ("①甲", "circled", "①", "甲"),
        ("Ⅱ. 概述", "roman", "Ⅱ", "概述"),
    ],
)
def test_line_heads_are_recognised_by_form(line: str, kind: str, number: str, title: str):
    mark = heading(line)
    assert mark is not None
    assert (mark.kind, mark.number, mark.title) == (kind, number, title)


@pytest.mark.parametrize(
    "line",
    [
        "2025.3.12 发布",
        "2025年度计划",
        "3.5吨",
        "3个部门",
        "1.5万元",
        "5S管理",
        "第三方机构",
        "附录A的规定",
        "普通一句话。",
        "12.05前",
    ],
)
def test_dates_and_quantities_do_not_head_a_line(line: str):
    assert heading(line) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("第5条", "第五条"),
        ("第 一百零三 条", "第一百零三条"),
        ("5．2", "5.2"),
        ("附录 a", "附录A"),
        ("4.1.", "4.1"),
        ("第3章", "第三章"),
    ],
)
def test_one_number_has_one_spelling(number: str, expected: str):
    assert canonical(number) == expected
