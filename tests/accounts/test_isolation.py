"""A second person tries to reach the first one's client by every id there is, on real data."""

import pytest
from PIL import Image

from assistant.domain.answer import Question
from assistant.domain.draft import Draft
from assistant.domain.errors import GuanbiaoError
from assistant.domain.finding import GapRequest, GapSubject
from assistant.domain.register import RegisterRow
from assistant.guarded import DeniedError, guarded, local
from assistant.ui.answer_runs import AnswerRuns, OwnRuns, Run

from ..builders import make_document
from ..workflows.test_gap_history import finding
from ..workflows.test_gap_history import report as gap_report
from .world import GOOD

pytestmark = pytest.mark.slow
SECRET = "蓝鲸号注塑机的保养周期是四十一天"
MISSING = "这里没有的编号"


@pytest.fixture
def world(opened, tmp_path):
    """Two clients; 甲's people and 乙's people, and everything there is to guess."""
    people = opened.people
    people.add("boss", GOOD, "admin", "", "test")
    for name, role, place in (
        ("jia", "consultant", "甲厂"), ("yi", "consultant", "乙厂"), ("xue", "trainee", "甲厂"),
        ("jia2", "writer", "甲厂"),
    ):  # fmt: skip
        people.add(name, GOOD, role, place, "test")
    file = tmp_path / "设备保养规定.md"
    file.write_text(f"# 设备保养规定\n\n## 1 周期\n\n{SECRET}，由设备科执行。\n", encoding="utf-8")
    jia = guarded(opened, "jia")
    jia.ingest([file], "甲厂", None)
    return opened, jia, guarded(opened, "yi")


def test_searching_and_asking_in_anothers_workspace_is_as_in_one_that_does_not_exist(world):
    _, jia, yi = world
    assert any(SECRET in p.chunk.text for p in jia.search("蓝鲸号注塑机保养周期", "甲厂", "workspace"))
    for scope in ("all", "workspace"):
        foreign = yi.search("蓝鲸号注塑机保养周期", "甲厂", scope)
        assert foreign == yi.search("蓝鲸号注塑机保养周期", "没有的厂", scope)
        assert not any(SECRET in p.chunk.text for p in foreign)
    answer = yi.ask(Question(text="蓝鲸号注塑机的保养周期是多少天？", workspace="甲厂"))
    assert "四十一天" not in answer.model_dump_json()
    own = yi.ask(Question(text="蓝鲸号注塑机的保养周期是多少天？", workspace="乙厂"))
    assert "四十一天" not in own.model_dump_json()


def test_documents_versions_and_chunks_by_guessed_ids(world):
    opened, jia, yi = world
    head = jia.documents("甲厂")[0][0]
    chunk = opened.store.version_chunks(head.version_id, ["甲厂"])[0]
    assert jia.store.document(head.version_id, ["甲厂"])
    for places in (["甲厂"], ["乙厂"], ["甲厂", "乙厂", "library"], [""], ["*"]):
        assert yi.store.document(head.version_id, places) is None
        assert yi.store.version_chunks(head.version_id, places) == []
        assert yi.store.chunks([chunk.id], places) == []
        assert head.id not in [d.id for d, _ in yi.store.documents(places)]
    assert yi.store.chunk_count(head.version_id) == yi.store.chunk_count(MISSING) == 0
    assert yi.documents("甲厂") == yi.documents("没有的厂") == []
    assert "甲厂" not in yi.workspaces()
    assert "甲厂" not in yi.store.workspaces()


def test_the_picture_of_a_page_of_anothers_document(world, tmp_path):
    opened, jia, yi = world
    Image.new("RGB", (40, 30), "white").save(tmp_path / "扫描.png")
    scan = make_document("扫描.png", SECRET, workspace="甲厂")[0]
    opened.store.add(scan, (), opened.clock.now())
    opened.sources.keep(tmp_path / "扫描.png", scan)
    assert jia.page_picture(scan, 0, 3, None).png
    for claimed in (scan, scan.model_copy(update={"workspace": "乙厂"})):
        assert yi.page_picture(claimed, 0, 3, None) is None


def test_originals_previews_and_changed_drafts_of_anothers_workspace(world, tmp_path):
    _, jia, yi = world
    head = jia.documents("甲厂")[0][0]
    file = tmp_path / "设备保养规定.md"
    draft = Draft(kind="policy", title="方针", sections=(), status="ready")
    assert jia.original(head).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
    for claimed in (head, head.model_copy(update={"workspace": "乙厂"})):
        assert yi.original(claimed) is None
    assert same_refusal(lambda place: yi.expected_documents(place), "甲厂", "没有的厂")
    assert same_refusal(lambda place: yi.preview(file, place, None), "甲厂", "没有的厂")
    assert same_refusal(lambda place: yi.edited_draft(draft, [], file, place), "甲厂", "没有的厂")


