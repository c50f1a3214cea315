"""Drafts of every kind for invented enterprises: facts used, invented numbers, open points, hidden orders, likeness.

    python -m evals.drafting.drafts [--hands] [--json OUT]

Synthetic evidence: the enterprises of ``enterprises/`` and ``hands/`` were invented by the authors of the drafts.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from assistant.adapters.corpus_yaml import load_frameworks, load_subjects
from assistant.adapters.facts_files import read_markdown_text
from assistant.adapters.facts_yaml import load_facts
from assistant.adapters.rules_yaml import load_goal_slots, load_rules
from assistant.adapters.templates_yaml import load_material, load_suspicions
from assistant.domain.draft import Draft
from assistant.domain.enterprise import FactTable
from assistant.drafting.numbers import foreign_numbers
from assistant.drafting.profile import Profile
from assistant.drafting.reuse import fingerprint, masked, similarity
from assistant.drafting.scribe import Brief, Scribe
from assistant.drafting.suspicion import cleansed, order_pattern
from assistant.text.normalize import fold_text
from assistant.workflows.check import CheckDeps
from assistant.workflows.draft import DraftDeps, draft, draft_kinds

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
_MARK = re.compile(r"【[^】]*】")


def drafting_deps(corpus: Path = CORPUS) -> DraftDeps:
    """The data of drafting, without a language model."""
    frameworks = load_frameworks(corpus / "frameworks")
    return DraftDeps(
        material=load_material(corpus / "templates", frameworks, load_subjects(corpus / "domain", frameworks)),
        orders=order_pattern(load_suspicions(corpus / "facts" / "suspicions.yaml")),
        checks=CheckDeps(
            load_rules(corpus / "rules" / "checks"), load_goal_slots(corpus / "rules" / "goal_slots.yaml")
        ),
        read=read_markdown_text,
    )


def enterprises(folder: str = "enterprises") -> dict[str, FactTable]:
    """The invented enterprises of a folder by file name."""
    return {path.stem: load_facts(path) for path in sorted((HERE / folder).glob("*.yaml"))}


def text_of(made: Draft) -> str:
    """Everything a reader sees."""
    return "\n".join(f"{section.heading}\n{section.text}" for section in made.sections)


def relevant(made: Draft, facts: FactTable, deps: DraftDeps) -> Iterator[tuple[str, str]]:
    """Path and value of every known fact that a draft of this kind must use."""
    template = deps.material.templates[made.kind.split(":")[0]]
    pen = Scribe(Brief(facts, deps.material, Profile(facts, deps.material)))
    for path in template.relevant:
        kind, _, slot = path.partition(".")
        if not isinstance(getattr(facts, kind), tuple):
            if value := pen.peek(kind)[0]:
                yield path, value
            continue
        for scoped in pen.items(kind):
            inner = pen.within(scoped)
            value = inner.peek(f"item.{slot or 'name'}")[0]
            if value:
                yield f"{scoped.path}.{slot}", value


def used(value: str, text: str) -> bool:
    """Whether a fact stands in the text; every part of a joined one must."""
    folded = fold_text(text.replace("‘", '"').replace("’", '"')).replace("'", '"')
    parts = [part for part in re.split(r"[；、]", value) if part.strip()]
    return all(fold_text(part).replace("'", '"') in folded for part in parts)


def measure(deps: DraftDeps, folder: str = "enterprises") -> dict[str, Any]:
    """All figures."""
    tables = enterprises(folder)
    rows: list[dict[str, Any]] = []
    texts: dict[str, dict[str, str]] = {}
    for name, facts in tables.items():
        clean, suspicions = cleansed(facts, deps.orders)
        for kind in draft_kinds(deps.material):
            started = time.perf_counter()
            made = draft(kind, facts, deps)
            seconds = time.perf_counter() - started
            text = text_of(made)
            texts.setdefault(kind, {})[name] = text
            wanted = list(relevant(made, clean, deps))
            missed = [path for path, value in wanted if not used(value, text)]
            rows.append({
                "enterprise": name, "kind": kind, "status": made.status, "seconds": round(seconds, 3),
                "relevant": len(wanted), "used": len(wanted) - len(missed), "missed": missed,
                "invented": [foreign.token for foreign in foreign_numbers(text, clean)],
                "open_points": sum(len(section.open_points) for section in made.sections),
                "orders_copied": [s.quote for s in suspicions if fold_text(s.quote) in fold_text(text)],
            })  # fmt: skip
    standard = fingerprint(_standard(deps))
    return {
        "drafts": rows,
        "likeness": likeness(texts, tables, frozenset()),
        "likeness_without_standard": likeness(texts, tables, standard),
    }


def _standard(deps: DraftDeps) -> str:
    """The words of the framework: titles, duties, questions, records."""
    items = deps.material.framework.requirements
    duties = [f"{duty.who}{duty.what}{duty.evidence}" for item in items for duty in item.obligations]
    return "\n".join([*duties, *(" ".join((i.title, *i.audit_questions, *i.typical_records)) for i in items)])


def likeness(
    texts: dict[str, dict[str, str]], tables: dict[str, FactTable], common: frozenset[int]
) -> dict[str, float]:
    """Mean Jaccard similarity of two enterprises' drafts of a kind; names, numbers, open points, ``common`` masked."""
    found: dict[str, float] = {}
    for kind, by_name in texts.items():
        prints = {
            name: fingerprint(masked(_MARK.sub("", text), _own(tables[name]))) - common
            for name, text in by_name.items()
        }
        pairs = [similarity(prints[one], prints[other]) for one, other in combinations(prints, 2)]
        found[kind] = round(sum(pairs) / len(pairs), 3)
    return found


def _own(facts: FactTable) -> list[str]:
    return [facts.name or "", *facts.aliases, *(department.name for department in facts.departments)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--hands", action="store_true", help="the tables of hands/: hurried, misspelt, wrongly typed")
    arguments = parser.parse_args()
    figures = measure(drafting_deps(), "hands" if arguments.hands else "enterprises")
    rows = figures["drafts"]
    for name in sorted({row["enterprise"] for row in rows}):
        mine = [row for row in rows if row["enterprise"] == name]
        wanted, got = sum(row["relevant"] for row in mine), sum(row["used"] for row in mine)
        invented, copied = (sum(len(row[key]) for row in mine) for key in ("invented", "orders_copied"))
        print(
            f"{name:<14} drafts {len(mine)}  facts used {got}/{wanted} = {got / max(1, wanted):.3f}  "
            f"invented numbers {invented}  open points {sum(row['open_points'] for row in mine)}  "
            f"orders copied {copied}  slowest {max(row['seconds'] for row in mine):.2f} s"
        )
        for row in mine:
            if row["missed"] or row["invented"]:
                print(f"    {row['kind']}: missed {row['missed']} invented {row['invented']}")
    print(
        "likeness of two enterprises' drafts (Jaccard of masked shingles; second: the standard's words left out too):"
    )
    for kind, value in sorted(figures["likeness"].items(), key=lambda pair: -pair[1]):
        print(f"    {value:.3f}  {figures['likeness_without_standard'][kind]:.3f}  {kind}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
