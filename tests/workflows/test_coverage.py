"""Expected documents against the names of what is there."""

from pathlib import Path

import pytest

from assistant.adapters.corpus_yaml import load_frameworks, load_subjects
from assistant.workflows.coverage import coverage
from tests.builders import make_document

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def known():
    frameworks = load_frameworks(CORPUS / "frameworks")
    procedures = next(s for s in load_subjects(CORPUS / "domain", frameworks) if s.id == "procedures")
    return next(f for f in frameworks if f.id == "gbt23001-2017"), procedures


def covered(known, *titles, kind="procedure"):
    heads = [make_document(f"{title}.docx", "x", title=title)[0].model_copy(update={"kind": kind}) for title in titles]
    return {item.name: item for item in coverage(*known, heads)}


def test_an_empty_workspace_has_nothing_of_what_is_expected(known):
    items = covered(known)
    assert len([item for item in items.values() if item.basis == "practice"]) == 23
    assert "管理手册" in items
    assert not any(item.found for item in items.values())
    assert not any("自行确定" in name for name in items)


def test_names_written_otherwise_are_recognised(known):
    items = covered(known, "内部审核管理办法", "QJ-CX-05 纠正措施程序", "两化融合管理手册（A/1）", "信息安全管理制度")
    assert items["内部审核控制程序"].found == ("内部审核管理办法",)
    assert items["不符合、纠正与预防措施控制程序"].found == ("QJ-CX-05 纠正措施程序",)
    assert items["管理手册"].found == ("两化融合管理手册（A/1）",)
    assert items["信息安全管理程序"].found == ("信息安全管理制度",)
    assert not items["管理评审控制程序"].found


def test_a_record_of_an_audit_is_no_procedure_for_audits(known):
    assert not covered(known, "2025年内部审核报告", kind="record")["内部审核控制程序"].found


def test_each_expected_document_names_its_clauses(known):
    items = covered(known)
    assert "5.2" in items["两化融合方针"].numbers
    assert all(item.numbers for item in items.values())
