"""Goals are found in tables, cards, blocks and sentences."""

import pytest

from assistant.adapters.file_limits import Limits
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.checks.goal_items import goal_items
from assistant.checks.paper import paper_of

from .test_rule_examples import SLOTS


def goals(text, name="目标.md"):
    loaded = FileLoader().read(Source(name, text.encode(), Limits(), None, None))
    return goal_items(paper_of(loaded, "goals"), SLOTS)


def values(goal):
    return goal.number("baseline"), goal.number("target")


TABLE = (
    "| 序号 | 绩效指标 | 2025年完成值 | 2026年目标值 | 计算公式 | 责任部门 | 完成时间 |\n"
    "| - | - | - | - | - | - | - |\n"
)


def test_a_row_is_a_goal_whatever_its_headings_are_called():
    (goal,) = goals(TABLE + "| 1 | 换模时间（min） | 58 | 40 | 总时间/次数 | 成型车间 | 2026年12月 |\n")
    assert goal.name == "换模时间（min）"
    assert values(goal) == (58, 40)
    assert goal.slot("owner") == "成型车间"
    assert goal.slot("unit") == "min"


def test_of_several_year_columns_the_last_is_the_target():
    (goal,) = goals(
        "| 能力 | 量化目标 | 2025年末实绩 | 2026年末 | 2028年末 | 谁负责 |\n| - | - | - | - | - | - |\n"
        "| 运维能力 | 联网率（%） | 12 | 25 | 70 | 服务部 |\n"
    )
    assert values(goal) == (12, 70)
    assert goal.slot("due") == "2028年末"


def test_a_column_can_be_a_goal():
    found = goals(
        "| 要素 | 目标1 | 目标2 |\n| - | - | - |\n| 指标名称 | 换模时间 | 客诉率 |\n| 现状值 | 42分钟 | / |\n"
        "| 目标值 | 25分钟 | 0.4% |\n| 负责人 | 车间主任 | 品保部经理 |\n"
    )
    assert [goal.name for goal in found] == ["换模时间", "客诉率"]
    assert [values(goal) for goal in found] == [(42, 25), (None, 0.4)]


def test_a_card_of_labels_and_values_is_a_goal():
    card = "| 项目 | 内容 |\n| - | - |\n| 目标名称 | 合格率 |\n| 基线 | 95.1%（2025-12-31） |\n| 目标值 | 98% |\n"
    (goal,) = goals(f"## 目标卡\n\n{card}")
    assert values(goal) == (95.1, 98)


@pytest.mark.parametrize(
    "text",
    [
        "## 一、交付能力\n\n订单交付周期由 47 天（2025-12-31）缩短到 36 天，生产部部长负责，每月统计。",
        "目标 1：订单交付周期。2025 年 12 月 31 日基线 47 天，2027 年 12 月 31 日缩短到 36 天，每月统计。",
        "目标名称：订单交付周期\n\n基线值：47 天（2025年12月）\n\n目标值：36 天\n\n责任人：生产部部长",
        "目标A 交付能力：将订单交付周期从2025年全年的47天压缩至2027年底的36天，生产部部长为责任人。",
        "（一）交付能力。订单交付周期2025年实际为47天，2027年12月底前减少到36天，责任部门为生产部。",
    ],
)
def test_prose_of_many_hands_gives_baseline_and_target(text):
    (goal,) = goals(text)
    assert values(goal) == (47, 36)
    assert "订单交付周期" in goal.name


def test_numbered_sentences_are_goals_of_their_own_and_share_what_is_said_of_all():
    found = goals(
        "## 目标\n\n各目标的完成期限均为2026年12月31日，由信息中心每月统计。\n\n"
        "1. 打样周期：由5.2天缩短到3天，责任人为研发部经理。\n2. 退货率：由1.8%降低到0.6%，责任人为品管部经理。\n"
    )
    assert [goal.name for goal in found] == ["打样周期", "退货率"]
    assert all(goal.slot("due") == "2026年12月31日" and goal.slot("cadence") == "每月" for goal in found)


def test_a_formula_told_in_another_section_belongs_to_the_goal_it_names():
    found = goals(
        "一、目标\n（1）单位能耗，基线值56（2025年），目标值54千克。\n（2）投诉闭环率，"
        "基线值76%（2025年），目标值92%。\n"
        "二、计算口径\n（1）单位能耗＝总能耗／总产量。\n（2）投诉闭环率＝闭环数／投诉总数×100%。\n",
        "目标.txt",
    )
    assert [bool(goal.slot("formula")) for goal in found] == [True, True]


def test_a_date_is_never_taken_for_a_target():
    (goal,) = goals("## 目标\n\n合格率由 2025 年 12 月的 93.2% 提高到 2028 年 12 月 31 日的 97.0%，质量部经理负责。")
    assert values(goal) == (93.2, 97)


def test_a_table_of_tabs_in_plain_text_is_a_table():
    rows = ["序号\t目标名称\t基线值\t目标值\t责任人", "1\t合格率\t93%\t97%\t质量部", "2\t准时率\t88%\t95%\t生产部"]
    found = goals("\n".join(rows), "目标.txt")
    assert [values(goal) for goal in found] == [(93, 97), (88, 95)]
    assert found[0].quote.split(" | ") == rows[1].split("\t")


