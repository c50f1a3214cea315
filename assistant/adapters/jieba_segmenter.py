"""Index terms of Chinese text: jieba's dictionary (Rust build) with the words of the field.

``4.2.1``, ``第五条``, ``A.1``, ``QP-09`` and ``GB/T 23001-2017`` are one term each; a standard number also gives its
shorter forms (``gb/t23001``, ``23001``), so that people may leave out the year or the prefix.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..text.clauses import canonical

_REVISION = "1"
_STANDARD = r"(?:[A-Z]{2,6}(?:/[A-Z]{1,3})?|Q/[A-Z]{2,8})\s?\d{3,6}(?:\.\d{1,3})?(?:[-—:：]\d{4})?"
_CODE = r"[A-Z]{1,6}(?:[-/][A-Z0-9]{1,8}){0,4}[-/]\d{1,4}(?:[.-]\d{1,4}){0,4}"
_CLAUSE = r"(?<![\d.])(?:[A-H]\.)?\d{1,3}(?:\.\d{1,3})+(?![\d.]*%)"
_LABEL = r"第\s?[〇零一二三四五六七八九十百千\d]{1,7}\s?[编篇章节条款](?:之[一二三四五六七八九十])?"
_ANNEX = r"附录\s?[A-Z]"
_WHOLE = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("standard", rf"(?<![A-Z]){_STANDARD}"),
            ("code", rf"(?<![A-Z0-9]){_CODE}(?![A-Z0-9])"),
            ("clause", _CLAUSE),
            ("label", _LABEL),
            ("annex", _ANNEX),
        )
    ),
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s+")
_KEPT = 1024
"""Texts kept with their terms: one question looks at the same passages several times, the next at many of them."""


class JiebaSegmenter:
    """Fulfils ``Segmenter``. ``words`` are kept whole; their parts are terms too, as in jieba's search mode."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        import rjieba

        self._jieba = rjieba.Jieba()
        own = sorted({_flat(word) for word in words if len(word.strip()) > 1})
        for word in own:
            self._jieba.add_word(word, None, None)
        self._nested = _nested(own)
        digest = hashlib.sha256("\n".join(own).encode()).hexdigest()[:8]
        self.revision = f"jieba-{_REVISION}-{digest}"
        self._kept = lru_cache(maxsize=_KEPT)(self._cut)

    def terms(self, text: str) -> list[str]:
        """Index terms of ``text`` in order, lower case; punctuation is left out."""
        return list(self._kept(text))

    def _cut(self, text: str) -> tuple[str, ...]:
        flat = _flat(text)
        found: list[str] = []
        at = 0
        for match in _WHOLE.finditer(flat):
            found.extend(self._words(flat[at : match.start()]))
            found.extend(_forms(match))
            at = match.end()
        found.extend(self._words(flat[at:]))
        return tuple(found)

    def _words(self, text: str) -> Iterator[str]:
        for word in self._jieba.cut_for_search(text, True):
            if word[0].isalnum() or any(map(str.isalnum, word)):
                if word in self._nested:
                    yield from self._nested[word]
                yield word if word.isalnum() else _BLANK.sub("", word)


def _nested(own: list[str]) -> dict[str, tuple[str, ...]]:
    """For each own word the shorter own words of four characters or more in it; jieba gives those of two and three."""
    long = [word for word in own if len(word) > 3]
    pairs = {word: tuple(part for part in long if part != word and part in word) for word in long}
    return {word: parts for word, parts in pairs.items() if parts}


def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _forms(match: re.Match[str]) -> tuple[str, ...]:
    """The term and, for standard numbers, its shorter forms."""
    whole = re.sub("^gbt", "gb/t", _BLANK.sub("", match[0]))
    if match.lastgroup in {"label", "annex"}:
        return (canonical(whole),)
    if match.lastgroup != "standard":
        return (whole,)
    short = re.sub(r"[-—::]\d{4}$", "", whole)
    number = re.sub(r"^[a-z/]+", "", short)
    return tuple(dict.fromkeys((whole.replace("—", "-").replace(":", "-"), short, number)))
