"""Versions of a form as a list tells them: columns and remarks that end one, rows of old versions."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import FormEntry
from ..text.dates import find_dates
from .identity import fold_version

ENDED = r"^(?:版本|表单|文件)?(?:作废|停用|废止|失效|截止|终止|停止使用|有效期?[至止])(?:日期|时间|日)?$"
"""A column of days on which the version of the row ended."""
OLD_NAME = re.compile(r"[（(](?:旧版?|原版?|老版?|作废|停用|已?废止|历史版?)[)）]\s*$")
"""What a list writes behind the name of a form that is used no more: 效果评价表（旧）."""


def withdrawn_in(text: str) -> Iterator[tuple[str, date | None]]:
    """``A/0，2025/7/1作废`` → (A/0, 2025-07-01)."""
    for piece in re.split(r"[；;]|[，,](?=\s*(?:[A-Z]/\d|20\d\d版|第?[一二三四五\d]+版|[A-Z]版))", text):
        version = re.search(
            r"(?<![A-Za-z0-9])[A-Z]\s*/\s*\d{1,2}|[Vv]\d+(?:\.\d+)*|20\d\d[.\-/]\d{1,2}(?=版)|(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.])|第?[一二三四五\d]+版|(?<![A-Za-z])[A-Z](?![A-Za-z/])",
            piece,
        )
        if version:
            rest = piece.replace(version[0], " ")
            yield fold_version(version[0]), _end_in(rest) or (_began(text) if _SAME_DAY.search(rest) else None)


_SAME_DAY = re.compile("同日|当[日天]|同时|即[日行]")


def _began(text: str) -> date | None:
    """2025.3.3起用；旧版同日停用: the day the new version began."""
    days = [m for m in find_dates(text) if m.precision == "day"]
    return next((m.first for m in days if re.match(r"\s*(?:起|开始|启用)", text[m.end :])), None)


_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]\s*/\s*\d{1,2}|[Vv]\d+(?:\.\d+)*|[A-Z](?=版)|20\d\d[.\-/]\d{1,2}版|(?<![\d.])第?(?:[一二三四五]|\d{1,2})版)"
)
_WAS = re.compile(r"(?:此前|以前|之前|前|原为?|旧版?|老版?|由|从)\s*(?:用|为|是|使用|采用)?\s*[:：]?\s*$")
_NO_MORE = re.compile(
    r"^\s*版?\s*(?:表单?)?\s*(?:[于自从到至]?\s*20[\d年月日./-]+\s*起?\s*)?"
    r"(?:停用|作废|废止|失效|停止使用|→|->|-->|改为|升为|换为|改成|升至)"
)


def two_versions(text: str) -> tuple[str, str, date | None] | None:
    """(version in force, former one, day of the change) of a cell that tells both: A/3（2025-09-15起，此前A/2）."""
    found = list(_TOKEN.finditer(text))
    if len({fold_version(m[0]) for m in found}) != 2:
        return None
    old = next((m for m in found if _WAS.search(text[: m.start()]) or _NO_MORE.match(text[m.end() :])), None)
    if old is None:
        return None
    new = next(m for m in found if fold_version(m[0]) != fold_version(old[0]))
    day = next((m.first for m in find_dates(text) if m.precision == "day"), None)
    return fold_version(new[0]), fold_version(old[0]), day


def began_in(text: str, version: str | None) -> date | None:
    """2025版从2025年5月1日起用: the day the current version began, where the list has no column for it."""
    for piece in re.split(r"[；;，,]", text):
        if version and fold_version(piece).startswith(version) and re.search("起用|启用|起执行|起实施|起使用", piece):
            return next((m.first for m in find_dates(piece) if m.precision == "day"), None)
    return None


def _end_in(text: str) -> date | None:
    """The day a version ended: the one 废止 stands behind, the day after 用至, else the first named."""
    days = [m for m in find_dates(text) if m.precision == "day"]
    ended = next(
        (m.first for m in days if re.match(r"\s*(?:起)?(?:停用|废止|作废|失效|停止使用|止)", text[m.end :])), None
    )
    lasting = next(
        (m.first + timedelta(days=1) for m in days if re.search(r"(?:用至|至|到)\s*$", text[: m.start])), None
    )
    return ended or lasting or (days[0].first if days else None)


def merge_versions(entries: Sequence[FormEntry]) -> list[FormEntry]:
    """One entry a code: rows of withdrawn versions become history of the current one."""
    merged: dict[str, FormEntry] = {}
    for entry in entries:
        key = entry.code or entry.name
        old = merged.get(key)
        if old is None:
            merged[key] = entry
            continue
        other, keep = sorted((old, entry), key=_currency)
        history = dict((*old.withdrawn, *entry.withdrawn))
        if other.version and other.version != keep.version and not history.get(other.version):
            history[other.version] = keep.effective_on
        history.pop(keep.version or "", None) if not _is_gone(keep) else None
        merged[key] = keep.model_copy(update={"withdrawn": tuple(history.items())})
    return list(merged.values())


def _is_gone(entry: FormEntry) -> bool:
    return any(v == entry.version for v, _ in entry.withdrawn)


def _currency(entry: FormEntry) -> tuple[bool, date]:
    """Later in the order, more likely the version in force: not withdrawn, begun later."""
    return not _is_gone(entry), entry.effective_on or date.min


def begun_beside(cell: str) -> date | None:
    """25-7版（2025.7.4起，以前24版）: the day beside a version."""
    beside = re.search(r"[（(](?P<t>[^（()）]+)[)）]", cell)
    days = [m for m in find_dates(beside["t"]) if m.precision == "day"] if beside else []
    return next((m.first for m in days if beside and re.match(r"\s*(?:起|开始|启用|后)", beside["t"][m.end :])), None)


def older_beside(cell: str, on: date | None) -> list[tuple[str, date | None]]:
    """The older version such a cell names: 以前24版, 之前用A版."""
    older = re.search(
        r"(?:以前|之前|原先|原来|原|老版|旧版)(?:是|为|用)?\s*(?P<v>第?[A-Za-z\d一二三四五./-]{1,6}版?)", cell
    )
    return [(fold_version(older["v"]), on)] if older and on else []
