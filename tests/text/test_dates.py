from datetime import date

import pytest

from assistant.text.dates import excel_date, find_dates, first_day, last_day, only_date


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月12日",
        "二〇二五年三月十二日",
        "二○二五年三月十二日",
        "2025.3.12",
        "2025．3．12",
        "2025/3/12",
        "2025-03-12 周三",
        "20250312",
        "25年3月12日",
        "2025 年 3 月 12 号",
    ],
)
def test_every_spelling_of_a_day_gives_the_same_day(text: str):
    assert first_day(text) == date(2025, 3, 12)


def test_a_day_without_a_year_takes_the_year_before_it_or_the_given_one():
    assert [m.first for m in find_dates("2024年12月3日发布，12月20日实施")] == [date(2024, 12, 3), date(2024, 12, 20)]
    assert first_day("3月12日", 2025) == date(2025, 3, 12)
    assert first_day("3月12日") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年第三季度", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("上半年", date(2025, 1, 1), date(2025, 6, 30)),
        ("8月份", date(2025, 8, 1), date(2025, 8, 31)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("8月中旬", date(2025, 8, 11), date(2025, 8, 20)),
        ("年底", date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_periods_span_whole_days(text: str, first: date, last: date):
    mention = find_dates(text, 2025)[0]
    assert (mention.first, mention.last) == (first, last)


def test_the_second_day_of_a_range_may_leave_month_and_year_out():
    assert last_day("2025年5月20日至22日") == date(2025, 5, 22)
    assert last_day("2025.4.23-4.24") == date(2025, 4, 24)


@pytest.mark.parametrize(
    "text", ["比例3.5", "NC-2025-01", "每2个月", "2.3 职责", "2025年2月30日的前一部分为2025年2月3"]
)
def test_numbers_that_are_no_days_stay_numbers(text: str):
    assert not [m for m in find_dates(text, 2025) if m.precision == "day"]


def test_a_spreadsheet_serial_is_a_day_and_a_count_is_not():
    assert excel_date("45728") == date(2025, 3, 12)
    assert excel_date("312") is None


def test_only_a_lone_day_counts_as_a_date_value():
    assert only_date("2025-03-12 13:30") == date(2025, 3, 12)
    assert only_date("查3月12日至20日的记录", 2025) is None
