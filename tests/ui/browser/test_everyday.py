"""A working day of two consultants and an administrator, in a real browser."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document as Word
from openpyxl import Workbook
from playwright.sync_api import expect

from .conftest import FRESH, PASSWORD, PICTURES, choose, opened_page, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
SECRET = "蓝鲸号注塑机"


def word_file(folder: Path, name: str, lines) -> Path:
    document = Word()
    for line in lines:
        document.add_paragraph(line)
    document.save(folder / name)
    return folder / name


@pytest.fixture(scope="module")
def three_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    lines = ("设备保养规定", "1 周期", f"{SECRET}的保养周期是四十一天，由设备科执行。")
    rule = word_file(folder, "设备保养规定.docx", lines)
    book = Workbook()
    book.active.append(["设备", "保养日期"])
    book.active.append([SECRET, "2025-03-04"])
    book.save(folder / "保养台账.xlsx")
    text = folder / "内部审核程序.txt"
    audit = "内部审核程序\n\n1 要求\n\n办公室每半年至少组织一次内部审核，保存《内部审核报告》。\n"
    text.write_text(audit, encoding="utf-8")
    return [rule, folder / "保养台账.xlsx", text]


@pytest.fixture(scope="module")
def library(browsing, three_files):
    """甲厂 with three kinds of file taken in through the page."""
    page = opened_page(browsing("jia"), "library", "资料")
    page.locator('input[type="file"]').first.set_input_files([str(path) for path in three_files])
    page.get_by_role("button", name="读入", exact=False).first.click()
    expect(page.get_by_text("3 份可用，0 份失败")).to_be_visible()
    return page


def asked(page, question):
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(question)
    field.press("Enter")
    expect(page.get_by_text(question, exact=True).last).to_be_visible()


def answered(page, count=1):
    expect(page.get_by_test_id("stFeedback")).to_have_count(count)
    settled(page)


def test_a_stranger_is_led_to_the_sign_in_and_a_wrong_password_says_nothing(browsing):
    page = browsing()
    page.goto("/library")
    expect(page).to_have_url(re.compile("/login$"))
    page.screenshot(path=PICTURES / "登录.png")
    page.get_by_label("用户名").fill("jia")
    page.get_by_label("密码").fill("not the password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")


def test_a_password_set_by_others_must_be_changed_first(browsing):
    page = browsing()
    page.goto("/login")
    page.get_by_label("用户名").fill(FRESH)
    page.get_by_label("密码").fill("first words here")
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/password$"))
    page.goto("/library")
    expect(page).to_have_url(re.compile("/password$"))
    page.get_by_label("现在的密码").fill("first words here")
    page.get_by_label("新密码（至少 10 个字符）").fill(PASSWORD)
    page.get_by_label("再输入一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="更换").click()
    expect(page.get_by_role("heading", name="问答", exact=True).first).to_be_visible()


def test_three_kinds_of_file_are_taken_in_and_survive_a_refresh(library):
    picture(library, "资料-读入结果")
    library.reload()
    expect(library.get_by_text("3 份可用，0 份失败")).to_be_visible()
    library.get_by_role("button", name="知道了").click()
    expect(library.get_by_text("3 份可用，0 份失败")).to_have_count(0)
    expect(library.get_by_text("共 3 份").first).to_be_visible()


def test_an_answer_its_citation_and_a_question_that_follows_up(browsing, library):
    page = opened_page(browsing("jia"), "", "问答")
    asked(page, f"{SECRET}的保养周期是多少天？")
    answered(page)
    expect(page.get_by_text("四十一天").first).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^打开出处 1")).first.click()
    expect(page.locator("mark").first).to_contain_text("四十一天")
    picture(page, "问答-出处")
    asked(page, "由哪个部门执行？")
    answered(page, 2)
    expect(page.get_by_text("设备科").last).to_be_visible()


def test_a_refresh_in_mid_answer_and_a_closed_window_lose_nothing(browsing, library):
    page = opened_page(browsing("jia"), "", "问答")
    asked(page, "管理评审的输入包括哪些？")
    page.wait_for_url(re.compile("c="))
    page.reload()
    answered(page)
    address = page.url
    asked(page, "内部审核多久一次？")
    page.close()
    again = browsing("jia")
    again.goto(address)
    answered(again, 2)


def test_another_clients_consultant_finds_nothing_of_it(browsing, library):
    mine = opened_page(browsing("jia"), "", "问答")
    asked(mine, f"{SECRET}多久保养？")
    answered(mine)
    talk = re.search(r"c=([\w-]+)", mine.url)[1]
    other = browsing("yi")
    for path in (f"?w=甲厂&c={talk}", f"?c={talk}", "library?w=甲厂", "gaps?w=甲厂"):
        other.goto(f"/{path}")
        settled(other)
        expect(other.get_by_role("heading", level=1).first).to_be_visible()
        assert SECRET not in other.locator("body").inner_text()
        assert "甲厂" not in other.get_by_role("combobox", name=re.compile("工作区")).first.input_value()
    opened_page(other, "", "问答")
    asked(other, f"{SECRET}的保养周期是多少天？")
    answered(other)
    assert "四十一天" not in other.locator("body").inner_text()
    for path in ("people", "admin"):
        opened_page(other, path, "这一页没有对您开放")


def test_a_trainee_can_only_ask_and_read_clauses(browsing, library):
    page = opened_page(browsing("xue"), "", "问答")
    shown = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert len(shown) == 2
    for path in ("library", "draft", "gaps", "admin"):
        opened_page(page, path, "这一页没有对您开放")


def downloaded(page, name) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).first.click()
    return Path(waiting.value.path()).read_bytes()


def test_a_draft_comes_out_as_a_word_document(browsing):
    page = opened_page(browsing("jia"), "draft", "起草")
    page.get_by_role("button", name=re.compile("保存并检查")).first.click()
    settled(page)
    page.get_by_role("tab", name=re.compile("草案")).click()
    choose(page, "起草哪一种文件", "两化融合方针")
    page.get_by_role("button", name=re.compile("起草$")).last.click()
    expect(page.get_by_role("button", name="下载 Word", exact=True)).to_be_visible()
    picture(page, "起草-草案")
    text = "\n".join(p.text for p in Word(BytesIO(downloaded(page, "下载 Word"))).paragraphs)
    assert "方针" in text


def test_a_checked_paper_comes_back_with_comments(browsing, tmp_path):
    paper = word_file(tmp_path, "两化融合方针.docx", ["两化融合方针", "加强管理，力争一流，不断提升水平。"])
    page = opened_page(browsing("jia"), "check", "检查")
    choose(page, "文件种类", "两化融合方针")
    page.locator('input[type="file"]').first.set_input_files(str(paper))
    expect(page.get_by_role("button", name="带批注的 Word")).to_be_visible()
    picture(page, "检查-意见")
    assert b"word/comments.xml" in downloaded(page, "带批注的 Word")


def test_gaps_are_found_judged_and_reported(browsing, tmp_path):
    rule = tmp_path / "管理评审程序.txt"
    text = "管理评审程序\n\n1 要求\n\n1.1 管理评审每年至少一次。\n1.2 有关部门应及时、适当处理。\n"
    rule.write_text(text, encoding="utf-8")
    page = opened_page(browsing("jia"), "gaps", "两张皮")
    page.get_by_test_id("stButtonGroup").get_by_text("上传文件").first.click()
    settled(page)
    page.locator('input[type="file"]').first.set_input_files(str(rule))
    page.get_by_role("button", name=re.compile("开始对照")).click()
    expect(page.get_by_test_id("stMetric").first).to_be_visible()
    settled(page)
    picture(page, "两张皮-结果")
    page.get_by_role("tab", name="报告下载").click()
    report = _report(page)
    assert report[:2] == b"PK"


def _report(page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Word")).first.click()
    return Path(waiting.value.path()).read_bytes()


def test_the_administrator_sees_people_the_log_and_the_state(browsing):
    page = opened_page(browsing("boss"), "people", "用户")
    page.get_by_role("tab", name="审计日志").click()
    expect(page.get_by_text("日志完整，没有被改动。")).to_be_visible()
    picture(page, "用户-审计日志")
    first, second = (list(csv.reader(StringIO(downloaded(page, "导出 CSV").decode()))) for _ in range(2))
    assert [row[2] for row in second[len(first) :]] == ["export"]  # one line an export
    opened_page(page, "admin", "管理")
    expect(page.get_by_text("一切正常。")).to_be_visible()
