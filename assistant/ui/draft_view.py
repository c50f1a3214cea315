"""A draft beside its open points and violations: read, changed in place, checked anew, taken away."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from ..domain.draft import Draft, DraftVersion
from ..domain.errors import GuanbiaoError
from ..labels import VIOLATION
from ..rendering.draft_html import draft_html
from ..rendering.draft_text import DRAFT_STATUS, draft_markdown
from .draft_versions import keep
from .exporting import export_button
from .parts import bullets, plain, subheading
from .session import assistant, files, workspace
from .violations import violation_card

_COLOURS: dict[str, Literal["green", "orange", "red"]] = {"ready": "green", "incomplete": "orange", "blocked": "red"}


def show(version: DraftVersion) -> None:
    """Text on the left, what is to be done on the right."""
    made = version.draft
    text, points = st.columns([3, 2], gap="large")
    with text:
        title, edit = st.columns([3, 1], vertical_alignment="center")
        title.markdown(f"#### {plain(made.title)}")
        if edit.toggle("修改", key=f"edit-{version.at}"):
            _editor(version)
        else:
            _read(made)
    with points:
        st.badge(DRAFT_STATUS[made.status], color=_COLOURS[made.status])
        _downloads(made)
        _points(made)


def _read(made: Draft) -> None:
    with st.container(height=640, border=True):
        for section in made.sections:
            st.markdown(f"##### {plain(section.heading)}")
            if section.clauses:
                st.caption(plain(f"对应条款：{'、'.join(section.clauses)}"))
            st.html(draft_html(section.text))


def _editor(version: DraftVersion) -> None:
    made = version.draft
    with st.form(f"draft-{version.at}", border=False):
        texts = [
            st.text_area(plain(section.heading), section.text, _height(section.text), key=f"draft-{version.at}-{at}")
            for at, section in enumerate(made.sections)
        ]
        if st.form_submit_button("保存并重新检查", type="primary", icon=":material/save:", key="draft_save"):
            _keep(made, texts)


def _height(text: str) -> int:
    lines = sum(1 + len(line) // 40 for line in text.splitlines()) or 1
    return max(90, min(460, 30 + 26 * lines))


def _keep(made: Draft, texts: list[str]) -> None:
    if texts == [section.text for section in made.sections]:
        st.info("文字没有变化。")
        return
    try:
        keep(assistant().edited_draft(made, texts, files().facts(), workspace()), "修改")
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    st.toast("已保存为新的版本。")
    st.rerun()


def _downloads(made: Draft) -> None:
    own, facts, helper = files().template(), files().facts(), assistant()
    template = own if own.is_file() else None

    def written() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "草案.docx"
            helper.write_draft(made, facts, target, template)
            return target.read_bytes()

    word, markdown = st.columns(2)
    export_button(word, "Word（自有模板）" if template else "下载 Word", written, f"{made.title}.docx")
    export_button(markdown, "Markdown", partial(draft_markdown, made), f"{made.title}.md")


def _points(made: Draft) -> None:
    points = list(dict.fromkeys(point for section in made.sections for point in section.open_points))
    with st.container(height=560, border=False):
        if made.status == "blocked":
            st.error("事实表中有矛盾，这份草案不能使用；请先按下面的意见改正事实表。")
        subheading(f"检查意见 {len(made.violations)} 处")
        for violation in sorted(made.violations, key=lambda v: list(VIOLATION).index(v.severity)):
            violation_card(violation)
        subheading(f"待补充 {len(points)} 处")
        bullets(point.strip("【】").removeprefix("待补充：") for point in points)
