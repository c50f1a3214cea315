"""Does a retrieved or cited place carry a gold target?"""

from collections.abc import Sequence

from .case import Target
from .folding import fold, overlaps
from .reply import Place
from .sources import Clause, Sources

MIN_NEAR = 8
"""A shorter quote does not count by lying near a span."""


def holds(place: Place, target: Target, sources: Sources) -> bool:
    """True when a passage contains the whole span, or is a section of the clause, term or topic."""
    if target.text:
        return sources.span(target) in fold(place.words)
    return _section(place, target, sources)


def cites(place: Place, target: Target, sources: Sources) -> bool:
    """True when a quote holds 60 % of the span or lies within 200 characters of it, or comes from the section."""
    if not target.text:
        return _section(place, target, sources)
    quote = fold(place.words)
    near = len(quote) >= MIN_NEAR and quote in sources.around(target)
    return near or overlaps(sources.span(target), quote)


def any_holds(places: Sequence[Place], point: Sequence[Target], sources: Sources) -> bool:
    """True when one of the passages carries one of the alternatives."""
    return any(holds(place, target, sources) for place in places for target in point)


def any_cites(places: Sequence[Place], point: Sequence[Target], sources: Sources) -> bool:
    """True when one of the quotes carries one of the alternatives."""
    return any(cites(place, target, sources) for place in places for target in point)


def _section(place: Place, target: Target, sources: Sources) -> bool:
    if target.term:
        return _is_term(place, fold(target.term))
    if target.topic:
        return any(fold(word) in fold(place.document + place.locator) for word in target.topic)
    return _is_clause(place, sources.clause(target))


def _is_term(place: Place, term: str) -> bool:
    last = fold(place.locator.rsplit("›", 1)[-1])
    return last == term or f"{term}是指" in fold(place.words)


def _is_clause(place: Place, clause: Clause) -> bool:
    """The clause or one below it. The number alone is not enough: other standards have a 5.2 too."""
    context = fold(place.document + place.locator)
    known = fold(clause.code) in context or fold(clause.title) in context
    number, wanted = fold(place.clause), fold(clause.number)
    return known and (number == wanted or number.startswith(f"{wanted}."))
