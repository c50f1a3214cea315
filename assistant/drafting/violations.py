"""A contradiction of the facts as a violation."""

from ..domain.draft import Place, Violation, ViolationSeverity


def violation(
    rule: str, locator: str, quote: str, message: str, suggestion: str, severity: ViolationSeverity = "error"
) -> Violation:
    """A contradiction at a path of the fact table."""
    place = Place(locator=locator, quote=quote)
    return Violation(rule=rule, severity=severity, where=place, message=message, suggestion=suggestion)
