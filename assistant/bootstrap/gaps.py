"""两张皮: an enterprise's papers against its records, facts confirmed by people, reports."""

import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..adapters.enterprise_yaml import read_enterprise
from ..adapters.gap_rules_yaml import read_gap_rules, read_subjects
from ..adapters.library import NAMED
from ..adapters.read_ahead import read_ahead
from ..adapters.register_files import read_registers, write_registers
from ..adapters.templates_yaml import read_text_file
from ..adapters.work_calendar import is_workday
from ..domain.account import LOCAL_USER
from ..domain.declaration import Enterprise
from ..domain.errors import InputError
from ..domain.finding import GapRequest, GapSubject
from ..domain.register import RegisterRow
from ..gaps.model_proposals import GapModel
from ..ports import Progress
from ..workflows.gap_files import enterprise_files
from ..workflows.gaps import GapDependencies, GapReport, judged, read_facts
from .documents import DocumentWork

_PLAIN = GapRequest()


class GapWork(DocumentWork):
    """Everything about gaps."""

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
        self, folder: Path, request: GapRequest = _PLAIN, progress: Progress | None = None, by: str = LOCAL_USER
    ) -> GapReport:
        """What the files below ``folder`` prescribe against what they record.

        With a subject the facts people confirmed count, the run is kept in the name of ``by``, and the report tells
        what is new, persisting and resolved; without one nothing is remembered.
        """
        subject = request.subject
        said = self.registers.said(subject) if subject else ()
        needed = self._gap_dependencies(folder, progress)
        report, rows = judged(folder, needed, request.authenticity, request.declared, said)
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
            subjects=read_subjects(self.settings.corpus_dir / "rules" / "gaps"),
            model=self._gap_model(),
        )

    def _gap_model(self) -> GapModel | None:
        settings = self.settings
        if not settings.model:
            return None
        from ..adapters.langchain_chat import LangChainChat

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
        from ..rendering.gap_report import write_report
        from ..rendering.gap_view import clause_labels

        current = next(framework for framework in self.frameworks if framework.id == NAMED)
        write_report(report, target, clause_labels(current.requirements))

    def workspace_gaps(
        self, workspace: str, request: GapRequest = _PLAIN, progress: Progress | None = None, by: str = LOCAL_USER
    ) -> GapReport:
        """The same for the documents of a workspace."""
        with self._laid_out(workspace) as folder:
            return self.gaps(folder, request, progress, by)

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
