"""Follow-ups: a question that refers back gets the topic of the conversation; the user's own words stay as they are."""

import os
import re
from collections.abc import Sequence

from ..domain.answer import Turn
from ..domain.glossary import Glossary
from ..ports import Segmenter
from ..text.numerals import parse_numeral
from .analysis import QuestionTypes, content_terms
from .words import words

_ORDINAL = re.compile(r"第(?P<number>[一二两三四五六七八九十]{1,2}|\d{1,2})(?:条|点|项|个|种|步)")
_ARTICLE = re.compile(r"第(?P<number>[一二两三四五六七八九十]{1,2}|\d{1,2})(?:条|款|项)")
_ITEM = re.compile(r"^(?P<number>\d{1,2})[.、．]\s*(?P<title>[^：:。；\[\n]{2,24})", re.MULTILINE)
_AND_WHAT_OF = re.compile(r"^(?P<thing>[^，,。？?]{2,16}?)呢[？?。]?$")
_SAME_KIND = 2
"""Last characters by which two names are names of a kind: 宣贯培训, 解读培训."""
_NO_TOPIC = re.compile(r"^[要完没不会能被把让得就都还再去来做干该想怎什为]|[后前时完了过着吗呢]$|什么|怎么")
"""Pieces of a question that are no topic: 要评, 完后, 干什么."""
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
    asked = _last_asked(history, types, glossary, segmenter)
    bare = _opening(text, types)
    if words(types.more).within(bare):
        return asked
    if swapped := _swapped(bare, asked, types, glossary):
        return swapped
    item = item_named(text, history)
    topics = [topic for topic in _topics(history, types, glossary, segmenter) if topic not in text]
    about = "、".join([*topics[:_TOPICS], *([item] if item else [])])
    return f"关于{about}，{_without_ordinal(bare, _ORDINAL if item else _ARTICLE)}" if about else None


def _opening(text: str, types: QuestionTypes) -> str:
    """Without the words a follow-up begins with (那，那么，好的)."""
    return words(types.opening).pattern.sub("", text, count=1).lstrip("，,、 ") or text


def _last_asked(history: Sequence[Turn], types: QuestionTypes, glossary: Glossary, segmenter: Segmenter) -> str:
    """The last question, itself completed where it was a follow-up."""
    last = history[-1].question
    return rewrite(last, history[:-1], types, glossary, segmenter) or last


def _swapped(bare: str, asked: str, types: QuestionTypes, glossary: Glossary) -> str | None:
    """解读培训呢 after 宣贯培训谁参加: the last question asked of another thing."""
    match = _AND_WHAT_OF.match(bare)
    if match is None or words(types.asking).within(match["thing"]):
        return None
    thing = match["thing"]
    named = [mention.word for mention in glossary.mentions(asked) if mention.word in asked]
    old = max(named, key=lambda word: (_alike(word, thing), -asked.find(word)), default="")
    of_a_kind = bool(glossary.mentions(thing)) or _alike(old, thing) >= _SAME_KIND
    return asked.replace(old, thing, 1) if old and old not in thing and of_a_kind else None


def _alike(name: str, other: str) -> int:
    """Characters with which both names end."""
    return len(os.path.commonprefix([name[::-1], other[::-1]]))


def item_named(text: str, history: Sequence[Turn]) -> str:
    """The words of 第二条 in the numbered list of the last answer; empty when there is none."""
    asked = _ORDINAL.search(text)
    number = parse_numeral(asked["number"]) if asked else None
    items = {int(match["number"]): match["title"] for match in _ITEM.finditer(history[-1].answer)} if history else {}
    return items.get(number, "").strip() if number else ""


def _without_ordinal(text: str, ordinal: re.Pattern[str]) -> str:
    """第二条 of a list that was talked about is no article of a regulation."""
    return ordinal.sub(lambda match: f"第{match['number']}点", text)


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
        plain = [term.word for term in terms if not term.subject and len(term.word) > 1 and term.weight >= 1.0]
        others = [word for word in plain if not _NO_TOPIC.search(word) and not words(types.asking).within(word)]
        topics.extend(name for name in (*named, *others[:2]) if name not in topics)
        if named:
            break
    return topics
