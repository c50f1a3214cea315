"""Family D: records that contradict each other (always on); signs about authenticity (only on request,
always 请核实)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..domain.facts import Record, Source
from ..facts.header_rows import lowest_head
from ..facts.signatures import people_in
from ..text.dates import only_date
from .case import Case
from .nonconformities import nonconformities, numbers_in
from .registry import Hit, Parameters, detector
from .reviews import reviews
from .trainings import evaluated, headcount_place, signed_in, trainings

_ABSENT = re.compile(r"请假|出差|未到|缺席|未参加|未出席|病假|事假|休假")
_MADE_UP = re.compile("补课|补训|补看|补学|线上|视频|另有|补签|分批|两批|多场")
_PRESENT = re.compile(
    r"实到\s*[：:]?\s*(\d{1,3})\s*人?|(?:到会|出席|参会|与会)(?:人数|人员)?(?:共|计|为|：|:)?\s*(\d{1,3})\s*人"
)


@detector("D5", "attendance")
def attendance(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Head counts and names of minutes against the sign-in sheet of the same meeting."""
    for review in reviews(case):
        for sheet in review.signins:
            for minutes in review.minutes:
                hit = _attendance(sheet, minutes, case)
                if hit:
                    yield hit
    for one in trainings(case):
        sheet = signed_in(one, case) if one.record.row and one.present else None
        if sheet and one.present and one.present != sheet[0] and not _MADE_UP.search(one.record.text + sheet[1].quote):
            yield Hit(
                object=f"{one.on} {one.course}人数：签到{sheet[0]} / 台账{one.present}",
                root=f"training-count:{one.on}:{one.course}",
                document=sheet[1],
                record=one.source,
                values={"one": str(sheet[0]), "other": str(one.present)},
            )
        evaluation = evaluated(one, case)
        if (
            evaluation
            and one.present
            and evaluation.present
            and evaluation.trained_on == one.on
            and evaluation.present > one.present
        ):
            yield Hit(
                object=f"{one.on} {one.course}人数：{one.present} / {evaluation.present}",
                root=f"training-count:{one.on}:{one.course}",
                document=headcount_place(one.record) or one.source,
                record=headcount_place(evaluation.record) or evaluation.record.source,
                values={"one": str(one.present), "other": str(evaluation.present)},
            )


def _attendance(sheet: Record, minutes: Record, case: Case) -> Hit | None:
    rows = [r for r in case.rows.get(sheet.paper, []) if r.title == sheet.title]
    signed, absent = _signed(rows)
    if len(signed) < 3:
        return None
    source = next(
        (
            Source(file=minutes.paper, locator=x.locator, quote=x.text, rule="attendance/1")
            for x in case.lines(case.papers[minutes.paper])
            if _PRESENT.search(x.text)
        ),
        None,
    )
    if source is not None:
        match = _PRESENT.search(source.quote)
        count = int(match[1] or match[2]) if match else 0
        if count and abs(count - len(signed)) >= 1 and (absent or count > len(signed) + len(absent)):
            place = absent[0].source if absent else sheet.source
            return Hit(
                object=f"{minutes.title} 到会人数：签到{len(signed)}人，纪要{count}人",
                root=f"attendance:{minutes.paper}",
                document=place,
                record=source,
                values={"one": f"签到{len(signed)}人", "other": f"纪要{count}人"},
            )
    listed = next(
        (
            x
            for x in case.lines(case.papers[minutes.paper])
            if re.search("(?:出席|参加|到会|与会)(?:人员|签名)?[：:]", x.text)
        ),
        None,
    )
    names = set(people_in(re.split("[：:]", listed.text, maxsplit=1)[-1])) if listed else set()
    for row in absent:
        for person in people_in(" ".join(f.value for f in row.fields if re.search("姓名|人员|应到", f.name))):
            if listed and person in names:
                return Hit(
                    object=f"{minutes.title}：{person}签到表未到会，纪要列为到会",
                    root=f"attendance:{minutes.paper}",
                    document=row.source,
                    record=Source(file=minutes.paper, locator=listed.locator, quote=listed.text, rule="attendance/1"),
                    values={"one": "未到会", "other": "到会"},
                )
    return None


