"""The registry of detectors: typed functions that yield hits, and the rule data that turn a hit into a finding."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..domain.facts import Source
from ..domain.finding import Finding, Severity, Side, Verdict
from .case import Case

Class = Literal["rule", "statistic", "model"]
Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Hit:
    """Where paper and practice seem to part, before words are put to it. ``root`` names the cause: one cause,
    one finding. ``series`` names what a misread rule or form would show again and again, ``among`` how many were
    looked at (0: not counted); see ``recurring``."""

    object: str
    root: str
    document: Source | None = None
    record: Source | None = None
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    verdict: Verdict = "suspected"
    severity: Severity | None = None
    series: str = ""
    among: int = 0


Run = Callable[[Case, Parameters], Iterator[Hit]]


@dataclass(frozen=True)
class Detector:
    """A detector: type code, id, version, class and the function."""

    type: str
    id: str
    version: int
    kind: Class
    run: Run


@dataclass(frozen=True)
class RuleText:
    """Words and parameters of a detector, from ``corpus/rules/gaps``."""

    id: str
    title: str
    severity: Severity
    explanation: str
    innocent: tuple[str, ...]
    suggestion: str
    clauses: tuple[str, ...]
    parameters: Parameters


DETECTORS: list[Detector] = []


def detector(type_: str, id_: str, *, version: int = 1, kind: Class = "rule") -> Callable[[Run], Run]:
    """Register a detector function."""

    def register(run: Run) -> Run:
        DETECTORS.append(Detector(type_, id_, version, kind, run))
        return run

    return register


def finding_of(detector_: Detector, text: RuleText, hit: Hit, case: Case) -> Finding:
    """The finding of a hit; C1–C4 of a small firm become questions of low severity."""
    severity = hit.severity or text.severity
    if case.small and detector_.type in ("C1", "C2", "C3", "C4"):
        severity = "low"
    words = {"object": hit.object, **hit.values}
    seed = "|".join((detector_.type, detector_.id, hit.root, hit.object))
    return Finding(
        id=f"{detector_.type}-{hashlib.sha256(seed.encode()).hexdigest()[:8]}",
        type=detector_.type,
        title=text.title,
        severity=severity,
        verdict=hit.verdict,
        basis="rule",
        detector=f"{detector_.id}/{detector_.version}",
        clauses=text.clauses,
        document=side(hit.document and case.as_written(hit.document)),
        record=side(hit.record and case.as_written(hit.record)),
        object=hit.object,
        explanation=text.explanation.format_map(_Words(words)),
        innocent_explanations=text.innocent,
        suggestion=text.suggestion.format_map(_Words(words)),
    )


def side(source: Source | None) -> Side | None:
    """A source as one side of a finding."""
    return Side(file=source.file, locator=source.locator, quote=source.quote) if source else None


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


PRECEDENCE: Sequence[str] = [
    "G3",
    "G8",
    "G7",
    "G6",
    "G1",
    "C3",
    "C2",
    "H2",
    "H1",
    "F2",
    "F3",
    "F5",
    "A6",
    "B4",
    "A3",
    "E1",
    "C1",
    "B3",
    "B1",
    "B2",
    "D5",
    "A4",
    "A5",
    "B6",
    "A2",
    "F1",
    "A1",
    "G4",
    "G5",
    "G2",
    "B5",
    "B7",
    "F4",
    "C4",
    "D1",
    "D4",
    "D3",
    "D2",
    "E2",
    "I1",
]


def one_per_root(found: Sequence[tuple[Hit, Finding]]) -> list[tuple[Hit, Finding]]:
    """One finding a root cause: the type that stands first in the order of precedence; suspected before not
    evaluable."""
    best: dict[str, tuple[tuple[int, int], tuple[Hit, Finding]]] = {}
    for hit, finding in found:
        rank = (finding.verdict != "suspected", PRECEDENCE.index(finding.type) if finding.type in PRECEDENCE else 99)
        if hit.root not in best or rank < best[hit.root][0]:
            best[hit.root] = (rank, (hit, finding))
    return [found_ for _, found_ in best.values()]
