"""Findings of the gap detector, with both sides quoted."""

from datetime import date, datetime
from typing import Literal

from .value import Value

Severity = Literal["high", "medium", "low"]
Verdict = Literal["suspected", "not_evaluable"]
Basis = Literal["rule", "model", "person"]
OccurrenceState = Literal["fulfilled", "late", "missing", "not_evaluable", "excepted"]


class Side(Value):
    """One side of a finding: the file, the place in it, and its words, verbatim."""

    file: str
    locator: str
    quote: str


class Finding(Value):
    """Where paper and practice part. A side that does not exist is None; a side that exists is quoted."""

    id: str
    type: str
    """``A1`` … ``I1`` of the gap types."""
    title: str
    severity: Severity
    verdict: Verdict
    basis: Basis = "rule"
    detector: str
    """Detector id and version, ``missing-record/1``."""
    clauses: tuple[str, ...] = ()
    document: Side | None = None
    record: Side | None = None
    object: str
    explanation: str
    innocent_explanations: tuple[str, ...] = ()
    suggestion: str


FindingState = Literal["open", "confirmed", "dismissed", "excepted", "mended"]


class FindingNote(Value):
    """What a person made of a finding; notes are appended, the last one stands."""

    finding: str
    """Id of the finding; the same in every run that finds it again."""
    state: FindingState
    comment: str = ""
    by: str
    at: datetime


class LedgerLine(Value):
    """One expected occurrence and what became of it."""

    obligation: str
    document: Side
    due: date
    record: str | None
    state: OccurrenceState


class FileReading(Value):
    """How a file was understood."""

    file: str
    kind: str
    read: Literal["ok", "partly", "failed"]
    reason: str | None = None
