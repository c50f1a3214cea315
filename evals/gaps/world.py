"""The world behind an enterprise's papers: people, rules, and what happened in a year. Text is a view of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import chinese_calendar

DEPARTMENTS = ("digital", "tech", "prod", "quality", "hr", "purchase", "sales", "finance", "equip")


@dataclass
class Goal:
    """A goal with its definition and twelve monthly values (None: not measured)."""

    name: str
    unit: str
    formula: str
    source: str
    owner: str
    direction: str
    baseline: str
    target: float
    values: list[float | None]
    capability: str
    phrase: str
    support: str


@dataclass
class Finding:
    """A nonconformity found in an audit, and its handling."""

    number: str
    audit: int
    department: str
    clause: str
    fact: str
    cause: str
    action: str
    issued: date
    analysed: date | None
    done: date
    verified: date
    implementer: str
    verifier: str
    registered: bool = True
    evidence: str = ""


@dataclass
class Check:
    """One department's part of an audit: who asked, and what was seen."""

    department: str
    auditor: str
    start: date
    items: list[tuple[str, str, str]]
    """Clause subject, question, what was seen."""


@dataclass
class Audit:
    """An internal audit."""

    number: int
    planned: date
    start: date
    end: date
    reported: date
    leader: str
    checks: list[Check]
    combined: bool = False
    reported_count: int | None = None


@dataclass
class Decision:
    """A decision of a management review."""

    text: str
    owner: str
    due: date
    done: date | None
    result: str


@dataclass
class Review:
    """A management review."""

    number: int
    noticed: date
    held: date
    reported: date
    chair: str
    attendees: list[str]
    inputs: list[str]
    decisions: list[Decision]
    talk: list[str]
    minutes_attendees: int | None = None


@dataclass
class Training:
    """A training, who came, and how its effect was judged."""

    key: str
    topic: str
    held: date
    hours: int
    teacher: str
    attendees: list[str]
    evaluated: date | None
    result: str
    score: int
    form_version: str = ""


@dataclass
class Round:
    """One event of a periodic duty: a check, a drill, a meeting, a report, an appraisal."""

    period: str
    held: date
    person: str
    note: str
    filled: date | None = None
    cells: tuple[str, ...] = ()


@dataclass
class Project:
    """The year's capability project and its milestones."""

    name: str
    approved: date
    planned: date
    trial: date
    accepted: date
    live: date
    approver: str
    changed: date
    document_changed: date | None


@dataclass
class DocumentInfo:
    """A system document in the register."""

    code: str
    title: str
    version: str
    released: date
    effective: date
    owner: str


@dataclass
class Form:
    """A form in the register; ``old`` is the version before ``since``."""

    code: str
    name: str
    version: str
    old: str
    since: date


@dataclass
class Numbers:
    """The figures the rules are made of."""

    audit_cadence: str = "half"
    review_cadence: str = "year"
    plan_days: int = 7
    report_workdays: int = 10
    minutes_workdays: int = 5
    cause_workdays: int = 5
    close_days: int = 30
    evaluate_days: int = 30
    measure_workdays: int = 5
    quarter_workdays: int = 10
    appraisal_day: int = 20
    retention: int = 3
    meeting_workdays: int = 3


@dataclass
class World:
    """Everything that is so in one enterprise in one year."""

    name: str
    short: str
    system: str
    product: str
    process: str
    headcount: int
    sites: str
    departments: dict[str, str]
    people: dict[str, str]
    numbers: Numbers
    policy: str
    policy_phrases: list[str]
    advantage: str
    capabilities: list[str]
    goals: list[Goal]
    documents: dict[str, DocumentInfo]
    forms: dict[str, Form]
    audits: list[Audit]
    findings: list[Finding]
    reviews: list[Review]
    earlier_decisions: list[Decision]
    trainings: list[Training]
    rounds: dict[str, list[Round]]
    project: Project
    renamed: tuple[str, str, date] | None = None
    left: tuple[str, str, date] | None = None
    year: int = 2025
    as_of: date = date(2026, 1, 12)
    omit: set[str] = field(default_factory=lambda: set())
    """Sentences, sections and papers left out."""
    extra: dict[str, str] = field(default_factory=lambda: {})
    """Text a mutation puts in the place of a sentence, or adds."""
    bodies: dict[str, str] = field(default_factory=lambda: {})
    """Signers a mutation puts in the place of the prescribed ones."""
    small: bool = False
    exception: tuple[str, str, str, date] | None = None
    """What, why, approved by, approved on."""
    stamps: dict[str, datetime] = field(default_factory=lambda: {})
    """File times a mutation sets."""
    delegation: bool = False
    certified_on: date | None = None

    def person(self, post: str) -> str:
        """Name of the holder of a post."""
        return self.people[post]

    def department_on(self, department: str, day: date) -> str:
        """Name of a department on a day: before its renaming the old one."""
        if department == "digital" and self.renamed and day < self.renamed[2]:
            return self.renamed[0]
        return self.departments[department]

    def head(self, department: str) -> str:
        """Name of a department's head."""
        return self.people[f"{department}.head"]


def is_workday(day: date) -> bool:
    """Whether people worked on that day in China."""
    return chinese_calendar.is_workday(day)


def workday(day: date) -> date:
    """The day itself or the next working day."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def add_workdays(day: date, count: int) -> date:
    """The day ``count`` working days after ``day``."""
    for _ in range(count):
        day = workday(day + timedelta(days=1))
    return day


def month_name(year: int, month: int) -> str:
    """``2025年3月``."""
    return f"{year}年{month}月"


def next_month(year: int, month: int, day: int = 1) -> date:
    """A day of the month after."""
    return date(year + month // 12, month % 12 + 1, day)
