"""What our own check says of our own drafts, and how far two enterprises' drafts are apart."""

import pytest

from assistant.adapters.docx_writer import write_docx
from assistant.adapters.file_loader import FileLoader
from assistant.workflows.check import check_paper, paper_kinds
from evals.drafting.drafts import likeness

from .drafting_data import deps, kinds, made, tables, text

CHECKED = [kind for kind in kinds() if kind.split(":")[0] in paper_kinds(deps().checks.rules)]


@pytest.mark.parametrize("kind", CHECKED)
def test_a_draft_from_complete_facts_has_no_error_but_its_blanks(kind, tmp_path):
    target = tmp_path / "草案.docx"
    write_docx(made("rich", kind), tables()["rich"], target, "贯标助手 9.9")
    found = check_paper(FileLoader().load(target), kind.split(":")[0], deps().checks, tables()["rich"]).violations
    errors = [violation for violation in found if violation.severity == "error"]
    assert [error for error in errors if error.rule != "any-placeholder"] == []
    assert all("待" in error.where.quote for error in errors)


def test_drafts_of_two_enterprises_share_about_half_at_most():
    texts = {kind: {name: text(name, kind) for name in tables()} for kind in kinds()}
    found = likeness(texts, tables(), frozenset())
    assert {kind: value for kind, value in found.items() if value > (0.56 if kind == "manual" else 0.5)} == {}
