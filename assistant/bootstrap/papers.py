"""Papers checked, documents drafted, fact tables examined."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from .. import __version__
from ..adapters.corpus_yaml import load_frameworks, load_subjects
from ..adapters.facts_files import read_folder, read_markdown_text, stored_file
from ..adapters.facts_schema import write_example
from ..adapters.facts_yaml import load_facts
from ..adapters.file_loader import FileLoader
from ..adapters.rules_yaml import load_goal_slots, load_rules
from ..adapters.templates_yaml import load_material, load_suspicions, read_text_file
from ..domain.document import Document
from ..domain.draft import Draft
from ..domain.errors import InputError
from ..domain.rule import Rule
from ..drafting.proposals import Proposal
from ..drafting.rewording import Rewording
from ..drafting.suspicion import cleansed, order_pattern
from ..rendering.marked_text import paper_text
from ..settings import LIBRARY
from ..workflows.check import CheckDeps, CheckResult, check_paper
from ..workflows.draft import DraftDeps, draft, edited, with_reuse
from ..workflows.facts import FactsDeps, FactsReport, Reading, examine, from_documents
from .parts import Parts


class PaperWork(Parts):
    """Everything about papers, drafts and fact tables."""

    def check(self, file: Path, kind: str, facts: Path | None = None, others: Sequence[Path] = ()) -> CheckResult:
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

    @cached_property
    def drafting(self) -> DraftDeps:
        """What drafts are made with; a language model only where one is configured."""
        corpus, settings = self.settings.corpus_dir, self.settings
        frameworks = load_frameworks(corpus / "frameworks")
        model = None
        if settings.model:
            from ..adapters.langchain_chat import LangChainChat

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
        from ..adapters.docx_writer import write_docx
        from ..adapters.template_docx import fill_template

        table, _ = cleansed(load_facts(facts), self.drafting.orders)
        maker = f"贯标助手 {__version__}"
        if template:
            return fill_template(made, table, template, target, maker)
        write_docx(made, table, target, maker)
        return ()

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
