"""Streamlit's tester has no browser: its session counts as one on this machine, without an account."""

import pytest


@pytest.fixture(autouse=True)
def _at_this_machine(monkeypatch):
    monkeypatch.setattr("assistant.ui.identity.at_this_machine", lambda: True)
