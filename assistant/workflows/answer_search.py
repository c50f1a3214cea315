"""The passages of a question: the user's own documents first, the library where they fall short."""

from collections.abc import Sequence

from ..answering.compose import Evidence, examine, shape_fits
from ..answering.preference import merged
from ..answering.scope import asks_figure, points_at_own
from ..answering.sufficiency import Verdict, judge
from ..answering.understanding import Understood
from ..domain.answer import Question
from ..domain.evidence import Passage
from .answer_deps import AnswerDeps, tools, workspaces

_SPARE = 6
_ENOUGH = 3
"""Passages of the user's own that make a look into the library unnecessary when they answer well."""


def find(asked: Understood, question: Question, deps: AnswerDeps, limit: int) -> list[Passage]:
    """The passages that bear on the question: the user's own documents first, the library where they fall short.

    The library leads when the question is about a clause or when the own documents do not answer.
    """
    scope = workspaces(question, deps)
    if question.scope != "all" or asked.analysis.references:
        return search(asked, scope, deps, limit)
    own = search(asked, (question.workspace,), deps, limit)
    if own and points_at_own(asked.own, deps.rules.scope):
        return own
    mine, evidence = strength_of(asked, own, deps)
    fits = shape_fits(evidence, tools(deps, (question.workspace,)))
    if mine.solid and len(own) >= _ENOUGH and fits and not asked.names_standard:
        return own
    library = search(asked, (deps.library,), deps, limit)
    theirs, other = strength_of(asked, library, deps)
    better = not fits and theirs.reason is None and shape_fits(other, tools(deps, (deps.library,)))
    leads = better or (mine.reason is not None and theirs.score > mine.score)
    room = limit + _SPARE
    return merged(library, own, room) if leads else merged(own, library, room)


def search(asked: Understood, scope: Sequence[str], deps: AnswerDeps, limit: int) -> list[Passage]:
    """One search in ``scope``, with some passages to spare for the ranking by evidence."""
    return deps.retriever.search(asked.query, scope, limit + _SPARE, extra_queries=asked.other_queries(deps.rules))


def strength_of(asked: Understood, passages: Sequence[Passage], deps: AnswerDeps) -> tuple[Verdict, Evidence]:
    """How strongly ``passages`` speak to the question."""
    evidence = examine(asked.analysis, passages, tools(deps, ()), None)
    figure = asks_figure(asked.text, deps.rules.scope)
    return judge(asked.analysis, passages, evidence.scored, deps.rules.evidence, figure=figure), evidence
