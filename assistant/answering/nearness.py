"""How near a sentence comes to a text by the vectors of its words; computed outside, see ``Nearness``."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .units import Unit


class Near(NamedTuple):
    """Mean over the words of a text of the best partner in the sentence alone, and in it and the titles over it."""

    own: float
    headed: float


Nearness = Callable[[Sequence[str], Sequence[Unit]], Sequence[Sequence[Near | None]]]
"""``nearness(texts, units)``: for each text one value a sentence, None where its vectors are not kept."""
