"""Steps, tasks or items told as cards: the same few labels again and again, in a line, below a heading or as a form."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..domain.value import Value
from .paper import Line, Paper
from .registry import Context, Hit, check
from .words import any_of

Parameters = Mapping[str, Any]

_FIELD = re.compile(r"^\s*(?P<label>[\u4e00-\u9fff/／]{1,8})\s*[：:](?P<value>.*)$", re.DOTALL)
_EMPTY = re.compile(r"\s*(?:[-—–/、。.]*|无|待定|暂无|空|未定)\s*")


class Card(Value):
    """What stands beside the labels of one card."""

    locator: str
    quote: str
    fields: Mapping[str, str]


@check("card_gap")
def card_gap(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A card lacks, leaves empty or fills with words that say nothing (``hollow``) what all other cards tell.

    ``lacking``: expression for a label → what is not told then; ``hollow``: the same → expressions for such words.
    """
    for cards in _series(paper):
        for label in _common(cards):
            meaning = next((said for words, said in parameters["lacking"].items() if re.fullmatch(words, label)), "")
            shapes = next((key for key in parameters["hollow"] if re.fullmatch(key, label)), "")
            hollow = any_of(parameters["hollow"], shapes)
            bad = [c for c in cards if _EMPTY.fullmatch(c.fields.get(label, "")) or hollow.search(c.fields[label])]
            for card in bad if meaning and 3 * len(bad) <= len(cards) else ():
                values = {"label": label, "said": card.fields.get(label, "").strip(" 。") or "空白", "lacking": meaning}
                yield Hit(locator=card.locator, quote=card.quote, values=values)


def _common(cards: Sequence[Card]) -> list[str]:
    """Labels that all cards but one have."""
    counted = Counter(label for card in cards for label in card.fields)
    return [label for label, count in counted.items() if count >= max(2, len(cards) - 1)]


def _series(paper: Paper) -> Iterator[list[Card]]:
    """Runs of three or more cards with three or more labels in common."""
    lined = [card for line in paper.lines if not line.heading and (card := _in_line(line))]
    formed = [
        Card(locator=grid.rows[0].locator, quote=grid.rows[0].text, fields=dict(grid.pairs(row)) | _pairs(grid.rows))
        for grid in paper.grids
        if grid.form and grid.rows
        for row in grid.rows[:1]
    ]
    for cards in (lined, list(_below(paper.lines)), formed):
        if len(cards) > 2 and len(_common(cards)) > 2:
            yield cards


def _pairs(rows: Sequence[Any]) -> dict[str, str]:
    return {row.cells[0].strip("：: "): row.cells[1] for row in rows if len(row.cells) > 1}


def _in_line(line: Line) -> Card | None:
    """``【工卡 2】人：…；时：…；据：…``."""
    fields: dict[str, str] = {}
    for part in re.split(r"[；;|｜】〗\u3000\t]|\s{2,}", line.text):
        if match := _FIELD.match(part):
            fields.setdefault(match["label"], match["value"])
    return Card(locator=line.locator, quote=line.text, fields=fields) if len(fields) > 2 else None


def _below(lines: Sequence[Line]) -> Iterator[Card]:
    """Lines of one label each; a heading or a label that comes again begins the next card."""
    fields: dict[str, str] = {}
    first: Line | None = None
    for line in [*lines, None]:
        match = None if line is None or line.heading else _FIELD.match(line.text)
        if match is None or match["label"] in fields:
            if first is not None and len(fields) > 2:
                yield Card(locator=first.locator, quote=first.text, fields=fields)
            fields, first = {}, None
        if match and line is not None:
            fields[match["label"]] = match["value"]
            first = first or line
