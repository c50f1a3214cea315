"""File properties, one policy for every set."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256

from .paper import FileFacts


def facts(author: str, day: date, key: str, company: str = "", last: date | None = None) -> FileFacts:
    """File properties: begun on the afternoon of the day, saved for the last time within the hour or on ``last``."""
    spread = sha256(key.encode()).digest()
    created = datetime.combine(day, time(13 + spread[0] % 4, spread[1] % 60, spread[2] % 60))
    saved = datetime.combine(last or day, created.time()) + timedelta(minutes=12 + spread[3] % 45)
    return FileFacts(author, author, created, saved, company)
