from datetime import date

import pytest

from assistant.adapters.work_calendar import is_workday
from assistant.text.calendar import add_months, add_workdays, limit_of, workdays_between
from assistant.text.deadlines import find_deadlines


@pytest.mark.parametrize(
    ("text", "amount", "unit", "before"),
    [
        ("末次会议后10个工作日内", 10, "workday", False),
        ("审核开始5日前", 5, "day", True),
        ("至少提前5个工作日通知", 5, "workday", True),
        ("收到之日起三个工作日内", 3, "workday", False),
        ("措施完成后一个月内", 1, "month", False),
        ("培训后两周内", 2, "week", False),
        ("发现后2小时内", 2, "hour", False),
    ],
)
def test_limits_are_read_with_unit_and_direction(text: str, amount: int, unit: str, before: bool):
    deadline = find_deadlines(text)[0]
    assert (deadline.amount, deadline.unit, deadline.before) == (amount, unit, before)


def test_a_day_of_the_calendar_is_no_limit():
    assert find_deadlines("每年11月30日前评审") == []


def test_the_least_interval_between_release_and_effect_is_marked():
    deadline = find_deadlines("程序类文件自发布至实施的间隔不得少于5个工作日")[0]
    assert deadline.at_least
    assert (deadline.amount, deadline.unit) == (5, "workday")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("新制度印发之日起，至少相隔4个工作日方可执行", 4, "workday"),
        ("文件的实施日期应晚于发布日期6天以上", 6, "day"),
        ("办法下发后留足两周再施行", 2, "week"),
    ],
)
def test_a_wait_between_release_and_effect_is_read_however_it_is_told(text: str, amount: int, unit: str):
    deadline = find_deadlines(text)[0]
    assert (deadline.amount, deadline.unit, deadline.at_least) == (amount, unit, True)


def test_a_limit_after_release_is_no_wait():
    assert not any(d.at_least for d in find_deadlines("计划批准发布后3个工作日内下发执行；发布之日起20日内实施"))


def test_working_days_know_adjusted_sundays_and_holidays():
    assert is_workday(date(2025, 9, 28)) is True
    assert is_workday(date(2025, 10, 1)) is False
    assert add_workdays(date(2025, 9, 26), 2, is_workday) == date(2025, 9, 29)


def test_beyond_the_calendars_data_nothing_is_concluded():
    assert is_workday(date(2035, 3, 1)) is None
    assert add_workdays(date(2035, 3, 1), 3, is_workday) is None
    assert limit_of(find_deadlines("会后5个工作日内")[0], date(2035, 3, 1), is_workday) is None
    assert workdays_between(date(2035, 3, 1), date(2035, 3, 9), is_workday) is None


def test_a_month_later_ends_with_the_month():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2025, 12, 15), 2) == date(2026, 2, 15)
