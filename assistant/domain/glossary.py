"""The words of the field: terms with definitions, other names and look-alikes. Filled from ``corpus/glossary.yaml``."""

import unicodedata
from functools import cached_property

from .framework import Confidence
from .value import Value


def fold_word(text: str) -> str:
    """The form in which words are compared: NFKC, lower case; the length may differ from ``text``."""
    return unicodedata.normalize("NFKC", text).casefold()


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Distinction(Value):
    """``term`` is another entry people mix up with this one; ``why`` says in one sentence where they differ."""

    term: str
    why: str


class Term(Value):
    """An entry. ``aliases`` and ``spoken`` mean exactly the same thing; looser links stand in ``related``."""

    id: str
    """English identifier, ``management_representative``."""
    term: str
    definition: str
    """Own words, one or two complete sentences."""
    topic: str = ""
    """Heading of the group in the glossary, ``领导与职责``."""
    aliases: tuple[str, ...] = ()
    """Other written names and spellings."""
    spoken: tuple[str, ...] = ()
    """What people say or abbreviate: ``管代``, ``NC``."""
    related: tuple[str, ...] = ()
    """Names of other entries."""
    not_same_as: tuple[Distinction, ...] = ()
    keys: tuple[str, ...] = ()
    """Keys of the clauses this term belongs to (never numbers)."""
    confidence: Confidence = "high"
    general: bool = False
    """True for words that other fields use as well (``培训``, ``确认``, ``AI``): a mention of one proves no subject."""

    @property
    def names(self) -> tuple[str, ...]:
        """All equivalent words, the canonical one first."""
        return (self.term, *self.aliases, *self.spoken)


class Mention(Value):
    """A term found in a text, with the word (folded) that stood there."""

    word: str
    term: Term


class Glossary(Value):
    """All terms in reading order. The look-ups are pure; ``_index`` is computed once."""

    terms: tuple[Term, ...]

    @cached_property
    def _index(self) -> dict[str, Term]:
        return {fold_word(name): term for term in reversed(self.terms) for name in reversed(term.names)}

    @cached_property
    def _longest(self) -> int:
        return max((len(word) for word in self._index), default=0)

    def get(self, word: str) -> Term | None:
        """The entry that ``word`` (any of its names, in any case or width) stands for."""
        return self._index.get(fold_word(word.strip()))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Terms in ``text``, left to right, longest match first, without overlaps; each term once.

        Latin abbreviations count only as whole words: no ``NC`` in ``CNC``.
        """
        folded = fold_word(text)
        found: dict[str, Mention] = {}
        start = 0
        while start < len(folded):
            word = self._word_at(folded, start)
            if word:
                term = self._index[word]
                found.setdefault(term.id, Mention(word=word, term=term))
            start += len(word) or 1
        return tuple(found.values())

    def _word_at(self, folded: str, start: int) -> str:
        for size in range(min(self._longest, len(folded) - start), 0, -1):
            word = folded[start : start + size]
            if word in self._index and _stands_alone(folded, start, start + size):
                return word
        return ""

    def expand(self, text: str) -> tuple[str, ...]:
        """Equivalents of the terms in ``text`` that add something to it, canonical names before aliases.

        ``管代要做什么`` gives ``("管理者代表",)``; a text without terms gives ``()``. A name that only lengthens one
        that stands in the text or is given already (``管理评审会`` beside ``管理评审``) is left out.
        """
        folded = fold_word(text)
        given: list[str] = []
        for mention in self.mentions(text):
            known = [fold_word(name) for name in mention.term.names if fold_word(name) in folded]
            for name in mention.term.names:
                word = fold_word(name)
                if not any(shorter in word for shorter in known):
                    known.append(word)
                    given.append(name)
        return tuple(given)

    def canonical(self, text: str) -> tuple[str, ...]:
        """Canonical names of the terms in ``text``, those that stand there under their own name included."""
        return tuple(mention.term.term for mention in self.mentions(text))

    def specific(self, text: str) -> tuple[Mention, ...]:
        """Mentions of terms that belong to this field alone: evidence of what the text is about."""
        return tuple(mention for mention in self.mentions(text) if not mention.term.general)

    def look_alikes(self, text: str) -> tuple[tuple[Term, Distinction], ...]:
        """For each term in ``text`` the entries it is mixed up with."""
        return tuple((mention.term, pair) for mention in self.mentions(text) for pair in mention.term.not_same_as)

    def words(self) -> tuple[str, ...]:
        """Every name of every term once, for a tokeniser's dictionary."""
        return tuple(dict.fromkeys(name for term in self.terms for name in term.names))


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """False when a Latin word is only a part of a longer Latin word."""
    cut_before = start > 0 and _latin(folded[start - 1]) and _latin(folded[start])
    cut_after = end < len(folded) and _latin(folded[end]) and _latin(folded[end - 1])
    return not (cut_before or cut_after)
