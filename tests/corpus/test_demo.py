"""The demo enterprise: two twins from one world, gold that can be found in the files, nothing of a library in them."""

import json
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
import yaml

from evals.gaps.demo_world import GAPS, demo_set
from evals.gaps.enterprise_set import papers_of
from evals.gaps.file_text import bare, file_text
from evals.gaps.score import P0
from evals.gaps.write_files import paper_bytes

DEMO = Path(__file__).parents[2] / "corpus" / "demo"
GOLD = json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))


def files(twin: str) -> set[str]:
    root = DEMO / twin
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("twin", ["clean", "gaps"])
def test_a_twin_has_at_least_twelve_documents_and_fifty_records_in_all_formats(twin: str):
    names = files(twin)
    assert sum(name.startswith("documents/") for name in names) >= 12
    assert sum(name.startswith("records/") for name in names) >= 50
    assert {Path(name).suffix for name in names} >= {".docx", ".xlsx", ".pdf", ".txt", ".md", ".yaml"}
    stated = yaml.safe_load((DEMO / twin / "enterprise.yaml").read_text(encoding="utf-8"))
    assert set(stated["coverage"].values()) == {"complete"}


def test_the_demo_is_small():
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.parametrize("entry", GOLD, ids=lambda entry: entry["id"])
def test_a_gold_quote_stands_in_its_file(entry: dict):
    for side in (entry["document"], entry["record"]):
        if side is None:
            continue
        text = bare(file_text(DEMO / "gaps" / side["file"]) or "")
        assert text, side["file"]
        absent_by_nature = entry["type"] == "A1"
        assert absent_by_nature or not side["quote_contains"] or any(bare(q) in text for q in side["quote_contains"])


def test_the_seeded_gaps_cover_all_types_that_work_from_files_alone():
    assert {entry["type"] for entry in GOLD} >= P0


def test_the_committed_files_are_what_the_world_gives():
    papers, _, _ = demo_set(GAPS)
    for paper in papers:
        if paper.format in {"docx", "txt", "md"}:
            assert (DEMO / "gaps" / paper.path).read_bytes() == paper_bytes(paper), paper.path


def test_file_properties_are_written_by_the_same_policy_in_both_twins():
    clean, changed = ({p.key: p.facts for p in demo_set(gaps)[0]} for gaps in ((), GAPS))
    unchanged = [key for key in clean if clean[key] == changed.get(key)]
    assert len(unchanged) >= len(clean) - 12


def test_no_file_shows_the_library_that_wrote_it():
    for path in (DEMO / "gaps").rglob("*"):
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as package:
                properties = package.read("docProps/core.xml") + package.read("docProps/app.xml")
                assert all(info.date_time[0] in {2024, 2025, 2026} for info in package.infolist())
            assert not re.search(rb"openpyxl|python-docx|Microsoft Macintosh", properties)
        elif path.suffix == ".pdf":
            facts = pypdf.PdfReader(path).metadata
            assert facts is not None
            assert not re.search("ReportLab|pypdf|PIL|anonymous", " ".join(str(v) for v in facts.values()))


def test_a_scanned_page_has_no_text_layer():
    scans = [path for path in (DEMO / "gaps").rglob("*.pdf") if file_text(path) is None]
    assert len(scans) == 1


def test_the_clean_twin_is_the_same_enterprise_without_mutations():
    _, words, seeds = demo_set(())
    assert seeds == []
    assert len(papers_of(words)) == len(files("clean")) - 1
