"""What people said of a document, and how much of it a new version of the file takes over.

Title, kind and code are about the document and stay. Version and effective date are about one version: they are read
anew and shown to be confirmed.
"""

from collections.abc import Collection
from typing import get_args

from ..domain.document import Document, DocumentFact

FACTS: tuple[DocumentFact, ...] = get_args(DocumentFact)
LASTING: frozenset[DocumentFact] = frozenset(("title", "kind", "code"))


def told(stored: Document, said: Document) -> Document:
    """``said`` as a person says it is: where it differs from what is stored it is theirs; nothing is left to check."""
    theirs = {*stored.corrected, *(fact for fact in FACTS if getattr(stored, fact) != getattr(said, fact))}
    return said.model_copy(update={"corrected": _ordered(theirs), "to_check": ()})


def carried(read: Document, before: Document, same: Document | None) -> Document:
    """A version as just read with what was said of the current one, and of itself where it was stored already."""
    kept = {fact: getattr(same, fact) for fact in same.corrected} if same else {}
    kept |= {fact: getattr(before, fact) for fact in before.corrected if fact in LASTING}
    unseen = before.to_check if before.version_id == read.version_id else (*before.corrected, *before.to_check)
    return read.model_copy(update={**kept, "corrected": _ordered(kept), "to_check": _ordered(unseen)})


def _ordered(facts: Collection[str]) -> tuple[DocumentFact, ...]:
    return tuple(fact for fact in FACTS if fact in facts)
