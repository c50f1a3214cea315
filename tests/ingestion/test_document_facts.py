from datetime import date

import pytest

from assistant.domain.document import Block
from assistant.ingestion.document_facts import document_facts
from assistant.ingestion.document_titles import title_from_name
from assistant.ingestion.headings import find_headings
from assistant.ingestion.lines import compose
from tests.document_builders import lines, loaded, read, table

BODY = "1 目的\n规范管理。\n2 范围\n全公司。\n3 职责\n总经理批准。"


def facts(source, name="文件.docx", **more):
    file = loaded(lines(source) if isinstance(source, str) else source, name, **more)
    composed = compose(file)
    heads = find_headings(composed.lines, frozenset(), [])
    return document_facts(file, composed, heads, frozenset(), name)


@pytest.mark.parametrize(
    ("cover", "code"),
    [
        ("文件控制程序\n文件编号：QP-09", "QP-09"),
        ("检验规程\n编号 ： ABC-B-7.3-01  版本：A/2", "ABC-B-7.3-01"),
        ("监视测量程序\nHW-CX-06  C/0", "HW-CX-06"),
        ("企业标准\nQ/XX G0203-2025\n管理规范", "Q/XX G0203-2025"),
        ("培训记录表\n表号：JL-7.2-01", "JL-7.2-01"),
        ("GB/T 23001-2017\n管理体系 要求", "GB/T 23001-2017"),
    ],
)
def test_the_code_is_read_from_the_cover(cover, code):
    found = facts(f"{cover}\n{BODY}").code
    assert found is not None
    assert found.value == code
    assert found.quote in cover


def test_a_code_inside_a_sentence_or_behind_a_title_is_not_the_document_s_own():
    assert facts("管理规定\n按《文件控制程序》QP-09执行，并填写JL-01。\n" + BODY).code is None


@pytest.mark.parametrize(
    ("cover", "version"),
    [
        ("程序\n版本：A/0", "A/0"),
        ("程序\n版次：A/2  编号：QP-01", "A/2"),
        ("程序\nV1.2", "V1.2"),
        ("手册\n第3版", "第3版"),
        ("手册（C版）", "C版"),
        ("办法（2025修订）", "2025修订"),
        ("程序\n版本/修改状态：B/1", "B/1"),
    ],
)
def test_versions_in_their_usual_spellings(cover, version):
    found = facts(f"{cover}\n{BODY}").version
    assert found is not None
    assert found.value == version


def test_the_version_replaced_is_not_the_version():
    found = facts(f"管理规定\nQP-01  B/0（代替A/0）\n{BODY}")
    assert found.version is not None
    assert found.version.value == "B/0"
    assert [fact.value for fact in found.supersedes] == ["A/0"]


@pytest.mark.parametrize(
    ("cover", "day"),
    [
        ("程序\n实施日期：2025年3月12日", date(2025, 3, 12)),
        ("程序\n2025-03-01 发布  2025-04-01 实施", date(2025, 4, 1)),
        ("办法\n生效日期 ： 2025.4.1", date(2025, 4, 1)),
    ],
)
def test_effective_dates_on_covers(cover, day):
    found = facts(f"{cover}\n{BODY}").effective_on
    assert found is not None
    assert found.value == day


def test_effective_and_release_dates_are_told_apart():
    found = facts(f"程序\n发布日期：2024年3月11日  实施日期：2024年3月25日\n{BODY}")
    assert (found.released_on, found.effective_on) != (None, None)
    assert found.released_on
    assert found.released_on.value == date(2024, 3, 11)
    assert found.effective_on
    assert found.effective_on.value == date(2024, 3, 25)


def test_the_last_article_may_tell_the_effective_date():
    text = "培训管理办法\n第一条 为规范培训，制定本办法。\n第二条 各部门提出需求。\n第三条 本办法自2025年7月1日起施行。"
    found = facts(text).effective_on
    assert found is not None
    assert (found.value, found.where) == (date(2025, 7, 1), "正文")


