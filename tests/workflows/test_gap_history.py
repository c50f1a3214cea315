"""Runs of one enterprise: states are kept, changes are told, changed words ask for another look."""

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.gap_store import GapStore
from assistant.adapters.sqlite_database import Database
from assistant.domain.errors import InputError
from assistant.domain.finding import FileReading, Finding, GapSubject, Side
from assistant.workflows.gap_history import GapHistory
from assistant.workflows.gaps import GapReport

from ..accounts.world import HeldClock

HERE = GapSubject(workspace="甲厂")
RULE = "每季度组织一次运行评价"


@pytest.fixture
def history(tmp_path: Path) -> GapHistory:
    return GapHistory(GapStore(Database(tmp_path / "a.db")), HeldClock())


def finding(kind="B1", obj="2025年第一季度", rule=RULE, record="运行评价记录（四月）", file="记录.docx") -> Finding:
    return Finding(
        id="", type=kind, title="标题", severity="high", verdict="suspected", detector="d/1", object=obj,
        document=Side(file="程序.docx", locator="4.1", quote=rule),
        record=Side(file=file, locator="首段", quote=record), explanation="说明", suggestion="建议",
    )  # fmt: skip


def report(*findings: Finding, files=("程序.docx", "记录.docx"), year=2025, signs=True, failed=()) -> GapReport:
    read = [FileReading(file=f, kind="record", read="failed" if f in failed else "ok") for f in files]
    return GapReport(
        enterprise="示例", window=(date(year, 1, 1), date(year, 12, 31)), as_of=date(2026, 1, 1), findings=findings,
        ledger=(), conformity={}, files=tuple(read), run={"authenticity": signs},
    )  # fmt: skip


def test_the_first_run_compares_with_nothing(history):
    first = history.follow(report(finding()), HERE, "王工")
    assert first.changes.since is None
    assert first.changes.resolved == ()


def test_a_second_run_tells_new_persisting_and_no_longer_seen(history):
    history.follow(report(finding(obj="甲"), finding(obj="乙", rule="另一条规定")), HERE, "王工")
    second = history.follow(report(finding(obj="甲"), finding(obj="丙", rule="第三条规定")), HERE, "王工")
    assert {f.object: f.change for f in second.findings} == {"甲": "persisting", "丙": "new"}
    assert [(g.object, g.reason) for g in second.changes.resolved] == [("乙", "not_found")]
    third = history.follow(report(finding(obj="乙", rule="另一条规定")), HERE, "王工")
    assert [f.change for f in third.findings] == ["returned"]


def test_a_state_with_who_when_and_why_stays_over_runs(history):
    identity = history.follow(report(finding()), HERE, "王工").findings[0].id
    history.set_state(HERE, identity, "waived", "停产检修，总经理批准", "李总")
    again = history.follow(report(finding(file="改了名.docx"), files=("程序.docx", "改了名.docx")), HERE, "王工")
    one = again.findings[0]
    assert (one.id, one.state, one.note.by, one.note.comment) == (identity, "waived", "李总", "停产检修，总经理批准")
    assert one.note.at == history.clock.now()
    assert one.recheck == ""


def test_states_that_settle_a_finding_need_a_reason_and_a_known_finding(history):
    identity = history.follow(report(finding()), HERE, "王工").findings[0].id
    with pytest.raises(InputError, match="理由"):
        history.set_state(HERE, identity, "explained", " ", "李总")
    with pytest.raises(InputError, match="没有这条发现"):
        history.set_state(HERE, "B1-00000000", "confirmed", "", "李总")
    with pytest.raises(InputError, match="没有这条发现"):
        history.set_state(GapSubject(workspace="乙厂"), identity, "confirmed", "", "李总")


def test_changed_words_ask_for_another_look_until_somebody_took_it(history):
    identity = history.follow(report(finding()), HERE, "王工").findings[0].id
    history.set_state(HERE, identity, "explained", "另有记录", "李总")
    changed = report(finding(rule="每季度末组织一次运行评价"))
    for _ in range(2):
        one = history.follow(changed, HERE, "王工").findings[0]
        assert (one.id, one.state) == (identity, "explained")
        assert "规定的原文" in one.recheck
    history.set_state(HERE, identity, "explained", "看过新版，仍成立", "李总")
    assert history.follow(changed, HERE, "王工").findings[0].recheck == ""


def test_mended_but_still_seen_is_looked_at_again(history):
    identity = history.follow(report(finding()), HERE, "王工").findings[0].id
    history.set_state(HERE, identity, "fixed", "已补开", "李总")
    assert "仍能看到" in history.follow(report(finding()), HERE, "王工").findings[0].recheck


def test_a_finding_whose_file_is_missing_or_unread_is_not_called_solved(history):
    history.follow(report(finding()), HERE, "王工")
    absent = history.follow(report(files=("程序.docx",)), HERE, "王工").changes
    assert [g.reason for g in absent.resolved] == ["file_absent"]
    assert absent.absent_files == ("记录.docx",)
    history.follow(report(finding()), HERE, "王工")
    unread = history.follow(report(failed=("记录.docx",)), HERE, "王工").changes
    assert [g.reason for g in unread.resolved] == ["file_unread"]


def test_another_period_and_signs_not_asked_for_settle_nothing(history):
    history.follow(report(finding(), finding("D3", "甲与乙")), HERE, "王工")
    assert history.follow(report(year=2024), HERE, "王工").changes.resolved == ()
    without = history.follow(report(finding(), signs=False), HERE, "王工")
    assert without.changes.resolved == ()


def test_subjects_know_nothing_of_each_other(history):
    history.follow(report(finding()), HERE, "王工")
    other = GapSubject(workspace="甲厂", name="二分厂")
    assert history.follow(report(finding()), other, "王工").changes.since is None
    assert history.runs(GapSubject(workspace="乙厂")) == []
    assert history.subjects("甲厂") == [other, HERE]


def test_a_kept_report_opens_with_the_states_of_today(history):
    first = history.follow(report(finding()), HERE, "王工")
    run = history.runs(HERE)[0]
    assert (run.by, run.suspected, run.new) == ("王工", 1, 1)
    history.set_state(HERE, first.findings[0].id, "confirmed", "属实", "李总")
    opened = history.report(HERE, run.id)
    assert opened.findings[0].state == "confirmed"
    assert history.report(GapSubject(workspace="乙厂"), run.id) is None


def test_only_the_last_thirty_reports_are_kept_but_every_finding(history):
    history.follow(report(finding(obj="最早")), HERE, "王工")
    for _ in range(31):
        history.follow(report(), HERE, "王工")
    assert len(history.runs(HERE)) == 30
    assert [k.finding.object for k in history.known(HERE)] == ["最早"]
