"""Every public call of the guarded assistant, tried by every role and by people of another client.

What each call needs stands in one table; a call that is not in it fails the test. The attempts and their outcomes are
written to ``artefacts/isolation.md``.
"""

import inspect
from pathlib import Path

import pytest

from assistant.adapters.writer_lock import writing
from assistant.domain.answer import Question
from assistant.domain.errors import GuanbiaoError
from assistant.domain.finding import GapSubject
from assistant.guarded import DeniedError, Guarded, guarded
from assistant.guarded.files import GuardedFiles
from assistant.guarded.jobs import GuardedJobs
from assistant.guarded.people import GuardedPeople
from assistant.guarded.recycling import GuardedRecycling
from assistant.guarded.stores import GuardedChats, GuardedGapHistory, GuardedRegisters, GuardedStore
from assistant.workflows.accounts import SignInError
from assistant.workflows.permission import ALLOWED

from ..conftest import PROJECT
from .world import GOOD

pytestmark = pytest.mark.slow
SECRET = "蓝鲸号注塑机的保养周期是四十一天"
PLACE, ELSEWHERE = "甲厂", "乙厂"
ROLES = ("consultant", "enterprise_admin", "writer", "trainee")
PEOPLE = {
    **{role: (role, PLACE) for role in ROLES}, "other-consultant": ("consultant", ELSEWHERE),
    "other-leader": ("enterprise_admin", ELSEWHERE),
}  # fmt: skip
NOWHERE = Path("/nonexistent/这里没有")


class Things:
    """What there is to guess: ids of 甲厂, made by its consultant."""

    def __init__(self, opened, folder):
        self.opened, self.folder = opened, folder
        file = folder / "设备保养规定.md"
        file.write_text(f"# 设备保养规定\n\n## 1 周期\n\n{SECRET}，由设备科执行。\n", encoding="utf-8")
        self.owner = guarded(opened, "owner")
        self.owner.ingest([file], PLACE, None)
        self.head = next(head for head, _ in self.owner.documents(PLACE) if head.file == file.name)
        self.document = self.owner.store.document(self.head.version_id, [PLACE])
        self.chunk = self.owner.store.version_chunks(self.head.version_id, [PLACE])[0].id
        other = folder / "停用的规定.md"
        other.write_text(f"# 停用的规定\n\n{SECRET}。\n", encoding="utf-8")
        self.owner.ingest([other], PLACE, None)
        unwanted = next(head for head, _ in self.owner.documents(PLACE) if head.file == other.name)
        self.gone = self.owner.recycling.discard("document", unwanted.id, PLACE)
        now = opened.clock.now()
        self.talk = self.owner.chats.start("owner", PLACE, now)
        self.message = self.owner.chats.ask(self.talk.id, self.question, now).id
        self.job = self.owner.jobs.submit("ingest", PLACE, SECRET, {"paths": []}).id
        self.opened.job_notes.keep(self.job, "f", {"status": SECRET})
        self.owner.files(PLACE).save_facts(f"name: {SECRET}\n")
        self.subject = GapSubject(workspace=PLACE)
        self.now = now

    question = Question(text=SECRET, workspace=PLACE)
    asked = Question(text="蓝鲸号注塑机的保养周期是几天？", workspace=PLACE)


NOT_THERE = ("没有这一项", "没有这个工作区", "没有这个对话", "您不能给出")
OPEN, ADMIN, OWN = "open", "admin", "own"
"""Nobody's data · administrators only · only the owner's own, whatever the role."""


def somewhere(action):
    """The call treats a file the person brought: the role in any workspace decides."""
    return f"{action}（自带的文件）"


