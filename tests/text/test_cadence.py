import pytest

from assistant.text.cadence import parse_cadence
from assistant.text.vague import vague_times


@pytest.mark.parametrize(
    ("text", "period", "count"),
    [
        ("每年至少两次", "year", 2),
        ("每半年一次", "half_year", 1),
        ("每季度末提交", "quarter", 1),
        ("次月5个工作日内", "month", 1),
        ("每双月召开", "two_months", 1),
        ("每季度不少于一次", "quarter", 1),
        ("逐月统计", "month", 1),
        ("按季汇总", "quarter", 1),
        ("每月5日前", "month", 1),
        ("1次/半年", "half_year", 1),
        ("≥2次/月", "month", 2),
        ("一年两次", "year", 2),
        ("每六个月", "half_year", 1),
        ("全年不少于4次", "year", 4),
        ("上、下半年各开展一次", "half_year", 1),
        ("每年6月、12月各一次", "year", 2),
        ("每两年修订一次", "two_years", 1),
        ("每周一次", "week", 1),
    ],
)
def test_a_cadence_is_read_from_the_ways_people_write_it(text: str, period: str, count: int):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert (cadence.period, cadence.min_count) == (period, count)


def test_bare_words_count_only_in_a_frequency_cell():
    assert parse_cadence("年度") is None
    cadence = parse_cadence("年度", cell=True)
    assert cadence is not None
    assert cadence.period == "year"


def test_twice_a_year_gives_no_greatest_gap_and_a_gap_may_stand_alone():
    twice, gap = parse_cadence("每年至少两次"), parse_cadence("两次内审的间隔不得超过十二个月")
    assert twice is not None
    assert twice.max_gap_months is None
    assert gap is not None
    assert (gap.period, gap.max_gap_months) == (None, 12)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("每月10日前完成上月测量", (1, 1, 10, False)),
        ("次月5个工作日内", (1, 1, 5, True)),
        ("每季度首月15日前", (1, 1, 15, False)),
        ("每年2月底前", (0, 2, None, False)),
        ("每半年一次，7月20日和次年1月20日前", (1, 1, 20, False)),
        ("每季度结束后10个工作日内", (1, 1, 10, True)),
        ("每年第一季度", (0, 3, None, False)),
    ],
)
def test_the_day_due_is_anchored_in_the_period_or_the_next(text: str, anchor: tuple[int, int, int | None, bool]):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.anchor is not None
    found = cadence.anchor
    assert (found.shift, found.month, found.day, found.working) == anchor


@pytest.mark.parametrize("text", ["保存三年", "随时更新", "审核开始5日前", "按计划", "每年的目标"])
def test_other_times_are_no_cadence(text: str):
    assert parse_cadence(text) is None


def test_vague_words_are_told_apart_from_irregular_ones():
    assert vague_times("不定期抽查") == ["不定期"]
    assert vague_times("应定期检查，必要时处理") == ["定期", "必要时"]


def test_periods_spelt_out_in_brackets_are_no_day_due():
    cadence = parse_cadence("每半年（3—8月、9月—次年2月）组织一次应急演练")
    assert cadence is not None
    assert (cadence.period, cadence.anchor) == ("half_year", None)


def test_a_month_after_an_event_is_no_monthly_duty():
    assert parse_cadence("指标连续三个月未达标的，应在第三个月的次月10日前报送说明") is None


def test_values_of_the_period_before_are_due_in_the_next_one():
    cadence = parse_cadence("每月6日前上报上期数据")
    assert cadence is not None
    assert cadence.anchor is not None
    assert (cadence.anchor.shift, cadence.anchor.day) == (1, 6)


@pytest.mark.parametrize(
    ("text", "period", "count"),
    [
        ("以半年为周期组织，每周期不少于一次", "half_year", 1),
        ("评审周期为一年", "year", 1),
        ("召开周期为两个月", "two_months", 1),
        ("6个月一次", "half_year", 1),
        ("1—6月、7—12月各1次", "half_year", 1),
        ("对机房进行月度巡检并填写记录", "month", 1),
        ("考核结果于季后次月20日前完成", "quarter", 1),
        ("应在年初（1月31日前）提出计划", "year", 1),
    ],
)
def test_a_cycle_is_a_cadence_in_whatever_words(text: str, period: str, count: int):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert (cadence.period, cadence.min_count) == (period, count)


@pytest.mark.parametrize(
    ("text", "month", "day", "shift"),
    [
        ("每年两次，7月和12月", 12, None, 0),
        ("每年2次（5月、11月）", 11, None, 0),
        ("每年两次，3月底前完成方案", 3, None, 0),
        ("每半年，8月15日前和次年2月15日前", 2, 15, 1),
        ("每半年一次，7月20日前、次年1月20日前", 1, 20, 1),
    ],
)
def test_months_named_for_each_time_put_the_day_due_at_the_last(text: str, month: int, day: int | None, shift: int):
    cadence = parse_cadence(text, cell=True)
    assert cadence is not None
    assert cadence.anchor is not None
    assert (cadence.anchor.month, cadence.anchor.day, cadence.anchor.shift) == (month, day, shift)


@pytest.mark.parametrize(
    ("text", "shift", "month"),
    [("每半年一次，半年结束后次月底前发布", 1, 1), ("每季度结束后次月末前", 1, 1), ("每季度末前完成", 0, None)],
)
def test_the_end_of_the_month_behind_a_period_is_the_day_due(text: str, shift: int, month: int | None):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.anchor is not None
    assert (cadence.anchor.shift, cadence.anchor.month, cadence.anchor.day) == (shift, month, None)
