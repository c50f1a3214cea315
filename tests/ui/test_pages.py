"""The pages beyond chat on a real data folder, driven by Streamlit's own tester."""

import sys
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).resolve().parents[2] / "app.py")
PROCEDURE = """内部审核程序

1 目的

规范内部审核。

2 要求

办公室每半年至少组织一次内部审核，保存《内部审核报告》。
"""
pytestmark = pytest.mark.slow


@pytest.fixture
def page(home, models_dir, monkeypatch):
    """``page("library")`` opens that page of a fresh session on one data folder."""
    monkeypatch.setenv("GUANBIAO_MODELS", str(models_dir))
    monkeypatch.setattr(sys, "argv", [APP, "--home", str(home)])

    def opened(module, workspace=None):
        test = AppTest.from_string(f"from assistant.ui import {module}\n{module}.page()", default_timeout=90)
        if workspace:
            test.query_params["w"] = workspace
        return test.run()

    return opened


def words(test):
    kinds = ("markdown", "caption", "text", "html", "error", "warning", "info", "success")
    return "\n".join(str(item.proto.body) for kind in kinds for item in test.get(kind))


def until(test, done):
    for _ in range(200):
        if done(test):
            assert not test.exception
            return test
        time.sleep(0.2)
        test.run()
    raise AssertionError("没有等到：" + words(test)[-500:])


def taken_in(test, *files):
    test.file_uploader[0].set_value([(name, text.encode(), "text/plain") for name, text in files]).run()
    test.button(key="take_in").click().run()
    return until(test, lambda t: "读入结果" in words(t))


def test_an_empty_library_says_what_to_do(page):
    test = page("library")
    assert not test.exception
    assert "这里还没有文件" in words(test)
    assert test.button(key="take_in").disabled


def test_uploaded_files_are_kept_on_disk_read_and_listed(page, home):
    test = taken_in(page("library"), ("内部审核程序.txt", PROCEDURE), ("空.txt", ""))
    assert "1 份可用，1 份失败" in words(test)
    result, listed = test.dataframe[0].value, test.dataframe[1].value
    assert sorted(result["结果"]) == ["失败", "新增"]
    assert list(listed["题名"]) == ["内部审核程序"]
    assert [path.read_text(encoding="utf-8") for path in home.glob("uploads/*/内部审核程序.txt")] == [PROCEDURE]


def test_a_file_of_one_workspace_is_not_listed_in_another(page):
    taken_in(page("library", "甲公司"), ("内部审核程序.txt", PROCEDURE))
    assert "共 1 份" in words(page("library", "甲公司"))
    assert "这里还没有文件" in words(page("library", "乙公司"))
    assert "共" not in words(page("library", "library"))  # the built-in library is nobody's workspace


def test_a_clause_is_found_by_number_and_doubtful_numbers_are_marked(page):
    test = page("clauses")
    assert any("待核对" in option for option in test.radio[0].options)
    test.text_input(key="find_clause").set_value("4.2").run()
    assert len(test.radio[0].options) == 1
    assert "4\\.2" in test.radio[0].options[0]
    assert "审核时会问" in words(test)


def test_a_clause_nobody_has_is_said_not_to_exist(page):
    test = page("clauses")
    test.text_input(key="find_clause").set_value("99.9").run()
    assert not test.exception
    assert "没有找到这样的条款" in words(test)


def test_markup_in_a_checked_paper_stays_text(page):
    test = page("checking")
    test.selectbox(key="check_kind").set_value("procedure")
    test.text_area(key="check_text").set_value("1 目的\n\n`<img src=x onerror=alert(1)>`有关部门应及时处理。").run()
    shown = "".join(item.proto.body for item in test.get("html"))
    assert "<img" not in shown
    assert "&lt;img src=x" in shown
    assert "<mark" in shown


def test_a_checked_paper_gets_a_verdict(page):
    test = page("checking")
    test.selectbox(key="check_kind").set_value("policy")
    test.text_area(key="check_text").set_value("# 方针\n\n加强管理，力争一流。").run()
    assert test.metric[0].value == "不通过"
    assert int(test.metric[1].value) > 0


