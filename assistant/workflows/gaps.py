"""Find the gaps between what an enterprise's documents prescribe and what its records show."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..domain.document import LoadedFile
from ..domain.errors import GuanbiaoError, InputError
from ..domain.facts import Alias, Enterprise, Facts, Paper
from ..domain.finding import Changes, FileReading, Finding, LedgerLine
from ..domain.value import Value
from ..facts.assemble import gather
from ..facts.papers import read_paper
from ..gaps.case import Case
from ..gaps.registry import DETECTORS, RuleText
from ..gaps.runner import Judgement, judge
from ..gaps.tracking import identified
from ..text.calendar import IsWorkday
from ..text.dates import find_dates

OWN_FILES = ("enterprise.yaml", "enterprise.yml", "registers.yaml", "registers.yml", "facts.yaml")
_SKIPPED = (".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class GapDependencies:
    """What the workflow needs of the outside."""

    load: Callable[[Path], LoadedFile]
    is_workday: IsWorkday
    rules: Mapping[str, RuleText]
    read_enterprise: Callable[[Path], Enterprise]
    read_registers: Callable[[Path], Sequence[Alias]]
    today: Callable[[], date]


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
    changes: Changes | None = None
    """Against the run before; None where runs are not followed."""
    run: dict[str, object]

    def contract(self) -> dict[str, object]:
        """The JSON object of the contract."""
        data = self.model_dump(mode="json", exclude={"window", "ledger"})
        data["window"] = {"from": str(self.window[0]), "to": str(self.window[1])}
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


def find_gaps(
    folder: Path, deps: GapDependencies, authenticity: bool = False, declared: Enterprise | None = None
) -> GapReport:
    """Examine all files below ``folder``; a file that cannot be read is listed and the rest is judged.

    ``declared`` stands in place of the folder's ``enterprise.yaml``.
    """
    started = time.monotonic()
    if not folder.is_dir():
        raise InputError("找不到资料文件夹", str(folder), "请给出企业资料所在的文件夹")
    enterprise = declared or _enterprise(folder, deps)
    papers, readings = _read_all(folder, deps, (enterprise.name, *enterprise.aliases))
    if not papers:
        raise InputError("文件夹中没有可读的文件", str(folder), "请放入企业的制度文件和记录后再试")
    as_of = enterprise.as_of or deps.today()
    window = enterprise.window or _window(papers, as_of)
    facts = gather(papers, window[0].year if window[0].year == window[1].year else None, _confirmed(folder, deps))
    case = Case(
        facts,
        enterprise,
        window,
        as_of,
        deps.is_workday,
        authenticity or enterprise.authenticity,
    )
    judgement = judge(case, deps.rules)
    return GapReport(
        enterprise=case.enterprise.name,
        window=window,
        as_of=as_of,
        coverage=enterprise.coverage,
        findings=tuple(identified(judgement.findings)),
        ledger=tuple(judgement.ledger),
        conformity=judgement.conformity,
        files=tuple(readings),
        run=_run(started, facts, judgement, enterprise, case.authenticity),
    )


def _run(
    started: float, facts: Facts, judgement: Judgement, enterprise: Enterprise, authenticity: bool
) -> dict[str, object]:
    return {
        "model": "rules",
        "detectors": sorted({f"{d.type}:{d.id}/{d.version}" for d in DETECTORS}),
        "authenticity": authenticity,
        "prescriptions": len(facts.prescriptions),
        "records": sum(not r.row for r in facts.records),
        "withheld_unlocated": judgement.unlocated,
        "failed_detectors": judgement.failed,
        "notes": list(enterprise.notes),
        "elapsed_ms": round(1000 * (time.monotonic() - started)),
    }


def _enterprise(folder: Path, deps: GapDependencies) -> Enterprise:
    path = next((p for n in ("enterprise.yaml", "enterprise.yml") if (p := folder / n).is_file()), None)
    return deps.read_enterprise(path) if path else Enterprise()


def _confirmed(folder: Path, deps: GapDependencies) -> Sequence[Alias]:
    path = next((p for n in ("registers.yaml", "registers.yml") if (p := folder / n).is_file()), None)
    return deps.read_registers(path) if path else ()


def _read_all(folder: Path, deps: GapDependencies, company: Sequence[str]) -> tuple[list[Paper], list[FileReading]]:
    papers: list[Paper] = []
    readings: list[FileReading] = []
    for path in enterprise_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            loaded = deps.load(path)
        except GuanbiaoError as error:
            readings.append(FileReading(file=name, kind="other", read="failed", reason=error.message))
            continue
        paper = read_paper(name, loaded, [c for c in company if c])
        readings.append(_reading(paper, loaded))
        if paper.lines:
            papers.append(paper)
    return papers, readings


def enterprise_files(folder: Path) -> list[Path]:
    """The files to examine: no hidden and temporary ones, none of our own declarations."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in OWN_FILES)
    return [p for p in found if not any(part.startswith(_SKIPPED) for part in p.relative_to(folder).parts)]


def _reading(paper: Paper, loaded: LoadedFile) -> FileReading:
    reason = "；".join(loaded.warnings) or None
    if not paper.lines:
        return FileReading(file=paper.file, kind=paper.kind, read="failed", reason=reason or "没有读到文字")
    return FileReading(file=paper.file, kind=paper.kind, read="ok" if loaded.complete else "partly", reason=reason)


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
