"""The public fixtures of parsing, where they are at hand."""

from pathlib import Path

import pytest

from assistant.adapters.file_loader import FileLoader

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "bench" / "parser_fixtures"
pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not FIXTURES.is_dir(), reason="parser_fixtures are not at hand"),
]


def test_all_encodings_are_read(capsys):
    from evals.parsing import encodings

    encodings(FIXTURES)
    out = capsys.readouterr().out
    assert "== encodings 7/7" in out
    assert "files 6/6" in out


def test_a_merged_sheet_and_eight_word_tables_are_found():
    word = FileLoader().load(FIXTURES / "thirdparty" / "mineru_docx_01.docx")
    assert sum(1 for block in word.blocks if block.table) == 8
    sheets = FileLoader().load(FIXTURES / "thirdparty" / "mineru_xlsx_01.xlsx")
    tables = [block.table for block in sheets.blocks if block.sheet == "Sheet3" and block.table]
    merged = [cell for table in tables for row in table.rows for cell in row if cell.merged]
    assert len(merged) >= 8


@pytest.mark.slow
def test_pictures_begin_with_the_expected_words(capsys):
    from evals.parsing import pictures

    pictures(FIXTURES)
    assert "== pictures 8/8" in capsys.readouterr().out
