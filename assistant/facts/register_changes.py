"""What a person's words make of a fact: the fields of a register row back into values."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ..domain.declaration import ApprovedException
from ..domain.facts import (
    Alias,
    Deadline,
    Department,
    DocumentEntry,
    Field,
    FormEntry,
    FormRef,
    Goal,
    Post,
    Prescription,
    Record,
    Signature,
    Source,
)
from ..domain.register import FactKind
from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from ..text.deadlines import find_deadlines
from .goals import SLOTS
from .identity import fold_version
from .phrases import forms_in
from .register_words import ALIAS_KIND, MODALITY, Fact, dated
from .topics import topic_of

_LIST = re.compile(r"[、，,；;/\n]")
_PARTS = re.compile(r"[；;\n]")


def rewritten(fact: Any, changed: Mapping[str, str]) -> Any:
    """The fact with the changed fields; raises ValueError saying in Chinese which words cannot be understood."""
    updates: dict[str, object] = {}
    for key, words in changed.items():
        updates |= _UPDATES[type(fact).__name__][key](fact.model_copy(update=updates), words.strip())
    made = fact.model_copy(update=updates)
    if isinstance(made, Prescription) and {"process", "what", "record"} & set(changed):
        text = made.process + made.action + "".join(f.name for f in made.forms)
        made = made.model_copy(update={"topic": topic_of(text) or made.topic})
    if isinstance(made, Record) and {"title", "form"} & set(changed):
        made = made.model_copy(update={"topic": topic_of(made.title) or topic_of(made.form.name) or made.topic})
    return made


def blank(kind: FactKind, source: Source, identity: str) -> Any:
    """An empty fact for a row a person adds."""
    file = source.file
    made: dict[FactKind, Callable[[], Fact]] = {
        "prescription": lambda: Prescription(id=identity, source=source, paper=file),
        "record": lambda: Record(id=identity, paper=file, title="", source=source),
        "row": lambda: Record(id=identity, paper=file, title="", source=source, row=True),
        "post": lambda: Post(person="", source=source),
        "department": lambda: Department(name="", source=source),
        "document": lambda: DocumentEntry(code="", name="", source=source),
        "form": lambda: FormEntry(code="", name="", source=source),
        "goal": lambda: Goal(name="", headed=tuple(SLOTS), source=source),
        "alias": lambda: Alias(kind="department", name="", other="", source=source, confirmed=True),
        "exception": lambda: ApprovedException(what=""),
    }
    return made[kind]()


Update = Callable[[Any, str], dict[str, object]]


def _text(attribute: str) -> Update:
    return lambda _, words: {attribute: words}


def _optional(attribute: str) -> Update:
    return lambda _, words: {attribute: words or None}


def _names(attribute: str) -> Update:
    return lambda _, words: {attribute: tuple(n.strip() for n in _LIST.split(words) if n.strip())}


def _on(attribute: str) -> Update:
    return lambda _, words: {attribute: day_in(words)}


def day_in(words: str) -> date | None:
    """The day said in ``words``; None for no words. Raises ValueError."""
    if not words:
        return None
    found = [m.first for m in find_dates(words) if m.precision == "day"]
    if len(found) != 1:
        raise ValueError(f"“{words}”不是日期，请写成 2025-03-12 的形式")
    return found[0]


def _when(_: object, words: str) -> dict[str, object]:
    cadence = parse_cadence(words, cell=True) if words else None
    if words and cadence is None:
        raise ValueError(f"看不懂频次“{words}”，请写成“每季度一次”“每年至少两次”的形式")
    return {"cadence": cadence.model_copy(update={"text": words}) if cadence else None}


def _deadlines(_: object, words: str) -> dict[str, object]:
    parts = [part for part in _PARTS.split(words) if part.strip()]
    return {"deadlines": tuple(_deadline(part.strip()) for part in parts)}


def _deadline(words: str) -> Deadline:
    found = find_deadlines(words)
    if not found:
        raise ValueError(f"看不懂时限“{words}”，请写成“审核结束后10个工作日内”的形式")
    return found[0].model_copy(update={"text": words})


def _forms(_: object, words: str) -> dict[str, object]:
    found = forms_in(words)
    plain = [FormRef(name=part.strip(" 《》")) for part in _LIST.split(words) if part.strip(" 《》")]
    return {"forms": tuple(found or plain)}


def _modality(_: object, words: str) -> dict[str, object]:
    return {"modality": _chosen(MODALITY, words, "要求程度")}


def _alias_kind(_: object, words: str) -> dict[str, object]:
    return {"kind": _chosen(ALIAS_KIND, words or "部门", "别名类别")}


def _chosen(names: Mapping[str, str], words: str, what: str) -> str:
    known = {**{label: key for key, label in names.items()}, **{key: key for key in names}}
    if words not in known:
        raise ValueError(f"{what}“{words}”不认识，可用：{'、'.join(names.values())}")
    return known[words]


def _form_part(attribute: str) -> Update:
    empty = "" if attribute == "name" else None
    return lambda fact, words: {"form": fact.form.model_copy(update={attribute: words or empty})}


def _version(_: object, words: str) -> dict[str, object]:
    return {"version": fold_version(words) or None}


def _withdrawn(_: object, words: str) -> dict[str, object]:
    pieces = [re.split(r"\s+", part.strip(), maxsplit=1) for part in _PARTS.split(words) if part.strip()]
    return {"withdrawn": tuple((fold_version(p[0]), day_in(p[1] if len(p) > 1 else "")) for p in pieces)}


def _period(_: object, words: str) -> dict[str, object]:
    if not words:
        return {"period": None}
    found = find_dates(words)
    if not found:
        raise ValueError(f"看不懂期间“{words}”，请写成“2025-01-01 至 2025-03-31”的形式")
    return {"period": (found[0].first, found[-1].last)}


def _event(_: object, words: str) -> dict[str, object]:
    day = day_in(words)
    return {"event_on": day, "event_until": day}


def _signatures(fact: Record, words: str) -> dict[str, object]:
    return {"signatures": tuple(_signature(p.strip(), fact) for p in _PARTS.split(words) if p.strip())}


def _signature(words: str, fact: Record) -> Signature:
    parts = words.split(maxsplit=2)
    if len(parts) < 2:
        raise ValueError(f"看不懂签署“{words}”，请写成“编制 张三 2025-03-12”，多项用分号隔开")
    day = day_in(parts[2]) if len(parts) > 2 else None
    read = next((s for s in fact.signatures if (s.role, s.person) == (parts[0], parts[1])), None)
    if read:
        return read.model_copy(update={"on": day})
    return Signature(role=parts[0], person=parts[1], on=day, source=fact.source)


def _dates(fact: Record, words: str) -> dict[str, object]:
    """``发现日期 2025-05-10；完成日期 2025-05-25``: the days of the fields that hold one, in their order."""
    told = [part.strip().rpartition(" ")[::2] for part in _PARTS.split(words) if part.strip()]
    known = [f.name for f in dated(fact)]
    if not fact.fields:
        return {"fields": tuple(Field(name=n.strip(), value=d, on=day_in(d), source=fact.source) for n, d in told)}
    if [name.strip() for name, _ in told] != known:
        names = "；".join(f"{name} 日期" for name in known) or "（无）"
        raise ValueError(f"“各栏日期”只改日期，各栏名称和顺序照原样：{names}")
    days = iter([day_in(day) for _, day in told])
    return {"fields": tuple(f.model_copy(update={"on": next(days)}) if f.on else f for f in fact.fields)}


def _slot(key: str) -> Update:
    return lambda fact, words: {
        "slots": tuple({**dict(fact.slots), key: words}.items()),
        "headed": tuple(dict.fromkeys((*fact.headed, key))),
    }


_UPDATES: Mapping[str, Mapping[str, Update]] = {
    "Prescription": {
        "process": _text("process"), "what": _text("action"), "who": _names("actors"), "when": _when,
        "deadline": _deadlines, "record": _forms, "approver": _optional("approver"),
        "retention": _optional("retention"), "vague": _names("vague"), "modality": _modality,
        "effective_from": _on("effective_from"), "effective_to": _on("effective_to"),
    },
    "Record": {
        "title": _text("title"), "form": _form_part("name"), "form_code": _form_part("code"),
        "form_version": _form_part("version"), "subject": _text("subject"), "event_on": _event,
        "filled_on": _on("filled_on"), "period": _period, "signatures": _signatures, "dates": _dates,
    },
    "Post": {
        "person": _text("person"), "post": _text("post"), "department": _text("department"), "start": _on("start"),
        "end": _on("end"),
    },
    "Department": {"name": _text("name"), "aliases": _names("aliases")},
    "DocumentEntry": {
        "code": _text("code"), "name": _text("name"), "version": _version, "released_on": _on("released_on"),
        "effective_on": _on("effective_on"), "owner": _text("owner"),
    },
    "FormEntry": {
        "code": _text("code"), "name": _text("name"), "version": _version, "effective_on": _on("effective_on"),
        "withdrawn": _withdrawn, "document": _optional("document"),
    },
    "Goal": {"name": _text("name"), **{key: _slot(key) for key in SLOTS}},
    "Alias": {"kind": _alias_kind, "name": _text("name"), "other": _text("other")},
    "ApprovedException": {
        "what": _text("what"), "reason": _text("reason"), "approved_by": _text("approved_by"),
        "approved_on": _on("approved_on"),
    },
}  # fmt: skip
