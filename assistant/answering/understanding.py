"""What was asked: the question without smuggled instructions, with the topic a follow-up leans on, taken apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..domain.answer import Question, Turn
from ..domain.framework import Framework
from ..domain.glossary import Glossary
from ..ports import ClauseEntry, Segmenter
from ..text.clause_names import named_documents
from ..text.clauses import parse_reference
from ..text.normalize import flat_width
from .analysis import Analysis, Term, analyse, content_terms, marked_words
from .clause_check import missing_clause, missing_text
from .clause_range import chapter_beyond
from .conduct import (
    Act,
    act_named,
    asks_leave,
    forbidden_request,
    mentioned_act,
    mere_question,
    refusal_text,
    rule_text,
    seeks_truth,
    speaks_of_it,
)
from .followup import rewrite
from .intent import BEYOND_DOUBT, NOTHING, Intent, IntentReader
from .meaning import MeaningReader, Meant
from .parts import parts_of
from .refusals import Refused, clarify, outside
from .rules import AnsweringRules
from .scope import foreign_topic, too_vague, touches_subject, without_instructions
from .sufficiency import Reading
from .words import words

_HINTED = 0.7
_ASKS_LEAVE = 0.98
"""The same where it asks whether one may (行不行): nearly always it wants to know."""
_NAMED = 0.8
"""Chance from which a plain question that names a forbidden act is taken for a request."""
_FOREIGN = 0.2
"""Chance of a topic of another world from which words that name no forbidden act are not taken for one."""


@dataclass(frozen=True)
class Part:
    """One of several questions, with what it may mean."""

    analysis: Analysis
    meant: tuple[Meant, ...]
    hints: tuple[Term, ...]


@dataclass(frozen=True)
class Understood:
    """``own`` are the user's words, ``text`` what is searched and answered, ``rewritten`` is set when it differs."""

    own: str
    text: str
    rewritten: str | None
    analysis: Analysis
    subject: bool
    """Does it hold a word of the field?"""
    names_standard: bool = False
    """Is a standard or law named in it?"""
    notes: tuple[str, ...] = ()
    intent: Intent = NOTHING
    meant: tuple[Meant, ...] = ()
    """What it may mean in the words of documents, best first."""
    hints: tuple[Term, ...] = ()
    """Words of what it may mean, together lighter than its own."""
    parts: tuple["Part", ...] = ()
    """The questions in it, when there are several."""

    @property
    def query(self) -> str:
        """What to search for."""
        return self.text

    @property
    def reading(self) -> Reading | None:
        """What the question itself looks like; None without readers."""
        if not self.meant:
            return None
        return Reading(self.meant[0].chance, self.intent.foreign, self.intent.unanswerable)

    def other_queries(self, rules: AnsweringRules) -> tuple[str, ...]:
        """Further wordings: the user's own words, everyday speech in written words, quoted and Latin words alone."""
        written = " ".join(dict.fromkeys(name for _, names in rules.spoken.written(self.text) for name in names))
        own = self.own if self.rewritten else ""
        marked = " ".join(marked_words(self.own))
        others = (own, written, marked, *(part.analysis.text for part in self.parts), *(self.analysis.sides or ()))
        return tuple(dict.fromkeys(query for query in others if query and query != self.text))


def understand(
    question: Question,
    rules: AnsweringRules,
    glossary: Glossary,
    segmenter: Segmenter,
    reader: IntentReader | None = None,
    meaning: MeaningReader | None = None,
) -> Understood:
    """Clean, complete from history, analyse; with readers also judge what it is after and what it means."""
    cleaned = without_instructions(question.text, rules.scope)
    rewritten = rewrite(cleaned.text, question.history, rules.types, glossary, segmenter)
    text = rewritten or cleaned.text
    analysis = analyse(text, rules.types, glossary, segmenter, rules.spoken)

    def meant_by(said: Analysis) -> tuple[tuple[Meant, ...], tuple[Term, ...]]:
        found = meaning(said.text) if meaning else ()
        terms = [(m.chance, content_terms(m.wording, rules.types, glossary, segmenter)) for m in found]
        return found, _hints(said, terms)

    meant, hints = meant_by(analysis)
    analysis = _with_meaning(analysis, meant)
    parts = parts_of(analysis, rules.types, glossary, segmenter, rules.spoken)
    understood = [(part, meant_by(part)) for part in parts]
    return Understood(
        own=cleaned.text,
        text=text,
        rewritten=rewritten,
        analysis=analysis,
        subject=touches_subject(text, rules.scope, glossary),
        names_standard=bool(named_documents(flat_width(cleaned.text))),
        notes=(rules.scope.wording.injection_note,) if cleaned.dropped else (),
        intent=reader(cleaned.text, rules.conduct) if reader else NOTHING,
        meant=meant,
        parts=tuple(Part(_with_meaning(part, found), found, terms) for part, (found, terms) in understood),
        hints=hints,
    )


