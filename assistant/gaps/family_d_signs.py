"""Family D, signs about authenticity: only on request, two signs or a content anachronism, always 请核实."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.facts import Record, Source
from ..facts.renames import renames_of
from ..facts.topics import fold_name
from ..text.dates import find_dates
from .case import Case
from .registry import Hit, Parameters, detector


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


@detector("D1", "name-before-its-time", kind="statistic")
def name_before_its_time(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A record of a day on which the department it names did not bear that name yet: a content anachronism."""
    renames = [
        r for r in renames_of(case.facts.papers) if len(r.new) >= 3 and r.new not in r.old and r.old not in r.new
    ]
    for record in case.heads:
        paper, day = (
            case.papers[record.paper],
            max((d for d in record.days if d <= case.as_of), default=record.event_on),
        )
        if paper.kind not in ("record", "plan") or day is None or not case.in_window(day):
            continue
        for one in renames:
            written = paper.facts.created.date() if paper.facts.created else None
            if day >= one.on - timedelta(days=3):
                continue
            lines = [x for x in paper.lines if one.new in x.text and (x.text in record.text or x.kind == "margin")]
            if written is not None and written < one.on:
                lines = [x for x in lines if any(m.first == day for m in find_dates(x.text))]
            if one.old in record.text:
                lines = [x for x in lines if x.kind != "margin" and one.old not in x.text]
            if not lines or re.search("更名|改名|改称|原名|更名前", record.text):
                continue
            yield Hit(
                object=f"{record.title}（{day}）写有{one.on}才启用的部门名称“{one.new}”",
                root=f"anachronism:{record.id}",
                document=one.source,
                record=Source(file=record.paper, locator=lines[0].locator, quote=lines[0].text, rule="place/1"),
                values={"day": str(day), "name": one.new, "from": str(one.on)},
            )
            break


def _place(record: Record, word: str, case: Case) -> Source:
    line = next((x for x in case.papers[record.paper].lines if word in x.text), None)
    return Source(file=record.paper, locator=line.locator, quote=line.quote, rule="place/1") if line else record.source


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
                if length < max(least, 0.5 * whole) or _one_occasion(one, other):
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


def _one_occasion(one: Record, other: Record) -> bool:
    """The same day, unless the papers are about different periods: copied words bring their old days along."""
    return one.event_on == other.event_on and (one.period == other.period or not one.period or not other.period)


def _bodies(records: Sequence[Record], case: Case) -> dict[str, list[tuple[str, Source]]]:
    """Masked prose lines of each record without the form's skeleton: lines that three records or more share."""
    found: dict[str, list[tuple[str, Source]]] = {}
    for record in records:
        lines = [
            x for x in case.papers[record.paper].lines if x.text in record.text and not x.heads and _is_prose(x.text)
        ]
        people = sorted(
            {s.person for r in records for s in r.signatures if s.person}
            | {p.person for p in case.facts.posts}
            | {n for d in case.facts.departments for n in (d.name, *d.aliases) if len(n) >= 2},
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
