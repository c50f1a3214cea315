"""Extraction of duties on hand-marked sentences and table rows: slot precision, recall and F1, sealed part apart.

The cases were written and every third one sealed before any rule was tuned on them. Run: ``python -m
evals.gaps.extraction``.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from assistant.domain.document import FileFacts
from assistant.domain.facts import Line, Paper, Prescription
from assistant.facts.prescriptions import prescriptions_of
from assistant.facts.topics import same_name

CASES = Path(__file__).parent / "extraction_cases.jsonl"
SLOTS = ("cadence", "actors", "forms", "deadline")


class Count(NamedTuple):
    """Values found and right, found, and marked."""

    right: int
    found: int
    marked: int

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing was marked or found."""
        total = self.found + self.marked
        return 2 * self.right / total if total else None


def load(path: Path = CASES) -> list[dict[str, Any]]:
    """The cases in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def duties(cases: list[dict[str, Any]]) -> dict[str, list[Prescription]]:
    """Duties by case id; rows of one table style are read together, so that 同上 finds its row above."""
    found: dict[str, list[Prescription]] = {}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        groups[case["style"] if case["kind"] == "row" else case["id"]].append(case)
    for group in groups.values():
        lines = _lines(group)
        for duty in prescriptions_of(_paper(lines)):
            owner = next((c for c in group if duty.source.quote in c["text"]), None)
            if owner:
                found.setdefault(owner["id"], []).append(duty)
    return found


def _lines(group: list[dict[str, Any]]) -> list[Line]:
    lines: list[Line] = []
    above: list[str] = []
    for index, case in enumerate(group):
        cells = [above[i] if c == "同上" and i < len(above) else c for i, c in enumerate(case["cells"])]
        above = cells or above
        kind = "row" if case["kind"] == "row" else "text"
        lines.append(
            Line(index=index, text=case["text"], kind=kind, locator="", cells=tuple(cells), heads=tuple(case["heads"]))
        )
    return lines


def _paper(lines: list[Line]) -> Paper:
    facts = FileFacts(name="x.docx", size=0, sha256="", media="docx")
    text = "\n".join(x.text for x in lines)
    return Paper(file="x.docx", kind="procedure", title="管理办法", facts=facts, lines=tuple(lines), text=text)


def score(cases: list[dict[str, Any]], found: dict[str, list[Prescription]]) -> dict[str, Count]:
    """Counts by slot over the cases."""
    totals = {slot: [0, 0, 0] for slot in SLOTS}
    for case in cases:
        got = found.get(case["id"], [])
        for slot in SLOTS:
            counts = _slot(slot, case["expect"], got)
            totals[slot] = [a + b for a, b in zip(totals[slot], counts, strict=True)]
    return {slot: Count(*values) for slot, values in totals.items()}


def _slot(slot: str, expect: dict[str, Any], got: list[Prescription]) -> tuple[int, int, int]:
    if slot == "cadence":
        values = [
            {k: getattr(d.cadence, k) for k in ("period", "min_count", "max_gap_days", "max_gap_months")}
            for d in got
            if d.cadence
        ][:1]
        wanted = [expect["cadence"]] if expect["cadence"] else []
        return sum(v in wanted for v in values), len(values), len(wanted)
    if slot == "deadline":
        limits = [{"amount": x.amount, "unit": x.unit, "before": x.before} for d in got for x in d.deadlines][:1]
        wanted = [expect["deadline"]] if expect["deadline"] else []
        return sum(v in wanted for v in limits), len(limits), len(wanted)
    if slot == "actors":
        names = list(dict.fromkeys(a for d in got for a in d.actors))
        return sum(n in expect["actors"] for n in names), len(names), len(expect["actors"])
    forms = list(dict.fromkeys(f.name or f.code or "" for d in got for f in d.forms))
    right = sum(any(f == w or same_name(f, w) for w in expect["forms"]) for f in forms)
    return right, len(forms), len(expect["forms"])


def main() -> int:
    """Print both parts; ``--errors`` shows the open part's mistakes."""
    cases = load()
    found = duties(cases)
    for split in ("open", "sealed"):
        part = [c for c in cases if c["split"] == split]
        print(f"{split}: {len(part)} 例")
        for slot, count in score(part, found).items():
            precision = count.right / count.found if count.found else 0.0
            recall = count.right / count.marked if count.marked else 0.0
            print(
                f"  {slot:9} P {precision:.3f} R {recall:.3f} F1 {count.f1 or 0:.3f}  "
                f"({count.right}/{count.found}/{count.marked})"
            )
    if "--errors" in sys.argv:
        for case in (c for c in cases if c["split"] == "open"):
            wrong = [
                s for s in SLOTS if (n := _slot(s, case["expect"], found.get(case["id"], [])))[0] != max(n[1], n[2])
            ]
            if wrong:
                got = [
                    (
                        d.cadence and (d.cadence.period, d.cadence.min_count),
                        d.actors,
                        [f.name for f in d.forms],
                        [(x.amount, x.unit, x.before) for x in d.deadlines],
                    )
                    for d in found.get(case["id"], [])
                ]
                print(case["id"], wrong, case["text"], "→", got)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
