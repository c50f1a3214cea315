"""Records: whole papers, sheets, repeated forms in one file, and each row of a ledger; four dates kept apart."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from ..domain.facts import Field, FormRef, Line, Paper, Record, Signature, Source
from ..text.business_year import first_period, year_named
from ..text.dates import find_dates
from .export_rows import exported, names_forms
from .identity import clean_name, codes_in, title_of, version_in
from .ledger_rows import BLANK_VALUE, EVENT_LABEL, FILLED_LABEL, PERIOD_LABEL, day_of, rows_of
from .papers import pair_fields
from .segments import DAY_ONLY, segments_of
from .signatures import signatures_in
from .topics import topic_of

_LABELLED = re.compile(r"(?P<l>[\u4e00-\u9fff]{0,8}(?:日期|时间|日期/时间))\s*[：:]?\s*(?:自|为|于)?\s*")


def records_of(paper: Paper, known: Collection[str], year: int | None, start: int = 1) -> list[Record]:
    """All records of a paper that is no normative document. ``known`` are form codes cited or registered anywhere."""
    margins = [line for line in paper.lines if line.kind == "margin"]
    found: list[Record] = []
    segments = segments_of(paper, known)
    for part, lines in enumerate(segments):
        own_year = _year(paper, lines) or year
        if names_forms(lines):
            found += exported(paper, lines, own_year)
            continue
        head = _record(paper, part, lines, margins, known, own_year, start)
        head = _own_period(head, lines, own_year, start) if len(segments) > 1 else head
        found.append(head)
        found += rows_of(paper, head, lines, own_year, start)
    return found


def _own_period(head: Record, lines: Sequence[Line], year: int | None, start: int) -> Record:
    """Of records bound in one file, the sheet or the first lines tell the month where the file tells the half-year."""
    if head.period is None or not lines:
        return head
    texts = [lines[0].locator.split(" › ")[0], *(x.text for x in lines[:3] if len(x.text) <= _SHORT)]
    own = _period(texts, year, start, head.event_on or head.filled_on)
    inside = own is not None and own != head.period and head.period[0] <= own[0] and own[1] <= head.period[1]
    return head.model_copy(update={"period": own}) if inside else head


_SHORT = 60


def _year(paper: Paper, lines: Sequence[Line]) -> int | None:
    texts = [*(line.text for line in lines[:12]), paper.file.rsplit("/", 1)[-1], *(line.text for line in lines[12:60])]
    return next((year for text in texts if (year := year_named(text))), None)


def _record(
    paper: Paper,
    part: int,
    lines: list[Line],
    margins: list[Line],
    known: Collection[str],
    year: int | None,
    start: int,
) -> Record:
    first = lines[0] if lines else None
    sheet = first.locator.split(" › ")[0] if first else ""
    title = (
        paper.title
        if part == 0 or not lines
        else title_of(lines, (_named_sheet(sheet) if paper.facts.media in ("xlsx", "xls") else "") or paper.title, ())
    )
    fields = [
        f for line in lines if not line.heads and line.kind != "header_row" for f in _fields(line, paper.file, year)
    ]
    signatures = signatures_in(lines, paper.file, year)
    event, until = _event(fields, lines, signatures, paper, year)
    filled = _filled(fields, lines, signatures, year)
    quote = next((x for x in lines if x.text.strip() == title or title and title in x.text), first)
    text = "\n".join(line.text for line in lines)
    form = _form(lines, margins, paper, known)
    return Record(
        id=f"{paper.file}#{part}",
        paper=paper.file,
        title=title,
        form=form,
        topic=_topic(title, paper, text),
        event_on=event,
        event_until=until or event,
        filled_on=filled,
        days=tuple(
            sorted(
                {m.first for x in lines for m in find_dates(x.text, year) if m.precision == "day"}
                | {d for x in lines for d in x.dates if d}
            )
        ),
        period=_period(
            [
                *(f.value for f in fields if PERIOD_LABEL.fullmatch(f.name)),
                title,
                paper.file.rsplit("/", 1)[-1],
                sheet,
                *(x.text for x in lines[:4] if x.kind in ("text", "heading") and len(x.text) <= 60),
            ],
            year,
            start,
            event or filled,
        ),
        signatures=tuple(signatures),
        fields=tuple(fields),
        source=Source(
            file=paper.file,
            locator=quote.locator if quote else "",
            quote=quote.text if quote else paper.title,
            rule="record/1",
        ),
        text=text,
    )


def _named_sheet(sheet: str) -> str:
    """A sheet's name where it says more than Sheet2 or 第3页."""
    return sheet if len(re.findall(r"[\u4e00-\u9fff]", sheet)) >= 2 and not re.match("工作表|第", sheet) else ""


def _topic(title: str, paper: Paper, text: str) -> str | None:
    """By title, file name, first words; a letter of delegation or appointment is about no activity."""
    if re.search("授权|委托书|任命|更名", title):
        return None
    beside = topic_of(clean_name(paper.file) + title) if len(title) <= 4 else None
    return topic_of(title) or beside or topic_of(clean_name(paper.file)) or topic_of(text[:120])


