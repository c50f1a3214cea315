"""Fact tables as other people write them: Chinese keys, singulars, capitals, wrong types, nothing known."""

import pytest

from assistant.adapters.facts_text import parse_yaml_text
from assistant.adapters.facts_yaml import parse_facts
from assistant.domain.errors import InputError
from assistant.drafting.contradictions import unknown_keys


def read(text):
    return parse_facts(parse_yaml_text(text))


def hints(text):
    return {hint.where.locator: f"{hint.message}{hint.suggestion}" for hint in unknown_keys(read(text))}


def test_keys_may_be_chinese_singular_or_capital():
    table = read(
        "企业名称: 甲公司\nIndustry: 泵业\nproduct: 离心泵\n主要流程: [铸造]\n最高管理者: {姓名: 李原, 职务: 总经理}\n"
        "目标:\n  - {编号: G1, 目标名称: 周期, 目标值: 3 天, 完成期限: 2027-06-30, 责任部门: 生产部}\n"
        "新型能力: [{名称: 协同能力, 现状: 靠电话}]\n场所: [{名称: 东厂, 人数: 30}]\n"
    )
    goal = table.goals[0]
    assert (table.name, table.industry, table.products[0].name) == ("甲公司", "泵业", "离心泵")
    assert (table.top_management.name, table.top_management.title) == ("李原", "总经理")
    assert (goal.id, goal.name, goal.target, goal.due_text, goal.owner) == ("G1", "周期", 3, "2027-06-30", "生产部")
    assert (table.capabilities[0].description, table.sites[0].detail("headcount")) == ("靠电话", "30")
    assert table.unknown == ()


def test_a_likeness_never_stands_in_for_a_key_that_is_given_too():
    table = read("products: [水泵]\nproduct: 阀门\n")
    assert ([item.name for item in table.products], table.conflicts) == (["水泵"], ())
    assert dict(table.unknown) == {"product": "阀门"}


def test_a_misspelt_key_is_told_with_the_key_that_was_meant():
    told = hints("stratergy: 做强\ncolour: 红\ngoals: [{name: 周期, baselin: 3}]\n")
    assert "“strategy”" in told["stratergy"]
    assert "“baseline”" in told["goals[1].baselin"]
    assert "可能是想写" not in told["colour"]


@pytest.mark.parametrize("nothing", ["待定", "暂无", "不详", "N/A", "TBD", "？", "——", "待补充"])
def test_what_says_that_nothing_is_known_is_no_fact(nothing):
    table = read(f"policy: {nothing}\nthreats: {nothing}\ngoals: [{{name: 周期, target: {nothing}}}]\n")
    assert (table.policy, table.threats, table.goals[0].target_text) == (None, (), "")


def test_words_that_only_begin_alike_stay_facts():
    table = read("weaknesses: [没有条码, 无人值守, 待料时间长]\npolicy: 无缺陷\n")
    assert ([item.name for item in table.weaknesses], table.policy) == (
        ["没有条码", "无人值守", "待料时间长"],
        "无缺陷",
    )


def test_a_number_or_switch_where_words_belong_is_told_and_not_drafted():
    told = hints("sites: 3\nstrengths: [12, 交付快]\npolicy: true\nas_of: 明天\n")
    assert set(told) == {"sites[1]", "strengths[1]", "policy", "as_of"}
    assert "要写文字" in told["policy"]
    assert "读不出日期" in told["as_of"]
    table = read("sites: 3\nstrengths: [12, 交付快]\npolicy: true\n")
    assert ([item.name for item in table.strengths], table.sites, table.policy) == (["交付快"], (), None)


def test_a_second_person_is_mentioned():
    table = read("top_management: [总经理 徐一, 董事长 徐二]\n")
    assert table.top_management.name == "徐一"
    assert dict(table.unknown) == {"top_management[2]": "董事长 徐二"}


@pytest.mark.parametrize(("written", "number"), [("约2300", 2300), ("在岗1,260人（含编外）", 1260), ("四十来人", 40)])
def test_a_headcount_is_kept_as_written(written, number):
    table = read(f"headcount: {written}\n")
    assert (table.headcount, table.headcount_text) == (number, written)


def test_items_keyed_by_an_id_keep_their_text_as_name_and_lists_in_lists_are_flattened():
    table = read("goals: {G2: 偏差关闭率}\ncapabilities: {N1: 放行能力}\ninformation_systems: [LIMS, [MES, ERP]]\n")
    assert (table.goals[0].id, table.goals[0].name) == ("G2", "偏差关闭率")
    assert (table.capabilities[0].id, table.capabilities[0].name) == ("N1", "放行能力")
    assert [item.name for item in table.information_systems] == ["LIMS", "MES", "ERP"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("接单→备料→发货", ["接单", "备料", "发货"]),
        ("总经办，生产部，IT组", ["总经办", "生产部", "IT组"]),
        ("冲压、焊接", ["冲压", "焊接"]),
        ("信息部（含数据中心，三人）", ["信息部（含数据中心，三人）"]),
    ],
)
def test_a_list_of_names_may_be_one_text(written, names):
    assert [item.name for item in read(f"departments: {written}\n").departments] == names


def test_sentences_are_parted_at_semicolons_and_not_at_commas():
    table = read("weaknesses: 旺季缺料停线，平均每月停 3.5 次；促销靠口头传，对账慢\n")
    assert [item.name for item in table.weaknesses] == ["旺季缺料停线，平均每月停 3.5 次", "促销靠口头传，对账慢"]


@pytest.mark.parametrize(
    ("written", "number"), [("提升至95%以上", 95), ("2027年底由20天降到15天", 15), ("6 天", 6), ("不超过30分钟", 30)]
)
def test_the_number_aimed_at_is_read(written, number):
    assert read(f"goals: [{{name: 周期, target: {written}}}]\n").goals[0].target == number


def test_the_period_behind_a_baseline_is_its_day():
    goal = read("goals: [{name: 满足率, baseline: 88.5%（2025年全年）}]\n").goals[0]
    assert (goal.baseline_text, goal.baseline_on_text) == ("88.5%", "2025年全年")
    kept = read("goals: [{name: 满足率, baseline: 88.5%（含样机）, baseline_on: 2025-12-31}]\n").goals[0]
    assert kept.baseline_text == "88.5%（含样机）"


def test_a_formula_between_bars_is_read_and_a_broken_line_is_told_with_its_words():
    assert read("goals: [{name: 偏差, formula: |实际-目标|/目标, unit: '%'}]\n").goals[0].formula == "|实际-目标|/目标"
    with pytest.raises(InputError, match=r"在“.*target.*”附近.*第 4 行第 \d+ 个字"):
        read("name: 甲\ngoals:\n  - name: 周期\n   target: 3\n")
