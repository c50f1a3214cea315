"""Follow-ups: a question that refers back gets the topic of the conversation; the user's own words stay as they are."""

import re
from collections.abc import Sequence

from ..domain.answer import Turn
from ..domain.glossary import Glossary
from ..ports import Segmenter
from ..text.numerals import parse_numeral
from .analysis import QuestionTypes, content_terms
from .words import words

_ORDINAL = re.compile(r"第(?P<number>[一二两三四五六七八九十]{1,2}|\d{1,2})(?:条|点|项|个|种|步)")
_ITEM = re.compile(r"^(?P<number>\d{1,2})[.、．]\s*(?P<title>[^：:。；\[\n]{2,24})", re.MULTILINE)
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
    item = item_named(text, history)
    topics = [topic for topic in _topics(history, types, glossary, segmenter) if topic not in text]
    about = "、".join([*topics[:_TOPICS], *([item] if item else [])])
    return f"关于{about}，{_without_ordinal(text)}" if about else None


def item_named(text: str, history: Sequence[Turn]) -> str:
    """The words of 第二条 in the numbered list of the last answer; empty when there is none."""
    asked = _ORDINAL.search(text)
    number = parse_numeral(asked["number"]) if asked else None
    items = {int(match["number"]): match["title"] for match in _ITEM.finditer(history[-1].answer)} if history else {}
    return items.get(number, "").strip() if number else ""


def _without_ordinal(text: str) -> str:
    """第二条 of a list that was talked about is no article of a regulation."""
    return _ORDINAL.sub(lambda match: f"第{match['number']}点", text)


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
        others = [term.word for term in terms if not term.subject and len(term.word) > 1 and term.weight >= 1.0]
        topics.extend(name for name in (*named, *others[:2]) if name not in topics)
        if named:
            break
    return topics
