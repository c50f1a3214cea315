"""One list out of the asker's own workspace and what stands beside it (the built-in library).

Scores of two collections do not compare: short articles written to answer questions beat every real document. So each
is ranked for itself and the lists are woven. Texts of knowledge (norms, guidance) that somebody took the trouble to add
come before the built-in ones; a client's papers take turns with the library, because they say how one firm does it and
not how it should be. Own passages that are clearly weaker than what the library offers lose their place.
"""

from collections.abc import Sequence
from itertools import accumulate, chain, repeat

from .ranking import Ranked

_OWN_FIRST = 5
_CLEARLY_WEAKER = {"max_sim": 0.16, "cosine": 0.08}

Turn = bool
"""True: the next passage comes from the own list."""


def weave(groups: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """``groups`` are one list a workspace, the asker's own first, each best first; nothing is dropped."""
    own = list(groups[0]) if groups else []
    others = sorted(chain.from_iterable(groups[1:]), key=lambda item: -item.score)
    if not own or not others:
        return own + others
    turns = _turns(own[0], others[0])
    woven: list[Ranked] = []
    for mine in turns:
        source = own if mine and own or not others else others
        if not source:
            return woven
        woven.append(source.pop(0))
    return woven


def _turns(own: Ranked, other: Ranked) -> chain[Turn]:
    if clearly_weaker(own, other):
        return chain([False, False], _cycle(True, False, False))
    if own.candidate.head.role == "client":
        return chain(_cycle(True, False))
    return chain(repeat(True, _OWN_FIRST), _cycle(False, True))


def _cycle(*turns: Turn) -> chain[Turn]:
    return chain.from_iterable(repeat(turns))


def clearly_weaker(own: Ranked, other: Ranked) -> bool:
    """Whether the best own passage is far behind the best other one, by the first similarity both have."""
    for name, margin in _CLEARLY_WEAKER.items():
        if name in own.features and name in other.features:
            return own.features[name] < other.features[name] - margin
    return False


def falling(scores: Sequence[float]) -> list[float]:
    """The scores, none above the one before it, so that whoever sorts by score keeps the woven order."""
    return list(accumulate(scores, min))
