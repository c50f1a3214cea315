"""The audit log shows every change made to it."""

import csv
import io
import sqlite3

import pytest

from assistant.adapters.audit_log import AuditLog
from assistant.adapters.sqlite_database import Database

from .world import GOOD, HeldClock, people_on


@pytest.fixture
def database(tmp_path):
    return Database(tmp_path / "a.db")


@pytest.fixture
def log(database):
    made = AuditLog(database, HeldClock())
    for number in range(5):
        made.write("answer", "李雷", "甲", f"m{number}", "grounded")
    return made


def test_an_untouched_log_is_whole(log):
    assert log.verify() is None
    assert [entry.seq for entry in log.entries(2)] == [5, 4]


@pytest.mark.parametrize("command", ["UPDATE audit SET user = 'x' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3"])
def test_the_database_itself_refuses_changes(log, database, command):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.connection.execute(command)


@pytest.mark.parametrize(
    ("command", "broken"),
    [
        ("UPDATE audit SET user = 'x' WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq > 3", 4),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET at = '2020-01-01' WHERE seq = 1", 1),
    ],
)
def test_changes_past_the_triggers_show(log, database, command, broken):
    database.connection.executescript("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;" + command)
    assert log.verify() == broken


def test_no_cell_of_the_export_is_a_formula(log):
    for text in ("=1+1", "+cmd", "-1", "@SUM(A1)", " =1", "＝1", "\t=1", "|calc"):
        log.write("export", text, text, text, text)
    rows = list(csv.reader(io.StringIO(log.export_csv().lstrip("\ufeff"))))
    assert len(rows) == 14
    assert not [c for row in rows for c in row if c.lstrip()[:1] in tuple("=+-@＝|") or c[:1] == "\t"]


def test_sign_ins_grants_and_their_failures_are_logged_without_passwords(tmp_path):
    people = people_on(tmp_path / "b.db", HeldClock())
    people.add("李雷", GOOD, "admin", "", "命令行")
    people.sign_in("李雷", GOOD, "10.0.0.1")
    with pytest.raises(Exception, match="不对"):
        people.sign_in("李雷", "secret wrong one", "10.0.0.1")
    entries = people.audit.entries()
    assert [e.event for e in reversed(entries)] == ["user_added", "grant", "login", "login_failed"]
    assert not any(GOOD in str(e) or "secret" in str(e) for e in entries)