def same_refusal(act, workspace_or_id, missing):
    said = []
    for value in (workspace_or_id, missing):
        with pytest.raises(GuanbiaoError) as error:
            act(value)
        said.append((type(error.value), error.value.message.replace(value, "…")))
    return said[0] == said[1]


def test_deleting_writing_and_gaps_in_anothers_workspace(world, tmp_path):
    _, jia, yi = world
    head = jia.documents("甲厂")[0][0]
    assert same_refusal(lambda place: yi.recycling.discard("document", head.id, place), "甲厂", "没有的厂")
    assert same_refusal(lambda identity: yi.recycling.discard("document", identity, "乙厂"), head.id, MISSING)
    assert same_refusal(lambda place: yi.ingest([tmp_path], place, None), "甲厂", "没有的厂")
    assert same_refusal(lambda place: yi.correct(head, place), "甲厂", "没有的厂")
    assert same_refusal(lambda place: yi.workspace_gaps(place), "甲厂", "没有的厂")
    assert same_refusal(lambda place: yi.propose_facts(place, None), "甲厂", "没有的厂")
    assert same_refusal(lambda place: yi.draft("policy", tmp_path, place), "甲厂", "没有的厂")
    with pytest.raises(GuanbiaoError):
        yi.correct(head, "乙厂")
    assert len(jia.documents("甲厂")) == 1


def test_conversations_and_messages_by_guessed_ids(world):
    opened, jia, yi = world
    now = opened.clock.now()
    talk = jia.chats.start("jia", "甲厂", now)
    message = jia.chats.ask(talk.id, Question(text=SECRET, workspace="甲厂"), now)
    colleague = guarded(opened, "jia2")
    for other, name in ((yi, "yi"), (colleague, "jia2")):
        for claimed in (name, "jia"):
            assert other.chats.messages(talk.id, claimed) == []
            assert other.chats.conversations(claimed, "甲厂", "蓝鲸") == []
            other.chats.rename(talk.id, claimed, "改名")
            other.chats.vote(message.id, claimed, "down", "x")
        for place in ("甲厂", "乙厂"):
            with pytest.raises(GuanbiaoError):
                other.recycling.discard("conversation", talk.id, place)
        other.chats.finish(message.id, "failed", note="x")
        asked = Question(text="x", workspace="甲厂")
        assert same_refusal(lambda i, o=other, q=asked: o.chats.ask(i, q, now), talk.id, MISSING)
        with pytest.raises(GuanbiaoError):
            other.chats.start("jia", "甲厂", now)
        assert not other.chats.owns_message(message.id)
        assert not [m for m in other.chats.voted_down(["甲厂", "乙厂"]) if m.id == message.id]
    kept = jia.chats.messages(talk.id, "jia")
    assert [(m.question, m.state, m.vote) for m in kept] == [(SECRET, "asking", None)]
    assert jia.chats.conversations("jia", "甲厂")[0].title != "改名"


def test_running_answers_by_guessed_message_ids(world):
    opened, jia, yi = world
    talk = jia.chats.start("jia", "甲厂", opened.clock.now())
    message = jia.chats.ask(talk.id, Question(text="x", workspace="甲厂"), opened.clock.now())
    runs = AnswerRuns(opened.chats)
    run = runs._runs[message.id] = Run(told=[SECRET])
    assert OwnRuns(runs, jia).get(message.id) is run
    assert OwnRuns(runs, yi).get(message.id) is None
    OwnRuns(runs, yi).stop(message.id)
    OwnRuns(runs, yi).start(message.id, Question(text="x", workspace="乙厂"))
    assert not run.stopped.is_set()
    assert runs.get(message.id) is run


def test_jobs_by_guessed_ids(world):
    opened, jia, yi = world
    job = opened.jobs.add("ingest", "jia", "甲厂", "读入", {"paths": []}, opened.clock.now())
    opened.workers.tend = lambda: None
    for place in ("甲厂", "乙厂"):
        assert yi.jobs.get(job.id, place) is None
        assert list(yi.jobs.log(job.id, place)) == []
        assert not yi.jobs.cancel(job.id, place)
        assert not yi.jobs.retry(job.id, place)
        assert yi.jobs.list(place) == []
    assert same_refusal(lambda place: yi.jobs.submit("ingest", place, "x", {}), "甲厂", "没有的厂")
    assert jia.jobs.get(job.id, "甲厂").state == "queued"


