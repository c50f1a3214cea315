"""Rows of ledgers as records of their own."""

import re
from collections.abc import Sequence
from datetime import date

from ..domain.facts import Field, Line, Paper, Record, Source
from ..text.business_year import first_period
from ..text.dates import bare_day, excel_date, find_dates, only_date
from ..text.roles import departments_in
from .header_rows import lowest_head
from .signatures import people_in
from .tables import is_label

EVENT_LABEL = re.compile(
    r"(?:审核|评审|会议|培训|演练|检查|巡检|复核|评价|验收|测量|统计|考核|发生|活动|盘点|召开|实施|维护|备份|测试|抽查|核查|点检|发现|运行|监测|开会|授课|巡查|保养|评估|自评|清理|排查)"
    r"(?:日期|时间|起止|年月日)|^(?:日期|时间|年月日|召开日期|起止时间)$"
)


FILLED_LABEL = re.compile(
    r"(?:填写|填表|填报|记录|编制|录入|提交|报告|签字|上报|制表|印发|登记|成文|拟制|发文|通报)(?:日期|时间)"
)


PERIOD_LABEL = re.compile(r"(?:统计|考核|报告|分析|评价|监测|测量|所属|覆盖)?(?:期间|周期|时段|区间|季度|月份)")


BLANK_VALUE = re.compile(r"^[\s　/／\\—–\-_＿.…]*$")


def day_of(text: str, year: int | None) -> date | None:
    """The first day in a value, spreadsheet serials included."""
    serial = excel_date(text)
    return serial or next((m.first for m in find_dates(text, year) if m.precision == "day"), None)


_COUNTED = re.compile(r"^(?:实到|应到|缺席|缺勤|请假|另有|其余|以上|共|合计)[^|。]{0,16}\d+\s*(?:人|名)")
_SIGNED_OFF = re.compile(r"^(?:记录|填表|制表|填报|登记|编制|统计|审核|批准|复核|说明|注|备注)(?:人|员)?\s*[：:]")


_SIGN = re.compile(r"^(?:批准?|审[核批定]?|编制?|拟定?|制表|填表|会签|签[发字]|核准?|复核)(?:人|者|员)?\s*[：:]")
_SIGNED_DAY = re.compile(r"^[一-鿿 　、]{2,20}[ 　(（/](?:20\d\d\s*[.年/-]\s*)?\d{1,2}\s*[.月/-]\s*\d{1,2}日?[)）]?$")


def below_the_rows(cells: Sequence[str]) -> bool:
    """A line under a table that counts its rows or tells who kept it: 实到17人 | | 记录：卞秋; 张三 2.19 | 批：李四."""
    told = [c.strip() for c in cells if c.strip()]
    if 0 < len(told) <= len(cells) // 2 and all(_SIGN.match(c) or _SIGNED_DAY.match(c) for c in told):
        return True
    blank = len(told) < len(cells)
    return bool(told and _COUNTED.match(told[0])) or blank and any(_SIGNED_OFF.match(c) for c in told)


def rows_of(paper: Paper, head: Record, lines: Sequence[Line], year: int | None, start: int = 1) -> list[Record]:
    """All rows of a segment's tables that hold at least two values, under the head record's title and form."""
    found: list[Record] = []
    for line in lines:
        if not line.heads or len([c for c in line.cells if c]) < 2 or below_the_rows(line.cells):
            continue
        fields = tuple(cell_field(line, i, paper.file, year) for i in range(min(len(line.heads), len(line.cells))))
        event = next((f.on for f in fields if f.on and EVENT_LABEL.search(lowest_head(f.name))), None) or next(
            (f.on for f in fields if f.on), None
        )
        subject = next(
            (f.value for f in fields if f.value and not f.on and not re.search("序号|月份|编号", f.name)), ""
        )
        found.append(
            Record(
                id=f"{paper.file}#{line.index}",
                paper=paper.file,
                title=head.title,
                form=head.form,
                topic=head.topic,
                subject=subject,
                event_on=event,
                event_until=event,
                filled_on=next((f.on for f in fields if f.on and FILLED_LABEL.search(f.name)), None),
                days=tuple(f.on for f in fields if f.on),
                period=_row_period(fields, year, start, event),
                fields=fields,
                source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="ledger-row/1"),
                row=True,
                text=line.text,
            )
        )
    return found


def cell_field(line: Line, index: int, file: str, year: int | None) -> Field:
    """One cell of a row under its heading, with the day it holds."""
    value = line.cells[index]
    real = line.dates[index] if index < len(line.dates) else None
    head = re.sub(r"\s", "", line.heads[index])
    serial = excel_date(value) if re.search("日期|时间|日$", head) else None
    days = [m.first for m in find_dates(value, year) if m.precision == "day"] if len(value) <= 40 else []
    return Field(
        name=head,
        value="" if BLANK_VALUE.match(value) and value.strip() not in ("—", "——", "/", "／") else value,
        on=real
        or serial
        or (
            days[0]
            if days and re.search("日期|时间|期限|日$|/", head) or days and is_label(head) and len(value) <= 16
            else only_date(value, year)
            or _signed_on(value, year)
            or (bare_day(value, year) if _DAY_HEAD.search(head) else None)
        ),
        source=Source(
            file=file,
            locator=line.locator,
            quote=line.quotes[index] if line.quotes else line.quote,
            rule="ledger-cell/1",
        ),
    )


_DAY_HEAD = re.compile("日期|时间|日$|^哪天$|^几号$")
_SIGNED = re.compile(r"^[一-鿿、 　/／]{2,24}[\s　/／（(]+(?P<d>[\d年月日号./-]{3,11})[)）]?$")


def _signed_on(value: str, year: int | None) -> date | None:
    """The day of a value that is a name and a day: 综合部 张三 2025-06-20, 李四（3月12日）."""
    match = _SIGNED.match(value.strip())
    if not match or not (people_in(match[0][: match.start("d")]) or departments_in(match[0])):
        return None
    return only_date(match["d"], year) or bare_day(match["d"], year)


def _row_period(fields: Sequence[Field], year: int | None, start: int, near: date | None) -> tuple[date, date] | None:
    for field in fields:
        if (
            re.search("月份|期间|季度|月$|周期|时段|次数|年月|时间|(?<!日)(?<!到)(?<!工)期别?$", field.name)
            and field.value
            and not field.on
        ):
            value = (
                field.value
                if re.search("月|季|年|Q", field.value)
                else f"{field.value}月"
                if re.fullmatch(r"1[0-2]|[1-9]", field.value)
                else ""
            )
            mention = first_period(value, year, start, near)
            if mention:
                return mention.first, mention.last
    return None
