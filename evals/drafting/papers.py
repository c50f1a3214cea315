"""``python -m evals.drafting.papers [--sealed] [--bench DIR]``: how well ``check`` reads papers.

A seeded flaw counts as found when a violation's message or suggestion says what is wrong (a word of its kind) and,
where the flaw stands somewhere, the violation quotes or names that place. A good paper passes when no error-level
violation is raised. One author wrote papers, flaws and rules: the figures are upper bounds for papers of others.
"""

import argparse
import json
import math
import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.adapters.facts_yaml import load_facts, parse_facts
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.rules_yaml import load_goal_slots, load_rules
from assistant.domain.draft import Violation
from assistant.workflows.check import CheckDeps, CheckResult, check_paper

from .papers_files import Flaw, Paper, papers, write

RULES = Path(__file__).resolve().parents[2] / "corpus" / "rules"


class Outcome(NamedTuple):
    """One checked paper: which flaws were found, and the errors raised."""

    paper: Paper
    found: tuple[bool, ...]
    errors: tuple[Violation, ...]
    violations: tuple[Violation, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a split."""
    options = _options(arguments)
    deps = CheckDeps(load_rules(RULES / "checks"), load_goal_slots(RULES / "goal_slots.yaml"))
    if options.bench:
        _bench(Path(options.bench), Path(options.out), deps)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [_outcome(paper, Path(folder), deps) for paper in papers("sealed" if options.sealed else "dev")]
    print(json.dumps(figures(outcomes), ensure_ascii=False, indent=1))
    if options.show and not options.sealed:
        _show(outcomes)
    return 0


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts with Wilson intervals: flaw recall, good papers passed, flawed papers failed, by kind of paper."""
    flaws = [(outcome, hit) for outcome in outcomes for hit in outcome.found]
    good = [outcome for outcome in outcomes if not outcome.paper.flaws]
    bad = [outcome for outcome in outcomes if outcome.paper.flaws]
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for outcome, hit in flaws:
        kinds[outcome.paper.kind][0] += hit
        kinds[outcome.paper.kind][1] += 1
    for outcome in good:
        kinds[outcome.paper.kind][2] += not outcome.errors
        kinds[outcome.paper.kind][3] += 1
    return {
        "papers": len(outcomes),
        "flaw_recall": rate(sum(hit for _, hit in flaws), len(flaws)),
        "good_passed": rate(sum(not outcome.errors for outcome in good), len(good)),
        "flawed_failed": rate(sum(bool(outcome.errors) for outcome in bad), len(bad)),
        "warnings_per_good_paper": round(sum(len(o.violations) - len(o.errors) for o in good) / max(1, len(good)), 2),
        "by_kind": {k: {"flaws": f"{a}/{b}", "good": f"{c}/{d}"} for k, (a, b, c, d) in sorted(kinds.items())},
    }


def rate(hits: int, of: int, z: float = 1.959964) -> dict[str, Any]:
    """A rate with its Wilson 95 % interval; None where nothing was counted."""
    if not of:
        return {"k": 0, "n": 0, "rate": None}
    share, base = hits / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / base
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / base
    return {"k": hits, "n": of, "rate": round(share, 3), "wilson95": [round(middle - half, 3), round(middle + half, 3)]}


def _outcome(paper: Paper, folder: Path, deps: CheckDeps) -> Outcome:
    facts = parse_facts(dict(paper.facts)) if paper.facts else None
    result = check_paper(FileLoader().load(write(paper, folder)), paper.kind, deps, facts)
    errors = tuple(violation for violation in result.violations if violation.severity == "error")
    found = tuple(any(_tells(v, flaw) for v in result.violations) for flaw in paper.flaws)
    return Outcome(paper, found, errors, result.violations)


def _tells(violation: Violation, flaw: Flaw) -> bool:
    said = violation.message + violation.suggestion
    place = _flat(violation.where.quote + violation.where.locator)
    return any(word in said for word in flaw.words) and _flat(flaw.quote) in place


def _flat(text: str) -> str:
    return re.sub(r"[\s|*]", "", text)


def _show(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        for flaw, hit in zip(outcome.paper.flaws, outcome.found, strict=True):
            if not hit:
                print(f"漏  {outcome.paper.id}.{outcome.paper.format}  {flaw.kind}  {flaw.quote}")
        if not outcome.paper.flaws:
            for violation in outcome.violations:
                line = f"{violation.severity} {violation.rule} “{violation.where.quote[:60]}” {violation.message[:90]}"
                print(f"误  {outcome.paper.id}.{outcome.paper.format}  {line}")


def _bench(folder: Path, out: Path, deps: CheckDeps) -> None:
    """Outputs for the scorer of a folder of papers with ``gold.json``."""
    out.mkdir(parents=True, exist_ok=True)
    for entry in json.loads((folder / "gold.json").read_text(encoding="utf-8")):
        facts = load_facts(folder / entry["facts"]) if entry["facts"] else None
        result = check_paper(FileLoader().load(folder / entry["file"]), entry["as"], deps, facts)
        text = json.dumps(_plain(result), ensure_ascii=False)
        (out / f"{entry['file']}.json").write_text(text, encoding="utf-8")


def _plain(result: CheckResult) -> dict[str, Any]:
    value = result.model_dump(mode="json")
    return {"as": value.pop("as_kind"), **value}


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.drafting.papers", description=__doc__)
    parser.add_argument("--sealed", action="store_true", help="封存的三分之一；只给数字，不列失败")
    parser.add_argument("--show", action="store_true", help="列出漏报和误报（仅开发集）")
    parser.add_argument("--bench", help="另一作者的文件夹（含 gold.json）：写出结果，交给它的 score.py")
    parser.add_argument("--out", default="papers-out", help="--bench 的输出文件夹")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
