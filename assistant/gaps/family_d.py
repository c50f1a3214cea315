"""Family D: records that contradict each other (always on); signs about authenticity (only on request,
always 请核实)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Measurement, Record, Source
from ..facts.goals import goal_key
from ..facts.signatures import people_in
from ..facts.topics import fold_name
from ..text.dates import find_dates, only_date
from ..text.quantities import to_number
from .case import Case
from .nonconformities import nonconformities, numbers_in
from .registry import Hit, Parameters, detector
from .reviews import reviews
from .trainings import evaluated, trainings

_ABSENT = re.compile(r"请假|出差|未到|缺席|未参加|未出席|病假|事假|休假")
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
                document=one.source,
                record=evaluation.record.source,
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
            for x in case.papers[minutes.paper].lines
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
            for x in case.papers[minutes.paper].lines
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
        for line in case.papers[report.paper].lines:
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
            other, source = _shown(report, case)
            if stated is not None and other is not None and other != stated and source is not None:
                yield Hit(
                    object=f"{report.title}不符合项数：{stated} / {other}",
                    root=f"finding-count:{report.paper}",
                    document=Source(file=report.paper, locator=line.locator, quote=line.text, rule="count/1"),
                    record=source,
                    values={"one": f"报告{stated}项", "other": f"其他记录{other}项"},
                )
            break


def _shown(report: Record, case: Case) -> tuple[int | None, Source | None]:
    """Nonconformities the checklist of the same audit, else forms found in those days, show."""
    assert report.event_on
    for head in case.heads:
        own = case.rows.get(head.paper, [])
        day = head.event_on or min((r.event_on for r in own if r.event_on), default=None)
        if head.topic == "audit_checklist" and day and abs((day - report.event_on).days) <= 10:
            rows = [
                r
                for r in case.rows.get(head.paper, [])
                if any(
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
        b = next((f for f in row.fields if f.on and word in f.name.split("/")[-1]), None)
        if a and b and a.on and b.on and a.on != b.on and abs((a.on - b.on).days) >= 2 and word != "完成":
            return word, a.on, b.on, a.source
    return None


@detector("D5", "value-in-text")
def value_in_text(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A monthly value told in a report against the ledger's value for that goal and month."""
    table: dict[tuple[str, date], Measurement] = {
        (goal_key(m.goal), m.first): m
        for m in case.facts.measurements
        if re.search(r"\d", m.text) and m.last.month == m.first.month
    }
    keys = sorted({k for k, _ in table}, key=len, reverse=True)
    ledgers = {m.source.file for m in table.values()}
    for record in case.heads:
        if record.paper in ledgers or record.topic not in (
            "monitoring",
            "review_input",
            "review_minutes",
            "assessment",
            "deviation",
        ):
            continue
        year = (record.event_on or record.filled_on or case.window[0]).year
        for line in case.papers[record.paper].lines:
            if not line.heads:
                yield from _told(line.text, line.locator, record, table, keys, year)


def _told(
    text: str, locator: str, record: Record, table: dict[tuple[str, date], Measurement], keys: Sequence[str], year: int
) -> Iterator[Hit]:
    for clause in re.split(r"[。；;]", text):
        named = [k for k in keys if len(k) >= 5 and k in clause]
        if len(named) != 1:
            continue
        for match in re.finditer(
            r"(?<![\d—–~至-])(1[0-2]|[1-9])月(?:份)?(?:为|达到?|是|完成|实际)?\s*(\d{1,4}(?:\.\d+)?)\s*(?:%|％|"
            r"分钟|小时|天|件)",
            clause,
        ):
            month = date(year, int(match[1]), 1)
            known, told = table.get((named[0], month)), float(match[2])
            value = to_number(known.text) if known else None
            if known and value is not None and abs(value - told) > 0.051 and abs(value * 100 - told) > 0.051:
                yield Hit(
                    object=f"{named[0]} {month.year}年{month.month}月：{told} / {known.text}",
                    root=f"value:{named[0]}:{month}",
                    document=Source(file=record.paper, locator=locator, quote=text, rule="value/1"),
                    record=known.source,
                    values={"one": str(told), "other": known.text},
                )


