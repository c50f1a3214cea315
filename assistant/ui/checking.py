"""检查: a paper against the rules of its kind, the places marked in its text, suggestions to take away."""

import json
import tempfile
from pathlib import Path

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..labels import DOCUMENT_TYPE, VIOLATION
from ..rendering.marked_text import marked_html, violation_marks
from ..workflows.check import CheckResult, paper_kinds
from .parts import empty, heading, plain, text_box
from .session import assistant, files
from .violations import violation_card

_TYPES = ["docx", "md", "txt", "pdf", "xlsx", "doc", "html"]


def page() -> None:
    """The page that checks a paper."""
    heading("检查", "上传或粘贴一份方针、目标、方案、程序或记录，逐处指出不合要求的地方和改法；只提意见，不改原文。")
    source, kind, facts = _form()
    if source is None or kind is None:
        empty("选好文件种类，再上传文件或粘贴文字。")
        return
    try:
        result = assistant().check(source, kind, facts)
        text = _text(source)
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    _summary(result)
    paper, findings = st.columns([1, 1], gap="large")
    with paper:
        st.markdown("##### 原文")
        text_box(marked_html(text, violation_marks(text, result.violations)))
    with findings:
        _findings(result)
    _downloads(source, result)


def _form() -> tuple[Path | None, str | None, Path | None]:
    kinds = paper_kinds(assistant().rules())
    left, right = st.columns(2, vertical_alignment="bottom")
    kind = left.selectbox("文件种类", kinds, None, format_func=_kind_name, key="check_kind", placeholder="请选择")
    known = files().facts()
    with right:
        with_facts = st.checkbox(
            "对照企业事实表", key="check_facts", disabled=not known.is_file(), help="事实表在“起草”页填写",
        )  # fmt: skip
    upload, typed = st.tabs(["上传文件", "粘贴文字"])
    with upload:
        file = st.file_uploader("要检查的文件", type=_TYPES, key="check_file")
    with typed:
        text = st.text_area("文字", height=220, key="check_text", placeholder="把要检查的文字粘贴到这里")
    source = files().keep_upload(file.name, file.getvalue()) if file else None
    if source is None and text and text.strip():
        source = files().keep_upload("粘贴的文字.md", text.encode())
    return source, kind, known if with_facts and known.is_file() else None


def _kind_name(kind: str) -> str:
    return DOCUMENT_TYPE.get(kind, kind)


@st.cache_data(show_spinner=False, max_entries=20)
def _text(source: Path) -> str:
    return assistant().paper_text(source)


def _summary(result: CheckResult) -> None:
    counts = {key: sum(v.severity == key for v in result.violations) for key in VIOLATION}
    verdict, *tallies = st.columns(4)
    verdict.metric("结论", "通过" if result.status == "pass" else "不通过")
    for column, (key, name) in zip(tallies, VIOLATION.items(), strict=True):
        column.metric(name, counts[key])


def _findings(result: CheckResult) -> None:
    st.markdown("##### 意见")
    if not result.violations:
        st.success("没有发现不合要求的地方。", icon=":material/check_circle:")
        return
    shown = st.pills(
        "程度", list(VIOLATION), format_func=VIOLATION.__getitem__, selection_mode="multi", default=list(VIOLATION),
        key="check_severity", label_visibility="collapsed",
    )  # fmt: skip
    with st.container(height=520, border=False):
        for severity in VIOLATION:
            for violation in result.violations:
                if violation.severity == severity and severity in shown:
                    violation_card(violation)


def _downloads(source: Path, result: CheckResult) -> None:
    left, right, _ = st.columns([1, 1, 2])
    data = result.model_dump(mode="json")
    text = json.dumps({"as": data.pop("as_kind"), **data}, ensure_ascii=False, indent=2)
    left.download_button(
        "下载意见（JSON）", text, f"{source.stem}-检查意见.json", "application/json", on_click="ignore", width="stretch"
    )
    if source.suffix.lower() == ".docx":
        right.download_button(
            "下载带批注的 Word", lambda: _annotated(source, result), f"{source.stem}-批注.docx", on_click="ignore",
            width="stretch",
        )  # fmt: skip


def _annotated(source: Path, result: CheckResult) -> bytes:
    from ..adapters.docx_comments import annotate  # python-docx

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "批注.docx"
        annotate(source, target, result.violations)
        return target.read_bytes()