DOORS = {
    Guarded: {
        "workspaces": (OPEN, lambda g, t: g.workspaces()),
        "role": (OPEN, lambda g, t: g.role(PLACE)),
        "may": (OPEN, lambda g, t: g.may(PLACE, "read")),
        "administers": (OPEN, lambda g, t: g.administers),
        "seen": (OPEN, lambda g, t: g.seen(PLACE, "read")),
        "need": ("read", lambda g, t: _done(g.need(PLACE, "read"))),
        "need_somewhere": (somewhere("gaps"), lambda g, t: _done(g.need_somewhere("gaps"))),
        "need_admin": (ADMIN, lambda g, t: _done(g.need_admin())),
        "note": (OPEN, lambda g, t: g.note("answer", PLACE)),
        "clock": (OPEN, lambda g, t: g.clock.now()),
        "settings": (OPEN, lambda g, t: g.settings.api_key),
        "drafting": (OPEN, lambda g, t: bool(g.drafting)),
        "frameworks": (OPEN, lambda g, t: len(g.frameworks)),
        "rules": (OPEN, lambda g, t: len(g.rules())),
        "store": (OPEN, lambda g, t: None),
        "chats": (OPEN, lambda g, t: None),
        "jobs": (OPEN, lambda g, t: None),
        "gap_history": (OPEN, lambda g, t: None),
        "people": (OPEN, lambda g, t: None),
        "recycling": (OPEN, lambda g, t: None),
        "registers": (OPEN, lambda g, t: None),
        "files": ("read", lambda g, t: g.files(PLACE).facts().read_text(encoding="utf-8")),
        "exported": ("export", lambda g, t: g.exported(lambda: SECRET, PLACE, "x")),
        "documents": ("read", lambda g, t: g.documents(PLACE)),
        "ingest": ("ingest", lambda g, t: g.ingest([NOWHERE], PLACE, None)),
        "page_picture": ("ask", lambda g, t: g.page_picture(t.document, 0, 5, 1)),
        "preview": ("ingest", lambda g, t: g.preview(NOWHERE, PLACE, None)),
        "original": ("read", lambda g, t: g.original(t.head)),
        "expected_documents": ("read", lambda g, t: _done(g.expected_documents(PLACE))),
        "correct": ("correct", lambda g, t: g.correct(t.head, PLACE)),
        "reindex_document": ("correct", lambda g, t: g.reindex_document(t.head)),
        "search": ("ask", lambda g, t: _texts(g.search("蓝鲸号注塑机保养周期", PLACE, "workspace"))),
        "ask": ("ask", lambda g, t: "四十一天" in g.ask(t.asked).model_dump_json()),
        "stream": ("ask", lambda g, t: "四十一天" in str(list(g.stream(t.asked)))),
        "check": (somewhere("check"), lambda g, t: g.check(NOWHERE, "policy")),
        "paper_picture": (somewhere("check"), lambda g, t: _done(g.paper_picture(NOWHERE, "x"))),
        "paper_text": (somewhere("check"), lambda g, t: g.paper_text(NOWHERE)),
        "draft": ("draft", lambda g, t: g.draft("policy", NOWHERE, PLACE)),
        "edited_draft": ("draft", lambda g, t: g.edited_draft(None, [], NOWHERE, PLACE)),
        "write_draft": (somewhere("draft"), lambda g, t: g.write_draft(None, NOWHERE, NOWHERE, None)),
        "facts_example": (OPEN, lambda g, t: None),
        "examine_facts": (somewhere("draft"), lambda g, t: g.examine_facts(NOWHERE)),
        "propose_facts": ("draft", lambda g, t: g.propose_facts(PLACE, None)),
        "enterprise": (somewhere("gaps"), lambda g, t: g.enterprise(NOWHERE)),
        "gaps": (somewhere("gaps"), lambda g, t: g.gaps(NOWHERE)),
        "workspace_gaps": ("gaps", lambda g, t: g.workspace_gaps(PLACE)),
        "write_gap_report": (somewhere("gaps"), lambda g, t: g.write_gap_report(None, NOWHERE)),
        "answering_model": (ADMIN, lambda g, t: _done(g.answering_model())),
        "doctor": (ADMIN, lambda g, t: g.doctor()),
        "reindex": (ADMIN, lambda g, t: g.reindex()),
        "backup": (ADMIN, lambda g, t: g.backup(Path(__file__))),
        "plan_restore": (ADMIN, lambda g, t: g.plan_restore(b"no backup")),
        "restore": (ADMIN, lambda g, t: g.restore(NOWHERE)),
    },
    GuardedStore: {
        "document": ("ask", lambda g, t: g.store.document(t.head.version_id, [PLACE])),
        "documents": ("read", lambda g, t: g.store.documents([PLACE])),
        "version_chunks": ("read", lambda g, t: g.store.version_chunks(t.head.version_id, [PLACE])),
        "chunks": ("ask", lambda g, t: g.store.chunks([t.chunk], [PLACE])),
        "chunk_count": ("read", lambda g, t: g.store.chunk_count(t.head.version_id)),
        "workspaces": ("ask", lambda g, t: [w for w in g.store.workspaces() if w == PLACE]),
    },
    GuardedChats: {
        "start": (OWN, lambda g, t: g.chats.start("owner", PLACE, t.now)),
        "conversations": (OWN, lambda g, t: g.chats.conversations("owner", PLACE)),
        "messages": (OWN, lambda g, t: g.chats.messages(t.talk.id, "owner")),
        "rename": (OWN, lambda g, t: _changed(t, lambda: g.chats.rename(t.talk.id, "owner", "改名"))),
        "ask": (OWN, lambda g, t: g.chats.ask(t.talk.id, t.question, t.now)),
        "finish": (OWN, lambda g, t: _changed(t, lambda: g.chats.finish(t.message, "failed"))),
        "vote": (OWN, lambda g, t: _changed(t, lambda: g.chats.vote(t.message, "owner", "down"))),
        "voted_down": ("review", lambda g, t: [PLACE] if g.may(PLACE, "review") else g.chats.voted_down([PLACE])),
        "reviews": ("review", lambda g, t: [g.chats.reviews([PLACE]), g.may(PLACE, "review")][1]),
        "review": ("review", lambda g, t: _reviewed(g, t)),
        "owns_message": (OWN, lambda g, t: g.chats.owns_message(t.message)),
    },
    GuardedRecycling: {
        "discard": ("delete", lambda g, t: g.recycling.discard("document", "这里没有", PLACE)),
        "items": ("delete", lambda g, t: g.recycling.items("document", PLACE)),
        "put_back": ("delete", lambda g, t: g.recycling.put_back("document", t.gone.id, PLACE)),
        "forget": ("delete", lambda g, t: g.recycling.forget("document", t.gone.id, PLACE)),
    },
    GuardedJobs: {
        "submit": ("ingest", lambda g, t: g.jobs.submit("ingest", PLACE, "x", {"paths": []})),
        "get": (OWN, lambda g, t: g.jobs.get(t.job, PLACE)),
        "list": (OWN, lambda g, t: [j for j in g.jobs.list(PLACE) if j.id == t.job]),
        "cancel": (OWN, lambda g, t: g.jobs.cancel(t.job, PLACE)),
        "retry": (OWN, lambda g, t: g.jobs.retry(t.job, PLACE)),
        "log": (OWN, lambda g, t: list(g.jobs.log(t.job, PLACE))),
        "items": (OWN, lambda g, t: g.jobs.items(t.job, PLACE)),
        "ahead": (OWN, lambda g, t: g.jobs.ahead(t.job, PLACE)),
        "seen": (OWN, lambda g, t: g.jobs.seen(t.job, PLACE)),
        "mark_seen": (OWN, lambda g, t: [g.jobs.mark_seen(t.job, PLACE), t.opened.job_notes.seen(t.job)][1]),
    },
    GuardedGapHistory: {
        "follow": ("gaps", lambda g, t: g.gap_history.follow(None, t.subject)),
        "subjects": ("read", lambda g, t: [g.gap_history.subjects(PLACE), g.may(PLACE, "read")][1]),
        "runs": ("read", lambda g, t: [g.gap_history.runs(t.subject), g.may(PLACE, "read")][1]),
        "report": ("read", lambda g, t: [g.gap_history.report(t.subject, "x"), g.may(PLACE, "read")][1]),
        "known": ("read", lambda g, t: [g.gap_history.known(t.subject), g.may(PLACE, "read")][1]),
        "notes": ("read", lambda g, t: [g.gap_history.notes(t.subject), g.may(PLACE, "read")][1]),
        "set_state": ("confirm", lambda g, t: g.gap_history.set_state(t.subject, "x", "confirmed", "x")),
    },
    GuardedRegisters: {
        "facts": ("read", lambda g, t: [g.registers.facts(t.subject), g.may(PLACE, "read")][1]),
        "said": ("read", lambda g, t: [g.registers.said(t.subject), g.may(PLACE, "read")][1]),
        "say": ("confirm", lambda g, t: _done(g.registers.say(t.subject, []))),
        "export": ("export", lambda g, t: _done(g.registers.export(t.subject, t.folder / "x.yaml"))),
        "read": ("confirm", lambda g, t: g.registers.read(NOWHERE, t.subject)),
    },
    GuardedPeople: {
        "members": ("grant", lambda g, t: g.people.members(PLACE)),
        "grant": ("grant", lambda g, t: _done(g.people.grant("somebody", PLACE, "trainee"))),
        "add": (ADMIN, lambda g, t: g.people.add("x", "y", "writer", PLACE)),
        "disable": (ADMIN, lambda g, t: g.people.disable("nobody", True)),
        "reset_password": (ADMIN, lambda g, t: g.people.reset_password("nobody", GOOD)),
        "sign_out_everywhere": (ADMIN, lambda g, t: _done(g.people.sign_out_everywhere("somebody"))),
        "log_broken_at": (ADMIN, lambda g, t: _done(g.people.log_broken_at())),
        "log_entries": (ADMIN, lambda g, t: g.people.log_entries()),
        "log_csv": (ADMIN, lambda g, t: g.people.log_csv()),
    },
    GuardedFiles: {
        "keep_upload": ("check", lambda g, t: g.files(PLACE).keep_upload("a.txt", b"x")),
        "keep_folder": ("gaps", lambda g, t: g.files(PLACE).keep_folder([("a.txt", b"x")])),
        "save_facts": ("draft", lambda g, t: g.files(PLACE).save_facts(f"name: {SECRET}\n")),
        "save_run": ("draft", lambda g, t: g.files(PLACE).save_run("tries", t.now, "{}")),
        "save_template": ("draft", lambda g, t: _done(g.files(PLACE).save_template(None))),
        **{
            name: ("read", lambda g, t: g.files(PLACE))
            for name in ("facts", "template", "add_line", "lines", "runs", "run")
        },
    },
}


