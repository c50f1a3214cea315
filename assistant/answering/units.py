"""A chunk's text as lines and sentences with exact places, so that an answer can be built from slices of the source."""

import re
from dataclasses import dataclass
from functools import cached_property

from ..domain.document import Chunk
from ..domain.evidence import Passage
from ..text.sentences import Span, sentences

_LINE = re.compile(r"[^\n\r]+")
_MARKER = re.compile(
    r"^(?:[\s\u3000]*(?:[➤➢▶►◆◇●○■□★▲△•·▪‣※✓√–—-](?=[\s\u3000*]|[^\d\s])|#{1,6}\s|\*(?=\s)"
    r"|[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}(?:[、．)）]|\.(?!\d))|[a-zA-Z][)）．、]|第[一二三四五六七八九十百\d]{1,4}[章节条](?=[\s\u3000])))+[\s\u3000]*"
)
_STRONG_MARK = re.compile(r"[➤➢▶►◆◇■□★▲△#]|第[一二三四五六七八九十百\d]{1,4}[章节]|[一二三四五六七八九十]{1,3}、")
_ENDED = re.compile(r"[。！？!?；;，,][”’」』）)*]*$")
_ASKED = ("？", "?")
"""A question on a line of its own heads its answer."""
_LEAD_IN = re.compile(r"[：:][*\s]*$")
_HEADING_LIMIT = 36
_TELLING = re.compile(r".[（(].{4,}[）)]|——.{4,}|[：:].{4,}")
"""A heading that says more than a name: with a bracket, a dash or a colon and words behind it."""
_ROW = " | "
_REMARK = re.compile(r"[（(][^（()）]*[）)][。；;]?")
"""A sentence in brackets belongs to the one before it."""
_WORDED = re.compile(r"\w")


@dataclass(frozen=True)
class Line:
    """One line of a chunk: ``start``–``end`` (exclusive) in ``chunk.text``, without marker and outer blanks."""

    passage: Passage
    start: int
    end: int
    marker: str
    role: str
    """``heading`` over what follows · ``lead``: ends with a colon · ``item`` of a list · ``text`` · ``row``."""
    index: int
    """Position among the lines of the chunk."""

    @property
    def chunk(self) -> Chunk:
        """The chunk it stands in."""
        return self.passage.chunk

    @cached_property
    def text(self) -> str:
        """The words as people read them: no marker, no emphasis marks."""
        return plain(self.chunk.text[self.start : self.end])

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Sentences of the line, offsets in ``chunk.text``."""
        found: list[Span] = []
        for span in sentences(self.chunk.text[self.start : self.end], semicolons=False):
            start, end = self.start + span.start, self.start + span.end
            if found and _REMARK.fullmatch(self.chunk.text[start:end].strip()):
                found[-1] = Span(found[-1].start, end)
            elif _WORDED.search(self.chunk.text[start:end]):
                found.append(Span(start, end))
        return tuple(found)


@dataclass(frozen=True)
class Unit:
    """A sentence: the smallest thing an answer quotes. ``headings`` are the titles over it inside the chunk."""

    line: Line
    start: int
    end: int
    headings: tuple[str, ...]
    position: int
    """Order within the chunk."""

    @property
    def passage(self) -> Passage:
        """The passage it stands in."""
        return self.line.passage

    @cached_property
    def text(self) -> str:
        """The words as people read them."""
        return plain(self.line.chunk.text[self.start : self.end])


def plain(text: str) -> str:
    """Without emphasis marks and doubled blanks."""
    return re.sub(r"[ \t\u3000]{2,}", " ", text.replace("**", "")).strip().lstrip("*").strip()


def lines_of(passage: Passage) -> tuple[Line, ...]:
    """The lines of a chunk with their roles."""
    text = passage.chunk.text
    raw = [(match.start(), match.end()) for match in _LINE.finditer(text) if match[0].strip()]
    return tuple(_line(passage, raw, index) for index in range(len(raw)))


def _line(passage: Passage, raw: list[tuple[int, int]], index: int) -> Line:
    text = passage.chunk.text
    start, end = raw[index]
    match = _MARKER.match(text[start:end])
    marker = match[0] if match else ""
    begin = start + len(marker)
    body = text[begin:end]
    begin += len(body) - len(body.lstrip())
    finish = end - (len(body) - len(body.rstrip()))
    below = text[slice(*raw[index + 1])] if index + 1 < len(raw) else ""
    role = _role(text[begin:finish], marker, below, first=index == 0)
    return Line(passage, begin, max(begin, finish), marker.strip(), role, index)


def _role(body: str, marker: str, below: str, *, first: bool) -> str:
    if _ROW in body:
        return "row"
    if _LEAD_IN.search(body):
        return "lead"
    brief = bool(below) and len(plain(body)) <= _HEADING_LIMIT
    if brief and body.endswith(_ASKED):
        return "heading"
    bare = not marker and (first or below.startswith(body))  # a word on a line of its own, and below it what it means
    if brief and not _ENDED.search(body) and (bare or _STRONG_MARK.search(marker)):
        return "heading"
    if marker:
        return "item"
    return "text"


def units_of(passage: Passage) -> tuple[Unit, ...]:
    """Sentences of a chunk in order with the headings above them; a heading that says something itself counts too."""
    found: list[Unit] = []
    heading, lead = "", ""
    for line in lines_of(passage):
        if line.role == "heading":
            if _TELLING.search(line.text):
                found.append(Unit(line, line.start, line.end, (), len(found)))
            heading, lead = line.text, ""
            continue
        above = tuple(part for part in (heading, lead) if part)
        for span in line.spans:
            found.append(Unit(line, span.start, span.end, above, len(found)))
        if line.role == "lead":
            lead = line.text.rstrip("：: ")
        elif line.role == "text":
            lead = ""
    return tuple(found)
