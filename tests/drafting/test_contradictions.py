"""Facts that contradict each other are found before drafting."""

import pytest

from assistant.adapters.facts_yaml import parse_facts
from assistant.drafting.contradictions import contradictions, unknown_keys
from assistant.drafting.values import unit_of

GOAL = {
    "id": "G1",
    "name": "批次追溯时间",
    "direction": "缩短",
    "baseline": "60",
    "baseline_on": "2026-01-31",
    "target": "20",
    "unit": "分钟",
    "due": "2027-01-31",
    "stages": [{"due": "2026-06-30", "value": "40"}],
    "cadence": "每月",
}


def found(goal=None, **table):
    goals = [{**GOAL, **(goal or {})}]
    return {
        violation.rule for violation in contradictions(parse_facts({"as_of": "2026-02-10", "goals": goals, **table}))
    }


def test_a_sound_goal_has_no_contradiction():
    assert found() == set()


@pytest.mark.parametrize(
    ("goal", "rule"),
    [
        ({"direction": "提高"}, "facts-direction"),
        ({"target": "75"}, "facts-direction"),
        ({"target": "60"}, "facts-target-is-baseline"),
        ({"stages": [{"due": "2026-06-30", "value": "90"}]}, "facts-stage-outside"),
        ({"stages": [{"due": "2027-06-30", "value": "40"}]}, "facts-stage-after-due"),
        ({"stages": [{"due": "2026-06-30", "value": "40"}, {"due": "2026-09-30", "value": "50"}]}, "facts-stage-back"),
        ({"stages": [{"due": "2026-06-30", "value": "40"}, {"due": "2027-01-31", "value": "25"}]}, "facts-stage-end"),
        ({"formula": "超时批数÷总批数×100%"}, "facts-formula-unit"),
        ({"unit": None, "baseline": "1 小时", "target": "20 分钟"}, "facts-unit"),
        ({"due": "2026-01-15"}, "facts-due-past"),
        ({"baseline_on": "2027-03-01"}, "facts-dates-reversed"),
        ({"baseline_on": "2026-05-01"}, "facts-baseline-future"),
        ({"baseline": ["60", "75"]}, "facts-given-twice"),
        ({"target": "20 小时"}, "facts-unit"),
        ({"target": "明显缩短"}, "facts-target-not-number"),
        ({"cadence": "每两年一次", "due": "2026-12-31"}, "facts-cadence-too-long"),
        ({"name": "产品合格率", "unit": "%", "direction": "提高", "target": "105"}, "facts-percent-over-100"),
    ],
)
def test_a_goal_that_contradicts_itself_is_reported(goal, rule):
    assert rule in found(goal)


def test_stages_that_lead_to_the_target_are_no_contradiction():
    stages = [{"due": "2026-06-30", "value": "40"}, {"due": "2027-01-31", "value": "20"}]
    assert found({"stages": stages, "formula": "各批追溯分钟数之和÷批数"}) == set()


@pytest.mark.parametrize(
    ("baseline", "target", "values"),
    [
        ("1 小时", "20 分钟", ("40", "20")),
        ("1 小时", "20 分钟", ("40 分钟", "20 分钟")),
        ("60 分钟", "降低 50%", ("40", "30")),
        ("60 分钟", "20 分钟", ("0.6 小时", "降低 60%")),
    ],
)
def test_stages_told_in_another_unit_or_as_a_change_are_not_held_against_the_target(baseline, target, values):
    days = ("2026-06-30", "2027-01-31")
    stages = [{"due": day, "value": value} for day, value in zip(days, values, strict=True)]
    rules = found({"unit": None, "baseline": baseline, "target": target, "stages": stages})
    assert not {rule for rule in rules if rule.startswith("facts-stage")}


def test_the_department_in_charge_must_be_one_of_the_table():
    departments = [{"name": "质量部"}, {"name": "信息中心"}]
    assert "facts-unknown-reference" in found({"owner": "工艺部部长"}, departments=departments)
    assert found({"owner": "质量部部长 张宁"}, departments=departments) == set()
    assert found({"owner": "总经理"}, departments=departments) == set()


def test_growth_may_pass_a_hundred_per_cent():
    assert "facts-percent-over-100" not in found({
        "name": "销售增长率",
        "unit": "%",
        "direction": "提高",
        "target": "150",
        "stages": [],
    })


def test_keeping_a_value_is_no_contradiction():
    assert found({"direction": "保持", "target": "60", "stages": []}) == set()


def test_references_by_id_must_exist_and_by_name_may_be_loose():
    capabilities = [{"id": "N1", "name": "全批次质量追溯能力"}]
    assert "facts-unknown-reference" in found({"capability": "N7"}, capabilities=capabilities)
    assert found({"capability": "质量追溯能力"}, capabilities=capabilities) == set()


def test_a_benchmark_as_source_of_the_baseline_is_reported():
    benchmarks = [{"name": "杉川食品", "indicator": "批次追溯时间", "value": "60"}]
    assert "facts-benchmark-as-baseline" in found(
        {"baseline_source": "杉川食品交流"}, competitors_benchmarks=benchmarks
    )
    assert found({"baseline_source": "追溯演练台账"}, competitors_benchmarks=benchmarks) == set()


def test_one_indicator_with_two_targets_is_reported():
    table = parse_facts({"goals": [GOAL, {**GOAL, "id": "G2", "target": "30"}]})
    assert "facts-indicator-twice" in {violation.rule for violation in contradictions(table)}


def test_unknown_keys_are_hints():
    hints = unknown_keys(parse_facts({"namee": "甲", "goals": [{**GOAL, "colour": "红"}]}))
    assert {hint.where.locator for hint in hints} == {"namee", "goals[G1].colour"}
    assert {hint.severity for hint in hints} == {"hint"}


@pytest.mark.parametrize(
    ("text", "unit"), [("36 天", "天"), ("36日", "天"), ("95％", "%"), ("≥88%", "%"), ("许多", "")]
)
def test_units_are_read_from_values(text, unit):
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    "goal",
    [
        {"baseline": "20 天", "target": "缩短30%", "unit": None, "stages": []},
        {"baseline": "6小时", "target": "不超过30分钟", "unit": None, "stages": []},
        {"baseline": "3.5", "target": "减半", "unit": "次", "stages": []},
        {"baseline": "1.2亿元", "target": "9000万元", "unit": None, "stages": []},
    ],
)
def test_a_change_or_another_unit_is_not_compared_as_a_number(goal):
    assert "facts-direction" not in found(goal)


@pytest.mark.parametrize(
    "goal",
    [
        {"baseline": "20分钟", "target": "1小时", "unit": None, "stages": []},
        {"baseline": "20 天", "target": "缩短到30天", "unit": None, "stages": []},
    ],
)
def test_a_target_on_the_wrong_side_is_found_in_other_units_and_words_too(goal):
    assert "facts-direction" in found(goal)


def test_a_due_that_names_no_day_is_told():
    assert "facts-due-not-date" in found({"due": "明年年底"})
    assert "facts-due-not-date" not in found({"due": "2027年年底"})
