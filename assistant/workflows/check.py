"""A paper against the rules of its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..checks import across as _across
from ..checks import agreement as _agreement
from ..checks import amounts as _amounts
from ..checks import approval as _approval
from ..checks import attendance as _attendance
from ..checks import cards as _cards
from ..checks import checklists as _checklists
from ..checks import corrections as _corrections
from ..checks import counts as _counts
from ..checks import effects as _effects
from ..checks import frequencies as _frequencies
from ..checks import goal_units as _goal_units
from ..checks import goal_values as _goal_values
from ..checks import goals as _goals
from ..checks import holes as _holes
from ..checks import limits as _limits
from ..checks import names as _names
from ..checks import procedures as _procedures
from ..checks import report_checks as _report_checks
from ..checks import signing as _signing
from ..checks import steps as _steps
from ..checks import structures as _structures
from ..checks import task_checks as _task_checks
from ..checks import timetables as _timetables
from ..checks import trainings as _trainings
from ..checks import words as _words
from ..checks.paper import paper_of
from ..checks.registry import Context, run
from ..domain.document import LoadedFile
from ..domain.draft import Violation
from ..domain.enterprise import FactTable
from ..domain.errors import InputError
from ..domain.goal_slots import Slot
from ..domain.rule import Rule
from ..domain.value import Value

REGISTERED = (
    _across, _agreement, _amounts, _approval, _attendance, _cards, _checklists,
    _corrections, _counts, _effects, _frequencies, _goal_units, _goal_values, _goals, _holes, _limits,
    _names, _procedures, _report_checks, _signing, _steps, _structures, _task_checks, _timetables, _trainings,
    _words,
)  # fmt: skip
"""Importing these modules registers their checks."""


class CheckResult(Value):
    """What ``check --json`` prints (``as_kind`` under the key ``as``)."""

    as_kind: str
    status: Literal["pass", "fail"]
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class CheckDeps:
    """The data of the checker."""

    rules: Sequence[Rule]
    slots: Sequence[Slot]


def check_paper(
    loaded: LoadedFile,
    kind: str,
    deps: CheckDeps,
    facts: FactTable | None = None,
    others: Sequence[LoadedFile] = (),
) -> CheckResult:
    """Check a loaded paper as one of the kinds the rules know; any error-level violation fails it.

    ``others``: papers of the same enterprise it must agree with.
    ``procedure:<name>`` is a procedure. Raises InputError for a kind no rule knows.
    """
    kinds = paper_kinds(deps.rules)
    kind = kind.split(":", maxsplit=1)[0]
    if kind not in kinds:
        raise InputError(f"不认识的文件种类 {kind}", "--as", f"可用：{'、'.join(kinds)}")
    beside = tuple(paper_of(other, "any") for other in others)
    context = Context(facts=facts, slots=tuple(deps.slots), others=beside)
    violations = run(paper_of(loaded, kind), deps.rules, context)
    failed = any(violation.severity == "error" for violation in violations)
    return CheckResult(as_kind=kind, status="fail" if failed else "pass", violations=violations)


def paper_kinds(rules: Sequence[Rule]) -> list[str]:
    """Kinds of paper that some rule knows."""
    return sorted({scope for rule in rules for scope in rule.scopes} - {"any"})
