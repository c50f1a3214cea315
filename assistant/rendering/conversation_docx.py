"""A conversation as a Word document: questions as headings, answers, and each source with its words."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.shared import Cm, Pt, RGBColor

from ..adapters.docx_fields import set_font, set_properties
from ..domain.answer import Answer
from ..domain.conversation import Conversation, Message
from .answer_text import badge, place, sources_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SOFT = RGBColor(0x5D, 0x6B, 0x75)


def conversation_docx(conversation: Conversation, messages: Sequence[Message]) -> bytes:
    """The whole conversation."""
    word: Any = docx.Document()
    _styles(word)
    word.add_heading(_clean(conversation.title), 0)
    _line(word, f"工作区：{conversation.workspace}　最近一次提问：{conversation.updated_at:%Y-%m-%d}", 9)
    for message in messages:
        word.add_heading(_clean(message.question), 1)
        if message.answer:
            _answer(word, message.answer)
        else:
            _line(word, message.note or "没有得到回答", 10.5)
    set_properties(word, conversation.title, "贯标问答", "贯标助手")
    word.core_properties.comments, word.core_properties.category = "", "问答"
    word.core_properties.content_status = ""
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _answer(word: Any, answer: Answer) -> None:
    _line(word, f"【{badge(answer)}】", 10.5)
    if answer.rewritten:
        _line(word, f"按上文理解为：{answer.rewritten}", 9)
    for line in answer.text.splitlines():
        listed = line.startswith("- ")
        word.add_paragraph(_clean(line.removeprefix("- ")), "List Bullet" if listed else "Normal")
    for number, source in enumerate(sources_of(answer), start=1):
        _line(word, f"[{number}] {place(source)}：“{source.quote.strip()}”", 9)
    for note in answer.run.notes:
        _line(word, f"注：{note}", 9)


def _styles(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name, size in (("Normal", 10.5), ("List Bullet", 10.5), ("Title", 18), ("Heading 1", 13)):
        style = word.styles[name]
        set_font(style, "Microsoft YaHei", "微软雅黑")
        style.font.size = Pt(size)


def _line(word: Any, text: str, size: float) -> None:
    run = word.add_paragraph().add_run(_clean(text))
    run.font.size = Pt(size)
    run.font.color.rgb = _SOFT


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
