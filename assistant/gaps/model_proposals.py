"""What a language model would add, where one is configured: each proposal quotes both sides, each quote is verified.

Only semantic judgements are asked for (F1, G4, G7, A1) and names that may mean one thing. A proposal never changes or
repeats what a rule found; without a model, or when it fails, the rules stand alone.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from ..domain.errors import ModelError
from ..domain.facts import Source
from ..domain.finding import Finding, Side
from ..domain.register import RegisterRow
from ..facts.register_rows import hashed
from ..facts.topics import bigram_share
from ..ports import ChatModel
from ..text.normalize import fold_text
from .case import Case
from .registry import DETECTORS, RuleText

_MOST_PIECES, _LONGEST, _MOST_REPLY, _MOST_TAKEN = 40, 400, 20_000, 8
_SHORTEST_QUOTE = 6
_HARD = re.compile(r"造假|伪造|作假|欺骗|弄虚|[<>{}]|https?:")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALIAS = "alias"


@dataclass(frozen=True)
class GapModel:
    """The model and its instruction (``prompts/gap_proposals.md``)."""

    model: ChatModel
    system: str


class Proposed(NamedTuple):
    """What was taken, how many proposals were refused, and why the model was not heard out (empty: it was)."""

    findings: list[Finding]
    aliases: list[RegisterRow]
    refused: int
    note: str


class _Task(NamedTuple):
    type: str
    what: str
    documents: dict[str, Source]
    records: dict[str, Source]


class _Draft(NamedTuple):
    """A proposal both of whose quotes stand where it says."""

    type: str
    object: str
    document: Side
    record: Side
    explanation: str


def proposed(case: Case, found: Sequence[Finding], rules: Mapping[str, RuleText], model: GapModel) -> Proposed:
    """The proposals worth a person's look. A failing model ends the asking; what it said before is kept."""
    findings: list[Finding] = []
    aliases: list[RegisterRow] = []
    refused, note = 0, ""
    for task in _tasks(case):
        try:
            entries = list(_entries("".join(_pieces(model, task))))
        except ModelError as error:
            note = f"模型没有用上，以下只按规则判断：{error.message}"
            break
        for entry in entries:
            draft = _verified(entry, task)
            if draft is None or _known(draft, [*found, *findings]):
                refused += 1
            elif draft.type == _ALIAS:
                aliases += _alias(draft, case)
            elif len(findings) < _MOST_TAKEN and (text := _rule(draft.type, rules)):
                findings.append(_finding(draft, text))
    return Proposed(findings, aliases, refused, note)


def _pieces(model: GapModel, task: _Task) -> Iterator[str]:
    question = {
        "tasks": [f"{task.type}：{task.what}"],
        "documents": [_piece(key, source) for key, source in task.documents.items()],
        "records": [_piece(key, source) for key, source in task.records.items()],
    }
    total = 0
    for piece in model.model.stream(model.system, json.dumps(question, ensure_ascii=False)):
        total += len(piece)
        if total > _MOST_REPLY:
            raise ModelError("模型的回复过长", "", "换一个模型")
        yield piece


def _piece(key: str, source: Source) -> dict[str, str]:
    return {"id": key, "file": source.file, "text": source.quote}


# -- what is asked -----------------------------------------------------------------------------------------------------


def _tasks(case: Case) -> Iterator[_Task]:
    duties = case.facts.prescriptions
    manual = {p.file for p in case.facts.papers if p.kind == "manual"}
    rows = [r.source for r in case.facts.records if r.row]
    wanted = (
        ("F1", "方针的某一句没有任何目标或能力与它对应", _lines(case, "方针"), [g.source for g in case.facts.goals]),
        (
            "G4", "不符合的原因分析只停在表面，或措施与原因对不上",
            [d.source for d in duties if d.topic == "corrective_action"],
            [*_lines(case, "原因"), *(s for s in rows if "原因" in s.quote)],
        ),
        (
            "G7", "管理评审只有讨论，没有形成决定、责任人或期限",
            [d.source for d in duties if d.topic in ("management_review", "review_minutes")],
            [s for r in case.heads if r.topic in ("review_minutes", "management_review") for s in _of(case, r.paper)],
        ),
        (
            "A1", "手册里的一项要求，在程序和制度里没有由谁、怎样做的落点；record 引最接近而没有接住它的一句",
            [d.source for d in duties if d.paper in manual], [d.source for d in duties if d.paper not in manual],
        ),
        (
            _ALIAS, "两个名称指同一个部门；object 写成“名称一＝名称二”，两边各引含有该名称的一句",
            [d.source for d in duties if d.actors], [p.source for p in case.facts.posts],
        ),
    )  # fmt: skip
    for kind, what, documents, records in wanted:
        if documents and records:
            yield _Task(kind, what, _numbered("D", documents), _numbered("R", records))


def _numbered(letter: str, sources: Sequence[Source]) -> dict[str, Source]:
    distinct = {(s.file, s.quote): s for s in sources if _SHORTEST_QUOTE <= len(s.quote) <= _LONGEST}
    return {f"{letter}{n}": source for n, source in enumerate(list(distinct.values())[:_MOST_PIECES], 1)}