def test_a_trainee_may_only_ask(world, tmp_path):
    opened, jia, _ = world
    xue = guarded(opened, "xue")
    assert any(SECRET in p.chunk.text for p in xue.search("蓝鲸号注塑机保养周期", "甲厂", "workspace"))
    assert xue.documents("甲厂") == []
    assert xue.original(jia.documents("甲厂")[0][0]) is None
    for act in (
        lambda: xue.recycling.discard("document", jia.documents("甲厂")[0][0].id, "甲厂"),
        lambda: xue.ingest([], "甲厂", None),
        lambda: xue.preview(tmp_path, "甲厂", None), lambda: xue.expected_documents("甲厂"),
        lambda: xue.paper_picture(tmp_path, ""),
        lambda: xue.workspace_gaps("甲厂"), lambda: xue.jobs.submit("gaps", "甲厂", "x", {}),
        xue.doctor, xue.reindex, lambda: xue.backup(None), lambda: xue.restore(None), xue.answering_model,
        lambda: jia.backup(None), jia.doctor,
    ):  # fmt: skip
        with pytest.raises(DeniedError):
            act()


def test_rights_taken_away_end_at_the_next_click(world):
    opened, jia, _ = world
    talk = jia.chats.start("jia", "甲厂", opened.clock.now())
    opened.people.revoke("jia", "甲厂", "boss")
    former = guarded(opened, "jia")
    assert former.chats.messages(talk.id, "jia") == []
    assert former.documents("甲厂") == []
    opened.people.disable("jia", True, "boss")
    assert guarded(opened, "jia") is None
    assert guarded(opened, "nobody") is None
    assert local(opened) is None
    assert opened.audit.verify() is None


def test_what_was_done_stands_in_the_audit_log(world):
    opened, jia, _ = world
    jia.ask(Question(text="什么是两张皮？", workspace="甲厂"))
    jia.recycling.discard("document", jia.documents("甲厂")[0][0].id, "甲厂")
    events = [(e.event, e.user, e.workspace) for e in opened.audit.entries()]
    assert {("ingest", "jia", "甲厂"), ("answer", "jia", "甲厂"), ("discarded", "jia", "甲厂")} <= set(events)


def test_gap_runs_and_findings_of_anothers_workspace_are_not_there(world):
    _, jia, yi = world
    here = GapSubject(workspace="甲厂")
    told = jia.gap_history.follow(gap_report(finding()), here)
    run, identity = jia.gap_history.runs(here)[0].id, told.findings[0].id
    reads = (yi.gap_history.runs, yi.gap_history.known, yi.gap_history.notes)
    assert [read(here) for read in reads] == [[], [], []]
    assert yi.gap_history.subjects("甲厂") == []
    assert yi.gap_history.report(here, run) is None
    for denied in (here, GapSubject(), GapSubject(name="/folder"), GapSubject(workspace="*")):
        with pytest.raises(DeniedError):
            yi.gap_history.set_state(denied, identity, "confirmed", "x")
        with pytest.raises(DeniedError):
            yi.gap_history.follow(gap_report(), denied)
    own = GapSubject(workspace="乙厂")
    assert yi.gap_history.report(own, run) is None
    with pytest.raises(GuanbiaoError, match="没有这条发现"):
        yi.gap_history.set_state(own, identity, "confirmed", "x")


def test_who_may_not_confirm_cannot_set_a_state(world):
    opened, jia, _ = world
    here = GapSubject(workspace="甲厂")
    identity = jia.gap_history.follow(gap_report(finding()), here).findings[0].id
    with pytest.raises(DeniedError):
        guarded(opened, "jia2").gap_history.set_state(here, identity, "fixed", "x")
    assert guarded(opened, "xue").gap_history.runs(here) == []
    assert jia.gap_history.set_state(here, identity, "fixed", "补开").by == "jia"


def test_facts_and_what_was_said_about_them_are_not_anothers(world, tmp_path):
    opened, jia, yi = world
    here = GapSubject(workspace="甲厂")
    row = RegisterRow(kind="exception", id="E+1", values=(("what", "停产检修"),), standing="added")
    jia.registers.say(here, [row])
    assert [said.by for said in jia.registers.said(here)] == ["jia"]
    assert yi.registers.said(here) == yi.registers.facts(here) == []
    for who in (yi, guarded(opened, "jia2")):
        with pytest.raises(DeniedError):
            who.registers.say(here, [row])
        with pytest.raises(DeniedError):
            who.registers.read(tmp_path / "r.yaml", here)
    with pytest.raises(DeniedError):
        yi.registers.export(here, tmp_path / "r.xlsx")
    with pytest.raises(DeniedError):
        yi.gaps(tmp_path, GapRequest(subject=here))
    with pytest.raises(DeniedError):
        yi.workspace_gaps("乙厂", GapRequest(subject=here))
    assert not (tmp_path / "r.xlsx").exists()
