"""The outside of answering, and where a question may look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..answering.compose import Tools
from ..answering.intent import IntentReader
from ..answering.rules import AnsweringRules
from ..answering.scoring import Similarity
from ..domain.answer import Question
from ..domain.evidence import Passage
from ..domain.framework import Framework
from ..domain.glossary import Glossary
from ..ports import ChatModel, ChunkReader, Segmenter
from ..prompts import AnswerPrompts

_NEIGHBOURS = 6


class Search(Protocol):
    """The retriever as this workflow needs it."""

    def search(
        self, query: str, workspaces: Sequence[str], limit: int = 10, *, extra_queries: Sequence[str] = ()
    ) -> list[Passage]:
        """At most ``limit`` passages, best first."""
        ...


@dataclass(frozen=True)
class AnswerDeps:
    """The outside of answering. Without ``model`` answers are extractive; ``library`` is the built-in workspace."""

    retriever: Search
    reader: ChunkReader
    glossary: Glossary
    segmenter: Segmenter
    rules: AnsweringRules
    frameworks: tuple[Framework, ...] = ()
    library: str = "library"
    model: ChatModel | None = None
    prompts: AnswerPrompts | None = None
    similarity: Similarity | None = None
    intent: IntentReader | None = None
    corpus_revision: str = ""
    index_revision: str = ""


def workspaces(question: Question, deps: AnswerDeps) -> tuple[str, ...]:
    """Where the question may look."""
    if question.scope == "library":
        return (deps.library,)
    return (question.workspace,) if question.scope == "workspace" else (question.workspace, deps.library)


def tools(deps: AnswerDeps, scope: Sequence[str]) -> Tools:
    """What the composer works with, restricted to the workspaces of the question."""

    def section(passage: Passage) -> list[Passage]:
        chunks = deps.reader.neighbours(passage.chunk.id, _NEIGHBOURS, _NEIGHBOURS, scope)
        same = [chunk for chunk in chunks if chunk.path == passage.chunk.path]
        return [passage.model_copy(update={"chunk": chunk}) for chunk in same] or [passage]

    rules = deps.rules
    return Tools(
        connectives=rules.connectives,
        contrast=rules.contrast,
        types=rules.types,
        glossary=deps.glossary,
        segmenter=deps.segmenter,
        section=section,
        spoken=rules.spoken,
        similarity=deps.similarity,
    )
