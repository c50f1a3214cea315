"""A question taken apart: what kind of answer it wants, what it is about, what it refers to.

Cue words come from ``corpus/rules/question_types.yaml``.
"""

import re
from typing import Literal

from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.glossary import Glossary
from ..domain.value import Value
from ..ports import Segmenter
from ..text.clauses import ClauseReference, parse_reference
from ..text.normalize import flat_width, fold_text
from ..text.numerals import HAN_NUMERAL, parse_numeral
from .words import read_mapping, words

QuestionKind = Literal[
    "comparison", "list", "definition", "reason", "quantity", "who", "when", "procedure", "yes_no", "clause", "general"
]
_COUNT = re.compile(
    rf"(?P<number>{HAN_NUMERAL}|\d{{1,2}})\s?"
    r"(?P<unit>[类种项条步点]|大类|个(?:方面|阶段|环节|步骤|原则|要求|部分|要点|关键点|要素))"
)
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{1,24})[”\"」』》]")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/.+-]*")
_SIDES = re.compile(
    r"(?P<left>[^，,。？?：:；]{2,24}?)(?:和|与|跟|同|及|、|相比|比起|相对于)(?P<right>[^，,。？?：:；]{2,24}?)"
    r"(?:之间|两者|二者|一样|都|各|相比|比较|有|的(?:区别|差|不同|异同)|差|是|怎么|如何|哪个|到底|究竟|在|$|[，,。？?])"
)
_ASKING = re.compile(r"^(?:为什么说?|为何|为啥|凭什么说?|怎么)")
_LONG_TERM = 3
_COMMON = 0.35
_SUBJECT = 1.9
_SPOKEN = 1.1
_LONG_NAME = 6
"""Names of the glossary from this length on also count by their parts."""


class QuestionTypes(Value):
    """``corpus/rules/question_types.yaml``."""

    kinds: dict[QuestionKind, str]
    back_reference: str
    elliptic: str
    opening: str
    more: str
    bare_pointer: str
    permission: str
    necessity: str
    where: str
    pure_definition: str
    asking: str
    apart: str
    indefinite: str
    filler: str
    stop: str
    common: frozenset[str] = frozenset()
    """Words of general language (``common_words.yaml``): they count, but little."""


