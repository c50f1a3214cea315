"""检查: a paper against the rules of its kind, the places marked in its text, suggestions to take away."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import streamlit as st

from ..domain.document import Document
from ..domain.errors import GuanbiaoError
from ..labels import DOCUMENT_TYPE, VIOLATION
from ..rendering.marked_text import marked_html, violation_marks
from ..workflows.check import CheckResult, paper_kinds
from .exporting import export_button
from .parts import empty, heading, plain, text_box
from .session import assistant, files, workspace
from .violations import violation_card

_TYPES = ["docx", "md", "txt", "pdf", "xlsx", "doc", "html"]
_PASTED = "粘贴的文字.md"
_LEAST = 60  # letters below which a file can hardly be a paper


class Paper(NamedTuple):
    """The file to be checked, and what people call it."""

    path: Path
    name: str


def page() -> None:
    """The page that checks a paper."""
    heading("检查", "上传或粘贴一份方针、目标、方案、程序或记录，逐处指出不合要求的地方和改法；只提意见，不改原文。")
    source, kind, facts, others = _form()
    if source is None or kind is None:
        empty("选好文件种类，再上传文件、粘贴文字或从资料中选一份。")
        return
    try:
        with st.spinner("正在检查…"):
            result, text = _checked(source.path, kind, facts, facts.stat().st_mtime if facts else 0.0, others)
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    if len("".join(text.split())) < _LEAST:
        st.warning("只读出很少几个字，可能不是完整的文件或没有读出来；下面的结论不足为凭。", icon=":material/info:")
    _summary(result)
    _downloads(source, text, result)
    paper, findings = st.columns([1, 1], gap="large")
    with paper:
        st.markdown("##### 原文")
        text_box(marked_html(text, violation_marks(text, result.violations)))
    with findings:
        _findings(result)


@st.cache_data(show_spinner=False, max_entries=20)
def _checked(
    source: Path, kind: str, facts: Path | None, facts_at: float, others: tuple[Path, ...]
) -> tuple[CheckResult, str]:
    """Kept by the files (named by their content) and the fact table as it was at ``facts_at``."""
    return assistant().check(source, kind, facts, others), assistant().paper_text(source)


def _form() -> tuple[Paper | None, str | None, Path | None, tuple[Path, ...]]:
    left, right = st.columns(2, vertical_alignment="bottom")
    name = {kind: DOCUMENT_TYPE.get(kind, kind) for kind in paper_kinds(assistant().rules())}
    kind = left.selectbox("文件种类", name, None, format_func=name.__getitem__, key="check_kind", placeholder="请选择")
    known = files().facts()
    with right:
        with_facts = st.checkbox(
            "对照企业事实表", key="check_facts", disabled=not known.is_file(), help="事实表在“起草”页填写",
        )  # fmt: skip
    return _source(), kind, known if with_facts and known.is_file() else None, _others()


def _others() -> tuple[Path, ...]:
    with st.expander("与其他文件核对是否一致", icon=":material/compare:"):
        st.caption("例如检查目标时放上方针和规划：同一件事的数值、周期、部门和日期前后不一的会指出来。")
        uploads = st.file_uploader("一起核对的文件", type=_TYPES, accept_multiple_files=True, key="check_others")
    return tuple(files().keep_upload(file.name, file.getvalue()) for file in uploads)


def _source() -> Paper | None:
    upload, typed, stored = st.tabs(["上传文件", "粘贴文字", "从资料中选"])
    with upload:
        file = st.file_uploader("要检查的文件", type=_TYPES, key="check_file")
    with typed:
        text = st.text_area("文字", height=220, key="check_text", placeholder="把要检查的文字粘贴到这里")
    with stored:
        kept = _stored(assistant().documents(workspace()))
    if file:
        return Paper(files().keep_upload(file.name, file.getvalue()), file.name)
    return Paper(files().keep_upload(_PASTED, text.encode()), _PASTED) if text and text.strip() else kept


def _stored(documents: Sequence[tuple[Document, str]]) -> Paper | None:
    heads: dict[str, Document] = {document.version_id: document for document, _ in documents}
    names = {key: f"{head.code or ''} {head.title}　{head.file}".strip() for key, head in heads.items()}
    chosen = st.selectbox(
        "资料中的文件", list(names), None, format_func=lambda key: names[str(key)], key="check_stored",
        placeholder="请选择",
    )  # fmt: skip
    if chosen is None or (path := assistant().original(heads[chosen])) is None:
        return None
    return Paper(path, PurePosixPath(heads[chosen].file).name)


def _summary(result: CheckResult) -> None:
    verdict, *tallies = st.columns(4)
    warned = any(violation.severity == "warning" for violation in result.violations)
    verdict.metric("结论", "不通过" if result.status != "pass" else "仅有警告" if warned else "通过")
    for column, (key, name) in zip(tallies, VIOLATION.items(), strict=True):
        column.metric(name, sum(violation.severity == key for violation in result.violations))


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


def _downloads(source: Paper, text: str, result: CheckResult) -> None:
    stem = PurePosixPath(source.name).stem
    word_file = source.path.suffix.lower() == ".docx"
    plain_copy = None if word_file else "不是 Word 文件：按读出的文字另排，批注在相应的句子上"
    word, data, _ = st.columns([1, 1, 1])
    made = partial(_annotated, source.path, text, result)
    export_button(word, "带批注的 Word", made, f"{stem}-批注.docx", action="check", about=plain_copy)
    fields = result.model_dump(mode="json")
    listed = json.dumps({"as": fields.pop("as_kind"), **fields}, ensure_ascii=False, indent=2)
    name = f"{stem}-检查意见.json"
    export_button(data, "意见（JSON）", lambda: listed, name, mime="application/json", action="check")


def _annotated(source: Path, text: str, result: CheckResult) -> bytes:
    from ..adapters.docx_comments import annotated_bytes  # python-docx

    return annotated_bytes(source, text, result.violations)
