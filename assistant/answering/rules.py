"""All word data of the answering stage, read once."""

from collections.abc import Callable
from dataclasses import dataclass

from .analysis import QuestionTypes, SpokenWords, read_question_types, read_spoken
from .conduct import ConductRules, read_conduct
from .connectives import Connectives, read_connectives
from .contrast import ContrastRules, read_contrast
from .scope import ScopeRules, read_scope
from .sentence_ranker import SentenceWeights, read_sentence_weights
from .sufficiency import EvidenceRules, read_evidence

FILES = (
    "conduct", "scope", "question_types", "connectives", "contrast", "spoken", "evidence", "common_words", "sentences",
)  # fmt: skip
"""Names of the rule files in ``corpus/rules`` without ``.yaml``."""


@dataclass(frozen=True)
class AnsweringRules:
    """Conduct, scope, kinds of questions, connecting words, contrasts, everyday speech, evidence thresholds, weights of
    sentences."""

    conduct: ConductRules
    scope: ScopeRules
    types: QuestionTypes
    connectives: Connectives
    contrast: ContrastRules
    spoken: SpokenWords
    evidence: EvidenceRules
    ranker: SentenceWeights


def read_rules(text_of: Callable[[str], str]) -> AnsweringRules:
    """Rules from ``text_of(name)``, the text of ``corpus/rules/<name>.yaml`` for each of ``FILES``."""
    return AnsweringRules(
        conduct=read_conduct(text_of("conduct")),
        scope=read_scope(text_of("scope")),
        types=read_question_types(text_of("question_types"), text_of("common_words")),
        connectives=read_connectives(text_of("connectives")),
        contrast=read_contrast(text_of("contrast")),
        spoken=read_spoken(text_of("spoken")),
        evidence=read_evidence(text_of("evidence")),
        ranker=read_sentence_weights(text_of("sentences")),
    )
