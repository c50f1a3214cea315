"""Background jobs: states, owners, cancel, retry, and workers that die."""

import random
import signal
import subprocess
import sys
import time

import pytest

from assistant.adapters.job_store import JobStore
from assistant.adapters.sqlite_database import Database
from assistant.adapters.worker_process import WorkerCare, only_worker
from assistant.domain.errors import InputError, StoreBusyError
from assistant.workflows.jobs import making_way, run_next

from .world import HeldClock


@pytest.fixture
def store(tmp_path):
    return JobStore(Database(tmp_path / "guanbiao.db"))


@pytest.fixture
def clock():
    return HeldClock()


def added(store, clock, owner="李雷", workspace="甲"):
    clock.pass_by(seconds=1)
    return store.add("ingest", owner, workspace, "读入 3 份", {"paths": ["a"]}, clock.now())


def run(store, clock, handler):
    return run_next(store, {"ingest": handler}, clock, lambda: None, patience=3)


def test_a_job_runs_and_keeps_its_result_and_log(store, clock):
    job = added(store, clock)

    def handler(job, progress):
        progress("读取 a", 1, 2)
        return {"documents": 1}

    run(store, clock, handler)
    done = store.get(job.id, "李雷", "甲")
    assert (done.state, done.result, done.share) == ("done", {"documents": 1}, 0.5)
    assert [line.split(" ", 2)[2] for line in store.log(job.id, "李雷", "甲")] == ["开始", "读取 a", "完成"]


def test_an_evaluation_makes_way_for_what_people_wait_for(store, clock):
    evaluation = store.add("eval", "李雷", "甲", "全部", {}, clock.now())
    told, waited = [], {}
    kinds = {"ingest": lambda job, progress: told.append(job.id) or {}}

    def figures(job, progress):
        first, second = (added(store, clock, owner=name) for name in ("韩梅梅", "李雷"))
        waited.update({first.id: store.ahead(first.id), second.id: store.ahead(second.id)})
        progress("第几题", 1, 0)
        told.append("下一题")
        return {}

    makes_way = making_way(figures, lambda: run_next(store, kinds, clock, lambda: None) is not None)
    run_next(store, {**kinds, "eval": makes_way}, clock, lambda: None)
    assert told == [*waited, "下一题"]
    assert list(waited.values()) == [0, 1]
    assert store.by_id(evaluation.id).state == "done"
    assert {store.by_id(identity).state for identity in waited} == {"done"}


def test_a_failure_says_why_and_can_be_tried_again(store, clock):
    job = added(store, clock)

    def handler(job, progress):
        raise InputError("打不开文件", "a", "换一个")

    run(store, clock, handler)
    assert "打不开文件" in store.get(job.id, "李雷", "甲").note
    assert store.retry(job.id, "李雷", "甲", clock.now())
    run(store, clock, lambda job, progress: {})
    assert (store.get(job.id, "李雷", "甲").state, store.get(job.id, "李雷", "甲").attempt) == ("done", 2)
    assert not store.retry(job.id, "李雷", "甲", clock.now())


