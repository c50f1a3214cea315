"""The real worker on real files: every kind of job, killed at random points, with the rights its owner has by then."""

import random
import signal
import time

import pytest

from assistant.adapters import worker_process
from assistant.adapters.workspace_files import WorkspaceFiles
from assistant.cli.job_kinds import handlers
from assistant.domain.job import OPEN
from assistant.guarded import guarded, local
from assistant.workflows.gaps import GapReport
from assistant.workflows.jobs import run_next

from .world import GOOD

pytestmark = pytest.mark.slow
_TEXT = "{name}管理规定\n\n1 目的\n\n规范{name}。\n\n2 要求\n\n办公室每季度组织一次{name}检查，保存《{name}检查表》。\n"


@pytest.fixture
def begun(monkeypatch, models_dir):
    """The workers there were so far; they know where the model is and end with the test."""
    monkeypatch.setenv("GUANBIAO_MODELS", str(models_dir))
    begun, start = [], worker_process.start_worker
    monkeypatch.setattr(worker_process, "start_worker", lambda home: begun.append(start(home)) or begun[-1])
    monkeypatch.setattr(worker_process, "_RESPAWN_PAUSE", 0.0)
    yield begun
    for process in begun:
        process.kill()
        process.wait()


@pytest.fixture
def person(opened, begun):
    """Whoever sits at this machine."""
    return local(opened)


def uploaded(person, count, workspace="甲厂"):
    kept = WorkspaceFiles(person.settings.home, workspace)
    names = [f"设备{n}" for n in range(count)]
    return [str(kept.keep_upload(f"{name}.txt", _TEXT.format(name=name).encode())) for name in names]


