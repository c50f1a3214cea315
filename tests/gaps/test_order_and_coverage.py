"""Steps of a project in their order, whom an audit reached, lines that are no rows and editions that are no days."""

from pathlib import Path

import pytest

from assistant.facts.ledger_rows import below_the_rows
from assistant.gaps.review_packs import present
from assistant.text.anchors import anchor_of
from assistant.text.dates import find_dates
from assistant.workflows.gaps import GapDependencies

from .test_steps_and_limits import PEOPLE
from .test_stranger_defects import found
from .worlds.builder import World, yaml_text


@pytest.mark.parametrize("text", ["内审报告　2024.12版", "2025.7版", "2024版手册", "2025年7月版"])
def test_the_edition_of_a_form_is_no_day(text: str):
    assert find_dates(text) == []


def test_a_month_in_which_something_is_set_in_type_stays_one():
    assert len(find_dates("2025年5月版式调整")) == 1


@pytest.mark.parametrize(
    "cells",
    [
        ["实到17人", "", "记录：卞秋", ""],
        ["另有设计、质检15人签在背面", "", ""],
        ["3", "", "填表：王芳", ""],
    ],
)
def test_a_line_that_counts_or_signs_the_rows_is_no_row(cells: list[str]):
    assert below_the_rows(cells)


@pytest.mark.parametrize(
    "cells", [["12", "合计划科", "张三", ""], ["共享服务中心", "6人", ""], ["1", "备份", "成", "王芳"]]
)
def test_a_row_stays_one(cells: list[str]):
    assert not below_the_rows(cells)


def test_the_first_month_of_the_quarter_that_follows_is_when_last_quarters_report_is_due():
    anchor = anchor_of("每季度头一个月20号前写出上季度的《目标分析》", "quarter")
    assert anchor is not None
    assert (anchor.shift, anchor.day) == (1, 20)


def test_an_input_told_in_fewer_words_is_there():
    assert present("内外变化和改进建议", ["变化和建议：家电厂要看寿命数据"])
    assert not present("内外变化和改进建议", ["目标完成情况：到7月97.6"])


PROJECT = [
    "信息化项目管理办法",
    "文件编号：CX-05 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "一、实施方案应组织评审，填写《方案评审记录》，评审通过后方可签订采购合同。",
    "二、匹配性评审未通过的项目不得验收。",
    [
        ["步骤", "谁来做", "什么时候", "填什么"],
        ["验收", "管理者代表组织", "试运行结束、匹配调整做完之后", "项目验收单"],
    ],
]


def project(reviewed: str = "2025年2月12日", matched: str = "2025年7月30日", adjusted: str = "2025年8月1日") -> World:
    return {
        "enterprise.yaml": yaml_text("浙西枫林纸业有限公司"),
        "花名册.xlsx": {"任职": PEOPLE},
        "信息化项目管理办法.docx": PROJECT,
        "EMS方案评审记录.docx": ["方案评审记录", f"项目：能源管理系统EMS　评审日期：{reviewed}", "评审意见：同意"],
        "EMS采购合同审批表.docx": ["采购合同审批表", "项目：EMS软硬件", "批准：沈砚 2025年2月24日"],
        "匹配性评审记录-EMS.docx": ["匹配性评审记录", f"项目名称：EMS　评审日期：{matched}", "结论：通过"],
        "EMS匹配调整.docx": ["匹配调整记录", f"项目名称：EMS　日期：{adjusted}", "改了两处参数"],
        "EMS验收单.docx": ["项目验收单", "项目名称：能源管理系统EMS　验收日期：2025年8月15日", "结论：合格"],
    }


def test_a_project_done_in_order_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(project(), tmp_path, deps, "B4") == []


@pytest.mark.parametrize(
    ("late", "word"),
    [
        ({"reviewed": "2025年3月6日"}, "才方案评审"),
        ({"matched": "2025年8月27日"}, "才匹配性评审"),
        ({"adjusted": "2025年8月20日"}, "才匹配调整"),
    ],
)
def test_a_step_before_its_condition_is_told(late: dict[str, str], word: str, tmp_path: Path, deps: GapDependencies):
    assert any(word in x for x in found(project(**late), tmp_path, deps, "B4"))


def test_steps_of_two_projects_are_not_held_against_each_other(tmp_path: Path, deps: GapDependencies):
    world = project() | {"仓库WMS方案评审记录.docx": ["方案评审记录", "项目：仓库WMS　评审日期：2025年6月6日"]}
    assert found(world, tmp_path, deps, "B4") == []


