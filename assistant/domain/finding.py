"""Findings of the gap detector, with both sides quoted."""

from datetime import date, datetime
from typing import Literal

from .declaration import Enterprise
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
    read_by: str = ""
    """The rule that read a fact from these words; empty where the words themselves are the fact."""
    confidence: float | None = None
    confirmed: str = ""
    """Who confirmed, corrected or added that fact, when, and what was changed."""


FindingState = Literal["open", "confirmed", "explained", "fixed", "waived"]
Change = Literal["new", "persisting", "returned"]
"""Against the run before: found first, found again, or found again after it had gone."""


class FindingNote(Value):
    """What a person made of a finding; notes are appended, the last one stands."""

    finding: str
    """Id of the finding; the same in every run that finds it again."""
    state: FindingState
    comment: str = ""
    by: str
    at: datetime
    basis: tuple[str, ...] = ()
    """Fingerprints of the words on both sides when the note was made."""


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
    state: FindingState = "open"
    change: Change | None = None
    """None where runs are not followed."""
    note: FindingNote | None = None
    """What a person last said about it."""
    recheck: str = ""
    """Why what was said before has to be looked at again (待复核); empty where it stands."""


class GoneFinding(Value):
    """A finding of the run before that this run does not show."""

    id: str
    type: str
    title: str
    object: str
    severity: Severity
    state: FindingState = "open"
    reason: Literal["not_found", "file_absent", "file_unread"]
    """``not_found``: no longer so by the material; otherwise a file it rests on is not there or could not be read."""


class Changes(Value):
    """This run against the latest one over the same period."""

    since: datetime | None = None
    """When that run was; None: there was none."""
    new: int = 0
    persisting: int = 0
    returned: int = 0
    recheck: int = 0
    resolved: tuple[GoneFinding, ...] = ()
    absent_files: tuple[str, ...] = ()
    """Files of the run before that this one did not get: what they showed may still be so."""


class GapSubject(Value):
    """Whose runs are followed: a workspace, inside it (or without one) a name, for example of a folder."""

    workspace: str = ""
    name: str = ""


class GapRequest(Value):
    """How documents and records are to be compared."""

    authenticity: bool = False
    """Signs about authenticity too, always 请核实."""
    declared: Enterprise | None = None
    """Instead of the enterprise.yaml of the folder."""
    subject: GapSubject | None = None
    """Whose facts count and whose run is kept; without one nothing is remembered."""


class KnownFinding(Value):
    """A finding as a run last saw it."""

    finding: Finding
    window: tuple[date, date]
    first_at: datetime
    last_at: datetime
    last_run: str


class GapRun(Value):
    """A kept run without its report."""

    id: str
    at: datetime
    by: str
    enterprise: str
    window: tuple[date, date]
    as_of: date
    suspected: int
    new: int
    persisting: int
    resolved: int
    files: tuple[str, ...] = ()


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


class ClauseEvidence(Value):
    """Which documents and records touch a clause of the framework, by key; empty where none does."""

    key: str
    documents: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
