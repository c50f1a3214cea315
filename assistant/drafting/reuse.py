"""Shingle hashes: how alike two texts are, and whether a text was copied from another client, without showing it."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from ..domain.draft import Place, Violation
from ..domain.value import Value
from ..text.normalize import fold_text

_LENGTH = 12
"""Characters of a shingle after folding."""
_SUSPICIOUS = 0.3
_LEAST = 40
"""Shingles a text needs before a share says anything."""


class Reuse(Value):
    """Share of a text's shingles that stand in one foreign document."""

    share: float
    shingles: int


def masked(text: str, names: Iterable[str]) -> str:
    """``text`` without names and digits, so that swapping a client's name does not hide a copy."""
    for name in sorted((name for name in names if len(name) >= 2), key=len, reverse=True):
        text = text.replace(name, "")
    return re.sub(r"\d+", "", text)


def fingerprint(text: str) -> frozenset[int]:
    """64-bit hashes of all shingles of the folded text, punctuation left out."""
    flat = re.sub(r"[\W_]+", "", fold_text(text))
    pieces = {flat[at : at + _LENGTH] for at in range(max(0, len(flat) - _LENGTH + 1))}
    return frozenset(int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest()) for piece in pieces)


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard similarity of two fingerprints; 0 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def most_reused(text: frozenset[int], foreign: Sequence[frozenset[int]], common: frozenset[int] = frozenset()) -> Reuse:
    """The greatest share of ``text`` in one of ``foreign``; ``common`` (standard, own templates) counts for nobody."""
    own = text - common
    share = max((len(own & other) / len(own) for other in foreign), default=0.0) if own else 0.0
    return Reuse(share=share, shingles=len(own))


def reuse_violation(reuse: Reuse, where: str) -> tuple[Violation, ...]:
    """A warning when a text shares more with a foreign document than chance; says neither whose nor what."""
    if reuse.shingles < _LEAST or reuse.share < _SUSPICIOUS:
        return ()
    return (
        Violation(
            rule="draft-copied-from-other-client",
            severity="warning",
            where=Place(locator=where),
            message=f"约 {reuse.share:.0%} 的文字与另一客户工作区里的某份文件相同，像是改名而来；对方的内容不予显示。",
            suggestion="确认来源和授权；按本企业的事实重写，不要沿用其他客户的文字。",
        ),
    )
