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
_RESTS = 0.55
"""Share of a quoted clause's character pairs in the claim from which the claim rests on it."""
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}[.、)）]|[（(]?\d{1,2}[)）])\s*")
_NEGATIONS = (
    re.compile(
        r"不(?!同|断|仅|但|光|论|管|符合|足|良|少于|低于|超过|高于)|无需|无须|毋须|并非|禁止|切忌|严禁|避免|防止|杜绝|而非"
    ),
    re.compile(r"没有|没(?!收|落)|未(?!来)|缺乏|缺少"),
)
"""Denied or forbidden, and absent: a claim and its quote must agree in both."""
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
    if any(_turned(negation, plain, body, citations) for negation in _NEGATIONS):
        return False
    return _overlap(plain, context) >= _SUPPORT


def _turned(negation: re.Pattern[str], claim: str, body: str, citations: Sequence[Citation]) -> bool:
    """The claim denies what no quote denies, or states plainly what a clause it rests on denies."""
    if negation.search(claim):
        return not negation.search(body)
    clauses = [part for item in citations for part in re.split(r"[，,；;。：:、]", item.quote) if len(part.strip()) > 1]
    resting = [part for part in clauses if _overlap(part, fold_text(claim)) >= _RESTS]
    return any(negation.search(part) for part in resting)


def _overlap(claim: str, context: str) -> float:
    runs = [run for run in _FUNCTION.sub(" ", fold_text(claim)).split() if run]
    pairs = [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
    words = [pair for pair in pairs if re.search(r"\w", pair)]
    return sum(pair in context for pair in words) / len(words) if words else 0.0
