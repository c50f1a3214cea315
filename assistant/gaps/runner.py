"""Running all detectors over a case: findings with verified quotes, the ledger and the conformity counts."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ..domain.finding import Finding, LedgerLine, Side
from . import (
    family_a,
    family_a_contradiction,
    family_a_control,
    family_a_copied,
    family_a_countersigned,
    family_a_missing,
    family_a_release,
    family_b,
    family_b_after,
    family_b_chain,
    family_b_content,
    family_b_event,
    family_b_hollow,
    family_b_response,
    family_b_retention,
    family_b_rows,
    family_b_weekly,
    family_c,
    family_c_amounts,
    family_c_classes,
    family_c_independence,
    family_c_ledger,
    family_d,
    family_d_counts,
    family_d_leave,
    family_d_retold,
    family_d_signs,
    family_d_times,
    family_d_values,
    family_e,
    family_f,
    family_f_measurement,
    family_f_misses,
    family_f_parts,
    family_g,
    family_g_coverage,
    family_g_registered,
    family_g_review,
    family_h,
    family_h_audience,
)
from .case import Case
from .linking import about
from .obligations import obligations
from .recurring import told_once
from .registry import DETECTORS, Hit, RuleText, finding_of, one_per_root

FAMILIES = (
    family_a,
    family_a_contradiction,
    family_a_control,
    family_a_copied,
    family_a_countersigned,
    family_a_missing,
    family_a_release,
    family_b,
    family_b_after,
    family_b_content,
    family_b_event,
    family_b_hollow,
    family_b_chain,
    family_b_rows,
    family_b_weekly,
    family_b_response,
    family_b_retention,
    family_c,
    family_c_amounts,
    family_c_classes,
    family_c_independence,
    family_c_ledger,
    family_d,
    family_d_counts,
    family_d_leave,
    family_d_retold,
    family_d_signs,
    family_d_times,
    family_d_values,
    family_e,
    family_f,
    family_f_measurement,
    family_f_misses,
    family_f_parts,
    family_g,
    family_g_coverage,
    family_g_registered,
    family_g_review,
    family_h,
    family_h_audience,
)
"""Importing a family registers its detectors."""


class Judgement(NamedTuple):
    """What the detectors say about a case."""

    findings: list[Finding]
    ledger: list[LedgerLine]
    conformity: dict[str, int]
    unlocated: int
    """Findings withheld because a quote could not be located in its file."""
    failed: list[str]
    """Detectors that could not run on these papers, with the reason: a defect of ours, told instead of hidden."""


def judge(case: Case, rules: Mapping[str, RuleText]) -> Judgement:
    """Run every detector for which there is rule text; D1–D4 only with ``case.authenticity``."""
    found: list[tuple[Hit, Finding]] = []
    failed: list[str] = []
    for one in DETECTORS:
        text = rules.get(one.id)
        if text is None or (one.type in ("D1", "D2", "D3", "D4") and not case.authenticity):
            continue
        try:
            found += [(hit, finding_of(one, text, hit, case)) for hit in one.run(case, text.parameters)]
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            failed.append(f"{one.id}：{type(error).__name__} {error}")
    shown = [
        (hit, f)
        for hit, f in found
        if located(f.document, case) and located(f.record, case) and (f.document or f.record)
    ]
    findings = sorted((f for _, f in told_once(one_per_root(shown))), key=_order)
    lines = ledger_lines(case)
    counts = Counter(line.state for line in lines)
    conformity = {state: counts[state] for state in ("fulfilled", "late", "missing", "not_evaluable")}
    return Judgement(findings, lines, conformity, len(found) - len(shown), failed)


def located(side: Side | None, case: Case) -> bool:
    """Whether a side's quote stands word for word in its file (a missing side is no quote)."""
    if side is None:
        return True
    paper = case.papers.get(side.file)
    return paper is not None and bool(side.quote.strip()) and side.quote in paper.text


def ledger_lines(case: Case) -> list[LedgerLine]:
    """One line an expected occurrence, by due day."""
    lines: list[LedgerLine] = []
    papers = {r.id: r.paper for r in case.facts.records}
    seen: set[tuple[str, date]] = set()
    for one in obligations(case):
        for outcome in one.outcomes:
            key = (one.key + about(one.duty), outcome.expected.first)
            if key in seen:
                continue
            seen.add(key)
            source = one.duty.source
            lines.append(
                LedgerLine(
                    obligation=f"{about(one.duty)}（{case.label(outcome.expected.first, outcome.expected.last)}）",
                    document=Side(file=source.file, locator=source.locator, quote=source.quote),
                    due=outcome.expected.due or outcome.expected.last,
                    record=papers.get(outcome.keys[0]) if outcome.keys else None,
                    state=outcome.state,
                )
            )
    return sorted(lines, key=lambda line: (line.due, line.obligation))


_SEVERITY = {"high": 0, "medium": 1, "low": 2}


def _order(finding: Finding) -> tuple[bool, int, str, str]:
    return finding.verdict != "suspected", _SEVERITY[finding.severity], finding.type, finding.object