def _lines(case: Case, word: str) -> list[Source]:
    return [
        Source(file=paper.file, locator=line.locator, quote=line.quote)
        for paper in case.facts.papers
        for line in paper.lines
        if word in line.text and line.kind in ("text", "row")
    ]


def _of(case: Case, file: str) -> list[Source]:
    lines = case.papers[file].lines if file in case.papers else ()
    return [Source(file=file, locator=x.locator, quote=x.text) for x in lines if x.kind in ("text", "row")]


# -- what is taken -----------------------------------------------------------------------------------------------------


def _entries(reply: str) -> Iterator[Mapping[str, Any]]:
    """The JSON objects of a reply, one a line. Raises ModelError for anything else."""
    for line in reply.splitlines():
        bare = line.strip().strip(",")
        if not bare or bare.startswith("```") or bare in ("[", "]") or bare.upper() == "NONE":
            continue
        try:
            entry: Any = json.loads(bare)
        except (json.JSONDecodeError, RecursionError) as error:
            raise ModelError("模型的回复不是约定的 JSON 行", bare[:60], "换一个更能遵守格式的模型") from error
        if not isinstance(entry, dict):
            raise ModelError("模型的回复不是约定的 JSON 行", bare[:60], "换一个更能遵守格式的模型")
        yield cast(dict[str, Any], entry)


def _verified(entry: Mapping[str, Any], task: _Task) -> _Draft | None:
    """The proposal, if its type was asked for, its quotes stand word for word and its words are fit to be shown."""
    document, record = _quoted(entry.get("document"), task.documents), _quoted(entry.get("record"), task.records)
    about, why = str(entry.get("object") or "").strip(), str(entry.get("explanation") or "").strip()
    if entry.get("type") != task.type or document is None or record is None or not about or not why:
        return None
    if len(about) > 60 or len(why) > 200 or _HARD.search(about + why):
        return None
    seen = set(_NUMBER.findall(document.quote + record.quote))
    if set(_NUMBER.findall(about + why)) - seen or (document.file, document.quote) == (record.file, record.quote):
        return None
    return _Draft(task.type, about, document, record, why)


def _quoted(raw: object, sources: Mapping[str, Source]) -> Side | None:
    if not isinstance(raw, dict):
        return None
    given = cast(dict[str, Any], raw)
    source, quote = sources.get(str(given.get("id"))), str(given.get("quote") or "").strip()
    if source is None or len(quote) < _SHORTEST_QUOTE or quote not in source.quote:
        return None
    return Side(file=source.file, locator=source.locator, quote=quote, read_by="model/1")


def _known(draft: _Draft, found: Sequence[Finding]) -> bool:
    """Whether a rule (or an earlier proposal) has spoken about this already."""
    return any(f.type == draft.type and (_touches(f, draft) or _alike(f.object, draft.object)) for f in found)


def _touches(finding: Finding, draft: _Draft) -> bool:
    sides = {(s.file, fold_text(s.quote)) for s in (finding.document, finding.record) if s}
    new = [(s.file, fold_text(s.quote)) for s in (draft.document, draft.record)]
    return any(file == other and (quote in words or words in quote) for file, quote in new for other, words in sides)


def _alike(one: str, other: str) -> bool:
    return bigram_share(fold_text(one), fold_text(other)) >= 0.5


def _rule(kind: str, rules: Mapping[str, RuleText]) -> RuleText | None:
    return next((rules[d.id] for d in DETECTORS if d.type == kind and d.id in rules), None)


def _finding(draft: _Draft, text: RuleText) -> Finding:
    return Finding(
        id="", type=draft.type, title=text.title, severity="low", verdict="suspected", basis="model",
        detector="model/1", clauses=text.clauses, document=draft.document, record=draft.record, object=draft.object,
        explanation=f"{draft.explanation.rstrip('。')}。（由模型提出，请核实）",
        innocent_explanations=text.innocent, suggestion="请对照两边原文核实；属实的，从流程上改进。",
    )  # fmt: skip


def _alias(draft: _Draft, case: Case) -> list[RegisterRow]:
    """Two names as a row to confirm; nothing is judged by it before."""
    names = [part.strip() for part in re.split(r"[＝=]", draft.object)]
    if len(names) != 2 or not (names[0] in draft.document.quote and names[1] in draft.record.quote):
        return []
    if case.departments.same(names[0], names[1]):
        return []
    source = Source(
        file=draft.document.file, locator=draft.document.locator, quote=draft.document.quote, rule="model/1",
        confidence=0.5,
    )  # fmt: skip
    values = (("kind", "部门"), ("name", names[0]), ("other", names[1]))
    identity = f"N-{hashed('|'.join((*names, draft.document.quote)))}"
    return [RegisterRow(kind="alias", id=identity, values=values, source=source, span=hashed(fold_text(source.quote)))]
