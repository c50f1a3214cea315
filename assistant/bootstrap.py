"""The composition root: Settings → Assistant. The only module that names adapters."""

import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from secrets import token_urlsafe

from . import __version__
from .adapters.account_store import AccountStore
from .adapters.answer_parts import load_answer_prompts, load_answering_rules
from .adapters.audit_log import AuditLog
from .adapters.backup_file import read_backup, write_backup
from .adapters.chat_store import ChatStore
from .adapters.corpus_yaml import load_frameworks, load_subjects
from .adapters.document_reader import DocumentReader
from .adapters.enterprise_yaml import read_enterprise
from .adapters.facts_files import read_folder, read_markdown_text, stored_file
from .adapters.facts_schema import write_example
from .adapters.facts_yaml import load_facts
from .adapters.file_limits import MEGABYTE, Limits
from .adapters.file_loader import FileLoader
from .adapters.gap_rules_yaml import read_gap_rules
from .adapters.gap_store import GapStore
from .adapters.glossary_yaml import load_glossary
from .adapters.intent_file import read_intent_model
from .adapters.job_notes import JobNotes
from .adapters.job_store import JobStore
from .adapters.library import NAMED, library_documents, library_revision
from .adapters.page_picture import PagePicture, page_picture
from .adapters.passwords import fits, password_hash
from .adapters.read_ahead import read_ahead
from .adapters.register_files import read_registers, write_registers
from .adapters.register_store import RegisterStore
from .adapters.rules_yaml import load_goal_slots, load_rules
from .adapters.search_index import SearchIndex
from .adapters.session_store import SessionStore
from .adapters.source_files import SourceFiles
from .adapters.sqlite_store import SqliteStore
from .adapters.templates_yaml import load_material, load_suspicions, read_text_file
from .adapters.work_calendar import is_workday
from .adapters.worker_process import WorkerCare
from .adapters.writer_lock import writing
from .answering.intent import IntentReader
from .domain.account import LOCAL_USER
from .domain.answer import Answer, Question, Scope
from .domain.document import Chunk, Document, Role
from .domain.draft import Draft
from .domain.errors import GuanbiaoError, IndexMismatchError, InputError
from .domain.evidence import Passage
from .domain.facts import Enterprise
from .domain.finding import GapSubject
from .domain.framework import Framework
from .domain.glossary import Glossary
from .domain.register import RegisterRow
from .domain.rule import Rule
from .drafting.proposals import Proposal
from .drafting.rewording import Rewording
from .drafting.suspicion import cleansed, order_pattern
from .gaps.model_proposals import GapModel
from .ingestion.ids import document_id
from .ports import ChatModel, Progress
from .rendering.marked_text import paper_text
from .rendering.source_view import pages_of
from .retrieval.retriever import Retriever
from .settings import LIBRARY, Settings
from .workflows import care, indexing, library
from .workflows.accounts import People
from .workflows.answer import AnswerDeps, Event, answer, stream
from .workflows.check import CheckDeps, CheckResult, check_paper
from .workflows.coverage import Expected, coverage
from .workflows.draft import DraftDeps, draft, edited, with_reuse
from .workflows.facts import FactsDeps, FactsReport, Reading, examine, from_documents
from .workflows.gap_files import enterprise_files
from .workflows.gap_history import GapHistory
from .workflows.gaps import GapDependencies, GapReport, judged, read_facts
from .workflows.ingest import IngestDeps, IngestResult, Tell, ingest
from .workflows.registers import Registers


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, with time zone."""
        return datetime.now().astimezone()


@dataclass
class Assistant:
    """Everything the product does, on one data folder. Parts are built when first used."""

    settings: Settings

    # -- parts -----------------------------------------------------------------------------------------------------

    @cached_property
    def store(self) -> SqliteStore:
        """The truth."""
        return SqliteStore(self.settings.home / "guanbiao.db")

    @cached_property
    def glossary(self) -> Glossary:
        """The words of the field."""
        return load_glossary(self.settings.corpus_dir / "glossary.yaml")

    @cached_property
    def index(self) -> SearchIndex:
        """All indexes; builds the embedding model on first use."""
        from .adapters.search_parts import open_index  # loads ONNX Runtime and chromadb

        settings = self.settings
        return open_index(settings.home, settings.models_dir, settings.corpus_dir, self.glossary.words())

    @cached_property
    def retriever(self) -> Retriever:
        """Question → passages."""
        from .adapters.search_parts import open_retriever

        return open_retriever(self.index, self.store, self.glossary, self.settings.corpus_dir)

    @cached_property
    def answering(self) -> AnswerDeps:
        """What answers are made with; the model is opened with the first question."""
        from .adapters.langchain_chat import LangChainChat

        settings = self.settings
        model = settings.model and LangChainChat(
            settings.model, settings.base_url, settings.api_key, settings.model_timeout_seconds
        )
        return AnswerDeps(
            retriever=self.retriever,
            reader=self.store,
            glossary=self.glossary,
            segmenter=self.index.segmenter,
            rules=load_answering_rules(settings.corpus_dir),
            frameworks=load_frameworks(settings.corpus_dir / "frameworks"),
            library=LIBRARY,
            model=model or None,
            prompts=load_answer_prompts(settings.prompts_dir),
            intent=IntentReader(read_intent_model(settings.corpus_dir / "intent"), self.index.embedder.query),
            corpus_revision=self._library_revision,
            index_revision=self.index.revision,
        )

    @cached_property
    def sources(self) -> SourceFiles:
        """The original files."""
        return SourceFiles(self.settings.home / "sources")

    @cached_property
    def chats(self) -> ChatStore:
        """Conversations."""
        return ChatStore(self.store.database)

    @cached_property
    def gap_history(self) -> GapHistory:
        """Gap runs, their findings and what people said about them."""
        return GapHistory(GapStore(self.store.database), self.clock)

    @cached_property
    def registers(self) -> Registers:
        """Facts of enterprises as last extracted, and what people said about them."""
        return Registers(RegisterStore(self.store.database))

    @cached_property
    def audit(self) -> AuditLog:
        """Who did what."""
        return AuditLog(self.store.database, self.clock)

    @cached_property
    def accounts(self) -> AccountStore:
        """Who there is."""
        return AccountStore(self.store.database)

    @cached_property
    def people(self) -> People:
        """Accounts, sessions and grants."""
        database, settings = self.store.database, self.settings
        idle, longest = timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
        sessions = SessionStore(database, idle, longest)
        return People(self.accounts, sessions, self.audit, self.clock, fits, password_hash(token_urlsafe(32)))

    @cached_property
    def jobs(self) -> JobStore:
        """Background jobs."""
        return JobStore(self.store.database)

    @cached_property
    def job_notes(self) -> JobNotes:
        """What belongs to jobs beside their state."""
        return JobNotes(self.store.database)

    @cached_property
    def workers(self) -> WorkerCare:
        """Sees to it that queued jobs run."""
        return WorkerCare(self.settings.home, self.jobs, self.clock, self.unfinished)

    @cached_property
    def clock(self) -> SystemClock:
        """The machine's clock."""
        return SystemClock()

    # -- preparing -------------------------------------------------------------------------------------------------

    def prepared(self) -> bool:
        """Whether model, library and indexes are ready."""
        return library.is_current(self.store, self._library_revision) and self._index_fits()

    def _index_fits(self) -> bool:
        try:
            self.index.check()
        except IndexMismatchError:
            return False
        return True

    def prepare(self, progress: Progress | None = None) -> None:
        """Convert the model once and bring library and indexes up to date; seconds when nothing changed."""
        if self.prepared():
            return
        with writing(self.settings.home):
            if not self._index_fits():
                indexing.rebuild(self.store, self.index, progress)
            documents = library_documents(self.settings.corpus_dir, LIBRARY)
            library.build(self.store, self.index, documents, self._library_revision, LIBRARY, self.clock, progress)

    def unfinished(self) -> bool:
        """Whether something stored has not reached the indexes: a write goes on, or was cut short."""
        return self.store.meta("index_dirty") == "1" and self.store.meta(library.REVISION_KEY) is not None

    def catch_up(self) -> None:
        """Complete a write that was cut short. Raises StoreBusyError while it is still going on."""
        with writing(self.settings.home):
            indexing.sync(self.store, self.index)

    @cached_property
    def _library_revision(self) -> str:
        return library_revision(self.settings.corpus_dir)

    # -- documents -------------------------------------------------------------------------------------------------

    def ingest(
        self,
        paths: Sequence[Path],
        workspace: str,
        role: Role | None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> IngestResult:
        """Read files and folders into a workspace; ``tell`` hears of each file as soon as its fate is known."""
        _own_workspace(workspace)
        limits = Limits(file_bytes=self.settings.max_file_mb * MEGABYTE)
        reader = DocumentReader(self.settings.workers, limits, progress)
        with writing(self.settings.home):
            deps = IngestDeps(self.store, self.index, reader, document_id, self.clock, self.sources.keep)
            return ingest(paths, workspace, role, deps, progress, tell)

    def documents(self, workspace: str) -> list[tuple[Document, str]]:
        """Documents of a workspace with the time they were ingested."""
        return self.store.documents([workspace])

    def page_picture(self, document: Document, start: int, end: int, page: int | None) -> PagePicture | None:
        """The page of the original on which a passage stands, marked; None where the file has no pages to show."""
        pages = pages_of(document, start, end, page)
        return page_picture(self.sources.path_of(document), pages, document.text[start:end])

    def preview(self, path: Path, workspace: str, role: Role | None) -> tuple[Document, tuple[Chunk, ...]]:
        """What a file would become, without keeping it. Raises what reading it raises."""
        reader = DocumentReader(1, Limits(file_bytes=self.settings.max_file_mb * MEGABYTE))
        _, outcome = next(iter(reader([(path, path.name)], workspace, role)))
        if isinstance(outcome, GuanbiaoError):
            raise outcome
        return outcome

    def original(self, document: Document) -> Path | None:
        """The file a stored version was read from; None where it is no longer there."""
        path = self.sources.path_of(document)
        return path if path.is_file() else None

    def expected_documents(self, workspace: str) -> tuple[Expected, ...]:
        """What the standard and good practice expect, and what the workspace has by that name."""
        current = next(framework for framework in self.frameworks if framework.id == NAMED)
        subjects = load_subjects(self.settings.corpus_dir / "domain", self.frameworks)
        procedures = next(subject for subject in subjects if subject.id == "procedures")
        return coverage(current, procedures, (head for head, _ in self.documents(workspace)))

    def paper_picture(self, file: Path, quote: str) -> PagePicture | None:
        """The page of a file on which words stand; None where the file has no pages to show."""
        return page_picture(file, None, quote)

    def delete(self, identity: str, workspace: str) -> int:
        """Delete a document for good; returns the number of versions removed."""
        _own_workspace(workspace)
        with writing(self.settings.home):
            versions = self.store.delete(identity, workspace)
            if not versions:
                raise InputError("没有这份文件", f"{workspace} / {identity}", "用 guanbiao documents 查看编号")
            indexing.sync(self.store, self.index)
            self.sources.remove_all_but(self.store.every_version())
        return versions

    # -- 两张皮 ----------------------------------------------------------------------------------------------------

    def enterprise(self, folder: Path) -> Enterprise:
        """What the ``enterprise.yaml`` of a folder declares; empty without one."""
        path = folder / "enterprise.yaml"
        return read_enterprise(path) if path.is_file() else Enterprise()

    def enterprise_file(self, file: Path) -> Enterprise:
        """What an ``enterprise.yaml`` kept elsewhere declares."""
        if not file.is_file():
            raise InputError("找不到企业声明文件", str(file), "写上 enterprise.yaml 的位置")
        return read_enterprise(file)

    def gaps(
        self,
        folder: Path,
        authenticity: bool = False,
        declared: Enterprise | None = None,
        progress: Progress | None = None,
        subject: GapSubject | None = None,
        by: str = LOCAL_USER,
    ) -> GapReport:
        """What the files below ``folder`` prescribe against what they record; ``declared`` replaces enterprise.yaml.

        With a ``subject`` the facts people confirmed count, the run is kept in the name of ``by``, and the report tells
        what is new, persisting and resolved; without one nothing is remembered.
        """
        said = self.registers.said(subject) if subject else ()
        report, rows = judged(folder, self._gap_dependencies(folder, progress), authenticity, declared, said)
        if subject is None:
            return report
        self.registers.keep(subject, rows)
        return self.gap_history.follow(report, subject, by)

    def enterprise_facts(self, folder: Path, subject: GapSubject | None = None) -> tuple[RegisterRow, ...]:
        """All facts of the files below ``folder`` with what people said about them, read anew."""
        said = self.registers.said(subject) if subject else ()
        rows = read_facts(folder, self._gap_dependencies(folder, None), said=said)
        if subject:
            self.registers.keep(subject, rows)
        return rows

    def _gap_dependencies(self, folder: Path, progress: Progress | None) -> GapDependencies:
        if not folder.is_dir():
            raise InputError("找不到这个文件夹", str(folder), "写上企业资料所在的文件夹")
        return GapDependencies(
            load=read_ahead(enterprise_files(folder), self.settings.workers, progress),
            is_workday=is_workday,
            rules=read_gap_rules(self.settings.corpus_dir / "rules" / "gaps"),
            read_enterprise=read_enterprise,
            read_registers=read_registers,
            today=lambda: self.clock.now().date(),
            model=self._gap_model(),
        )

    def _gap_model(self) -> GapModel | None:
        settings = self.settings
        if not settings.model:
            return None
        from .adapters.langchain_chat import LangChainChat

        chat = LangChainChat(settings.model, settings.base_url, settings.api_key, settings.model_timeout_seconds)
        return GapModel(chat, read_text_file(settings.prompts_dir / "gap_proposals.md"))

    def write_registers(self, rows: Sequence[RegisterRow], target: Path) -> None:
        """Facts as YAML or a workbook for a person to confirm and correct."""
        write_registers(target, rows)

    def import_registers(self, file: Path, subject: GapSubject, by: str) -> list[RegisterRow]:
        """Keep what a person wrote into such a file; the next run goes by it."""
        rows = read_registers(file, by, self.clock.now())
        self.registers.say(subject, rows)
        return rows

    def write_gap_report(self, report: GapReport, target: Path) -> None:
        """Write a report; the kind follows the ending of the name."""
        from .rendering.gap_report import write_report
        from .rendering.gap_view import clause_labels

        current = next(framework for framework in self.frameworks if framework.id == NAMED)
        write_report(report, target, clause_labels(current.requirements))

    def workspace_gaps(
        self,
        workspace: str,
        authenticity: bool = False,
        declared: Enterprise | None = None,
        progress: Progress | None = None,
        subject: GapSubject | None = None,
        by: str = LOCAL_USER,
    ) -> GapReport:
        """The same for the documents of a workspace."""
        with self._laid_out(workspace) as folder:
            return self.gaps(folder, authenticity, declared, progress, subject, by)

    def workspace_facts(self, workspace: str, subject: GapSubject | None = None) -> tuple[RegisterRow, ...]:
        """All facts of the documents of a workspace, read anew."""
        with self._laid_out(workspace) as folder:
            return self.enterprise_facts(folder, subject)

    @contextmanager
    def _laid_out(self, workspace: str) -> Generator[Path]:
        heads = [head for head, _ in self.documents(workspace)]
        if not heads:
            raise InputError("这个工作区里还没有文件", workspace, "先用 guanbiao ingest 读入企业的文件和记录")
        with tempfile.TemporaryDirectory() as scratch:
            self.sources.lay_out(heads, Path(scratch))
            yield Path(scratch)

    def correct(self, document: Document, workspace: str) -> None:
        """Keep corrected facts (kind, code, version, effective date) of a stored version of this workspace."""
        _own_workspace(workspace)
        if self.store.document(document.version_id, [workspace]) is None:
            raise InputError("没有这份文件", f"{workspace} / {document.id}", "刷新页面后再试")
        with writing(self.settings.home):
            self.store.update_head(document)

    # -- asking ----------------------------------------------------------------------------------------------------

    def search(self, query: str, workspace: str, scope: Scope = "all", limit: int = 10) -> list[Passage]:
        """Ranked passages."""
        return self.retriever.search(query, workspaces(workspace, scope), limit)

    def ask(self, question: Question, limit: int = 10) -> Answer:
        """A verified, cited answer or a reasoned refusal."""
        return answer(question, self.answering, limit)

    def stream(self, question: Question, limit: int = 10) -> Iterator[Event]:
        """The same as it happens: stages, claims, the whole answer last."""
        return stream(question, self.answering, limit)

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """The standards outlined in our own words."""
        return load_frameworks(self.settings.corpus_dir / "frameworks")

    def answering_model(self) -> ChatModel | None:
        """The configured language model, for a test of the connection."""
        return self.answering.model

    # -- papers ----------------------------------------------------------------------------------------------------

    def check(
        self, file: Path, kind: str, facts: Path | None = None, others: Sequence[Path] = ()
    ) -> CheckResult:
        """A paper against the rules of its kind, and against other papers it must agree with."""
        deps = CheckDeps(self.rules(), load_goal_slots(self.settings.corpus_dir / "rules" / "goal_slots.yaml"))
        loader = FileLoader()
        beside = [loader.load(other) for other in others]
        return check_paper(loader.load(file), kind, deps, load_facts(facts) if facts else None, beside)

    def paper_text(self, file: Path) -> str:
        """A paper's text as a person reads it."""
        return paper_text(FileLoader().load(file))

    def rules(self) -> tuple[Rule, ...]:
        """The rules papers are checked against."""
        return load_rules(self.settings.corpus_dir / "rules" / "checks")

    # -- drafts ----------------------------------------------------------------------------------------------------

    @cached_property
    def drafting(self) -> DraftDeps:
        """What drafts are made with; a language model only where one is configured."""
        corpus, settings = self.settings.corpus_dir, self.settings
        frameworks = load_frameworks(corpus / "frameworks")
        model = None
        if settings.model:
            from .adapters.langchain_chat import LangChainChat

            model = LangChainChat(settings.model, settings.base_url, settings.api_key, settings.model_timeout_seconds)
        return DraftDeps(
            material=load_material(corpus / "templates", frameworks, load_subjects(corpus / "domain", frameworks)),
            orders=order_pattern(load_suspicions(corpus / "facts" / "suspicions.yaml")),
            checks=CheckDeps(self.rules(), load_goal_slots(corpus / "rules" / "goal_slots.yaml")),
            read=read_markdown_text,
            rewording=Rewording(model, read_text_file(settings.prompts_dir / "draft.md")) if model else None,
        )

    def draft(self, kind: str, facts: Path, workspace: str, template: Path | None = None) -> Draft:
        """A document to come; a template of the customer's is compared with other clients' documents."""
        made = draft(kind, load_facts(facts), self.drafting)
        if template is None or not (self.settings.home / "guanbiao.db").is_file():
            return made
        others = [name for name in self.store.workspaces() if name not in (workspace, LIBRARY)]
        text = "\n".join(block.text for block in FileLoader().load(template).blocks)
        return with_reuse(made, text, self._texts(others), self._texts([LIBRARY]))

    def edited_draft(self, made: Draft, texts: Sequence[str], facts: Path) -> Draft:
        """A draft with changed texts of its sections, checked anew."""
        return edited(made, texts, load_facts(facts), self.drafting)

    def _texts(self, names: Sequence[str]) -> Iterator[str]:
        for document in self._whole_documents(names):
            yield document.text

    def _whole_documents(self, names: Sequence[str]) -> Iterator[Document]:
        """Current documents of workspaces with their text."""
        for head, _ in self.store.documents(names):
            if document := self.store.document(head.version_id, names):
                yield document

    def write_draft(self, made: Draft, facts: Path, target: Path, template: Path | None) -> tuple[str, ...]:
        """A draft as a Word document; returns warnings about the template."""
        from .adapters.docx_writer import write_docx
        from .adapters.template_docx import fill_template

        table, _ = cleansed(load_facts(facts), self.drafting.orders)
        maker = f"贯标助手 {__version__}"
        if template:
            return fill_template(made, table, template, target, maker)
        write_docx(made, table, target, maker)
        return ()

    # -- facts -----------------------------------------------------------------------------------------------------

    def facts_example(self, target: Path) -> tuple[Path, Path]:
        """The commented example and its schema."""
        return write_example(self.settings.corpus_dir / "facts" / "example.yaml", target)

    def examine_facts(self, file: Path) -> FactsReport:
        """Contradictions, suspected orders and missing facts of a table."""
        return examine(load_facts(file), FactsDeps(self.drafting.material, self.drafting.orders))

    def propose_facts(self, workspace: str | None, folder: Path | None) -> tuple[tuple[Proposal, ...], list[str]]:
        """Facts that documents seem to state, with their sources, and files that could not be read."""
        if folder is not None:
            readings, warnings = read_folder(folder, FileLoader())
        else:
            stored = self._whole_documents([workspace or ""])
            readings, warnings = [(document.file, stored_file(document)) for document in stored], []
        if not readings:
            where = str(folder or workspace)
            raise InputError("没有可读的文件", where, "检查路径，或先用 guanbiao ingest 导入")
        named = [Reading(name, loaded) for name, loaded in readings]
        return from_documents(named, self.drafting.checks.slots, self.drafting.orders), warnings

    # -- care ------------------------------------------------------------------------------------------------------

    def doctor(self) -> care.Examination:
        """What is there and what is wrong."""
        facts = [f"数据文件夹：{self.settings.home}", f"内置资料：{'最新' if self.prepared() else '需要更新'}"]
        return care.examine(self.store, self.index, facts)

    def reindex(self, progress: Progress | None = None) -> int:
        """Rebuild all indexes from the store; returns the number of chunks written."""
        with writing(self.settings.home):
            return indexing.rebuild(self.store, self.index, progress).written

    def backup(self, target: Path) -> int:
        """Write a backup; returns its size in bytes."""
        return write_backup(self.settings.home, target, self.store.snapshot)

    def restore(self, source: Path, progress: Progress | None = None) -> Path:
        """Put a backup in place, rebuild the indexes; returns the folder with what was there before."""
        with writing(self.settings.home):
            self.store.close()
            aside = read_backup(source, self.settings.home, self.clock.now())
            fresh = Assistant(self.settings)
            fresh.people.sessions.end_all()
            indexing.rebuild(fresh.store, fresh.index, progress)
        return aside


def open_assistant(settings: Settings) -> Assistant:
    """The assistant for these settings; nothing is read or built yet."""
    return Assistant(settings)


def workspaces(workspace: str, scope: Scope) -> list[str]:
    """Where a question may look: never into another client's workspace."""
    return {"all": [workspace, LIBRARY], "library": [LIBRARY], "workspace": [workspace]}[scope]


def _own_workspace(workspace: str) -> None:
    if workspace == LIBRARY or not workspace.strip():
        raise InputError("这个工作区名称不能使用", repr(workspace), "换一个名称，例如客户简称")
