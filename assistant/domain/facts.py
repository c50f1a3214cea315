"""Facts read from an enterprise's papers: what is prescribed, what is recorded, and the registers both refer to.

Every fact keeps its ``Source``: the words it was read from and the rule that read them. A person may confirm or correct
facts through ``registers.yaml``; a confirmed fact has ``confirmed`` true.
"""

from datetime import date
from typing import Literal

from .amended import Amended
from .document import FileFacts
from .value import Value

Period = Literal[
    "day", "week", "half_month", "month", "two_months", "quarter", "half_year", "year", "two_years", "three_years"
]
DeadlineUnit = Literal["hour", "day", "workday", "week", "month"]
Modality = Literal["shall", "should", "may", "shall_not", "responsible", "imperative"]
PaperKind = Literal["manual", "procedure", "work_instruction", "form", "record", "register", "plan", "other"]
LineKind = Literal["heading", "text", "row", "header_row", "margin"]


class Anchor(Value):
    """The day by which a periodic duty is due, told from its period.

    ``shift`` 0: inside the period, 1: in the one after it. ``month`` counts from 1 inside that period (None: last month
    for shift 0, first for shift 1); ``day`` None means the last day; ``working`` counts ``day`` in working days.
    Of years and half-years it is the month of the calendar, unless ``counted`` says that it counts in the period.
    """

    shift: int = 0
    month: int | None = None
    day: int | None = None
    working: bool = False
    counted: bool = False


class Cadence(Value):
    """How often: at least ``min_count`` times in each ``period``; ``max_gap_*`` bounds neighbours."""

    period: Period | None = None
    min_count: int = 1
    at_least: bool = False
    max_gap_days: int | None = None
    max_gap_months: int | None = None
    anchor: Anchor | None = None
    months: tuple[int, ...] = ()
    """Of a year: the months named, once in each (2、4、6月各一次)."""
    text: str = ""

    @property
    def concrete(self) -> bool:
        """Whether a period or a greatest gap is given."""
        return self.period is not None or self.max_gap_days is not None or self.max_gap_months is not None


class Deadline(Value):
    """``amount`` ``unit`` after (or before) ``event``; ``at_least`` marks a smallest interval instead of a limit."""

    amount: int
    unit: DeadlineUnit
    event: str = ""
    before: bool = False
    at_least: bool = False
    text: str = ""


class Source(Value):
    """Layer one: where the words stand. ``quote`` is verbatim; ``rule`` names the reader, ``confidence`` 0–1."""

    file: str
    locator: str = ""
    quote: str
    rule: str = ""
    confidence: float = 1.0


class FormRef(Value):
    """A form or document as a text cites it."""

    name: str = ""
    code: str | None = None
    version: str | None = None


class Line(Value):
    """One quotable line of a file: a paragraph, or a table row with its cells."""

    index: int
    text: str
    kind: LineKind
    locator: str
    part: int = 0
    """Number of the logical part (sheet or repeated form) the line belongs to."""
    cells: tuple[str, ...] = ()
    """Cells of a row, merged ones expanded; as many as the table has columns."""
    heads: tuple[str, ...] = ()
    """Column headings, upper and lower heading rows joined with ``/``."""
    dates: tuple[date | None, ...] = ()
    """Real dates of spreadsheet cells, by column."""
    table: int | None = None
    shown: str = ""
    """Of a row read from several lines that do not stand in one run: the line to show for all of it."""
    quotes: tuple[str, ...] = ()
    """Of a row read from several lines: the line each cell was read from."""

    @property
    def quote(self) -> str:
        """The words to quote for the line."""
        return self.shown or self.text


class Paper(Value):
    """A file as understood: kind, title, code, version, dates and its quotable lines."""

    file: str
    kind: PaperKind
    title: str
    code: str | None = None
    version: str | None = None
    released_on: date | None = None
    effective_on: date | None = None
    superseded: bool = False
    facts: FileFacts
    lines: tuple[Line, ...]
    text: str
    complete: bool = True
    part: str = ""
    """Of a document bound with others in one file: what tells it from them."""

    @property
    def key(self) -> str:
        """The file, and the part of it where several documents are bound together."""
        return f"{self.file}#{self.part}" if self.part else self.file


