"""The outside of answering, and where a question may look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..answering.examining import Tools
from ..answering.intent import IntentReader
from ..answering.meaning import MeaningReader
from ..answering.nearness import Nearness
from ..answering.rules import AnsweringRules
from ..domain.answer import Question
from ..domain.evidence import Passage
from ..domain.framework import Framework
from ..domain.glossary import Glossary
from ..ports import ChatModel, ChunkReader, Segmenter
from ..prompts import AnswerPrompts

_NEIGHBOURS = 12
_TOP = 2
"""Steps of a breadcrumb that are no section of their own: a whole chapter is no list."""


class Search(Protocol):
    """The retriever as this workflow needs it."""

    def search(
        self,
        query: str,
        workspaces: Sequence[str],
        limit: int = 10,
        *,
        extra_queries: Sequence[str] = (),
        meant: Sequence[tuple[str, float]] = (),
        beside: Sequence[Passage] = (),
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
    nearness: Nearness | None = None
    intent: IntentReader | None = None
    meaning: MeaningReader | None = None
    corpus_revision: str = ""
    index_revision: str = ""


def workspaces(question: Question, deps: AnswerDeps) -> tuple[str, ...]:
    """Where the question may look."""
    if question.scope == "library":
        return (deps.library,)
    return (question.workspace,) if question.scope == "workspace" else (question.workspace, deps.library)


def tools(deps: AnswerDeps, scope: Sequence[str]) -> Tools:
    """What the composer works with, restricted to the workspaces of the question."""

    def sections(passage: Passage) -> list[list[Passage]]:
        chunks = deps.reader.neighbours(passage.chunk.id, _NEIGHBOURS, _NEIGHBOURS, scope)
        path = passage.chunk.path
        homes = [path, path[:-1]] if len(path) > _TOP else [path]
        found = [[chunk for chunk in chunks if chunk.path[: len(home)] == home] for home in homes]
        return [[passage.model_copy(update={"chunk": chunk}) for chunk in part] or [passage] for part in found]

    rules = deps.rules
    return Tools(
        connectives=rules.connectives,
        contrast=rules.contrast,
        types=rules.types,
        glossary=deps.glossary,
        segmenter=deps.segmenter,
        sections=sections,
        spoken=rules.spoken,
        ranker=rules.ranker,
        nearness=deps.nearness,
        library=deps.library,
    )
