"""两张皮: choose an enterprise's files, declare what was provided, run, read the findings."""

import streamlit as st

from ..domain.finding import GapRun, GapSubject
from . import background
from .gap_new import new_run
from .gap_results import show
from .parts import empty, heading
from .session import assistant, workspace


def page() -> None:
    """The page of the gap detector."""
    heading("两张皮", "把制度规定的与记录反映的逐项对照，列出疑似差距，两边都引原文；未提供、说不清的列为不可评价。")
    if job := background.under_way("gaps"):
        background.watch(job.id)
        return
    subjects = assistant().gap_history.subjects(workspace())
    with st.expander("新的对照", expanded=not subjects, icon=":material/rule_folder:"):
        new_run()
    if job := background.outcome("gaps"):
        if background.told(job):
            assistant().jobs.mark_seen(job.id, workspace())
        else:
            background.close(job)
    background.history("gaps")
    if not subjects:
        empty("还没有对照过。选择企业的资料文件夹，或先用演示企业看看效果。")
        return
    subject, run = _chosen(subjects)
    report = assistant().gap_history.report(subject, run.id)
    if report:
        show(subject, report)


def _chosen(subjects: list[GapSubject]) -> tuple[GapSubject, GapRun]:
    """The subject and run to look at; the latest unless others are chosen."""
    left, right = st.columns([1, 2])
    names = [subject.name for subject in subjects]
    name = names[0]
    if len(names) > 1:
        name = left.selectbox("对照对象", names, format_func=_subject_name, key=f"subject-{workspace()}")
    subject = next(one for one in subjects if one.name == name)
    runs = assistant().gap_history.runs(subject)
    at = 0
    if len(runs) > 1:
        key = f"run-{subject.name}-{len(runs)}"
        at = right.selectbox("哪一次", range(len(runs)), format_func=lambda n: _run_name(runs[n]), key=key)
    return subject, runs[at]


def _subject_name(name: str) -> str:
    return name or "本工作区的资料"


def _run_name(run: GapRun) -> str:
    told = f"{run.at:%Y-%m-%d %H:%M}　{run.by}　疑似差距 {run.suspected}"
    if run.persisting or run.resolved:
        told += f"　新增 {run.new}，仍在 {run.persisting}，不再出现 {run.resolved}"
    return told
