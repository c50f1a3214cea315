"""A quote is not a citation until it has been found in the source, and no support until it carries its claim."""

import re
from collections.abc import Mapping, Sequence

from .domain.answer import Claim
from .domain.evidence import Citation, Passage, Quote, UnverifiedQuote
from .text.normalize import fold_text, locate

_MINIMUM = 4
"""Characters a quote must have to be evidence of anything."""
_SUPPORT = 0.45
"""Share of a claim's character pairs that must stand in its quotes or their headings."""
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}[.、)）]|[（(]?\d{1,2}[)）])\s*")
_NEGATION = re.compile(
    r"不(?!同|断|仅|但|光|论|管|符合|足|良|少于|低于|超过|高于)|无需|无须|毋须|没有|并非|不得|禁止|切忌|严禁|未(?!来)|避免|防止|而非"
)
_FUNCTION = re.compile(
    r"[的了和与及或在是有也都就把被对向从到由为以用于而但等其之这那您你我]"
    r"|资料|要求|说明|指出|规定|包括|以下|如下|可以|需要|应当?"
)


def verify(quote: Quote, passages: Mapping[str, Passage]) -> Citation | UnverifiedQuote:
    """The citation of a quote that stands word for word (after folding) in the chunk it names."""
    passage = passages.get(quote.chunk_id)
    if passage is None:
        return UnverifiedQuote(quote=quote.text, reason="unknown_chunk")
    found = locate(passage.chunk.text, quote.text) if len(fold_text(quote.text)) >= _MINIMUM else None
    if found is None:
        return UnverifiedQuote(quote=quote.text, reason="text_not_found")
    return cite(passage, *found)


def cite(passage: Passage, start: int, end: int) -> Citation:
    """The citation of ``passage.chunk.text[start:end]``."""
    chunk = passage.chunk
    return Citation(
        document_id=chunk.document_id,
        version_id=chunk.version_id,
        document=passage.document,
        edition=passage.edition,
        clause=chunk.clause,
        locator=chunk.locator,
        page=chunk.page,
        quote=chunk.text[start:end],
        start=chunk.start + start,
        end=chunk.start + end,
        chunk_id=chunk.id,
    )


def verify_claim(text: str, quotes: Sequence[Quote], passages: Mapping[str, Passage]) -> Claim:
    """A claim with its verified citations; quotes not found or not carrying the claim are kept as unverified."""
    checked = [verify(quote, passages) for quote in quotes]
    citations = [item for item in checked if isinstance(item, Citation)]
    unverified = [item for item in checked if isinstance(item, UnverifiedQuote)]
    if citations and not supports(text, citations):
        unverified.extend(UnverifiedQuote(quote=item.quote, reason="not_supported") for item in citations)
        citations = []
    return Claim(text=text, citations=tuple(dict.fromkeys(citations)), unverified=tuple(unverified))


def supports(claim: str, citations: Sequence[Citation]) -> bool:
    """Do the quotes carry the claim: its words are theirs, its numbers stand there, none of them is turned round."""
    plain = _LIST_MARK.sub("", claim)
    body = fold_text("".join(item.quote for item in citations))
    context = body + fold_text("".join(f"{item.document}{item.locator}{item.clause or ''}" for item in citations))
    if not set(_NUMBER.findall(fold_text(plain))) <= set(_NUMBER.findall(context)):
        return False
    if _negated(plain) and not _negated(body):
        return False
    if _negated(body) and not _negated(plain) and _only_negative(citations):
        return False
    return _overlap(plain, context) >= _SUPPORT


def _negated(text: str) -> bool:
    return _NEGATION.search(text) is not None


def _only_negative(citations: Sequence[Citation]) -> bool:
    """True when every clause of every quote is negative, so that a plain claim turns it round."""
    clauses = [part for item in citations for part in re.split(r"[，,；;。：:]", item.quote) if len(part.strip()) > 1]
    return bool(clauses) and all(_negated(clause) for clause in clauses)


def _overlap(claim: str, context: str) -> float:
    runs = [run for run in _FUNCTION.sub(" ", fold_text(claim)).split() if run]
    pairs = [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
    words = [pair for pair in pairs if re.search(r"\w", pair)]
    return sum(pair in context for pair in words) / len(words) if words else 0.0
