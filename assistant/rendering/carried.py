"""What a new version of a file took over from corrections, in words."""

from collections.abc import Iterable

from ..domain.document import DocumentFact
from ..ingestion.corrections import LASTING
from ..labels import DOCUMENT_FACT


def carried_words(facts: Iterable[DocumentFact]) -> str:
    """``沿用以前更正的题名、种类；版本按新文件读出，请核对``; empty for no facts."""
    listed = list(facts)
    lasting = "、".join(DOCUMENT_FACT[fact] for fact in listed if fact in LASTING)
    anew = "、".join(DOCUMENT_FACT[fact] for fact in listed if fact not in LASTING)
    parts = (f"沿用以前更正的{lasting}" if lasting else "", f"{anew}按新文件读出，请核对" if anew else "")
    return "；".join(part for part in parts if part)