def test_dates_on_a_record_are_not_effective_dates():
    assert facts([*lines("文件更改申请单"), table(("实施日期", "2025-07-01"), ("申请人", "甲"))]).effective_on is None


def test_facts_come_from_headers_and_cover_tables_too():
    blocks = [
        Block(kind="header", text="示例机械有限公司 QP-07 A/1"),
        Block(kind="paragraph", text="内部审核程序", bold=True),
        table(("文件编号", "QP-07", "版本", "A/1"), ("发布日期", "2024-03-11", "实施日期", "2024-03-25")),
        *lines(BODY),
    ]
    found = facts(blocks)
    assert found.code
    assert found.code.value == "QP-07"
    assert found.version
    assert found.version.value == "A/1"
    assert found.effective_on
    assert found.effective_on.value == date(2024, 3, 25)
    assert found.issuer
    assert found.issuer.value == "示例机械有限公司"
    assert found.title.value == "内部审核程序"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("示例机械有限公司\n内部审核管理程序\n编号：QP-07\n" + BODY, "内部审核管理程序"),
        ("程 序 文 件\n采 购 控 制 程 序\n" + BODY, "采购控制程序"),
        ("受控\n第 1 页 共 9 页\n《文件控制程序》\n" + BODY, "文件控制程序"),
        ("纠正措施台账   HW-R-0902 A/0\n" + BODY, "纠正措施台账"),
    ],
)
def test_the_title_is_found_among_the_first_lines(source, title):
    assert facts(source, name="a.docx").title.value == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("QP-09 文件控制程序 A0.docx", "文件控制程序"),
        ("部门/HW-CX-06监视测量程序.docx", "监视测量程序"),
        ("内审报告（终稿）.pdf", "内审报告"),
        ("2025.txt", "2025"),
    ],
)
def test_a_file_name_without_code_and_version_serves_as_title(name, title):
    assert title_from_name(name) == title


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("两化融合管理手册\n" + BODY, "a.docx", "manual"),
        ("内部审核程序\n" + BODY, "记录.docx", "procedure"),
        ("MES系统操作手册\n" + BODY, "a.docx", "work_instruction"),
        ("管理评审会议纪要\n时间：2025年6月26日\n会议由总经理主持。", "a.docx", "record"),
        ("体系建设实施要点\n第一章 概述\n内容。", "a.txt", "guidance"),
        (
            "GB/T 99999-2020\n示例体系 要求\n1 范围\n适用。\n2 规范性引用文件\n无。\n3 术语和定义\n无。",
            "a.pdf",
            "standard",
        ),
        ("随笔\n今天天气好。", "a.txt", "other"),
    ],
)
def test_kinds(source, name, kind):
    assert facts(source, name=name).kind.value == kind


def test_laws_are_standards_and_norms():
    text = "示例管理条例\n（2019年3月2日国务院令第999号公布）\n" + "\n".join(
        f"第{n}条 规定一事。" for n in "一二三四五六"
    )
    document, _ = read(text)
    assert (document.kind, document.role) == ("standard", "norm")


def test_a_filled_table_is_a_record_and_an_empty_one_a_form():
    filled = [("姓名", "甲"), ("部门", "信息部"), ("日期", "2025-03-12"), ("评价", "合格"), ("结论", "有效")]
    empty = [(label, "") for label, _ in filled]
    assert facts([*lines("培训效果评价表"), table(("项目", "内容"), *filled)]).kind.value == "record"
    assert facts([*lines("培训效果评价表"), table(("项目", "内容"), *empty)]).kind.value == "form"


def test_lists_of_papers_are_registers():
    source = [
        *lines("受控文件清单"),
        table(("编号", "名称", "版本"), ("QP-01", "文件控制程序", "A/0"), ("QP-02", "记录控制程序", "A/0")),
    ]
    found = facts(source)
    assert found.kind.value == "register"
    assert found.code is None


def test_the_edition_of_a_standard_is_its_year():
    found = facts("GB/T 23001-2017\n管理体系 要求\n1 范围\n适用。\n2 规范性引用文件\n无。\n3 术语和定义\n无。")
    assert found.edition
    assert found.edition.value == "2017"
