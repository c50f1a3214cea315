"""Follow-ups: a question that refers back gets the topic of the conversation; the user's own words stay as they are."""

from collections.abc import Sequence

from ..domain.answer import Turn
from ..domain.glossary import Glossary
from ..ports import Segmenter
from .analysis import QuestionTypes, content_terms
from .words import words

_SHORT = 16
_TURNS = 3
_TOPICS = 4
_OWN_WORDS = 2


def rewrite(
    text: str, history: Sequence[Turn], types: QuestionTypes, glossary: Glossary, segmenter: Segmenter
) -> str | None:
    """``text`` with the topic it refers back to in front, or None when it stands on its own."""
    if not history or not refers_back(text, types, glossary, segmenter):
        return None
    topics = [topic for topic in _topics(history, types, glossary, segmenter) if topic not in text]
    return f"{' '.join(topics[:_TOPICS])} {text}" if topics else None


def refers_back(text: str, types: QuestionTypes, glossary: Glossary, segmenter: Segmenter) -> bool:
    """Does the question lean on what was said before: a pointing word, an ellipsis, or no subject of its own?"""
    if words(types.back_reference).within(text):
        return True
    named = glossary.mentions(text)
    if words(types.elliptic).within(text) and len(named) <= 1 and len(text) <= _SHORT:
        return True
    if named:
        return False
    return len(text) <= _SHORT or len(content_terms(text, types, glossary, segmenter)) <= _OWN_WORDS


def _topics(history: Sequence[Turn], types: QuestionTypes, glossary: Glossary, segmenter: Segmenter) -> list[str]:
    """What the last turns were about, the last question first, going back until a subject is found."""
    topics: list[str] = []
    for turn in reversed(history[-_TURNS:]):
        named = [mention.word for mention in glossary.mentions(turn.question)]
        terms = content_terms(turn.question, types, glossary, segmenter)
        others = [term.word for term in terms if not term.subject and len(term.word) > 1]
        topics.extend(name for name in (*named, *others[:2]) if name not in topics)
        if named:
            break
    return topics
