"""Refusals with a helpful text: what was looked for, what is nearest, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.answer import Refusal
from ..domain.evidence import Passage
from .scope import ScopeWording
from .sufficiency import Verdict

_TERMS = 4
_NEAR = 2


@dataclass(frozen=True)
class Refused:
    """A reason and what we say."""

    reason: Refusal
    text: str


def clarify(wording: ScopeWording) -> Refused:
    """The question says too little."""
    return Refused("needs_clarification", f"{wording.clarify}\n{wording.clarify_hint}")


def outside(wording: ScopeWording) -> Refused:
    """A topic of another world."""
    return Refused("out_of_scope", f"{wording.out_of_scope}\n{wording.out_of_scope_hint}")


def no_evidence(
    verdict: Verdict, passages: Sequence[Passage], wording: ScopeWording, *, figure: str | None, private: bool
) -> Refused:
    """Nothing found that answers: what is missing and where the nearest text stands."""
    if not passages:
        return Refused("no_evidence", wording.no_library)
    lines = [wording.no_evidence]
    if verdict.missing:
        lines.append(wording.no_evidence_missing.format(terms="、".join(verdict.missing[:_TERMS])))
    if figure:
        lines.append(wording.no_evidence_figure.format(what=figure))
    if private:
        lines.append(wording.no_evidence_private)
    near = "；".join(dict.fromkeys(_place(passage) for passage in passages[:_NEAR]))
    lines.append(wording.no_evidence_near.format(near=near))
    return Refused("no_evidence", "\n".join(lines))


def _place(passage: Passage) -> str:
    return f"《{passage.document}》{passage.chunk.path[-1] if passage.chunk.path else ''}".strip()
