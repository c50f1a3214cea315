"""Working days of mainland China with 调休, from the chinesecalendar package (data up to a known year)."""

from datetime import date
from functools import lru_cache

import chinese_calendar


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool | None:
    """Whether ``day`` is worked; None where the package has no data for the year (then nothing is concluded)."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
