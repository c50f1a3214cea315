"""What the command that serves the web app does between two runs of the server."""

import pytest

from assistant.adapters.writer_lock import writing
from assistant.bootstrap import open_assistant
from assistant.cli import serving
from assistant.settings import load_settings

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path, models_dir, monkeypatch):
    monkeypatch.setenv("GUANBIAO_MODELS", str(models_dir))
    return tmp_path / "home"


def taken_in(helper, folder, text):
    file = folder / "规定.txt"
    file.write_text(text, encoding="utf-8")
    helper.ingest([file], "甲厂", None)


def texts(home):
    helper = open_assistant(load_settings(home))
    head = helper.documents("甲厂")[0][0]
    return helper.store.document(head.version_id, ["甲厂"]).text, helper.original(head).read_text(encoding="utf-8")


def test_a_backup_brought_to_the_page_is_put_in_place_before_the_server_starts_anew(home, tmp_path, monkeypatch):
    helper = open_assistant(load_settings(home))
    taken_in(helper, tmp_path, "设备每三十七天保养一次。")
    helper.backup(tmp_path / "b.zip")
    taken_in(helper, tmp_path, "设备每九十天保养一次。")
    assert not serving.restored(home)
    helper.plan_restore((tmp_path / "b.zip").read_bytes())
    monkeypatch.setattr(serving, "_PATIENCE", 1)
    with writing(home):
        assert serving.restored(home)  # somebody writes: given up, the server goes on with what there is
    assert "九十天" in texts(home)[0]
    assert not helper.restore_waits
    helper.plan_restore((tmp_path / "b.zip").read_bytes())
    helper.store.close()
    assert serving.restored(home)
    assert all("三十七天" in text for text in texts(home))
    assert not helper.restore_waits
    again = open_assistant(load_settings(home))
    assert "三十七天" in again.search("设备多久保养", "甲厂", "workspace")[0].chunk.text
