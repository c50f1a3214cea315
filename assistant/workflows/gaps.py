"""Find the gaps between what an enterprise's documents prescribe and what its records show."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..domain.declaration import Enterprise
from ..domain.document import LoadedFile
from ..domain.errors import InputError
from ..domain.facts import Facts, Paper
from ..domain.finding import Changes, ClauseEvidence, FileReading, Finding, LedgerLine, Side
from ..domain.register import RegisterRow
from ..domain.value import Value
from ..facts.assemble import gather
from ..facts.confirming import confirmed, told_of
from ..facts.register_words import COLUMNS
from ..gaps.case import Case
from ..gaps.excused import without_excused
from ..gaps.model_proposals import GapModel, Proposed, proposed
from ..gaps.registry import DETECTORS, RuleText
from ..gaps.runner import Judgement, judge
from ..gaps.touched import touched
from ..gaps.tracking import identified
from ..text.calendar import IsWorkday
from ..text.dates import find_dates
from .gap_files import REGISTERS, read_papers


@dataclass(frozen=True)
class GapDependencies:
    """What the workflow needs of the outside."""

    load: Callable[[Path], LoadedFile]
    is_workday: IsWorkday
    rules: Mapping[str, RuleText]
    read_enterprise: Callable[[Path], Enterprise]
    read_registers: Callable[[Path], Sequence[RegisterRow]]
    today: Callable[[], date]
    subjects: Mapping[str, str] = field(default_factory=dict[str, str])
    """Clause key → words of what it is about, for the table of requirements."""
    model: GapModel | None = None
    """Proposes what rules cannot see, where a language model is configured."""


class GapReport(Value):
    """The result in the shape of the contract."""

    enterprise: str
    window: tuple[date, date]
    as_of: date
    coverage: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...]
    ledger: tuple[LedgerLine, ...]
    conformity: dict[str, int]
    files: tuple[FileReading, ...]
    requirements: tuple[ClauseEvidence, ...] = ()
    """What touches each clause of the framework, in the order of the standard."""
    changes: Changes | None = None
    """Against the run before; None where runs are not followed."""
    facts_to_review: tuple[RegisterRow, ...] = ()
    """Facts a person spoke about whose words have changed or are gone (待复核)."""
    run: dict[str, object]

    def contract(self) -> dict[str, object]:
        """The JSON object of the contract."""
        data = self.model_dump(mode="json", exclude={"window", "ledger"})
        data["window"] = {"from": str(self.window[0]), "to": str(self.window[1])}
        data["conformity"] = without_excused(self.conformity, self.ledger, self.findings)
        data["coverage"] = dict(self.coverage)
        data["ledger"] = [
            {
                "obligation": x.obligation,
                "document": {"file": x.document.file, "quote": x.document.quote},
                "due": str(x.due),
                "record": x.record,
                "state": x.state,
            }
            for x in self.ledger
        ]
        return data


class Examined(NamedTuple):
    """A report and the facts it was judged by."""

    report: GapReport
    rows: tuple[RegisterRow, ...]


class _Read(NamedTuple):
    case: Case
    readings: tuple[FileReading, ...]
    rows: tuple[RegisterRow, ...]


def find_gaps(
    folder: Path, deps: GapDependencies, authenticity: bool = False, declared: Enterprise | None = None
) -> GapReport:
    """Examine all files below ``folder``; a file that cannot be read is listed and the rest is judged.

    ``declared`` stands in place of the folder's ``enterprise.yaml``.
    """
    return judged(folder, deps, authenticity, declared).report


def judged(
    folder: Path,
    deps: GapDependencies,
    authenticity: bool = False,
    declared: Enterprise | None = None,
    said: Sequence[RegisterRow] = (),
) -> Examined:
    """The same with the facts; ``said`` is what people said about facts of these files before."""
    started = time.monotonic()
    case, readings, rows = _read(folder, deps, authenticity, declared, said)
    judgement = judge(case, deps.rules)
    more = proposed(case, judgement.findings, deps.rules, deps.model) if deps.model else None
    found, rows = (*judgement.findings, *(more.findings if more else ())), (*rows, *(more.aliases if more else ()))
    enterprise = case.enterprise
    report = GapReport(
        enterprise=enterprise.name,
        window=case.window,
        as_of=case.as_of,
        coverage=enterprise.coverage,
        findings=tuple(_with_origins(identified(found), rows)),
        ledger=tuple(judgement.ledger),
        conformity=judgement.conformity,
        files=readings,
        requirements=touched(case.facts, deps.subjects),
        facts_to_review=tuple(row for row in rows if row.review),
        run=_run(started, case.facts, judgement, enterprise, case.authenticity, rows) | _asked(deps.model, more),
    )
    return Examined(report, rows)


def read_facts(
    folder: Path, deps: GapDependencies, declared: Enterprise | None = None, said: Sequence[RegisterRow] = ()
) -> tuple[RegisterRow, ...]:
    """All facts of the files with what people said about them, without judging."""
    return _read(folder, deps, False, declared, said).rows


def _read(
    folder: Path,
    deps: GapDependencies,
    authenticity: bool,
    declared: Enterprise | None,
    said: Sequence[RegisterRow],
) -> _Read:
    if not folder.is_dir():
        raise InputError("找不到资料文件夹", str(folder), "请给出企业资料所在的文件夹")
    enterprise = declared or _enterprise(folder, deps)
    papers, readings = read_papers(folder, deps.load, (enterprise.name, *enterprise.aliases))
    if not papers:
        raise InputError("文件夹中没有可读的文件", str(folder), "请放入企业的制度文件和记录后再试")
    as_of = enterprise.as_of or deps.today()
    window = enterprise.window or _window(papers, as_of)
    facts = gather(papers, window[0].year if window[0].year == window[1].year else None)
    laid = confirmed(facts, merged(said, _said_in(folder, deps)))
    enterprise = enterprise.model_copy(update={"exceptions": (*enterprise.exceptions, *laid.exceptions)})
    signs = authenticity or enterprise.authenticity
    case = Case(laid.facts, enterprise, window, as_of, deps.is_workday, signs)
    return _Read(case, tuple(readings), laid.rows)


def merged(before: Sequence[RegisterRow], now: Sequence[RegisterRow]) -> list[RegisterRow]:
    """What was said, the later word on a fact in place of the earlier one; 撤回 takes it away."""
    said = {row.id: row for row in (*before, *now)}
    return [row for row in said.values() if row.standing != "withdrawn"]


def _with_origins(findings: Sequence[Finding], rows: Sequence[RegisterRow]) -> list[Finding]:
    """Findings whose sides tell how their words were read and who confirmed or corrected what was read."""
    origins: dict[tuple[str, str], list[RegisterRow]] = {}
    for row in rows:
        if row.source:
            origins.setdefault((row.source.file, row.source.quote), []).append(row)
    return [_with_origin(finding, origins) for finding in findings]


def _with_origin(finding: Finding, origins: Mapping[tuple[str, str], Sequence[RegisterRow]]) -> Finding:
    sides = {"document": finding.document, "record": finding.record}
    known = {name: origins.get((side.file, side.quote), ()) for name, side in sides.items() if side}
    changed = {name: _side(side, known[name]) for name, side in sides.items() if side and known[name]}
    personal = any(row.standing in ("corrected", "added") for rows in known.values() for row in rows)
    return finding.model_copy(update={**changed, "basis": "person" if personal else finding.basis})


def _side(side: Side, rows: Sequence[RegisterRow]) -> Side:
    told = (told_of(row, {c.key: c.head for c in COLUMNS[row.kind]}) for row in rows)
    source = rows[0].source
    return side.model_copy(
        update={
            "read_by": source.rule if source else "",
            "confidence": source.confidence if source else None,
            "confirmed": "；".join(dict.fromkeys(t for t in told if t)),
        }
    )


def _run(
    started: float,
    facts: Facts,
    judgement: Judgement,
    enterprise: Enterprise,
    authenticity: bool,
    rows: Sequence[RegisterRow],
) -> dict[str, object]:
    standings = Counter(row.standing for row in rows if not row.review)
    return {
        "model": "rules",
        "detectors": sorted({f"{d.type}:{d.id}/{d.version}" for d in DETECTORS}),
        "authenticity": authenticity,
        "prescriptions": len(facts.prescriptions),
        "records": sum(not r.row for r in facts.records),
        "facts_spoken_about": {k: standings[k] for k in ("confirmed", "corrected", "rejected", "added")},
        "withheld_unlocated": judgement.unlocated,
        "failed_detectors": judgement.failed,
        "notes": list(enterprise.notes),
        "elapsed_ms": round(1000 * (time.monotonic() - started)),
    }


def _asked(model: GapModel | None, more: Proposed | None) -> dict[str, object]:
    if model is None or more is None:
        return {}
    counts = {"model_proposals": len(more.findings) + len(more.aliases), "model_refused": more.refused}
    return {"model": f"rules+{model.model.name}", "model_note": more.note, **counts}


def _enterprise(folder: Path, deps: GapDependencies) -> Enterprise:
    path = next((p for n in ("enterprise.yaml", "enterprise.yml") if (p := folder / n).is_file()), None)
    return deps.read_enterprise(path) if path else Enterprise()


def _said_in(folder: Path, deps: GapDependencies) -> Sequence[RegisterRow]:
    path = next((p for n in REGISTERS if (p := folder / n).is_file()), None)
    return deps.read_registers(path) if path else ()


def _window(papers: Sequence[Paper], as_of: date) -> tuple[date, date]:
    """Without a declared window: the calendar year most dates of the records lie in, no later than ``as_of``."""
    years: dict[int, int] = {}
    for paper in papers:
        if paper.kind in ("record", "plan", "register"):
            for year in {m.first.year for line in paper.lines[:60] for m in find_dates(line.text) if not m.inferred}:
                years[year] = years.get(year, 0) + 1
    known = {y: n for y, n in years.items() if as_of.year - 3 <= y <= as_of.year}
    year = max(known, key=lambda y: (known[y], y), default=as_of.year)
    return date(year, 1, 1), date(year, 12, 31)
