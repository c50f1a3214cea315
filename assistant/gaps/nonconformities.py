"""Nonconformities as the papers tell them: the form, the ledger row and the mentions of one number put together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..domain.facts import Line, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.identity import clean_name
from ..facts.papers import pair_fields
from ..facts.signatures import people_in
from ..facts.topics import PARENT
from .case import Case
from .slip_words import CORRECTION, FREE_TEXT, LOOKED, STAGE_OF, counted, days_of_act, days_signed, put_off

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9\-—–])(?:[A-Z]{2,6}[-—–_]?)(?:20\d\d[-—–_]?|"
    r"\d{2}[-—–_])\d{1,4}(?:[-—–_]\d{1,3})?(?![A-Za-z0-9])|(?<![A-Za-z0-9])(?:NC|NCR|CAR|BFH|"
    r"BHG)[-—–_]?\d{1,4}(?!\d)"
)
_SUBJECT_NUMBER = re.compile(r"[A-Z]{1,6}\d{0,4}[-—–_]\d{1,4}(?:[-—–_]\d{1,3})?(?=[\s　:：，,、])")
"""The number a whole-record row begins its subject with: ``BF-01 供应商档案不全``."""
_TITLED = re.compile(
    r"(?:不符合|不合格|整改)(?:项)?(?:报告|通知单|处置单|单|项)?[^\n\d]{0,8}?(\d{2,4}[-—]\d{1,3})(?!\d)"
)
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


def nonconformities(case: Case) -> dict[str, Nonconformity]:
    """All nonconformities by number; built once."""
    if "nonconformities" not in case.memo:
        case.memo["nonconformities"] = _build(case)
    return case.memo["nonconformities"]


def numbers_in(text: str) -> list[str]:
    """Numbers of nonconformities (NC-2025-01, BFH-03) in a text."""
    return list(dict.fromkeys(re.sub(r"[—–_]", "-", m[0]).upper() for m in _NUMBER.finditer(text)))


def _build(case: Case) -> dict[str, Nonconformity]:
    found: dict[str, Nonconformity] = {}
    for record in case.facts.records:
        if record.topic != "corrective_action" or re.search("计划|方案|程序", record.title):
            continue
        number = _own_number(record, case)
        if number is None:
            continue
        if number in found and (held := found[number].form) and not record.row and held.paper != record.paper:
            number = f"{number}（{clean_name(record.paper)}）"
        one = found.setdefault(number, Nonconformity(number))
        if record.row:
            _read_row(one, record)
        else:
            _read_form(one, record, case)
    _counted_rows(found, case)
    forms = {r.form.code for r in case.facts.records if r.form.code} | _other_series(found, case)
    for record in case.heads:
        whole_row = record.source.quote == record.text
        if not whole_row and record.topic in (
            "audit_report", "audit_checklist", "internal_audit", "corrective_action",
        ):  # fmt: skip
            _mentions(found, record, case, forms)
    for one in found.values():
        _closed_as_verified(one)
    return found


def _counted_rows(found: dict[str, Nonconformity], case: Case) -> None:
    """Rows of a ledger that number slips 1, 2, 3, where the slips themselves are merely counted."""
    for record in case.facts.records:
        if not record.row or record.topic != "corrective_action" or _own_number(record, case):
            continue
        told = next((f.value.strip() for f in record.fields if re.search("单号|编号|^号$", f.name)), "")
        slip = found.get(f"第{int(told)}号") if re.fullmatch(r"\d{1,3}", told) else None
        if slip is not None and slip.row is None:
            _read_row(slip, record)


def _other_series(found: dict[str, Nonconformity], case: Case) -> set[str]:
    """Numbers of other things a finding may speak of — changes, contracts, orders: those another record or ledger has
    for its own, or that begin with other letters than the nonconformities on file."""
    own = {_letters(n) for n in found}
    cited = {n for r in case.heads for n in numbers_in(r.text)}
    elsewhere = {
        n
        for r in case.facts.records
        if PARENT.get(r.topic or "", r.topic) not in ("corrective_action", "internal_audit", "inspection")
        for f in r.fields
        if re.search(r"编号|单号|序号|合同|订单", f.name) and not re.search("不符合|不合格|整改|问题|NC", f.name)
        for n in numbers_in(f.value)
    }
    return {n for n in cited | elsewhere if n not in found and (n in elsewhere or own and _letters(n) not in own)}


def _letters(number: str) -> str:
    return re.sub(r"[^A-Z].*", "", number)


def _closed_as_verified(one: Nonconformity) -> None:
    """Where no place for a verification of its own is kept, the closure is it."""
    if "verified" in one.texts or "verified" in one.days:
        return
    for kept in (one.days, one.texts, one.form_texts, one.places, one.form_places):
        if "closed" in kept:
            kept["verified"] = kept["closed"]  # type: ignore[index]


def _own_number(record: Record, case: Case) -> str | None:
    if (subject := _SUBJECT_NUMBER.match(record.subject)) and not record.row:
        return re.sub(r"[—–_]", "-", subject[0]).upper()
    for field_ in record.fields:
        if re.search(r"编号|序号|单号|NC号|不符合号", field_.name):
            numbers = [n for n in numbers_in(field_.value) if n != record.form.code]
            plain = re.sub(r"\s|[—–_]", "", field_.value).upper()
            if numbers:
                return numbers[0]
            spelt = re.sub(r"\s", "", re.sub(r"[—–_]", "-", field_.value)).upper()
            if slip := counted(field_.value):
                return slip
            if re.fullmatch(r"\d{2,4}-\d{1,3}", spelt):
                return spelt
            if re.fullmatch(r"[A-Z]{1,6}-?\d{2,8}(?:-\d{1,3})*|20\d\d-\d{1,3}", plain) and plain != record.form.code:
                return plain
    if record.row:
        return next((n for n in numbers_in(record.text) if n != record.form.code), None)
    rows = case.rows.get(record.paper, [])
    if rows and len(rows) > 2:
        return None
    own = [n for n in numbers_in(record.text[:400] + " " + record.paper.rsplit("/", 1)[-1]) if n != record.form.code]
    titled = _TITLED.search(record.text[:80])
    slip = counted(record.text[:80]) or counted(clean_name(record.paper)) if CORRECTION.search(record.title) else None
    return own[0] if own else titled[1].replace("—", "-") if titled else slip


def _read_row(one: Nonconformity, record: Record) -> None:
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
            or re.search("(?:验证|复查|查验)人|谁(?:验|复查)", last)
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


def _read_form(one: Nonconformity, record: Record, case: Case) -> None:
    one.form = one.form or record
    year = record.days[0].year if record.days else case.window[0].year
    for cell in record.fields:
        if re.search("(?:责任|受审|被查|被审)(?:部门|单位|科室|车间)|哪一?[块摊片]", cell.name):
            one.department = one.department or cell.value
        if re.search("(?:整改|责任|完成|实施|分析|动手)的?人$|谁(?:动手|来|去)?(?:改|做|弄)的?$", cell.name):
            one.doers += people_in(cell.value)
        if LOOKED.search(cell.name):
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


def _stands_in(number: str, flat: str) -> bool:
    """25-1 is no part of 2025-10-13."""
    return number in flat and re.search(rf"(?<![\d-]){re.escape(number)}(?![\d]|-\d)", flat) is not None


def _mentions(found: dict[str, Nonconformity], record: Record, case: Case, forms: set[str]) -> None:
    for line in case.lines(case.papers[record.paper]):
        flat = re.sub(r"[—–_]", "-", line.text).upper()
        for number in dict.fromkeys([*numbers_in(line.text), *(n for n in found if _stands_in(n, flat))]):
            if number in forms or not re.search("不符合|不合格|NC|问题|观察项|整改", line.text):
                continue
            if line.heads and any(re.fullmatch(r"(?:基本)?(?:符合|合格)|[√✓]", cell) for cell in line.cells):
                continue
            one = found.setdefault(number, Nonconformity(number))
            one.mentions.append(Source(file=record.paper, locator=line.locator, quote=line.quote, rule="mention/1"))
