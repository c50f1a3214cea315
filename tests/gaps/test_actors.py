"""Who acts, and who is reached: sentences whose verb tells nothing, former names, whole departments."""

import pytest

from assistant.domain.facts import Alias, Department, Prescription, Source
from assistant.facts.duty_actors import with_registered
from assistant.gaps.training_kinds import listed_kinds

PLACE = Source(file="办法.docx", quote="信息科 | 系统运行", rule="organisation/1")
KNOWN = [Department(name="信息科", source=PLACE), Department(name="财务部", source=PLACE)]


def duty(text: str, rule: str = "sentence/1") -> Prescription:
    source = Source(file="办法.docx", quote=text, rule=rule)
    return Prescription(id="x#1", source=source, paper="办法.docx", action=text, modality="imperative")


@pytest.mark.parametrize(
    "text",
    [
        "内审半年搞一次，信息科挑头。",
        "巡检周期为每月一次，责任岗位为信息科系统工程师。",
        "系统工程师（信息科）每月至少巡检机房一次。",
    ],
)
def test_the_one_registered_department_that_is_subject_acts(text: str):
    assert with_registered([duty(text)], KNOWN)[0].actors == ("信息科",)


@pytest.mark.parametrize(
    "text", ["每月将数据报财务部。", "每月向信息科反馈一次。", "信息科和财务部每月对账一次。", "信息科的设备每月盘点。"]
)
def test_who_receives_or_shares_is_no_actor(text: str):
    assert with_registered([duty(text)], KNOWN)[0].actors == ()


def test_lists_of_forms_tell_who_keeps_them_and_not_who_acts():
    assert with_registered([duty("JL-03 | 巡检记录 | 信息科", "table-row/1")], KNOWN)[0].actors == ()


def test_a_former_name_of_a_department_acts_too():
    former = Alias(kind="department", name="信息科", other="电脑室", source=PLACE)
    assert with_registered([duty("每月电脑室都要巡检机房。")], KNOWN, [former])[0].actors == ("电脑室",)


@pytest.mark.parametrize(
    "text",
    [
        "一年里这几样培训都要办：宣贯、标准解读、贯标实施、内审员，一样不能少。",
        "培训内容每年应涵盖：a) 宣贯；b) 标准解读；c) 贯标实施；d) 内审员。",
        "2 | 年度培训内容：宣贯、标准解读、贯标实施、内审员 | 人事科 | 当年",
    ],
)
def test_kinds_of_training_are_read_from_any_list_of_them(text: str):
    assert listed_kinds(text) == ["宣贯", "标准解读", "贯标实施", "内审员"]


def test_a_list_of_other_things_lists_no_kinds_of_training():
    assert listed_kinds("每年的培训台账应写明日期、地点、讲师、人数。") == []
