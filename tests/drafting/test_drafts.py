"""What holds for every kind of draft and every enterprise."""

import re

import pytest

from assistant.domain.errors import InputError
from assistant.drafting.compose import composer_names
from assistant.drafting.numbers import foreign_numbers
from assistant.drafting.suspicion import cleansed
from assistant.text.normalize import fold_text
from assistant.workflows.draft import draft
from evals.drafting.drafts import relevant, text_of, used

from .drafting_data import deps, drafted, kinds, made, tables, text

NAMES = ("rich", "sparse", "contradictory", "hostile")
CONTRACT = {
    "policy",
    "advantages",
    "capabilities",
    "goals",
    "plan",
    "manual",
    "audit_plan",
    "audit_checklist",
    "review_agenda",
    "training_plan",
    "survey",
    "diagnosis",
    "corrective_action",
    "appointment",
    "launch",
}
HAPPENED = re.compile(
    r"已于|于\d{4}年[^。]{0,12}召开|会议(?:认为|一致|通过)|经评审[，,]?(?:认为|合格|通过了)|(?:审核|评审|验证)(?:结论|结果)(?:为|是)[：:]?"
    r"(?!【)|均已(?:关闭|完成)|未发现不符合|签字[：:](?!【待填写】)|(?:批准|发布|生效|审核|签署)日期[：:](?!【待填写】)"
)
GOAL = {
    "id": "G1",
    "name": "订单交付周期",
    "unit": "天",
    "direction": "缩短",
    "baseline": "30",
    "target": "20",
    "due": "2027-06-30",
}


def test_every_kind_of_the_contract_and_every_procedure_of_the_list_can_be_drafted():
    procedures = {entry.name for entry in deps().material.subjects["procedures"].entries if entry.id != "manual"}
    assert set(kinds()) == CONTRACT | {f"procedure:{name}" for name in procedures}


