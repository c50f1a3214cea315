"""The day a paper bears as approved, released or made."""

import re
from datetime import date

from ..text.dates import find_dates
from .paper import Paper

_MADE = (
    r"[Aa]pproved(?: by)?|[Ii]ssued(?: by)?|"
    r"批准|发布|制定|编制|签发|颁布|签批|签订|签署|签字|印发|下达|审定|核准|签准|拍板|定稿|(?<![\u4e00-\u9fff])放行|"
    r"(?<![\u4e00-\u9fff])[批准签](?![\u4e00-\u9fff])|批的"
)
_SIGNED = re.compile(
    r"\s*(?:批准?|签发|签批|核准|[Aa]pproved|[\u4e00-\u9fff]{2,8}\s*[\u4e00-\u9fff ]{2,8}\s*[（(]?签[发批准])"
)


def approved_on(paper: Paper) -> date | None:
    """Beside a word of approval or making at the head or foot of the paper, else alone below the text."""
    label = re.compile(rf"(?:{_MADE})(?:日期|时间|日子|日|人)?\s*(?:[:：|]\s*){{0,3}}([^。；]{{4,40}})")
    below = [line for line in paper.pieces[-6:] if len(line.text) < 60 and _SIGNED.match(line.text)]
    for match in (found for line in (*paper.pieces[:12], *below) for found in label.finditer(line.text)):
        if day := _exact_day(match[1]):
            return day
    near = re.compile(rf"(?:{_MADE}|审议通过)[^。；，]{{0,12}}20\d\d|20\d\d[^。；，]{{4,24}}(?:{_MADE}|审议通过)")
    signed = [line.text for line in paper.pieces if near.search(line.text) and len(line.text) < 80]
    alone = [line.text for line in paper.pieces[-3:] if len(re.sub(r"\s", "", line.text)) <= 24]
    return next((day for text in [*signed, *alone] if (day := _exact_day(text))), None)


def _exact_day(text: str) -> date | None:
    return next((mention.first for mention in find_dates(text) if mention.precision == "day"), None)
