"""What people do after the first try: undo a deletion, change a draft, hold papers together, deal with complaints."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import choose, opened_page, picture, settled, took_in
from .test_everyday import answered, asked, word_file

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
PLACE = "反悔试验厂"
FACT = "白鹭牌空压机每三十七天换一次滤芯"


@pytest.fixture(scope="module")
def boss(browsing, tmp_path_factory):
    """A client of its own with one file."""
    rule = tmp_path_factory.mktemp("rule") / "空压机保养规定.txt"
    rule.write_text(f"空压机保养规定\n\n1 周期\n\n{FACT}，由动力科执行。\n", encoding="utf-8")
    other = rule.with_name("门卫规定.txt")
    other.write_text("门卫规定\n\n1 要求\n\n门卫登记来访人员。\n", encoding="utf-8")
    return took_in(browsing("boss"), PLACE, rule, other)


def found_inside(page):
    """Whether the file is found by what it says."""
    opened_page(page, "library", "资料", w=PLACE)
    page.get_by_role("tab", name="在内容中查找").click()
    page.get_by_label("词语或问题").fill("空压机滤芯多久换")
    page.get_by_label("词语或问题").press("Enter")
    passages, nothing = page.get_by_role("button", name="原文"), page.get_by_text("没有找到；换一个说法试试。")
    expect(passages.first.or_(nothing)).to_be_visible()
    settled(page)
    return page.get_by_text("三十七天").count() > 0


def test_a_deleted_file_is_found_no_more_and_comes_back_when_put_back(boss):
    assert found_inside(boss)
    opened_page(boss, "library", "资料", w=PLACE)
    boss.get_by_label("查找文件").fill("空压机保养规定")
    boss.get_by_label("查找文件").press("Enter")
    expect(boss.get_by_text("列出 1 份")).to_be_visible()
    settled(boss)
    expect(boss.get_by_test_id("stDataFrame").first).to_be_visible()
    table = boss.get_by_test_id("stDataFrame").first.bounding_box()
    boss.mouse.click(table["x"] + 16, table["y"] + 52)
    settled(boss)
    boss.get_by_role("tab", name="替换与删除").click()
    boss.get_by_role("button", name="删除这份文件").click()
    expect(boss.get_by_text("最近删除（1）")).to_be_visible()
    assert not found_inside(boss)
    opened_page(boss, "library", "资料", w=PLACE)
    boss.get_by_text("最近删除（1）").click()
    picture(boss, "资料-最近删除")
    boss.get_by_role("button", name="恢复").click()
    expect(boss.get_by_text("最近删除（1）")).to_have_count(0)
    assert found_inside(boss)


def test_a_deleted_conversation_comes_back(browsing):
    page = opened_page(browsing("jia"), "", "问答")
    asked(page, "什么是两化融合管理体系？")
    answered(page)
    page.get_by_role("button", name="管理这个对话").click()
    page.get_by_role("button", name="删除", exact=True).click()
    expect(page.get_by_text("最近删除（1）")).to_be_visible()
    expect(page.get_by_test_id("stFeedback")).to_have_count(0)
    page.get_by_text("最近删除（1）").click()
    page.get_by_role("button", name="恢复").click()
    page.locator(".st-key-conversations").get_by_role("button", name="什么是两化融合管理体系？").first.click()
    answered(page)


def test_a_draft_is_checked_while_it_is_typed_and_kept_only_when_told_to(browsing):
    page = opened_page(browsing("yi"), "draft", "起草")  # nobody drafted here before: what is seen was made now
    page.get_by_role("button", name=re.compile("保存并检查")).first.click()
    settled(page)
    page.get_by_role("tab", name=re.compile("草案")).click()
    choose(page, "起草哪一种文件", "两化融合方针")
    page.get_by_role("button", name=re.compile("起草$")).last.click()
    expect(page.get_by_role("button", name="下载 Word", exact=True)).to_be_visible()
    settled(page)
    page.get_by_text("修改", exact=True).first.click()
    field = page.locator("textarea:visible").last
    expect(page.get_by_role("button", name="保存为新的版本")).to_be_disabled()
    field.press_sequentially(" 合格率提高到98.7%，", delay=5)
    expect(page.get_by_text("98.7%").first).to_be_visible()
    expect(page.get_by_text("意见随改随查；保存后可以下载。")).to_be_visible()
    expect(field).to_be_focused()
    picture(page, "起草-边改边查")
    page.get_by_role("button", name="保存为新的版本").click()
    expect(page.get_by_role("combobox", name="版本")).to_be_visible()


def test_papers_that_contradict_each_other_are_told(browsing, tmp_path):
    manual = word_file(tmp_path, "手册.docx", ["管理手册", "订单交付周期由42天缩短到2027年的33天。"])
    lines = ["新型能力目标", "目标名称：订单交付周期", "基线值：42天", "目标值：2027年达到30天"]
    page = opened_page(browsing("jia"), "check", "检查")
    choose(page, "文件种类", "管理手册")
    page.locator('input[type="file"]').first.set_input_files(str(manual))
    expect(page.get_by_role("button", name="带批注的 Word")).to_be_visible()
    assert page.get_by_text("新型能力目标.docx").count() == 0
    page.get_by_text("与其他文件核对是否一致").click()
    other = word_file(tmp_path, "新型能力目标.docx", lines)
    page.locator('input[type="file"]').last.set_input_files(str(other))
    expect(page.get_by_text(re.compile("目标值此处为 33.*新型能力目标")).first).to_be_visible()
    picture(page, "检查-与其他文件")


def test_a_complaint_is_dealt_with_by_name_and_leaves_the_open_ones(browsing):
    page = opened_page(browsing("jia"), "", "问答")
    asked(page, "内部审核由谁组织？")
    answered(page)
    page.get_by_role("radio", name="不满意").last.click()
    page.get_by_text("交给复查").wait_for()
    opened_page(page, "quality", "评测")
    page.get_by_role("tab", name="待复查的回答").click()
    page.get_by_text("内部审核由谁组织？").first.click()
    page.get_by_label("做了什么").first.fill("已补入内审程序")
    page.get_by_label("做了什么").first.press("Enter")
    expect(page.get_by_text("已处理 1")).to_be_visible()
    page.get_by_text("已处理 1").click()
    page.get_by_text("内部审核由谁组织？").first.click()
    expect(page.get_by_text(re.compile("jia.*已补入内审程序"))).to_be_visible()
    picture(page, "评测-已处理")
