"""Nonconformities as the papers tell them: the form, the ledger row and the mentions of one number put together."""

import re

from ..domain.facts import Record, Source
from ..facts.identity import clean_name
from ..facts.topics import PARENT
from .case import Case
from .slip_words import CORRECTION, counted
from .slips import Nonconformity, read_form, read_row

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9\-—–/])(?:[A-Z]{1,6}[-—–/])?(?P<n>(?:[A-Z]{2,6}[-—–_]?)(?:20\d\d[-—–_]?|"
    r"\d{2}[-—–_])\d{1,4}(?:[-—–_]\d{1,3})?(?![A-Za-z0-9]))|(?<![A-Za-z0-9])(?:NC|NCR|CAR|BFH|"
    r"BHG)[-—–_]?\d{1,4}(?!\d)"
)
"""NC-2025-01, BFH-03; the firm's letters before them (AH-NC25-04) are not of the number."""
_SUBJECT_NUMBER = re.compile(r"[A-Z]{1,6}\d{0,4}[-—–_]\d{1,4}(?:[-—–_]\d{1,3})?(?=[\s　:：，,、])")
"""The number a whole-record row begins its subject with: ``BF-01 供应商档案不全``."""
_TITLED = re.compile(
    r"(?:不符合|不合格|整改)(?:项)?(?:报告|通知单|处置单|单|项)?[^\n\d]{0,8}?(\d{2,4}[-—]\d{1,3})(?!\d)"
)


def nonconformities(case: Case) -> dict[str, Nonconformity]:
    """All nonconformities by number; built once."""
    if "nonconformities" not in case.memo:
        case.memo["nonconformities"] = _build(case)
    return case.memo["nonconformities"]


def numbers_in(text: str) -> list[str]:
    """Numbers of nonconformities (NC-2025-01, BFH-03) in a text."""
    return list(dict.fromkeys(re.sub(r"[—–_]", "-", m["n"] or m[0]).upper() for m in _NUMBER.finditer(text)))


def _slips_in(text: str, record: Record) -> list[str]:
    """The same without the code of the form itself, the firm's letters before it or not."""
    return [n for n in numbers_in(text) if n not in numbers_in(record.form.code or "") and n != record.form.code]


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
            read_row(one, record)
        else:
            read_form(one, record, case)
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
            read_row(slip, record)


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
        if re.search(r"(?<!表单)(?<!表格)(?<!文件)编号|序号|单号|NC号|不符合号", field_.name):
            numbers = _slips_in(field_.value, record)
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
        return next(iter(_slips_in(record.text, record)), None)
    rows = case.rows.get(record.paper, [])
    if rows and len(rows) > 2:
        return None
    own = _slips_in(record.text[:400] + " " + record.paper.rsplit("/", 1)[-1], record)
    titled = _TITLED.search(record.text[:80])
    slip = counted(record.text[:80]) or counted(clean_name(record.paper)) if CORRECTION.search(record.title) else None
    return own[0] if own else titled[1].replace("—", "-") if titled else slip


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
