import pytest

from assistant.domain.document import Block
from tests.document_builders import lines, loaded, outline, read, table

CASES = {
    "decimal numbers give levels by their dots": (
        "1 目的\n规范审核。\n2 职责\n2.1 企管部\n负责组织。\n2.2 各部门\n配合。\n2.2.1 内审员\n实施。\n"
        "3 记录\n保存三年。",
        ["- 1 目的", "- 2 职责", "-- 2.1 企管部", "-- 2.2 各部门", "--- 2.2.1 内审员", "- 3 记录"],
    ),
    "numbers without blank, with full-width blank, tab or full-width dot": (
        "4总要求\n总的话。\n4.1　理解环境\n内外部。\n4.2\t相关方\n需求。\n4．3范围\n边界。",
        ["- 4 总要求", "-- 4.1 理解环境", "-- 4.2 相关方", "-- 4.3 范围"],
    ),
    "a number alone takes the next line as its title": (
        "3\n术语和定义\n3.1\n过程\n利用输入实现结果的活动。\n3.2\n程序\n为进行活动所规定的途径。",
        ["- 3 术语和定义", "-- 3.1 过程", "-- 3.2 程序"],
    ),
    "numbered sentences are clauses without a title": (
        "5 程序\n5.1 各部门应当在每月五日前提交上月数据，由企管部汇总。\n"
        "5.2 企管部应当在三日内完成汇总，并报管理者代表审批。",
        ["- 5 程序", "-- 5.1", "-- 5.2"],
    ),
    "a lead title before a colon is the clause's title": (
        "2 职责\n2.1 企管部：负责程序的编制和归口管理。\n2.2 信息部：负责系统权限的维护。",
        ["- 2 职责", "-- 2.1 企管部", "-- 2.2 信息部"],
    ),
    "chapters hold articles": (
        "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于公司各部门。\n第二章 职责\n"
        "第三条 企管部负责组织。",
        ["- 第一章 总则", "-- 第一条", "-- 第二条", "- 第二章 职责", "-- 第三条"],
    ),
    "parts, chapters, sections and articles nest": (
        "第一编 通则\n第一章 一般规定\n第一节 范围\n第一条 本规范适用于全体。\n第二节 原则\n"
        "第二条 遵循公开原则。\n第二编 分则\n第一章 采购\n"
        "第三条 采购应当比价。",
        [
            "- 第一编 通则",
            "-- 第一章 一般规定",
            "--- 第一节 范围",
            "---- 第一条",
            "--- 第二节 原则",
            "---- 第二条",
            "- 第二编 分则",
            "-- 第一章 采购",
            "--- 第三条",
        ],
    ),
    "a label in brackets is the article's title": (
        "第一条 【目的】为加强管理，制定本制度。\n第二条 【范围】本制度适用于公司。",
        ["- 第一条 目的", "- 第二条 范围"],
    ),
    "a line that begins with a reference to an article is text": (
        "第一条 为规范管理，制定本办法。\n第二条 检查分为两类。\n第一条规定的检查由企管部组织。\n"
        "第三条 本办法自发布之日起施行。",
        ["- 第一条", "- 第二条", "- 第三条"],
    ),
    "a line that begins with a reference to a clause is text": (
        "4 要求\n4.1 策划\n应策划。\n4.2 实施\n应实施。\n4.1的要求同样适用于外包过程。\n4.3 检查\n应检查。",
        ["- 4 要求", "-- 4.1 策划", "-- 4.2 实施", "-- 4.3 检查"],
    ),
    "a deep reference right after its neighbour does not open a section": (
        "11.5 测试\n11.5.14 验证\n11.5.14.1 一般要求\n按计划验证。\n11.5.14.2的要求适用时一并执行。\n"
        "11.5.14.2 记录要求\n保留记录。",
        ["- 11.5 测试", "-- 11.5.14 验证", "--- 11.5.14.1 一般要求", "--- 11.5.14.2 记录要求"],
    ),
    "dates and quantities at the head of a line are text": (
        "1 概况\n2025.3.12 召开启动会。\n3.5吨原料入库。\n2025年3月完成。\n2 计划\n12.5%为上限。",
        ["- 1 概况", "- 2 计划"],
    ),
    "annexes are a root of their own": (
        "1 范围\n适用。\n2 要求\n应遵守。\n附录A（资料性）检查表\nA.1 概述\n用于检查。\nA.2 用法\n"
        "逐项打分。\n附录B\nB.1 样例\n见下。",
        ["- 1 范围", "- 2 要求", "- 附录A （资料性）检查表", "-- A.1 概述", "-- A.2 用法", "- 附录B", "-- B.1 样例"],
    ),
    "Chinese ordinals hold bracketed ones": (
        "一、总体要求\n（一）指导思想\n坚持创新。\n（二）基本原则\n统筹推进。\n二、重点任务\n"
        "（一）夯实基础\n完善制度。\n（二）示范引领\n树立标杆。",
        [
            "- 一 总体要求",
            "-- （一） 指导思想",
            "-- （二） 基本原则",
            "- 二 重点任务",
            "-- （一） 夯实基础",
            "-- （二） 示范引领",
        ],
    ),
    "list items that are sentences are no sections": (
        "一、时机\n（一）评审每年至少进行一次，间隔不超过12个月。\n"
        "（二）组织机构变化时，由总经理决定增加评审。\n二、准备\n（一）企管部应提前十日下发计划。",
        ["- 一 时机", "- 二 准备"],
    ),
    "bare enumerations are lists": (
        "1 资源\n需要下列资源：\na) 人员\nb) 设备\nc) 资金\n2 记录\n① 计划\n② 报告",
        ["- 1 资源", "- 2 记录"],
    ),
    "numbered points under a decimal clause are a list": (
        "6 策划\n6.1 措施\n应包括：\n1. 目标\n2. 责任人\n3. 期限\n6.2 更改\n应受控。",
        ["- 6 策划", "-- 6.1 措施", "-- 6.2 更改"],
    ),
    "points with a dot are headings where decimals continue them": (
        "1. 目的\n规范流程。\n2. 职责\n2.1 生产部\n组织生产。\n2.2 质量部\n检验。\n3. 流程\n3.1 下单\n填写订单。",
        ["- 1 目的", "- 2 职责", "-- 2.1 生产部", "-- 2.2 质量部", "- 3 流程", "-- 3.1 下单"],
    ),
    "points with a dot are headings where each has a text": (
        "1. 目的\n规范采购流程，降低成本。\n2. 范围\n适用于全部物资采购。\n3. 职责\n采购部负责实施。",
        ["- 1 目的", "- 2 范围", "- 3 职责"],
    ),
    "decimals under a Chinese ordinal": (
        "一、管理目标\n1.1 交付\n准时。\n1.2 质量\n合格。\n二、考核\n2.1 周期\n每月。",
        ["- 一 管理目标", "-- 1.1 交付", "-- 1.2 质量", "- 二 考核", "-- 2.1 周期"],
    ),
    "numbers may begin again in the next chapter": (
        "第一章 设备\n1 点检\n每日。\n2 保养\n每周。\n第二章 模具\n1 领用\n登记。\n2 归还\n检查。",
        ["- 第一章 设备", "-- 1 点检", "-- 2 保养", "- 第二章 模具", "-- 1 领用", "-- 2 归还"],
    ),
    "a table of contents with page numbers is left out": (
        "管理手册\n目  录\n1 范围..........1\n2 职责..........3\n3 过程..........5\n1 范围\n"
        "适用于公司。\n2 职责\n总经理负责。\n3 过程\n按策划运行。",
        ["- 1 范围", "- 2 职责", "- 3 过程"],
    ),
    "a table of contents without page numbers is known by its entries coming again": (
        "目次\n第一章 总则\n第二章 职责\n第三章 附则\n第一章 总则\n第一条 为规范管理，制定本办法。\n"
        "第二章 职责\n第二条 企管部归口管理。\n第三章 附则\n"
        "第三条 由企管部解释。",
        ["- 第一章 总则", "-- 第一条", "- 第二章 职责", "-- 第二条", "- 第三章 附则", "-- 第三条"],
    ),
    "an agenda repeated before each chapter opens the chapters": (
        "目录\n第一章 基础\n第二章 方法\n第一节 概念\n一、定义\n含义如下。\n目录\n第一章 基础\n"
        "第二章 方法\n第一节 步骤\n一、准备\n组建小组。",
        ["- 第一章 基础", "-- 第一节 概念", "--- 一 定义", "- 第二章 方法", "-- 第一节 步骤", "--- 一 准备"],
    ),
    "headings repeated on each slide continue their section": (
        "第一节 培训\n一、组织\n➤ 宣贯\n面向全员。\n第一节 培训\n一、组织\n➤ 解读\n面向骨干。\n"
        "第一节 培训\n二、评价\n➤ 考试\n闭卷进行。",
        ["- 第一节 培训", "-- 一 组织", "--- 宣贯", "--- 解读", "-- 二 评价", "--- 考试"],
    ),
    "symbols nest in the order of the document": (
        "一、途径\n◆ 优化\n➤ 制度\n不断修订。\n➤ 执行\n加强监督。\n◆ 方法\n➤ 参与\n全员参与。",
        ["- 一 途径", "-- 优化", "--- 制度", "--- 执行", "-- 方法", "--- 参与"],
    ),
    "hyphen lists are never headings": (
        "一、培训\n- 标准宣贯培训\n- 内审员培训\n培训后应当评价。\n二、评价\n- 考试\n- 面谈",
        ["- 一 培训", "- 二 评价"],
    ),
    "well-known unnumbered headings stand beside numbered ones": (
        "前言\n本标准由协会提出。\n1 范围\n适用于制造业。\n2 术语和定义\n下列术语适用。\n参考文献\n某书。",
        ["- 前言", "- 1 范围", "- 2 术语和定义", "- 参考文献"],
    ),
    "markdown marks do not hide headings": (
        "## 第一章 总则\n**1.1 目的**\n规范管理。\n**1.2 范围**\n全公司。\n## 第二章 职责\n**2.1 领导**\n审批。",
        ["- 第一章 总则", "-- 1.1 目的", "-- 1.2 范围", "- 第二章 职责", "-- 2.1 领导"],
    ),
    "a lone decimal in a sentence is no clause": (
        "会议纪要\n3.2 版本的系统已上线，运行稳定，各部门反映良好。\n下一步推广。",
        [],
    ),
    "counted points on one slide without text are no headings": (
        "第一节 关键点\n1\n引导本质贯标\n2\n获得领导支持\n3\n梳理流程\n第二节 做法\n先调研。",
        ["- 第一节 关键点", "- 第二节 做法"],
    ),
    "chapter numbers may end in .0": (
        "1.0 目的\n规范采购。\n2.0 范围\n全公司。\n3.0 职责\n3.1 采购部\n询价。\n3.2 财务部\n付款。\n"
        "4.0 程序\n按单执行。",
        ["- 1.0 目的", "- 2.0 范围", "- 3.0 职责", "-- 3.1 采购部", "-- 3.2 财务部", "- 4.0 程序"],
    ),
    "Chinese commas behind the numbers": (
        "1、目的\n规范流程。\n2、适用范围\n全公司。\n3、职责\n3.1 人事部：负责培训的组织。\n"
        "3.2 各部门：提出需求。\n4、程序\n4.1 计划\n"
        "4.1.1 每年十二月编制下年度计划，报总经理批准。\n4.1.2 计划变更时应当重新审批。",
        [
            "- 1 目的",
            "- 2 适用范围",
            "- 3 职责",
            "-- 3.1 人事部",
            "-- 3.2 各部门",
            "- 4 程序",
            "-- 4.1 计划",
            "--- 4.1.1",
            "--- 4.1.2",
        ],
    ),
    "days written with a dot are no clauses": (
        "一、大事记\n3.12 启动会\n总经理出席。\n3.26 宣贯培训\n全员参加。\n4.17 文件编写\n骨干参加。\n"
        "二、小结\n100 人参加\n效果良好。",
        ["- 一 大事记", "- 二 小结"],
    ),
    "bracketed numbers under clauses are lists": (
        "第1章 总则\n1.1 定义\n（1）过程，指活动；\n（2）程序，指途径。\n1.2 原则\n坚持全员参与。\n"
        "第2章 职责\n2.1 领导\n审批。",
        ["- 第1章 总则", "-- 1.1 定义", "-- 1.2 原则", "- 第2章 职责", "-- 2.1 领导"],
    ),
    "points with their text behind a colon are chapters beside decimals": (
        "1.目的：规范点检，防止带病运行。\n2.范围：适用于全部设备。\n3.职责：\n3.1操作工负责日点检。\n"
        "3.2维修工负责周点检。",
        ["- 1 目的", "- 2 范围", "- 3 职责", "-- 3.1", "-- 3.2"],
    ),
    "a second enclosure on its own line is no heading": (
        "关于印发办法的通知\n现予印发。\n附件：1.管理办法\n2.登记表\n示例公司\n第一章 总则\n"
        "第一条 为规范管理，制定本办法。",
        ["- 第一章 总则", "-- 第一条"],
    ),
    "an annex in a standard has its title two lines below": (
        "1 范围\n适用。\n2 要求\n应遵守。\n附　录　A\n（资料性附录）\n设备分级\nA.1 概述\n给出方法。",
        ["- 1 范围", "- 2 要求", "- 附录A 设备分级", "-- A.1 概述"],
    ),
    "articles may be inserted with 之一": (
        "第二十条 一般规定适用。\n第二十条之一 特别规定优先。\n第二十一条 其他从其约定。",
        ["- 第二十条", "- 第二十条之一", "- 第二十一条"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_outline(text, expected):
    document, _ = read(text)
    assert outline(document) == expected


def test_automatic_numbers_are_part_of_the_text_and_of_the_outline():
    blocks = [
        Block(kind="heading", text="职责", number="4", level=1),
        Block(kind="heading", text="信息部", number="4.1", level=2),
        Block(kind="paragraph", text="维护系统。"),
        Block(kind="list_item", text="备份；", number="a)"),
    ]
    document, chunks = read(blocks)
    assert outline(document) == ["- 4 职责", "-- 4.1 信息部"]
    assert document.text == "4 职责\n4.1 信息部\n维护系统。\na) 备份；"
    assert chunks[0].clause == "4.1"


def test_styles_give_the_levels_of_unnumbered_headings():
    blocks = [
        Block(kind="heading", text="管理评审", level=1),
        Block(kind="heading", text="输入", level=2),
        Block(kind="paragraph", text="审核结果。"),
        Block(kind="heading", text="输出", level=2),
        Block(kind="paragraph", text="改进决定。"),
        Block(kind="heading", text="内部审核", level=1),
        Block(kind="paragraph", text="每年一次。"),
    ]
    document, _ = read(blocks)
    assert outline(document) == ["- 管理评审", "-- 输入", "-- 输出", "- 内部审核"]


def test_procedures_bound_in_one_file_keep_their_own_clauses():
    blocks = [
        Block(kind="paragraph", text="华川电机有限公司", bold=True),
        Block(kind="paragraph", text="程序文件汇编", bold=True),
        Block(kind="heading", text="文件管理程序（HC-01）", level=1),
        Block(kind="paragraph", text="第一条 文件由办公室登记。"),
        Block(kind="paragraph", text="第二条 作废文件当日收回。"),
        Block(kind="heading", text="内部审核程序（HC-02）", level=1),
        Block(kind="paragraph", text="第一条 内部审核每年两次。"),
        Block(kind="paragraph", text="第二条 审核员不审本部门。"),
    ]
    document, _ = read(blocks, "HC 程序文件汇编2025.docx")
    assert document.title == "程序文件汇编"
    assert outline(document) == [
        "- 文件管理程序（HC-01）", "-- 第一条", "-- 第二条", "- 内部审核程序（HC-02）", "-- 第一条", "-- 第二条",
    ]  # fmt: skip


def test_bound_procedures_may_each_begin_with_clause_one():
    blocks = []
    for name in ("设备巡检办法", "数据备份办法", "账号管理办法"):
        blocks.append(Block(kind="heading", text=name, level=1))
        for line in ("1 目的", "保证可用。", "2 内容", "2.1 每月一次。", "2.2 填写记录。"):
            blocks.append(Block(kind="paragraph", text=line))
    document, _ = read(blocks, "信息化管理办法合订本.docx")
    assert [row for row in outline(document) if row.startswith("- ")] == [
        "- 设备巡检办法", "- 数据备份办法", "- 账号管理办法",
    ]  # fmt: skip
    assert outline(document).count("--- 2.1") == 3


def test_the_document_title_is_not_a_section_around_everything():
    blocks = [
        Block(kind="heading", text="内部审核管理程序", level=1, bold=True),
        Block(kind="heading", text="1 目的", level=2),
        Block(kind="paragraph", text="验证符合性。"),
        Block(kind="heading", text="2 职责", level=2),
        Block(kind="paragraph", text="企管部组织。"),
    ]
    document, _ = read(blocks)
    assert document.title == "内部审核管理程序"
    assert outline(document) == ["- 1 目的", "- 2 职责"]


def test_headers_and_footers_stand_once_behind_the_body():
    blocks = [
        Block(kind="header", text="QP-09 A/0", page=1),
        *lines("1 目的\n规范管理。"),
        Block(kind="footer", text="第1页", page=1),
        Block(kind="header", text="QP-09 A/0", page=2),
        *lines("2 职责\n总经理负责。"),
    ]
    document, chunks = read(blocks)
    assert document.text == "1 目的\n规范管理。\n2 职责\n总经理负责。\nQP-09 A/0\n第1页"
    assert all("QP-09" not in chunk.text for chunk in chunks)
    assert [document.text[s.start : s.end] for s in document.spans if s.kind == "header"] == ["QP-09 A/0"] * 2


def test_each_sheet_of_a_workbook_is_a_section():
    blocks = [
        table(("姓名", "部门"), ("甲", "信息部"), sheet="一季度"),
        table(("姓名", "部门"), ("乙", "财务部"), sheet="二季度"),
    ]
    document, chunks = read(blocks, "台账.xlsx", media="xlsx")
    assert outline(document) == ["- 一季度", "- 二季度"]
    assert [chunk.path for chunk in chunks] == [("一季度",), ("二季度",)]


def test_table_rows_are_never_headings():
    blocks = [*lines("1 过程"), table(("1", "策划"), ("2", "实施"), ("2.1", "检查")), *lines("2 记录\n保存。")]
    assert outline(read(blocks)[0]) == ["- 1 过程", "- 2 记录"]


def test_slide_titles_repeated_with_a_continuation_mark_are_one_section():
    blocks = [
        Block(kind="heading", text="实施步骤", level=1, sheet="第1张"),
        Block(kind="paragraph", text="先调研。", sheet="第1张"),
        Block(kind="heading", text="实施步骤（续）", level=1, sheet="第2张"),
        Block(kind="paragraph", text="再策划。", sheet="第2张"),
        Block(kind="heading", text="小结", level=1, sheet="第3张"),
        Block(kind="paragraph", text="重在坚持。", sheet="第3张"),
    ]
    assert outline(read(blocks)[0]) == ["- 实施步骤", "- 小结"]


def test_sections_lie_inside_their_parents_and_begin_with_their_heading():
    text = CASES["parts, chapters, sections and articles nest"][0]
    document, _ = read(text)
    for section in document.sections:
        assert document.text[section.start :].startswith(section.number or section.title)
        parents = [s for s in document.sections if s.level == section.level - 1 and s.start <= section.start < s.end]
        assert section.level == 1 or (parents and section.end <= parents[-1].end)
        assert section.path[:-1] == (parents[-1].path if parents else ())


def test_ids_stay_over_versions_and_differ_between_workspaces():
    first, _ = read("1 目的\n甲。")
    second, _ = read("1 目的\n乙。")
    assert first.id == second.id
    assert first.version_id != second.version_id
    from assistant.ingestion.structure import build_document

    assert build_document(loaded(lines("甲")), workspace="other").id != first.id