def _fields(line: Line, file: str, year: int | None) -> list[Field]:
    return [
        Field(
            name=re.sub(r"\s", "", name),
            value="" if BLANK_VALUE.match(value) else value,
            on=day_of(value, year),
            source=Source(file=file, locator=line.locator, quote=line.quote, rule="field/1"),
        )
        for name, value in pair_fields(line)
    ]


def _form(lines: Sequence[Line], margins: Sequence[Line], paper: Paper, known: Collection[str]) -> FormRef:
    heads = [
        *(x.text for x in lines[:8] if not x.heads),
        *(x.text for x in lines[-2:] if not x.heads),
        *(x.text for x in margins),
        paper.file.rsplit("/", 1)[-1],
    ]
    candidates = [(code, text) for text in heads for code in codes_in(text)]
    chosen = next(((c, t) for c, t in candidates if c in known), None)
    if chosen is None and lines:
        above = [x for x in paper.lines if x.part == lines[0].part and x.kind != "margin"]
        opening = [x.text for x in above[:3] if not x.heads]
        shared = [(c, t) for t in opening for c in codes_in(t) if c in known]
        chosen, candidates = (shared[0], [*candidates, *shared]) if shared else (None, candidates)
    if chosen is None:
        labelled = [(c, t) for c, t in candidates if re.search(r"表单|表号|表格编号|记录编号", t.split(c)[0][-8:])]
        chosen = labelled[0] if labelled else None
    if chosen is None:
        columns = [
            (c, x.cells[i])
            for x in lines
            for i, h in enumerate(x.heads)
            if re.search("表单编号|表号|表单号", h) and i < len(x.cells)
            for c in codes_in(x.cells[i])
        ]
        own = {c for c, _ in columns}
        chosen = columns[0] if len(own) == 1 and columns[0][0] in known else None
    if chosen is None:
        return FormRef(name=paper.title, version=next((v for t in heads[:-1] if (v := version_in(t))), None))
    code = chosen[0]
    own = [_version_after(t.split(c, 1)[-1]) for c, t in candidates if c == code and c in t]
    version = next((v for v in own if v), None) or next((v for t in heads[:-1] if (v := version_in(t))), None)
    return FormRef(name=paper.title, code=code, version=version)


def _version_after(tail: str) -> str | None:
    """The version right behind a code: A/1, V2.0, or a lone letter."""
    lone = re.match(r"\s*[（(]?([A-Z]\d?)[)）]?版?(?=[\s，。；|）)]|$)", tail)
    return lone[1] if lone else version_in(tail[:14])


def _event(
    fields: Sequence[Field], lines: Sequence[Line], signatures: Sequence[Signature], paper: Paper, year: int | None
) -> tuple[date | None, date | None]:
    labelled = [(f.name, f.value) for f in fields if f.on and EVENT_LABEL.search(f.name)]
    specific = [x for x in labelled if not re.fullmatch("日期|时间", x[0])]
    for _, value in [*specific, *labelled]:
        days = [m.first for m in find_dates(value, year) if m.precision == "day"]
        if days:
            return days[0], days[-1]
    for line in lines[:6]:
        signed = {s.on for s in signatures if s.source.quote == line.quote}
        days = [m for m in find_dates(line.text, year) if m.precision == "day"]
        told = line.kind == "text" or DAY_ONLY.match(line.text) or line.kind == "row" and not line.heads
        if days and days[0].first not in signed and told:
            return days[0].first, _range_end(line.text, [m.first for m in days])
    if any(s.on for s in signatures):
        return min(s.on for s in signatures if s.on), None
    tail = [
        m.first for line in lines[-4:] for m in find_dates(line.text, year) if m.precision == "day" and not line.heads
    ]
    named = day_of(paper.file.rsplit("/", 1)[-1], year)
    return (tail[-1] if tail else named), None


def _range_end(text: str, days: Sequence[date]) -> date:
    joined = re.search(r"日?\s*(?:至|到|—|–|~|～|-)\s*(?:\d|20)", text)
    return days[1] if joined and len(days) > 1 and days[1] >= days[0] and (days[1] - days[0]).days < 31 else days[0]


def _filled(
    fields: Sequence[Field], lines: Sequence[Line], signatures: Sequence[Signature], year: int | None
) -> date | None:
    labelled = [f.on for f in fields if f.on and FILLED_LABEL.search(f.name)]
    if labelled:
        return labelled[-1]
    signed = [s.on for s in signatures if s.on and s.role in ("编制", "批准", "审核", "记录", "评价")]
    if signed:
        return max(signed)
    tail = [
        m.first
        for line in lines[-3:]
        if not line.heads and len(line.text) <= 80
        for m in find_dates(line.text, year)
        if m.precision == "day"
    ]
    return tail[-1] if tail else None


def _period(texts: Iterable[str], year: int | None, start: int, near: date | None) -> tuple[date, date] | None:
    """The quarter, half-year or month a record names in a field, its title, file name, sheet name or first lines."""
    for text in texts:
        plain = re.sub(r"20\d\d[-./年]?\d{1,2}[-./月]\d{1,2}日?|20\d{6}", "", text)
        mention = first_period(re.sub(r"(?<=[1-4])季(?!度)", "季度", plain), year, start, near)
        if mention and mention.start <= 24:
            return mention.first, mention.last
    return None