@detector("D1", "before-its-time", kind="statistic")
def before_its_time(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A form version that did not exist on the day the record claims: a content anachronism."""
    from ..facts.identity import fold_version

    entries = {f.code: f for f in case.facts.forms if f.code and f.effective_on and f.withdrawn}
    for record in case.heads:
        entry = entries.get(record.form.code or "")
        day = record.filled_on or record.event_on
        if entry is None or day is None or not record.form.version or entry.effective_on is None:
            continue
        last = max((d for d in record.days if d <= case.as_of), default=day)
        if fold_version(record.form.version) == fold_version(entry.version or "") and max(
            day, last
        ) < entry.effective_on - timedelta(days=3):
            yield Hit(
                object=f"{record.title}（{day}）使用{entry.effective_on}才启用的{entry.version}版",
                root=f"version:{record.id}",
                document=entry.source,
                record=_place(record, record.form.version, case),
                severity="medium",
                values={"day": str(day)},
            )


def _place(record: Record, word: str, case: Case) -> Source:
    line = next((x for x in case.papers[record.paper].lines if word in x.text), None)
    return Source(file=record.paper, locator=line.locator, quote=line.text, rule="place/1") if line else record.source


@detector("D2", "made-in-one-go", kind="statistic")
def made_in_one_go(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Records of three or more claimed months made within an hour, by one hand, with different signers or
    hardly any editing."""
    dated = [
        (case.papers[r.paper].facts, r)
        for r in case.heads
        if r.event_on and case.papers[r.paper].facts.created and case.papers[r.paper].facts.media == "docx"
    ]
    dated.sort(key=lambda x: x[0].created.timestamp() if x[0].created else 0)
    for index, (facts, record) in enumerate(dated):
        group = [
            x
            for x in dated[index:]
            if x[0].created
            and facts.created
            and 0 <= (x[0].created - facts.created).total_seconds() <= 3600
            and x[1].form.code == record.form.code
            and record.form.code
        ]
        months = {(r.event_on.year, r.event_on.month) for _, r in group if r.event_on}
        late = [r for f, r in group if f.created and r.event_on and (f.created.date() - r.event_on).days > 45]
        quick = [f for f, _ in group if f.edit_minutes is not None and f.edit_minutes <= 3]
        hands = {f.last_modified_by for f, _ in group}
        signers = {s.person for _, r in group for s in r.signatures if s.role in ("编制", "记录", "检查")}
        if (
            len(group) >= 3
            and len(months) >= 3
            and len(late) >= 2
            and len(hands) == 1
            and (len(signers) >= 2 or len(quick) >= len(group) - 1)
        ):
            yield Hit(
                object=f"{record.title}等{len(group)}份（{len(months)}个月）",
                root=f"burst:{record.form.code}",
                document=None,
                record=group[-1][1].source,
                severity="low",
                values={"count": str(len(group))},
            )
            return


@detector("D3", "same-words", kind="statistic")
def same_words(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Records of different occasions with the same free text, after masking names, days, numbers and the
    form's own words."""
    least, share = int(parameters.get("least", 30)), float(parameters.get("share", 0.9))
    groups: dict[str, list[Record]] = {}
    for record in case.heads:
        if record.topic not in ("audit_plan", "review_plan") and case.papers[record.paper].kind == "record":
            groups.setdefault(record.form.code or fold_name(record.title), []).append(record)
    for records in groups.values():
        if len(records) < 2:
            continue
        bodies = _bodies(records, case)
        for i, one in enumerate(records):
            for other in records[i + 1 :]:
                shared = [(x, y) for x in bodies[one.id] for y in bodies[other.id] if _alike(x[0], y[0]) >= share]
                length = sum(len(x[0]) for x, _ in shared)
                whole = min(sum(len(t) for t, _ in bodies[r.id]) for r in (one, other))
                if length < max(least, 0.5 * whole) or one.event_on == other.event_on:
                    continue
                x, y = max(shared, key=lambda pair: len(pair[0][0]))
                if not _two_signs(x[1], y[1]):
                    continue
                later, earlier = (
                    (y[1], x[1]) if (one.event_on or date.min) <= (other.event_on or date.min) else (x[1], y[1])
                )
                yield Hit(
                    object=f"{one.title}：{one.event_on} 与 {other.event_on}",
                    root=f"same:{one.paper}:{other.paper}:{other.id}",
                    document=earlier,
                    record=later,
                    values={"one": str(one.event_on), "other": str(other.event_on)},
                )


def _bodies(records: Sequence[Record], case: Case) -> dict[str, list[tuple[str, Source]]]:
    """Masked prose lines of each record without the form's skeleton: lines that three records or more share."""
    found: dict[str, list[tuple[str, Source]]] = {}
    for record in records:
        lines = [
            x for x in case.papers[record.paper].lines if x.text in record.text and not x.heads and _is_prose(x.text)
        ]
        people = sorted(
            {s.person for r in records for s in r.signatures if s.person} | {p.person for p in case.facts.posts},
            key=len,
            reverse=True,
        )
        found[record.id] = [
            (
                _masked(_without(people, _told_part(x.text))),
                Source(file=record.paper, locator=x.locator, quote=x.text, rule="same/1"),
            )
            for x in lines
        ]
    common = Counter(text for lines in found.values() for text in {t for t, _ in lines})
    return {k: [(t, s) for t, s in lines if common[t] < 3] for k, lines in found.items()}


def _told_part(text: str) -> str:
    """What was said or done, without the label and the sentences that say who met where."""
    body = re.sub(r"^[^：:|]{0,14}[：:|]", "", text)
    return "".join(s for s in re.split("(?<=[。；])", body) if not re.search("主持|参加|出席|召开|与会", s))


def _without(people: Sequence[str], text: str) -> str:
    for name in people:
        text = text.replace(name, "")
    return text


def _is_prose(text: str) -> bool:
    """Sentences, not a row of labels and values."""
    body = re.sub(r"^[^：:|]{0,14}[：:|]", "", text)
    return len(body) >= 20 and len(re.findall("[，。；]", body)) >= 2


def _masked(text: str) -> str:
    for mention in reversed(find_dates(text, 2000)):
        text = text[: mention.start] + "#" + text[mention.end :]
    return re.sub(r"\d+(?:\.\d+)?|[\s，。；：、“”（）()|]", "", text)


def _alike(one: str, other: str) -> float:
    a, b = {one[i : i + 5] for i in range(len(one) - 4)}, {other[i : i + 5] for i in range(len(other) - 4)}
    return len(a & b) / len(a | b) if a and b else 0.0


def _two_signs(one: Source, other: Source) -> bool:
    """Not words alone: the same particular figures or days come back too."""
    a, b = re.findall(r"\d+(?:\.\d+)?", one.quote), re.findall(r"\d+(?:\.\d+)?", other.quote)
    told = _told_part(one.quote)
    return (
        len(set(a) & set(b)) >= 2 or len(told) >= 50 and _alike(_masked(told), _masked(_told_part(other.quote))) >= 0.9
    )


@detector("D4", "impossible-time", kind="statistic")
def impossible_time(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Signed after leaving the only post known: on a record, or in a row of a ledger."""
    yield from _rows_after_leaving(case)
    for record in case.heads:
        for sign in record.signatures:
            day = sign.on or (record.event_on if sign.role in ("主持", "检查", "审核员", "巡检", "记录") else None)
            posts = [p for p in case.facts.posts if p.person == sign.person]
            gone = [p.end for p in posts if p.end and re.search("离职|退休|辞职|调离", p.source.quote + p.note)]
            if (
                day
                and gone
                and not case.posts_on(sign.person, day)
                and min(record.days, default=day) > max(gone) + timedelta(days=15)
            ):
                yield Hit(
                    object=f"{sign.person} {day}签署{record.title}",
                    root=f"gone:{sign.person}:{record.id}",
                    document=next(p.source for p in posts if p.end),
                    record=sign.source,
                    values={"person": sign.person, "day": str(day)},
                )


def _rows_after_leaving(case: Case) -> Iterator[Hit]:
    left = {
        p.person: p for p in case.facts.posts if p.end and re.search("离职|退休|辞职|调离", p.source.quote + p.note)
    }
    told: set[tuple[str, str]] = set()
    for row in (r for rows in case.rows.values() for r in rows if r.event_on):
        for cell in row.fields:
            if not cell.name.endswith(("人", "员", "者")):
                continue
            for person in people_in(cell.value):
                post = left.get(person)
                gone = (
                    post is not None
                    and post.end is not None
                    and min(row.days, default=date.min) > post.end + timedelta(days=15)
                )
                if post and gone and not case.posts_on(person, row.event_on) and (person, row.paper) not in told:
                    told.add((person, row.paper))
                    yield Hit(
                        object=f"{person} {row.event_on}在{row.title}署名",
                        root=f"gone:{person}:{row.paper}",
                        document=post.source,
                        record=row.source,
                        values={"person": person, "day": str(row.event_on)},
                    )


@detector("D5", "two-values")
def two_values(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The same goal and period with different values in two papers."""
    seen: dict[tuple[str, date, date], Measurement] = {}
    for m in case.facts.measurements:
        value = to_number(m.text) if re.search(r"\d", m.text) else None
        key = (goal_key(m.goal), m.first, m.last)
        other = seen.setdefault(key, m)
        if value is None or other.source.file == m.source.file:
            continue
        known = to_number(other.text)
        if (
            known is not None
            and abs(known - value) > 0.051
            and abs(known * 100 - value) > 0.51
            and abs(known - value * 100) > 0.51
        ):
            yield Hit(
                object=f"{m.goal} {m.first.year}年{m.first.month}月：{other.text} / {m.text}",
                root=f"value:{key[0]}:{m.first}",
                document=other.source,
                record=m.source,
                values={"one": other.text, "other": m.text},
            )
