"""Drafts from fact tables that other hands would write: a hospital, a mine, a workshop, misspelt, contradictory."""

import re
from functools import lru_cache

import pytest

from assistant.drafting.numbers import foreign_numbers
from assistant.drafting.suspicion import cleansed
from assistant.text.normalize import fold_text
from assistant.workflows.draft import draft
from evals.drafting.drafts import enterprises, relevant, text_of, used

from .drafting_data import deps, drafted, kinds
from .test_drafts import HAPPENED

pytestmark = pytest.mark.slow  # every kind of paper for every hand

HANDS = enterprises("hands")
JOINS = re.compile(r"。。|，。|、。|；。|。；|，，|、、|；；|：：|：。|的的|到降到|到提高|“”|从取|。？|“【")


@lru_cache(maxsize=512)
def text(name, kind):
    return text_of(draft(kind, HANDS[name], deps()))


@pytest.mark.parametrize("name", HANDS)
def test_every_kind_uses_the_facts_invents_no_number_and_tells_nothing_as_done(name):
    clean, suspicions = cleansed(HANDS[name], deps().orders)
    wanted = missed = 0
    for kind in kinds():
        made, written = draft(kind, HANDS[name], deps()), text(name, kind)
        assert foreign_numbers(written, clean) == []
        assert HAPPENED.search(written) is None
        assert not [item.quote for item in suspicions if fold_text(item.quote) in fold_text(written)]
        facts = list(relevant(made, clean, deps()))
        wanted += len(facts)
        missed += sum(not used(value, written) for _, value in facts)
    assert missed <= 0.05 * wanted


@pytest.mark.parametrize("name", HANDS)
def test_facts_join_the_sentences_they_are_put_into(name):
    found = {kind: match[0] for kind in kinds() if (match := JOINS.search(text(name, kind)))}
    assert found == {}


def test_an_enterprise_is_called_what_it_is():
    hospital = "\n".join(text("hospital", kind) for kind in kinds())
    assert "公司" not in hospital.replace("分子公司清单", "")
    assert "本院" in hospital
    assert "本厂" in text("workshop", "procedure:文件控制程序")
    assert "公司" in text("mine", "policy")


def test_what_belongs_to_factories_is_not_asked_of_a_hospital_or_a_software_firm():
    for name in ("hospital", "software"):
        for kind in kinds():
            assert not re.search(r"工控|排产|投料|车间|批次或序列码|物料清单", text(name, kind)), kind
    assert "工控" in text("mine", "procedure:信息安全管理程序")


def test_a_target_with_its_own_verb_is_not_given_another():
    assert "由 8.7天（2025年全年）降到7.5天以内" in text("hospital", "goals")
    goals = drafted(
        "goals", name="甲公司", goals=[{"name": "周期", "direction": "缩短", "baseline": "9 天", "target": "6 天"}]
    )
    assert "由 9 天缩短到 6 天" in text_of(goals)


def test_steps_of_a_procedure_name_the_owner_cadence_source_and_formula_of_a_goal():
    written = text("software", "procedure:监视与测量控制程序")
    row = next(line for line in written.splitlines() if "统计“项目平均交付周期”" in line and line.startswith("| "))
    assert all(word in row for word in ("交付中心总监", "每季度", "禅道", "验收项目数"))
    unknown = next(line for line in written.splitlines() if "统计“远程解决率”" in line and line.startswith("| "))
    assert "的数据来源（怎样取得" in unknown


def test_without_goals_the_general_step_stands():
    written = text_of(drafted("procedure:监视与测量控制程序", name="甲公司"))
    assert "| 目标责任人 | 按规定频次 |" in written


def test_systems_of_one_class_share_a_row_and_others_do_not():
    written = text("hospital", "procedure:信息安全管理程序")
    assert "| HIS、互联网医院平台 |" in written
    assert "| LIS |" in written


def test_two_enterprises_procedures_differ_in_their_steps():
    one, other = (text(name, "procedure:技术实现控制程序") for name in ("hospital", "mine"))
    assert "人员和资源忙闲可视" in one
    assert "人员和资源忙闲可视" not in other


def test_few_people_do_it_another_way():
    small, large = (text(name, "procedure:内部审核控制程序") for name in ("workshop", "mine"))
    assert "人手不够的请外部人员" in small
    assert "人手不够的请外部人员" not in large


def test_an_approximate_headcount_stays_approximate():
    assert "员工 约2300 人" in text("mine", "manual") or "员工约2300 人" in text("mine", "manual")
    assert "四十来人" in text("workshop", "manual")
