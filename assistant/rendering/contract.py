"""Values → the JSON others rely on. The outer contract in one place."""

from collections.abc import Sequence
from typing import Any

from ..domain.answer import Answer, Claim
from ..domain.evidence import Citation, Passage

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """What ``ask --json`` prints."""
    return {
        "question": answer.question,
        "rewritten": answer.rewritten,
        "status": answer.status,
        "refusal": answer.refusal,
        "text": answer.text,
        "claims": [_claim(claim) for claim in answer.claims],
        "passages": [passage_json(passage) for passage in answer.passages],
        "run": {**answer.run.model_dump(mode="json", exclude={"prompts"}), "prompts": dict(answer.run.prompts)},
    }


def passages_json(query: str, passages: Sequence[Passage]) -> Json:
    """What ``search --json`` prints."""
    return {"query": query, "passages": [passage_json(passage) for passage in passages]}


def passage_json(passage: Passage) -> Json:
    """One ranked passage."""
    chunk = passage.chunk
    return {
        "chunk_id": chunk.id,
        "source_id": chunk.source_id,
        "document_id": chunk.document_id,
        "document": passage.document,
        "role": passage.role,
        "edition": passage.edition,
        "superseded": passage.superseded,
        "clause": chunk.clause,
        "locator": chunk.locator,
        "page": chunk.page,
        "text": chunk.text,
        "score": round(passage.score, 6),
        "found_by": list(passage.found_by),
    }


def _claim(claim: Claim) -> Json:
    return {
        "text": claim.text,
        "citations": [_citation(citation) for citation in claim.citations],
        "unverified": [quote.model_dump(mode="json") for quote in claim.unverified],
    }


def _citation(citation: Citation) -> Json:
    return citation.model_dump(mode="json", exclude={"version_id"})
