"""Other wordings of a question that need no model: field words explained, editions asked for."""

from ..domain.glossary import Glossary, fold_word
from ..text.clause_names import named_documents
from ..text.normalize import flat_width


def explained(question: str, glossary: Glossary | None) -> str:
    """The question with the written name behind each spoken word or abbreviation: 管代（管理者代表）要做什么.

    Unchanged when every term stands there under its own name.
    """
    if glossary is None:
        return question
    text = question
    for mention in glossary.mentions(question):
        name = mention.term.term
        at = fold_word(text).find(mention.word)
        same_length = len(fold_word(text)) == len(text)
        if at >= 0 and same_length and fold_word(name) not in fold_word(text):
            end = at + len(mention.word)
            text = f"{text[:end]}（{name}）{text[end:]}"
    return text


def asked_editions(question: str) -> frozenset[str]:
    """Years of editions that the question names."""
    return frozenset(name.edition for name in named_documents(flat_width(question)) if name.edition)
