"""Old office formats, with a stand-in for LibreOffice."""

import stat

import pytest

from assistant.adapters import office_convert
from assistant.adapters.file_limits import Limits
from assistant.adapters.file_loader import FileLoader
from assistant.domain.errors import InputError, LimitError
from tests.adapters.office_files import docx_bytes, p
from tests.adapters.test_bad_files import ole


def program(tmp_path, body):
    """An executable that LibreOffice's place is taken by; ``$out`` is the folder to write to."""
    path = tmp_path / "soffice"
    path.write_text(
        f'#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\nout=$2\nmkdir -p "$out"\n{body}\n', encoding="utf-8"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def load(tmp_path, monkeypatch, command, **limits):
    monkeypatch.setattr(office_convert, "find_program", lambda: command)
    path = tmp_path / "旧文件.doc"
    path.write_bytes(ole("WordDocument"))
    return FileLoader(Limits(**limits)).load(path)


def test_an_old_word_file_is_converted_and_told(tmp_path, monkeypatch):
    (tmp_path / "new.docx").write_bytes(docx_bytes(p("第一条 目的")))
    found = load(tmp_path, monkeypatch, program(tmp_path, f'cp "{tmp_path}/new.docx" "$out/input.docx"'))
    assert [block.text for block in found.blocks] == ["第一条 目的"]
    assert found.facts.media == "doc"
    assert found.facts.size == len(ole("WordDocument"))
    assert "LibreOffice" in found.warnings[0]


@pytest.mark.parametrize("body", ["exit 1", "exit 0"])
def test_a_failed_conversion_is_one_line(tmp_path, monkeypatch, body):
    with pytest.raises(InputError, match="LibreOffice 无法转换"):
        load(tmp_path, monkeypatch, program(tmp_path, body))


def test_a_conversion_that_hangs_is_ended(tmp_path, monkeypatch):
    with pytest.raises(LimitError, match="超时"):
        load(tmp_path, monkeypatch, program(tmp_path, "exec sleep 30"), seconds=0.3)


def test_without_libreoffice_the_line_says_what_to_do(tmp_path, monkeypatch):
    with pytest.raises(InputError, match="安装 LibreOffice，或用 Word/WPS 另存为 DOCX"):
        load(tmp_path, monkeypatch, None)
