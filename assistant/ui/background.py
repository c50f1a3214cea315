"""Long work as a page shows it: jobs of a worker process, which a click, a refresh, a second tab or a crash only finds.

Pages submit and look; nothing is ever done in the page itself.
"""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from ..domain.job import OPEN, Job, JobKind
from ..labels import INGEST_STATUS, JOB_KIND, JOB_STATE
from .parts import plain, subheading
from .session import assistant, workspace

_EVERY = 0.7
_HISTORY = 15
_COLOURS: dict[str, Literal["blue", "green", "red", "orange", "gray"]] = {
    "queued": "gray", "running": "blue", "done": "green", "failed": "red", "cancelled": "orange",
    "interrupted": "orange",
}  # fmt: skip


def submit(kind: JobKind, title: str, payload: Mapping[str, object]) -> None:
    """Queue long work of this person in this workspace and show the page anew."""
    assistant().jobs.submit(kind, workspace(), title, payload)
    st.rerun()


def under_way(kind: JobKind) -> Job | None:
    """The job of this kind that waits or runs."""
    return next((job for job in _jobs(kind) if job.state in OPEN), None)


def outcome(kind: JobKind) -> Job | None:
    """The latest ended job of this kind with its result, until its owner has taken note of it."""
    latest = next((job for job in _jobs(kind) if job.state not in OPEN), None)
    if latest is None or assistant().jobs.seen(latest.id, workspace()):
        return None
    return assistant().jobs.get(latest.id, workspace())


@st.fragment(run_every=_EVERY)
def watch(identity: str) -> None:
    """Stage, progress, files and the way to stop a job, renewed until it is over; then the page runs again."""
    jobs, place = assistant().jobs, workspace()
    job = jobs.get(identity, place)
    if job is None or job.state not in OPEN:
        st.rerun()
    with st.container(border=True, key=f"job-{job.kind}"):
        text, stop = st.columns([5, 1], vertical_alignment="center")
        with text:
            subheading(f"{JOB_KIND[job.kind]}：{job.title}")
        stop.button("停止", key=f"stop-{identity}", icon=":material/stop_circle:", disabled=job.cancel_wanted,
                    on_click=_cancel, args=(identity,))  # fmt: skip
        st.progress(job.share, text=plain(_stage(job)))
        _files(jobs.items(identity, place))
        st.caption("可以离开或刷新本页，工作会继续；做完的部分已经保存。")


def told(job: Job) -> bool:
    """What became of a job that did not succeed, with another try; True when it did succeed."""
    if job.state == "done":
        return True
    show = st.error if job.state == "failed" else st.warning
    show(plain(f"{JOB_KIND[job.kind]}{JOB_STATE[job.state]}：{job.note}"))
    _files(assistant().jobs.items(job.id, workspace()))
    return False


def close(job: Job) -> None:
    """The buttons below an outcome: taken note of, and another try where there is something to try."""
    jobs, place = assistant().jobs, workspace()
    note, again, _ = st.columns([1, 1, 4])
    note.button("知道了", key=f"seen-{job.kind}", on_click=jobs.mark_seen, args=(job.id, place), width="stretch")
    if job.state != "done":
        again.button("重试", key=f"retry-{job.kind}", icon=":material/refresh:", on_click=_retry,
                     args=(job.id,), width="stretch")  # fmt: skip


def history(kind: JobKind) -> None:
    """Earlier jobs of this kind with what they wrote to their logs."""
    known = _jobs(kind)[:_HISTORY]
    if not known:
        return
    with st.expander("历次任务", icon=":material/history:"):
        for job in known:
            _past(job)


def _past(job: Job) -> None:
    name, state, log, again = st.columns([5, 1, 1, 1], vertical_alignment="center")
    name.text(f"{job.created_at:%Y-%m-%d %H:%M}　{job.title}" + (f"　第 {job.attempt} 次" if job.attempt > 1 else ""))
    state.badge(JOB_STATE[job.state], color=_COLOURS[job.state])
    with log.popover("过程"):
        st.text("\n".join([*assistant().jobs.log(job.id, workspace()), job.note]).strip() or "还没有开始。")
    if job.state not in (*OPEN, "done"):
        again.button("重试", key=f"again-{job.id}", on_click=_retry, args=(job.id,))


def _retry(identity: str) -> None:
    assistant().jobs.retry(identity, workspace())


def _cancel(identity: str) -> None:
    assistant().jobs.cancel(identity, workspace())


def _jobs(kind: JobKind) -> list[Job]:
    return [job for job in assistant().jobs.list(workspace()) if job.kind == kind]


def _stage(job: Job) -> str:
    if job.cancel_wanted:
        return "正在停止…"
    if job.state == "queued":
        before = assistant().jobs.ahead(job.id, workspace())
        return f"排队中，前面还有 {before} 项工作…" if before else "马上开始…"
    count = f"　{job.done}/{job.total}" if job.total else f"　{job.done}" if job.done else ""
    return f"{job.stage or '开始'}{count}"


def _files(items: Mapping[str, Mapping[str, object]]) -> None:
    """What became of each file so far."""
    if items:
        rows = [
            {"文件": name, "结果": INGEST_STATUS.get(str(item.get("status")), "—"), "段数": item.get("chunks"),
             "说明": item.get("reason") or ""}
            for name, item in items.items()
        ]  # fmt: skip
        st.dataframe(rows, hide_index=True, placeholder="", height=min(35 * (len(rows) + 1) + 3, 320))