class SpokenWords(Value):
    """``corpus/rules/spoken.yaml``: written words (blank-separated) → how people say them."""

    pairs: dict[str, str]

    def written(self, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For every everyday expression in ``text`` the words of written documents for it."""
        found: dict[str, tuple[str, ...]] = {}
        for names, listing in self.pairs.items():
            match = words(listing).first(text)
            if match:
                found[match[0]] = (*found.get(match[0], ()), *names.split())
        return tuple(found.items())


class Term(Value):
    """A content word of the question with its weight; ``names`` are equivalent words, itself first (all folded)."""

    word: str
    weight: float
    names: tuple[str, ...]
    subject: bool = False
    """True when the glossary knows it."""
    spoken: bool = False
    """True for everyday speech; the written words for it stand in ``names``."""


class Analysis(Value):
    """What a question wants. ``text`` is the question without filler, ``kinds`` in order of priority."""

    text: str
    kinds: tuple[QuestionKind, ...]
    terms: tuple[Term, ...]
    references: tuple[ClauseReference, ...] = ()
    sides: tuple[str, str] | None = None
    counts: tuple[tuple[int, str], ...] = ()
    """Numbers of things the question names: 六类 → (6, 类)."""
    permission: bool = False
    necessity: bool = False
    said: str = ""
    """The asker's own words, where ``text`` completes them by the topic they lean on."""
    meant: tuple[tuple[str, float], ...] = ()
    """What it may mean in the words of documents, with the chance (0–1) that it does."""

    @property
    def kind(self) -> QuestionKind:
        """The main kind."""
        return self.kinds[0]


def read_question_types(text: str, common: str = "") -> QuestionTypes:
    """Cue words from the text of the YAML file, general words from that of ``common_words.yaml``; CorpusError."""
    general = read_mapping(common, "common_words.yaml").get("words", "") if common else ""
    values = {**read_mapping(text, "question_types.yaml"), "common": frozenset(str(general).split())}
    try:
        return QuestionTypes.model_validate(values)
    except ValidationError as error:
        raise CorpusError("问题类型规则写错", "question_types.yaml", str(error.errors()[0]["loc"])) from error


def read_spoken(text: str) -> SpokenWords:
    """Everyday expressions from the text of the YAML file."""
    return SpokenWords(pairs={name: str(listing) for name, listing in read_mapping(text, "spoken.yaml").items()})


def analyse(
    text: str, types: QuestionTypes, glossary: Glossary, segmenter: Segmenter, spoken: SpokenWords | None = None
) -> Analysis:
    """Kinds, terms, references, sides and counts of a question."""
    references = tuple(parse_reference(text))
    kinds = _kinds(text, references, types)
    return Analysis(
        text=text,
        kinds=kinds,
        terms=content_terms(_without(references, text), types, glossary, segmenter, spoken),
        references=references,
        sides=_sides(text, glossary, types) if "comparison" in kinds else None,
        counts=tuple(_counts(text)),
        permission=words(types.permission).within(text),
        necessity=words(types.necessity).within(text),
    )


def content_terms(
    text: str, types: QuestionTypes, glossary: Glossary, segmenter: Segmenter, spoken: SpokenWords | None = None
) -> tuple[Term, ...]:
    """Words that carry content, heavier when the glossary knows them, when long, quoted or Latin; each once."""
    bare = words(types.filler).remove(text)
    quoted = [fold_text(match[1]) for match in _QUOTED.finditer(text)]
    found: dict[str, Term] = {}
    for mention in glossary.mentions(bare):
        names = tuple(dict.fromkeys(fold_text(name) for name in (mention.word, *mention.term.names)))
        found[names[0]] = Term(word=names[0], weight=_SUBJECT, names=names, subject=True)
    for said, written in spoken.written(text) if spoken else ():
        names = tuple(fold_text(name) for name in (said, *written))
        found.setdefault(names[0], Term(word=names[0], weight=_SPOKEN, names=names, spoken=True))
    for word in _plain_words(segmenter.terms(bare), types, found):
        found[word] = Term(word=word, weight=_weight(word, quoted, types.common), names=(word,))
    return tuple(found.values())


def marked_words(text: str) -> tuple[str, ...]:
    """Words the asker set off: quoted phrases, Latin words, figures such as ``80/20``."""
    latin = [word for word in _LATIN.findall(text) if len(word) > 2]
    return tuple(dict.fromkeys([*(match[1] for match in _QUOTED.finditer(text)), *latin]))


def asks_meaning(analysis: "Analysis", types: QuestionTypes) -> bool:
    """Does the question ask what a word means and nothing else?"""
    return words(types.pure_definition).within(analysis.text) and not marked_words(analysis.text)


def _plain_words(raw: list[str], types: QuestionTypes, known: dict[str, Term]) -> list[str]:
    """Words of the question that neither glossary nor everyday speech covers, the longest of nested ones only."""
    stop = _stop(types)
    folded = dict.fromkeys(word for item in raw if (word := fold_text(item)) and re.search(r"\w", word))
    able = [word for word in folded if word not in stop and (len(word) > 1 or word.isdigit())]
    short = [word for word in known if len(word) < _LONG_NAME]
    spoken = [word for word in known if known[word].spoken]
    return [
        word
        for word in able
        if word not in known and not any(word != other and word in other for other in (*able, *short, *spoken))
    ]


def _stop(types: QuestionTypes) -> frozenset[str]:
    return frozenset(fold_text(word) for word in types.stop.split())


def _weight(word: str, quoted: list[str], common: frozenset[str]) -> float:
    if word in common:
        return _COMMON
    if any(word in phrase for phrase in quoted):
        return 1.8
    if _LATIN.fullmatch(word):
        return 1.6
    return 1.3 if len(word) >= _LONG_TERM else 1.0


def _without(references: tuple[ClauseReference, ...], text: str) -> str:
    """``text`` without the clause numbers it refers to: they are looked up, not searched for."""
    for reference in references:
        text = text.replace(reference.text, " ")
    return text


def _kinds(text: str, references: tuple[ClauseReference, ...], types: QuestionTypes) -> tuple[QuestionKind, ...]:
    found: list[QuestionKind] = [kind for kind, listing in types.kinds.items() if words(listing).within(text)]
    if references:
        found.insert(0, "clause")
    return tuple(found) or ("general",)


def _counts(text: str) -> list[tuple[int, str]]:
    values = ((parse_numeral(match["number"]), match["unit"]) for match in _COUNT.finditer(flat_width(text)))
    return [(number, unit) for number, unit in values if number]


def _sides(text: str, glossary: Glossary, types: QuestionTypes) -> tuple[str, str] | None:
    """The two things compared: around 和/跟/与, else the first two terms of the glossary."""
    plain = words(types.filler).remove(text)
    match = _SIDES.search(plain)
    if match:
        left, right = _ASKING.sub("", match["left"]).strip(), match["right"].strip().removesuffix("不")
        if left and right and left != right:
            return left, right
    names = [mention.word for mention in glossary.mentions(text)]
    return (names[0], names[1]) if len(names) > 1 else None
