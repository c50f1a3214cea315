"""No English word of Streamlit's is left on any page; names of products and formats may stand."""

import re

import pytest

from .conftest import PEOPLE, opened_page, settled
from .test_looks import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
NAMES = {
    "Markdown", "Word", "Excel", "Ctrl", "Esc", "zip", "multilingual", "small", "int", "jieba", "clause", "guanbiao",
    "restore", "settings", "yaml", "facts",
}  # fmt: skip
"""Beside these what is all capitals: formats and abbreviations."""
_WORDS = """() => {
  const found = new Set();
  const icon = e => e.closest
    && (e.closest('style, script, noscript') || getComputedStyle(e).fontFamily.includes('Material'));
  const visit = node => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3 && !icon(node)) found.add(child.data);
      if (child.nodeType !== 1) continue;
      for (const name of ['title', 'aria-label', 'placeholder', 'alt'])
        if (child.hasAttribute(name)) found.add(child.getAttribute(name));
      visit(child);
      if (child.shadowRoot) visit(child.shadowRoot);
    }
  };
  visit(document.body);
  return [...found];
}"""


def english(page, own=()):
    """Words of three letters and more that are neither names nor what people wrote."""
    page.wait_for_function("window.guanbiaoChinese")
    texts = [text for text in page.evaluate(_WORDS) if not any(word in text for word in ("boss", "jia", *own))]
    words = {word for text in texts for word in re.findall(r"(?<![\w./-])[A-Za-z]{3,}(?![\w/-])", text)}
    return {word for word in words - NAMES - set(PEOPLE) if not word.isupper()}


def test_no_page_speaks_english(browsing):
    page = browsing("boss")
    left = {}
    for path, title in PAGES.items():
        opened_page(page, path, title)
        own = ("#",) if path == "draft" else ("/",) if path == "admin" else ()
        left[title] = english(page, own)
    assert {title: words for title, words in left.items() if words} == {}


def test_neither_do_the_calendar_the_menus_of_tables_and_the_hints_of_fields(browsing):
    page = opened_page(browsing("boss"), "gaps", "两张皮")
    page.get_by_test_id("stButtonGroup").get_by_text("演示企业").first.click()
    settled(page)
    page.get_by_test_id("stDateInput").first.get_by_role("button").first.click()
    page.get_by_role("grid").first.wait_for()
    assert english(page) == set()
    page.keyboard.press("Escape")
    opened_page(page, "people", "用户")
    page.get_by_test_id("stDataFrame").first.locator("canvas").first.wait_for()
    table = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.move(table["x"] + 60, table["y"] + 18)
    page.mouse.click(table["x"] + 165, table["y"] + 18)
    page.get_by_text("升序排列").wait_for()
    assert english(page) == set()
    opened_page(page, "", "问答")
    page.get_by_label("查找对话").press_sequentially("管理")
    page.get_by_text("按回车生效").wait_for()
    assert english(page) == set()
    page.get_by_test_id("stChatInputTextArea").fill("什么是两张皮？")
    page.keyboard.press("Enter")
    page.get_by_test_id("stFeedback").wait_for()
    settled(page)
    assert english(page, own=("《", "？")) == set()
