"""A day a person corrected, laid over the lines it was read from and over every fact read from those lines.

Detectors read days in fields, signatures, lines and texts alike. So a correction is made once, in the words: all facts
of the line say the corrected day, and ``Facts.amended`` keeps the words as they stand in the file, for quoting.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.amended import Amended
from ..domain.facts import Facts, Field, Line, Measurement, Paper, Record, Signature, Source
from ..text.dates import DateMention, find_dates
from .ledger_rows import EVENT_LABEL, FILLED_LABEL


class Correction(NamedTuple):
    """A record as read and as a person says it is."""

    read: Record
    told: Record


class _Move(NamedTuple):
    """In the line ``quote`` of a file (in the cells under ``head`` only, where it is one) a day becomes another."""

    file: str
    quote: str
    head: str
    old: date
    new: date


def redated(facts: Facts, corrections: Sequence[Correction]) -> Facts:
    """``facts`` (whose records already say what was told) with every other fact of the corrected lines."""
    moves = [move for one in corrections for move in _moves(one)]
    periods = [one for one in corrections if one.read.period != one.told.period]
    if not moves and not periods:
        return facts
    measured = tuple(_measured(m, periods) for m in facts.measurements)
    files = {move.file for move in moves}
    papers = {p.file: _paper(p, [m for m in moves if m.file == p.file]) for p in facts.papers if p.file in files}
    amended = [Amended(file=f, read=a.text, now=b.text) for f, (_, pairs) in papers.items() for a, b in pairs]
    told = {one.read.id for one in corrections}
    records = [
        _record(r, papers[r.paper][1], [m for m in moves if m.file == r.paper], r.id in told)
        if r.paper in papers
        else r
        for r in facts.records
    ]
    return facts.model_copy(
        update={
            "papers": tuple(papers[p.file][0] if p.file in papers else p for p in facts.papers),
            "records": tuple(records),
            "measurements": measured,
            "amended": (*facts.amended, *(a for a in amended if a.read != a.now)),
        }
    )


def _moves(one: Correction) -> Iterator[_Move]:
    """Where the days a person changed were read."""
    read, told = one
    for before, after in zip(read.fields, told.fields, strict=False):
        if before.on and after.on and before.on != after.on:
            yield _Move(read.paper, before.source.quote, before.name, before.on, after.on)
    signed = {(s.role, s.person): s.on for s in told.signatures}
    for sign in read.signatures:
        new = signed.get((sign.role, sign.person))
        if sign.on and new and sign.on != new:
            yield _Move(read.paper, sign.source.quote, "", sign.on, new)
    for old, new, label in (
        (read.event_on, told.event_on, EVENT_LABEL),
        (read.filled_on, told.filled_on, FILLED_LABEL),
    ):
        if old and new and old != new and new not in read.days:
            yield from _place(read, old, new, label)


def _place(read: Record, old: date, new: date, label: re.Pattern[str]) -> Iterator[_Move]:
    """The field with such a label that holds the day; else the first field, the first signed line or line that does."""
    fields = [f for f in read.fields if f.on == old]
    named = [f for f in fields if label.search(f.name)]
    specific = [f for f in named if not re.fullmatch("日期|时间", f.name)]
    chosen = next(iter([*specific, *named, *(fields if read.row else ())]), None)
    signed = {s.source.quote for s in read.signatures if s.on == old}
    holding = [x for x in read.text.split("\n") if any(m.first == old for m in _days(x, old.year))]
    plain = [x for x in holding if x not in signed]
    if chosen is not None:
        yield _Move(read.paper, chosen.source.quote, chosen.name, old, new)
    elif told := next(iter([*plain[:1], *holding[:1]]), None):
        yield _Move(read.paper, told, "", old, new)


def _days(text: str, year: int) -> list[DateMention]:
    return [m for m in find_dates(text, year) if m.precision == "day"]


def _moved(text: str, old: date, new: date) -> str:
    """The text with every mention of a day telling the other one."""
    for mention in reversed([m for m in _days(text, old.year) if m.first == old]):
        text = text[: mention.start] + str(new) + text[mention.end :]
    return text


_Pairs = Sequence[tuple[Line, Line]]


def _paper(paper: Paper, moves: Sequence[_Move]) -> tuple[Paper, _Pairs]:
    pairs: list[tuple[Line, Line]] = []
    lines: list[Line] = []
    for line in paper.lines:
        made = line
        for move in moves:
            if move.quote in (line.text, line.quote, *line.quotes):
                made = _line(made, move)
        lines.append(made)
        if made is not line:
            pairs.append((line, made))
    return paper.model_copy(update={"lines": tuple(lines)}), pairs


def _line(line: Line, move: _Move) -> Line:
    """The line with the day moved: in the cells under the heading, or, of a plain line, everywhere."""
    if not line.heads or not move.head:
        cells = tuple(_moved(c, move.old, move.new) for c in line.cells)
        text = _moved(line.text, move.old, move.new)
        dates = _real(line, move, range(len(line.cells)))
        return line.model_copy(update={"text": text, "cells": cells, "dates": dates})
    own = [i for i, head in enumerate(line.heads) if re.sub(r"\s", "", head) == move.head and i < len(line.cells)]
    cells = tuple(_moved(c, move.old, move.new) if i in own else c for i, c in enumerate(line.cells))
    text, start = line.text, 0
    for i, (before, after) in enumerate(zip(line.cells, cells, strict=True)):
        at = text.find(before, start)
        if at < 0:
            continue
        text = text[:at] + after + text[at + len(before) :] if i in own else text
        start = at + len(after if i in own else before)
    return line.model_copy(update={"text": text, "cells": cells, "dates": _real(line, move, own)})


def _real(line: Line, move: _Move, own: Sequence[int]) -> tuple[date | None, ...]:
    return tuple(move.new if i in own and d == move.old else d for i, d in enumerate(line.dates))


def _record(record: Record, pairs: _Pairs, moves: Sequence[_Move], told: bool) -> Record:
    """The record with its amended lines, and what was read from them; its own days stay where a person told them."""
    now = {a.text: b.text for a, b in pairs}
    own = record.text.split("\n")
    if not any(text in now for text in own):
        return record
    text = "\n".join(now.get(x, x) for x in own)
    here = [m for m in moves if any(m.quote in (a.text, a.quote, *a.quotes) and a.text in own for a, _ in pairs)]
    gone = {m.old: m.new for m in here}
    year = next(iter(gone)).year
    left = {m.first for m in _days(text, year)} | {f.on for f in record.fields if f.on and f.on not in gone}
    days = {d if d not in gone or d in left else gone[d] for d in record.days} | set(gone.values())
    fields = tuple(_field(f, here, now) for f in record.fields)
    own_moves = here if told or record.row else []
    event = _follows(record.event_on, own_moves, EVENT_LABEL, left)
    filled = _follows(record.filled_on, own_moves, FILLED_LABEL, left)
    return record.model_copy(
        update={
            "text": text, "days": tuple(sorted(days)), "fields": fields, "event_on": event, "filled_on": filled,
            "event_until": event if record.event_until == record.event_on else record.event_until,
            "signatures": tuple(_signature(s, here, now) for s in record.signatures),
            "source": _source(record, now),
        }
    )  # fmt: skip


def _follows(day: date | None, here: Sequence[_Move], label: re.Pattern[str], left: Collection[date]) -> date | None:
    """The day of the record, where the field it was read from is corrected, or nothing in the record tells it now."""
    return next((m.new for m in here if m.old == day and (m.old not in left or label.search(m.head))), day)


def _field(field: Field, here: Sequence[_Move], now: Mapping[str, str]) -> Field:
    for move in here:
        if field.source.quote == move.quote and move.head in ("", field.name):
            on = move.new if field.on == move.old else field.on
            field = field.model_copy(update={"value": _moved(field.value, move.old, move.new), "on": on})
    return field.model_copy(update={"source": _source(field, now)})


def _signature(sign: Signature, here: Sequence[_Move], now: Mapping[str, str]) -> Signature:
    moved = next((m.new for m in here if m.quote == sign.source.quote and m.old == sign.on), sign.on)
    return sign.model_copy(update={"on": moved, "source": _source(sign, now)})


def _source(fact: Record | Field | Signature, now: Mapping[str, str]) -> Source:
    return fact.source.model_copy(update={"quote": now.get(fact.source.quote, fact.source.quote)})


def _measured(one: Measurement, corrections: Sequence[Correction]) -> Measurement:
    """A measured value belongs to the period its record was told to be of."""
    for read, told in corrections:
        same = read.paper == one.source.file and read.period == (one.first, one.last)
        if told.period and same and one.source.quote in read.text:
            return one.model_copy(update={"first": told.period[0], "last": told.period[1]})
    return one


def unamended(quote: str, line: Amended) -> str:
    """A part of an amended line as it stands in the file; empty where it is none."""
    if quote == line.now:
        return line.read
    at = line.now.find(quote)
    if at < 0:
        return ""
    before, after = len(line.now[:at]), len(line.now[at + len(quote) :])
    head = _shared(line.now[:at], line.read)
    tail = _shared(line.now[at + len(quote) :][::-1], line.read[::-1])
    if head < before or tail < after:
        return ""
    return line.read[before : len(line.read) - after]


def _shared(one: str, other: str) -> int:
    """How far two texts begin alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
