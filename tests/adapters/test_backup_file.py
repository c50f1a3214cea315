import zipfile

import pytest

from assistant.adapters.backup_file import STORE, plan, planned, read_backup, write_backup
from assistant.adapters.sqlite_store import SqliteStore
from assistant.domain.errors import InputError
from tests.builders import NOW, make_document


def home_with(path, text):
    store = SqliteStore(path / STORE)
    store.add(*make_document("a.txt", text), NOW)
    return store


def test_a_backup_brings_everything_back_and_keeps_what_was_there(tmp_path):
    home = tmp_path / "home"
    store = home_with(home, "原来。")
    (home / "settings.yaml").write_text("workers: 1\n", encoding="utf-8")
    (home / "secrets.toml").write_text("[auth]\n", encoding="utf-8")
    (home / "sources" / "ab").mkdir(parents=True)
    (home / "sources" / "ab" / "原件.txt").write_text("原来。", encoding="utf-8")
    assert write_backup(home, tmp_path / "备份.zip", store.snapshot) > 0
    store.add(*make_document("a.txt", "后来。"), NOW)
    store.close()
    aside = read_backup(tmp_path / "备份.zip", home, NOW)
    restored = SqliteStore(home / STORE)
    assert len(restored.documents(["w"], current_only=False)) == 1
    assert (home / "settings.yaml").read_text(encoding="utf-8") == "workers: 1\n"
    assert (home / "sources" / "ab" / "原件.txt").read_text(encoding="utf-8") == "原来。"
    assert (home / "secrets.toml").is_file()
    assert len(SqliteStore(aside / STORE).documents(["w"], current_only=False)) == 2


def test_an_existing_backup_is_not_overwritten(tmp_path):
    store = home_with(tmp_path / "home", "甲。")
    (tmp_path / "b.zip").write_bytes(b"precious")
    with pytest.raises(InputError, match="已存在"):
        write_backup(tmp_path / "home", tmp_path / "b.zip", store.snapshot)
    assert (tmp_path / "b.zip").read_bytes() == b"precious"


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_broken_backup_touches_nothing(tmp_path, content):
    home_with(tmp_path / "home", "甲。")
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(InputError, match="不是可用的备份"):
        read_backup(tmp_path / "b.zip", tmp_path / "home", NOW)
    assert (tmp_path / "home" / STORE).exists()


def test_members_that_climb_out_of_the_folder_are_left_out(tmp_path):
    home = tmp_path / "home"
    store = home_with(home, "甲。")
    write_backup(home, tmp_path / "b.zip", store.snapshot)
    store.close()
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
        archive.writestr("../evil.txt", "x")
        archive.writestr("other.txt", "x")
    read_backup(tmp_path / "b.zip", home, NOW)
    assert not (tmp_path / "evil.txt").exists()
    assert not (home / "other.txt").exists()


def test_a_backup_brought_to_the_page_waits_beside_the_folder_and_a_broken_one_does_not(tmp_path):
    home = tmp_path / "home"
    store = home_with(home, "甲。")
    with pytest.raises(InputError, match="不是可用的备份"):
        plan(b"no backup", home)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    write_backup(home, tmp_path / "b.zip", store.snapshot)
    plan((tmp_path / "b.zip").read_bytes(), home)
    assert planned(home).read_bytes() == (tmp_path / "b.zip").read_bytes()
    read_backup(planned(home), home, NOW)
    assert (home / STORE).is_file()