AUDITS = [
    "内审办法",
    "文件编号：CX-07 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "1. 内审每年一次。一年里把公司领导和三个科室、标准第4章到第10章都查到。",
    "2. 检查要记《内审检查记录》，末次会议后7个工作日内写《内审报告》。",
]
PARTS = [
    ["科室", "姓名", "岗位"],
    ["生产科", "封一", "科长"],
    ["质检科", "柏棠", "科长"],
    ["财务科", "郁文", "科长"],
    ["公司领导", "沈砚", "总经理"],
]
CHECKED = [
    ["公司领导", "4、5", "问沈总方针怎么来的", "能说清", "符合", "柏棠"],
    ["生产科", "8", "抽10张工单", "都签了", "符合", "柏棠"],
    ["质检科", "8", "抽检验记录30条", "都传了", "符合", "封一"],
    ["财务科", "7", "看资金台账", "对得上", "符合", "封一"],
]


def audited(rows: list[list[str]], seen: str) -> World:
    head = ["科室", "章", "看了什么、问了谁", "看到什么", "结果", "谁查"]
    plan = [["查哪里", "谁查", "哪天"], ["生产科", "柏棠", "6月23日"], ["质检科", "封一", "6月23日"]]
    return {
        "enterprise.yaml": yaml_text("榉林家居有限公司"),
        "花名册.xlsx": {"任职": PARTS},
        "内审办法.docx": AUDITS,
        "内审计划.docx": ["内审计划", "2025年6月12日发", [*plan, ["财务科", "封一", "6月24日"]]],
        "内审检查记录.docx": ["内审检查记录", "2025年6月23日", [head, *rows]],
        "内审报告.docx": ["内审报告", f"2025年6月23日、24日查了{seen}。", "组长：柏棠 2025年7月1日"],
    }


def test_an_audit_that_reached_everybody_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(audited(CHECKED, "公司领导、生产科、质检科、财务科"), tmp_path, deps, "G1") == []


def test_a_department_planned_and_not_reached_is_told(tmp_path: Path, deps: GapDependencies):
    told = found(audited(CHECKED[:3], "公司领导、生产科、质检科"), tmp_path, deps, "G1")
    assert any("财务科" in x for x in told)


def test_leaders_a_rule_wants_audited_and_nobody_asked_are_told(tmp_path: Path, deps: GapDependencies):
    told = found(audited(CHECKED[1:], "生产科、质检科、财务科"), tmp_path, deps, "G1")
    assert any("领导" in x for x in told)


def measured(august: tuple[int, int, float], heads: list[str]) -> World:
    parts = [(142, 149, 95.3), (96, 101, 95.0), (158, 166, 95.2), (160, 168, 95.2), (151, 158, 95.6), (147, 154, 95.5)]
    rows = [[f"{m}月", 97.6, a, b, r, f"2025-{m + 1:02d}-10"] for m, (a, b, r) in enumerate([*parts, august], start=1)]
    return {
        "enterprise.yaml": yaml_text("恒林塑业有限公司"),
        "花名册.xlsx": {"任职": PEOPLE},
        "目标跟踪表2025.xlsx": {"按月": [["目标跟踪表 2025年"], heads, *rows]},
    }


HEADS = ["月份", "一次合格率%", "按期交付订单", "应交订单", "订单按期交付率%（≥95）", "填表日期"]


def test_a_rate_its_own_parts_do_not_give_is_told_whatever_the_parts_are_called(tmp_path: Path, deps: GapDependencies):
    assert any("96" in x for x in found(measured((161, 172, 96.0), HEADS), tmp_path, deps, "F4"))


def test_rates_that_follow_from_their_parts_are_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(measured((165, 172, 95.9), HEADS), tmp_path, deps, "F4") == []


SLIPS = [
    "问题整改办法",
    "文件编号：CX-09 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "1）查出的不符合，3个工作日内开《整改单》、上《整改台账》。",
    "2）改完10个工作日内，由别的科室的人去看，写看到了什么，签字以后才能关。",
]


