"""Open one side of a finding at its place: in the workspace's own documents, or in the folder that was compared."""

import json
from pathlib import Path

import streamlit as st

from ..domain.document import Document
from ..domain.errors import GuanbiaoError
from ..domain.finding import GapSubject, Side
from ..rendering.source_view import place_of, text_view
from .parts import plain
from .session import assistant, files, workspace
from .sources import passage, pictured

_LOG = "gap_folders"


def remember(name: str, folder: Path) -> None:
    """Note which folder a subject's files stand in."""
    files().add_line(_LOG, json.dumps({"subject": name, "folder": str(folder)}, ensure_ascii=False))


@st.dialog("原文", width="large")
def open_side(subject: GapSubject, side: Side) -> None:
    """The file with the quoted words marked."""
    st.markdown(f"**{plain(side.file)}**　{plain(side.locator)}")
    if document := _stored(side):
        start, end = place_of(document.text, side.quote)
        passage(document, start, end)
    elif path := _in_folder(subject, side):
        _file(path, side)
    else:
        st.info("这份文件不在本工作区的资料里，也不在当时对照的文件夹里；下面是当时引用的原文。")
        st.text(side.quote)


def _stored(side: Side) -> Document | None:
    heads = (head for head, _ in assistant().documents(workspace()))
    head = next((head for head in heads if head.file == side.file), None)
    return assistant().store.document(head.version_id, [workspace()]) if head else None


def _in_folder(subject: GapSubject, side: Side) -> Path | None:
    """Only inside a folder this workspace compared."""
    notes = [json.loads(line) for line in files().lines(_LOG)]
    folder = next((Path(note["folder"]) for note in reversed(notes) if note["subject"] == subject.name), None)
    if folder is None:
        return None
    path = (folder / side.file).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


def _file(path: Path, side: Side) -> None:
    try:
        text = assistant().paper_text(path)
        picture = assistant().paper_picture(path, side.quote)
    except GuanbiaoError as error:
        st.warning(plain(error.message))
        st.text(side.quote)
        return
    start, end = place_of(text, side.quote)
    pictured(picture, text_view(text, start, end), f"{path}-{start}")
