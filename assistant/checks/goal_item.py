"""One goal of a paper with its slots."""

import re
from collections.abc import Mapping

from ..domain.value import Value
from ..text.dates import chinese_int, find_dates
from ..text.quantities import to_number

_EMPTY = re.compile(
    r"^[\s—–\-－/\\]*$|^(?:无|暂无|待定|待补充|待测|待采集|未测|未统计|/|N/?A|未定|空|不详|TBD)$|^[【（(\[]?待(?:定|补|测|采|填|确|统|核)",
    re.I,
)


class SlotText(Value):
    """What stands in a slot, verbatim, and where."""

    text: str
    quote: str
    locator: str
    guess: bool = False
    """Told by no word of the text: taken for it because nothing else can be meant."""


class GoalItem(Value):
    """One goal of a paper. A slot that is absent or empty is not in ``slots``."""

    name: str
    quote: str
    """The words that stand for the goal as a whole: its row, or its first sentence."""
    locator: str
    slots: Mapping[str, SlotText]
    text: str
    """Everything the paper says about the goal."""
    code: str = ""
    """Its number or code in the paper: M-4, G2."""
    table: bool = False
    """From a row or a column of a table."""
    section: str = ""
    """The heading that names the goal, where the text below it is all about this goal."""

    def slot(self, name: str) -> str:
        """Text of a slot, empty when absent."""
        return self.slots[name].text if name in self.slots else ""

    @property
    def guessed(self) -> bool:
        """Whether baseline or target is a guess."""
        return any(self.slots[name].guess for name in ("baseline", "target") if name in self.slots)

    def number(self, name: str) -> float | None:
        """The number in a slot, dates left out; None where there is none."""
        text = self.slot(name)
        for mention in reversed(find_dates(text)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        number = to_number(re.sub(r"20\d\d\s*年(?:度)?", " ", text))
        return _in_words(text) if number is None else number


def _in_words(text: str) -> float | None:
    """``百分之六`` is 6, ``三成`` 30."""
    share = re.search(r"百分之([一二三四五六七八九十]{1,3})|([一二三四五六七八九])成(半)?", text)
    whole = chinese_int(share[1] or share[2]) if share else None
    if share is None or whole is None:
        return None
    return float(whole) if share[1] else 10.0 * whole + (5 if share[3] else 0)


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, a dash, 待定, a placeholder."""
    return bool(_EMPTY.search(text.strip()))
