"""两张皮: choose an enterprise's files, declare what was provided, run, read the findings."""

from pathlib import Path

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..domain.facts import Enterprise
from ..workflows.gaps import GapReport
from . import background
from .gap_form import declaration
from .gap_results import show
from .parts import empty, heading, plain
from .session import assistant, files, workspace

_SOURCES = ("workspace", "upload", "folder", "demo")
_SOURCE_NAMES = {"workspace": "本工作区的资料", "upload": "上传文件", "folder": "本机文件夹", "demo": "演示企业"}


def page() -> None:
    """The page of the gap detector."""
    heading("两张皮", "把制度规定的与记录反映的逐项对照，列出疑似差距，两边都引原文；未提供、说不清的列为不可评价。")
    if job := background.under_way("gaps"):
        background.watch(job.id)
        return
    runs = files().runs("gaps")
    with st.expander("新的对照", expanded=not runs, icon=":material/rule_folder:"):
        _new_run()
    if (job := background.outcome("gaps")) and not background.told(job):
        background.close(job)
    background.history("gaps")
    if not runs:
        empty("还没有对照过。选择企业的资料文件夹，或先用演示企业看看效果。")
        return
    chosen = st.selectbox("结果", runs, format_func=_run_name, key=f"run-{len(runs)}") if len(runs) > 1 else runs[0]
    report = _report(chosen)
    show(report, _before(report, runs[runs.index(chosen) + 1 :]))


def _before(report: GapReport, older: list[Path]) -> GapReport | None:
    """The latest earlier run of the same enterprise over the same window."""
    known = (_report(path) for path in older)
    return next((r for r in known if (r.enterprise, r.window) == (report.enterprise, report.window)), None)


@st.cache_data(show_spinner=False, max_entries=5)
def _report(path: Path) -> GapReport:
    return GapReport.model_validate_json(path.read_text(encoding="utf-8"))


def _run_name(path: Path) -> str:
    stamp = path.stem
    report = _report(path)
    when = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]} {stamp[9:11]}:{stamp[11:13]}"
    return f"{when}　{report.enterprise or '未署名企业'}　{len(report.findings)} 条"


def _new_run() -> None:
    allowed = [name for name in _SOURCES if name != "folder" or assistant().administers]  # folders of the server
    source = st.segmented_control(
        "资料来源", allowed, format_func=_SOURCE_NAMES.__getitem__, default="upload", required=True, key="gap_source"
    )
    folder = None
    if source == "workspace":
        st.caption(f"“资料”页中的 {len(assistant().documents(workspace()))} 份文件")
    elif (folder := _folder(source or "upload")) is None:
        return
    try:
        known = assistant().enterprise(folder) if folder else Enterprise()
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    declared = declaration(str(folder), known)
    if declared and st.button("开始对照", type="primary", icon=":material/play_arrow:", key="gap_go"):
        title = declared.name or _SOURCE_NAMES[source or "upload"]
        payload = {"folder": str(folder) if folder else None, "declared": declared.model_dump(mode="json")}
        background.submit("gaps", title, payload)


def _folder(source: str) -> Path | None:
    if source == "demo":
        return assistant().settings.corpus_dir / "demo" / "gaps"
    if source == "folder":
        typed = st.text_input("文件夹位置", key="gap_folder", placeholder="例如 /home/zhang/某企业资料")
        path = Path(typed).expanduser() if typed and typed.strip() else None
        if path and not path.is_dir():
            st.warning("找不到这个文件夹，请检查位置是否写对。")
            return None
        return path
    as_folder = st.toggle("选择整个文件夹（保留部门子文件夹）", value=False, key="gap_whole")
    uploads = st.file_uploader(
        "选择文件夹" if as_folder else "选择文件；也可以是一个 zip 压缩包",
        accept_multiple_files="directory" if as_folder else True,
        key=f"gap_files-{as_folder}",
    )
    if not uploads:
        return None
    try:
        return files().keep_folder([(upload.name, upload.getvalue()) for upload in uploads])
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return None
