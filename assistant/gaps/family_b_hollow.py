"""Family B, content: hollow records, retention, results that ask for a further step."""

import re
from collections.abc import Iterator, Sequence

from ..domain.facts import Field, Line, Record, Source
from ..facts.header_rows import lowest_head
from ..facts.papers import pair_fields
from .case import Case
from .registry import Hit, Parameters, detector

_PLACEHOLDER = re.compile(
    r"^[\s（(]*(?:[Xx×]{2,}\s*(?:个|人|次|台|份|元|项)?|[…]{1,}|\.{3,}|[XxＸ×]{2,}[^\u4e00-\u9fff]{0,4}|待补(?:充)?|待填(?:写)?|TBD|待定|【[^】]*】|[*＊]{2,}|同上次|略|示例|某某|\?{2,}|？{2,})[\s）)。]*$|[XxＸ×]{3,}"
)
_OPTIONAL = re.compile(
    r"备注|说明|附件|其他|补充|下次|后续|延期|变更|替代|传真|邮编|缺席|请假|列席|抄送|页码|第.*页|签收|存档|归档号|密级"
)
_CRITICAL = re.compile(
    r"结论|结果|意见|评价|验证|批准|审核|签名|签字|日期|人数|数量|账号数|明细|措施|原因|证据|情况|内容|得分|平均分"
)


_GROUP = re.compile(r"部门|单位|科室|车间|类别|分类|大类|中心$")
"""A leading column that groups rows: blank there means as above."""


_FUTURE = re.compile(r"未到期|未发生|进行中|停|例外|不适用|无$|取消|未开展|——|—")


