"""Papers, drafts, fact tables and gaps; files come from the person, results go to a workspace."""

from collections.abc import Sequence
from pathlib import Path

from ..bootstrap import Assistant
from ..domain.draft import Draft
from ..domain.finding import GapRequest
from ..drafting.proposals import Proposal
from ..ports import Progress
from ..workflows.gaps import GapReport
from .parts import GuardedParts
from .rights import brought

_PLAIN = GapRequest()


class GuardedPapers(GuardedParts):
    """Everything about papers and gaps."""

    check = brought("check", Assistant.check)
    paper_text = brought("check", Assistant.paper_text)
    paper_picture = brought("check", Assistant.paper_picture)
    write_draft = brought("draft", Assistant.write_draft)
    examine_facts = brought("draft", Assistant.examine_facts)
    enterprise = brought("gaps", Assistant.enterprise)
    write_gap_report = brought("gaps", Assistant.write_gap_report)

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

    def facts_example(self, target: Path) -> tuple[Path, Path]:
        """The commented example and its schema."""
        return self.inner.facts_example(target)

    def propose_facts(self, workspace: str | None, folder: Path | None) -> tuple[tuple[Proposal, ...], list[str]]:
        """Facts that documents of a workspace, or files this person brought, seem to state."""
        if workspace is not None:
            self.need(workspace, "draft")
        self.need_somewhere("draft")
        return self.inner.propose_facts(workspace, folder)

    def gaps(self, folder: Path, request: GapRequest = _PLAIN, progress: Progress | None = None) -> GapReport:
        """What files prescribe against what they record; a run of a subject is kept in its workspace."""
        self.need_somewhere("gaps")
        self._need_subject(request)
        report = self.inner.gaps(folder, request, progress, self.user.name)
        self.note("gaps", object=report.enterprise, detail=f"{len(report.findings)} 项")
        return report

    def workspace_gaps(
        self, workspace: str, request: GapRequest = _PLAIN, progress: Progress | None = None
    ) -> GapReport:
        """The same for the documents of a workspace."""
        self.need(workspace, "gaps")
        self._need_subject(request)
        report = self.inner.workspace_gaps(workspace, request, progress, self.user.name)
        self.note("gaps", workspace, report.enterprise, f"{len(report.findings)} 项")
        return report

    def _need_subject(self, request: GapRequest) -> None:
        if request.subject:
            self.need(request.subject.workspace, "gaps")
