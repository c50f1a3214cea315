"""The pages beyond chat on a real data folder, driven by Streamlit's own tester."""

import json
import re
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


ONE = """from assistant.ui import document
from assistant.ui.session import assistant, workspace
from assistant.ui.uploads import taking_in
taking_in(first=False)
document.show(assistant().documents(workspace())[0][0])
"""


def test_a_correction_outlives_the_replacement_of_the_file_and_is_shown_to_be_looked_at(page):
    taken_in(page("library"), ("内部审核程序.txt", PROCEDURE))
    test = AppTest.from_string(ONE, default_timeout=90).run()
    field(test, "题名").set_value("内审管理办法")
    field(test, "种类", "selectbox").set_value("work_instruction")
    field(test, "版本").set_value("B/2")
    next(button for button in test.button if button.label == "保存更正").click().run()
    assert not test.exception
    replace = next(box for box in test.file_uploader if box.key.startswith("replace-"))
    replace.set_value([("随便.txt", PROCEDURE.replace("半年", "季度").encode(), "text/plain")]).run()
    next(button for button in test.button if button.label == "替换").click().run()
    until(test, lambda t: "读入结果" in words(t))
    test.run()
    shown = words(test).replace("\\", "")
    assert "沿用以前更正的题名、种类；版本按新文件读出，请核对" in shown
    assert "版本：未识别（上一版：B/2）" in shown
    assert field(test, "题名").value == "内审管理办法"
    assert field(test, "种类", "selectbox").value == "work_instruction"
    next(button for button in test.button if button.label == "核对无误").click().run()
    assert "沿用以前更正的" not in words(AppTest.from_string(ONE, default_timeout=90).run())


def test_files_are_looked_at_before_anything_is_taken_in(page):
    test = page("library")
    test.file_uploader[0].set_value([("内部审核程序.txt", PROCEDURE.encode(), "text/plain")]).run()
    test.toggle(key="look_first").set_value(True).run()
    assert not test.exception
    assert "识别出 2 个章节" in words(test)
    assert "每半年至少组织一次" in words(test)
    assert "这里还没有文件" in words(page("library"))


def test_a_library_is_held_against_the_documents_that_are_expected(page):
    test = taken_in(page("library"), ("内部审核程序.txt", PROCEDURE))
    table = next(frame.value for frame in test.dataframe if "应有文件" in frame.value)
    state = dict(zip(table["应有文件"], table["状态"], strict=True))
    assert state["内部审核控制程序"] == "有同名文件"
    assert state["管理评审控制程序"] == "没有找到"


def test_the_content_of_own_files_is_searched_and_opened_at_the_place(page):
    test = taken_in(page("library"), ("内部审核程序.txt", PROCEDURE))
    test.text_input(key="find_inside").set_value("内部审核多久一次").run()
    next(button for button in test.button if button.label == "原文").click().run()
    assert not test.exception
    assert "<mark>" in "".join(item.proto.body for item in test.get("html"))


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
    assert "不足为凭" in words(test)  # a dozen words are no policy


def test_a_paper_with_warnings_only_is_not_called_good(page):
    test = page("checking")
    test.selectbox(key="check_kind").set_value("procedure")
    test.text_area(key="check_text").set_value("not a docx").run()
    assert [metric.value for metric in test.metric[:2]] == ["仅有警告", "0"]
    assert int(test.metric[2].value) > 0


def test_a_stored_file_is_checked_without_uploading_it_again(page):
    taken_in(page("library"), ("内部审核程序.txt", PROCEDURE))
    test = page("checking")
    test.selectbox(key="check_kind").set_value("procedure")
    test.selectbox(key="check_stored").select_index(0).run()
    assert not test.exception
    assert test.metric[0].label == "结论"
    assert "每半年至少组织一次" in words(test)


def test_documents_and_records_that_touch_a_clause_stand_apart(page):
    taken_in(page("library"), ("内部审核程序.txt", PROCEDURE))
    test = page("clauses")
    test.text_input(key="find_clause").set_value("内部审核").run()
    assert "**文件**　1 份" in words(test)
    assert "没有找到相应的记录" in words(test)


CONTRADICTION = """name: 某泵业有限公司
goals:
  - {id: G1, name: 订单准时交付率, direction: 提高, baseline: 82%, target: 78%}
"""


def drafts(test):
    """The second tab opened."""
    test.session_state["draft_tabs"] = "二、草案"
    return test.run()


def saved(test, table):
    test.text_area(key="facts_text").set_value(table).run()
    return test.button(key="save_text").click().run()


