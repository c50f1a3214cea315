"""Is the question one of ours: smuggled instructions, small talk, foreign topics, things no paper can tell.

Words come from ``corpus/rules/scope.yaml``.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.glossary import Glossary
from ..domain.value import Value
from ..text.normalize import fold_text
from .analysis import QuestionKind
from .words import read_mapping, words

_SENTENCE = re.compile(r"[^。！？!?\n；;]+[。！？!?；;]*")
_CLAUSE = re.compile(r"[^，,、。！？!?\n；;：:]+[，,、。！？!?；;：:]*")
_CONTENT = re.compile(r"[\w\u4e00-\u9fff]")
_MINIMUM = 2
_ASKING = 2
"""Last clauses of a question that may ask; what stands before them tells."""
_SETTLED = frozenset[QuestionKind]({"who", "when", "quantity"})


class ScopeWording(Value):
    """Sentences of refusals; names in braces are filled in."""

    out_of_scope: str
    out_of_scope_hint: str
    no_evidence: str
    no_evidence_missing: str
    no_evidence_figure: str
    no_evidence_private: str
    no_evidence_near: str
    no_library: str
    no_such_clause: str
    no_such_clause_near: str
    no_such_clause_range: str
    no_such_clause_low: str
    no_such_document: str
    clarify: str
    clarify_hint: str
    injection_note: str


class ScopeRules(Value):
    """``corpus/rules/scope.yaml``."""

    injection: str
    chatter: str
    vague: str
    foreign: str
    subject: str
    figures: str
    this_material: str
    default_standard: str
    private: str
    private_asks: str
    wording: ScopeWording


class Cleaned(NamedTuple):
    """A question without smuggled instructions; ``dropped`` is what was taken out."""

    text: str
    dropped: str


def read_scope(text: str) -> ScopeRules:
    """Rules from the text of the YAML file; raises CorpusError when it is broken."""
    try:
        return ScopeRules.model_validate(read_mapping(text, "scope.yaml"))
    except ValidationError as error:
        raise CorpusError("范围规则缺少字段或写错", "scope.yaml", str(error.errors()[0]["loc"])) from error


def without_instructions(text: str, rules: ScopeRules) -> Cleaned:
    """Drop sentences that try to change how we work; within a lone sentence only the clauses that do."""
    instruction = words(rules.injection)
    if not instruction.within(text):
        return Cleaned(text.strip(), "")
    sentences = [match[0] for match in _SENTENCE.finditer(text)]
    kept = [sentence for sentence in sentences if not instruction.within(sentence)]
    if not _has_content("".join(kept)):
        clauses = [match[0] for sentence in sentences for match in _CLAUSE.finditer(sentence)]
        kept = [clause for clause in clauses if not instruction.within(clause)]
    clean = "".join(kept).strip()
    return Cleaned(clean, "".join(part for part in sentences if part not in kept))


def too_vague(text: str, rules: ScopeRules, glossary: Glossary) -> bool:
    """Empty, small talk, or a question without any subject."""
    bare = words(rules.chatter).remove(text)
    if not _has_content(bare):
        return True
    rest = words(rules.vague).remove(bare)
    return not _has_content(rest) and not glossary.mentions(text) and not words(rules.subject).within(text)


def foreign_topic(text: str, rules: ScopeRules, glossary: Glossary) -> bool:
    """A topic of another world and nothing that ties it to ours."""
    if not words(rules.foreign).within(text):
        return False
    return not words(rules.subject).within(text) and not glossary.mentions(text)


def touches_subject(text: str, rules: ScopeRules, glossary: Glossary) -> bool:
    """Does the question hold at least one word of the field?"""
    return bool(glossary.mentions(text)) or words(rules.subject).within(text)


def asks_figure(text: str, rules: ScopeRules) -> str | None:
    """The word for a price, subsidy, contact or list that papers rarely hold, if the question asks for one."""
    match = words(rules.figures).first(text)
    return match[0] if match else None


def points_at_own(text: str, rules: ScopeRules) -> bool:
    """Does the question point at the asker's own paper (这份材料里有没有写 …)?"""
    return words(rules.this_material).within(text)


def asks_practice(text: str, kinds: Sequence[QuestionKind], rules: ScopeRules) -> bool:
    """Does the question ask how it is done here (who, when, how often), which a firm's own papers settle?"""
    return words(rules.private).within(text) or not _SETTLED.isdisjoint(kinds)


def asks_private(text: str, rules: ScopeRules) -> bool:
    """Does the question ask for a fact of the asker's own enterprise?"""
    asking = "".join(match[0] for match in [*_CLAUSE.finditer(text)][-_ASKING:])
    return words(rules.private).within(text) and words(rules.private_asks).within(asking)


def _has_content(text: str) -> bool:
    return len(_CONTENT.findall(fold_text(text))) >= _MINIMUM
