"""Confirmed proposals in the fact table."""

from assistant.drafting.accepting import accepted
from assistant.drafting.proposals import Proposal


def proposal(path, value, goal=""):
    return Proposal(path=path, value=value, file="手册.docx", locator="1", quote=value, goal=goal)


def test_an_open_fact_is_filled_and_a_known_one_is_not_overwritten():
    table = {"name": "甲公司", "industry": None}
    made = accepted(table, [proposal("name", "乙公司"), proposal("industry", "泵业")])
    assert made == {"name": "甲公司", "industry": "泵业"}
    assert table["industry"] is None


def test_a_list_gets_what_it_does_not_have_yet():
    table = {"departments": ["信息部", {"name": "质量部", "head": "王敏"}]}
    made = accepted(table, [proposal("departments", "质量 部"), proposal("departments", "设备部")])
    assert made["departments"] == ["信息部", {"name": "质量部", "head": "王敏"}, "设备部"]


def test_slots_of_a_goal_go_to_the_goal_of_that_name_or_a_new_one_with_a_free_id():
    table = {"goals": [{"id": "G1", "name": "准时交付率", "target": "95%"}]}
    chosen = [
        proposal("goals.name", "准时交付率", "准时交付率"), proposal("goals.target", "90%", "准时交付率"),
        proposal("goals.baseline", "82%", "准时交付率"), proposal("goals.target", "36天", "交付周期"),
    ]  # fmt: skip
    assert accepted(table, chosen)["goals"] == [
        {"id": "G1", "name": "准时交付率", "target": "95%", "baseline": "82%"},
        {"id": "G2", "name": "交付周期", "target": "36天"},
    ]
