"""What people said about facts, laid over the facts as extracted: their words win while the source stands unchanged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..domain.declaration import ApprovedException
from ..domain.facts import Alias, Department, Facts, Prescription, Record, Source
from ..domain.register import FactKind, RegisterRow
from .identity import clean_name
from .pairing import Likeness, pair_similar, paired
from .redating import Correction, redated
from .register_changes import blank, rewritten
from .register_rows import Extracted, extracted, same_alias
from .register_words import COLUMNS, differing
from .topics import bigram_share

_SIMILAR = 0.4
_ATTRIBUTE: dict[FactKind, str] = {
    "prescription": "prescriptions", "record": "records", "row": "records", "post": "posts",
    "department": "departments", "document": "documents", "form": "forms", "goal": "goals", "alias": "aliases",
}  # fmt: skip
_LIKENESSES = (
    Likeness[RegisterRow](lambda row: row.id),
    Likeness[RegisterRow](lambda row: (row.kind, row.span, _name(row)) if row.span else None),
)


class Confirmed(NamedTuple):
    """The facts to judge by, all rows with what was said about them, and the exceptions people entered."""

    facts: Facts
    rows: tuple[RegisterRow, ...]
    exceptions: tuple[ApprovedException, ...]


@dataclass(frozen=True)
class _Told:
    """A fact after a person's word on it, None: it is none; ``read`` is it as extracted, where it was corrected."""

    fact: Any | None
    row: RegisterRow
    read: Any | None = None


def confirmed(facts: Facts, said: Sequence[RegisterRow]) -> Confirmed:
    """``facts`` under what was said; rows whose words changed or are gone come back with ``review``."""
    found = extracted(facts)
    known = [row for row in said if row.standing != "added"]
    pairs = _pairs(known, found)
    told = [_told(one, known[pairs[n]] if n in pairs else None) for n, one in enumerate(found)]
    lost = [_lost(row, facts) for k, row in enumerate(known) if k not in set(pairs.values())]
    added = [_added(row, facts) for row in said if row.standing == "added"]
    rows = (*(t.row for t in told), *(t.row for t in lost), *(t.row for t in added))
    if not said:
        return Confirmed(facts, rows, ())
    exceptions = tuple(t.fact for t in added if isinstance(t.fact, ApprovedException))
    return Confirmed(_assembled(facts, [*told, *lost, *added]), rows, exceptions)


def _pairs(known: Sequence[RegisterRow], found: Sequence[Extracted]) -> dict[int, int]:
    rows = [one.row for one in found]
    pairs = paired(known, rows, _LIKENESSES)
    pair_similar(known, rows, pairs, _likely, _SIMILAR)
    return pairs


def _name(row: RegisterRow) -> str:
    return row.value("name") or row.value("person") or row.value("code")


def _likely(old: RegisterRow, new: RegisterRow) -> float:
    """Rows of one kind from the same document, worded alike."""
    if old.kind != new.kind or old.source is None or new.source is None:
        return 0.0
    same = old.source.file == new.source.file
    normative = old.kind not in ("record", "row")
    if not same and not (normative and clean_name(old.source.file) == clean_name(new.source.file)):
        return 0.0
    return bigram_share(old.source.quote, new.source.quote)


def _told(one: Extracted, said: RegisterRow | None) -> _Told:
    fact, row = one
    if said is None:
        return _Told(fact, row)
    if said.span != row.span:
        return _Told(fact, row.model_copy(update={"review": f"原文已有改动；{said.by}此前的确认暂不采用，请再看一次"}))
    by: dict[str, object] = {"by": said.by, "at": said.at}
    if said.standing == "rejected":
        return _Told(None, row.model_copy(update={**by, "standing": "rejected"}))
    spoken = dict(said.values)
    keys = differing(dict(row.values), spoken, [c.key for c in COLUMNS[row.kind] if c.key in spoken])
    if not keys:
        return _Told(_marked(fact), row.model_copy(update={**by, "standing": "confirmed"}))
    changed = {key: said.value(key) for key in keys}
    try:
        made = rewritten(fact, changed)
    except ValueError as problem:
        return _Told(fact, row.model_copy(update={"review": str(problem)}))
    values = tuple((key, changed.get(key, words)) for key, words in row.values)
    before = tuple((key, words) for key, words in row.values if key in changed)
    return _Told(
        _marked(made),
        row.model_copy(update={**by, "standing": "corrected", "values": values, "before": before}),
        fact,
    )