def _texts(passages):
    return [p for p in passages if SECRET in p.chunk.text]


def _done(_):
    """A call that returns nothing has been let through when it returns."""
    return True


def _reviewed(person, things):
    """A message its owner was not content with, marked as dealt with."""
    things.opened.chats.vote(things.message, "owner", "down")
    person.chats.review(things.message, PLACE, "已补资料")
    return True


def _changed(things, act):
    before = things.opened.chats.messages(things.talk.id, "owner")
    act()
    return things.opened.chats.messages(things.talk.id, "owner") != before


def outcome(call, person, things) -> str:
    """``denied``, ``nothing`` or ``open``; what fails only after the question of rights counts as open."""
    try:
        found = call(person, things)
    except DeniedError:
        return "denied"
    except GuanbiaoError as error:
        return "denied" if error.what.startswith(NOT_THERE) else "open"
    except (AttributeError, OSError):
        return "open"
    return "open" if found else "nothing"


@pytest.fixture(scope="module")
def world(tmp_path_factory, prepared_home, models_dir):
    import shutil

    from assistant.bootstrap import open_assistant
    from assistant.settings import load_settings

    home = tmp_path_factory.mktemp("doors") / "home"
    shutil.copytree(prepared_home, home, ignore=shutil.ignore_patterns("writer.lock"))
    opened = open_assistant(load_settings(home, {"GUANBIAO_MODELS": str(models_dir)}))
    opened.workers.tend = lambda: None
    opened.page_picture = lambda *_: SECRET
    opened.people.add("boss", GOOD, "admin", "", "test")
    for name in ("owner", "somebody"):
        opened.people.add(name, GOOD, "consultant" if name == "owner" else "trainee", PLACE, "test")
    for name, (role, place) in PEOPLE.items():
        opened.people.add(name, GOOD, role, place, "test")
    return Things(opened, home.parent)


