"""One paper beside others of the enterprise."""

from assistant.adapters.file_limits import Limits
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.workflows.check import check_paper

from .test_checks import DEPS

GOALS = (
    "# 云山机电有限公司新型能力目标\n\n批准：总经理 李原\n\n"
    "| 编号 | 目标名称 | 基线值 | 目标值 | 责任人 | 期限 |\n| - | - | - | - | - | - |\n"
    "| G1 | 订单交付周期 | 42 天 | 30 天 | 计划部部长 | 2027-12-31 |\n"
)


def loaded(text, name):
    return FileLoader().read(Source(name, text.encode(), Limits(), None, None))


def across(text, *others):
    result = check_paper(loaded(text, "手册.md"), "manual", DEPS, None, [loaded(o, "目标.md") for o in others])
    return {v.rule: v for v in result.violations if v.rule.startswith("across-")}


def test_another_value_for_a_goal_is_reported_with_the_name_of_the_other_paper():
    found = across("手册。订单交付周期由42天缩短到2027年的33天。", GOALS)
    assert set(found) == {"across-goal-target"}
    assert "目标.md" in found["across-goal-target"].message


def test_values_of_another_year_are_no_contradiction():
    assert not across("手册。订单交付周期由42天缩短到2026年的36天。", GOALS)


def test_papers_that_agree_are_silent():
    assert not across("云山机电有限公司手册。总经理 李原批准。订单交付周期由42天缩短到2027年的30天。", GOALS)


def test_without_other_papers_nothing_is_compared():
    assert not across("大河重工有限公司手册。总经理 王海批准。")