@pytest.mark.parametrize("name", NAMES)
def test_no_number_stands_in_a_draft_that_the_facts_do_not_know(name):
    clean, _ = cleansed(tables()[name], deps().orders)
    found = {kind: foreign_numbers(text(name, kind), clean) for kind in kinds()}
    assert {kind: numbers for kind, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_as_if_it_had_happened(name):
    found = {kind: match[0] for kind in kinds() if (match := HAPPENED.search(text(name, kind)))}
    assert found == {}


@pytest.mark.parametrize("name", NAMES)
def test_facts_that_matter_to_a_kind_are_used(name):
    clean, _ = cleansed(tables()[name], deps().orders)
    wanted = [(kind, path, value) for kind in kinds() for path, value in relevant(made(name, kind), clean, deps())]
    missed = [(kind, path) for kind, path, value in wanted if not used(value, text(name, kind))]
    assert len(missed) <= 0.05 * len(wanted), missed


@pytest.mark.parametrize("name", NAMES)
def test_sections_carry_clauses_and_open_points_stand_in_their_text(name):
    for kind in kinds():
        sections = made(name, kind).sections
        assert sections
        assert all(point in section.text for section in sections for point in section.open_points)
        assert sum(bool(section.clauses) for section in sections) >= len(sections) - 3


def test_clause_numbers_of_low_confidence_are_marked():
    goals = made("rich", "goals")
    clauses = {clause for section in goals.sections for clause in section.clauses}
    assert "6.2（待核对）" in clauses
    assert "5.2" in clauses


def test_facts_used_are_paths_into_the_table():
    used_paths = {path for section in made("rich", "goals").sections for path in section.facts_used}
    assert {"goals[G1].target", "goals[G2].baseline", "strategy", "top_management"} <= used_paths


def test_a_complete_table_gives_goals_and_a_policy_that_are_ready_and_without_errors():
    for kind in ("policy", "goals"):
        draft_made = made("rich", kind)
        assert draft_made.status == "ready"
        assert [v for v in draft_made.violations if v.severity == "error"] == []


def test_missing_facts_are_open_points_that_say_how_to_get_them():
    goals = drafted("goals", name="禾屿机电有限公司", goals=[{**GOAL, "target": None}])
    points = [point for section in goals.sections for point in section.open_points]
    assert any("“订单交付周期”的目标值" in point and "怎样取得" in point for point in points)
    assert goals.status == "incomplete"


def test_contradictory_facts_block_every_kind():
    assert {made("contradictory", kind).status for kind in kinds()} == {"blocked"}


@pytest.mark.parametrize("kind", ["policy", "goals", "plan", "manual", "launch"])
def test_an_order_hidden_in_a_fact_is_neither_obeyed_nor_copied_but_reported(kind):
    hostile = made("hostile", kind)
    _, suspicions = cleansed(tables()["hostile"], deps().orders)
    body = fold_text(text_of(hostile))
    assert len(suspicions) == 6
    assert not [item.quote for item in suspicions if fold_text(item.quote) in body]
    assert sum(v.rule == "facts-suspected-order" for v in hostile.violations) == 6
    assert "待补充" in text("hostile", "goals")


def test_a_benchmark_never_fills_an_empty_baseline():
    table = {"competitors_benchmarks": [{"name": "杉川", "indicator": "订单交付周期", "value": "12", "unit": "天"}]}
    goals = drafted("goals", goals=[{**GOAL, "baseline": None}], **table)
    assert "12" not in text_of(goals)
    assert "的基线（怎样取得" in text_of(goals)


def test_drafts_of_two_enterprises_differ_in_more_than_names():
    one, other = text("rich", "capabilities"), text("hostile", "capabilities")
    assert "打样" in one
    assert "打样" not in other
    assert "换线" in other
    assert "换线" not in one


def test_departments_get_the_roles_their_names_suggest():
    duties = text("rich", "training_plan")
    assert "| 设备动力部 | " in duties
    assert "由人力资源部归口" in duties


def test_an_audit_checklist_covers_every_clause_and_every_department():
    checklist = text("rich", "audit_checklist")
    leaves = [item for item in deps().material.framework.requirements if item.obligations]
    assert all(f"第 {item.number} 条" in checklist for item in leaves)
    assert all(f"**{department.name}**" in checklist for department in tables()["rich"].departments)


def test_the_matrix_of_duties_names_one_in_charge_for_every_clause():
    rows = [
        line for line in text("rich", "manual").splitlines() if line.startswith("| 第") and ("△" in line or "▲" in line)
    ]
    assert len(rows) == sum(bool(item.obligations) for item in deps().material.framework.requirements)
    assert all(row.count("▲") == 1 for row in rows)


def test_procedures_are_found_by_loose_names_and_full_width_colons():
    for name, title in (
        ("内部审核", "内部审核控制程序"),
        ("培训管理程序", "人才保障控制程序"),
        ("数据管理", "数据开发利用控制程序"),
    ):
        assert draft(f"procedure：{name}", tables()["rich"], deps()).title.endswith(title)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(InputError, match="audit_checklist"):
        drafted("novel")
    with pytest.raises(InputError, match="procedure:内部审核控制程序"):
        drafted("procedure:捕鱼")


def test_templates_use_only_composers_that_exist():
    uses = {
        part.use.partition(":")[0]
        for template in deps().material.templates.values()
        for section in template.sections
        for part in section.parts
        if part.use
    }
    assert uses <= composer_names()
    assert uses == composer_names()


def test_an_empty_table_still_gives_every_draft():
    for kind in kinds():
        empty = drafted(kind)
        assert empty.sections
        assert foreign_numbers(text_of(empty), tables()["sparse"].model_copy(update={"goals": ()})) == []


def test_markup_in_facts_does_not_break_tables():
    rows = [line for line in text("hostile", "plan").splitlines() if line.startswith("|")]
    assert rows
    assert all(line.endswith("|") for line in rows)
    assert "涂料助剂 | 定制配方" not in text("hostile", "policy")


@pytest.mark.parametrize("kind", ["manual", "audit_checklist"])
def test_manual_and_checklist_speak_of_the_systems_and_processes_of_the_enterprise(kind):
    written = text("rich", kind)
    assert sum(f"“{process.name}”" in written for process in tables()["rich"].processes) > 3
    assert "“MES”" in written


def test_findings_do_not_repeat_open_points():
    goals = drafted("goals", name="云山机电有限公司", goals=[{"name": "一次合格率", "target": 96, "unit": "%"}])
    assert any("责任人" in point for section in goals.sections for point in section.open_points)
    assert "goal-needs-owner" not in {violation.rule for violation in goals.violations}
