"""Quotes looked for in a text that was read otherwise."""

from assistant.text.quotes import spans_of

TEXT = "内部审核  每半年\n至少一次。\n编号 QJ-01 版本 A/1"


def found(quote):
    return [TEXT[start:end] for start, end in spans_of(TEXT, quote)]


def test_a_quote_is_found_whatever_the_breaks_and_blanks():
    assert found("内部审核每半年至少一次") == ["内部审核  每半年\n至少一次"]


def test_lines_and_cells_are_found_one_by_one_and_short_ones_left_out():
    assert found("每半年至少一次。 | 版本 A/1 | 编号") == ["每半年\n至少一次。", "版本 A/1"]


def test_words_that_do_not_stand_there_are_not_found():
    assert found("管理评审每年一次") == []
    assert found("") == []
