"""The shape of an extractive answer: blocks of points, each point carried by slices of the source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..domain.answer import Claim
from ..domain.evidence import Citation, Passage
from ..grounding import cite
from .units import Unit, plain

_HEADING_LIMIT = 16

Style = Literal["plain", "bullets", "numbered"]


@dataclass(frozen=True)
class Piece:
    """Characters ``start``–``end`` (exclusive) of a chunk's text."""

    passage: Passage
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The exact words."""
        return self.passage.chunk.text[self.start : self.end]


@dataclass(frozen=True)
class Point:
    """One statement as people read it, and the slices it was built from."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """Connecting words and the points they introduce."""

    intro: str
    points: tuple[Point, ...]
    style: Style = "plain"


def piece_of(unit: Unit) -> Piece:
    """The slice of a sentence."""
    return Piece(unit.passage, unit.start, unit.end)


def point_of(unit: Unit, prefix: str = "") -> Point:
    """A sentence as a point, with a title in front where it has one; a question is no title of its answer."""
    plain = not prefix or prefix in unit.text or prefix.endswith(("？", "?"))
    text = unit.text if plain else f"{prefix}：{unit.text}"
    return Point(text, (piece_of(unit),))


def points_of(units: Sequence[Unit], said: tuple[str, ...] = ()) -> tuple[Point, ...]:
    """Sentences as points; a short heading stands in front of the first sentence below it."""
    points: list[Point] = []
    for unit in units:
        heading = unit.headings[-1] if unit.headings else ""
        fresh = heading and heading not in said and len(heading) <= _HEADING_LIMIT
        points.append(point_of(unit, heading if fresh else ""))
        said = (heading,)
    return tuple(points)


def claims_of(blocks: Iterable[Block]) -> tuple[Claim, ...]:
    """One claim a point, in reading order."""
    return tuple(
        Claim(text=point.text, citations=tuple(cite(piece.passage, piece.start, piece.end) for piece in point.pieces))
        for block in blocks
        for point in block.points
    )


def text_of(blocks: Sequence[Block], claims: Sequence[Claim]) -> str:
    """The whole answer; ``[n]`` is the n-th different citation of ``claims``."""
    order = {citation: n for n, citation in enumerate(dict.fromkeys(c for claim in claims for c in claim.citations), 1)}
    lines: list[str] = []
    remaining = iter(claims)
    for block in blocks:
        written = [_written(point, next(remaining), order) for point in block.points]
        lines.extend(_block(block, written))
    return "\n".join(lines)


def _written(point: Point, claim: Claim, order: dict[Citation, int]) -> str:
    marks = "".join(f"[{n}]" for n in dict.fromkeys(order[citation] for citation in claim.citations))
    return f"{plain(point.text)}{marks}"


def _block(block: Block, written: list[str]) -> list[str]:
    if block.style == "plain":
        return [f"{block.intro}{''.join(written)}"] if written or block.intro else []
    marks = (f"{n}. " if block.style == "numbered" else "- " for n in range(1, len(written) + 1))
    body = [f"{mark}{text}" for mark, text in zip(marks, written, strict=True)]
    return [block.intro, *body] if block.intro else body
