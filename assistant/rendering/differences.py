"""What changed between two texts, as HTML in which nothing but our own marks is markup."""

import difflib
from collections.abc import Iterator, Sequence
from html import escape
from itertools import zip_longest

_MOST = 400
_ALIKE = 0.5
"""Lines less alike are shown one after the other, not woven together."""


def differences_html(before: str, after: str) -> str:
    """Changed lines, what went as ``<del>``, what came as ``<ins>``; empty where nothing changed."""
    old, new = _lines(before), _lines(after)
    told: list[str] = []
    for tag, a0, a1, b0, b1 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            context = f'<span class="gb-where">{escape(new[b0 - 1][:60])}</span>' if b0 else ""
            told += [line for line in (context, *_block(old[a0:a1], new[b0:b1])) if line]
    more = [f'<span class="gb-where">……另有 {len(told) - _MOST} 行</span>'] if len(told) > _MOST else []
    return "\n".join([*told[:_MOST], *more])


def _lines(text: str) -> list[str]:
    return [line for line in map(str.rstrip, text.splitlines()) if line]


def _block(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for before, after in zip_longest(old, new):
        if before is not None and after is not None:
            yield _woven(before, after)
        elif before is not None:
            yield f"<del>{escape(before)}</del>"
        elif after is not None:
            yield f"<ins>{escape(after)}</ins>"


def _woven(before: str, after: str) -> str:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return f"<del>{escape(before)}</del>\n<ins>{escape(after)}</ins>"
    pieces: list[str] = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(escape(before[a0:a1]))
            continue
        pieces += [f"<del>{escape(before[a0:a1])}</del>"] if a1 > a0 else []
        pieces += [f"<ins>{escape(after[b0:b1])}</ins>"] if b1 > b0 else []
    return "".join(pieces)
