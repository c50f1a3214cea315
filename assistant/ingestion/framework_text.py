"""Standards and companion data as readable Chinese blocks, so that they are ingested and cited like any document.

One section per clause. Every sentence can be quoted alone: advice from practice carries its own “实务建议” mark, a
clause number of low confidence its 待核对.
"""

import re
from collections.abc import Iterable
from datetime import date

from ..domain.document import Block
from ..domain.framework import Framework, Obligation, Relation, Requirement
from ..domain.subject import Entry, Field, Subject

_ENDS = "。！？；…"
_MODES = {"maintain": "要保持更新的文件", "retain": "要留存的记录", "both": "视情况保持更新或留存的"}
_GENERIC_TITLES = ("总则",)
_LEANING = "企业|实务中|常见做法|常用做法|通常做法|实际做法|典型流程"
"""Sentence openings that say how people do it without saying what."""


def framework_title(framework: Framework) -> str:
    """Document title; says that the text is our own summary."""
    return f"{_spaced(framework.code)}条款要点（自述，非标准原文）".strip()


def subject_title(subject: Subject) -> str:
    """Document title of a companion subject."""
    return f"{subject.title}（贯标助手自编资料）"


def framework_blocks(framework: Framework, others: Iterable[Framework] = ()) -> tuple[Block, ...]:
    """The whole framework: title with notice, then each clause as a heading with its paragraphs.

    ``others`` are the frameworks that relations point to; without them a relation shows the bare id.
    """
    known = {other.id: other for other in others}
    levels = _levels(framework)
    blocks = [_heading(framework_title(framework), 1), *_paragraphs([framework.notice, _edition(framework)])]
    for requirement in framework.requirements:
        blocks.append(_heading(_clause_title(requirement), levels[requirement.key], requirement.number))
        blocks.extend(_paragraphs(_clause_text(framework, requirement, known)))
    if framework.principles:
        blocks.append(_heading("管理原则", 1))
        for principle in framework.principles:
            blocks.append(_heading(principle.name, 2))
            also = f"也有资料写作{_join(principle.aliases)}。" if principle.aliases else ""
            blocks.extend(_paragraphs([_sentence(principle.meaning) + also]))
    return tuple(blocks)


def subject_blocks(subject: Subject, framework: Framework | None = None) -> tuple[Block, ...]:
    """A companion subject: title with introduction, then one section an entry.

    With ``framework`` each entry also names the clauses it bears on.
    """
    names = _join(entry.name for entry in subject.entries)
    overview = f"{subject.title}共 {len(subject.entries)} 项：{names}。"
    blocks = [_heading(subject_title(subject), 1), *_paragraphs([subject.intro, overview, subject.notice])]
    for entry in subject.entries:
        blocks.append(_heading(_entry_title(entry), 2))
        blocks.extend(_paragraphs([*_entry_text(entry), _entry_clauses(entry, framework)]))
    return tuple(blocks)


def clause_subject(framework: Framework, requirement: Requirement) -> str:
    """What a clause is about in a few words: its title without brackets, with the chapter's name before “总则”."""
    title = re.sub(r"（.*?）", "", requirement.title).replace("——", "的")
    parent = framework.find(requirement.parent) if requirement.parent else None
    return f"{parent.title}{title}" if parent and title in _GENERIC_TITLES else title


def clause_label(requirement: Requirement) -> str:
    """A clause as people read it, ``9.4 内部审核（条款号待核对）``."""
    doubt = "（条款号待核对）" if requirement.number_confidence == "low" else ""
    return f"{requirement.number} {requirement.title}{doubt}"


def _levels(framework: Framework) -> dict[str, int]:
    """Heading level by key: chapters 1, each step down one more."""
    levels: dict[str, int] = {}
    for requirement in framework.requirements:
        levels[requirement.key] = levels.get(requirement.parent, 0) + 1 if requirement.parent else 1
    return levels


def _heading(text: str, level: int, number: str | None = None) -> Block:
    return Block(kind="heading", text=text, number=number, level=level)


def _paragraphs(texts: Iterable[str]) -> list[Block]:
    return [Block(kind="paragraph", text=text) for text in (raw.strip() for raw in texts) if text]


def _clause_title(requirement: Requirement) -> str:
    marks = [
        mark
        for mark, confidence in (
            ("条款号待核对", requirement.number_confidence),
            ("标题待核对", requirement.title_confidence),
        )
        if confidence == "low"
    ]
    return f"{requirement.title}（{'，'.join(marks)}）" if marks else requirement.title


def _clause_text(framework: Framework, requirement: Requirement, known: dict[str, Framework]) -> list[str]:
    about = clause_subject(framework, requirement)
    required = [item for item in requirement.obligations if not item.practice]
    practice = [item for item in requirement.obligations if item.practice]
    return [
        _intent(framework, requirement, about),
        _children(framework, requirement),
        f"谁来做、怎样证明（{about}）：{''.join(map(_obligation, required))}" if required else "",
        _documents(requirement, about, practice=False),
        "".join(f"实务建议：{_obligation(item)}" for item in practice),
        "".join(f"实务建议：{_sentence(item)}" for item in requirement.advice),
        _documents(requirement, about, practice=True),
        _listing(f"常见记录（{about}，实务归纳）", requirement.typical_records),
        _listing(f"常见不符合（{about}，实务归纳）", requirement.typical_nonconformities, "；"),
        f"审核时常问（{about}）：{''.join(requirement.audit_questions)}" if requirement.audit_questions else "",
        _relations(framework, requirement, known),
        _doubts(framework, requirement),
    ]


