"""Streamlit's tester has no browser: its session counts as one on this machine, without an account."""

import pytest

from assistant.adapters import worker_process


@pytest.fixture(autouse=True)
def _at_this_machine(monkeypatch):
    monkeypatch.setattr("assistant.ui.identity.at_this_machine", lambda: True)


@pytest.fixture(autouse=True)
def _workers_end_with_the_test(monkeypatch):
    begun, start = [], worker_process.start_worker

    def started(home):
        begun.append(start(home))
        return begun[-1]

    monkeypatch.setattr(worker_process, "start_worker", started)
    yield
    for process in begun:
        process.kill()
        process.wait()
