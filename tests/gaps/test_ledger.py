from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.work_calendar import is_workday
from assistant.domain.facts import Anchor, Cadence
from assistant.gaps.ledger import Expected, Happening, expected_of, gaps_between, match

PERIODS = {"month": 12, "two_months": 6, "quarter": 4, "half_year": 2, "year": 1}
years = st.integers(2004, 2026)
periods = st.sampled_from(sorted(PERIODS))


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def run(expected: list[Expected], days: list[date], as_of: date, *, complete: bool = True, deadline: bool = False):
    happened = [Happening(d, None, str(i)) for i, d in enumerate(days)]
    return match(expected, happened, as_of=as_of, grace=lambda _: 3, complete=complete, deadline_known=deadline)


@given(years, periods)
def test_a_calendar_year_holds_each_period_once_without_hole_or_overlap(number: int, period: str):
    found = expected_of(Cadence(period=period), year(number), is_workday)
    assert len(found) == PERIODS[period]
    assert found[0].first == date(number, 1, 1)
    assert found[-1].last == date(number, 12, 31)
    assert all(b.first == a.last + timedelta(days=1) for a, b in zip(found, found[1:], strict=False))


@given(years, periods, st.integers(1, 31))
def test_the_day_due_exists_in_leap_years_and_short_months(number: int, period: str, day: int):
    for one in expected_of(Cadence(period=period, anchor=Anchor(shift=1, month=1, day=day)), year(number), is_workday):
        assert one.due is not None
        assert one.due > one.last


@given(years, periods, st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_a_rule_never_counts_before_it_is_in_force(number: int, period: str, effective: date):
    for one in expected_of(Cadence(period=period), year(number), is_workday, effective_from=effective):
        assert one.last >= effective


@given(years, periods, st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_a_rule_changed_in_mid_year_counts_no_period_twice(number: int, period: str, change: date):
    old = expected_of(Cadence(period=period), year(number), is_workday, effective_to=change)
    new = expected_of(Cadence(period=period), year(number), is_workday, effective_from=change)
    assert not {o.first for o in old} & {n.first for n in new}


@given(periods, st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), max_size=40))
def test_no_happening_serves_two_occurrences(period: str, days: list[date]):
    outcomes = run(expected_of(Cadence(period=period), year(2025), is_workday), days, date(2026, 3, 1))
    keys = [k for o in outcomes for k in o.keys]
    assert len(keys) == len(set(keys))


@given(periods, st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), max_size=20))
def test_without_complete_coverage_nothing_is_ever_missing(period: str, days: list[date]):
    outcomes = run(expected_of(Cadence(period=period), year(2025), is_workday), days, date(2026, 3, 1), complete=False)
    assert all(o.state != "missing" for o in outcomes)


@given(periods, st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_what_is_not_yet_due_is_not_evaluable(period: str, as_of: date):
    for outcome in run(expected_of(Cadence(period=period), year(2025), is_workday), [], as_of):
        assert outcome.state == "not_evaluable" or outcome.expected.last < as_of


@given(
    periods,
    st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), max_size=20),
    st.dates(date(2025, 1, 1), date(2025, 12, 31)),
)
def test_one_more_record_never_makes_more_missing(period: str, days: list[date], extra: date):
    expected = expected_of(Cadence(period=period), year(2025), is_workday)
    before = sum(o.state == "missing" for o in run(expected, days, date(2026, 3, 1)))
    after = sum(o.state == "missing" for o in run(expected, [*days, extra], date(2026, 3, 1)))
    assert after <= before


def test_late_and_in_time_are_told_by_the_day_due_and_the_grace():
    cadence = Cadence(period="quarter", anchor=Anchor(shift=1, month=1, day=15))
    expected = expected_of(cadence, year(2025), is_workday)[:1]
    assert run(expected, [date(2025, 4, 18)], date(2026, 1, 1), deadline=True)[0].state == "fulfilled"
    assert run(expected, [date(2025, 4, 19)], date(2026, 1, 1), deadline=True)[0].state == "late"


def test_working_days_beyond_the_calendar_are_not_evaluable():
    cadence = Cadence(period="month", anchor=Anchor(shift=1, month=1, day=5, working=True))
    expected = expected_of(cadence, year(2031), is_workday)
    assert {o.due for o in expected} == {None}
    assert {o.state for o in run(expected, [], date(2033, 1, 1))} == {"not_evaluable"}


def test_a_window_of_twelve_months_across_the_year_end_counts_as_one_year():
    window = (date(2024, 7, 1), date(2025, 6, 30))
    assert [(o.first, o.last) for o in expected_of(Cadence(period="year"), window, is_workday)] == [window]


def test_a_report_that_names_its_quarter_belongs_to_it_whenever_it_was_signed():
    expected = expected_of(Cadence(period="quarter", anchor=Anchor(shift=1, month=1, day=15)), year(2025), is_workday)
    happened = [Happening(date(2025, 10, 14), (date(2025, 7, 1), date(2025, 9, 30)), "q3")]
    outcomes = match(expected, happened, as_of=date(2026, 3, 1), grace=lambda _: 3, complete=True)
    assert [o.state for o in outcomes] == ["missing", "missing", "fulfilled", "missing"]


def test_an_approved_exception_is_neither_missing_nor_fulfilled():
    expected = expected_of(Cadence(period="month"), year(2025), is_workday)[:2]
    outcomes = match(
        expected, [], as_of=date(2026, 1, 1), grace=lambda _: 3, complete=True, excepted=lambda e: e.first.month == 2
    )
    assert [o.state for o in outcomes] == ["missing", "excepted"]


def test_gaps_reach_to_the_edges_of_the_window():
    spans = gaps_between([date(2025, 3, 1), date(2025, 6, 1)], year(2025), date(2026, 1, 15))
    assert spans == [
        (date(2025, 1, 1), date(2025, 3, 1)),
        (date(2025, 3, 1), date(2025, 6, 1)),
        (date(2025, 6, 1), date(2025, 12, 31)),
    ]


def test_a_year_of_its_own_shifts_halves_and_keeps_months_of_the_calendar():
    window = (date(2024, 4, 1), date(2025, 3, 31))
    halves = expected_of(Cadence(period="half_year"), window, is_workday, year_start=4)
    assert [o.first for o in halves] == [date(2024, 4, 1), date(2024, 10, 1)]
    january = Cadence(period="year", anchor=Anchor(month=1))
    assert [o.due for o in expected_of(january, window, is_workday, year_start=4)] == [date(2025, 1, 31)]


def test_a_report_that_others_waited_for_as_long_may_still_come():
    expected = expected_of(Cadence(period="quarter"), year(2025), is_workday)
    said = [Happening(date(2025, m, 18), (e.first, e.last), str(m)) for m, e in zip((4, 7, 10), expected, strict=False)]
    last = [match(expected, said, as_of=day, grace=lambda _: 3, complete=True, deadline_known=False)[-1].state
            for day in (date(2026, 1, 14), date(2026, 3, 1))]  # fmt: skip
    assert last == ["not_evaluable", "missing"]


def test_a_yearly_rule_of_mid_year_counts_while_a_season_is_left():
    for begins, counts in ((date(2025, 9, 1), 1), (date(2025, 11, 3), 0)):
        assert len(expected_of(Cadence(period="year"), year(2025), is_workday, effective_from=begins)) == counts
        quarterly = expected_of(Cadence(period="quarter"), year(2025), is_workday, effective_from=begins)
        assert all(one.first >= begins for one in quarterly)
