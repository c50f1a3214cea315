"""What an enterprise declares of itself in ``enterprise.yaml``."""

from datetime import date

from .value import Value


class ApprovedException(Value):
    """An approved exception with its reason."""

    what: str
    reason: str = ""
    approved_by: str = ""
    approved_on: date | None = None


class Enterprise(Value):
    """What ``enterprise.yaml`` says, all optional."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    window: tuple[date, date] | None = None
    as_of: date | None = None
    headcount: int | None = None
    certified_on: date | None = None
    coverage: tuple[tuple[str, str], ...] = ()
    exceptions: tuple[ApprovedException, ...] = ()
    authenticity: bool = False
    notes: tuple[str, ...] = ()
