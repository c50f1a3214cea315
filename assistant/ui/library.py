"""资料: take files in, see what became of them, open one."""

from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ..domain.document import Document
from ..labels import INGEST_STATUS, KIND, ROLE
from ..text.normalize import fold_text
from ..workflows.ingest import SUFFIXES, IngestResult
from . import background
from .document import show
from .parts import empty, heading, subheading
from .session import assistant, files, workspace

_ROLES = ("auto", "client", "guidance", "norm")
_ROLE_NAMES = {"auto": "按内容判断", **ROLE}


def page() -> None:
    """The library page."""
    heading("资料", "上传企业文件、培训讲义或自有的标准文本；读入后即可在“问答”中查到，并作为出处。")
    _taking_in()
    documents = assistant().documents(workspace())
    if not documents:
        empty("这里还没有文件。把制度、记录或讲义拖到上面的框里，一次可以放很多份。")
        return
    chosen = _list(documents)
    if chosen:
        show(chosen)


def _taking_in() -> None:
    if job := background.under_way("ingest"):
        background.watch(job.id)
        return
    with st.expander("上传文件", expanded=not assistant().documents(workspace()), icon=":material/upload_file:"):
        _upload_form()
    if job := background.outcome("ingest"):
        with st.container(border=True):
            if background.told(job):
                _result_table(IngestResult.model_validate(job.result))
            background.close(job)
    background.history("ingest")


def _upload_form() -> None:
    turn = st.session_state.setdefault("upload_turn", 0)
    types = sorted(suffix.lstrip(".") for suffix in SUFFIXES)
    uploads = st.file_uploader(
        "选择文件（Word、Excel、PDF、PPT、文本、扫描图片）",
        type=types,
        accept_multiple_files=True,
        key=f"uploads-{turn}",
    )
    kept = [_kept(upload) for upload in uploads]
    role = st.radio("资料性质", _ROLES, format_func=_ROLE_NAMES.__getitem__, horizontal=True, key="upload_role")
    if st.button("读入", type="primary", disabled=not uploads, icon=":material/library_add:", key="take_in"):
        st.session_state["upload_turn"] = turn + 1  # a new uploader: nothing is taken in twice on a rerun
        title = uploads[0].name + (f" 等 {len(kept)} 份" if len(kept) > 1 else "")
        background.submit("ingest", title, {"paths": kept, "role": None if role == "auto" else role})


def _kept(upload: UploadedFile) -> str:
    """Where an uploaded file stands on disk; written as soon as it has arrived, whatever the person does next."""
    known = st.session_state.setdefault("uploads_kept", {})
    if upload.file_id not in known:
        known[upload.file_id] = str(files().keep_upload(upload.name, upload.getvalue()))
    return known[upload.file_id]


def _result_table(result: IngestResult) -> None:
    good = len(result.documents) - result.failed
    subheading(f"读入结果：{good} 份可用，{result.failed} 份失败")
    rows = [
        {
            "结果": INGEST_STATUS[line.status],
            "文件": line.file,
            "识别为": f"{KIND.get(line.kind, line.kind)} {line.version or ''}".strip(),
            "页数": line.pages,
            "段数": line.chunks,
            "提醒": "；".join([line.reason or "", *line.warnings]).strip("；"),
        }
        for line in result.documents
    ]
    wide = {"提醒": st.column_config.TextColumn(width="large")}
    st.dataframe(rows, hide_index=True, placeholder="", column_config=wide)


def _list(documents: list[tuple[Document, str]]) -> Document | None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    wanted = left.text_input("查找文件", key="find_document", placeholder="名称、编号或种类")
    right.caption(f"共 {len(documents)} 份")
    found = [(document, at) for document, at in documents if _matches(document, wanted or "")]
    if not found:
        st.caption("没有找到；换一个词，或清空查找框。")
        return None
    table: Any = st.dataframe(
        [_row(document, at) for document, at in found],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"documents-{wanted}",
        height=min(35 * (len(found) + 1) + 3, 400),
        placeholder="",
        column_config={"题名": st.column_config.TextColumn(width="medium")},
    )
    if not table.selection.rows:
        st.caption("点一行左侧的方框，查看结构、片段与版本，更正或删除。")
        return None
    return found[table.selection.rows[0]][0]


def _matches(document: Document, wanted: str) -> bool:
    words = f"{document.title} {document.file} {document.code or ''} {KIND[document.kind]}"
    return fold_text(wanted) in fold_text(words)


def _row(document: Document, at: str) -> dict[str, object]:
    return {
        "题名": document.title,
        "种类": KIND[document.kind],
        "编号": document.code or "",
        "版本": document.version or "",
        "生效日期": document.effective_on,
        "段数": assistant().store.chunk_count(document.version_id),
        "性质": ROLE[document.role],
        "读入时间": at[:16].replace("T", " "),
        "文件": document.file,
        "提醒": len(document.warnings) or None,
    }