def test_a_defect_of_ours_is_a_failed_job_and_is_raised(store, clock):
    job = added(store, clock)
    with pytest.raises(ZeroDivisionError):
        run(store, clock, lambda job, progress: {"x": 1 // 0})
    assert store.get(job.id, "李雷", "甲").state == "failed"


def test_queued_and_running_jobs_can_be_cancelled(store, clock):
    queued, running = added(store, clock), added(store, clock)
    assert store.cancel(queued.id, "李雷", "甲", clock.now())

    def handler(job, progress):
        progress("一", 0, 2)
        assert store.cancel(job.id, "李雷", "甲", clock.now())
        progress("二", 1, 2)
        raise AssertionError("ran on")

    run(store, clock, handler)
    assert store.get(queued.id, "李雷", "甲").state == store.get(running.id, "李雷", "甲").state == "cancelled"


def test_a_busy_data_folder_is_waited_for(store, clock):
    job, tries = added(store, clock), []

    def handler(job, progress):
        tries.append(1)
        if len(tries) < 3:
            raise StoreBusyError("忙")
        return {}

    run(store, clock, handler)
    assert store.get(job.id, "李雷", "甲").state == "done"


def test_others_jobs_do_not_exist(store, clock):
    job = added(store, clock)
    for owner, workspace in (("韩梅梅", "甲"), ("李雷", "乙")):
        assert store.get(job.id, owner, workspace) is None
        assert store.jobs(owner, workspace) == []
        assert store.log(job.id, owner, workspace) == []
        assert not store.cancel(job.id, owner, workspace, clock.now())
        assert not store.retry(job.id, owner, workspace, clock.now())
    assert store.get(job.id, "李雷", "甲").state == "queued"


def test_a_job_whose_worker_died_is_taken_up_twice_and_then_waits_for_its_owner(store, clock, tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.adapters.worker_process.start_worker", lambda home: None)
    job, care = added(store, clock), WorkerCare(tmp_path, store, clock, lambda: False)
    with only_worker(tmp_path) as alone:
        assert alone
    for state in ("queued", "queued", "interrupted"):
        assert store.take(clock.now()).id == job.id
        care.tend()
        assert store.get(job.id, "李雷", "甲").state == state
    assert "自动接着做" in "".join(store.log(job.id, "李雷", "甲"))
    assert store.retry(job.id, "李雷", "甲", clock.now())


def test_a_job_that_was_to_stop_when_its_worker_died_is_cancelled(store, clock):
    job = added(store, clock)
    store.take(clock.now())
    assert store.cancel(job.id, "李雷", "甲", clock.now())
    store.recover(clock.now())
    assert store.get(job.id, "李雷", "甲").state == "cancelled"


def test_a_job_that_brings_its_worker_down_does_not_hold_up_the_others(store, clock):
    bad, good = added(store, clock), added(store, clock)
    assert store.take(clock.now()).id == bad.id
    clock.pass_by(seconds=1)
    store.recover(clock.now())
    assert store.take(clock.now()).id == good.id


def test_while_a_job_runs_nobody_takes_it_up(store, clock, tmp_path):
    job = added(store, clock)
    store.take(clock.now())
    with only_worker(tmp_path):
        WorkerCare(tmp_path, store, clock, lambda: False).tend()
    assert store.get(job.id, "李雷", "甲").state == "running"


_WORKER = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from assistant.adapters.job_store import JobStore
from assistant.adapters.sqlite_database import Database
from assistant.adapters.worker_process import only_worker
from assistant.workflows.jobs import run_next
class Clock:
    def now(self): return datetime.now(UTC)
home = Path(sys.argv[1])
store = JobStore(Database(home / "guanbiao.db"))
def handler(job, progress):
    for n in range(20):
        progress(f"第 {n} 步", n, 20)
        time.sleep(0.003)
    return {"steps": 20}
with only_worker(home, 5) as alone:
    assert alone
    store.recover(Clock().now())
    print("up", flush=True)
    while run_next(store, {"ingest": handler}, Clock(), lambda: None): pass
"""


@pytest.mark.slow
def test_workers_killed_at_random_points_lose_nothing(store, clock, tmp_path):
    jobs = [added(store, clock) for _ in range(12)]
    chance, kills = random.Random(7), 0
    for _ in range(80):
        process = subprocess.Popen([sys.executable, "-c", _WORKER, str(tmp_path)], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        process.stdout.close()
        with only_worker(tmp_path, 5):
            store.recover(clock.now())
        states = {job.id: store.get(job.id, "李雷", "甲").state for job in jobs}
        assert set(states.values()) <= {"queued", "done", "interrupted"}
        for identity, state in states.items():
            assert (store.get(identity, "李雷", "甲").result == {"steps": 20}) == (state == "done")
            if state == "interrupted":
                assert store.retry(identity, "李雷", "甲", clock.now())
        if set(states.values()) == {"done"}:
            break
    assert kills > 3
    assert set(states.values()) == {"done"}
