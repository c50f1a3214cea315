"""What the product must never do: accuse on partial material, use hard words, show words that are not in the file."""

from pathlib import Path

import pytest

from assistant.domain.errors import InputError
from assistant.workflows.gaps import GapDependencies, find_gaps

from .conftest import RULES
from .worlds import flat_prose, formal_matrix
from .worlds.builder import write, yaml_text
from .worlds.mutations import FLAT, FORMAL


def broken(tmp_path: Path, *ids: str) -> Path:
    world = flat_prose.world()
    for mutation in FLAT:
        if mutation.id in ids:
            mutation.edit(world)
    return write(world, tmp_path)


def test_partial_coverage_never_makes_a_missing_record_a_gap(tmp_path: Path, deps: GapDependencies):
    folder = broken(tmp_path, "B1-report", "B1-month", "H2")
    (folder / "enterprise.yaml").write_text(yaml_text(flat_prose.NAME, coverage="partial"), encoding="utf-8")
    report = find_gaps(folder, deps)
    assert not [f for f in report.findings if f.type in ("B1", "B3", "H2") and f.verdict == "suspected"]
    assert report.conformity["missing"] == 0
    assert report.conformity["not_evaluable"] > 0


def test_without_enterprise_yaml_nothing_is_missing_and_a_window_is_still_found(tmp_path: Path, deps: GapDependencies):
    folder = broken(tmp_path, "B1-report")
    (folder / "enterprise.yaml").unlink()
    report = find_gaps(folder, deps)
    assert report.window[0].year == 2025
    assert report.conformity["missing"] == 0


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_is_judged(tmp_path: Path, deps: GapDependencies):
    folder = broken(tmp_path, "C2")
    (folder / "扫描件.docx").write_bytes(b"PK\x03\x04 broken")
    report = find_gaps(folder, deps)
    failed = [f for f in report.files if f.read == "failed"]
    assert [f.file for f in failed] == ["扫描件.docx"]
    assert failed[0].reason
    assert "C2" in {f.type for f in report.findings}


def test_a_file_longer_than_people_write_is_looked_at_in_part_and_says_so(tmp_path: Path, deps: GapDependencies):
    folder = broken(tmp_path, "C2")
    (folder / "很长.txt").write_text("内容很多。" * 300_000, encoding="utf-8")
    report = find_gaps(folder, deps)
    assert [(f.file, f.read, "文件过长" in (f.reason or "")) for f in report.files if f.read != "ok"] == [
        ("很长.txt", "partly", True)
    ]
    assert "C2" in {f.type for f in report.findings}


def test_every_quote_stands_word_for_word_in_a_line_of_its_file(tmp_path: Path, deps: GapDependencies):
    from assistant.facts.papers import read_paper

    folder = broken(tmp_path, "F3", "G3", "C3")
    for finding in find_gaps(folder, deps).findings:
        for side in (finding.document, finding.record):
            if side:
                assert side.quote in read_paper(side.file, deps.load(folder / side.file)).text


def test_a_small_firm_is_asked_instead_of_accused(tmp_path: Path, deps: GapDependencies):
    folder = broken(tmp_path, "C3")
    (folder / "enterprise.yaml").write_text(yaml_text(flat_prose.NAME, headcount=12), encoding="utf-8")
    assert {f.severity for f in find_gaps(folder, deps).findings if f.type == "C3"} == {"low"}


def test_signs_about_authenticity_are_off_unless_asked_for(tmp_path: Path, deps: GapDependencies):
    report = find_gaps(broken(tmp_path), deps)
    assert not [f for f in report.findings if f.type in ("D1", "D2", "D3", "D4")]


def test_no_rule_speaks_of_forgery_and_each_names_innocent_explanations(deps: GapDependencies):
    text = "".join(p.read_text(encoding="utf-8") for p in RULES.glob("*.yaml"))
    assert "造假" not in text
    assert "伪造" not in text
    assert all(rule.innocent and rule.suggestion for rule in deps.rules.values())


def test_every_detector_has_its_words_and_every_word_its_detector(deps: GapDependencies):
    from assistant.gaps.registry import DETECTORS
    from assistant.gaps.runner import FAMILIES

    assert FAMILIES
    assert {d.id for d in DETECTORS} == set(deps.rules)


def test_confirmed_aliases_silence_an_unknown_department(tmp_path: Path, deps: GapDependencies):
    world = formal_matrix.world()
    next(m for m in FORMAL if m.id == "A4a").edit(world)
    folder = write(world, tmp_path)
    assert "A4" in {f.type for f in find_gaps(folder, deps).findings}
    aliases = "aliases:\n  - {kind: department, name: 数字化部, other: 流程管理处, confirmed: true}\n"
    (folder / "registers.yaml").write_text(aliases, encoding="utf-8")
    assert "A4" not in {f.type for f in find_gaps(folder, deps).findings}


def test_an_empty_folder_is_refused_with_a_way_out(tmp_path: Path, deps: GapDependencies):
    with pytest.raises(InputError, match="处理办法"):
        find_gaps(tmp_path, deps)