class Prescription(Value):
    """Layer two: one duty as prescribed."""

    id: str
    source: Source
    paper: str
    """Key of the document that prescribes it."""
    process: str = ""
    topic: str | None = None
    actors: tuple[str, ...] = ()
    action: str = ""
    modality: Modality = "imperative"
    trigger: str = ""
    cadence: Cadence | None = None
    deadlines: tuple[Deadline, ...] = ()
    forms: tuple[FormRef, ...] = ()
    approver: str | None = None
    retention: str | None = None
    vague: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    confirmed: bool = False


class Signature(Value):
    """A role (编制, 审核, 批准, 主持 …) with the person, the department written beside it, and its day."""

    role: str
    person: str
    department: str = ""
    on: date | None = None
    source: Source


class Field(Value):
    """A labelled value of a record; ``value`` is empty where the record leaves it blank."""

    name: str
    value: str
    on: date | None = None
    source: Source


class Record(Value):
    """Layer two: one record — a file, a sheet, one of several forms in a file, or a ledger row (``row`` true)."""

    id: str
    paper: str
    title: str
    form: FormRef = FormRef()
    topic: str | None = None
    subject: str = ""
    event_on: date | None = None
    event_until: date | None = None
    filled_on: date | None = None
    days: tuple[date, ...] = ()
    period: tuple[date, date] | None = None
    signatures: tuple[Signature, ...] = ()
    fields: tuple[Field, ...] = ()
    source: Source
    row: bool = False
    text: str = ""


class Post(Value):
    """A person in a post of a department, from–to."""

    person: str
    post: str = ""
    department: str = ""
    start: date | None = None
    end: date | None = None
    note: str = ""
    source: Source


class Department(Value):
    """A department with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    source: Source


class FormEntry(Value):
    """A form of the register with its version in force and withdrawn ones (version, withdrawn on)."""

    code: str
    name: str
    version: str | None = None
    effective_on: date | None = None
    withdrawn: tuple[tuple[str, date | None], ...] = ()
    document: str | None = None
    source: Source


class DocumentEntry(Value):
    """A controlled document of the register."""

    code: str
    name: str
    version: str | None = None
    released_on: date | None = None
    effective_on: date | None = None
    owner: str = ""
    source: Source


class Goal(Value):
    """A goal of the goal table. ``slots`` maps slot names (unit, baseline, target …) to the words found."""

    name: str
    slots: tuple[tuple[str, str], ...] = ()
    headed: tuple[str, ...] = ()
    """Slots the table has a column for."""
    source: Source


class Measurement(Value):
    """One measured value of a goal for a period; ``text`` is empty where the cell is blank."""

    goal: str
    first: date
    last: date
    text: str
    target: str = ""
    unit: str = ""
    source: Source


class Alias(Value):
    """Two names for one thing, as proposed by the tool or confirmed by a person."""

    kind: Literal["department", "form", "document", "person"]
    name: str
    other: str
    source: Source | None = None
    confirmed: bool = False


class Facts(Value):
    """Everything extracted from one enterprise's files."""

    papers: tuple[Paper, ...]
    normative: tuple[Paper, ...] = ()
    """Documents that prescribe, those bound together in one file apart."""
    prescriptions: tuple[Prescription, ...] = ()
    records: tuple[Record, ...] = ()
    departments: tuple[Department, ...] = ()
    posts: tuple[Post, ...] = ()
    forms: tuple[FormEntry, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    goals: tuple[Goal, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    aliases: tuple[Alias, ...] = ()
    year_start: int = 1
    """The month the enterprise's own year begins in."""
    overruled: tuple[Source, ...] = ()
    """Words that a person said tell no fact, or another one than was read: nothing else may be read from them."""
    amended: tuple[Amended, ...] = ()
    """Lines whose days a person corrected: every fact of them tells the day as corrected."""
