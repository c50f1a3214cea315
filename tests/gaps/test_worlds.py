"""Invented enterprises in three styles: silence on the honest sets, each single defect found and nothing beside it."""

from pathlib import Path

import pytest

from assistant.domain.finding import Finding
from assistant.workflows.gaps import GapDependencies, find_gaps

from .worlds import flat_prose, formal_matrix, sections_tables
from .worlds.builder import write
from .worlds.mutations import FLAT, FORMAL, SECTIONS, Mutation

WORLDS = {
    "flat": (flat_prose.world, FLAT),
    "sections": (sections_tables.world, SECTIONS),
    "formal": (formal_matrix.world, FORMAL),
}
QUICK = {("flat", "F3"), ("sections", "C3-nc"), ("formal", "C2"), ("formal", "B1-half")}
CASES = [
    pytest.param(world, m, id=f"{world}-{m.id}", marks=() if (world, m.id) in QUICK else pytest.mark.slow)
    for world, (_, mutations) in WORLDS.items()
    for m in mutations
]


def suspected(folder: Path, deps: GapDependencies) -> list[Finding]:
    report = find_gaps(folder, deps, authenticity=True)
    assert report.run["failed_detectors"] == []
    return [f for f in report.findings if f.verdict == "suspected"]


def words(finding: Finding) -> str:
    sides = [s for s in (finding.document, finding.record) if s]
    return " ".join([finding.object, finding.explanation, *(s.file + s.quote for s in sides)])


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_an_honest_enterprise_is_not_accused(name: str, tmp_path: Path, deps: GapDependencies):
    write(WORLDS[name][0](), tmp_path)
    assert [(f.type, f.object) for f in suspected(tmp_path, deps)] == []


@pytest.mark.parametrize(("name", "mutation"), CASES)
def test_a_single_defect_is_found_and_nothing_beside_it(
    name: str, mutation: Mutation, tmp_path: Path, deps: GapDependencies
):
    world = WORLDS[name][0]()
    mutation.edit(world)
    found = suspected(write(world, tmp_path), deps)
    hits = [f for f in found if f.type in mutation.types and any(w in words(f) for w in mutation.words)]
    assert hits
    assert [(f.type, f.object) for f in found if f is not hits[0]] == []
