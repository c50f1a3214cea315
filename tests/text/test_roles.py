import pytest

from assistant.text.quantities import meets, target_of, to_number
from assistant.text.roles import departments_in, is_generic, is_person


def test_departments_are_found_whole_and_generic_ones_left_out():
    assert departments_in("由质量管理部会同各部门、信息化管理中心实施") == ["质量管理部", "信息化管理中心"]
    assert departments_in("总经理办公室") == ["总经理办公室"]
    assert is_generic("指标责任科室")


@pytest.mark.parametrize("name", ["方晓东", "欧阳明", "李四", "余佳慧"])
def test_names_of_persons_are_known(name: str):
    assert is_person(name)


@pytest.mark.parametrize("word", ["安全", "时机", "终端数", "企管部", "任职起始", "数据"])
def test_other_words_are_no_names(word: str):
    assert not is_person(word)


def test_a_target_carries_its_comparison():
    target = target_of("不低于98.5％")
    assert target is not None
    assert (target.value, target.comparison, target.unit) == (98.5, "ge", "%")
    assert meets(98.4, target) is False
    assert to_number("1,200件") == 1200
