"""Family B, retention: records destroyed before their time, as disposal lists tell."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..domain.facts import Prescription, Record
from ..text.dates import chinese_int
from .case import Case
from .registry import Hit, Parameters, detector

_GONE = re.compile("销毁|处置|删除|清理|报废")
_NAMED = re.compile("记录|名称|内容|资料|档案|文件|说明")


def _made(row: Record) -> date | None:
    """The day a record was made; the end of the year its name tells where no day is given."""
    made = next(
        (
            f.on
            for f in row.fields
            if f.on and re.search("形成|年度|归档|起始|产生|记录日期", f.name) and not _GONE.search(f.name)
        ),
        None,
    )
    named = next((m for f in row.fields if _NAMED.search(f.name) and (m := re.match(r"\s*(20\d\d)年", f.value))), None)
    return made or (date(int(named[1]), 12, 31) if named else None)


def _years_told(row: Record) -> int | None:
    told = (f.value for f in row.fields if re.search("保存|保管|留存", f.name))
    return next((years for value in told if (years := _years(value))), None)


def _years(text: str) -> int | None:
    match = re.match(r"\s*(?:不少于|至少)?([\d一二两三四五六七八九十]+)\s*年", text) or re.fullmatch(
        r"\s*(\d{1,2})\s*", text
    )
    return chinese_int(match[1]) if match else None


def _retention_rule(row: Record, kept: Sequence[Prescription]) -> Prescription | None:
    """The rule about the record the row names; else the general one."""
    names = [f.value for f in row.fields if _NAMED.search(f.name) and f.value]
    own = (d for d in kept for form in d.forms if len(form.name) >= 4 and any(form.name in n for n in names))
    general = (d for d in kept if not d.forms)
    return next(own, None) or next(general, None) or next(iter(kept), None)


@detector("B7", "retention")
def retention(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Records destroyed before the retention period is over, as disposal lists tell."""
    kept = [d for d in case.facts.prescriptions if d.retention]
    for rows in case.rows.values():
        for row in rows:
            gone = next((f.on for f in row.fields if f.on and _GONE.search(f.name)), None)
            made, rule = _made(row), _retention_rule(row, kept)
            years = _years_told(row) or (_years(rule.retention or "") if rule else None)
            if gone and made and years and (gone - made).days < 365 * years - 31:
                yield Hit(
                    object=f"{row.subject or row.title} 提前销毁",
                    root=f"retention:{row.id}",
                    document=rule.source if rule else None,
                    record=row.source,
                    values={"years": str(years)},
                )
