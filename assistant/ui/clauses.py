"""条款: the standards in our own words, and which of one's own documents touch a clause."""

from html import escape

import streamlit as st

from ..domain.framework import Framework, Obligation, Relation, Requirement
from ..labels import MODE
from ..text.normalize import fold_text
from .clause_uses import uses
from .parts import bullets, empty, heading, plain, subheading
from .session import assistant

_FEW = 15


def page() -> None:
    """The browser of standards."""
    heading("条款", "标准各条用自己的话概括：想达到什么、由谁做、凭什么证明、审核问什么。不是标准原文。")
    frameworks = {framework.id: framework for framework in assistant().frameworks}
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    names = list(frameworks)
    first = next((place for place, name in enumerate(names) if frameworks[name].current), 0)
    titles = {name: f"{framework.code} {framework.title}" for name, framework in frameworks.items()}
    chosen = left.selectbox("标准", names, first, format_func=titles.__getitem__, key="framework")
    framework = frameworks[chosen]
    wanted = right.text_input("按编号或词语查找", key="find_clause", placeholder="例如 8.2 或 内部审核")
    with st.expander("使用说明与可信程度", icon=":material/info:"):
        st.text(framework.notice or "——")
    tree, detail = st.columns([2, 3], gap="large")
    with tree:
        requirement = _tree(framework, wanted or "")
    with detail:
        if requirement is None:
            empty("选择左边的一条查看。" if not wanted else "没有找到这样的条款；换一个编号或词语。")
        else:
            _detail(framework, requirement)


def _tree(framework: Framework, wanted: str) -> Requirement | None:
    found = _found(framework, fold_text(wanted))
    if not found:
        return None
    labels = {item.key: f"{'　' * _depth(framework, item)}{item.shown_number} {_short(item.title)}" for item in found}
    named = next((at for at, item in enumerate(found) if wanted and fold_text(wanted) in fold_text(item.title)), 0)
    key = f"clause-{framework.id}-{wanted}"
    with st.container(height=620 if len(found) > _FEW else "content", border=False, key="clause-tree"):
        chosen = st.radio(
            "条款", list(labels), named, format_func=lambda key: plain(labels[key]), key=key,
            label_visibility="collapsed",
        )  # fmt: skip
    return framework.find(chosen) if chosen else None


def _found(framework: Framework, wanted: str) -> list[Requirement]:
    """Clauses with that number and those below it, else those the words stand in."""
    if wanted[:1].isdigit():
        below = [item for item in framework.requirements if f"{item.number}.".startswith(f"{wanted}.")]
        return below or list(framework.numbered(wanted))
    return [item for item in framework.requirements if wanted in _words(item)]


def _words(item: Requirement) -> str:
    return fold_text(f"{item.title} {item.intent} {' '.join(item.audit_questions)}")


def _depth(framework: Framework, item: Requirement) -> int:
    depth, parent = 0, item.parent
    while parent and (above := framework.find(parent)):
        depth, parent = depth + 1, above.parent
    return depth


def _detail(framework: Framework, item: Requirement) -> None:
    st.markdown(f"#### {plain(f'{item.number} {item.title}')}")
    _doubts(item)
    st.html(f'<div class="gb-text">{escape(item.intent or "（本条没有概括。）")}</div>')
    if item.obligations:
        subheading("谁做什么")
        bullets(_duty(duty) for duty in item.obligations)
    documents = [f"{d.name} · {MODE[d.mode]}{' · 实务建议' if d.practice else ''}" for d in item.documented_information]
    for title, lines in (
        ("文件与记录要求", documents),
        ("常见记录", item.typical_records),
        ("审核时会问", item.audit_questions),
        ("常见不符合", item.typical_nonconformities),
        ("做得好的办法", item.advice),
        ("与其他标准的关系", [_relation(relation) for relation in item.relations]),
        ("另可参看", item.see_also),
    ):
        if lines:
            subheading(title)
            bullets(lines)
    subheading("我的哪些文件和记录涉及本条")
    uses(framework, item)


def _short(title: str) -> str:
    return title if len(title) <= 16 else title[:15] + "…"


def _duty(duty: Obligation) -> str:
    parts = (
        f"{duty.who}：{duty.what}" + ("（实务建议）" if duty.practice else ""),
        f"时机：{duty.when}" if duty.when else "",
        f"凭据：{duty.evidence}" if duty.evidence else "",
    )
    return "；".join(part for part in parts if part)


def _doubts(item: Requirement) -> None:
    doubts = [
        name
        for name, confidence in (
            ("条款编号", item.number_confidence),
            ("条款名称", item.title_confidence),
            ("内容", item.content_confidence),
        )
        if confidence == "low"
    ]
    if doubts:
        note = f"：{item.note}" if item.note else ""
        st.warning(plain(f"{'、'.join(doubts)}待核对，对外引用前请查对正式标准{note}"), icon=":material/help:")
    elif item.note:
        st.caption(plain(item.note))


def _relation(relation: Relation) -> str:
    code = next((framework.code for framework in assistant().frameworks if framework.id == relation.to), relation.to)
    return f"{code} {'、'.join(relation.clauses)}" + (f"：{relation.note}" if relation.note else "")
