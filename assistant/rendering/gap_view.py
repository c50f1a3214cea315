"""What a gap report shows, worked out from the result: merged findings, priorities, calendar, matrix. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from ..domain.finding import Finding, LedgerLine, Severity, Side
from ..domain.framework import Requirement
from ..gaps.excused import SETTLED, without_excused
from ..workflows.gaps import GapReport
from .gap_words import SIGNS

WEIGHT: dict[Severity, int] = {"high": 3, "medium": 2, "low": 1}
_RANK: dict[str, int] = {"high": 0, "medium": 1, "low": 2}
_CODE = re.compile(r"^[A-Za-z]{1,6}[-—A-Za-z0-9./]*\d[-—\d./]*\s*")
_PERIOD = re.compile(r"[（(][^（()）]*\d{4}[^（()）]*[）)]\s*$")
_UNTIDY = re.compile(r"[（(](?:终稿|定稿|最新|修订)?\s*\d*[）)]|[-_—](?:最新|定稿|终稿)$")


@dataclass(frozen=True)
class Rate:
    """Share of expected occurrences done in time, with what it is made of."""

    fulfilled: int
    late: int
    missing: int
    not_evaluable: int
    excused: int = 0
    """Breaches a person explained or waived: they count on neither side."""

    @property
    def judged(self) -> int:
        """Occurrences that could be judged."""
        return self.fulfilled + self.late + self.missing

    @property
    def percent(self) -> str:
        """``78%``, or a dash when nothing could be judged."""
        return f"{100 * self.fulfilled / self.judged:.0f}%" if self.judged else "—"


@dataclass(frozen=True)
class Item:
    """Findings of one kind about one rule, shown together."""

    number: int
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that speaks for all."""
        return self.findings[0]

    @property
    def sign(self) -> bool:
        """Whether it is a sign of doubt only."""
        return self.first.type in SIGNS

    @property
    def documents(self) -> tuple[Side, ...]:
        """The prescribing sides, each once."""
        return tuple(dict.fromkeys(f.document for f in self.findings if f.document))

    @property
    def records(self) -> tuple[Side, ...]:
        """The recording sides, each once."""
        return tuple(dict.fromkeys(f.record for f in self.findings if f.record))


@dataclass(frozen=True)
class Priority:
    """A process with its gaps, in the order of what to mend first."""

    process: str
    items: tuple[Item, ...]
    counts: tuple[int, int, int]
    """Items of high, medium, low severity."""
    weight: int
    cumulative: float
    """Share of all weight up to and with this process."""


@dataclass(frozen=True)
class CalendarRow:
    """An obligation and what became of it in each month."""

    obligation: str
    file: str
    cells: tuple[tuple[str, ...], ...]
    quote: str = ""
    """The words of the first of its lines."""


@dataclass(frozen=True)
class MatrixRow:
    """A requirement with the documents, records and findings that bear on it."""

    clause: str
    documents: tuple[str, ...]
    records: tuple[str, ...]
    items: tuple[int, ...]


def rate(report: GapReport) -> Rate:
    """The conformity of execution; 不可评价 is never counted as fulfilled, nor is what was explained or waived."""
    get = without_excused(report.conformity, report.ledger, report.findings).get
    return Rate(get("fulfilled", 0), get("late", 0), get("missing", 0), get("not_evaluable", 0), get("excused", 0))


def items_of(findings: Iterable[Finding]) -> list[Item]:
    """Findings of the same type about the same rule merged; the worst first."""
    groups: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        side = finding.document or finding.record
        place = (side.file, side.quote) if side else (finding.object, "")
        groups[(finding.type, finding.verdict, finding.detector, *place)].append(finding)
    ordered = sorted(groups.values(), key=lambda g: (_RANK[g[0].severity], g[0].type, -len(g)))
    return [Item(number, tuple(group)) for number, group in enumerate(ordered, 1)]


def suspected(report: GapReport) -> list[Item]:
    """The items that are suspected gaps."""
    return items_of(f for f in report.findings if f.verdict == "suspected")


def settled(item: Item) -> bool:
    """Whether everything in an item was explained or waived, and stands."""
    return all(f.state in SETTLED and not f.recheck for f in item.findings)


def undecided(report: GapReport) -> list[Item]:
    """The items that cannot be judged."""
    return items_of(f for f in report.findings if f.verdict == "not_evaluable")


def plain_name(file: str) -> str:
    """``documents/QJ-CX-03 内部审核程序（终稿2）.docx`` → ``内部审核程序``."""
    stem = _UNTIDY.sub("", PurePosixPath(file).stem)
    return _CODE.sub("", stem).strip(" -_") or stem


