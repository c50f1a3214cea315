"""A world written out: its files, ``enterprise.yaml`` and the gold list."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from .paper import Paper
from .seeds import Seed
from .view_documents import documents
from .view_rounds import records
from .words import Words
from .write_files import write_paper

COVERAGE = (
    "internal_audit",
    "management_review",
    "training",
    "monitoring",
    "assessment",
    "corrective_action",
    "document_control",
    "appraisal",
    "capability_project",
    "operation",
    "communication",
    "security",
    "resources",
)


def papers_of(words: Words) -> list[Paper]:
    """All files of the enterprise, not yet laid out."""
    return documents(words) + records(words)


def enterprise_yaml(words: Words, coverage: str = "complete") -> str:
    """The statement the detector is given beside the files."""
    world = words.world
    data: dict[str, Any] = {
        "name": world.name,
        "aliases": [world.short],
        "window": {"from": f"{world.year}-01-01", "to": f"{world.year}-12-31"},
        "as_of": world.as_of.isoformat(),
        "headcount": world.headcount,
        "certified_on": world.certified_on.isoformat() if world.certified_on else None,
        "coverage": {"default": coverage, **dict.fromkeys(COVERAGE, coverage)},
    }
    if world.exception:
        what, reason, by, day = world.exception
        data["exceptions"] = [{"what": what, "reason": reason, "approved_by": by, "approved_on": day.isoformat()}]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def write_set(papers: list[Paper], words: Words, folder: Path, coverage: str = "complete") -> None:
    """Write the set into a fresh folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for paper in papers:
        write_paper(paper, folder)
    (folder / "enterprise.yaml").write_text(enterprise_yaml(words, coverage), encoding="utf-8")


def gold_entries(seeds: list[Seed], papers: list[Paper], words: Words, sets: list[str]) -> list[dict[str, Any]]:
    """The gold list in the shape of the shared bench."""
    paths = {paper.key: paper.path for paper in papers}
    counts: dict[str, int] = {}
    return [_entry(seed, paths, words, sets, counts) for seed in seeds]


def _entry(seed: Seed, paths: dict[str, str], words: Words, sets: list[str], counts: dict[str, int]) -> dict[str, Any]:
    counts[seed.type] = counts.get(seed.type, 0) + 1
    quotes = list(seed.document_quotes)
    if seed.rule and seed.document:
        quotes += words.fragments(seed.rule, seed.document.removeprefix("doc."))
    entry: dict[str, Any] = {
        "id": f"{seed.type}-{counts[seed.type]}",
        "type": seed.type,
        "also_accept": seed.also_accept,
        "document": _side(seed.document, quotes, paths),
        "record": _side(seed.record, seed.record_quotes, paths),
        "also_files": [paths[key] for key in seed.also_papers if key in paths],
        "object": seed.object,
        "why": seed.why,
        "severity": seed.severity,
        "secondary": seed.secondary,
        "in": sets,
    }
    if seed.contains:
        entry["object_contains"] = seed.contains
    return entry


def _side(key: str | None, quotes: list[str], paths: dict[str, str]) -> dict[str, Any] | None:
    return {"file": paths[key], "quote_contains": quotes} if key in paths else None
