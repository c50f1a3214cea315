"""Facts in words: the columns of each kind and what a fact says in them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.declaration import ApprovedException
from ..domain.facts import (
    Alias,
    Cadence,
    Department,
    DocumentEntry,
    Field,
    FormEntry,
    FormRef,
    Goal,
    Post,
    Prescription,
    Record,
)
from ..domain.register import FactKind
from .goals import SLOTS

Fact = (
    Prescription | Record | Post | Department | DocumentEntry | FormEntry | Goal | Alias | ApprovedException
)  # fmt: skip


class Column(NamedTuple):
    """A field of a kind: key in YAML, heading in a workbook, width."""

    key: str
    head: str
    width: int = 14


_RECORD = (
    Column("title", "记录名称", 30), Column("form", "表单名称", 22), Column("form_code", "表单编号"),
    Column("form_version", "表单版本", 10), Column("subject", "对象", 20), Column("event_on", "发生日期"),
    Column("filled_on", "填写日期"), Column("period", "所属期间", 24), Column("signatures", "签署", 36),
    Column("dates", "各栏日期", 36),
)  # fmt: skip
_SLOT_HEADS = {
    "unit": "单位", "baseline": "基线", "target": "目标值", "formula": "计算方法", "source": "数据来源",
    "cadence": "测量频次", "owner": "责任部门", "due": "完成期限", "support": "支撑措施", "capability": "对应能力",
}  # fmt: skip
COLUMNS: Mapping[FactKind, tuple[Column, ...]] = {
    "prescription": (
        Column("process", "环节", 18), Column("what", "要求做什么", 44), Column("who", "由谁做", 20),
        Column("when", "频次", 18), Column("deadline", "时限", 24), Column("record", "留下的记录", 34),
        Column("approver", "批准人"), Column("retention", "保存期限", 12), Column("vague", "笼统的说法"),
        Column("modality", "要求程度", 10), Column("effective_from", "生效日期"), Column("effective_to", "截止日期"),
    ),
    "record": _RECORD,
    "row": _RECORD,
    "post": (
        Column("person", "姓名", 12), Column("post", "岗位", 20), Column("department", "部门", 20),
        Column("start", "任职起"), Column("end", "任职止"),
    ),
    "department": (Column("name", "部门", 20), Column("aliases", "其他名称", 30)),
    "document": (
        Column("code", "文件编号", 16), Column("name", "文件名称", 32), Column("version", "现行版本", 10),
        Column("released_on", "发布日期"), Column("effective_on", "实施日期"), Column("owner", "主责部门", 18),
    ),
    "form": (
        Column("code", "表单编号", 16), Column("name", "表单名称", 32), Column("version", "现行版本", 10),
        Column("effective_on", "启用日期"), Column("withdrawn", "作废版本及日期", 24),
        Column("document", "所属文件编号", 16),
    ),
    "goal": (Column("name", "目标", 28), *(Column(key, _SLOT_HEADS[key], 18) for key in SLOTS)),
    "alias": (Column("kind", "类别", 10), Column("name", "名称", 24), Column("other", "另一名称", 24)),
    "exception": (
        Column("what", "例外事项", 36), Column("reason", "原因", 36), Column("approved_by", "批准人"),
        Column("approved_on", "批准日期"),
    ),
}  # fmt: skip
SHEETS: Mapping[FactKind, tuple[str, str]] = {
    "prescription": ("prescriptions", "规定"), "record": ("records", "记录"), "row": ("ledger_rows", "台账明细"),
    "post": ("posts", "人员任职"), "department": ("departments", "部门"), "document": ("documents", "受控文件"),
    "form": ("forms", "表单"), "goal": ("goals", "目标"), "alias": ("aliases", "别名"),
    "exception": ("exceptions", "批准的例外"),
}  # fmt: skip
"""Kind → key in YAML, name of the sheet."""
MODALITY = {
    "shall": "应", "should": "宜", "may": "可", "shall_not": "不得", "responsible": "负责", "imperative": "直接要求"
}  # fmt: skip
ALIAS_KIND = {"department": "部门", "form": "表单", "document": "文件", "person": "人员"}


def words_of(fact: Fact) -> dict[str, str]:
    """The fact in words, by column key."""
    match fact:
        case Prescription():
            return _prescription(fact)
        case Record():
            return _record(fact)
        case Post():
            return {"person": fact.person, "post": fact.post, "department": fact.department, "start": _day(fact.start),
                    "end": _day(fact.end)}  # fmt: skip
        case Department():
            return {"name": fact.name, "aliases": "、".join(fact.aliases)}
        case DocumentEntry():
            return {"code": fact.code, "name": fact.name, "version": fact.version or "",
                    "released_on": _day(fact.released_on), "effective_on": _day(fact.effective_on),
                    "owner": fact.owner}  # fmt: skip
        case FormEntry():
            return {"code": fact.code, "name": fact.name, "version": fact.version or "",
                    "effective_on": _day(fact.effective_on), "document": fact.document or "",
                    "withdrawn": "；".join(f"{v} {_day(d)}".strip() for v, d in fact.withdrawn)}  # fmt: skip
        case Goal():
            return {"name": fact.name, **{key: dict(fact.slots).get(key, "") for key in SLOTS}}
        case Alias():
            return {"kind": ALIAS_KIND[fact.kind], "name": fact.name, "other": fact.other}
        case ApprovedException():
            return {"what": fact.what, "reason": fact.reason, "approved_by": fact.approved_by,
                    "approved_on": _day(fact.approved_on)}  # fmt: skip


def _prescription(fact: Prescription) -> dict[str, str]:
    return {
        "process": fact.process, "what": fact.action, "who": "、".join(fact.actors),
        "when": _cadence_words(fact.cadence), "deadline": "；".join(d.text for d in fact.deadlines),
        "record": "、".join(_form_words(f) for f in fact.forms), "approver": fact.approver or "",
        "retention": fact.retention or "", "vague": "、".join(fact.vague), "modality": MODALITY[fact.modality],
        "effective_from": _day(fact.effective_from), "effective_to": _day(fact.effective_to),
    }  # fmt: skip


def _record(fact: Record) -> dict[str, str]:
    signed = (f"{s.role} {s.person} {_day(s.on)}".strip() for s in fact.signatures)
    return {
        "title": fact.title, "form": fact.form.name, "form_code": fact.form.code or "",
        "form_version": fact.form.version or "", "subject": fact.subject, "event_on": _day(fact.event_on),
        "filled_on": _day(fact.filled_on), "period": " 至 ".join(map(str, fact.period)) if fact.period else "",
        "signatures": "；".join(signed), "dates": "；".join(f"{f.name} {f.on}" for f in dated(fact)),
    }  # fmt: skip


def dated(fact: Record) -> list[Field]:
    """The fields of a record that hold a day, by which a person can correct any stage of it."""
    return [f for f in fact.fields if f.on]


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _cadence_words(cadence: Cadence | None) -> str:
    return (cadence.text or str(cadence.period or "")) if cadence else ""


def _form_words(form: FormRef) -> str:
    code = " ".join(filter(None, (form.code, form.version)))
    return (f"《{form.name}》" if form.name else "") + (f"（{code}）" if code and form.name else code)


def differing(one: Mapping[str, str], other: Mapping[str, str], keys: Sequence[str]) -> list[str]:
    """The keys whose words differ, blanks not counted."""
    return [k for k in keys if re.sub(r"\s+", "", one.get(k, "")) != re.sub(r"\s+", "", other.get(k, ""))]
