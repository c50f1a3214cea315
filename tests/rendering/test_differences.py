"""Differences of two texts."""

import re

from assistant.rendering.differences import differences_html


def test_changed_words_are_woven_into_their_line():
    told = differences_html("1 要求\n每半年至少一次内部审核。", "1 要求\n每年至少两次内部审核。")
    assert "<del>半</del>" in told
    assert re.sub(r"<del>.*?</del>|<.*?>", "", told).endswith("每年至少两次内部审核。")


def test_lines_that_came_or_went_stand_alone_and_unlike_ones_are_not_woven():
    assert "<ins>丙</ins>" in differences_html("甲\n乙", "甲\n乙\n丙")
    assert "<del>乙</del>" in differences_html("甲\n乙", "甲")
    told = differences_html("目的：规范审核。", "一二三四五六七八九十")
    assert told == "<del>目的：规范审核。</del>\n<ins>一二三四五六七八九十</ins>"


def test_same_texts_have_no_differences_and_markup_stays_text():
    assert not differences_html("甲\n\n乙 ", "甲\n乙")
    told = differences_html("甲", "甲\n<script>alert(1)</script>")
    assert "<script" not in told
    assert "&lt;script&gt;" in told