def expected(needs: str, name: str) -> bool:
    """Whether somebody gets through: the administrator everywhere but at what is only the owner's."""
    if needs in (OPEN, OWN) or name == "boss":
        return needs != OWN
    role, place = PEOPLE[name]
    if needs.endswith("（自带的文件）"):
        return needs.removesuffix("（自带的文件）") in ALLOWED[role]
    return needs != ADMIN and place == PLACE and needs in ALLOWED[role]


def test_every_public_call_stands_in_the_table():
    for kind, doors in DOORS.items():
        public = {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}
        fields = set(getattr(kind, "__dataclass_fields__", {}))
        assert public - fields == set(doors), kind


def test_every_call_is_open_to_those_who_may_and_shut_to_everybody_else(world):
    rows = []
    with writing(world.opened.settings.home):  # what would write for minutes stops there
        for kind, doors in DOORS.items():
            for door, (needs, call) in doors.items():
                for name in ("boss", *PEOPLE):
                    if needs == OPEN:
                        continue
                    got = outcome(call, guarded(world.opened, name), world)
                    rows.append((f"{kind.__name__}.{door}", needs, name, got, expected(needs, name)))
    _write("调用", rows)
    wrong = [row for row in rows if (row[3] == "open") != row[4]]
    assert wrong == []
    assert len(rows) > 500