def _with_meaning(analysis: Analysis, meant: Sequence[Meant]) -> Analysis:
    return analysis.model_copy(update={"meant": tuple((each.wording, each.chance) for each in meant)})


def _hints(analysis: Analysis, meant: Sequence[tuple[float, Sequence[Term]]]) -> tuple[Term, ...]:
    """The words of the wordings that the question itself does not use, lighter the less likely the wording."""
    own = {name for term in analysis.terms for name in term.names}
    weights: dict[str, tuple[float, Term]] = {}
    for chance, terms in meant:
        for term in terms:
            if own.isdisjoint(term.names):
                before = weights.get(term.word, (0.0, term))[0]
                weights[term.word] = (before + chance * term.weight, term)
    total = sum(weight for weight, _ in weights.values()) or 1.0
    room = _HINTED * sum(term.weight for term in analysis.terms) / total
    return tuple(term.model_copy(update={"weight": weight * room}) for weight, term in weights.values())


def refusal_before_search(
    asked: Understood,
    history: Sequence[Turn],
    rules: AnsweringRules,
    glossary: Glossary,
    frameworks: Sequence[Framework],
    entries: Callable[[], Sequence[ClauseEntry]],
) -> Refused | None:
    """Why not to search at all: nothing asked, a forbidden request, a foreign topic, a clause that does not exist."""
    elsewhere = foreign_topic(asked.text, rules.scope, glossary)
    act = None if elsewhere else _forbidden(asked, history, rules)
    if act:
        return Refused("unethical", refusal_text(act, rules.conduct))
    if asked.notes and not asked.own:
        return outside(rules.scope.wording)
    if too_vague(asked.text, rules.scope, glossary) or _points_nowhere(asked, history, rules):
        return clarify(rules.scope.wording)
    if elsewhere:
        return outside(rules.scope.wording)
    references = parse_reference(asked.text if asked.rewritten else asked.own)
    beyond = chapter_beyond(asked.own, rules.scope.default_standard, entries)
    references = [beyond] if beyond else references
    missing = missing_clause(references, entries(), frameworks) if references else None
    if missing:
        reason = "no_such_clause" if missing.known else "no_evidence"
        return Refused(reason, missing_text(missing, rules.scope.wording))
    return None


def _forbidden(asked: Understood, history: Sequence[Turn], rules: AnsweringRules) -> Act | None:
    """The act that is requested: by the rules unless the model is sure they err, or by the model alone."""
    ruled = forbidden_request(asked.own, rules.conduct)
    if ruled:
        return None if asked.intent.harmless else ruled
    if _meant(asked, rules) and not seeks_truth(asked.own, rules.conduct):
        return act_named(asked.intent.act, rules.conduct)
    return forbidden_request(asked.own, rules.conduct, _context(history)) if history else None


def _meant(asked: Understood, rules: AnsweringRules) -> bool:
    """Does the model take it for a forbidden request, surely enough for the words that stand in it?"""
    named = mentioned_act(asked.own, rules.conduct) is not None
    if asked.intent.elsewhere or (not named and asked.intent.foreign >= _FOREIGN):
        return False
    if asks_leave(asked.own, rules.conduct):
        return asked.intent.unethical >= _ASKS_LEAVE
    if mere_question(asked.own, rules.conduct):
        return asked.intent.unethical >= (_NAMED if named else BEYOND_DOUBT)
    return asked.intent.forbidden if speaks_of_it(asked.own, rules.conduct) else asked.intent.certain


def _points_nowhere(asked: Understood, history: Sequence[Turn], rules: AnsweringRules) -> bool:
    """那个程序行不行 without a conversation: it points at something nobody has named."""
    content = [term for term in asked.analysis.terms if term.weight >= 1.0]
    return not history and len(content) <= 1 and words(rules.types.bare_pointer).within(asked.own)


def honest_way(asked: Understood, rules: AnsweringRules) -> Refused | None:
    """For a question about a forbidden act that no source answers: what we say about the act ourselves."""
    act = mentioned_act(asked.own, rules.conduct)
    if act is None:
        return None
    if mere_question(asked.own, rules.conduct) and asked.intent.unethical < _NAMED:
        return Refused("no_evidence", rule_text(act, rules.conduct))
    return Refused("unethical", refusal_text(act, rules.conduct))


def _context(history: Sequence[Turn]) -> str:
    return f"{history[-1].question}{history[-1].answer}" if history else ""
