"""How often and by when, as people of workshops and offices in several regions say it."""

import pytest

from assistant.text.cadence import parse_cadence
from assistant.text.deadlines import find_deadlines
from assistant.text.spoken_time import plain_time


@pytest.mark.parametrize(
    ("text", "period", "count", "anchor"),
    [
        ("每个礼拜三看一遍备份", "week", 1, None),
        ("一个礼拜扫一回", "week", 1, None),
        ("每礼拜碰个头", "week", 1, None),
        ("一年两回", "year", 2, None),
        ("一年到头至少查两遍", "year", 2, None),
        ("半年碰一次头", "half_year", 1, None),
        ("一个季度一回", "quarter", 1, None),
        ("一个月至少下车间两趟", "month", 2, None),
        ("隔一个月查一次", "two_months", 1, None),
        ("月月都要对账", "month", 1, None),
        ("年年都要查一遍", "year", 1, None),
        ("每月头三天把上个月的数报给统计", "month", 1, (1, 3)),
        ("月头5天内报上月的数", "month", 1, (1, 5)),
        ("每到月底盘一次货", "month", 1, (0, None)),
    ],
)
def test_cadences_as_people_say_them(text: str, period: str, count: int, anchor: tuple[int, int | None] | None):
    read = parse_cadence(text)
    assert read is not None
    assert (read.period, read.min_count) == (period, count)
    assert (read.anchor and (read.anchor.shift, read.anchor.day)) == anchor


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("开完会三天里头把纪要发下去", 3, "day"),
        ("收到投诉两天里给人家回话", 2, "day"),
        ("单子下来以后五天里改完", 5, "day"),
        ("拿到单子一个礼拜内写原因", 1, "week"),
        ("内审完了半个月内出报告", 15, "day"),
        ("人走了三天之内停号", 3, "day"),
        ("每季过完十五天里头写小结", 15, "day"),
    ],
)
def test_limits_as_people_say_them(text: str, amount: int, unit: str):
    limit = find_deadlines(text)[0]
    assert (limit.amount, limit.unit, limit.before) == (amount, unit, False)


@pytest.mark.parametrize("text", ["每月1日前报送", "三天里程碑评审", "1月头像更新", "今天天气", "每天记录一次"])
def test_words_that_only_look_spoken_stay_as_they_are(text: str):
    assert plain_time(text) == text
