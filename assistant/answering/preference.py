"""Which passages lead: the user's own documents before the built-in library, current editions before old ones."""

from collections.abc import Sequence

from ..domain.evidence import Passage
from .analysis import Analysis

_HEAD_START = 6
"""Ranks by which a passage of the user's own documents comes forward."""


def own_documents_first(passages: Sequence[Passage], workspace: str, analysis: Analysis) -> list[Passage]:
    """The passages with the user's own documents forward by a few ranks; looked-up clauses keep their place."""
    fixed = [passage for passage in passages if analysis.references and "lookup" in passage.found_by]
    rest = [passage for passage in passages if passage not in fixed]
    keyed = [
        (rank - (_HEAD_START if passage.chunk.workspace == workspace else 0), rank, passage)
        for rank, passage in enumerate(rest)
    ]
    return [*fixed, *(passage for _, _, passage in sorted(keyed, key=lambda item: item[:2]))]


def readable(passages: Sequence[Passage], analysis: Analysis) -> list[Passage]:
    """What an answer may be built from: superseded editions only where nothing else is there; for a clause its text."""
    current = [passage for passage in passages if not passage.superseded] or list(passages)
    if not analysis.references:
        return current
    looked_up = [passage for passage in current if "lookup" in passage.found_by]
    return looked_up or current
