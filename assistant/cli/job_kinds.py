"""What each kind of background job does, always in the name and with the rights its owner has now."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from ..adapters.workspace_files import WorkspaceFiles
from ..bootstrap import Assistant
from ..domain.account import LOCAL_USER
from ..domain.declaration import Enterprise
from ..domain.document import Role
from ..domain.errors import InputError
from ..domain.finding import GapRequest, GapSubject
from ..domain.job import Job, JobKind
from ..guarded import DeniedError, Guarded, guarded, local
from ..guarded.jobs import JOB_ACTION
from ..ports import Progress
from ..workflows.ingest import IngestedDocument
from ..workflows.jobs import Handler
from .evaluation import evaluated

Result = Mapping[str, object]


def handlers(helper: Assistant) -> dict[JobKind, Handler]:
    """Payloads are made by the pages, never taken from a user as they are."""

    def ingest(job: Job, progress: Progress) -> Result:
        person, known = _owner(helper, job), helper.job_notes.items(job.id)
        paths = [_inside(person, path) for path in cast(list[str], job.payload["paths"])]

        def tell(line: IngestedDocument) -> None:
            """Keep what became of a file; what an attempt cut short had taken in counts as taken in."""
            if line.status != "unchanged" or line.file not in known:
                helper.job_notes.keep(job.id, line.file, line.model_dump(mode="json"))

        person.ingest(paths, job.workspace, cast(Role | None, job.payload.get("role")), progress, tell)
        return {"workspace": job.workspace, "documents": list(helper.job_notes.items(job.id).values())}

    def gaps(job: Job, progress: Progress) -> Result:
        person, folder, declared = _owner(helper, job), job.payload.get("folder"), job.payload.get("declared")
        known = Enterprise.model_validate(declared or {})
        named = job.payload.get("subject") or (known.name if folder else "")
        subject = GapSubject(workspace=job.workspace, name=str(named))
        request = GapRequest(authenticity=known.authenticity, declared=known, subject=subject)
        if folder is None:
            report = person.workspace_gaps(job.workspace, request, progress)
        else:
            report = person.gaps(_inside(person, str(folder)), request, progress)
        kept = WorkspaceFiles(helper.settings.home, job.workspace)
        run = kept.save_run("gaps", job.created_at, report.model_dump_json(), mark=job.id[:8])
        return {"run": run.name, "enterprise": report.enterprise, "findings": len(report.findings)}

    def draft(job: Job, progress: Progress) -> Result:
        person, template = _owner(helper, job), job.payload.get("template")
        progress("起草", 0, 1)
        own = _inside(person, str(template)) if template else None
        facts = _inside(person, str(job.payload["facts"]))
        return {"draft": person.draft(str(job.payload["kind"]), facts, job.workspace, own).model_dump(mode="json")}

    def evaluate(job: Job, progress: Progress) -> Result:
        _owner(helper, job)
        suites, limit = cast(list[str], job.payload.get("suites") or []), cast(int | None, job.payload.get("limit"))
        return {"split": "dev", "suites": evaluated(helper.settings, suites, "dev", limit, progress)}

    def reindex(job: Job, progress: Progress) -> Result:
        return {"chunks": _owner(helper, job).reindex(progress)}

    return {"ingest": ingest, "gaps": gaps, "draft": draft, "eval": evaluate, "reindex": reindex}


def _owner(helper: Assistant, job: Job) -> Guarded:
    """The assistant in the hands of a job's owner. Raises DeniedError for rights that were taken away since."""
    person = local(helper) if job.owner == LOCAL_USER else guarded(helper, job.owner)
    if person is None:
        raise DeniedError("提交任务的账号已停用，或本机已改为登录使用", job.owner, "登录后重新提交")
    person.need(job.workspace, JOB_ACTION[job.kind])
    return person


def _inside(person: Guarded, path: str) -> Path:
    """A path of a payload: what was uploaded or comes with the product; others only for administrators."""
    found, home = Path(path).resolve(), person.settings.home.resolve()
    open_to_all = (home / "uploads", home / "workspaces", person.settings.corpus_dir.resolve() / "demo")
    if not person.administers and not any(found.is_relative_to(folder) for folder in open_to_all):
        raise InputError("后台任务只读上传的文件", found.name, "重新上传后再试")
    return found
