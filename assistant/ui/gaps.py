"""两张皮: choose an enterprise's files, declare what was provided, run, read the findings."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..domain.facts import Enterprise
from ..ports import Progress
from ..rendering.gap_words import COVERAGE, COVERAGE_FAMILY
from ..workflows.gaps import GapReport
from . import background
from .gap_results import show
from .parts import empty, heading, plain
from .session import assistant, files, work_key, works

_SOURCES = ("upload", "folder", "demo")
_SOURCE_NAMES = {"upload": "上传文件", "folder": "本机文件夹", "demo": "演示企业"}


def page() -> None:
    """The page of the gap detector."""
    heading("两张皮", "把制度规定的与记录反映的逐项对照，列出疑似差距，两边都引原文；未提供、说不清的列为不可评价。")
    work = works().get(work_key("gaps"))
    if work and not work.over.is_set():
        background.watch(work)
        return
    runs = files().runs("gaps")
    with st.expander("新的对照", expanded=not runs, icon=":material/rule_folder:"):
        _new_run()
    if work and work.problem:
        st.error(plain(work.problem))
    if not runs:
        empty("还没有对照过。选择企业的资料文件夹，或先用演示企业看看效果。")
        return
    chosen = st.selectbox("结果", runs, format_func=_run_name, key=f"run-{len(runs)}") if len(runs) > 1 else runs[0]
    show(_report(chosen))


@st.cache_data(show_spinner=False, max_entries=5)
def _report(path: Path) -> GapReport:
    return GapReport.model_validate_json(path.read_text(encoding="utf-8"))


def _run_name(path: Path) -> str:
    stamp = path.stem
    report = _report(path)
    when = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]} {stamp[9:11]}:{stamp[11:13]}"
    return f"{when}　{report.enterprise or '未署名企业'}　{len(report.findings)} 条"


def _new_run() -> None:
    source = st.segmented_control(
        "资料来源", _SOURCES, format_func=_SOURCE_NAMES.__getitem__, default="upload", required=True, key="gap_source"
    )
    folder = _folder(source or "upload")
    if folder is None:
        return
    try:
        known = assistant().enterprise(folder)
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    declared = _declaration(folder, known)
    if declared and st.button("开始对照", type="primary", icon=":material/play_arrow:", key="gap_go"):
        works().start(work_key("gaps"), _job(folder, declared))
        st.rerun()


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


def _declaration(folder: Path, known: Enterprise) -> Enterprise | None:
    """The form of what enterprise.yaml would say; prefilled from the folder's own."""
    key = str(folder)
    name, as_of = st.columns([2, 1])
    company = name.text_input("企业名称", known.name, key=f"name-{key}")
    today = assistant().clock.now().date()
    day = as_of.date_input("截止日期", known.as_of or today, key=f"day-{key}", format="YYYY-MM-DD")
    window = known.window or (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    period = st.date_input("对照期间", window, key=f"window-{key}", format="YYYY-MM-DD")
    coverage = _coverage(key, dict(known.coverage))
    authenticity = st.checkbox(
        "同时查看记录的真实性迹象", known.authenticity, key=f"signs-{key}",
        help="只用于企业自查；列出的是请核实的迹象，不是结论",
    )  # fmt: skip
    if len(period) != 2:
        st.caption("请选好对照期间的开始和结束两个日期。")
        return None
    changes = {
        "name": company.strip(), "as_of": day, "window": period, "coverage": coverage, "authenticity": authenticity
    }  # fmt: skip
    return known.model_copy(update=changes)


def _coverage(key: str, known: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """For each family of records whether all of them were provided; only then something can be missing."""
    with st.expander("各类记录提供得全不全（没有全部提供的，缺了也不算差距）"):
        columns = st.columns(3)
        found: dict[str, str] = {}
        for place, (family, title) in enumerate(COVERAGE_FAMILY.items()):
            options = list(COVERAGE)
            value = known.get(family, known.get("default", "unknown"))
            found[family] = columns[place % 3].selectbox(
                title, options, options.index(value) if value in options else len(options) - 1,
                format_func=COVERAGE.__getitem__, key=f"coverage-{family}-{key}",
            )  # fmt: skip
    return tuple(found.items())


def _job(folder: Path, declared: Enterprise) -> Callable[[Progress], object]:
    helper, kept = assistant(), files()

    def work(progress: Progress) -> object:
        report = helper.gaps(folder, declared.authenticity, declared, progress)
        return kept.save_run("gaps", helper.clock.now(), report.model_dump_json())

    return work