def _signed(rows: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    signed: list[Record] = []
    absent: list[Record] = []
    for row in rows:
        sign = next((f.value for f in row.fields if re.search("签名|签字|签到|到会", f.name)), None)
        if sign is None:
            continue
        (absent if _ABSENT.search(row.text) or not sign.strip() else signed).append(row)
    return signed, absent


@detector("D5", "finding-count")
def finding_count(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The number of nonconformities a report states against those it lists or the checklist and forms show."""
    for report in case.heads:
        if report.topic != "audit_report" or not case.in_window(report.event_on):
            continue
        for line in case.lines(case.papers[report.paper]):
            match = re.search(
                r"(?:开具|开出|开列|发现|提出|共有?|共计|形成|签发)[^，。；]{0,14}?(?:不符合|不合格)(?:项|"
                r"报告)?\s*[共计]?\s*(\d{1,2}|[一二两三四五六七八九十])\s*(?:项|个|份)|(\d{1,2}|"
                r"[一二两三四五六七八九十])\s*(?:项|个|份)(?:一般|轻微)?(?:不符合|不合格)",
                line.text,
            )
            if not match or re.search("上次|上年|上一次|以往", line.text[: match.start()][-12:]):
                continue
            from ..text.dates import chinese_int

            stated = chinese_int(match[1] or match[2])
            other, source = findings_shown(report, case)
            if stated is not None and other is not None and other != stated and source is not None:
                yield Hit(
                    object=f"{report.title}不符合项数：{stated} / {other}",
                    root=f"finding-count:{report.paper}",
                    document=Source(file=report.paper, locator=line.locator, quote=line.quote, rule="count/1"),
                    record=source,
                    values={"one": f"报告{stated}项", "other": f"其他记录{other}项"},
                )
            break


def findings_shown(report: Record, case: Case) -> tuple[int | None, Source | None]:
    """Nonconformities the checklist of the same audit, else forms found in those days, show."""
    assert report.event_on
    for head in case.heads:
        own = case.rows.get(head.paper, [])
        day = head.event_on or min((r.event_on for r in own if r.event_on), default=None)
        if head.topic == "audit_checklist" and day and abs((day - report.event_on).days) <= 10:
            rows = [
                r
                for r in own
                if (r.event_on is None or abs((r.event_on - report.event_on).days) <= 10)
                and any(
                    re.search("判定|结果|结论|符合", f.name) and re.search(r"不符合|不合格|×|NC", f.value)
                    for f in r.fields
                )
            ]
            numbers = {n for r in rows for n in numbers_in(r.text)}
            if rows and len(case.rows.get(head.paper, [])) >= 3:
                return max(len(numbers), len(rows) if not numbers else 0), rows[0].source
    found = [
        n
        for n in nonconformities(case).values()
        if n.days.get("found")
        and 0
        <= (n.days["found"] - report.event_on).days
        <= ((report.event_until or report.event_on) - report.event_on).days + 3
    ]
    return (len(found), found[0].source) if found else (None, None)


@detector("D5", "form-against-ledger")
def form_against_ledger(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Days and departments of a nonconformity on its form against its ledger row."""
    for one in nonconformities(case).values():
        if one.form is None or one.row is None:
            continue
        clash = _dates_clash(one.form, one.row, case)
        if clash:
            name, a, b, place = clash
            yield Hit(
                object=f"{one.number} {name}日期：单{a}，台账{b}",
                root=f"nc:{one.number}",
                document=place,
                record=one.row.source,
                values={"one": str(a), "other": str(b)},
            )


def _dates_clash(form: Record, row: Record, case: Case) -> tuple[str, date, date, Source] | None:
    for word in ("发现", "登记", "验证", "完成"):
        a = next((f for f in form.fields if f.on and f.name.startswith(word) and only_date(f.value, f.on.year)), None)
        b = next((f for f in row.fields if f.on and word in lowest_head(f.name)), None)
        if a and b and a.on and b.on and a.on != b.on and abs((a.on - b.on).days) >= 2 and word != "完成":
            return word, a.on, b.on, a.source
    return None
