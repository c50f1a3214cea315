"""Other wordings of a question that need no model: field words and spoken words explained, editions asked for."""

from collections.abc import Iterator, Mapping

from ..domain.glossary import Glossary, fold_word
from ..text.clause_names import named_documents
from ..text.normalize import flat_width

SpokenWords = Mapping[str, tuple[str, ...]]
"""What people say, and the words documents have for it."""


def explained(question: str, glossary: Glossary | None, spoken: SpokenWords | None = None) -> str:
    """The question with written words beside the spoken ones: 管代（管理者代表）咋定？（怎么）.

    Names of field words stand behind the word, general words at the end. Unchanged when there is nothing to explain.
    """
    text = question if glossary is None else _field_words(question, glossary)
    written = dict.fromkeys(word for words in _spoken(question, spoken or {}) for word in words)
    missing = [word for word in written if word not in text]
    return f"{text}（{'，'.join(missing)}）" if missing else text


def _field_words(question: str, glossary: Glossary) -> str:
    text = question
    for mention in glossary.mentions(question):
        name = mention.term.term
        at = fold_word(text).find(mention.word)
        same_length = len(fold_word(text)) == len(text)
        if at >= 0 and same_length and fold_word(name) not in fold_word(text):
            end = at + len(mention.word)
            text = f"{text[:end]}（{name}）{text[end:]}"
    return text


def _spoken(question: str, spoken: SpokenWords) -> Iterator[tuple[str, ...]]:
    """Written words for what is said in ``question``, left to right, longest match first."""
    longest = max(map(len, spoken), default=0)
    at = 0
    while at < len(question):
        sizes = range(min(longest, len(question) - at), 0, -1)
        size = next((size for size in sizes if question[at : at + size] in spoken), 0)
        if size:
            yield spoken[question[at : at + size]]
        at += size or 1


def asked_editions(question: str) -> frozenset[str]:
    """Years of editions that the question names."""
    return frozenset(name.edition for name in named_documents(flat_width(question)) if name.edition)