def slips(seen: str, looked: str) -> World:
    slip = [
        ["责任科室", "生产科"],
        ["什么问题", "2张插单没有签字"],
        ["开单", "质检科 柏棠　2025.11.20"],
        ["原因", "插单审批是纸的，系统里不审批也能插　封一 2025.11.25"],
        ["办法", "插单改到系统里点批"],
        ["改完", "2025.12.5　封一"],
        ["去看的人看到什么", seen],
        ["去看的人、日期", looked],
        ["关", "2025.12.12"],
        ["有效性复查", "1月看过三张，都批了"],
    ]
    ledger = [
        ["整改台账", "", "", "", "", "", ""],
        ["单号", "科室", "问题", "开单", "改完", "谁看的", "状态"],
        ["4", "生产科", "插单没签", "2025-11-20", "2025-12-05", looked[:2], "关（12.12）"],
    ]
    return {
        "enterprise.yaml": yaml_text("榉林家居有限公司"),
        "花名册.xlsx": {"任职": PARTS},
        "问题整改办法.docx": SLIPS,
        "整改单4号.docx": ["整改单　2024.12版　4号", slip],
        "整改台账.xlsx": {"整改": ledger},
    }


def test_a_slip_closed_with_nobody_having_looked_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("第4号" in x for x in found(slips("", ""), tmp_path, deps, "G3"))


def test_a_slip_looked_at_before_it_was_closed_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(slips("抽12月插单5张，都点批了", "柏棠　2025.12.11"), tmp_path, deps, "G3", "C3") == []


RULED = [
    "目标怎么统计、怎么考核",
    "1. 每月10号前各统计人在办公系统里把上月的数报上来（《目标填报》）。",
    "2. 同一条目标连着两个月没达到，责任科室15天内写《偏差分析单》。",
    "3. 半年考核一次，7月底和来年1月底前出《考核通报》，沈砚签发。",
    "起草：质检科 柏棠　批准：沈砚　2024年11月18日批准，2024年12月2日起执行",
]
GOALS = [
    ["目标", "现状值", "目标值", "单位", "算法", "数据从哪来", "谁统计", "多久统计一次"],
    ["板材利用率", "85.1", "≥88", "%", "开出面积÷领用面积×100%", "开料系统", "封一", "每月"],
]


def told(months: list[int]) -> World:
    head = ["流水号", "目标", "统计期", "数值", "单位", "填报人", "提交时间"]
    rows = [[f"MB{m:04d}", "板材利用率", f"2025年{m}月", 88.4, "%", "封一", f"2025-{m + 1:02d}-09"] for m in months]
    return {
        "enterprise.yaml": yaml_text("榉林家居有限公司"),
        "花名册.xlsx": {"任职": PARTS},
        "目标怎么统计怎么考核.docx": RULED,
        "2025年目标.xlsx": {"目标": [["2025年目标表"], *GOALS]},
        "目标填报_导出.xlsx": {"目标填报": [["目标填报 导出 2025/12/12"], head, *rows]},
    }


def test_a_month_left_out_of_an_export_is_told(tmp_path: Path, deps: GapDependencies):
    hits = found(told([1, 2, 3, 4, 5, 6, 7, 8, 10, 11]), tmp_path, deps, "F3", "B1")
    assert any("9月" in x or "2025-09" in x for x in hits)


def test_an_export_with_every_month_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    hits = found(told(list(range(1, 12))), tmp_path, deps, "F3", "B1")
    assert not any("9月" in x or "2025-09" in x for x in hits)


SCORING = [
    "服务商管理规定",
    "文件编号：CX-10 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "服务商每年12月评价一次，填《服务商评价表》，四项都要打分，低于70分的换掉。",
]


def scored(marks: list[str]) -> World:
    items = ["响应快慢（25分）", "修得好不好（25分）", "价钱（25分）", "保密（25分）", "总分"]
    table = [["服务商", "精诚软件"], *([i, m] for i, m in zip(items, marks, strict=True)), ["评的人", "柏棠、郁文"]]
    return {
        "enterprise.yaml": yaml_text("榉林家居有限公司"),
        "花名册.xlsx": {"任职": PARTS},
        "服务商管理规定.docx": SCORING,
        "服务商评价表.docx": ["服务商评价表", "评价日期：2025年12月9日", table],
    }


def test_a_scoring_sheet_without_scores_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("总分" in x for x in found(scored([""] * 5), tmp_path, deps, "B6"))


def test_a_scoring_sheet_with_scores_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(scored(["22", "20", "19", "21", "82"]), tmp_path, deps, "B6") == []
