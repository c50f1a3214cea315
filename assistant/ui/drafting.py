"""起草: the fact table first, then a draft made of nothing but these facts, with what is still open beside it."""

import tempfile
from pathlib import Path
from typing import Literal

import streamlit as st

from ..domain.draft import Draft
from ..domain.errors import GuanbiaoError
from ..labels import DOCUMENT_TYPE, VIOLATION
from ..rendering.draft_html import draft_html
from ..rendering.draft_text import DRAFT_STATUS, draft_markdown
from ..workflows.draft import draft_kinds
from . import background, facts_form
from .parts import bullets, heading, plain, subheading
from .session import assistant, files, workspace
from .violations import violation_card

_COLOURS: dict[str, Literal["green", "orange", "red"]] = {"ready": "green", "incomplete": "orange", "blocked": "red"}


def page() -> None:
    """The drafting page."""
    heading("起草", "只用事实表里的事实起草；没有的写成“待补充”，矛盾先指出，从不替您编数字，也不代做记录。")
    facts, draft = st.tabs(["一、事实表", "二、草案"])
    with facts:
        facts_form.show()
    with draft:
        _draft()


def _draft() -> None:
    facts = files().facts()
    if not facts.is_file():
        st.info("先在“一、事实表”中保存事实表。")
        return
    kinds = draft_kinds(assistant().drafting.material)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    kind = left.selectbox("起草哪一种文件", kinds, format_func=_kind_name, key="draft_kind")
    if right.button("起草", type="primary", icon=":material/edit_document:", width="stretch", key="draft_go"):
        _make(kind, facts)
    made = _made_by_job() or st.session_state.get("draft_made")
    if made and made.kind == kind:
        _show(made, facts)


def _make(kind: str, facts: Path) -> None:
    """At once; where a language model rewords, as a background job."""
    if assistant().settings.model:
        background.submit("draft", _kind_name(kind), {"kind": kind, "facts": str(facts)})
    try:
        with st.spinner("正在起草…"):
            st.session_state["draft_made"] = assistant().draft(kind, facts, workspace())
    except GuanbiaoError as error:
        st.error(plain(error.message))


def _made_by_job() -> Draft | None:
    if job := background.under_way("draft"):
        background.watch(job.id)
        return None
    job = background.outcome("draft")
    if job and background.told(job):
        return Draft.model_validate((job.result or {})["draft"])
    if job:
        background.close(job)
    return None


def _kind_name(kind: str) -> str:
    name, _, which = kind.partition(":")
    return which or DOCUMENT_TYPE.get(name, name)


def _show(made: Draft, facts: Path) -> None:
    text, points = st.columns([3, 2], gap="large")
    with text:
        st.markdown(f"#### {plain(made.title)}")
        with st.container(height=640, border=True):
            for section in made.sections:
                st.markdown(f"##### {plain(section.heading)}")
                if section.clauses:
                    st.caption(f"对应条款：{plain('、'.join(section.clauses))}")
                st.html(draft_html(section.text))
    with points:
        st.badge(DRAFT_STATUS[made.status], color=_COLOURS[made.status])
        _downloads(made, facts)
        _points(made)


def _downloads(made: Draft, facts: Path) -> None:
    word, markdown = st.columns(2)
    word.download_button(
        "下载 Word", lambda: _word(made, facts), f"{made.title}.docx", on_click="ignore", width="stretch"
    )
    markdown.download_button(
        "下载 Markdown", draft_markdown(made), f"{made.title}.md", on_click="ignore", width="stretch"
    )


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


def _word(made: Draft, facts: Path) -> bytes:
    helper = assistant()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "草案.docx"
        helper.write_draft(made, facts, target, None)
        return target.read_bytes()