def _edition(framework: Framework) -> str:
    parts = [f"{framework.code}《{framework.title}》"]
    if framework.published_on:
        parts.append(f"{_day(framework.published_on)}发布")
    if framework.effective_on:
        parts.append(f"{_day(framework.effective_on)}实施")
    state = "本资料按现行版使用" if framework.current else "本资料把它作为已被替代的旧版保留，只供对照旧文件"
    return "，".join([*parts, state]) + "。"


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _children(framework: Framework, requirement: Requirement) -> str:
    below = framework.children(requirement.key)
    return _listing(f"下设条款（{requirement.title}）", map(clause_label, below))


def _intent(framework: Framework, requirement: Requirement, about: str) -> str:
    """The intent, its clause spelt out where a sentence leans on the heading, so that each can be quoted alone."""
    doubt = "（正式条文未见，按通行理解）" if requirement.content_confidence == "low" else ""
    text = requirement.intent
    if text and not any(word in text for word in ("本条", "本章", requirement.number)):
        text = f"{_spaced(framework.code)}的 {clause_label(requirement)}：{text}".strip()
    text = text.replace("本条", f"“{about}”一条{doubt}", 1).replace("本章", f"“{about}”一章", 1)
    text = re.sub(r"(?<=。)(?=审核员)", f"审核“{about}”时，", text)
    return re.sub(rf"(?<=。)(?={_LEANING})", f"在“{about}”方面，", text)


def _obligation(item: Obligation) -> str:
    details = [f"{label}：{text.replace('；', '，')}" for label, text in _details(item) if text]
    asides = f"（{'；'.join(details)}）" if details else ""
    return f"{item.who}{'，' if len(item.who) > 6 else ''}{item.what}{asides}。"


def _details(item: Obligation) -> tuple[tuple[str, str], ...]:
    return (("时机", item.when), ("证据", item.evidence))


def _documents(requirement: Requirement, about: str, practice: bool) -> str:
    lead, link = (f"实务建议：{about}一般还有", "：") if practice else (f"怎样证明（{about}）：", "有")
    found = ((label, _names(requirement, mode, practice)) for mode, label in _MODES.items())
    return "".join(f"{lead}{label}{link}{names}。" for label, names in found if names)


def _names(requirement: Requirement, mode: str, practice: bool) -> str:
    wanted = requirement.documented_information
    return _join(item.name for item in wanted if item.mode == mode and item.practice == practice)


def _listing(lead: str, items: Iterable[str], joint: str = "、") -> str:
    values = [item.rstrip("。；") for item in items]
    return f"{lead}：{joint.join(values)}。" if values else ""


def _relations(framework: Framework, requirement: Requirement, known: dict[str, Framework]) -> str:
    parts = [_relation(item, known.get(item.to)) for item in requirement.relations]
    if requirement.see_also:
        parts.append(f"可一并参看：{_join(requirement.see_also)}")
    own = f"{_spaced(framework.code)}的 {clause_label(requirement)}".strip()
    return f"与其他标准的关系（{own}）：{'；'.join(parts)}。" if parts else ""


def _relation(item: Relation, target: Framework | None) -> str:
    code = _spaced(target.code if target else item.to)
    named = {other.number: clause_label(other) for other in target.requirements} if target else {}
    clauses = [named.get(number, number) for number in item.clauses]
    said = f"对应{code}的 {_join(clauses)}" if clauses else f"{code}没有直接对应的条款"
    return f"{said.strip()}（{item.note}）" if item.note else said.strip()


def _spaced(code: str) -> str:
    """``code`` with a space on each side where it begins or ends with a Latin character."""
    return f"{' ' if code[0].isascii() else ''}{code}{' ' if code[-1].isascii() else ''}"


def _doubts(framework: Framework, requirement: Requirement) -> str:
    sentences: list[str] = []
    if requirement.number_confidence == "low":
        others = f"，也可能是 {_join(requirement.alternative_numbers)}" if requirement.alternative_numbers else ""
        sentences.append(
            f"编号说明：{framework.code} 中这一条的编号 {requirement.number} 待核对{others}，对外引用前请查对正式文本。"
        )
    if requirement.content_confidence == "low":
        sentences.append("可信度说明：这一条的正式条文没有见到，内容按试行版目次和管理体系的通行做法整理。")
    if requirement.note:
        sentences.append(f"可信度说明：{_sentence(requirement.note)}")
    return "".join(sentences)


def _entry_title(entry: Entry) -> str:
    marks = ["待核对"] if entry.confidence == "low" else []
    return f"{entry.name}（{'，'.join(marks)}）" if marks else entry.name


def _entry_text(entry: Entry) -> list[str]:
    lead = "实务建议：" if entry.practice and entry.text else ""
    also = f"{entry.name}也写作{_join(entry.aliases)}。" if entry.aliases else ""
    note = f"可信度说明：{_sentence(entry.note)}" if entry.note else ""
    return [lead + entry.text, also, *(_field(entry, field) for field in entry.fields), note]


def _entry_clauses(entry: Entry, framework: Framework | None) -> str:
    found = [framework.find(key) for key in entry.keys] if framework else []
    labels = [clause_label(requirement) for requirement in found if requirement]
    return f"{entry.name}涉及{_spaced(framework.code)}的 {_join(labels)}。" if framework and labels else ""


def _field(entry: Entry, field: Field) -> str:
    joint = "；" if any("，" in value or "、" in value for value in field.values) else "、"
    return _listing(f"{entry.name}的{field.label}", field.values, joint)


def _sentence(text: str) -> str:
    return text if text.endswith(tuple(_ENDS)) else f"{text}。"


def _join(items: Iterable[str]) -> str:
    return "、".join(items)
