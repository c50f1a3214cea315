"""The enterprise's own year and the periods named in it."""

from datetime import date

import pytest

from assistant.text.business_year import first_period, named_periods, period_label, rolled, year_named, year_start


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("本公司财年自7月1日起至次年6月30日止。", 7),
        ("年度：指每年10月1日—次年9月30日。", 10),
        ("每半年（10月—次年3月、4—9月）开展一次应急演练。", 4),
        ("每半年（1—6月、7—12月）开展一次应急演练。", 1),
        ("采暖季为每年11月1日至次年3月31日。", 1),
    ],
)
def test_the_own_year_begins_where_the_documents_define_it(text: str, month: int):
    assert year_start([text]) == month


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("FY24 Q2生产分析", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024财年下半年考核", date(2025, 1, 1), date(2025, 6, 30)),
        ("2024年7—9月", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024年12月至2025年2月", date(2024, 12, 1), date(2025, 2, 28)),
        ("1—3月", date(2025, 1, 1), date(2025, 3, 31)),
    ],
)
def test_a_period_is_read_in_the_own_year(text: str, first: date, last: date):
    found = first_period(text, 2024, 7)
    assert found
    assert (found.first, found.last) == (first, last)


def test_a_range_of_days_or_two_months_is_no_period():
    assert first_period("2024-06-03至2024-06-05", 2024, 1) is None
    assert [m.precision for m in named_periods("7—8月", 2024)] == ["decade"]


def test_a_quarter_without_its_year_is_the_one_nearest_to_the_day_of_the_record():
    found = first_period("第四季度", 2026, 1, date(2026, 1, 9))
    assert found
    assert found.first == date(2025, 10, 1)


def test_columns_that_run_over_the_year_end_go_on_into_the_next_year():
    heads = [(i, m) for i, t in enumerate(["11月", "12月", "1月"]) if (m := first_period(t, 2024))]
    assert [first for _, first, _ in rolled(heads)] == [date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1)]


def test_a_label_of_the_business_year_names_the_year():
    assert year_named("巡检台账FY23") == 2023
    assert year_named("2023财年台账") == 2023


def test_periods_of_an_own_year_are_said_by_months():
    assert period_label(date(2024, 10, 1), date(2025, 3, 31)) == "2024年10月—2025年3月"
    assert period_label(date(2024, 7, 1), date(2024, 9, 30), 4) == "2024年7—9月"
    assert period_label(date(2024, 7, 1), date(2024, 9, 30)) == "2024年第三季度"