def test_contradicting_facts_are_named_first_and_block_the_draft(page):
    test = drafts(page("drafting"))
    assert "先在“一、事实表”中保存" in words(test)
    saved(test, CONTRADICTION)
    assert "矛盾" in test.error[0].value
    test.selectbox(key="draft_kind").set_value("goals").run()
    test.button(key="draft_go").click().run()
    assert any("不能使用" in error.value for error in test.error)


def test_facts_of_one_workspace_do_not_show_in_another(page):
    first = page("drafting", "甲公司")
    saved(first, "name: 甲公司的秘密\n")
    assert "甲公司的秘密" in page("drafting", "甲公司").text_area(key="facts_text").value
    assert "甲公司的秘密" not in page("drafting", "乙公司").text_area(key="facts_text").value


def test_a_draft_names_its_open_points(page):
    test = page("drafting")
    drafts(saved(test, "name: 某泵业有限公司\n"))
    test.selectbox(key="draft_kind").set_value("policy").run()
    test.button(key="draft_go").click().run()
    assert not test.exception
    assert "某泵业有限公司两化融合方针" in words(test)
    assert "待补充" in words(test)


def test_a_draft_is_made_only_where_its_tab_was_opened(page):
    test = drafts(page("drafting"))
    saved(test, "name: 某泵业有限公司\n")
    test.selectbox(key="draft_kind").set_value("policy").run()
    test.button(key="draft_go").click().run()
    again = page("drafting")
    assert [box for box in again.selectbox if box.key == "draft_kind"] == []
    assert "某泵业有限公司两化融合方针" not in words(again)
    assert "某泵业有限公司两化融合方针" in words(drafts(again))
    assert drafts(again).text_area(key="facts_text").value == "name: 某泵业有限公司\n"


def field(test, label, kind="text_input"):
    return next(item for item in test.get(kind) if item.label == label)


def test_facts_are_filled_in_as_a_form_and_what_the_form_does_not_know_stays(page):
    test = page("drafting")
    saved(test, "name: 某泵业有限公司\nown_key: 自己的一项\ngoals:\n  - {id: G1, name: 准时交付率, target: 95%}\n")
    for group in ("目标", "组织与系统"):
        test.session_state["fact_groups"] = group
        test.run()
    field(test, "员工人数").set_value("420")
    field(test, "部门（一行一项）", "text_area").set_value("信息部\n质量部")
    field(test, "责任人").set_value("生产部经理")
    test.button(key="save_form").click().run()
    assert not test.exception
    kept = test.text_area(key="facts_text").value
    assert all(part in kept for part in ("own_key: 自己的一项", "420", "质量部", "生产部经理", "95%"))
    again = page("drafting")
    assert field(again, "员工人数").value == "420"
    assert not [item for item in again.text_area if item.label == "部门（一行一项）"]  # made when its group is opened


def test_facts_are_taken_from_documents_only_where_they_were_ticked(page):
    taken_in(page("library"), ("手册.txt", "两化融合管理手册\n\n1 概况\n\n东山阀门有限公司现有员工 356 人。\n"))
    test = page("drafting")
    test.button(key="propose").click().run()
    assert "东山阀门有限公司现有员工 356 人" in words(test)
    assert test.button(key="take_proposals").disabled
    next(box for box in test.checkbox if box.label == "356").check().run()
    test.button(key="take_proposals").click().run()
    kept = test.text_area(key="facts_text").value
    assert "356" in kept
    assert "东山阀门" not in kept.replace("# ", "")


def test_a_draft_is_changed_in_place_checked_again_and_its_versions_are_kept(page):
    test = page("drafting")
    drafts(saved(test, "name: 某泵业有限公司\n"))
    test.selectbox(key="draft_kind").set_value("policy").run()
    test.button(key="draft_go").click().run()
    edit = next(toggle for toggle in test.toggle if toggle.label == "修改").set_value(True)
    edit.run()
    assert test.button(key="draft_save").disabled
    typed = {"text": "到 2030 年订单准时交付率达到 97.3%。"}
    test.session_state[edit.key.replace("edit-", "draft-") + "-0"] = typed
    test.run()
    assert not test.exception
    assert "草案里的数字 97.3" in words(test).replace("\\", "")
    assert [box for box in drafts(page("drafting")).selectbox if box.label == "版本"] == []
    test.button(key="draft_save").click().run()
    versions = next(box for box in drafts(page("drafting")).selectbox if box.label == "版本")
    assert ["修改" in versions.options[0], "起草" in versions.options[1]] == [True, True]
    next(toggle for toggle in test.toggle if toggle.label == "与上一版比较").set_value(True).run()
    assert "<ins>" in "".join(item.proto.body for item in test.get("html"))


