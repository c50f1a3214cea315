import pytest

from assistant.adapters.sqlite_store import SqliteStore
from assistant.domain.errors import GuanbiaoError
from tests.builders import NOW, make_document


@pytest.fixture
def store(tmp_path):
    return SqliteStore(tmp_path / "guanbiao.db")


def test_another_workspace_sees_nothing(store):
    document, chunks = make_document("a.txt", "5.2 方针由最高管理者批准。", clause="5.2")
    store.add(document, chunks, NOW)
    ids = [chunk.id for chunk in chunks]
    assert store.chunks(ids, ["w"]) == list(chunks)
    assert store.chunks(ids, ["other"]) == []
    assert store.by_clause("5.2", ["other"]) == []
    assert store.neighbours(ids[0], 1, 1, ["other"]) == []
    assert store.document(document.version_id, ["other"]) is None
    assert store.documents(["other"]) == []
    assert store.delete(document.id, "other") == 0


def test_the_old_version_stays_for_old_citations_but_leaves_search(store):
    old, old_chunks = make_document("a.txt", "旧规定。")
    new, new_chunks = make_document("a.txt", "新规定。")
    store.add(old, old_chunks, NOW)
    store.add(new, new_chunks, NOW)
    assert store.document(old.version_id, ["w"]).text == "旧规定。"
    assert store.current_chunk_ids() == {new_chunks[0].id}
    assert store.current_version(new.id) == (new.version_id, new.sha256)
    assert len(store.documents(["w"])) == 1
    assert len(store.documents(["w"], current_only=False)) == 2


def test_going_back_to_an_earlier_text_makes_that_version_current_again(store):
    old, old_chunks = make_document("a.txt", "旧规定。")
    new, new_chunks = make_document("a.txt", "新规定。")
    for document, chunks in ((old, old_chunks), (new, new_chunks), (old, old_chunks)):
        store.add(document, chunks, NOW)
    assert store.current_version(old.id)[0] == old.version_id
    assert store.current_chunk_ids() == {old_chunks[0].id}


def test_clause_look_up_ignores_width_and_spaces(store):
    document, chunks = make_document("a.txt", "内容。", clause="4.4.3")
    store.add(document, chunks, NOW)
    assert [c.clause for c in store.by_clause("４.４.３", ["w"])] == ["4.4.3"]


def test_neighbours_come_in_reading_order(store):
    document, chunks = make_document("a.txt", "一。\n二。\n三。\n四。")
    store.add(document, chunks, NOW)
    assert [c.text for c in store.neighbours(chunks[1].id, 1, 1, ["w"])] == ["一。", "二。", "三。"]


def test_a_failed_transaction_leaves_nothing_behind(store):
    document, chunks = make_document("a.txt", "一。")
    with pytest.raises(Exception, match="UNIQUE"):
        store.add(document, (*chunks, *chunks), NOW)
    assert store.documents(["w"]) == []
    assert store.current_chunk_ids() == set()


def test_a_store_of_a_newer_program_is_refused_in_words(tmp_path):
    SqliteStore(tmp_path / "guanbiao.db").set_meta("schema", "99")
    with pytest.raises(GuanbiaoError, match="更新的版本"):
        SqliteStore(tmp_path / "guanbiao.db")
