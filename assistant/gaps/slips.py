"""One nonconformity, and what its slip or its row of a ledger tells of it, stage by stage."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..domain.facts import Line, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.papers import pair_fields
from ..facts.signatures import people_in
from .case import Case
from .slip_words import FREE_TEXT, LOOKED, STAGE_OF, days_of_act, days_signed, put_off

_LABEL = re.compile(
    r"(?:^|(?<=[\s　；;|]))(?P<l>(?:不符合|不合格|问题)?(?:事实|描述|事实描述)|原因(?:分析)?|根本原因|"
    r"(?:纠正|整改|预防)?(?:和预防|及预防)?措施|(?:整改|措施|实施)?(?:完成|实施|落实)(?:情况|日期|时间)?|"
    r"(?:效果|措施|跟踪)?验证(?:记录|情况|结果|意见|日期|时间|结论|人)?|关闭(?:日期|情况|意见)?|结论|"
    r"延期(?:申请|情况)?|登记(?:日期|人)?|发现(?:日期|时间|人)?|"
    r"(?:要求|计划|整改|完成)期限|要求完成(?:日期|时间)|状态|责任部门|受审部门|"
    r"责任人)\s*(?:[（(](?P<b>[^（）()]{0,40})[)）])?\s*[：:]"
)
_VERIFIES = re.compile(
    r"(?:^|[\s　；;|])(?:效果|措施|跟踪|整改)?验证(?:记录|情况|结果|意见|结论|人)?"
    r"\s*(?:[（(][^（）()]*[)）])?\s*(?:[：:|]|$)"
)
_BLANK = re.compile(r"^[\s　/／\\—–\-_＿]*$")


@dataclass
class Nonconformity:
    """One nonconformity. ``days`` by stage, ``texts`` by stage (empty text: the label stands there, blank)."""

    number: str
    department: str = ""
    fact: str = ""
    days: dict[str, date] = field(default_factory=dict[str, date])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    form_texts: dict[str, str] = field(default_factory=dict[str, str])
    places: dict[str, Source] = field(default_factory=dict[str, Source])
    form_places: dict[str, Source] = field(default_factory=dict[str, Source])
    verifiers: list[str] = field(default_factory=list[str])
    doers: list[str] = field(default_factory=list[str])
    closed: Source | None = None
    form: Record | None = None
    row: Record | None = None
    extended: bool = False
    separate: bool = False
    """Whether its form has a place of its own for the verification, beside the one for closing."""
    mentions: list[Source] = field(default_factory=list[Source])

    @property
    def source(self) -> Source | None:
        """The best place to show."""
        record = self.form or self.row
        return self.closed or (record.source if record else next(iter(self.mentions), None))


def read_row(one: Nonconformity, record: Record) -> None:
    """Take what a row of a ledger tells."""
    one.row = one.row or record
    for cell in record.fields:
        last = lowest_head(cell.name)
        stage = next((s for s, p in STAGE_OF if p.search(last)), None)
        if re.search("部门|科室|车间|哪一?[块摊片]", last):
            one.department = one.department or cell.value
        if (
            stage == "closed"
            and (cell.on or people_in(cell.value))
            or re.search("状态|结论|关闭|勾掉|销掉|销号", last)
            and _is_closed(cell.value)
        ):
            one.closed = one.closed or cell.source
        if (
            LOOKED.search(last)
            or _VERIFIER.search(last)
            or re.search("谁(?:验|复查)", last)
            or ("验证" in cell.name and re.search("谁|人$", last))
        ):
            one.verifiers += people_in(cell.value)
        if re.search("责任人|整改人|完成人|谁(?:动手)?(?:改|做|弄|整改)的?$", last):
            one.doers += people_in(cell.value)
        if stage and cell.on:
            one.days.setdefault(stage, cell.on)
        if stage and stage not in one.texts and not cell.on:
            one.texts[stage] = cell.value
            one.places.setdefault(stage, cell.source)
        if re.search("事实|问题|描述|不符合(?:项|内容)?$", last):
            one.fact = one.fact or cell.value
    one.extended = one.extended or put_off(record.text)


_VERIFIER = re.compile("(?:验证|复[查核验]|查验|核实|跟踪)(?:人|者)(?!意见)")


def read_form(one: Nonconformity, record: Record, case: Case) -> None:
    """Take what the slip itself tells."""
    one.form = one.form or record
    year = record.days[0].year if record.days else case.window[0].year
    for cell in record.fields:
        if re.search("(?:责任|受审|被查|被审)(?:部门|单位|科室|车间)|哪一?[块摊片]", cell.name):
            one.department = one.department or cell.value
        if re.search("(?:整改|责任|完成|实施|分析|动手)的?人$|谁(?:动手|来|去)?(?:改|做|弄)的?$", cell.name):
            one.doers += people_in(cell.value)
        if LOOKED.search(cell.name) or _VERIFIER.search(cell.name):
            one.verifiers += people_in(cell.value)
        stage = next((s for s, p in STAGE_OF if p.search(cell.name)), None)
        signed = stage != "verified" or not FREE_TEXT.search(cell.name) or cell.on in days_signed(cell.value, year)
        if stage and cell.on and signed and not re.search("人$", cell.name):
            one.days[stage] = cell.on
    if record.source.quote == record.text:
        _read_whole_row(one, record, year)
    one.separate = any(_VERIFIES.search(line.text) for line in _own_lines(record, case))
    for line in _own_lines(record, case):
        _read_line(one, line, record, year)
    one.verifiers += [s.person for s in record.signatures if s.role == "验证" and s.person]
    one.extended = one.extended or put_off(record.text)


def _read_whole_row(one: Nonconformity, record: Record, year: int) -> None:
    """A row that is a whole record: its columns, and the labelled values of its text."""
    for cell in record.fields:
        if re.search("状态|结果|结论|关闭", cell.name) and _is_closed(cell.value):
            one.closed = one.closed or cell.source
        if cell.source.rule == "export-text/1":
            _take_part(one, cell.name, "", cell.value, cell.source, year)
    if one.texts.get("verified"):
        one.verifiers += [s.person for s in record.signatures if s.role == "批准" and s.person]


def _own_lines(record: Record, case: Case) -> Iterable[Line]:
    return (x for x in case.lines(case.papers[record.paper]) if x.text and x.text in record.text and not x.heads)


def _read_line(one: Nonconformity, line: Line, record: Record, year: int) -> None:
    source = Source(file=record.paper, locator=line.locator, quote=line.quote, rule="nonconformity/1")
    told = pair_fields(line) if line.kind == "row" else []
    if line.kind == "row" and len(line.cells) == 2 and not told:
        told = [(line.cells[0], line.cells[1])]
    parts = [(re.sub(r"[（(].*?[)）]|\s", "", name), "", value) for name, value in told] or _labelled(line.text)
    for label, beside, value in parts:
        _take_part(one, label, beside, value, source, year)
    if parts and re.search("验证|结论", line.text) and _is_closed(line.text.split("。")[-1]):
        one.closed = one.closed or source


def _labelled(text: str) -> list[tuple[str, str, str]]:
    """Label, what stands in brackets behind it, and the value up to the next label."""
    marks = list(_LABEL.finditer(text))
    ends = [*(m.start() for m in marks[1:]), *([len(text)] if marks else [])]
    return [(m["l"], m["b"] or "", text[m.end() : end].strip(" 　；;：")) for m, end in zip(marks, ends, strict=True)]


def _take_part(one: Nonconformity, label: str, beside: str, value: str, source: Source, year: int) -> None:
    stage = next((s for s, p in STAGE_OF if p.search(label)), None)
    free = stage == "verified" and FREE_TEXT.search(label)
    days = [d for x in (beside, value) for d in (days_signed if free else days_of_act)(x, year)]
    if stage == "closed" and (days or people_in(value[:16])):
        one.closed = source
    if re.search("结论|关闭|状态|勾掉|销掉|销号", label) and _is_closed(value):
        one.closed = source
    if stage == "verified" and one.separate and "验证" not in label:
        return
    if stage == "verified":
        one.verifiers += (
            people_in(value[:16]) if label.endswith("人") else people_in(re.split("。", value)[-1] or value)[:1]
        )
    if stage == "done":
        one.doers += people_in(re.split("[。，,]", value.rstrip("。"))[-1])
    if stage is None:
        return
    if (
        not label.endswith(("人", "日期", "时间"))
        or stage not in one.texts
        and label.endswith(("日期", "时间"))
        and not value
    ):
        one.form_texts[stage] = one.form_texts.get(stage) or ("" if _BLANK.match(value) else value)
        if not one.form_texts[stage]:
            one.form_places.setdefault(stage, source)
        old = one.texts.get(stage, "")
        one.texts[stage] = old or ("" if _BLANK.match(value) else value)
        if stage not in one.places or (value and not old):
            one.places[stage] = source
    if days and (stage not in one.days or label.endswith(("日期", "时间"))):
        one.days[stage] = days[-1] if stage in ("cause", "done", "verified") else days[0]


def _is_closed(text: str) -> bool:
    return bool(
        re.search(
            r"(?<!未)(?<!待)(?<!不予)(?:^\s*已?关(?:了|掉|单)?\s*(?=$|[（(\d])|已?关闭|已?闭环|已?闭合|已?销号|同意关闭|准予关闭)|^\s*[√✓☑]\s*$",
            text,
        )
    ) and not re.search("未关闭|不能关闭|待关闭|尚未", text)
