"""Files a workspace keeps."""

import io
import zipfile
from datetime import datetime

import pytest

from assistant.adapters.workspace_files import WorkspaceFiles, safe_name
from assistant.domain.errors import InputError


def zipped(*entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_an_upload_is_written_once_under_its_hash_and_name(tmp_path):
    files = WorkspaceFiles(tmp_path, "甲")
    first = files.keep_upload("制度.docx", b"abc")
    assert files.keep_upload("制度.docx", b"abc") == first
    assert first.name == "制度.docx"
    assert files.keep_upload("制度.docx", b"abd") != first


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x", "/etc/passwd", "a/../../b", "..", ""])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    folder = WorkspaceFiles(tmp_path, "甲").keep_folder([(name, b"x")])
    assert ".." not in safe_name(name).split("/")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 1
    assert written[0].is_relative_to(folder)


def test_a_zip_is_unpacked_with_its_folders_and_nothing_outside(tmp_path):
    data = zipped(("记录/内审.txt", "a"), ("../外.txt", "b"))
    folder = WorkspaceFiles(tmp_path, "甲").keep_folder([("资料.zip", data)])
    assert (folder / "记录" / "内审.txt").read_text(encoding="utf-8") == "a"
    assert (folder / "外.txt").exists()
    assert all(path.is_relative_to(folder) for path in tmp_path.rglob("*.txt"))


def test_a_broken_zip_is_refused_with_its_name(tmp_path):
    with pytest.raises(InputError, match=r"坏\.zip"):
        WorkspaceFiles(tmp_path, "甲").keep_folder([("坏.zip", b"no zip")])


def test_workspaces_do_not_share_runs_or_facts(tmp_path):
    first, second = WorkspaceFiles(tmp_path, "甲"), WorkspaceFiles(tmp_path, "../甲")
    first.save_facts("name: 甲")
    first.save_run("gaps", datetime(2026, 1, 2, 3, 4, 5), "{}")
    assert len(first.runs("gaps")) == 1
    assert second.runs("gaps") == []
    assert not second.facts().exists()
