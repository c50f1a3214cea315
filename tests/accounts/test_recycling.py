"""What was deleted is found nowhere, can be put back for a while, and then is really gone."""

from datetime import timedelta

import pytest

from assistant.domain.answer import Question
from assistant.domain.draft import Draft, DraftVersion
from assistant.domain.errors import GuanbiaoError
from assistant.guarded import guarded

from .world import GOOD

pytestmark = pytest.mark.slow
PLACE = "甲厂"
SECRET = "蓝鲸号注塑机的保养周期是四十一天"


@pytest.fixture
def jia(opened, tmp_path):
    opened.workers.tend = lambda: None
    opened.people.add("boss", GOOD, "admin", "", "test")
    for name, place in (("jia", PLACE), ("jia2", PLACE), ("yi", "乙厂")):
        opened.people.add(name, GOOD, "consultant", place, "test")
    person = guarded(opened, "jia")
    path = person.files(PLACE).keep_upload("设备保养规定.md", f"# 设备保养规定\n\n{SECRET}，由设备科执行。\n".encode())
    person.ingest([path], PLACE, None)
    return person


def everywhere(person):
    """What search, answers and lists still tell of the document."""
    answer = person.ask(Question(text="蓝鲸号注塑机的保养周期是多少天？", workspace=PLACE))
    passages = person.search("蓝鲸号注塑机保养周期", PLACE, "workspace")
    return (SECRET in answer.text, any(SECRET in p.chunk.text for p in passages), len(person.documents(PLACE)))


def test_a_deleted_document_is_neither_found_nor_cited_nor_opened_until_it_is_put_back(opened, jia):
    head = jia.documents(PLACE)[0][0]
    assert everywhere(jia) == (True, True, 1)
    item = jia.recycling.discard("document", head.id, PLACE)
    assert everywhere(jia) == (False, False, 0)
    assert jia.store.document(head.version_id, [PLACE]) is None
    assert jia.store.version_chunks(head.version_id, [PLACE]) == []
    with pytest.raises(GuanbiaoError):
        jia.workspace_gaps(PLACE)
    jia.recycling.put_back("document", item.id, PLACE)
    assert everywhere(jia) == (True, True, 1)
    assert jia.original(head).is_file()
    assert jia.recycling.items("document", PLACE) == []
    assert opened.doctor().problems == ()


def left_on_disk(home):
    return [path.name for path in home.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_deleted_for_good_means_nothing_of_it_is_left_on_the_disk(opened, jia):
    item = jia.recycling.discard("document", jia.documents(PLACE)[0][0].id, PLACE)
    assert left_on_disk(opened.settings.home)
    jia.recycling.forget("document", item.id, PLACE)
    opened.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert left_on_disk(opened.settings.home) == []
    with pytest.raises(GuanbiaoError):
        jia.recycling.put_back("document", item.id, PLACE)


def test_after_the_days_of_grace_it_goes_by_itself(opened, jia, monkeypatch):
    jia.recycling.discard("document", jia.documents(PLACE)[0][0].id, PLACE)
    assert opened.forget_old() == 0
    later = opened.clock.now() + timedelta(days=opened.settings.recycle_days, minutes=1)
    monkeypatch.setattr(type(opened.clock), "now", lambda _: later)
    assert opened.forget_old() == 1
    assert jia.recycling.items("document", PLACE) == []
    assert not list((opened.settings.home / "sources").rglob("*.md"))


def test_a_file_taken_in_again_is_not_overwritten_by_the_one_that_was_deleted(jia):
    head = jia.documents(PLACE)[0][0]
    item = jia.recycling.discard("document", head.id, PLACE)
    path = jia.files(PLACE).keep_upload("设备保养规定.md", "# 设备保养规定\n\n改为每月一次。\n".encode())
    jia.ingest([path], PLACE, None)
    with pytest.raises(GuanbiaoError, match="后来又读入过"):
        jia.recycling.put_back("document", item.id, PLACE)
    assert [item.id] == [kept.id for kept in jia.recycling.items("document", PLACE)]
    assert len(jia.documents(PLACE)) == 1


def test_a_conversation_comes_back_with_its_answers_and_is_only_its_owners(opened, jia):
    now = opened.clock.now()
    talk = jia.chats.start("jia", PLACE, now)
    jia.chats.ask(talk.id, Question(text=SECRET, workspace=PLACE), now)
    item = jia.recycling.discard("conversation", talk.id, PLACE)
    assert jia.chats.conversations("jia", PLACE) == []
    for other in (guarded(opened, "jia2"), guarded(opened, "yi")):
        assert other.recycling.items("conversation", PLACE) == []
        for act in (other.recycling.put_back, other.recycling.forget):
            with pytest.raises(GuanbiaoError):
                act("conversation", item.id, PLACE)
    jia.recycling.put_back("conversation", item.id, PLACE)
    assert [m.question for m in jia.chats.messages(talk.id, "jia")] == [SECRET]


def test_a_version_of_a_draft_comes_back_where_it_was(opened, jia):
    made = Draft(kind="policy", title="两化融合方针", sections=(), status="ready")
    version = DraftVersion(draft=made, by="jia", at=opened.clock.now(), how="起草")
    files = jia.files(PLACE)
    path = files.save_run("drafts", version.at, version.model_dump_json())
    item = jia.recycling.discard("draft", path.name, PLACE)
    assert (item.title, files.runs("drafts")) == ("两化融合方针", [])
    jia.recycling.put_back("draft", item.id, PLACE)
    assert DraftVersion.model_validate_json(path.read_text(encoding="utf-8")) == version
    for name in ("../facts.yaml", "..", "没有.json"):
        with pytest.raises(GuanbiaoError):
            jia.recycling.discard("draft", name, PLACE)


def test_one_document_that_is_not_found_any_more_can_be_written_into_the_indexes_anew(opened, jia):
    head = jia.documents(PLACE)[0][0]
    chunks = opened.store.version_chunks(head.version_id, [PLACE])
    opened.index.delete([chunk.id for chunk in chunks])
    assert not any(SECRET in passage.chunk.text for passage in jia.search("蓝鲸号注塑机保养周期", PLACE, "workspace"))
    assert jia.reindex_document(head) == len(chunks)
    assert any(SECRET in passage.chunk.text for passage in jia.search("蓝鲸号注塑机保养周期", PLACE, "workspace"))
    assert opened.doctor().problems == ()
