"""Quotes marked in escaped text."""

from assistant.domain.draft import Place, Violation
from assistant.rendering.draft_html import draft_html
from assistant.rendering.marked_text import Mark, marked_html, violation_marks


def violation(quote, severity="warning", message="含糊"):
    where = Place(locator="全文", quote=quote)
    return Violation(rule="r", severity=severity, where=where, message=message, suggestion="改")


def test_the_quoted_place_is_marked_and_everything_else_escaped():
    text = "<b>及时</b>处理 & 上报"
    shown = marked_html(text, violation_marks(text, [violation("及时")]))
    assert shown.startswith("&lt;b&gt;<mark")
    assert shown.endswith("&lt;/b&gt;处理 &amp; 上报")


def test_a_note_cannot_break_out_of_its_attribute():
    shown = marked_html("及时", violation_marks("及时", [violation("及时", message='"><script>')]))
    assert "<script>" not in shown
    assert "&quot;&gt;&lt;script&gt;" in shown


def test_overlapping_marks_say_all_notes_in_the_colour_of_the_worst():
    shown = marked_html("甲乙丙", [Mark(0, 2, "hint", "一"), Mark(1, 3, "error", "二")])
    assert shown.count("<mark") == 3
    assert 'title="二；一" style="background:#f6b5ae' in shown


def test_a_quote_that_stands_nowhere_marks_nothing():
    assert violation_marks("全文没有", [violation("别的话"), violation("")]) == []


def test_a_draft_is_shown_as_table_with_its_words_escaped():
    shown = draft_html("| 要素 | 内容 |\n| --- | --- |\n| <i>名称 | 【待补充：基线】 |\n\n- 一项")
    assert "<th" in shown
    assert "&lt;i&gt;名称" in shown
    assert "<mark" in shown
    assert "<i>" not in shown