def priorities(items: Sequence[Item]) -> list[Priority]:
    """Processes by the weight of their gaps, with the running share: the few that make up most of it come first."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        side = item.first.document or item.first.record
        groups[plain_name(side.file) if side else item.first.title].append(item)
    weights = {name: sum(WEIGHT[i.first.severity] for i in group) for name, group in groups.items()}
    total = sum(weights.values()) or 1
    out: list[Priority] = []
    running = 0
    for name in sorted(groups, key=lambda n: (-weights[n], n)):
        running += weights[name]
        out.append(Priority(name, tuple(groups[name]), _counts(groups[name]), weights[name], running / total))
    return out


def leading(found: Sequence[Priority], share: float = 0.8, most: int = 6) -> list[Priority]:
    """The first processes that together carry the share of the weight, never more than ``most``."""
    before = [0.0, *(p.cumulative for p in found)]
    return [p for p, reached in zip(found, before, strict=False) if reached < share][:most]


def ranges(numbers: Sequence[int]) -> str:
    """``1、3–6、9``."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return "、".join(
        str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" if len(p) > 2 else f"{p[0]}、{p[1]}" for p in parts
    )


def by_family(items: Sequence[Item]) -> list[tuple[str, int, int, int]]:
    """Family letter with its items of high, medium and low severity."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.first.type[0]].append(item)
    return [(family, *_counts(groups[family])) for family in sorted(groups)]


def _counts(items: Sequence[Item]) -> tuple[int, int, int]:
    tally = Counter(item.first.severity for item in items)
    return tally["high"], tally["medium"], tally["low"]


def months_of(report: GapReport) -> list[tuple[int, int]]:
    """The months from the beginning of the window to the last due day."""
    start = report.window[0]
    end = max([report.window[1], *(line.due for line in report.ledger)])
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return [((start.month - 1 + n) // 12 + start.year, (start.month - 1 + n) % 12 + 1) for n in range(min(count, 24))]


def calendar(report: GapReport) -> list[CalendarRow]:
    """Obligations × months; a month holds the states of what was due in it."""
    months = months_of(report)
    groups: dict[tuple[str, str], list[LedgerLine]] = defaultdict(list)
    for line in report.ledger:
        groups[(_PERIOD.sub("", line.obligation).strip(), line.document.file)].append(line)
    rows = [
        CalendarRow(name, file, _cells(lines, months), lines[0].document.quote)
        for (name, file), lines in groups.items()
    ]
    return sorted(rows, key=lambda row: (-sum(map(len, row.cells)), row.obligation))


def _cells(lines: Sequence[LedgerLine], months: Sequence[tuple[int, int]]) -> tuple[tuple[str, ...], ...]:
    by_month: dict[tuple[int, int], list[str]] = defaultdict(list)
    for line in sorted(lines, key=lambda x: x.due):
        by_month[_month(line.due)].append(line.state)
    return tuple(tuple(by_month[month]) for month in months)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def matrix(report: GapReport, items: Sequence[Item], clauses: Mapping[str, str]) -> list[MatrixRow]:
    """Requirement → documents → records for each clause looked for, whatever was found, in the standard's order."""
    rows = {one.key: _Row(set(one.documents), set(one.records), set()) for one in report.requirements}
    evidence = _evidence(report)
    for item in items:
        for finding in item.findings:
            for clause in finding.clauses:
                row = rows.setdefault(clause, _Row(set(), set(), set()))
                row.numbers.add(item.number)
                if finding.document:
                    row.documents.add(finding.document.file)
                    row.records.update(evidence.get(finding.document.file, set()))
                if finding.record:
                    row.records.add(finding.record.file)
    order = {key: place for place, key in enumerate(clauses)}
    return [
        MatrixRow(
            clauses.get(key, key),
            tuple(sorted(rows[key].documents)),
            tuple(sorted(rows[key].records)),
            tuple(sorted(rows[key].numbers)),
        )
        for key in sorted(rows, key=lambda k: (order.get(k, len(order)), k))
    ]


class _Row(NamedTuple):
    documents: set[str]
    records: set[str]
    numbers: set[int]


def _evidence(report: GapReport) -> dict[str, set[str]]:
    """Document → records that fulfilled one of its duties."""
    out: dict[str, set[str]] = defaultdict(set)
    for line in report.ledger:
        if line.record:
            out[line.document.file].add(line.record)
    return out


def clause_labels(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Clause keys as people read them, ``4.4.3.3 文件化信息的控制``; an uncertain number carries 待核对."""
    return {r.key: f"{r.shown_number} {r.title}" for r in requirements}
