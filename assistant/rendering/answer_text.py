"""An answer for the terminal and for Markdown export."""

from collections.abc import Iterator, Sequence

from ..domain.answer import Answer
from ..domain.conversation import Conversation, Message
from ..domain.evidence import Citation
from ..labels import REFUSAL, STATUS


def answer_markdown(answer: Answer) -> str:
    """Status, text, then each source once with its words."""
    return "\n".join(_lines(answer)).rstrip() + "\n"


def conversation_markdown(conversation: Conversation, messages: Sequence[Message]) -> str:
    """A whole conversation for export."""
    parts = [f"# {conversation.title}\n"]
    for message in messages:
        parts.append(f"## 问：{message.question}\n")
        parts.append(answer_markdown(message.answer) if message.answer else f"{message.note}\n")
    return "\n".join(parts)


def _lines(answer: Answer) -> Iterator[str]:
    yield f"【{badge(answer)}】{answer.question}"
    if answer.rewritten:
        yield f"（按上文理解为：{answer.rewritten}）"
    yield ""
    yield answer.text
    sources = sources_of(answer)
    if sources:
        yield ""
        yield "出处（均已与原文逐字核对）："
        yield from (f"[{i}] {place(c)}\n    “{c.quote.strip()}”" for i, c in enumerate(sources, start=1))
    unverified = [u for claim in answer.claims for u in claim.unverified]
    if unverified:
        yield ""
        yield f"另有 {len(unverified)} 处引文未能在资料中找到，标为未证实。"
    yield from (f"注：{note}" for note in answer.run.notes)


def sources_of(answer: Answer) -> list[Citation]:
    """Each source once, in the order of the claims: their numbers in the text."""
    return list(dict.fromkeys(c for claim in answer.claims for c in claim.citations))


def place(citation: Citation) -> str:
    """Document, edition, clause, breadcrumb, page — as far as known."""
    parts = [f"《{citation.document}》"]
    if citation.locator:
        parts.append(citation.locator)
    elif citation.clause:
        parts.append(citation.clause)
    if citation.page:
        parts.append(f"第 {citation.page} 页")
    return " ".join(parts)


def badge(answer: Answer) -> str:
    """The state of an answer in words, a refusal with its reason."""
    status = STATUS[answer.status]
    return f"{status}：{REFUSAL[answer.refusal]}" if answer.refusal else status
