"""The passages of a question: the user's own documents first, the library where they fall short."""

from collections.abc import Sequence

from ..answering.asked import SETTLED, is_told
from ..answering.clause_check import chapters_as_clauses
from ..answering.compose import shape_fits
from ..answering.examining import Evidence, examine
from ..answering.preference import merged
from ..answering.scope import asks_figure, asks_practice, points_at_own
from ..answering.sufficiency import Verdict, judge, tells_number
from ..answering.understanding import Understood
from ..domain.answer import Question
from ..domain.evidence import Passage
from ..text.numerals import ordinal
from .answer_deps import AnswerDeps, tools, workspaces

_SPARE = 6
_PAPERS = frozenset({"manual", "procedure", "work_instruction", "form", "record", "register"})
_NUMBERS = 4
_ENOUGH = 3
"""Passages of the user's own that stand without the library when they answer well."""
_NEARER = 0.22
"""Lead in reach from which the library answers although the own documents seem to."""


def find(asked: Understood, question: Question, deps: AnswerDeps, limit: int) -> list[Passage]:
    """The passages that bear on the question: the user's own documents first, the library where they fall short.

    The library leads when the question is about a clause, when the own documents do not answer or when it comes much
    nearer to the question. What it says helps to find the own ones in any case.
    """
    scope = workspaces(question, deps)
    if asked.analysis.references:
        return _with_clauses(asked, scope, deps, search(asked, scope, deps, limit, _query(asked, deps, scope)))
    if question.scope == "library":
        return search(asked, scope, deps, limit)
    library = search(asked, (deps.library,), deps, limit)
    own = search(asked, (question.workspace,), deps, limit, beside=library)
    if question.scope == "workspace" or (own and points_at_own(asked.own, deps.rules.scope)):
        return own
    mine, evidence = strength_of(asked, own, deps)
    halves = bool(asked.parts)
    fits = _fits(evidence, deps, question.workspace, halves)
    papers = _of_the_firm(own)
    theirs, other = strength_of(asked, library, deps)
    nearer = theirs.reason is None and theirs.reach - mine.reach > _NEARER
    if mine.solid and len(own) >= _ENOUGH and fits and not asked.names_standard and not papers and not nearer:
        return own
    better = not fits and not halves and theirs.reason is None and _fits(other, deps, deps.library, halves)
    practice = papers and mine.solid and asks_practice(asked.own, asked.analysis.kinds, deps.rules.scope)
    behind = (papers and not practice) or mine.reason not in ((None, "figure") if halves else (None,))
    leads = better or (nearer and not practice) or (behind and theirs.score > mine.score)
    room = limit + _SPARE
    return merged(library, own, room) if leads else merged(own, library, room)


def _fits(evidence: Evidence, deps: AnswerDeps, workspace: str, halves: bool) -> bool:
    """Do the passages hold what was asked for: a definition, a list of that many items, a number of that unit?"""
    told = tells_number(evidence.analysis, evidence.scored, deps.rules.evidence)
    told = told and (halves or is_told(evidence.analysis, evidence.scored, deps.rules.connectives, SETTLED))
    return told and shape_fits(evidence, tools(deps, (workspace,)))


def _of_the_firm(passages: Sequence[Passage]) -> bool:
    """Whether a firm's procedures and records stand in front: they say what it does, not what is asked of firms."""
    front = passages[:_ENOUGH]
    return sum(passage.role == "client" and passage.kind in _PAPERS for passage in front) * 2 > len(front)


def _with_clauses(asked: Understood, scope: Sequence[str], deps: AnswerDeps, found: list[Passage]) -> list[Passage]:
    """Clauses of the default standard in front, for numbers without a document that the own papers do not have."""
    standard = deps.rules.scope.default_standard
    bare = [reference for reference in asked.analysis.references if not reference.document]
    own = any("lookup" in passage.found_by and passage.chunk.workspace != deps.library for passage in found)
    if not bare or (own and not any(reference.kind == "chapter" for reference in bare)):
        return found
    named = [_query_for(reference.canonical, standard) for reference in bare[:_NUMBERS]]
    meant = [
        passage
        for query in named
        for passage in deps.retriever.search(query, scope, _NUMBERS)
        if "lookup" in passage.found_by
    ]
    return list({passage.chunk.id: passage for passage in [*meant, *found]}.values())


def _query_for(number: str, standard: str) -> str:
    plain = str(ordinal(number) or number) if number.endswith("章") else number
    return f"{standard} 的条款{plain}" if plain.isdigit() else f"{standard} 的 {plain}"


def _query(asked: Understood, deps: AnswerDeps, scope: Sequence[str]) -> str:
    return chapters_as_clauses(asked.query, asked.analysis.references, deps.reader.clauses(scope))


def search(
    asked: Understood,
    scope: Sequence[str],
    deps: AnswerDeps,
    limit: int,
    query: str | None = None,
    beside: Sequence[Passage] = (),
) -> list[Passage]:
    """One search in ``scope``, with some passages to spare for the ranking by evidence; ``beside`` is what the library
    says to the question."""
    return deps.retriever.search(
        query or asked.query,
        scope,
        limit + _SPARE,
        extra_queries=asked.other_queries(deps.rules),
        meant=_meant(asked),
        beside=beside,
    )


def _meant(asked: Understood) -> list[tuple[str, float]]:
    """What the question may mean, and what each of its parts most likely means, which share one certainty."""
    of_parts = [(part.meant[0].wording, part.meant[0].chance / len(asked.parts)) for part in asked.parts if part.meant]
    return [*((meant.wording, meant.chance) for meant in asked.meant), *of_parts]


def strength_of(asked: Understood, passages: Sequence[Passage], deps: AnswerDeps) -> tuple[Verdict, Evidence]:
    """How strongly ``passages`` speak to the question."""
    evidence = examine(asked.analysis, passages, tools(deps, ()), None, asked.hints)
    figure = asks_figure(asked.text, deps.rules.scope)
    return judge(asked.analysis, passages, evidence.scored, deps.rules.evidence, figure=figure), evidence
