import pytest

from assistant.adapters.sqlite_store import SqliteStore
from assistant.workflows.indexing import inconsistencies, rebuild, sync
from tests.builders import NOW, FakeIndex, make_document


def filled(tmp_path, *texts):
    store = SqliteStore(tmp_path / "guanbiao.db")
    for number, text in enumerate(texts):
        document, chunks = make_document(f"文件{number}.txt", text)
        store.add(document, chunks, NOW)
    return store


def test_sync_writes_every_current_chunk_once(tmp_path):
    store, index = filled(tmp_path, "甲。\n乙。", "丙。"), FakeIndex()
    assert sync(store, index).written == 3
    assert sync(store, index).written == 0
    assert index.ids() == store.current_chunk_ids()


def test_a_run_killed_between_batches_is_continued_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.workflows.indexing.BATCH", 2)
    store, index = filled(tmp_path, "一。\n二。\n三。\n四。\n五。"), FakeIndex(fail_after=1)
    try:
        sync(store, index)
    except RuntimeError:
        index.fail_after = None
    assert len(index.ids()) == 2
    assert inconsistencies(store, index) == ["索引缺少 3 个片段（共 5 个）"]
    assert sync(store, index).written == 3
    assert inconsistencies(store, index) == []


def test_a_changed_file_re_embeds_only_changed_chunks(tmp_path):
    store, index = filled(tmp_path, "甲。\n乙。\n丙。"), FakeIndex()
    sync(store, index)
    document, chunks = make_document("文件0.txt", "甲。\n乙改。\n丙。")
    store.add(document, chunks, NOW)
    result = sync(store, index)
    assert (result.written, result.removed) == (1, 1)


def test_deleting_removes_chunks_from_store_and_index(tmp_path):
    store, index = filled(tmp_path, "秘密。", "公开。"), FakeIndex()
    sync(store, index)
    document, _ = make_document("文件0.txt", "秘密。")
    assert store.delete(document.id, document.workspace) == 1
    sync(store, index)
    assert [c.text for c in index.written.values()] == ["公开。"]
    assert "秘密".encode() not in (tmp_path / "guanbiao.db").read_bytes()


def test_an_index_being_rebuilt_keeps_what_it_had_until_the_new_one_is_complete(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.workflows.indexing.BATCH", 1)
    store, index = filled(tmp_path, "甲。\n乙。"), FakeIndex()
    sync(store, index)
    index.fail_after = 1
    with pytest.raises(RuntimeError):
        rebuild(store, index)
    assert index.ids() == store.current_chunk_ids()
    assert store.meta("index_dirty") == "1"
    assert sync(store, index).written == 0


def test_rebuild_starts_from_nothing(tmp_path):
    store, index = filled(tmp_path, "甲。"), FakeIndex()
    index.written["stray"] = None
    assert rebuild(store, index).written == 1
    assert index.ids() == store.current_chunk_ids()