def ended(person, identity, workspace="甲厂", seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = person.jobs.get(identity, workspace)
        if job.state not in OPEN:
            return job
        time.sleep(0.2)
    raise AssertionError(f"没有做完：{job.state} {job.stage} {person.jobs.log(identity, workspace)}")


def until_caught_up(person, seconds=60):
    """A job cut short leaves nothing unindexed for long, even if nobody asks for it."""
    end = time.monotonic() + seconds
    while person.inner.unfinished() and time.monotonic() < end:
        person.jobs.list("甲厂")
        time.sleep(0.2)
    assert not person.inner.unfinished()


def test_workers_killed_at_random_points_of_real_ingests_lose_nothing(person, opened, begun):
    chance = random.Random(11)
    jobs = [person.jobs.submit("ingest", "甲厂", f"第 {n} 批", {"paths": uploaded(person, 12)[n::3]}) for n in range(3)]
    kills, end = 0, time.monotonic() + 240
    while time.monotonic() < end:
        states = [person.jobs.get(job.id, "甲厂").state for job in jobs]
        assert set(states) <= {"queued", "running", "done", "interrupted"}
        listed = {head.file for head, _ in person.documents("甲厂")}
        for job, state in zip(jobs, states, strict=True):  # nothing reported as done is missing
            result = person.jobs.get(job.id, "甲厂").result
            assert state != "done" or {line["file"] for line in result["documents"]} <= listed
            if state == "interrupted":
                assert person.jobs.retry(job.id, "甲厂")
        if set(states) == {"done"}:
            break
        running = begun[-1] if begun else None
        if running and running.poll() is None and kills < 6:
            time.sleep(chance.uniform(1.0, 6.0))
            running.send_signal(signal.SIGKILL)
            running.wait()
            kills += 1
        time.sleep(0.1)
    results = [person.jobs.get(job.id, "甲厂").result["documents"] for job in jobs]
    assert {line["status"] for result in results for line in result} <= {"added", "unchanged"}
    assert [len(result) for result in results] == [4, 4, 4]
    assert kills > 2
    assert len(person.documents("甲厂")) == 12
    assert opened.store.meta("index_dirty") == "0"
    assert opened.doctor().problems == ()


def test_what_a_worker_read_is_found_by_a_server_that_was_already_answering(person):
    assert not person.search("设备7检查", "甲厂", "workspace")
    job = person.jobs.submit("ingest", "甲厂", "一批", {"paths": uploaded(person, 8)})
    assert ended(person, job.id).state == "done"
    found = person.search("设备7每季度检查", "甲厂", "workspace")
    assert any("设备7" in passage.chunk.text and "dense" in passage.found_by for passage in found)


def test_a_gap_run_is_kept_in_its_workspace_and_a_draft_comes_back(person):
    files = WorkspaceFiles(person.settings.home, "甲厂")
    folder = files.keep_folder([("规定.txt", _TEXT.format(name="设备").encode())])
    facts = files.save_facts("name: 某泵业有限公司\n")
    gaps = person.jobs.submit("gaps", "甲厂", "某厂", {"folder": str(folder), "declared": {"name": "某厂"}})
    draft = person.jobs.submit("draft", "甲厂", "方针", {"kind": "policy", "facts": str(facts)})
    assert ended(person, gaps.id).state == "done"
    kept = [GapReport.model_validate_json(path.read_text(encoding="utf-8")) for path in files.runs("gaps")]
    assert [report.enterprise for report in kept] == ["某厂"]
    assert ended(person, draft.id).result["draft"]["kind"] == "policy"


def test_a_running_job_can_be_stopped_and_what_it_took_in_stays(person):
    job = person.jobs.submit("ingest", "甲厂", "很多", {"paths": uploaded(person, 60)})
    while not person.jobs.items(job.id, "甲厂"):
        assert person.jobs.get(job.id, "甲厂").state in OPEN
        time.sleep(0.05)
    assert person.jobs.cancel(job.id, "甲厂")
    over = ended(person, job.id)
    assert over.state == "cancelled"
    until_caught_up(person)
    assert person.search("设备0每季度检查", "甲厂", "workspace")
    taken = {name for name, line in person.jobs.items(job.id, "甲厂").items() if line["status"] == "added"}
    assert taken
    assert taken <= {head.file for head, _ in person.documents("甲厂")}
    assert person.jobs.retry(job.id, "甲厂")
    assert ended(person, job.id).state == "done"
    assert len(person.documents("甲厂")) == 60


def only(opened, job):
    """Run one job here, in the way the worker does."""
    run_next(opened.jobs, handlers(opened), opened.clock, lambda: None)
    return opened.jobs.by_id(job.id)


def test_a_job_has_the_rights_its_owner_has_when_it_runs(opened):
    opened.workers.tend = lambda: None
    opened.people.add("boss", GOOD, "admin", "", "test")
    opened.people.add("jia", GOOD, "consultant", "甲厂", "test")
    takes_away = (
        lambda: opened.people.revoke("jia", "甲厂", "boss"),
        lambda: opened.people.disable("jia", True, "boss"),
    )
    for act in takes_away:
        opened.people.grant("jia", "甲厂", "consultant", "boss")
        jia = guarded(opened, "jia")
        job = jia.jobs.submit("ingest", "甲厂", "一批", {"paths": uploaded(jia, 1)})
        act()
        assert only(opened, job).state == "failed"
    assert opened.documents("甲厂") == []


@pytest.mark.parametrize("path", ["/etc", "uploads/../guanbiao.db", "../"])
def test_a_job_reads_only_what_was_uploaded(opened, path):
    opened.workers.tend = lambda: None
    opened.people.add("boss", GOOD, "admin", "", "test")
    opened.people.add("jia", GOOD, "consultant", "甲厂", "test")
    jia = guarded(opened, "jia")
    target = str(opened.settings.home / path) if not path.startswith("/") else path
    draft = {"kind": "policy", "facts": target}
    for kind, payload in (("ingest", {"paths": [target]}), ("gaps", {"folder": target}), ("draft", draft)):
        job = only(opened, jia.jobs.submit(kind, "甲厂", "x", payload))
        assert job.state == "failed"
        assert "只读上传的文件" in job.note