REVIEW = "管理评审程序\n\n1 要求\n\n1.1 管理评审每年至少一次。\n1.2 有关部门应及时、适当处理发现的问题。\n"


def compared(test, *files):
    """A run over uploaded files, ended."""
    test.segmented_control(key="gap_source").set_value("upload").run()
    uploads = next(box for box in test.file_uploader if box.key.startswith("gap_files"))
    uploads.set_value([(name, text.encode(), "text/plain") for name, text in files]).run()
    test.button(key="gap_go").click().run()
    return until(test, lambda t: len(t.metric) > 0)


def test_gaps_of_uploaded_files_are_kept_over_a_new_session(page):
    record = "内部审核报告\n\n审核日期：2025年3月10日\n\n审核结论：体系运行有效。\n"
    test = compared(page("gaps"), ("内部审核程序.txt", PROCEDURE), ("内部审核报告.txt", record))
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
    test = compared(page("gaps"), ("管理评审程序.txt", REVIEW), ("内部审核程序.txt", PROCEDURE))
    form = next(box for box in test.selectbox if box.label == "核实结果")
    form.set_value("confirmed")
    next(field for field in test.text_input if field.label == "说明与依据").set_value("已与办公室核对")
    next(button for button in test.button if button.label == "保存").click().run()
    fresh = page("gaps")
    assert "确认是差距" in "".join(box.label for box in fresh.expander)
    assert "已与办公室核对" in words(fresh)
    before = len([box for box in fresh.expander if "badge[" in box.label])
    next(box for box in fresh.multiselect if box.label == "核实结果").set_value(["confirmed"]).run()
    assert len([box for box in fresh.expander if "badge[" in box.label]) == 1
    assert before >= 1
    log = page("people").dataframe[-1].value
    assert "确认是差距 已与办公室核对" in set(log["说明"])


def test_a_finding_is_opened_at_the_place_it_quotes_in_the_uploaded_file(page):
    test = compared(page("gaps"), ("管理评审程序.txt", REVIEW), ("内部审核程序.txt", PROCEDURE))
    next(button for button in test.button if button.label == "打开原文").click().run()
    assert not test.exception
    marked = "".join(item.proto.body for item in test.get("html"))
    assert re.search(r"<mark>[^<]*(?:及时|每半年|每年)", marked)


def test_an_explanation_without_a_reason_is_not_kept(page):
    test = compared(page("gaps"), ("管理评审程序.txt", REVIEW))
    next(box for box in test.selectbox if box.label == "核实结果").set_value("explained")
    next(button for button in test.button if button.label == "保存").click().run()
    assert any("理由" in error.value for error in test.error)
    assert "已说明" not in "".join(box.label for box in page("gaps").expander)


def test_a_second_run_tells_what_is_new_what_stayed_and_what_went(page):
    compared(page("gaps"), ("管理评审程序.txt", REVIEW))
    mended = REVIEW.replace("有关部门应及时、适当处理发现的问题", "办公室应在五个工作日内处理发现的问题")
    test = page("gaps")
    compared(test, ("管理评审程序.txt", mended))
    until(test, lambda t: "相比：" in words(t))
    assert "不再出现" in words(test)


def test_figures_are_shown_by_kind_with_the_failing_questions(page, home):
    figure = {"value": 0.5, "low": 0.2, "high": 0.8, "hits": 6, "of": 12}
    suite = {
        "asked": 12, "skipped": [], "figures": {"overall": {"hit@5": figure}, "typo": {"hit@5": figure}},
        "failing": [{"id": "R1", "kind": "typo", "question": "内省多久一次", "why": ["没有命中"]}],
    }  # fmt: skip
    (home / "evaluation").mkdir(exist_ok=True)
    record = {"split": "dev", "at": "2026-01-15T09:30:00", "suites": {"retrieval": suite}}
    (home / "evaluation" / "result-dev.json").write_text(json.dumps(record), encoding="utf-8")
    test = page("quality")
    assert not test.exception
    overall, kinds, failing = (frame.value for frame in test.dataframe[:3])
    assert list(overall["成绩"]) == ["50.0%"]
    assert list(kinds["类"]) == ["错别字"]
    assert list(failing["题"]) == ["内省多久一次"]
