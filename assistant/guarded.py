"""The assistant as one person may use it: every call goes through (user, workspace, role) before it reaches data.

A workspace, document, version, conversation, message or job of others answers exactly as one that does not exist. What
is not listed here cannot be called.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from .adapters.page_picture import PagePicture
from .bootstrap import Assistant, SystemClock
from .domain.account import EVERYWHERE, LOCAL_USER, AccountRole, Action, Grant, User
from .domain.answer import Answer, Question, Scope
from .domain.document import Chunk, Document, Role
from .domain.draft import Draft
from .domain.errors import GuanbiaoError
from .domain.evidence import Passage
from .domain.facts import Enterprise
from .domain.finding import GapSubject
from .domain.framework import Framework
from .domain.rule import Rule
from .drafting.proposals import Proposal
from .guarded_files import GuardedFiles
from .guarded_jobs import GuardedJobs
from .guarded_people import GuardedPeople
from .guarded_recycling import GuardedRecycling
from .guarded_stores import GuardedChats, GuardedGapHistory, GuardedRegisters, GuardedStore
from .ports import ChatModel, Progress
from .settings import DEFAULT_WORKSPACE, LIBRARY, Settings
from .workflows import care
from .workflows.answer import Done, Event
from .workflows.check import CheckResult
from .workflows.coverage import Expected
from .workflows.draft import DraftDeps
from .workflows.facts import FactsReport
from .workflows.gaps import GapReport
from .workflows.ingest import IngestResult, Tell
from .workflows.permission import ALLOWED, allowed_workspaces, is_admin, role_in

T = TypeVar("T")
NOWHERE = ""
"""Stands for every workspace somebody may not see; nothing can be stored in it."""


class DeniedError(GuanbiaoError):
    """Not allowed, or not there; the message does not tell which."""


@dataclass(frozen=True)
class Guarded:
    """The assistant in the hands of ``user``."""

    inner: Assistant = field(repr=False)
    user: User
    grants: tuple[Grant, ...]

    # -- rights ----------------------------------------------------------------------------------------------------

    def workspaces(self) -> list[str]:
        """The workspaces that exist for this person."""
        return allowed_workspaces(self.user, self.grants, known_workspaces(self.inner))

    def role(self, workspace: str) -> AccountRole | None:
        """What this person is in a workspace."""
        return role_in(self.user, self.grants, workspace) if workspace != LIBRARY else None

    def may(self, workspace: str, action: Action) -> bool:
        """Whether this person may do something in a workspace."""
        role = self.role(workspace)
        return role is not None and action in ALLOWED[role]

    @property
    def administers(self) -> bool:
        """Whether this person administers the installation."""
        return is_admin(self.user, self.grants)

    def seen(self, workspace: str, action: Action) -> str:
        """The workspace, or nowhere."""
        return workspace if self.may(workspace, action) else NOWHERE

    def need(self, workspace: str, action: Action) -> None:
        """Raise DeniedError where an action is not allowed."""
        if not self.may(workspace, action):
            raise DeniedError("没有这个工作区，或您的角色不能这样做", workspace, "请找管理员确认您的权限")

    def need_admin(self) -> None:
        """Raise DeniedError for everybody but administrators."""
        if not self.administers:
            raise DeniedError("只有管理员能这样做", self.user.name, "请找管理员")

    def note(self, event: str, workspace: str = "", object: str = "", detail: str = "") -> None:  # noqa: A002
        """A line of the audit log in this person's name."""
        self.inner.audit.write(event, self.user.name, workspace, object, detail)

    # -- parts that hold nobody's data -----------------------------------------------------------------------------

    @property
    def clock(self) -> SystemClock:
        """The machine's clock."""
        return self.inner.clock

    @property
    def settings(self) -> Settings:
        """All configuration, the key covered."""
        settings = self.inner.settings
        return settings.model_copy(update={"api_key": "●●●" if settings.api_key else None})

    @property
    def drafting(self) -> DraftDeps:
        """What drafts are made with."""
        return self.inner.drafting

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The standards as data."""
        return self.inner.frameworks

    def rules(self) -> tuple[Rule, ...]:
        """The rules papers are checked against."""
        return self.inner.rules()

    # -- stores ----------------------------------------------------------------------------------------------------

    @property
    def store(self) -> GuardedStore:
        """Documents this person may open."""
        return GuardedStore(self.inner.store, self.may, LIBRARY)

    @property
    def chats(self) -> GuardedChats:
        """This person's conversations."""
        return GuardedChats(self.inner.chats, self.user.name, self.may, self.note, self.inner.clock)

    @property
    def recycling(self) -> GuardedRecycling:
        """Deleting, and undoing it."""
        return GuardedRecycling(self.inner, self.user.name, self.may, self.need, self.note)

    @property
    def jobs(self) -> GuardedJobs:
        """This person's background jobs."""
        inner = self.inner
        return GuardedJobs(inner.jobs, inner.job_notes, inner.workers, inner.clock, self.user.name, self.may, self.need)

    @property
    def gap_history(self) -> GuardedGapHistory:
        """Gap runs in this person's workspaces."""
        return GuardedGapHistory(self.inner.gap_history, self.user.name, self.may, self.need, self.note)

    @property
    def registers(self) -> GuardedRegisters:
        """Facts of enterprises in this person's workspaces."""
        return GuardedRegisters(self.inner, self.user.name, self.may, self.need, self.note)

    @property
    def people(self) -> GuardedPeople:
        """Accounts, grants and the audit log."""
        inner = self.inner
        return GuardedPeople(
            inner.people, inner.accounts, inner.audit, self.user, self.administers, self.need, self.need_admin
        )

    def files(self, workspace: str) -> GuardedFiles:
        """The folder of a workspace. Raises DeniedError for who may only ask."""
        return GuardedFiles(self.inner.settings.home, workspace, self.need, self.note)

    def exported(self, make: Callable[[], T], workspace: str, name: str, action: Action = "export") -> T:
        """Something that leaves the product, made and noted in this person's name. Raises DeniedError."""
        self.need(workspace, action)
        data = make()
        self.note("export", workspace, name)
        return data

    # -- documents -------------------------------------------------------------------------------------------------

    def documents(self, workspace: str) -> list[tuple[Document, str]]:
        """Documents of a workspace."""
        return self.inner.documents(self.seen(workspace, "read"))

    def ingest(
        self,
        paths: Sequence[Path],
        workspace: str,
        role: Role | None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> IngestResult:
        """Read files into a workspace."""
        self.need(workspace, "ingest")
        result = self.inner.ingest(paths, workspace, role, progress, tell)
        self.note("ingest", workspace, detail=f"{len(result.documents)} 份，失败 {result.failed} 份")
        return result

    def page_picture(self, document: Document, start: int, end: int, page: int | None) -> PagePicture | None:
        """The page a passage stands on; None also for a document this person may not open."""
        own = self.store.document(document.version_id, [document.workspace])
        return self.inner.page_picture(own, start, end, page) if own else None

    def preview(self, path: Path, workspace: str, role: Role | None) -> tuple[Document, tuple[Chunk, ...]]:
        """What a file this person brought would become."""
        self.need(workspace, "ingest")
        return self.inner.preview(path, workspace, role)

    def original(self, document: Document) -> Path | None:
        """The file of a document this person may read."""
        own = self.store.document(document.version_id, [document.workspace])
        return self.inner.original(own) if own and self.may(own.workspace, "read") else None

    def expected_documents(self, workspace: str) -> tuple[Expected, ...]:
        """What is expected in a workspace, and what of it is there."""
        self.need(workspace, "read")
        return self.inner.expected_documents(workspace)

    def correct(self, document: Document, workspace: str) -> None:
        """Keep corrected facts of a stored version."""
        self.need(workspace, "correct")
        self.inner.correct(document, workspace)
        self.note("corrected", workspace, document.version_id)

    # -- asking ----------------------------------------------------------------------------------------------------

    def search(self, query: str, workspace: str, scope: Scope = "all", limit: int = 10) -> list[Passage]:
        """Ranked passages."""
        return self.inner.search(query, self.seen(workspace, "ask"), scope, limit)

    def ask(self, question: Question, limit: int = 10) -> Answer:
        """A verified answer."""
        answer = self.inner.ask(self._own(question), limit)
        self.note("answer", question.workspace, detail=answer.status)
        return answer

    def stream(self, question: Question, limit: int = 10) -> Iterator[Event]:
        """The same as it happens."""
        for event in self.inner.stream(self._own(question), limit):
            if isinstance(event, Done):
                self.note("answer", question.workspace, detail=event.answer.status)
            yield event

    def _own(self, question: Question) -> Question:
        return question.model_copy(update={"workspace": self.seen(question.workspace, "ask")})

    # -- papers, drafts, facts, gaps: the files come from this person --------------------------------------------------

    def check(self, file: Path, kind: str, facts: Path | None = None, others: Sequence[Path] = ()) -> CheckResult:
        """A paper against the rules of its kind, and against other papers it must agree with."""
        self._need_somewhere("check")
        return self.inner.check(file, kind, facts, others)

    def paper_text(self, file: Path) -> str:
        """A paper's text."""
        self._need_somewhere("check")
        return self.inner.paper_text(file)

    def paper_picture(self, file: Path, quote: str) -> PagePicture | None:
        """The page of a file this person brought on which words stand."""
        self._need_somewhere("check")
        return self.inner.paper_picture(file, quote)

    def draft(self, kind: str, facts: Path, workspace: str, template: Path | None = None) -> Draft:
        """A document to come."""
        self.need(workspace, "draft")
        made = self.inner.draft(kind, facts, workspace, template)
        self.note("draft", workspace, kind, made.status)
        return made

    def edited_draft(self, made: Draft, texts: Sequence[str], facts: Path, workspace: str) -> Draft:
        """A draft with changed texts, checked anew; nothing is kept."""
        self.need(workspace, "draft")
        return self.inner.edited_draft(made, texts, facts)

    def write_draft(self, made: Draft, facts: Path, target: Path, template: Path | None) -> tuple[str, ...]:
        """A draft as a Word document."""
        self._need_somewhere("draft")
        return self.inner.write_draft(made, facts, target, template)

    def facts_example(self, target: Path) -> tuple[Path, Path]:
        """The commented example and its schema."""
        return self.inner.facts_example(target)

    def examine_facts(self, file: Path) -> FactsReport:
        """Contradictions, suspected orders and missing facts of a table."""
        self._need_somewhere("draft")
        return self.inner.examine_facts(file)

    def propose_facts(self, workspace: str | None, folder: Path | None) -> tuple[tuple[Proposal, ...], list[str]]:
        """Facts that documents of a workspace, or files this person brought, seem to state."""
        if workspace is not None:
            self.need(workspace, "draft")
        self._need_somewhere("draft")
        return self.inner.propose_facts(workspace, folder)

    def enterprise(self, folder: Path) -> Enterprise:
        """What a folder declares."""
        self._need_somewhere("gaps")
        return self.inner.enterprise(folder)

    def gaps(
        self,
        folder: Path,
        authenticity: bool = False,
        declared: Enterprise | None = None,
        progress: Progress | None = None,
        subject: GapSubject | None = None,
    ) -> GapReport:
        """What files prescribe against what they record; a run of a subject is kept in its workspace."""
        self._need_somewhere("gaps")
        if subject:
            self.need(subject.workspace, "gaps")
        report = self.inner.gaps(folder, authenticity, declared, progress, subject, self.user.name)
        self.note("gaps", object=report.enterprise, detail=f"{len(report.findings)} 项")
        return report

    def workspace_gaps(
        self,
        workspace: str,
        authenticity: bool = False,
        declared: Enterprise | None = None,
        progress: Progress | None = None,
        subject: GapSubject | None = None,
    ) -> GapReport:
        """The same for the documents of a workspace."""
        self.need(workspace, "gaps")
        if subject:
            self.need(subject.workspace, "gaps")
        report = self.inner.workspace_gaps(workspace, authenticity, declared, progress, subject, self.user.name)
        self.note("gaps", workspace, report.enterprise, f"{len(report.findings)} 项")
        return report

    def write_gap_report(self, report: GapReport, target: Path) -> None:
        """Write a report."""
        self._need_somewhere("gaps")
        self.inner.write_gap_report(report, target)

    def _need_somewhere(self, action: Action) -> None:
        if not any(self.may(name, action) for name in self.workspaces()):
            raise DeniedError("您的角色不能这样做", self.user.name, "请找管理员确认您的权限")

    # -- care: administrators only ---------------------------------------------------------------------------------

    def answering_model(self) -> ChatModel | None:
        """The configured language model, for a test of the connection."""
        self.need_admin()
        return self.inner.answering_model()

    def doctor(self) -> care.Examination:
        """What is there and what is wrong."""
        self.need_admin()
        return self.inner.doctor()

    def reindex(self, progress: Progress | None = None) -> int:
        """Rebuild all indexes."""
        self.need_admin()
        return self.inner.reindex(progress)

    def backup(self, target: Path) -> int:
        """Write a backup."""
        self.need_admin()
        size = self.inner.backup(target)
        self.note("backup", object=target.name)
        return size

    def restore(self, source: Path, progress: Progress | None = None) -> Path:
        """Put a backup in place."""
        self.need_admin()
        kept = self.inner.restore(source, progress)
        self.note("restore", object=source.name)
        return kept


def known_workspaces(inner: Assistant) -> list[str]:
    """Workspaces that hold documents or grants, and the first one."""
    granted = {grant.workspace for grant in inner.people.accounts.grants()}
    return sorted({*inner.store.workspaces(), *granted, DEFAULT_WORKSPACE} - {LIBRARY, EVERYWHERE, NOWHERE})


def guarded(inner: Assistant, name: str) -> Guarded | None:
    """The assistant for an enabled account; None when there is no such account."""
    user = inner.people.accounts.user(name)
    if user is None or user.disabled:
        return None
    return Guarded(inner, user, tuple(inner.people.accounts.grants(user.name)))


def local(inner: Assistant) -> Guarded | None:
    """The assistant for the one person at 127.0.0.1; None as soon as there is an account."""
    if inner.people.accounts.any():
        return None
    now = inner.clock.now()
    user = User(name=LOCAL_USER, created_at=now, valid_from=now)
    return Guarded(inner, user, (Grant(user=LOCAL_USER, workspace=EVERYWHERE, role="admin"),))
