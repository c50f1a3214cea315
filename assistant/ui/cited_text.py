"""The text of an answer with a chip where each source stands; a chip opens its source. The browser copies."""

import re
from collections.abc import Callable, Iterator, Sequence

import streamlit as st

from ..domain.answer import Answer
from ..domain.evidence import Citation
from ..rendering.answer_text import answer_markdown, place
from .components import own

UNPROVEN = "【未证实】"
_MARK = re.compile(rf"\[(\d{{1,3}})\]|{UNPROVEN}")
_COMPONENT = own("cited_text", '<div class="root"></div>')


def cited_text(
    answer: Answer,
    sources: Sequence[Citation],
    chosen: int | None,
    key: str,
    beside: str,
    choose: Callable[[int], None],
) -> None:
    """The answer; ``choose`` is called with the place in ``sources`` of the chip that was clicked.

    ``beside``: the key of the container the source is opened in.
    """

    def clicked() -> None:
        place_of = st.session_state[key].get("opened")
        if isinstance(place_of, int | float) and 0 <= place_of < len(sources):
            choose(int(place_of))

    copies = [{"label": "复制回答", "text": answer.text}]
    if sources:
        copies.append({"label": "连同出处复制", "text": answer_markdown(answer)})
    data = {"pieces": list(pieces(answer.text, sources)), "copies": copies, "open": chosen, "beside": beside}
    _COMPONENT(key=key, data=data, on_opened_change=clicked)


def pieces(text: str, sources: Sequence[Citation]) -> Iterator[dict[str, object]]:
    """Stretches of text, the numbers of sources between them, and words that were not proven."""
    at = 0
    for mark in _MARK.finditer(text):
        number = int(mark[1]) if mark[1] else 0
        if mark[1] and not 1 <= number <= len(sources):
            continue
        if mark.start() > at:
            yield {"text": text[at : mark.start()]}
        if number:
            yield {"text": mark[1], "source": number - 1, "title": place(sources[number - 1])}
        else:
            yield {"text": mark[0], "unproven": True}
        at = mark.end()
    if at < len(text):
        yield {"text": text[at:]}
