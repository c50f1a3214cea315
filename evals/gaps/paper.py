"""What a paper is before it becomes a file: blocks of text and tables, sheets of cells, and the facts of the file."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Cell = str | int | float | date | None
Format = Literal["docx", "xlsx", "pdf", "scan", "txt", "md"]
Numbering = Literal["auto", "decimal", "chinese"]
Span = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, all inclusive, from 0."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1–3; its number is given by the writer."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph; ``numbered`` makes it an item under the last heading."""

    text: str
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Span, ...] = ()


Block = Heading | Para | Table


@dataclass(frozen=True)
class Sheet:
    """A worksheet with real dates and numbers."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Span, ...] = ()


@dataclass(frozen=True)
class FileFacts:
    """Properties of the file, written on purpose; times are local."""

    author: str
    modified_by: str
    created: datetime
    modified: datetime
    company: str = ""


@dataclass
class Paper:
    """One file to come. ``key`` is its name inside the world; ``folder`` and ``name`` are set by the layout."""

    key: str
    title: str
    facts: FileFacts
    format: Format = "docx"
    blocks: list[Block] = field(default_factory=lambda: [])
    sheets: list[Sheet] = field(default_factory=lambda: [])
    header: str = ""
    footer: str = ""
    code: str = ""
    version: str = ""
    is_record: bool = True
    department: str = ""
    numbering: Numbering = "decimal"
    folder: str = ""
    name: str = ""

    @property
    def path(self) -> str:
        """Path inside the enterprise's folder."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


CHINESE = "一二三四五六七八九十"


def numbered_blocks(paper: Paper) -> list[tuple[Block, str]]:
    """Blocks with their number as text (empty where none); the docx writer leaves ``auto`` to Word."""
    counts = [0, 0, 0]
    item = 0
    out: list[tuple[Block, str]] = []
    for block in paper.blocks:
        number = ""
        if isinstance(block, Heading):
            level = block.level - 1
            counts[level] += 1
            counts[level + 1 :] = [0] * (2 - level)
            item = 0
            number = _heading_number(paper.numbering, counts, level)
        elif isinstance(block, Para) and block.numbered:
            item += 1
            number = f"{item}. " if paper.numbering == "chinese" else f"{item}）"
        out.append((block, number))
    return out


def _heading_number(numbering: Numbering, counts: list[int], level: int) -> str:
    if numbering == "chinese":
        sign = CHINESE[min(counts[level], 10) - 1]
        return (f"{sign}、", f"（{sign}）", f"{counts[level]}. ")[level]
    return ".".join(str(n) for n in counts[: level + 1]) + " "
