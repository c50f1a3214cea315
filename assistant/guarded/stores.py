"""Stores as one person may use them. Same calls, same answers for what is not theirs as for what does not exist."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..adapters.chat_store import ChatStore
from ..adapters.sqlite_store import SqliteStore
from ..bootstrap import Assistant
from ..domain.account import Action
from ..domain.answer import Answer, Question
from ..domain.conversation import Conversation, Message, MessageState, Review, Vote
from ..domain.document import Chunk, Document
from ..domain.errors import InputError
from ..domain.finding import FindingNote, FindingState, GapRun, GapSubject, KnownFinding
from ..domain.register import RegisterRow
from ..ports import Clock
from ..workflows.gap_history import GapHistory
from ..workflows.gaps import GapReport

May = Callable[[str, Action], bool]
"""``may(workspace, action)`` of one person."""
Need = Callable[[str, Action], None]
"""Raises where ``may`` is False."""
Note = Callable[[str, str, str, str], None]
"""``note(event, workspace, object, detail)``: a line of the audit log."""


@dataclass(frozen=True)
class GuardedStore:
    """Documents one person may open; the library is everybody's."""

    inner: SqliteStore
    may: May
    library: str

    def document(self, version_id: str, workspaces: Sequence[str]) -> Document | None:
        """One stored version; who may only ask can open it by the citation that names it."""
        return self.inner.document(version_id, self._seen(workspaces, "ask"))

    def documents(self, workspaces: Sequence[str], *, current_only: bool = True) -> list[tuple[Document, str]]:
        """Heads of documents."""
        return self.inner.documents(self._seen(workspaces, "read"), current_only=current_only)

    def version_chunks(self, version_id: str, workspaces: Sequence[str]) -> list[Chunk]:
        """All chunks of one version."""
        return self.inner.version_chunks(version_id, self._seen(workspaces, "read"))

    def chunks(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> list[Chunk]:
        """Chunks by id."""
        return self.inner.chunks(chunk_ids, self._seen(workspaces, "ask"))

    def chunk_count(self, version_id: str) -> int:
        """Number of chunks of a version this person may open."""
        seen = self._seen(self.inner.workspaces(), "read")
        return self.inner.chunk_count(version_id) if self.inner.document(version_id, seen) else 0

    def workspaces(self) -> list[str]:
        """Names of the workspaces with documents this person may see."""
        return self._seen(self.inner.workspaces(), "ask")

    def _seen(self, workspaces: Sequence[str], action: Action) -> list[str]:
        return [name for name in workspaces if name == self.library or self.may(name, action)]


@dataclass(frozen=True)
class GuardedChats:
    """One person's conversations in the workspaces they may ask in; another name than theirs finds nothing."""

    inner: ChatStore
    user: str
    may: May
    note: Note
    clock: Clock

    def start(self, user: str, workspace: str, now: datetime) -> Conversation:
        """A new conversation."""
        if user != self.user or not self.may(workspace, "ask"):
            raise InputError("没有这个工作区", workspace, "在页面左侧重新选择工作区")
        return self.inner.start(user, workspace, now)

    def conversations(self, user: str, workspace: str, matching: str = "") -> list[Conversation]:
        """Own conversations in a workspace."""
        if user != self.user or not self.may(workspace, "ask"):
            return []
        return self.inner.conversations(user, workspace, matching)

    def messages(self, conversation_id: str, user: str) -> list[Message]:
        """Messages of an own conversation."""
        return self.inner.messages(conversation_id, user) if self._owns(conversation_id, user) else []

    def rename(self, conversation_id: str, user: str, title: str) -> None:
        """Rename an own conversation."""
        if self._owns(conversation_id, user):
            self.inner.rename(conversation_id, user, title)

    def ask(self, conversation_id: str, question: Question, now: datetime) -> Message:
        """Record a question in an own conversation."""
        if not self._owns(conversation_id, self.user) or not self.may(question.workspace, "ask"):
            raise InputError("没有这个对话", conversation_id, "新建一个对话再问")
        return self.inner.ask(conversation_id, question, now)

    def finish(self, message_id: str, state: MessageState, answer: Answer | None = None, note: str = "") -> None:
        """Record what became of an own question."""
        if self.owns_message(message_id):
            self.inner.finish(message_id, state, answer, note)

    def vote(self, message_id: str, user: str, vote: Vote | None, reason: str = "") -> None:
        """Thumbs on an own message."""
        if user == self.user and self.owns_message(message_id):
            self.inner.vote(message_id, user, vote, reason)

    def voted_down(self, workspaces: Sequence[str]) -> list[Message]:
        """The review list of workspaces this person reviews."""
        return self.inner.voted_down([name for name in workspaces if self.may(name, "review")])

    def reviews(self, workspaces: Sequence[str]) -> dict[str, Review]:
        """What was done about the messages of the review list, by their ids."""
        return self.inner.reviews([message.id for message in self.voted_down(workspaces)])

    def review(self, message_id: str, workspace: str, note: str | None) -> None:
        """Mark a message of the review list as dealt with, or with None as open again. Raises InputError."""
        if message_id not in [message.id for message in self.voted_down([workspace])]:
            raise InputError("没有这一项", message_id, "刷新页面后再试")
        if note is None:
            self.inner.reopen(message_id)
        else:
            self.inner.review(Review(message=message_id, by=self.user, at=self.clock.now(), note=note))
        self.note("reviewed", workspace, message_id, "重新打开" if note is None else "已处理")

    def owns_message(self, message_id: str) -> bool:
        """Whether a message is this person's."""
        conversation = self.inner.conversation_of(message_id)
        return conversation is not None and self._owns(conversation, self.user)

    def _owns(self, conversation_id: str, user: str) -> bool:
        owner = self.inner.owner(conversation_id)
        return owner is not None and owner[0] == user == self.user and self.may(owner[1], "ask")


@dataclass(frozen=True)
class GuardedGapHistory:
    """Gap runs in the workspaces of one person; a subject outside of them has no runs."""

    inner: GapHistory
    user: str
    may: May
    need: Need
    note: Note

    def follow(self, report: GapReport, subject: GapSubject) -> GapReport:
        """Keep a run in this person's name; the report with states and changes. Raises DeniedError."""
        self.need(subject.workspace, "gaps")
        return self.inner.follow(report, subject, self.user)

    def subjects(self, workspace: str) -> list[GapSubject]:
        """Whose runs are kept in a workspace, the latest first."""
        return self.inner.subjects(workspace) if self.may(workspace, "read") else []

    def runs(self, subject: GapSubject) -> list[GapRun]:
        """Kept runs, the latest first."""
        return self.inner.runs(subject) if self.may(subject.workspace, "read") else []

    def report(self, subject: GapSubject, run: str) -> GapReport | None:
        """A kept report with the states its findings have today."""
        return self.inner.report(subject, run) if self.may(subject.workspace, "read") else None

    def known(self, subject: GapSubject) -> list[KnownFinding]:
        """Every finding any run has shown."""
        return self.inner.known(subject) if self.may(subject.workspace, "read") else []

    def notes(self, subject: GapSubject, finding: str | None = None) -> list[FindingNote]:
        """What was said about findings, the oldest first."""
        return self.inner.notes(subject, finding) if self.may(subject.workspace, "read") else []

    def set_state(self, subject: GapSubject, finding: str, state: FindingState, comment: str) -> FindingNote:
        """Say what a finding is, in this person's name. Raises DeniedError."""
        self.need(subject.workspace, "confirm")
        said = self.inner.set_state(subject, finding, state, comment, self.user)
        self.note("finding", subject.workspace, finding, f"{state} {said.comment}")
        return said


@dataclass(frozen=True)
class GuardedRegisters:
    """Facts of enterprises in the workspaces of one person."""

    inner: Assistant
    user: str
    may: May
    need: Need
    note: Note

    def facts(self, subject: GapSubject) -> list[RegisterRow]:
        """The facts of the last run with what was said about them then."""
        return self.inner.registers.facts(subject) if self.may(subject.workspace, "read") else []

    def said(self, subject: GapSubject) -> list[RegisterRow]:
        """The last word of people on each fact."""
        return self.inner.registers.said(subject) if self.may(subject.workspace, "read") else []

    def say(self, subject: GapSubject, rows: Sequence[RegisterRow]) -> None:
        """Keep what this person says about facts, in their name and now. Raises DeniedError."""
        self.need(subject.workspace, "confirm")
        now = self.inner.clock.now()
        own = [row.model_copy(update={"by": self.user, "at": now}) for row in rows]
        self.inner.registers.say(subject, own)
        self.note("confirmed", subject.workspace, subject.name, f"{len(rows)} 条事实")

    def export(self, subject: GapSubject, target: Path) -> None:
        """Write the facts of the last run as YAML or a workbook. Raises DeniedError."""
        self.need(subject.workspace, "export")
        self.inner.write_registers(self.facts(subject), target)
        self.note("export", subject.workspace, target.name, "事实登记")

    def read(self, file: Path, subject: GapSubject) -> list[RegisterRow]:
        """Keep what this person wrote into an exported file. Raises DeniedError or InputError."""
        self.need(subject.workspace, "confirm")
        rows = self.inner.import_registers(file, subject, self.user)
        self.note("confirmed", subject.workspace, subject.name, f"{len(rows)} 条事实")
        return rows
