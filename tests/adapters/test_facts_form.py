"""The fact table as a form: what is shown, and what putting changes back leaves untouched."""

import pytest

from assistant.adapters.facts_form import (
    form_fields,
    keys_given_twice,
    lines_shown,
    rows_shown,
    table_text,
    with_rows,
    with_text,
)
from assistant.adapters.facts_text import parse_yaml_text
from assistant.adapters.facts_yaml import parse_facts

FIELDS = form_fields()
WRITTEN = """name: 某泵业有限公司
products: 离心泵、齿轮泵
departments:
  - 信息部
  - {name: 质量部, head: 王敏}
top_management: {name: 李原, title: 总经理}
own_key: 自己加的一项
goals:
  - {id: G1, name: 准时交付率, baseline: 82%, target: 95%, due_date: 2026年底, note: 董事会定的,
     stages: [{due: 2026-06, value: 88%}, 2026-09：92%]}
  - 一次合格率
"""


@pytest.fixture
def raw():
    return parse_yaml_text(WRITTEN, "facts.yaml")


def test_fields_come_from_the_schema_with_chinese_labels():
    assert FIELDS["goals"].kind == "rows"
    assert ("due", "完成期限") in FIELDS["goals"].columns
    assert {FIELDS[key].kind for key in ("products", "departments", "aliases")} == {"lines"}
    assert FIELDS["management_representative"].kind == "person"
    assert all(any("\u4e00" <= c <= "\u9fff" for c in field.label) for field in FIELDS.values())


def test_texts_lists_people_and_goals_are_shown_as_a_person_reads_them(raw):
    assert lines_shown(raw, FIELDS["products"]) == "离心泵\n齿轮泵"
    assert lines_shown(raw, FIELDS["departments"]) == "信息部\n质量部（负责人：王敏）"
    assert lines_shown(raw, FIELDS["top_management"]) == "总经理 李原"
    first, second = rows_shown(raw, FIELDS["goals"])
    assert (first["due"], first["stages"]) == ("2026年底", "2026-06：88%；2026-09：92%")
    assert second == {"name": "一次合格率"}


def test_what_was_not_changed_stays_as_it_was_written(raw):
    table = raw
    for field in FIELDS.values():
        if field.kind == "rows":
            table = with_rows(table, field, rows_shown(table, field))
        else:
            table = with_text(table, field, lines_shown(table, field))
    assert table == raw


def test_a_changed_goal_keeps_its_other_keys_and_its_stages_can_be_read(raw):
    rows = rows_shown(raw, FIELDS["goals"])
    rows[0] = {**rows[0], "target": "96%"}
    facts = parse_facts(parse_yaml_text(table_text(with_rows(raw, FIELDS["goals"], [*rows, {"name": " "}])), "x"))
    assert [goal.name for goal in facts.goals] == ["准时交付率", "一次合格率"]
    assert (facts.goals[0].target, facts.goals[0].baseline_text) == (96, "82%")
    assert [stage.value for stage in facts.goals[0].stages] == [88, 92]
    assert dict(facts.unknown)["goals[G1].note"] == "董事会定的"
    assert dict(facts.unknown)["own_key"] == "自己加的一项"


def test_a_line_taken_out_or_added_leaves_the_others_with_their_details(raw):
    table = with_text(raw, FIELDS["departments"], "质量部（负责人：王敏）\n设备部\n")
    assert table["departments"] == [{"name": "质量部", "head": "王敏"}, "设备部"]
    assert with_text(raw, FIELDS["name"], "  ")["name"] is None


def test_keys_given_twice_are_named_so_that_no_contradiction_is_lost():
    twice = parse_yaml_text("name: 甲\nname: 乙\ngoals:\n  - {name: 目标, target: 1, target: 2}\n", "x")
    assert keys_given_twice(twice) == ["name", "target"]
