"""What people decide stays: the kind of a file, what a finding is, whether an evaluation goes on."""

import re
import shutil
import subprocess
import sys
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError, expect

from .conftest import PROJECT, choose, opened_page, picture, settled, took_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
PLACE = "核实试验厂"
RULE = "管理评审程序\n\n1 要求\n\n1.1 管理评审每年至少一次。\n1.2 有关部门应及时、适当处理发现的问题。\n"
WHY = "已与办公室核对，下月修订"


@pytest.fixture(scope="module")
def boss(browsing, tmp_path_factory):
    """A client of its own with one file."""
    rule = tmp_path_factory.mktemp("rule") / "管理评审程序.txt"
    rule.write_text(RULE, encoding="utf-8")
    return took_in(browsing("boss"), PLACE, rule)


def test_the_kind_of_a_file_is_changed_and_stays(boss):
    opened_page(boss, "library", "资料", w=PLACE)
    expect(boss.get_by_test_id("stDataFrame").first).to_be_visible()
    table = boss.get_by_test_id("stDataFrame").first.bounding_box()
    boss.mouse.click(table["x"] + 16, table["y"] + 52)
    settled(boss)
    boss.get_by_role("tab", name="更正").click()
    choose(boss, "种类", "作业文件")
    boss.get_by_role("button", name="保存更正").click()
    expect(boss.get_by_text("已保存。")).to_be_visible()
    opened_page(boss, "library", "资料", w=PLACE)
    boss.get_by_label("查找文件").fill("作业文件")
    boss.get_by_label("查找文件").press("Enter")
    settled(boss)
    expect(boss.get_by_text("没有找到；换一个词，或清空查找框。")).to_have_count(0)
    expect(boss.get_by_test_id("stDataFrame").first).to_be_visible()
    picture(boss, "资料-种类更正")


def chosen_in(page, card, label, option):
    """Choose inside a card; a list opened while the card still unfolds is shut by the browser: open it again."""
    field = card.get_by_role("combobox", name=re.compile(label))
    for _ in range(10):
        field.click()
        field.fill(option)
        with suppress(TimeoutError):
            page.get_by_role("option", name=option, exact=True).first.click(timeout=3000)
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"{label}：{option}")


def _begun(page):
    """Press 开始对照; the form may be folded, or fold while the page still draws."""
    start = page.get_by_role("button", name=re.compile("开始对照"))
    for _ in range(10):
        with suppress(TimeoutError):
            start.click(timeout=3000)
            return
        page.get_by_text("新的对照").first.click()
        settled(page)
    raise AssertionError("开始对照")


def compared(page):
    opened_page(page, "gaps", "两张皮", w=PLACE)
    _begun(page)
    with suppress(AssertionError):  # a short comparison may be over before it is seen
        expect(page.locator(".st-key-job-gaps")).to_be_visible(timeout=8000)
    expect(page.locator(".st-key-job-gaps")).to_have_count(0)
    expect(page.get_by_test_id("stMetric").first).to_be_visible()
    settled(page)


def test_an_evaluation_under_way_blocks_nobody_and_is_stopped(boss, server, prepared_home):
    if not (server.home / "evaluation").exists():  # the library of the evaluation need not be made anew
        ignored = shutil.ignore_patterns("writer.lock", "evaluation")
        shutil.copytree(prepared_home, server.home / "evaluation", ignore=ignored)
    opened_page(boss, "quality", "评测", w=PLACE)
    boss.get_by_role("button", name="运行评测").click()
    expect(boss.get_by_text(re.compile("第几题"))).to_be_visible()
    picture(boss, "评测-进行中")
    compared(boss)
    opened_page(boss, "quality", "评测", w=PLACE)
    expect(boss.get_by_text(re.compile("第几题"))).to_be_visible()  # it went on, and made way
    boss.locator(".st-key-job-eval").get_by_role("button", name="停止").click()
    expect(boss.get_by_text("已按您的要求停止").first).to_be_visible()
    expect(boss.get_by_role("button", name="重试").first).to_be_visible()


def test_a_judgement_stands_after_the_next_run(boss):
    compared(boss)
    finding = boss.get_by_test_id("stExpander").filter(has_text="规定不可执行").first
    finding.locator("summary").click()
    finding.get_by_role("button", name="保存").wait_for()
    settled(boss)
    chosen_in(boss, finding, "核实结果", "确认是差距")
    finding.get_by_label("说明与依据").fill(WHY)
    finding.get_by_role("button", name="保存").click()
    expect(finding.locator("summary")).to_contain_text("确认是差距")
    expect(finding.get_by_text(re.compile(f"boss.*确认是差距.*{WHY}"))).to_be_visible()  # the card stays open
    compared(boss)
    finding = boss.get_by_test_id("stExpander").filter(has_text="规定不可执行").first
    expect(finding.locator("summary")).to_contain_text("确认是差距")
    if not finding.get_by_role("button", name="保存").is_visible():
        finding.locator("summary").click()
    expect(finding.get_by_text(re.compile(f"boss.*确认是差距.*{WHY}"))).to_be_visible()
    picture(boss, "两张皮-核实后再对照")


def test_a_second_server_on_the_same_port_says_so_in_plain_words(server):
    port = str(urlsplit(server.address).port)
    command = [sys.executable, "-m", "assistant", "serve", "--home", str(server.home), "--port", port]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert f"端口 {port} 已被占用" in done.stderr + done.stdout
    log = (server.home / "server.log").read_text(encoding="utf-8")
    assert "可以打开了。" in log
    assert not re.search("You can now view|An update to", log)