CONTRADICTION = """name: 某泵业有限公司
goals:
  - {id: G1, name: 订单准时交付率, direction: 提高, baseline: 82%, target: 78%}
"""


def test_contradicting_facts_are_named_first_and_block_the_draft(page):
    test = page("drafting")
    assert "先在“一、事实表”中保存" in words(test)
    test.text_area(key="facts_text").set_value(CONTRADICTION).run()
    next(button for button in test.button if button.label == "保存并检查").click().run()
    assert "矛盾" in test.error[0].value
    test.selectbox(key="draft_kind").set_value("goals").run()
    test.button(key="draft_go").click().run()
    assert any("不能使用" in error.value for error in test.error)


def test_facts_of_one_workspace_do_not_show_in_another(page):
    first = page("drafting", "甲公司")
    first.text_area(key="facts_text").set_value("name: 甲公司的秘密\n").run()
    next(button for button in first.button if button.label == "保存并检查").click().run()
    assert "甲公司的秘密" in page("drafting", "甲公司").text_area(key="facts_text").value
    assert "甲公司的秘密" not in page("drafting", "乙公司").text_area(key="facts_text").value


def test_a_draft_names_its_open_points(page):
    test = page("drafting")
    test.text_area(key="facts_text").set_value("name: 某泵业有限公司\n").run()
    next(button for button in test.button if button.label == "保存并检查").click().run()
    test.selectbox(key="draft_kind").set_value("policy").run()
    test.button(key="draft_go").click().run()
    assert not test.exception
    assert "某泵业有限公司两化融合方针" in words(test)
    assert "待补充" in words(test)


def test_gaps_of_uploaded_files_are_kept_over_a_new_session(page):
    record = "内部审核报告\n\n审核日期：2025年3月10日\n\n审核结论：体系运行有效。\n"
    test = page("gaps")
    files = (("内部审核程序.txt", PROCEDURE), ("内部审核报告.txt", record))
    test.segmented_control(key="gap_source").set_value("upload").run()
    test.file_uploader[0].set_value([(name, text.encode(), "text/plain") for name, text in files]).run()
    test.button(key="gap_go").click().run()
    until(test, lambda t: len(t.metric) > 0)
    assert test.metric[0].label == "按期执行率"
    fresh = page("gaps")
    assert fresh.metric[0].value == test.metric[0].value
    assert not page("gaps", "另一家").metric


def test_quality_and_administration_say_how_things_are(page):
    quality = page("quality")
    assert "还没有成绩" in words(quality)
    assert "没有待复查的回答" in words(quality)
    admin = page("admin")
    assert "一切正常" in words(admin)
    assert admin.button(key="try_model").disabled


def test_what_a_person_made_of_a_finding_is_kept_and_filtered(page):
    test = page("gaps")
    rule = "管理评审程序\n\n1 要求\n\n1.1 管理评审每年至少一次。\n1.2 有关部门应及时、适当处理发现的问题。\n"
    files = (("管理评审程序.txt", rule), ("内部审核程序.txt", PROCEDURE))
    test.segmented_control(key="gap_source").set_value("upload").run()
    test.file_uploader[0].set_value([(name, text.encode(), "text/plain") for name, text in files]).run()
    test.button(key="gap_go").click().run()
    until(test, lambda t: len(t.metric) > 0)
    form = next(box for box in test.selectbox if box.label == "核实结果")
    form.set_value("confirmed")
    next(field for field in test.text_input if field.label == "说明与依据").set_value("已与办公室核对")
    next(button for button in test.button if button.label == "保存").click().run()
    fresh = page("gaps")
    assert "确认是差距" in "".join(box.label for box in fresh.expander)
    assert "已与办公室核对" in [field.value for field in fresh.text_input]
    before = len([box for box in fresh.expander if "badge[" in box.label])
    next(box for box in fresh.multiselect if box.label == "核实结果").set_value(["confirmed"]).run()
    assert len([box for box in fresh.expander if "badge[" in box.label]) == 1
    assert before >= 1
