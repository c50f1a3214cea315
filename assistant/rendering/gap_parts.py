"""What a gap report is made of: blocks every format can show, and the words for one item."""

from dataclasses import dataclass

from .gap_view import CalendarRow, Item, Rate, plain_name


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the title. ``page`` begins a new page where there are pages."""

    text: str
    level: int = 1
    page: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph; ``quiet`` is a note, ``strong`` the sentence to remember."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True)
class Bullets:
    """Short points."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table: head (empty for a table of labels), rows, widths in percent, severity of each row for its colour."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """The rate of execution as a bar."""

    rate: Rate


@dataclass(frozen=True)
class Bars:
    """Gaps of each process by severity."""

    rows: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Heat:
    """The calendar of expected occurrences."""

    months: tuple[tuple[int, int], ...]
    rows: tuple[CalendarRow, ...]


@dataclass(frozen=True)
class Card:
    """One item in full."""

    item: Item
    clauses: tuple[str, ...]
    told: tuple[tuple[str, str], ...] = ()
    """What is known of it besides: label and words (change, state, who corrected which fact)."""


Block = Heading | Text | Bullets | Grid | Share | Bars | Heat | Card


def kind_of(item: Item) -> str:
    """``逾期``; a sign says that it is one."""
    mark = "（迹象，待核实）" if item.sign and "迹象" not in item.first.title else "（待核实）" if item.sign else ""
    return item.first.title + mark


def objects(item: Item) -> str:
    """What the item is about; several in a row."""
    return "；".join(dict.fromkeys(f.object for f in item.findings))


def place_of(item: Item) -> str:
    """The names of the files on both sides."""
    sides = [*item.documents[:1], *item.records[:2]]
    more = f" 等 {len(item.records)} 处记录" if len(item.records) > 2 else ""
    return "；".join(dict.fromkeys(plain_name(s.file) for s in sides)) + more


def short(text: str, limit: int) -> str:
    """Cut with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
