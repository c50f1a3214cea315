"""Several questions in one: the parts that ask something, each with the words it leans on."""

import re
from collections.abc import Sequence

from ..domain.glossary import Glossary
from ..ports import Segmenter
from ..text.normalize import fold_text
from .analysis import Analysis, QuestionTypes, SpokenWords, Term, analyse
from .words import words

_CLAUSE = re.compile(r"[^，,；;。？?！!\n]+[，,；;。？?！!\n]*")
_SET_OFF = re.compile(r"[“\"「『《（(][^”\"」』》）)]*[”\"」』》）)]")
_LEANS = 0.3
"""What the words of the other parts count in a part, of their own weight."""
_MOST = 3
_OF_ITS_OWN = 1.0
_SAYS_ENOUGH = 1.9
"""Weight of the words in the asking clause from which it is the question, and what stands around it is not."""
_ASIDE = 0.5


def parts_of(
    whole: Analysis, types: QuestionTypes, glossary: Glossary, segmenter: Segmenter, spoken: SpokenWords | None = None
) -> tuple[Analysis, ...]:
    """The questions in a question, in order; empty when it asks one thing, compares or refers to a clause."""
    if whole.references or "comparison" in whole.kinds:
        return ()
    asked = [analyse(text, types, glossary, segmenter, spoken) for text in asking_parts(whole.text, types)]
    able = _joined(asked, types, glossary, segmenter, spoken)
    if not 1 < len(able) <= _MOST:
        return ()
    return tuple(part.model_copy(update={"terms": _leaning(part, whole.terms)}) for part in able)


def focused(whole: Analysis, types: QuestionTypes) -> Analysis:
    """``whole`` with the words before and behind the clause that asks counting less, where that clause says enough."""
    clauses = [whole.text[match.start() : match.end()] for match in _CLAUSE.finditer(_hidden(whole.text))]
    asking = [clause for clause in clauses if _asks(_hidden(clause), types)]
    if len(asking) != 1 or len(clauses) == 1:
        return whole
    inside = [term for term in whole.terms if _stands_in(term, asking[0])]
    if sum(term.weight for term in inside) < _SAYS_ENOUGH:
        return whole
    terms = tuple(term if term in inside else _lighter(term, _ASIDE) for term in whole.terms)
    return whole.model_copy(update={"terms": terms})


def _lighter(term: Term, share: float) -> Term:
    return term.model_copy(update={"weight": term.weight * share})


def _stands_in(term: Term, clause: str) -> bool:
    return term.word in fold_text(clause)


def asking_parts(text: str, types: QuestionTypes) -> tuple[str, ...]:
    """``text`` cut behind every clause that asks; what stands before a clause belongs to it."""
    found: list[str] = []
    held = ""
    for match in _CLAUSE.finditer(_hidden(text)):
        held += text[match.start() : match.end()]
        if _asks(match[0], types):
            found.append(held.strip("，,；; \n"))
            held = ""
    return tuple(found)


def _hidden(text: str) -> str:
    """What is quoted or bracketed asks nothing."""
    return _SET_OFF.sub(lambda match: "某" * len(match[0]), text)


def _asks(clause: str, types: QuestionTypes) -> bool:
    return words(types.asking).within(words(types.indefinite).remove(clause))


def _joined(
    asked: Sequence[Analysis],
    types: QuestionTypes,
    glossary: Glossary,
    segmenter: Segmenter,
    spoken: SpokenWords | None,
) -> list[Analysis]:
    """A part without a word of its own (行不行？为什么？) belongs to the one before it."""
    found: list[Analysis] = []
    for part in asked:
        if found and not any(term.weight >= _OF_ITS_OWN for term in part.terms):
            joined = f"{found[-1].text}，{part.text}"
            found[-1] = analyse(joined, types, glossary, segmenter, spoken)
        else:
            found.append(part)
    return found


def _leaning(part: Analysis, whole: Sequence[Term]) -> tuple[Term, ...]:
    own = {term.word for term in part.terms}
    return (*part.terms, *(_lighter(term, _LEANS) for term in whole if term.word not in own))
