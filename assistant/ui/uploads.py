"""Files on their way into the library: kept on disk, looked at before they are used, taken in by a background job."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ..domain.document import Chunk, Document, Role
from ..domain.errors import GuanbiaoError
from ..labels import INGEST_STATUS, KIND, ROLE
from ..rendering.carried import carried_words
from ..workflows.ingest import SUFFIXES, IngestResult
from . import background
from .document import chunk_list, structure
from .parts import bullets, plain, subheading
from .session import assistant, files, workspace

_ROLES: dict[str, Role | None] = {"auto": None, "client": "client", "guidance": "guidance", "norm": "norm"}
_ROLE_NAMES = {"auto": "按内容判断", **ROLE}


def taking_in(*, first: bool) -> None:
    """The form, or how far the files are; ``first``: nothing was taken in yet."""
    if job := background.under_way("ingest"):
        background.watch(job.id)
        return
    with st.expander("上传文件", expanded=first, icon=":material/upload_file:"):
        _form()
    if job := background.outcome("ingest"):
        with st.container(border=True):
            if background.told(job):
                _result(IngestResult.model_validate(job.result))
            background.close(job)
    background.history("ingest")


def _form() -> None:
    turn = st.session_state.setdefault("upload_turn", 0)
    types = sorted(suffix.lstrip(".") for suffix in SUFFIXES)
    uploads = st.file_uploader(
        "选择文件（Word、Excel、PDF、PPT、文本、扫描图片），可一次选很多份",
        type=types,
        accept_multiple_files=True,
        key=f"uploads-{turn}",
    )
    kept = [_kept(upload) for upload in uploads]
    role = st.radio("资料性质", _ROLES, format_func=_ROLE_NAMES.__getitem__, horizontal=True, key="upload_role")
    wished = _ROLES[role or "auto"]
    look, take = st.columns(2)
    looking = look.toggle("读入之前先看识别结果", key="look_first", disabled=not kept)
    if take.button("读入", type="primary", disabled=not kept, icon=":material/library_add:", key="take_in"):
        st.session_state["upload_turn"] = turn + 1  # a new uploader: nothing is taken in twice on a rerun
        title = uploads[0].name + (f" 等 {len(kept)} 份" if len(kept) > 1 else "")
        background.submit("ingest", title, {"paths": kept, "role": wished})
    if looking and kept:
        _looked_at([Path(path) for path in kept], wished)


def _kept(upload: UploadedFile) -> str:
    """Where an uploaded file stands on disk; written as soon as it has arrived, whatever the person does next."""
    known = st.session_state.setdefault("uploads_kept", {})
    if upload.file_id not in known:
        known[upload.file_id] = str(files().keep_upload(upload.name, upload.getvalue()))
    return known[upload.file_id]


def _looked_at(paths: list[Path], role: Role | None) -> None:
    path = st.selectbox("看哪一份", paths, format_func=lambda path: path.name, key="look_at")
    try:
        document, chunks = _read(path, workspace(), role)
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    with st.container(border=True):
        subheading(document.title)
        told = (
            "·".join(dict.fromkeys((KIND[document.kind], ROLE[document.role]))), f"编号 {document.code or '未识别'}",
            f"版本 {document.version or '未识别'}", f"生效日期 {document.effective_on or '未识别'}",
            f"{document.pages} 页" if document.pages else "",
        )  # fmt: skip
        st.caption(plain("　".join(part for part in told if part) + "　（读入后可以更正）"))
        if document.warnings:
            st.warning("读取时的提醒", icon=":material/info:")
            bullets(document.warnings)
        left, right = st.tabs(["结构", f"片段（{len(chunks)} 段）"])
        with left:
            structure(document)
        with right:
            chunk_list(chunks, f"look-{document.version_id}")


@st.cache_data(show_spinner="正在识别…", max_entries=30)
def _read(path: Path, place: str, role: Role | None) -> tuple[Document, tuple[Chunk, ...]]:
    return assistant().preview(path, place, role)


def _result(result: IngestResult) -> None:
    good = len(result.documents) - result.failed
    subheading(f"读入结果：{good} 份可用，{result.failed} 份失败")
    rows = [
        {
            "结果": INGEST_STATUS[line.status],
            "文件": line.file,
            "识别为": f"{KIND.get(line.kind, line.kind)} {line.version or ''}".strip(),
            "页数": line.pages,
            "段数": line.chunks,
            "提醒": "；".join(filter(None, [line.reason, carried_words(line.to_check), *line.warnings])),
        }
        for line in result.documents
    ]
    wide = {"提醒": st.column_config.TextColumn(width="large")}
    st.dataframe(rows, hide_index=True, placeholder="", column_config=wide)