def test_what_is_open_to_all_tells_nothing_of_a_client(world):
    for name in ("other-consultant", "other-leader"):
        person = guarded(world.opened, name)
        for kind, doors in DOORS.items():
            for door, (needs, call) in doors.items():
                if needs == OPEN:
                    assert SECRET not in str(call(person, world)), (kind, door)
        assert PLACE not in person.workspaces()
        assert person.role(PLACE) is None


def test_a_disabled_account_has_no_assistant_at_all(world):
    world.opened.people.add("leaver", GOOD, "consultant", PLACE, "test")
    world.opened.people.disable("leaver", True, "boss")
    assert guarded(world.opened, "leaver") is None
    with pytest.raises(SignInError):
        world.opened.people.sign_in("leaver", GOOD, "10.0.0.1")


def _write(title: str, rows) -> None:
    target = PROJECT / "artefacts" / "isolation.md"
    target.parent.mkdir(exist_ok=True)
    wrong = sum((row[3] == "open") != row[4] for row in rows)
    lines = [f"## {title}：{len(rows)} 次尝试，{wrong} 次与应当不同", ""]
    lines += ["| 调用 | 需要 | 放行 | 挡住 |", "|---|---|---|---|"]
    for call, needs in dict.fromkeys((row[0], row[1]) for row in rows):
        passed = [row[2] for row in rows if row[0] == call and row[3] == "open"]
        stopped = [row[2] for row in rows if row[0] == call and row[3] != "open"]
        lines.append(f"| {call} | {needs} | {'、'.join(passed) or '—'} | {'、'.join(stopped) or '—'} |")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
