"""Questions and answers."""

from typing import Literal

from .evidence import Citation, Passage, UnverifiedQuote
from .value import Value

Status = Literal["grounded", "partial", "refused"]
Refusal = Literal["no_evidence", "no_such_clause", "out_of_scope", "unethical", "needs_clarification"]
Audience = Literal["决策层", "全员", "内审员", "文件编写", "咨询师"]
Scope = Literal["all", "library", "workspace"]


class Turn(Value):
    """One earlier question of the conversation with its answer."""

    question: str
    answer: str = ""


class Question(Value):
    """A question as asked, where it may look, and for whom the answer is."""

    text: str
    workspace: str
    scope: Scope = "all"
    audience: Audience | None = None
    history: tuple[Turn, ...] = ()


class Claim(Value):
    """One statement of an answer with the citations that carry it."""

    text: str
    citations: tuple[Citation, ...] = ()
    unverified: tuple[UnverifiedQuote, ...] = ()


class RunRecord(Value):
    """What made this result: model, prompt hashes, revisions, duration in milliseconds."""

    model: str = "extractive"
    prompts: tuple[tuple[str, str], ...] = ()
    corpus_revision: str = ""
    index_revision: str = ""
    elapsed_ms: int = 0
    notes: tuple[str, ...] = ()
    """What a person must know, e.g. ``模型超时，已改用摘录式回答``."""


class Answer(Value):
    """The answer as a person reads it, its claims and all ranked passages, unused ones too."""

    question: str
    rewritten: str | None = None
    status: Status
    refusal: Refusal | None = None
    text: str
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()
    run: RunRecord = RunRecord()
