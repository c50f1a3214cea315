"""The passages of a question looked at sentence by sentence: what the composer starts from."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.answer import Audience
from ..domain.evidence import Passage
from ..domain.glossary import Glossary
from ..ports import Segmenter
from .analysis import Analysis, QuestionTypes, SpokenWords, Term, content_terms
from .connectives import Connectives
from .contrast import ContrastRules
from .lists import Sections
from .matching import Weighted, weigh
from .nearness import Nearness
from .scoring import Scored, Signs, score_units
from .sentence_ranker import SentenceWeights
from .units import Unit


@dataclass(frozen=True)
class Tools:
    """What the composer works with."""

    connectives: Connectives
    types: QuestionTypes
    glossary: Glossary
    segmenter: Segmenter
    sections: Sections
    ranker: SentenceWeights
    contrast: ContrastRules | None = None
    spoken: SpokenWords | None = None
    nearness: Nearness | None = None
    library: str = "library"
    """The workspace of the built-in library; all others are the user's own."""


@dataclass(frozen=True)
class Evidence:
    """The passages of a question with their sentences scored."""

    analysis: Analysis
    passages: tuple[Passage, ...]
    weighted: Weighted
    scored: tuple[Scored, ...]


def examine(
    analysis: Analysis,
    passages: Sequence[Passage],
    tools: Tools,
    audience: Audience | None,
    hints: Sequence[Term] = (),
) -> Evidence:
    """Score every sentence of the passages for the question; ``hints`` are words of what it may mean."""
    weighted = weigh((*analysis.terms, *hints), passages)
    bonus = tools.connectives.audience.get(audience, "") if audience else ""
    words = tools.connectives
    signs = Signs(words.cues, bonus, words.settling, words.index_lines)
    scored = score_units(analysis, passages, weighted, tools.ranker, signs, tools.nearness, tools.library)
    return Evidence(analysis, tuple(passages), weighted, tuple(scored))


def side_weights(side: str, evidence: Evidence, tools: Tools) -> Weighted:
    """The words of ``side``, weighed by the passages."""
    terms = content_terms(side, tools.types, tools.glossary, tools.segmenter, tools.spoken)
    return weigh(terms, evidence.passages)


def same_place(unit: Unit, other: Unit) -> bool:
    """Do two sentences overlap in the same chunk?"""
    same = unit.passage.chunk.id == other.passage.chunk.id
    return same and unit.start < other.end and other.start < unit.end
