"""Several questions in one: the parts that ask something, each with the words it leans on."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from ..domain.glossary import Glossary
from ..ports import Segmenter
from ..text.normalize import fold_text
from .analysis import Analysis, QuestionKind, QuestionTypes, SpokenWords, Term, analyse
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
_NEW = frozenset[QuestionKind]({"who", "when", "quantity", "list"})
_SHORT = 9
"""Characters up to which a part that names no topic leans on the one before it."""
_IS_SUBJECT = re.compile(r"由|归|该|应|什么时候|啥时候|何时|谁|要不要|能不能|可不可以|是不是|是否|怎么|如何|需")
_NAMES_ONLY = re.compile(r"呢(?=[，,])")
_HEAD = re.compile(
    r"(?P<head>(?!为|怎|什么|哪|谁|能不能|可不可以|是不是)[\u4e00-\u9fff“”]{2,12}?)"
    r"(?:该|应该?|要|需|都|又|得)?(?:由|归|谁|多久|多长|什么时候|啥时候|何时|几|多少|怎么|如何|要不要|能不能|可不可以|是不是|是否|什么|哪)"
)
_LED_BY = re.compile(r"^关于[^，。]*，")
"""The topic a follow-up was completed with asks nothing."""
Read = Callable[[str], Analysis]


def parts_of(
    whole: Analysis, types: QuestionTypes, glossary: Glossary, segmenter: Segmenter, spoken: SpokenWords | None = None
) -> tuple[Analysis, ...]:
    """The questions in a question, in order; empty when it asks one thing, compares or refers to a clause."""
    if whole.references or "comparison" in whole.kinds:
        return ()
    read = partial(analyse, types=types, glossary=glossary, segmenter=segmenter, spoken=spoken)
    able = _completed(_joined([read(text) for text in asking_parts(whole.text, types)], read), read)
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
    shown = _SET_OFF.sub(lambda match: "某" * len(match[0]), text)
    return _LED_BY.sub(lambda match: "某" * (len(match[0]) - 1) + "，", shown)


def _asks(clause: str, types: QuestionTypes) -> bool:
    """Does a clause ask? 那培训呢， only names what the next one asks about."""
    return words(types.asking).within(words(types.indefinite).remove(_NAMES_ONLY.sub("", clause)))


def _joined(asked: Sequence[Analysis], read: Read) -> list[Analysis]:
    """A part without a word of its own that asks for nothing new (行不行？为什么？) belongs to the one before it."""
    found: list[Analysis] = []
    for part in asked:
        bare = not any(term.weight >= _OF_ITS_OWN for term in part.terms)
        if found and bare and not (_NEW & set(part.kinds)) - set(found[-1].kinds):
            found[-1] = read(f"{found[-1].text}，{part.text}")
        else:
            found.append(part)
    return found


def _completed(parts: Sequence[Analysis], read: Read) -> list[Analysis]:
    """A short part that names no topic of its own (多久开一次？) gets that of the part before it; ``said`` keeps it."""
    found: list[Analysis] = []
    topic = ""
    for part in parts:
        own = _topic(part)
        if topic and not own and len(part.text) <= _SHORT:
            whole = read(f"{topic}，{part.text}")
            found.append(whole.model_copy(update={"said": part.text}))
        else:
            found.append(part)
            topic = own or _head(part.text) or topic
    return found


def _head(text: str) -> str:
    """What stands before the asking words: 管理评审的决议 of 管理评审的决议谁来跟踪."""
    match = _HEAD.match(text)
    return match["head"] if match else ""


def without_lead(text: str) -> str:
    """The words of a follow-up without the topic that was put in front of them."""
    return _LED_BY.sub("", text)


def _topic(part: Analysis) -> str:
    """The first thing of the field it names, or the word it begins with where that is the subject (方针由谁定)."""
    named = next((term.word for term in part.terms if term.subject), "")
    begins = (term.word for term in part.terms if _IS_SUBJECT.match(fold_text(part.text).removeprefix(term.word)))
    return named or next((word for word in begins if fold_text(part.text).startswith(word)), "")


def _leaning(part: Analysis, whole: Sequence[Term]) -> tuple[Term, ...]:
    own = {term.word for term in part.terms}
    return (*part.terms, *(_lighter(term, _LEANS) for term in whole if term.word not in own))
