"""The gap detector on generated enterprises, end to end from their files. All figures here are on synthetic data.

    python -m evals.gaps.run --enterprises 20 --seed 1000 [--bank sealed] [--only B1 G3] [--keep DIR] [--json OUT]

Each enterprise has three sets: clean (every suspicion is a false alarm), defects, and partial (the files of defects,
coverage not declared complete: a missing record must not become B1). Scored as type ∧ object ∧ evidence, counts with
Wilson intervals; ``both sides`` asks in addition for a quote on each side the gold names. Two systems that cannot be
right stand beside it: one that says nothing and one that suspects every file of everything.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from assistant.adapters.enterprise_yaml import read_enterprise
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.gap_rules_yaml import read_gap_rules
from assistant.adapters.register_files import read_registers
from assistant.adapters.work_calendar import is_workday
from assistant.workflows.gaps import GapDependencies, find_gaps

from .file_text import file_text
from .generator import Enterprise, make_enterprise, write_enterprise
from .score import P0, SetScore, both_sides, closeness, per_type, rate, score_set, suspected, verbatim
from .words import Bank

RULES = Path(__file__).parents[2] / "corpus" / "rules" / "gaps"
Examine = Callable[[Path], dict[str, Any]]


def detector() -> Examine:
    """The product's own workflow, authenticity signs on."""
    rules = read_gap_rules(RULES)
    deps = GapDependencies(FileLoader().load, is_workday, rules, read_enterprise, read_registers, date.today)
    return lambda folder: find_gaps(folder, deps, authenticity=True).contract()


def silent(folder: Path) -> dict[str, Any]:
    """A system that finds everything in order."""
    return {"findings": [], "ledger": [], "files": [], "conformity": {}}


def alarmed(folder: Path) -> dict[str, Any]:
    """A system that suspects each file of each type, quoting the whole file."""
    types = sorted(P0)
    found: list[dict[str, Any]] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "enterprise.yaml"):
        side = {"file": path.relative_to(folder).as_posix(), "locator": "", "quote": file_text(path) or ""}
        rest = {"verdict": "suspected", "object": path.name, "explanation": "", "document": side, "record": side}
        found += [{"type": t, **rest} for t in types]
    return {"findings": found, "ledger": [], "files": [], "conformity": {}}


def examine(one: Enterprise, folder: Path, run: Examine) -> dict[str, Any]:
    """All that is measured on one enterprise."""
    write_enterprise(one, folder)
    started = time.monotonic()
    reports = {name: run(folder / name) for name in ("clean", "defects", "partial")}
    seconds = (time.monotonic() - started) / 3
    scores = {name: score_set(reports[name], one.gold, name) for name in ("defects", "partial")}
    sides = [
        both_sides(f, g) for g in one.gold for f in suspected(reports["defects"])[:1000] if closeness(f, g) is not None
    ]
    quotes = [verbatim(reports[name], folder / name) for name in ("clean", "defects")] if run not in BASELINES else []
    b1 = [f for f in suspected(reports["partial"]) if f["type"] == "B1"]
    return {
        "scores": scores, "alarms": suspected(reports["clean"]), "sides": (sum(sides), len(sides)), "quotes": quotes,
        "b1_partial": len(b1), "seconds": seconds, "look_alikes": one.look_alikes, "name": one.name,
    }  # fmt: skip


BASELINES: tuple[Examine, ...] = (silent, alarmed)


def summary(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures over all enterprises."""
    scores: list[SetScore] = [r["scores"]["defects"] for r in results]
    alarms = [f["type"] for r in results for f in r["alarms"]]
    quotes = [q for r in results for q in r["quotes"]]
    return {
        "sets": len(results),
        "types": per_type(scores),
        "clean": {
            "false_alarms": len(alarms), "per_set": round(len(alarms) / max(len(results), 1), 2),
            "sets_without": sum(not r["alarms"] for r in results), "types": dict(Counter(alarms).most_common()),
            "P0": sum(t in P0 for t in alarms),
        },
        "both_sides": rate(sum(r["sides"][0] for r in results), sum(r["sides"][1] for r in results)),
        "quotes_verbatim": rate(sum(q[0] for q in quotes), sum(q[1] for q in quotes)),
        "quotes_wrong": [line for q in quotes for line in q[2]][:20],
        "b1_under_partial_coverage": sum(r["b1_partial"] for r in results),
        "repeated_findings": sum(len(s.repeated) for s in scores),
        "seconds_per_set": round(statistics.mean(r["seconds"] for r in results), 2) if results else None,
    }  # fmt: skip


def show(figures: dict[str, Any], title: str) -> None:
    """The figures as a table for people."""
    print(f"== {title}: {figures['sets']} enterprises (synthetic)")
    print(f"{'type':5} {'recall':>22} {'precision':>22}")
    for name, row in figures["types"].items():
        print(f"{name:5} {_told(row['recall']):>22} {_told(row['precision']):>22}")
    for key in (
        "clean",
        "both_sides",
        "quotes_verbatim",
        "b1_under_partial_coverage",
        "repeated_findings",
        "seconds_per_set",
    ):
        print(f"{key}: {figures[key]}")


def _told(entry: dict[str, Any]) -> str:
    if entry["share"] is None:
        return "–"
    low, high = entry["wilson95"]
    return f"{entry['hits']}/{entry['count']} {entry['share']:.2f} [{low:.2f}–{high:.2f}]"


def details(results: Sequence[dict[str, Any]]) -> list[str]:
    """Each miss and each false alarm in a line."""
    lines: list[str] = []
    for number, result in enumerate(results):
        score: SetScore = result["scores"]["defects"]
        lines += [f"[{number}] missed {g['type']}: {g['object']} — {g['why']}" for g in score.missed_entries]
        for where, found in (("false", score.false), ("clean", result["alarms"])):
            for f in found:
                quotes = " ／ ".join((f.get(s) or {}).get("quote", "")[:50] for s in ("document", "record"))
                lines.append(f"[{number}] {where} {f['type']} {f['object']}: {quotes}")
    return lines


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--enterprises", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--bank", choices=get_args(Bank), default="open", help="which wording; sealed: nobody tuned on")
    parser.add_argument("--only", nargs="*", default=[], help="seed these types only")
    parser.add_argument("--keep", type=Path, help="folder to keep the generated enterprises in")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--details", action="store_true", help="print each miss and false alarm")
    options = parser.parse_args()
    made = [
        make_enterprise(s, options.bank, only=options.only)
        for s in range(options.seed, options.seed + options.enterprises)
    ]
    out: dict[str, Any] = {"seed": options.seed, "bank": options.bank}
    with tempfile.TemporaryDirectory() as scratch:
        root = options.keep or Path(scratch)
        results = [examine(one, root / f"e{n:03d}", detector()) for n, one in enumerate(made)]
        out["detector"] = summary(results)
        show(out["detector"], f"detector, {options.bank} wording")
        for name, run in (("silent", silent), ("alarm on everything", alarmed)):
            out[name] = summary([examine(one, root / f"e{n:03d}", run) for n, one in enumerate(made[:3])])
            totals = out[name]["types"]["all"]
            print(f"baseline {name} (3 sets): recall {_told(totals['recall'])}, precision {_told(totals['precision'])}")
    if options.details and options.bank != "sealed":
        print("\n".join(details(results)))
    if options.json:
        options.json.write_text(json.dumps(out, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
