"""Counting days: calendar days, months, and working days by a calendar that knows 调休."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from ..domain.facts import Deadline

IsWorkday = Callable[[date], bool | None]
"""True / False, or None beyond the calendar's data (then nothing is concluded)."""


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, the last day of the month where it does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_workdays(day: date, amount: int, is_workday: IsWorkday) -> date | None:
    """The day ``amount`` working days after ``day`` (before it for a negative amount); None beyond the calendar."""
    step, left = (1 if amount >= 0 else -1), abs(amount)
    while left:
        day += timedelta(days=step)
        state = is_workday(day)
        if state is None:
            return None
        left -= state
    return day


def limit_of(deadline: Deadline, event: date, is_workday: IsWorkday) -> date | None:
    """Last day allowed by ``deadline`` for an ``event``; for ``before`` the last day on which the act is early
    enough."""
    amount = -deadline.amount if deadline.before else deadline.amount
    if deadline.unit == "workday":
        return add_workdays(event, amount, is_workday)
    if deadline.unit == "month":
        return add_months(event, amount)
    days = {"week": 7 * amount, "hour": (abs(amount) + 23) // 24 * (-1 if amount < 0 else 1)}.get(deadline.unit, amount)
    return event + timedelta(days=days)


def workdays_between(first: date, last: date, is_workday: IsWorkday) -> int | None:
    """Working days after ``first`` up to and including ``last``; None beyond the calendar."""
    count, day = 0, first
    while day < last:
        day += timedelta(days=1)
        state = is_workday(day)
        if state is None:
            return None
        count += state
    return count
