"""A question becomes a verified, cited answer or a reasoned refusal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from ..answering.analysis import Analysis, asks_meaning
from ..answering.asked import asked_kinds, is_told, told_first
from ..answering.blocks import claims_of, text_of
from ..answering.compose import hedged
from ..answering.correction import false_premise
from ..answering.examining import Evidence, Tools, examine
from ..answering.in_parts import compose_parts, founded, plainly
from ..answering.modelled import Refusal as ModelRefusal
from ..answering.modelled import claims_from, history_text, question_text, sources_of, sources_text
from ..answering.parts import focused
from ..answering.preference import by_evidence, clauses_of, own_in_front, readable
from ..answering.refusals import Refused, no_evidence, outside
from ..answering.scope import asks_figure, asks_private
from ..answering.scoring import Scored, defining
from ..answering.sufficiency import EvidenceRules, Verdict, asked_number, judge, numbers_first, tells_number
from ..answering.understanding import Part, Understood, honest_way, refusal_before_search, understand
from ..domain.answer import Answer, Claim, Question, RunRecord, Status
from ..domain.errors import ModelError
from ..domain.evidence import Passage
from ..ports import ChatModel
from .answer_deps import AnswerDeps, tools, workspaces
from .answer_search import find

__all__ = ["AnswerDeps", "Done", "Event", "Stage", "Told", "answer", "stream", "with_model"]

UNPROVEN = "【未证实】"


@dataclass(frozen=True)
class Stage:
    """Progress for the page: what is being done now, in Chinese."""

    name: str


@dataclass(frozen=True)
class Told:
    """One claim as soon as it is checked."""

    claim: Claim


@dataclass(frozen=True)
class Done:
    """The whole answer; the last event."""

    answer: Answer


Event = Stage | Told | Done


def answer(question: Question, deps: AnswerDeps, limit: int = 10) -> Answer:
    """Answer ``question`` from the passages of its scope, at most ``limit`` of them shown."""
    return next(event.answer for event in stream(question, deps, limit) if isinstance(event, Done))


def stream(question: Question, deps: AnswerDeps, limit: int = 10) -> Iterator[Event]:
    """The same as :func:`answer`, told as it happens; ends with :class:`Done`."""
    started = perf_counter()
    yield Stage("理解问题")
    scope = workspaces(question, deps)
    asked = understand(question, deps.rules, deps.glossary, deps.segmenter, deps.intent, deps.meaning)
    draft = _Draft(question, asked, deps, started)
    refused = refusal_before_search(
        asked, question.history, deps.rules, deps.glossary, deps.frameworks, lambda: deps.reader.clauses(scope)
    )
    if refused:
        yield Done(draft.refused(refused))
        return
    yield Stage("查找资料")
    passages = find(asked, question, deps, limit)
    readable_ones = readable(passages, asked.analysis, deps.rules.scope.default_standard, deps.library)
    hands, whole = tools(deps, scope), focused(asked.analysis, deps.rules.types)
    evidence = _examined(Part(whole, asked.meant, asked.hints), readable_ones, hands, draft)
    parts = [_examined(part, readable_ones, hands, draft) for part in asked.parts]
    scored = [item for one in (evidence, *parts) for item in one.scored]
    passages = own_in_front(by_evidence(passages, scored), deps.library, question.scope == "all")[:limit]
    refused, verdict = too_weak(asked, evidence, question, deps)
    unfounded = [part for part in parts if not _founded(part, hands, deps)]
    verdict = replace(verdict, partial=verdict.partial or not (parts or _whole(evidence, hands)))
    if refused and verdict.reason == "figure" and any(plainly(part, hands) for part in parts if part not in unfounded):
        refused, verdict = None, replace(verdict, reason=None)
    if refused and (verdict.reason == "nothing" or false_premise(evidence, hands) is None):
        yield Done(draft.refused(refused, passages))
        return
    yield Stage("组织回答")
    if deps.model and deps.prompts:
        yield from _modelled(draft, (evidence, *parts), passages, verdict, scope)
    else:
        yield from _extracted(draft, (evidence, *parts), passages, verdict, scope, (), unfounded)


def _examined(part: Part, passages: Sequence[Passage], hands: Tools, draft: "_Draft") -> Evidence:
    """The passages looked at for a question, what tells the number or the kind of thing it asks for in front."""
    found = examine(part.analysis, passages, hands, draft.question.audience, part.hints)
    analysis, rules = found.analysis, draft.deps.rules.evidence
    ordered = numbers_first(analysis, found.scored, rules)
    telling = _telling(analysis, hands, rules)
    return replace(found, scored=told_first(analysis, ordered, hands.connectives, telling))


def _telling(analysis: Analysis, hands: Tools, rules: EvidenceRules) -> Callable[[Scored], bool] | None:
    """Whether a sentence tells the number or the meaning asked for; None where neither is."""
    if asks_meaning(analysis, hands.types):
        return lambda item: defining(item.unit, analysis) > 0
    return (lambda item: tells_number(analysis, (item,), rules)) if asked_number(analysis.text, rules) else None


def _whole(evidence: Evidence, hands: Tools) -> bool:
    """Is the consequence told that a single question asks for? A clause that is looked up is told as it stands."""
    asked = "consequence" in asked_kinds(evidence.analysis.text, hands.connectives)
    looked_up = bool(evidence.analysis.references)
    return looked_up or not asked or is_told(evidence.analysis, evidence.scored, hands.connectives)


def _founded(part: Evidence, hands: Tools, deps: AnswerDeps) -> bool:
    figure = asks_figure(part.analysis.text, deps.rules.scope)
    return founded(part, hands, deps.rules.evidence, figure)


def too_weak(
    asked: Understood, evidence: Evidence, question: Question, deps: AnswerDeps
) -> tuple[Refused | None, Verdict]:
    """A refusal when the evidence does not carry an answer, and how strong it is."""
    rules = deps.rules
    figure = asks_figure(asked.text, rules.scope)
    verdict = judge(
        asked.analysis, evidence.passages, evidence.scored, rules.evidence, figure=figure, reading=asked.reading
    )
    if clauses_of(evidence.passages, asked.analysis):
        return None, Verdict(None, 1.0, solid=True)
    own = any(
        passage.chunk.workspace == question.workspace and passage.role == "client" for passage in evidence.passages
    )
    private = not own and asks_private(asked.text, rules.scope)
    untold = not own and asked.intent.untold
    if asked.intent.elsewhere and not asked.subject and not verdict.solid:
        return outside(rules.scope.wording), verdict
    if verdict.reason is None and not private and not untold:
        return None, verdict
    figure = figure if verdict.reason == "figure" else None
    about = honest_way(asked, rules)
    return about or no_evidence(
        verdict, evidence.passages, rules.scope.wording, figure=figure, private=private
    ), verdict


@dataclass(frozen=True)
class _Draft:
    """What every answer to this question shares."""

    question: Question
    asked: Understood
    deps: AnswerDeps
    started: float

    def refused(self, refused: Refused, passages: Sequence[Passage] = ()) -> Answer:
        return self._answer("refused", refused.text, (), passages, RunRecord(), ()).model_copy(
            update={"refusal": refused.reason}
        )

    def told(
        self,
        status: Status,
        text: str,
        claims: tuple[Claim, ...],
        passages: Sequence[Passage],
        notes: tuple[str, ...] = (),
        model: str = "extractive",
    ) -> Answer:
        prompts = self.deps.prompts.revisions if self.deps.prompts and model != "extractive" else ()
        return self._answer(status, text, claims, passages, RunRecord(model=model, prompts=prompts), notes)

    def _answer(
        self,
        status: Status,
        text: str,
        claims: tuple[Claim, ...],
        passages: Sequence[Passage],
        run: RunRecord,
        notes: tuple[str, ...],
    ) -> Answer:
        record = {
            "corpus_revision": self.deps.corpus_revision,
            "index_revision": self.deps.index_revision,
            "elapsed_ms": round((perf_counter() - self.started) * 1000),
            "notes": (*self.asked.notes, *notes),
        }
        return Answer(
            question=self.question.text,
            rewritten=self.asked.rewritten,
            status=status,
            text=text,
            claims=claims,
            passages=tuple(passages),
            run=run.model_copy(update=record),
        )


def _extracted(
    draft: _Draft,
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
    verdict: Verdict,
    scope: Sequence[str],
    notes: tuple[str, ...],
    unfounded: Sequence[Evidence] = (),
) -> Iterator[Event]:
    hands = tools(draft.deps, scope)
    blocks = compose_parts(evidence[0], evidence[1:], hands, draft.question.audience, unfounded)
    blocks = hedged(blocks, hands) if verdict.partial else blocks
    claims = claims_of(blocks)
    for claim in claims:
        yield Told(claim)
    if not claims:
        wording = draft.deps.rules.scope.wording
        yield Done(draft.refused(no_evidence(verdict, passages, wording, figure=None, private=False), passages))
        return
    unanswered = unfounded or any(not block.points for block in blocks)
    status: Status = "partial" if verdict.partial or unanswered else "grounded"
    yield Done(draft.told(status, text_of(blocks, claims), claims, passages, notes))


def _modelled(
    draft: _Draft, evidence: Sequence[Evidence], passages: Sequence[Passage], verdict: Verdict, scope: Sequence[str]
) -> Iterator[Event]:
    """The model's claims, each checked; the extractive answer instead when the model fails or nothing is proven."""
    claims: list[Claim] = []
    try:
        for item in _ask_model(draft, evidence[0]):
            if isinstance(item, ModelRefusal):
                wording = draft.deps.rules.scope.wording
                said = no_evidence(verdict, passages, wording, figure=None, private=False)
                yield Done(draft.refused(said, passages))
                return
            claims.append(item)
            yield Told(item)
    except ModelError as error:
        note = f"模型未能完成回答（{error.what}），已改用摘录式回答。"
        yield from _extracted(draft, evidence, passages, verdict, scope, (note,))
        return
    if not any(claim.citations for claim in claims):
        note = "模型的回答没有一处能在资料中核实，已改用摘录式回答。"
        yield from _extracted(draft, evidence, passages, verdict, scope, (note,))
        return
    yield Done(_checked(draft, tuple(claims), passages))


