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
from .draft_versions import keep, name_of
from .exporting import export_button
from .live_text import live_text
from .parts import bullets, plain, subheading
from .recycled import discard
from .session import assistant, files, workspace
from .violations import violation_card

_COLOURS: dict[str, Literal["green", "orange", "red"]] = {"ready": "green", "incomplete": "orange", "blocked": "red"}


@st.fragment
def show(version: DraftVersion) -> None:
    """Text on the left, what is to be done on the right; while it is being changed, checked after every pause."""
    text, points = st.columns([3, 2], gap="large")
    with text:
        title, edit = st.columns([3, 1], vertical_alignment="center")
        title.markdown(f"#### {plain(version.draft.title)}")
        if edit.toggle("修改", key=f"edit-{version.at}"):
            made = _editor(version)
        else:
            made = version.draft
            _read(made)
    with points, st.container(key="draft-points"):
        st.badge(DRAFT_STATUS[made.status], color=_COLOURS[made.status])
        if made is version.draft:
            _downloads(made)
            st.button("删除这一版", key=f"drop-{version.at}", icon=":material/delete:", on_click=discard,
                      args=("draft", name_of(version)), type="tertiary")  # fmt: skip
        else:
            st.caption("意见随改随查；保存后可以下载。")
        _points(made)


def _read(made: Draft) -> None:
    with st.container(height=640, border=True):
        for section in made.sections:
            st.markdown(f"##### {plain(section.heading)}")
            if section.clauses:
                st.caption(plain(f"对应条款：{'、'.join(section.clauses)}"))
            st.html(draft_html(section.text))


def _editor(version: DraftVersion) -> Draft:
    """The fields; the draft as it reads now."""
    made = version.draft
    save = st.container()
    texts = [
        live_text(section.heading, section.text, f"draft-{version.at}-{at}") for at, section in enumerate(made.sections)
    ]
    changed = texts != [section.text for section in made.sections]
    try:
        if changed:
            made = _rechecked(made, tuple(texts), files().facts().stat().st_mtime)
    except GuanbiaoError as error:
        st.error(plain(error.message))
    if save.button("保存为新的版本", type="primary", icon=":material/save:", key="draft_save", disabled=not changed):
        keep(made, "修改")
        st.toast("已保存为新的版本。")
        st.rerun()
    return made


@st.cache_data(show_spinner="正在检查…", max_entries=50)
def _rechecked(made: Draft, texts: tuple[str, ...], facts_at: float) -> Draft:
    """Kept by the texts and the fact table as it was at ``facts_at``."""
    return assistant().edited_draft(made, texts, files().facts(), workspace())


def _downloads(made: Draft) -> None:
    own, facts, helper = files().template(), files().facts(), assistant()
    template = own if own.is_file() else None

    def written() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "草案.docx"
            helper.write_draft(made, facts, target, template)
            return target.read_bytes()

    export_button(None, "Word（自有模板）" if template else "下载 Word", written, f"{made.title}.docx")
    export_button(None, "Markdown", partial(draft_markdown, made), f"{made.title}.md")


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
