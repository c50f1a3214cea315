import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.numerals import ordinal, parse_numeral, to_han


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23),
        ("两", 2),
        ("〇", 0),
        ("一百零三", 103),
        ("廿五", 25),
        ("十", 10),
        ("二〇二五", 2025),
        ("３千５百", 3500),
        ("贰拾", 20),
        ("一百二", 120),
        ("一万零三十", 10030),
        ("三万五", 35000),
        ("１２", 12),
        ("卅", 30),
        ("两千零五", 2005),
    ],
)
def test_numerals_are_read(text: str, value: int):
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "甲", "第二", "五个", "二三百"])
def test_other_text_is_no_numeral(text: str):
    assert parse_numeral(text) is None


@given(st.integers(0, 99_999_999))
def test_writing_and_reading_give_the_same_number(number: int):
    assert parse_numeral(to_han(number)) == number


def test_numbers_too_large_to_write_are_refused():
    with pytest.raises(ValueError, match="超出范围"):
        to_han(10**8)


@pytest.mark.parametrize(
    ("label", "value"), [("第十二章", 12), ("第3条", 3), ("第 一百零三 条", 103), ("二十三、", 23), ("附录", None)]
)
def test_labels_give_their_number(label: str, value: int | None):
    assert ordinal(label) == value