def _ask_model(draft: _Draft, evidence: Evidence) -> Iterator[Claim | ModelRefusal]:
    model, prompts = draft.deps.model, draft.deps.prompts
    if model is None or prompts is None:
        raise ModelError("没有配置模型")
    sources = sources_of(evidence.passages)
    system = prompts.system.fill(audience=draft.question.audience or "贯标工作人员")
    user = prompts.question.fill(
        history=history_text(draft.question.history),
        count=str(len(sources)),
        sources=sources_text(sources),
        question=question_text(draft.asked.own),
    )
    yield from claims_from(model.stream(system, user), sources)


def _checked(draft: _Draft, claims: tuple[Claim, ...], passages: Sequence[Passage]) -> Answer:
    """The model's answer with numbered citations; what could not be proven is kept, marked and counted."""
    order = {citation: n for n, citation in enumerate(dict.fromkeys(c for claim in claims for c in claim.citations), 1)}
    lines = [
        f"{claim.text}{''.join(f'[{order[c]}]' for c in claim.citations)}{'' if claim.citations else UNPROVEN}"
        for claim in claims
    ]
    unproven = sum(not claim.citations for claim in claims)
    wrong = sum(len(claim.unverified) for claim in claims if claim.citations)
    notes = [f"{unproven} 句没有在资料中得到证实，已标“未证实”。"] if unproven else []
    notes += [f"另有 {wrong} 处引文未能核实，没有采用。"] if wrong else []
    status: Status = "partial" if unproven or wrong else "grounded"
    model = draft.deps.model.name if draft.deps.model else "extractive"
    return draft.told(status, "\n".join(lines), claims, passages, tuple(notes), model)


def with_model(deps: AnswerDeps, model: ChatModel | None) -> AnswerDeps:
    """The same with another model, or none."""
    return replace(deps, model=model)
