"""Fact tables as people write them."""

from datetime import date

import pytest

from assistant.adapters.facts_schema import facts_schema, write_example
from assistant.adapters.facts_text import parse_yaml_text
from assistant.adapters.facts_yaml import load_facts, parse_facts
from assistant.domain.errors import InputError

CORPUS_FACTS = __import__("pathlib").Path(__file__).resolve().parents[2] / "corpus" / "facts"


def read(text):
    return parse_facts(parse_yaml_text(text))


def test_strings_and_mappings_are_both_items_and_lists_may_stand_on_one_line():
    table = read("products: 泵、阀\nsites: [{name: 东厂, headcount: 120}, 西厂]\ntop_management: 李原（总经理）\n")
    assert [product.name for product in table.products] == ["泵", "阀"]
    assert [site.name for site in table.sites] == ["东厂", "西厂"]
    assert (table.top_management.name, table.top_management.title) == ("李原", "总经理")


@pytest.mark.parametrize("written", ["总经理 李原", "李原，总经理", "李原 总经理"])
def test_a_person_is_read_from_any_order(written):
    person = read(f"top_management: {written}").top_management
    assert (person.name, person.title) == ("李原", "总经理")


def test_numbers_keep_what_was_written_and_may_carry_units():
    goal = read("goals: [{name: 合格率, baseline: 97.50, target: ≥98.5％, due: 2027年6月底}]").goals[0]
    assert (goal.baseline, goal.baseline_text, goal.target) == (97.5, "97.50", 98.5)
    assert goal.due == date(2027, 6, 30)


def test_a_day_that_does_not_exist_is_text_and_no_crash():
    assert read("goals: [{name: 周期, due: 2026-02-30}]").goals[0].due_text == "2026-02-30"


def test_a_key_given_twice_is_kept_with_both_values():
    table = read(
        "name: 甲\nname: 乙\ngoals:\n  - name: 周期\n    baseline: 3\n    baseline: 4\n"
        "    deadline: 2027-01-01\n    due: 2027-02-01\n"
    )
    assert table.conflicts == (("name", "甲、乙"),)
    assert table.goals[0].duplicates == ("baseline：3、4", "due：2027-01-01、2027-02-01")


def test_slips_of_the_pen_are_mended():
    table = read("name：甲公司\ngoals:\n  - {name: 合格率, target: 95, unit: %}\n")
    assert table.name == "甲公司"
    assert table.goals[0].unit == "%"


def test_stages_are_read_from_pairs_sentences_and_mappings():
    for written in ("{2026-06-30: 42}", "['2026年6月30日前：42 天']", "[{date: 2026-06-30, target: 42}]"):
        stage = read(f"goals: [{{name: 周期, stages: {written}}}]").goals[0].stages[0]
        assert (stage.due, stage.value) == (date(2026, 6, 30), 42)


def test_a_nested_baseline_is_spread():
    goal = read("goals: [{name: 周期, baseline: {value: 9, date: 2026-01-31, source: 台账}}]").goals[0]
    assert (goal.baseline, goal.baseline_on, goal.baseline_source) == (9, date(2026, 1, 31), "台账")


def test_empty_values_are_missing():
    table = read("name:\npolicy: ~\ngoals:\nstrengths: []\nmanagement_representative: {name: }\n")
    assert (table.name, table.policy, table.goals, table.strengths, table.management_representative) == (
        None,
        None,
        (),
        (),
        None,
    )


@pytest.mark.parametrize("text", ["- 甲\n- 乙\n", "name: [甲\n"])
def test_what_is_no_table_is_refused_in_one_clear_line(text):
    with pytest.raises(InputError, match="处理办法"):
        read(text)


def test_aliases_cannot_blow_the_table_up():
    bomb = "a: &a [1,1]\n" + "".join(f"k{at}: *a\n" for at in range(80))
    with pytest.raises(InputError):
        read(bomb)


def test_gbk_files_are_read(tmp_path):
    file = tmp_path / "facts.yaml"
    file.write_bytes("name: 云山机电有限公司\nindustry: 通用设备制造业\n".encode("gb18030"))
    assert load_facts(file).name == "云山机电有限公司"


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(InputError, match="facts init"):
        load_facts(tmp_path / "none.yaml")


def test_the_example_is_an_empty_table_and_fits_the_published_schema(tmp_path):
    import json

    import jsonschema

    table, schema = write_example(CORPUS_FACTS / "example.yaml", tmp_path / "facts.yaml")
    assert load_facts(table).unknown == ()
    assert json.loads(schema.read_text(encoding="utf-8")) == facts_schema()
    assert json.loads((CORPUS_FACTS / "facts.schema.json").read_text(encoding="utf-8")) == facts_schema()
    jsonschema.Draft202012Validator.check_schema(facts_schema())
    jsonschema.validate(
        {"name": "甲", "goals": [{"name": "周期", "target": 3}], "sites": ["东厂"], "其他": 1}, facts_schema()
    )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"goals": 3}, facts_schema())
    with pytest.raises(InputError, match="没有覆盖"):
        write_example(CORPUS_FACTS / "example.yaml", table)


def test_lists_written_as_mappings_are_read_by_key():
    table = read(
        "goals: {G1: {name: 交付周期, target: 20}, 合格率: {target: 98}}\ndepartments: {信息部: 王工, 生产部: }\n"
    )
    assert [(goal.id, goal.name) for goal in table.goals] == [("G1", "交付周期"), (None, "合格率")]
    assert [department.name for department in table.departments] == ["信息部", "生产部"]
    assert read("top_management: {总经理: 李原}").top_management.title == "总经理"
