"""Follow findings over runs: known again, new or gone, each with what a person said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from ..domain.errors import InputError
from ..domain.finding import Changes, Finding, FindingNote, FindingState, GapRun, GapSubject, KnownFinding
from ..gaps.tracking import basis_of, followed, gone, with_note
from ..ports import Clock, GapMemory
from .gaps import GapReport

_SIGNS = ("D1", "D2", "D3", "D4")
_REASONED = ("explained", "fixed", "waived")


@dataclass(frozen=True)
class GapHistory:
    """The kept runs of all subjects."""

    memory: GapMemory
    clock: Clock

    def follow(self, report: GapReport, subject: GapSubject, by: str) -> GapReport:
        """Keep a run; the report with the states of its findings and what is new, persisting and resolved."""
        memory, at = self.memory, self.clock.now()
        known, notes = memory.known(subject), last_notes(memory.notes(subject))
        latest = memory.latest(subject, report.window)
        findings = followed(report.findings, known, notes, latest.id if latest else None)
        changes = _changes(report, findings, known, notes, latest)
        whole = report.model_copy(update={"findings": tuple(findings), "changes": changes})
        head = _head(whole, changes, by, at)
        memory.keep(subject, head, whole.model_dump_json(), _remembered(whole, known, head))
        return whole

    def subjects(self, workspace: str) -> list[GapSubject]:
        """Whose runs are kept in a workspace, the latest first."""
        return self.memory.subjects(workspace)

    def runs(self, subject: GapSubject) -> list[GapRun]:
        """Kept runs, the latest first."""
        return self.memory.runs(subject)

    def report(self, subject: GapSubject, run: str) -> GapReport | None:
        """A kept report with the states its findings have today."""
        text = self.memory.report(subject, run)
        if text is None:
            return None
        report, notes = GapReport.model_validate_json(text), last_notes(self.memory.notes(subject))
        findings = tuple(with_note(f, notes[f.id]) if f.id in notes else f for f in report.findings)
        return report.model_copy(update={"findings": findings})

    def known(self, subject: GapSubject) -> list[KnownFinding]:
        """Every finding any run of the subject has shown, with the state it has today."""
        notes = last_notes(self.memory.notes(subject))
        known = self.memory.known(subject)
        return [k.model_copy(update={"finding": with_note(k.finding, notes.get(k.finding.id))}) for k in known]

    def notes(self, subject: GapSubject, finding: str | None = None) -> list[FindingNote]:
        """What was said about the findings of a subject, or about one, the oldest first."""
        return [note for note in self.memory.notes(subject) if finding in (None, note.finding)]

    def set_state(self, subject: GapSubject, finding: str, state: FindingState, comment: str, by: str) -> FindingNote:
        """Say what a finding is. Explained, fixed and waived need a reason."""
        known = self.memory.finding(subject, finding)
        if known is None:
            raise InputError("没有这条发现", finding, "先运行 guanbiao gaps，再用其中列出的编号")
        if state in _REASONED and not comment.strip():
            raise InputError("请写明理由和依据", finding, "例如“经总经理批准停产检修，见2025-07-30批准单”")
        note = FindingNote(
            finding=finding, state=state, comment=comment.strip(), by=by, at=self.clock.now(), basis=basis_of(known)
        )
        self.memory.add_note(subject, note)
        return note


def _head(report: GapReport, changes: Changes, by: str, at: datetime) -> GapRun:
    return GapRun(
        id=f"{at:%Y%m%d-%H%M%S}-{token_hex(2)}", at=at, by=by, enterprise=report.enterprise, window=report.window,
        as_of=report.as_of, suspected=sum(f.verdict == "suspected" for f in report.findings), new=changes.new,
        persisting=changes.persisting, resolved=len(changes.resolved), files=tuple(f.file for f in report.files),
    )  # fmt: skip


def _changes(
    report: GapReport,
    findings: Sequence[Finding],
    known: Sequence[KnownFinding],
    notes: dict[str, FindingNote],
    latest: GapRun | None,
) -> Changes:
    signs = bool(report.run.get("authenticity"))
    told = [f for f in findings if f.verdict == "suspected"]
    if latest is None:
        return Changes(new=len(told))
    here = {f.file for f in report.files}
    return Changes(
        since=latest.at,
        new=sum(f.change == "new" for f in told),
        persisting=sum(f.change == "persisting" for f in told),
        returned=sum(f.change == "returned" for f in told),
        recheck=sum(bool(f.recheck) for f in told),
        resolved=tuple(gone(known, findings, notes, latest.id, report.files, lambda f: signs or f.type not in _SIGNS)),
        absent_files=tuple(file for file in latest.files if file not in here),
    )


def _remembered(report: GapReport, known: Sequence[KnownFinding], run: GapRun) -> list[KnownFinding]:
    first = {k.finding.id: k.first_at for k in known}
    return [
        KnownFinding(
            finding=f, window=report.window, first_at=first.get(f.id, run.at), last_at=run.at, last_run=run.id
        )
        for f in report.findings
    ]  # fmt: skip


def last_notes(notes: Sequence[FindingNote]) -> dict[str, FindingNote]:
    """The last note on each finding."""
    return {note.finding: note for note in notes}
