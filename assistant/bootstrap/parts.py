"""The parts of the assistant on one data folder, each built when first used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from secrets import token_urlsafe

from ..adapters.account_store import AccountStore
from ..adapters.answer_parts import load_answer_prompts, load_answering_rules
from ..adapters.audit_log import AuditLog
from ..adapters.chat_store import ChatStore
from ..adapters.corpus_yaml import load_frameworks
from ..adapters.gap_store import GapStore
from ..adapters.glossary_yaml import load_glossary
from ..adapters.intent_file import read_intent_model
from ..adapters.job_notes import JobNotes
from ..adapters.job_store import JobStore
from ..adapters.library import library_revision
from ..adapters.meaning_file import read_meaning_model
from ..adapters.passwords import fits, password_hash
from ..adapters.recycle_store import RecycleStore
from ..adapters.register_store import RegisterStore
from ..adapters.search_index import SearchIndex
from ..adapters.sentence_nearness import SentenceNearness
from ..adapters.session_store import SessionStore
from ..adapters.source_files import SourceFiles
from ..adapters.sqlite_store import SqliteStore
from ..adapters.worker_process import WorkerCare
from ..answering.intent import IntentReader
from ..answering.meaning import MeaningReader
from ..domain.framework import Framework
from ..domain.glossary import Glossary
from ..retrieval.retriever import Retriever
from ..settings import LIBRARY, Settings
from ..workflows import library
from ..workflows.accounts import People
from ..workflows.answer import AnswerDeps
from ..workflows.gap_history import GapHistory
from ..workflows.registers import Registers


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Now, with time zone."""
        return datetime.now().astimezone()


@dataclass
class Parts:
    """Settings, and what is opened from them."""

    settings: Settings

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
        from ..adapters.search_parts import open_index  # loads ONNX Runtime and chromadb

        settings = self.settings
        return open_index(settings.home, settings.models_dir, settings.corpus_dir, self.glossary.words())

    @cached_property
    def retriever(self) -> Retriever:
        """Question → passages."""
        from ..adapters.search_parts import open_retriever

        return open_retriever(self.index, self.store, self.glossary, self.settings.corpus_dir)

    @cached_property
    def answering(self) -> AnswerDeps:
        """What answers are made with; the model is opened with the first question."""
        from ..adapters.langchain_chat import LangChainChat

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
            nearness=SentenceNearness(self.index.tokens, self.index.embedder, self.index.codec),
            meaning=MeaningReader(read_meaning_model(settings.corpus_dir / "meaning"), self.index.embedder.query),
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
    def recycled(self) -> RecycleStore:
        """What was deleted and can be put back."""
        return RecycleStore(self.store.database)

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

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """The standards outlined in our own words."""
        return load_frameworks(self.settings.corpus_dir / "frameworks")

    @cached_property
    def _library_revision(self) -> str:
        return library_revision(self.settings.corpus_dir)

    def unfinished(self) -> bool:
        """Whether something stored has not reached the indexes: a write goes on, or was cut short."""
        return self.store.meta("index_dirty") == "1" and self.store.meta(library.REVISION_KEY) is not None