def test_this_indicator_in_a_section_is_called_by_its_heading():
    (first, second) = goals(
        "# 目标\n\n## 套裁利用率\n\n该指标用以衡量下料能力。取当月净重，除以当月领用重量。"
        "起点是2026年1—10月的78.6%，2027年12月31日前达到93%，每月统计，责任领导为生产副厂长。\n\n"
        "## 交货准时率\n\n该指标用以衡量计划能力。按期台数为分子，到期台数为分母。"
        "2025年实绩为81%，2027年12月31日前达到92%。\n"
    )
    assert [first.name, second.name] == ["套裁利用率", "交货准时率"]
    assert values(first) == (78.6, 93)
    assert "除以" in first.slot("formula")
    assert "分母" in second.slot("formula")


def test_a_few_words_above_labelled_lines_name_the_goal_and_the_last_dated_value_is_its_target():
    (first, second) = goals(
        "# 目标\n\n- 磨齿合格率\n  - 归属：齿形控制能力\n  - 算法：合格件数 ÷ 送检件数\n"
        "  - 从哪出发：92.6%，2026年10月\n  - 走到哪：2027年6月底94%，2027年底96.5%\n"
        "- 急件准时率\n  - 归属：排产能力\n  - 算法：按期件数 ÷ 急件数\n"
        "  - 从哪出发：71%，2026年10月\n  - 走到哪：2027年底90%\n"
    )
    assert [first.name, second.name] == ["磨齿合格率", "急件准时率"]
    assert values(first) == (92.6, 96.5)
    assert first.slot("due") == "2027年底"


def test_each_block_of_labelled_lines_is_a_goal():
    block = (
        "【目标{n}】\n\n名称：{name}\n\n公式：甲数 / 乙数\n\n单位：天\n\n基线：{a}（2026-10-31，"
        "台账）\n\n目标：{b}\n\n责任人：{who}\n\n"
    )
    found = goals(
        block.format(n=1, name="打样天数", a="6.4", b="3.0", who="研发部 雍和")
        + block.format(n=2, name="返工天数", a="2.9", b="2.2", who="厂务部 扶苏")
    )
    assert [goal.name for goal in found] == ["打样天数", "返工天数"]
    assert [values(goal) for goal in found] == [(6.4, 3.0), (2.9, 2.2)]


def test_a_label_that_names_two_slots_fills_both():
    card = (
        "| 卡片1 | 发货时长 |\n| - | - |\n| 现值 | 31小时 |\n| 目标值 | 18小时 |\n"
        "| 责任 | 电商部 |\n| 数据与频次 | OMS，每周 |\n"
    )
    (goal,) = goals(card)
    assert goal.name == "发货时长"
    assert goal.slot("cadence") == goal.slot("source") == "OMS，每周"


def test_rows_headed_by_days_are_stages_and_the_last_is_the_target():
    found = goals(
        "| 项目 | 甲 | 乙 |\n| - | - | - |\n| 叫法 | 成材率 | 停机时间 |\n"
        "| 计量 | % | 小时/线·月 |\n| 2026年实绩 | 97.2 | 21.6 |\n"
        "| 2027年6月30日应到 | 97.6 | 16 |\n| 2027年应到 | 98.1 | 11 |\n"
        "| 担责 | 轧制厂厂长 | 设备处处长 |\n| 经费（万元） | 150 | 90 |\n"
    )
    assert [values(goal) for goal in found] == [(97.2, 98.1), (21.6, 11)]
    assert [goal.slot("unit") for goal in found] == ["%", "小时/线·月"]


def test_a_definition_apart_is_found_by_the_code_of_the_goal():
    found = goals(
        "T1：当月每张报修单到场小时数之和，除以报修单张数；单位为小时。\n\nT2：联网台数除以总台数；单位为百分比。\n\n"
        "| 目标 | 当前水平 | 最终值 | 最终日期 |\n| - | - | - | - |\n"
        "| T1 | 7.8 | 4.0 | 2028-06-30 |\n| T2 | 33 | 80 | 2028-06-30 |\n"
    )
    assert [goal.slot("unit") for goal in found] == ["小时", "百分比"]
    assert all("除以" in goal.slot("formula") for goal in found)


def test_several_labels_of_a_line_are_read_one_by_one():
    text = (
        "## 一件\n\n现在多少：31 天（2025-12-31，订单台账）。要到多少：18 天。到 2027-12-31 全做到。\n\n"
        "谁负责：计划室主任。怎么算：天数加起来÷单数。数从订单台账里取，每月算一次。\n\n"
        "## 二件\n\n现在多少：87%（2025-12-31，返工台账）。要到多少：97%。到 2027-12-31 全做到。\n\n"
        "谁负责：设计部经理。怎么算：没返工的单数÷总单数。数从返工台账里取，每月算一次。"
    )
    first = goals(text)[0].slots
    assert first["target"].text == "18 天"
    assert first["due"].text == "2027-12-31"
    assert first["owner"].text == "计划室主任"
    assert first["source"].text == "订单台账"


def test_what_happens_when_a_goal_is_missed_names_no_owner():
    table = (
        "| 目标 | 甲 | 乙 |\n| --- | --- | --- |\n| 指标 | 打样周期 | 良率 |\n| 基线 | 12 | 90 |\n| 目标值 | 8 | 95 |\n"
        "| 单位 | 天 | % |\n| 负责人 | 研发部经理 |  |\n\n备注：两项目标每月更新，未到阶段值的负责人7日内写出原因。"
    )
    assert ["owner" in goal.slots for goal in goals(table)] == [True, False]
