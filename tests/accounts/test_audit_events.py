"""Whatever somebody does that matters stands in the audit log, written by the layer that does it."""

import csv
import io

import pytest

from assistant.cli.job_kinds import handlers
from assistant.domain.answer import Question
from assistant.domain.errors import GuanbiaoError
from assistant.domain.finding import GapSubject
from assistant.guarded import guarded
from assistant.workflows.jobs import run_next

from .world import BETTER, GOOD

pytestmark = pytest.mark.slow
PLACE = "甲厂"
RULE = "管理评审程序\n\n1 要求\n\n1.1 管理评审每年至少一次。\n1.2 有关部门应及时、适当处理发现的问题。\n"


@pytest.fixture
def boss(opened):
    opened.workers.tend = lambda: None
    opened.people.add("boss", GOOD, "admin", "", "test")
    return guarded(opened, "boss")


def events(person):
    return [(e.event, e.user, e.workspace) for e in person.people.log_entries(500)]


def test_a_day_of_an_administrator_is_told_line_by_line(opened, boss, tmp_path):
    files = boss.files(PLACE)
    path = files.keep_upload("=程序.txt", RULE.encode())
    files.keep_upload("=程序.txt", RULE.encode())  # a page asks again with every run of its script
    boss.jobs.submit("ingest", PLACE, "一份", {"paths": [str(path)]})
    run_next(opened.jobs, handlers(opened), opened.clock, lambda: None)
    head = boss.documents(PLACE)[0][0]
    boss.ask(Question(text="管理评审多久一次？", workspace=PLACE))
    boss.correct(head, PLACE)
    facts = files.save_facts("name: 某泵业有限公司\n")
    made = boss.draft("policy", facts, PLACE)
    made = boss.edited_draft(made, [section.text + "。" for section in made.sections], facts, PLACE)
    files.save_run("drafts", opened.clock.now(), made.model_dump_json())
    subject = GapSubject(workspace=PLACE)
    report = boss.gap_history.follow(boss.workspace_gaps(PLACE), subject)
    boss.gap_history.set_state(subject, report.findings[0].id, "confirmed", "已核对")
    boss.exported(lambda: "x", PLACE, "报告.docx")
    talk = boss.chats.start("boss", PLACE, opened.clock.now())
    boss.recycling.discard("conversation", talk.id, PLACE)
    gone = boss.recycling.discard("document", head.id, PLACE)
    boss.recycling.put_back("document", gone.id, PLACE)
    gone = boss.recycling.discard("document", head.id, PLACE)
    boss.recycling.forget("document", gone.id, PLACE)
    boss.backup(tmp_path / "b.zip")
    boss.people.add("li", GOOD, "writer", PLACE)
    boss.people.grant("li", PLACE, "consultant")
    boss.people.grant("li", PLACE, None)
    boss.people.reset_password("li", BETTER)
    boss.people.disable("li", True)
    boss.people.disable("li", False)
    boss.people.sign_out_everywhere("li")
    written = events(boss)
    told = (
        "upload",
        "ingest",
        "answer",
        "corrected",
        "confirmed",
        "draft",
        "gaps",
        "finding",
        "export",
        "deleted",
        "discarded",
        "put_back",
    )
    assert {(event, "boss", PLACE) for event in told} <= set(written)
    alone = ("backup", "password_reset", "user_disabled", "user_enabled", "logout_everywhere", "user_added")
    assert {(event, "boss") for event in (*alone, "grant", "revoke")} <= {line[:2] for line in written}
    assert written.count(("upload", "boss", PLACE)) == 1
    assert written.count(("deleted", "boss", PLACE)) == 1
    assert written.count(("draft", "boss", PLACE)) == 2
    assert boss.people.log_broken_at() is None


def test_the_export_is_whole_says_so_itself_and_holds_no_formula(boss):
    boss.files(PLACE).keep_upload("=HYPERLINK(1).txt", b"x")
    rows = list(csv.reader(io.StringIO(boss.people.log_csv().removeprefix("\ufeff"))))
    assert rows[-1][2] == "export"
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in "=+@" and cell]


def test_sign_ins_good_bad_and_too_many_are_told_with_where_from(opened, boss):
    people = opened.people
    people.sign_in("boss", GOOD, "10.0.0.1")
    for _ in range(7):
        with pytest.raises(GuanbiaoError):
            people.sign_in("boss", "wrong wrong wrong", "10.0.0.2")
    written = [(e.event, e.user, e.detail) for e in boss.people.log_entries(50)]
    assert any(event == "login" and user == "boss" and "10.0.0.1" in detail for event, user, detail in written)
    assert any(event == "login_failed" and "10.0.0.2" in detail for event, _, detail in written)
    assert any(event == "login_refused" for event, _, _ in written)
    assert "wrong" not in str(written)


def test_a_failed_or_forbidden_act_leaves_no_line_that_says_it_was_done(opened, boss):
    opened.people.add("xue", GOOD, "trainee", PLACE, "boss")
    trainee = guarded(opened, "xue")
    for act in (
        lambda: trainee.exported(lambda: "x", PLACE, "x"), lambda: trainee.files(PLACE),
        lambda: trainee.recycling.discard("document", "x", PLACE),
        lambda: boss.recycling.discard("document", "这里没有", PLACE),
    ):  # fmt: skip
        with pytest.raises(GuanbiaoError):
            act()
    assert not {event for event, _, _ in events(boss)} & {"export", "upload", "deleted", "discarded"}
