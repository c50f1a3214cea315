"""Names and paths that want to lead out of a client's folder, in every place a name or a path comes in."""

import io
import stat
import zipfile

import pytest

from assistant.adapters.workspace_files import WorkspaceFiles
from assistant.cli.job_kinds import handlers
from assistant.domain.errors import GuanbiaoError
from assistant.guarded import guarded

from .world import GOOD

NAMES = (
    "../../逃出.txt", "..\\..\\逃出.txt", "/etc/逃出.txt", "C:\\逃出.txt", "....//逃出.txt", "甲/../../逃出.txt", "..",
    ".", "/", "逃出\x00.txt", "%2e%2e/逃出.txt", "~/逃出.txt", "逃出.txt/..", "a" * 400 + ".txt", "",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_upload_stays_below_the_folder_of_uploads_whatever_its_name(tmp_path, name):
    kept = WorkspaceFiles(tmp_path, "甲厂").keep_upload(name, b"x")
    assert kept.resolve().is_relative_to(tmp_path / "uploads")
    assert kept.read_bytes() == b"x"


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_of_files_and_a_kept_run_stay_in_the_workspace(tmp_path, name):
    files = WorkspaceFiles(tmp_path, "甲厂")
    folder = files.keep_folder([(name, b"x")])
    assert all(path.resolve().is_relative_to(folder) for path in folder.rglob("*"))
    assert files.run("drafts", name).resolve().parent.name in {"drafts", files.facts().parent.name}
    assert [path for path in tmp_path.rglob("*逃出*") if not path.is_relative_to(folder)] == []


def test_a_zip_cannot_write_outside_nor_bring_a_link(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("../../逃出.txt", "/tmp/逃出.txt", "好的.txt"):
            archive.writestr(name, "x")
        link = zipfile.ZipInfo("链接.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    folder = WorkspaceFiles(tmp_path, "甲厂").keep_folder([("资料.zip", data.getvalue())])
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))
    assert (folder / "链接.txt").read_text(encoding="utf-8") == "/etc/passwd"
    assert [path for path in tmp_path.rglob("逃出*") if not path.is_relative_to(folder)] == []


def test_workspaces_named_like_paths_have_folders_of_their_own(tmp_path):
    places = {WorkspaceFiles(tmp_path, name).facts() for name in ("甲厂", "../甲厂", "甲厂/..", "..", "/")}
    assert len(places) == 5
    assert {place.parent.parent for place in places} == {tmp_path / "workspaces"}


@pytest.mark.slow
def test_a_job_reads_neither_through_a_link_nor_by_an_address_outside(opened, tmp_path):
    opened.workers.tend = lambda: None
    opened.people.add("boss", GOOD, "admin", "", "test")
    opened.people.add("jia", GOOD, "consultant", "甲厂", "test")
    secret = tmp_path / "别人的.txt"
    secret.write_text("蓝鲸号注塑机", encoding="utf-8")
    uploads = opened.settings.home / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / "链接.txt").symlink_to(secret)
    jia = guarded(opened, "jia")
    for path in (uploads / "链接.txt", secret, uploads / ".." / ".." / secret.name, "/etc/passwd"):
        job = jia.jobs.submit("ingest", "甲厂", "x", {"paths": [str(path)]})
        with pytest.raises(GuanbiaoError):
            handlers(opened)["ingest"](job, lambda *_: None)
    assert jia.documents("甲厂") == []