def _lost(row: RegisterRow, facts: Facts) -> _Told:
    """A fact not extracted this time; an alias somebody confirmed needs no more than its words."""
    if row.kind == "alias" and row.standing in ("confirmed", "corrected") and not _misplaced(row.source, facts):
        return _added(row, facts)
    return _Told(None, row.model_copy(update={"review": f"原文已不在本次材料中；{row.by}此前的确认暂不采用"}))


def _added(row: RegisterRow, facts: Facts) -> _Told:
    review = _misplaced(row.source, facts)
    if review:
        return _Told(None, row.model_copy(update={"review": review}))
    source = row.source or Source(file="", quote="；".join(v for _, v in row.values if v), rule="person/1")
    filled = {key: words for key, words in row.values if words}
    try:
        return _Told(_marked(rewritten(blank(row.kind, source, row.id), filled)), row)
    except ValueError as problem:
        return _Told(None, row.model_copy(update={"review": str(problem)}))


def _misplaced(source: Source | None, facts: Facts) -> str:
    if source is None:
        return ""
    paper = next((p for p in facts.papers if p.file == source.file), None)
    if paper is None:
        return f"材料中没有文件“{source.file}”"
    return "" if source.quote and source.quote in paper.text else "在所写文件中没有找到原文，请逐字抄录一行"


def _marked(fact: Any) -> Any:
    return fact.model_copy(update={"confirmed": True}) if isinstance(fact, (Prescription, Alias)) else fact


def _assembled(facts: Facts, told: Sequence[_Told]) -> Facts:
    kept: dict[str, list[Any]] = {name: [] for name in _ATTRIBUTE.values()}
    for one in told:
        name = _ATTRIBUTE.get(one.row.kind)
        if name and one.fact is not None:
            kept[name].append(one.fact)
    kept["aliases"] += [
        Alias(kind="department", name=d.name, other=other, source=d.source, confirmed=True)
        for one in told
        if isinstance(d := one.fact, Department) and one.row.standing in ("corrected", "added")
        for other in d.aliases
    ]
    rejected = [one.row for one in told if one.row.kind == "alias" and one.row.standing == "rejected"]
    kept["aliases"] = [a for a in kept["aliases"] if not any(same_alias(a, row) for row in rejected)]
    overruled = tuple(one.row.source for one in told if one.row.source and _overruled(one.row))
    laid = facts.model_copy(update={name: tuple(values) for name, values in kept.items()} | {"overruled": overruled})
    return redated(
        laid, [Correction(t.read, t.fact) for t in told if isinstance(t.read, Record) and isinstance(t.fact, Record)]
    )


def _overruled(row: RegisterRow) -> bool:
    """Whether the words of a fact must not be read again: it was rejected, or its act was put into other words."""
    reworded = row.kind == "prescription" and any(key == "what" for key, _ in row.before)
    return row.standing == "rejected" or row.standing == "corrected" and reworded


def check(row: RegisterRow, keys: Sequence[str]) -> None:
    """Raises ValueError when the words of these fields cannot be understood."""
    source = row.source or Source(file="", quote="")
    rewritten(blank(row.kind, source, row.id), {key: row.value(key) for key in keys if row.value(key)})


def told_of(row: RegisterRow, heads: Mapping[str, str]) -> str:
    """``王工 2026-01-15 更正：频次“每季度一次”→“每半年一次”``; empty for a fact nobody spoke about."""
    if row.standing not in ("confirmed", "corrected", "added"):
        return ""
    when = f"{row.by} {row.at:%Y-%m-%d}" if row.at else row.by
    word = {"confirmed": "确认", "corrected": "更正", "added": "补充"}[row.standing]
    parts = "；".join(f"{heads.get(key, key)}“{old or '空'}”→“{row.value(key) or '空'}”" for key, old in row.before)
    return f"{when} {word}" + (f"：{parts}" if parts else "")
