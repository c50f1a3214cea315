"""Fact tables as other people write them: Chinese keys, singulars, capitals, wrong types, nothing known."""

import pytest

from assistant.adapters.facts_text import parse_yaml_text
from assistant.adapters.facts_yaml import parse_facts
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
