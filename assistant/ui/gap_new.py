"""A new comparison: whose files, over which period, how complete they are."""

import json
from pathlib import Path

import streamlit as st

from ..domain.declaration import Enterprise
from ..domain.errors import GuanbiaoError
from . import background, gap_places
from .gap_form import declaration
from .parts import plain
from .session import assistant, files, workspace

_SOURCES = ("workspace", "upload", "folder", "demo")
_SOURCE_NAMES = {"workspace": "本工作区的资料", "upload": "上传文件", "folder": "本机文件夹", "demo": "演示企业"}
_DECLARED = "declarations"


def new_run() -> None:
    """The form; a run is a background job."""
    if not assistant().may(workspace(), "gaps"):
        st.caption("您的角色可以看结果，不能发起对照。")
        return
    allowed = [name for name in _SOURCES if name != "folder" or assistant().administers]  # folders of the server
    first = "workspace" if assistant().documents(workspace()) else "upload"
    source = st.segmented_control(
        "资料来源", allowed, format_func=_SOURCE_NAMES.__getitem__, default=first, required=True, key="gap_source"
    )
    folder = None
    if source == "workspace":
        st.caption(f"“资料”页中的 {len(assistant().documents(workspace()))} 份文件")
    elif (folder := _folder(source or "upload")) is None:
        return
    try:
        known = assistant().enterprise(folder) if folder else _declared_before()
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    declared = declaration(str(folder), known)
    if declared and st.button("开始对照", type="primary", icon=":material/play_arrow:", key="gap_go"):
        _start(folder, declared, declared.name or _SOURCE_NAMES[source or "upload"])


def _start(folder: Path | None, declared: Enterprise, title: str) -> None:
    data = declared.model_dump(mode="json")
    if folder:
        gap_places.remember(title, folder)
    else:
        files().add_line(_DECLARED, json.dumps(data, ensure_ascii=False))
    subject = title if folder else ""
    payload = {"folder": str(folder) if folder else None, "declared": data, "subject": subject}
    background.submit("gaps", title, payload)


def _declared_before() -> Enterprise:
    """What was declared the last time for the files of this workspace."""
    lines = files().lines(_DECLARED)
    return Enterprise.model_validate_json(lines[-1]) if lines else Enterprise()


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
