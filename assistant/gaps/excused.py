"""Expected occurrences whose breach a person explained or waived: no breach of the execution any more."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ..domain.finding import Finding, FindingState, LedgerLine

SETTLED: tuple[FindingState, ...] = ("explained", "waived")
"""States of findings nothing has to be mended about."""
_BREACHES = {"B1": ("missing",), "B3": ("missing",), "B2": ("late",), "E2": ("late",)}
_EVERY = ("B1", "B3", "E2")
"""Types that tell all occurrences of one duty in one finding."""


def without_excused(
    conformity: Mapping[str, int], ledger: Sequence[LedgerLine], findings: Sequence[Finding]
) -> dict[str, int]:
    """Counts of occurrences where those a settled finding speaks of are ``excused``: neither done nor breached."""
    settled = [f for f in findings if f.type in _BREACHES and f.state in SETTLED and not f.recheck and f.document]
    taken = Counter(line.state for line in ledger if _spoken_of(line, settled))
    if not taken:
        return dict(conformity)
    left = {state: max(0, count - taken[state]) for state, count in conformity.items()}
    return left | {"excused": taken.total()}


def _spoken_of(line: LedgerLine, settled: Sequence[Finding]) -> bool:
    return any(
        line.state in _BREACHES[f.type]
        and f.document is not None
        and (f.document.file, f.document.quote) == (line.document.file, line.document.quote)
        and (f.type in _EVERY or _period(line) in f.object)
        for f in settled
    )


def _period(line: LedgerLine) -> str:
    match = re.search(r"（([^（）]*)）$", line.obligation)
    return match[1] if match else line.obligation