@detector("B6", "hollow-record")
def hollow_record(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Placeholders, and blank fields that the same form has filled elsewhere or a rule says must not be blank."""
    for record in case.heads:
        if (
            record.paper not in case.papers
            or case.papers[record.paper].kind not in ("record",)
            or record.topic in ("corrective_action", "review_tracking")
        ):
            continue
        faults = _blank_fields(record, case) or _unscored(record, case)
        if faults:
            yield _hollow(record, faults, case)
    for paper, rows in case.rows.items():
        if case.papers[paper].kind != "record" or any(
            r.topic in ("corrective_action", "review_tracking") for r in rows[:1]
        ):
            continue
        if any(m.source.file == paper for m in (*case.facts.measurements, *case.facts.goals)):
            continue
        for row, faults in _blank_rows(rows, strict=_each_cell(case, rows[0])):
            yield _hollow(row, faults, case)
    for record in case.heads:
        plain = record.topic not in ("corrective_action", "review_tracking")
        if case.papers[record.paper].kind == "record" and plain and _no_blank_rule(case, record):
            yield from (_unfilled(record, line, case) for line in _only_named(record, case))


_SCORE = re.compile(r"[（(]\s*(?:满分)?\s*\d{1,3}\s*分\s*[)）]$|^(?:总分|总得分|得分|合计得?分?|评分)$")


def _unscored(record: Record, case: Case) -> list[Field]:
    """Items of a scoring sheet that stand alone in their rows, with no score behind any of them."""
    filled = [f for f in record.fields if f.value]
    alone = [
        x
        for x in case.lines(case.papers[record.paper])
        if x.kind == "text"
        and re.search(r"表\d+第\d+行$", x.locator)
        and x.text in record.text
        and _SCORE.search(x.text)
    ]
    if len(alone) < _LEAST_SCORES or len(filled) < 1 or re.search("样式|空白|模板", record.paper + record.title):
        return []
    return [
        Field(
            name=x.text, value="", source=Source(file=record.paper, locator=x.locator, quote=x.quote, rule="hollow/2")
        )
        for x in alone
    ]


_LEAST_SCORES = 3


def _only_named(record: Record, case: Case) -> Iterator[Line]:
    """Lines of a table with a name in the first cell and nothing behind it, above a filled line, among lines filled
    all through: a system of an access review, an area of an inspection."""
    if any(m.source.file == record.paper for m in case.facts.measurements):
        return
    own = [x for x in case.papers[record.paper].lines if x.kind == "row" and x.text in record.text]
    for at, line in enumerate(own[:-1]):
        alike = [x for x in own if x.heads == line.heads and x.table == line.table and x is not line]
        full = [x for x in alike if all(c.strip() for c in x.cells[: len(line.heads)])]
        named = bool(line.heads) and len(line.heads) >= 3 and bool(_names_a_thing(line.cells))
        followed = any(sum(bool(c.strip()) for c in x.cells) >= 2 for x in own[at + 1 :])
        if named and not any(c.strip() for c in line.cells[1:]) and full and len(full) == len(alike) and followed:
            yield line


def _unfilled(record: Record, line: Line, case: Case) -> Hit:
    names = "、".join(h for h in line.heads[1:] if not _OPTIONAL.search(h))
    return Hit(
        object=f"{record.title} {line.cells[0]}：{names}",
        root=f"hollow:{record.id}:{line.index}",
        document=_no_blank_rule(case, record),
        record=Source(file=record.paper, locator=line.locator, quote=line.text, rule="hollow/1"),
        values={"fields": names},
    )


def _hollow(record: Record, faults: Sequence[Field], case: Case) -> Hit:
    names = "、".join(dict.fromkeys(lowest_head(f.name) for f in faults))
    return Hit(
        object=f"{record.title} {record.subject or record.event_on or ''}：{names}".replace("  ", " "),
        root=f"hollow:{record.id}",
        document=_no_blank_rule(case, record),
        record=faults[0].source,
        values={"fields": names},
        series=f"{_same_form(record)}:{names}",
        among=_alike(record, case),
    )


def _same_form(record: Record) -> str:
    return record.form.code or re.sub(r"[\d一二三四五六七八九十年月日第季度次期上下半.\-/（）() ]", "", record.title)


def _alike(record: Record, case: Case) -> int:
    """How many papers hold records on the same form; of a single one, its records."""
    form = _same_form(record)
    papers = {r.paper for r in case.facts.records if _same_form(r) == form}
    return len(papers) if len(papers) > 1 else len(case.rows.get(record.paper, [])) or 1


def _blank_fields(record: Record, case: Case) -> list[Field]:
    placeholders = [f for f in record.fields if _PLACEHOLDER.search(f.value)]
    siblings = [r for r in case.heads if r.id != record.id and record.form.code and r.form.code == record.form.code]
    filled = [f for f in record.fields if f.value]
    if len(record.fields) < 3 or len(filled) < 2:
        return placeholders
    strict = _no_blank_rule(case, record) is not None
    blanks = [
        f
        for f in record.fields
        if not f.value
        and not _OPTIONAL.search(f.name)
        and not _repeated(f, record)
        and f.source.quote.strip()
        and not _heads_a_column(f, record, case)
        and not _leads_on(f, record, case)
        and (_elsewhere(f, siblings) or (strict and _CRITICAL.search(f.name) and _cell_field(f)))
    ]
    return [*placeholders, *blanks]


def _heads_a_column(field: Field, record: Record, case: Case) -> bool:
    """A label with filled cells right under it is the head of a column, not a field left blank."""
    lines = case.papers[record.paper].lines
    at = next((x for x in lines if x.text == field.source.quote and x.locator == field.source.locator), None)
    if at is None or field.name not in at.cells or at.index + 1 >= len(lines):
        return False
    below, column = lines[at.index + 1], at.cells.index(field.name)
    return below.table == at.table and column < len(below.cells) and bool(column and below.cells[column].strip())


_LEAD_IN = re.compile(
    r"^(?:[各全]|致|尊敬的)[一-鿿（）()、]{1,14}$|(?:如下|下列|以下[^：:]{0,6})$|^(?:现将|现就|经[^：:]{2,}|形成|[作做]出|会议(?:认为|决定|要求|强调|议定))"
)
"""各部门：, 考核结果通报如下：, 形成以下决议： — whom a text speaks to, or what it goes on to say."""
_ALONE = re.compile(r"[\s　（(]*(?:20\d\d\s*[年./-][\d\s月日./-]*|签[字名章]|盖章|公章)?[\s　）)]*")


def _leads_on(field: Field, record: Record, case: Case) -> bool:
    """Whether a label at the end of its line is an address or a lead-in, or has its text in the line below."""
    quote = field.source.quote.strip()
    if " | " in quote or not re.search("[：:]$", quote):
        return False
    if _LEAD_IN.search(field.name):
        return True
    lines = case.papers[record.paper].lines
    at = next((x for x in lines if x.text == field.source.quote and x.locator == field.source.locator), None)
    below = lines[at.index + 1] if at is not None and at.index + 1 < len(lines) else None
    if at is None or below is None or below.part != at.part or below.kind not in ("text", "row", "header_row"):
        return False
    return not (below.kind != "header_row" and pair_fields(below)) and not _ALONE.fullmatch(below.text)


def _cell_field(field: Field) -> bool:
    return field.source.rule == "field/1" and (
        " | " in field.source.quote
        or re.search(rf"{re.escape(field.name)}\s*[：:]\s*(?:$|[\s　]{{2,}})", field.source.quote) is not None
    )


def _repeated(field: Field, record: Record) -> bool:
    return any(f.name == field.name and f.value for f in record.fields)


def _elsewhere(field: Field, siblings: Sequence[Record]) -> bool:
    return bool(siblings) and sum(any(f.name == field.name and f.value for f in s.fields) for s in siblings) >= max(
        1, len(siblings) // 2
    )


def _each_cell(case: Case, record: Record) -> bool:
    """Whether a rule asks for every single cell: 每格都要写, 没有内容的写“无”."""
    rule = _no_blank_rule(case, record)
    return rule is not None and bool(re.search(r"[每逐][一个]?[格项栏]|没有(?:内容)?的(?:写|填)", rule.quote))


def _blank_rows(rows: Sequence[Record], *, strict: bool) -> Iterator[tuple[Record, list[Field]]]:
    """Rows with blanks where most rows of their table hold something; where a rule forbids blanks, where any does."""
    tables: dict[tuple[str, ...], list[Record]] = {}
    for row in rows:
        tables.setdefault(tuple(f.name for f in row.fields), []).append(row)
    for alike in tables.values():
        yield from _blank_in_table(alike, strict=strict)


def _blank_in_table(rows: Sequence[Record], *, strict: bool) -> Iterator[tuple[Record, list[Field]]]:
    width = {f.name for r in rows for f in r.fields}
    counts = {n: sum(any(f.name == n and f.value for f in r.fields) for r in rows) for n in width}
    least = 1 if strict and len(rows) > 1 else 0.75 * len(rows) if len(rows) >= _LEAST_ROWS else len(rows) + 1
    usual = {n for n, count in counts.items() if count >= least}
    for row in rows:
        placeholders = [f for f in row.fields if _PLACEHOLDER.search(f.value)]
        blanks = [
            f
            for i, f in enumerate(row.fields)
            if not f.value
            and f.name in usual
            and not _OPTIONAL.search(f.name)
            and not (i == 0 and _GROUP.search(f.name))
        ]
        told = sum(bool(f.value) for f in row.fields) >= 2 and not _step_not_told(row, blanks)
        if placeholders or (len(blanks) > strict and not _FUTURE.search(row.text) and told):
            yield row, [*placeholders, *blanks]


_LEAST_ROWS = 4


def _step_not_told(row: Record, blanks: Sequence[Field]) -> bool:
    """All columns to the right blank, or all columns under one upper heading: a step not done yet, which the rule
    about that step judges, rather than a field left out."""
    upper = {f.name.split("/")[0] for f in blanks if "/" in f.name}
    grouped = len(blanks) >= 2 and len(upper) == 1 and all("/" in f.name for f in blanks)
    tail = [f for f in row.fields if not _OPTIONAL.search(f.name)][-len(blanks) :]
    return grouped or len(blanks) >= _STEP and list(blanks) == tail


_STEP = 3


def _names_a_thing(cells: Sequence[str]) -> bool:
    """The first cell holds a name: not a running number, a day, a period still to come or a heading of rows below."""
    first = cells[0].strip() if cells else ""
    return len(first) <= 16 and bool(re.search(r"[一-鿿A-Za-z]{2}", first)) and not _PERIOD.search(first)


_PERIOD = re.compile(
    r"\d\s*[年月季周日号]|[一二三四五六七八九十]+月|季度|半年|^Q\d|合计|总计|小计|以下空白|备注|说明|\d\s*(?:人|项|台|份|次|条)|^(?:实到|应到|共|注|完|以上)|^[一二三四五六七八九十]+、|[：:]|类$|部$|车间$"
)


def _no_blank_rule(case: Case, record: Record) -> Source | None:
    """The rule that says a record's fields must be filled: the duty's own, else the general one."""
    own = next(
        (d for d in case.facts.prescriptions if record.form.code and any(f.code == record.form.code for f in d.forms)),
        None,
    )
    if own and re.search(
        "不得空缺|不得空白|不得为空|填写完整|逐项填写|写明|各栏|每[项格栏][^，。；]{0,4}[写填]", own.source.quote
    ):
        return own.source
    general = next(
        (
            d
            for d in case.facts.prescriptions
            if re.search(
                r"(?:栏目|各栏|各项|项目|记录|空白|表单|填写|内容)[^。；]{0,24}"
                r"(?:不[得能应允许]{1,2}(?:有)?(?:空[缺白项着]?|留空|漏填|漏项)|(?:填写|内容)(?:应|须|要)?[^，。；]{0,6}(?:完整|齐全)|完整填写|逐[项栏]填写|没有的填|填全)|"
                r"(?:每|各|逐)[一个]?(?:[格栏][^。；，]{0,4}|项(?:目|内容)?(?:均|都)?)(?:要|必?须|应|都|得)[^。；，]{0,3}[填写]|(?:不留|不能有|不许有|不得有)空[白格栏]|没有(?:内容)?的(?:写|填)",
                d.source.quote,
            )
        ),
        None,
    )
    return general.source if general else None
