"""Ledgers whose rows name their own form (an export of an office system): each row is a whole record."""

import re
from collections.abc import Sequence
from datetime import date

from ..domain.facts import Field, FormRef, Line, Paper, Record, Signature, Source
from ..text.dates import find_dates
from ..text.roles import departments_in
from .header_rows import lowest_head
from .identity import codes_in, fold_version
from .ledger_rows import BLANK_VALUE, EVENT_LABEL, cell_field
from .papers import text_pairs
from .signatures import people_in
from .topics import topic_of

_CODE_HEAD = re.compile(r"^(?:表单|表格|模板|记录)(?:编号|编码|代码|代号|号)$|^表号$|^编号$|^代号$")
_NAME_HEAD = re.compile(r"^(?:流程|表单|单据|表格|模板|记录|事项)(?:名称|类型|种类|类别)$")
_VERSION_HEAD = re.compile(r"^(?:表单|模板)?(?:版本|版次|版号)$")
_STRUCTURE = re.compile(
    rf"{_CODE_HEAD.pattern}|{_NAME_HEAD.pattern}|{_VERSION_HEAD.pattern}|^(?:流水|序|单据|实例|业务)[编序]?号$"
)
"""Columns of the export itself, no fields of the form."""
_SUBJECT_HEAD = re.compile(r"主题|标题|摘要|事由|题目")
_BODY_HEAD = re.compile(r"正文|内容|详情|表单数据|填写|说明|明细")
_STARTED = re.compile(r"^(?:发起|申请|填报|填写|提交|创建|登记|编制|拟稿|经办)(?:日期|时间)$")
_ENDED = re.compile(r"^(?:审批|批准|审核|签批|完成|办结|归档|关闭)(?:日期|时间)$")
_ROLES = (
    ("编制", re.compile(r"^(?:发起|申请|填报|填写|填表|提交|创建|登记|编制|拟稿|经办)人员?$")),
    ("审核", re.compile(r"^审核人员?$")),
    ("批准", re.compile(r"^(?:审批|批准|签批|签发|终审)人员?$")),
    ("验证", re.compile(r"^验证人员?$")),
)
_MANY = 3
_NAMED = 8
"""Characters of a name that may stand before the day it closes with."""


def names_forms(lines: Sequence[Line]) -> bool:
    """Whether the rows of these lines are of several forms, named in a column of their own."""
    rows = [line for line in lines if line.heads]
    named = {cell for line in rows if (cell := _cell(line, _NAME_HEAD))}
    return len(rows) >= _MANY and len(named) >= 2 and _somebodys(rows[0].heads)


def exported(paper: Paper, lines: Sequence[Line], year: int | None) -> list[Record]:
    """A record a row, with form, subject, signers and the labelled values of its text."""
    return [_record(paper, line, year) for line in lines if line.heads and _cell(line, _NAME_HEAD)]


def _record(paper: Paper, line: Line, year: int | None) -> Record:
    cells = [cell_field(line, i, paper.file, year) for i in range(min(len(line.heads), len(line.cells)))]
    started, ended = _day(cells, _STARTED), _day(cells, _ENDED)
    event = started or _day(cells, EVENT_LABEL)
    own_year = (event or ended or date(year or 1, 1, 1)).year
    title = _cell(line, _NAME_HEAD)
    subject = _cell(line, _SUBJECT_HEAD)
    body = _body(line, paper.file, own_year)
    return Record(
        id=f"{paper.file}#{line.index}",
        paper=paper.file,
        title=title,
        form=FormRef(
            name=title,
            code=next(iter(codes_in(_cell(line, _CODE_HEAD))), None),
            version=fold_version(_cell(line, _VERSION_HEAD)) or None,
        ),
        topic=topic_of(title) or topic_of(subject),
        subject=subject,
        event_on=event,
        event_until=event,
        filled_on=ended or event,
        days=tuple(sorted({f.on for f in (*cells, *body) if f.on})),
        period=_period(subject, own_year),
        signatures=tuple(_signatures(line, cells, ended, started, paper.file)),
        fields=(*(f for f in cells if not _STRUCTURE.search(lowest_head(f.name))), *body),
        source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="export-row/1"),
        text=line.text,
    )


def _cell(line: Line, head: re.Pattern[str]) -> str:
    for name, cell in zip(line.heads, line.cells, strict=False):
        if head.search(re.sub(r"\s", "", lowest_head(name))):
            return "" if BLANK_VALUE.match(cell) else cell
    return ""


def _somebodys(heads: Sequence[str]) -> bool:
    """Columns for who filled it in and when: without them the rows only list forms."""
    dated = any(_STARTED.search(head) or _ENDED.search(head) for head in heads)
    told = any(_SUBJECT_HEAD.search(head) or _BODY_HEAD.search(head) for head in heads)
    return dated and told and any(_ROLES[0][1].search(head) for head in heads)


def _day(cells: Sequence[Field], head: re.Pattern[str]) -> date | None:
    return next((f.on for f in cells if f.on and head.search(lowest_head(f.name))), None)


def _body(line: Line, file: str, year: int) -> list[Field]:
    """``原因：…；措施：…`` in the text column as fields."""
    source = Source(file=file, locator=line.locator, quote=line.quote, rule="export-text/1")
    return [
        Field(
            name=label,
            value="" if BLANK_VALUE.match(value) else value,
            on=_closing_day(value, year),
            source=source,
        )
        for label, value in text_pairs(_cell(line, _BODY_HEAD))
    ]


def _closing_day(value: str, year: int) -> date | None:
    """The day that closes a short value (``闵浩 2025-06-20``); days inside a sentence are told, not signed."""
    days = [m for m in find_dates(value, year) if m.precision == "day"]
    return days[-1].first if days and not value[days[-1].end :].strip(" 。；;") and days[-1].start <= _NAMED else None


def _period(subject: str, year: int) -> tuple[date, date] | None:
    mentions = find_dates(subject, year)
    found = next((m for m in mentions if m.precision in ("quarter", "half", "month")), None)
    return (found.first, found.last) if found else None


def _signatures(
    line: Line, cells: Sequence[Field], ended: date | None, started: date | None, file: str
) -> list[Signature]:
    source = Source(file=file, locator=line.locator, quote=line.quote, rule="export-signer/1")
    department = next((d for f in cells if "部门" in f.name for d in departments_in(f.value)), "")
    found: list[Signature] = []
    for role, head in _ROLES:
        drawn_up = role == "编制"
        found += [
            Signature(
                role=role,
                person=person,
                department=department if drawn_up else "",
                on=started if drawn_up else ended,
                source=source,
            )  # fmt: skip
            for person in people_in(_cell(line, head))
        ]
    return found
